#include <fmt/format.h>
#include <unistd.h>

#include "app/data_folder.h"
#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "base/config.h"
#include "base/suggest.h"
#include "store/store.h"
#include "text/url.h"
#include "wire/feed.h"
#include "wire/fetcher.h"
#include "wire/source_words.h"

namespace dateline::app {
namespace {

struct SourceOptions {
  std::string data = "var";
  std::string name, owner, rights = "snippet";
  bool primary = false;
};

json::object as_json(const wire::Source& source) {
  return {{"id", source.id.str()},
          {"url", source.url},
          {"name", source.outlet.name},
          {"owner", source.outlet.owner},
          {"primary", source.outlet.primary},
          {"rights", view(wire::to_string(source.rights))},
          {"folder", source.folder}};
}

Status add(Terminal& terminal, const SourceOptions& options, const std::string& url) {
  DATELINE_TRY(wire::Source source, wire::Source::from_url(url));
  const auto rights = wire::parse_rights(options.rights);
  if (!rights) return fail(Code::kInvalid, "--rights is link, snippet or full, not '" + options.rights + "'");
  source.rights = *rights;
  if (!options.name.empty()) source.outlet.name = options.name;
  if (!options.owner.empty()) source.outlet.owner = options.owner;
  source.outlet.primary = options.primary;
  DATELINE_TRY(auto folder, DataFolder::open(options.data));
  DATELINE_TRY_VOID(folder->put_source(source));
  terminal.line(json::serialize(as_json(source)));
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
  for (const wire::Source& source : sources) {
    DATELINE_TRY_VOID(folder->put_source(source));
    terminal.line(json::serialize(as_json(source)));
  }
  return {};
}

Status list(Terminal& terminal, const SourceOptions& options) {
  DATELINE_TRY(auto store, store::open_sqlite(options.data, store::Access::kRead));
  DATELINE_TRY(auto sources, store->reader().sources());
  if (sources.empty()) terminal.say("No sources yet; 'dateline sources add URL' adds one.");
  const Instant now = SystemClock().now();
  const bool for_people = isatty(STDOUT_FILENO) != 0;
  for (const auto& [source, state] : sources) {
    const std::string words = wire::in_plain_words(state, now);
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
  DATELINE_TRY(Config config, read_config(std::filesystem::path(options.data) / "dateline.toml"));
  DATELINE_TRY(net::AddressGate gate, net::AddressGate::with_allowed(config.allowed_networks));
  DATELINE_TRY(auto sources, store->reader().sources());
  net::HttpClient client(gate, wire::user_agent(config.url));
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
      .flag("--primary", options.primary, "The outlet reports its own acts: a ministry, a court (add)");
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
