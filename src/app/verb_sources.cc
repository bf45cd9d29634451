#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <functional>

#include "app/data_folder.h"
#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "base/config.h"
#include "base/suggest.h"
#include "store/store.h"
#include "text/url.h"
#include "text/utf8.h"
#include "wire/discovery.h"
#include "wire/feed.h"
#include "wire/fetcher.h"
#include "wire/source_words.h"

namespace dateline::app {
namespace {

struct SourceOptions {
  std::string data = "var";
  std::string name, owner, rights = "snippet";
  bool primary = false, pages = false;
  bool first = false, all = false, unchecked = false;
};

json::object as_json(const wire::Source& source) {
  return {{"id", source.id.str()},
          {"url", source.url},
          {"name", source.outlet.name},
          {"owner", source.outlet.owner},
          {"primary", source.outlet.primary},
          {"rights", view(wire::to_string(source.rights))},
          {"folder", source.folder},
          {"reads_pages", source.reads_pages}};
}

/// As the running server asks: behind the same gate, under the same name.
Result<net::HttpClient> client_of(const SourceOptions& options) {
  DATELINE_TRY(const Config config, read_config(std::filesystem::path(options.data) / "dateline.toml"));
  DATELINE_TRY(net::AddressGate gate, net::AddressGate::with_allowed(config.allowed_networks));
  return net::HttpClient(std::move(gate), wire::user_agent(config.url));
}

/// As a shell reads it back.
std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && std::ranges::all_of(word, [](unsigned char c) {
    return std::isalnum(c) != 0 || std::string_view("-._/:=%+,@").contains(static_cast<char>(c));
  });
  if (plain) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// The command that adds this one as the given one was to be added.
std::string command_to_add(const SourceOptions& options, const std::string& url) {
  const SourceOptions usual;
  std::string command = "dateline sources add " + quoted(url);
  const auto option = [&](const char* name, const std::string& value, const std::string& unless) {
    if (value != unless) command.append(" ").append(name).append(" ").append(quoted(value));
  };
  option("--data", options.data, usual.data);
  option("--name", options.name, usual.name);
  option("--owner", options.owner, usual.owner);
  option("--rights", options.rights, usual.rights);
  if (options.primary) command += " --primary";
  if (options.pages) command += " --pages";
  return command;
}

/// "20 entries, the newest of 2023-01-31".
std::string entries_of(const wire::FoundFeed& feed) {
  std::string words = feed.entries == 1 ? "1 entry" : std::to_string(feed.entries) + " entries";
  if (feed.entries == 0) words = "empty";
  if (feed.newest) words += ", the newest of " + format_rfc3339(*feed.newest).substr(0, 10);
  return words;
}

void offer(Terminal& terminal, const SourceOptions& options, const std::vector<wire::FoundFeed>& feeds) {
  std::size_t number = 0;
  for (const wire::FoundFeed& feed : feeds) {
    terminal.line(json::serialize(json::object{{"found", feed.url},
                                               {"title", feed.title},
                                               {"format", feed.format},
                                               {"entries", feed.entries},
                                               {"newest", time_or_null(feed.newest)},
                                               {"how", view(wire::to_string(feed.how))},
                                               {"comments", feed.comments}}));
    terminal.say(fmt::format("{:>3}. {}: {}{}\n     {}", ++number,
                             feed.title.empty() ? "(without a title)" : text::shorten(feed.title, 80), entries_of(feed),
                             feed.comments ? "; readers' comments" : "", command_to_add(options, feed.url)));
  }
}

/// Which feeds are meant by an address that may be a site's. None: several were offered, and nothing was chosen.
Result<std::vector<std::string>> choose(Terminal& terminal, const SourceOptions& options, const std::string& url) {
  DATELINE_TRY(net::HttpClient client, client_of(options));
  Progress progress("sources add", "addresses", 0);
  auto found = wire::find_feeds(client, url, [&](std::string_view) { progress.advance(); });
  if (!found) {
    const bool may_come = found.error().code == Code::kUnavailable || found.error().code == Code::kNotFound;
    return fail(found.error().code,
                found.error().message + (may_come ? "; --unchecked adds it without asking there" : ""));
  }
  std::vector<wire::FoundFeed>& feeds = found->feeds;
  if (feeds.empty()) {
    for (const std::string& miss : found->misses) terminal.say("  tried " + miss.substr(0, miss.find("; ")));
    return fail(Code::kNotFound, url + ": no feed found; if the site has a page about its feeds, give its address");
  }
  if (feeds[0].how == wire::FoundFeed::How::kItself) return std::vector{feeds[0].url};

  std::vector<std::string> chosen;
  const auto is_news = std::not_fn(&wire::FoundFeed::comments);
  const auto news = std::ranges::count_if(feeds, is_news);
  for (const wire::FoundFeed& feed : feeds) {
    const bool first = chosen.empty() && (options.first || (news == 1 && is_news(feed)));
    if (!first && !(options.all && is_news(feed))) continue;
    chosen.push_back(feed.url);
    terminal.say(fmt::format("Found {}{}: {}", feed.title.empty() ? "" : text::shorten(feed.title, 80) + ", ", feed.url,
                             entries_of(feed)));
  }
  if (chosen.empty()) {
    offer(terminal, options, feeds);
    terminal.problem(
        fmt::format("{}: {} feeds found, none added; add one as said above, or the best with --first, or "
                    "all but comments with --all",
                    url, feeds.size()));
  }
  return chosen;
}

Status add(Terminal& terminal, const SourceOptions& options, const std::string& url) {
  DATELINE_TRY(const wire::Source given, wire::Source::from_url(url));
  const auto rights = wire::parse_rights(options.rights);
  if (!rights) return fail(Code::kInvalid, "--rights is link, snippet or full, not '" + options.rights + "'");
  std::vector<std::string> chosen = {given.url};
  if (!options.unchecked) {
    DATELINE_TRY(chosen, choose(terminal, options, given.url));
    if (chosen.empty()) return {};
  }
  DATELINE_TRY(auto folder, DataFolder::open(options.data));
  for (const std::string& one : chosen) {
    DATELINE_TRY(wire::Source source, wire::Source::from_url(one));
    source.rights = *rights;
    if (!options.name.empty()) source.outlet.name = options.name;
    if (!options.owner.empty()) source.outlet.owner = options.owner;
    source.outlet.primary = options.primary;
    source.reads_pages = options.pages;
    DATELINE_TRY_VOID(folder->put_source(source));
    terminal.line(json::serialize(as_json(source)));
  }
  return {};
}

Status import_opml(Terminal& terminal, const SourceOptions& options, const std::string& file) {
  const SystemClock clock;
  std::vector<wire::Source> sources;
  DATELINE_TRY_VOID(
      read_any(file, {"", wire::Rights::kSnippet, clock},
               {[](article::Article) {}, [&](wire::Source source) { sources.push_back(std::move(source)); },
                [&](const std::string& warning) { terminal.problem(file + ": " + warning); }}));
  if (sources.empty()) return fail(Code::kInvalid, file + ": no source in it; an OPML subscription list was expected");
  DATELINE_TRY(auto folder, DataFolder::open(options.data));
  std::size_t known = 0;
  for (const wire::Source& source : sources) {
    DATELINE_TRY(const bool added, folder->add_source(source));
    if (added) terminal.line(json::serialize(as_json(source)));
    known += added ? 0 : 1;
  }
  if (known > 0)
    terminal.say(fmt::format("{} of {} are sources here already, and stay as they are.", known, sources.size()));
  return {};
}

Status list(Terminal& terminal, const SourceOptions& options) {
  DATELINE_TRY(auto store, store::open_sqlite(options.data, store::Access::kRead));
  DATELINE_TRY(auto sources, store->reader().sources());
  if (sources.empty()) terminal.say("No sources yet; 'dateline sources add URL' adds one.");
  const Instant now = SystemClock().now();
  const bool for_people = isatty(STDOUT_FILENO) != 0;
  for (const auto& [source, state] : sources) {
    std::string words = wire::in_plain_words(state, now);
    if (const auto odd = wire::in_words(state.naming); !odd.empty()) words += " Odd: " + std::string(odd) + ".";
    if (for_people) {
      terminal.say(fmt::format("{} ({}): {}", source.outlet.name.empty() ? source.outlet.owner : source.outlet.name,
                               source.url, words));
      continue;
    }
    json::object o = as_json(source);
    o["last_success"] = time_or_null(state.last_success);
    o["next_fetch"] = format_rfc3339(state.next_fetch);
    o["failures"] = state.failures;
    o["problem"] = state.problem;
    o["failing_since"] = time_or_null(state.failing_since);
    o["gone"] = state.gone;
    o["moved_to"] = state.moved_to;
    o["last_news"] = time_or_null(state.last_news);
    o["rhythm_seconds"] = state.rhythm.count();
    o["remark"] = state.remark;
    o["says"] = words;
    terminal.line(json::serialize(o));
  }
  return {};
}

Status remove(Terminal& terminal, const SourceOptions& options, const std::string& url) {
  DATELINE_TRY(wire::Source source, wire::Source::from_url(url));
  DATELINE_TRY(auto folder, DataFolder::open(options.data));
  DATELINE_TRY(bool removed, folder->remove_source(source.id));
  if (!removed) return fail(Code::kNotFound, url + " is no source here; 'dateline sources list' shows them");
  terminal.line(json::serialize(json::object{{"removed", source.url}}));
  return {};
}

Status check(Terminal& terminal, const SourceOptions& options) {
  DATELINE_TRY(auto store, store::open_sqlite(options.data, store::Access::kRead));
  DATELINE_TRY(net::HttpClient client, client_of(options));
  DATELINE_TRY(auto sources, store->reader().sources());
  const SystemClock clock;
  Progress progress("sources check", "sources", sources.size());
  for (const auto& [source, state] : sources) {
    progress.advance();
    json::object o{{"url", source.url}, {"ok", true}, {"entries", 0}, {"problem", ""}};
    std::string problem;
    auto page = wire::fetch_url(client, clock, source.url);
    if (!page) {
      problem = page.error().message;
    } else if (auto feed = wire::parse_feed(page->body, page->final_url, page->charset); !feed) {
      problem = feed.error().message;
    } else {
      o["entries"] = feed->entries.size();
      if (!feed->warnings.empty()) o["problem"] = feed->warnings.front();
    }
    if (!problem.empty()) {
      o["ok"] = false;
      o["problem"] = problem;
      terminal.problem(source.url + ": " + problem);
    }
    terminal.line(json::serialize(o));
  }
  return {};
}

}  // namespace

int run_sources(Arguments& args, Terminal& terminal) {
  SourceOptions options;
  std::vector<std::string> words;
  args.words("WHAT", words, 1, "add URL | import FILE.opml | export | list | remove URL | check")
      .option("--data", options.data, "The data folder")
      .option("--name", options.name, "The outlet's name, as readers know it (add; else the feed's title)")
      .option("--owner", options.owner, "Who owns the outlet (add; outlets of one owner count once)")
      .option("--rights", options.rights, "What may be shown: link, snippet or full (add)")
      .flag("--primary", options.primary, "The outlet reports its own acts: a ministry, a court (add)")
      .flag("--pages", options.pages,
            "Its text is on its pages: new entries are read there, where their rules let us (add)")
      .flag("--first", options.first, "Of the feeds that a site has, the best (add)")
      .flag("--all", options.all, "Of the feeds that a site has, all but readers' comments (add)")
      .flag("--unchecked", options.unchecked, "The address as it is, without asking there (add)");
  if (auto code = args.parse()) return *code;

  static constexpr std::string_view kWhat[] = {"add", "import", "export", "list", "remove", "check"};
  const std::string& what = words[0];
  const auto needs = [&](std::size_t count, std::string_view usage) {
    if (words.size() == count + 1) return true;
    terminal.problem(fmt::format("usage: dateline sources {}", usage));
    return false;
  };
  Status done;
  if (what == "add") {
    if (!needs(1, "add URL")) return 2;
    done = add(terminal, options, words[1]);
  } else if (what == "import") {
    if (!needs(1, "import FILE.opml")) return 2;
    done = import_opml(terminal, options, words[1]);
  } else if (what == "export") {
    if (!needs(0, "export > FILE.opml")) return 2;
    done = export_opml(terminal, options.data);
  } else if (what == "list") {
    if (!needs(0, "list")) return 2;
    done = list(terminal, options);
  } else if (what == "remove") {
    if (!needs(1, "remove URL")) return 2;
    done = remove(terminal, options, words[1]);
  } else if (what == "check") {
    if (!needs(0, "check")) return 2;
    done = check(terminal, options);
  } else {
    terminal.problem("sources: unknown '" + what + "'" + did_you_mean(what, kWhat) + "; see 'dateline sources --help'");
    return 2;
  }
  if (!done) terminal.problem(done.error().message);
  return terminal.exit_code();
}

}  // namespace dateline::app
