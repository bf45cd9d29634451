#include <filesystem>

#include "app/data_folder.h"
#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "base/config.h"
#include "store/store.h"
#include "wire/fetcher.h"

namespace dateline::app {
namespace {

Status fetch_urls(Terminal& terminal, net::HttpClient& client, const std::vector<std::string>& urls) {
  const SystemClock clock;
  Progress progress("fetch", "URLs", urls.size());
  for (const std::string& url : urls) {
    progress.advance();
    auto page = wire::fetch_url(client, clock, url);
    if (!page) {
      terminal.problem(page.error().message);
      continue;
    }
    json::object o{{"url", page->url},
                   {"final_url", page->final_url},
                   {"content_type", page->content_type},
                   {"bytes", page->body.size()},
                   {"fetched", format_rfc3339(page->fetched_at)}};
    if (wire::sniff(page->body, page->content_type) == wire::DocumentKind::kFeed) {
      auto articles =
          articles_of_feed(*page, [&](const std::string& warning) { terminal.problem(url + ": " + warning); });
      if (articles) {
        json::array list;
        for (const auto& a : *articles)
          list.push_back(json::object{{"id", a.id.str()}, {"url", a.url}, {"title", a.headline}});
        o["entries"] = std::move(list);
      }
    }
    terminal.line(json::serialize(o));
  }
  return {};
}

Status fetch_sources(Terminal& terminal, net::HttpClient& client, const std::string& data, const wire::Pace& pace) {
  DATELINE_TRY(auto store, store::open_sqlite(data, store::Access::kRead));
  DATELINE_TRY(auto sources, store->reader().sources());
  store.reset();
  if (sources.empty()) {
    terminal.say("No sources yet; 'dateline sources add URL' adds one.");
    return {};
  }
  DATELINE_TRY(auto folder, DataFolder::open(data));
  const SystemClock clock;
  Progress progress("fetch", "sources", sources.size());
  for (const auto& [source, state] : sources) {
    progress.advance();
    wire::FetchOutcome outcome = wire::fetch_source(client, clock, source, state, pace);
    std::size_t fresh = 0;
    if (outcome.page) {
      const Instant now = clock.now();
      auto feed = wire::parse_feed(outcome.page->body, outcome.page->final_url, outcome.page->charset);
      if (!feed) {
        wire::unreadable(outcome, source.id, state, feed.error().message, now, pace);
      } else {
        for (const std::string& warning : feed->warnings) terminal.say(source.url + ": " + warning);
        DATELINE_TRY(auto filed, folder->file(articles_of(*feed, *outcome.page)));
        for (const Filed& one : filed) fresh += one.is_new ? 1 : 0;
        wire::learn(outcome, source.id, *feed, fresh > 0, now, pace);
      }
    }
    DATELINE_TRY_VOID(folder->put_fetch_state(source.id, outcome.state));
    if (!outcome.state.problem.empty()) terminal.problem(source.url + ": " + outcome.state.problem);
    terminal.line(json::serialize(json::object{
        {"source", source.id.str()}, {"url", source.url}, {"new", fresh}, {"problem", outcome.state.problem}}));
  }
  return {};
}

}  // namespace

int run_fetch(Arguments& args, Terminal& terminal) {
  std::string data = "var";
  std::string allow;
  std::vector<std::string> urls;
  args.words("URL", urls, 0, "What to fetch; without any, every source of the data folder, and what is new is filed")
      .option("--data", data, "The data folder")
      .option("--allow", allow,
              "A network that the address gate lets through, as 127.0.0.0/8 (besides [wire] allowed_networks)");
  if (auto code = args.parse()) return *code;

  auto config = read_config(std::filesystem::path(data) / "dateline.toml");
  if (!config) {
    terminal.problem(config.error().message);
    return 1;
  }
  if (!allow.empty()) config->allowed_networks.push_back(allow);
  auto gate = net::AddressGate::with_allowed(config->allowed_networks);
  if (!gate) {
    terminal.problem(gate.error().message);
    return 2;
  }
  net::HttpClient client(*gate, wire::user_agent(config->url));
  const Status done = urls.empty() ? fetch_sources(terminal, client, data,
                                                   wire::Pace{.shortest = std::chrono::minutes{config->poll_minutes}})
                                   : fetch_urls(terminal, client, urls);
  if (!done) terminal.problem(done.error().message);
  return terminal.exit_code();
}

}  // namespace dateline::app
