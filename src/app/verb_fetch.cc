#include <fmt/format.h>

#include <filesystem>

#include "app/data_folder.h"
#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "base/config.h"
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

Status fetch_sources(Terminal& terminal, const std::string& data, Poller::Options options) {
  DATELINE_TRY(auto folder, DataFolder::open(data));
  options.on_asked = [&](const Poller::Asked& asked) {
    const std::string& url = asked.source.url;
    if (!asked.state.problem.empty()) terminal.problem(url + ": " + asked.state.problem);
    if (!asked.state.remark.empty()) terminal.say(url + ": " + asked.state.remark);
    if (const auto odd = wire::in_words(asked.state.naming); !odd.empty()) terminal.say(url + ": " + std::string(odd));
    terminal.line(json::serialize(json::object{
        {"source", asked.source.id.str()}, {"url", url}, {"new", asked.fresh}, {"problem", asked.state.problem}}));
  };
  DATELINE_TRY(const std::size_t count, folder->ask_sources(std::move(options)));
  if (count == 0) {
    terminal.say("No sources yet; 'dateline sources add URL' adds one.");
  } else if (folder->is_running()) {
    terminal.say(fmt::format("The running dateline asks its {} {} now; 'dateline sources list' tells what came of it.",
                             count, count == 1 ? "source" : "sources"));
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
  const Status done = urls.empty() ? fetch_sources(terminal, data,
                                                   {.pace = {.shortest = std::chrono::minutes{config->poll_minutes}},
                                                    .user_agent = wire::user_agent(config->url),
                                                    .gate = *gate})
                                   : fetch_urls(terminal, client, urls);
  if (!done) terminal.problem(done.error().message);
  return terminal.exit_code();
}

}  // namespace dateline::app
