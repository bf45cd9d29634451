#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "base/clock.h"
#include "wire/feed.h"

namespace dateline::app {
namespace {

json::object as_json(const std::string& file, const wire::Feed& feed) {
  json::array entries;
  for (const wire::FeedEntry& e : feed.entries) {
    entries.push_back(json::object{{"id", e.id},
                                   {"url", e.url},
                                   {"title", e.title},
                                   {"authors", json::array(e.authors.begin(), e.authors.end())},
                                   {"published", time_or_null(e.published)},
                                   {"updated", time_or_null(e.updated)},
                                   {"summary", e.summary},
                                   {"content", e.content},
                                   {"image", e.image},
                                   {"categories", json::array(e.categories.begin(), e.categories.end())}});
  }
  return {{"file", file},
          {"format", feed.format},
          {"title", feed.title},
          {"url", feed.url},
          {"language", feed.language},
          {"description", feed.description},
          {"entries", std::move(entries)},
          {"warnings", json::array(feed.warnings.begin(), feed.warnings.end())}};
}

}  // namespace

int run_feed(Arguments& args, Terminal& terminal) {
  std::vector<std::string> files;
  std::string url;
  args.words("FILE", files, 1, "Feeds to parse (RSS, Atom, JSON Feed; packed or not), or -")
      .option("--url", url, "Where the feed comes from: resolves relative links");
  if (auto code = args.parse()) return *code;
  Progress progress("feed", "files", files.size());
  for (const std::string& file : files) {
    progress.advance();
    auto bytes = read_unpacked(file, [&](const std::string& warning) { terminal.problem(file + ": " + warning); });
    if (!bytes) {
      terminal.problem(bytes.error().message);
      continue;
    }
    auto feed = wire::parse_feed(*bytes, url);
    if (!feed) {
      terminal.problem(file + ": " + feed.error().message);
      continue;
    }
    for (const std::string& warning : feed->warnings) terminal.say("dateline: " + file + ": " + warning);
    terminal.line(json::serialize(as_json(file, *feed)));
  }
  return terminal.exit_code();
}

}  // namespace dateline::app
