// Reads the public test feeds of other parsers and compares with what these read.

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "base/file.h"
#include "text/date.h"
#include "text/url.h"
#include "wire/feed.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

namespace json = boost::json;

std::filesystem::path corpus() {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  return corpora ? std::filesystem::path(corpora) / "feeds" : std::filesystem::path();
}

std::string text_in(const json::object& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const json::value* value = object.if_contains(key);
    if (!value) continue;
    if (const auto* string = value->if_string(); string && !string->empty()) return std::string(*string);
    if (const auto* inner = value->if_object(); inner && inner->if_contains("value")) {
      if (const auto* string = inner->at("value").if_string(); string && !string->empty()) return std::string(*string);
    }
  }
  return "";
}

std::string same_url(const std::string& url) {
  const auto parsed = text::Url::parse(url);
  return parsed ? parsed->str() : "";
}

struct Tally {
  int same = 0, all = 0;
  void count(bool agrees) {
    same += agrees;
    ++all;
  }
};

TEST(FeedCorpus, ReadsWhatAnotherParserReads) {
  if (corpus().empty()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  std::map<std::string, Tally> tallies;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus() / "gofeed")) {
    if (entry.path().extension() != ".xml") continue;
    auto expected_path = entry.path();
    expected_path.replace_extension(".json");
    const auto bytes = read_file(entry.path());
    ASSERT_TRUE(bytes);
    if (!std::filesystem::exists(expected_path)) continue;
    const json::value expected = json::parse(*read_file(expected_path));
    const auto feed = parse_feed(*bytes, "");
    tallies["read"].count(feed.has_value());
    if (!feed) {
      std::printf("%s: %s\n", entry.path().c_str(), feed.error().message.c_str());
      continue;
    }
    const auto compare = [&](const std::string& field, const std::string& wanted, const std::string& got) {
      if (wanted.empty()) return;
      tallies[field].count(wanted == got);
      if (wanted != got && std::getenv("DATELINE_VERBOSE")) {
        std::printf("%s\n  %s: wanted [%s] got [%s]\n", entry.path().c_str(), field.c_str(), wanted.c_str(),
                    got.c_str());
      }
    };
    const json::object& root = expected.as_object();
    compare("feed title", plain_line(text_in(root, {"title"})), feed->title);
    compare("feed link", same_url(text_in(root, {"link"})), feed->url);
    const json::value* items = root.if_contains("items");
    if (!items) items = root.if_contains("entries");
    if (!items || !items->is_array()) continue;
    tallies["entries"].count(items->as_array().size() == feed->entries.size());
    for (std::size_t i = 0; i < std::min(items->as_array().size(), feed->entries.size()); ++i) {
      const json::object& item = items->as_array()[i].as_object();
      const FeedEntry& got = feed->entries[i];
      compare("title", plain_line(text_in(item, {"title"})), got.title);
      compare("link", same_url(text_in(item, {"link"})), got.url);
      compare("id", text_in(item, {"id", "guid"}), got.id);
      const auto date = [](const std::optional<Instant>& at) { return at ? format_rfc3339(*at) : std::string(); };
      compare("date", date(text::parse_date(text_in(item, {"publishedParsed", "pubDateParsed"}))), date(got.published));
      compare("updated", date(text::parse_date(text_in(item, {"updatedParsed"}))), date(got.updated));
    }
  }
  for (const auto& [field, tally] : tallies) std::printf("gofeed %s: %d of %d\n", field.c_str(), tally.same, tally.all);
  EXPECT_EQ(tallies["read"].same, tallies["read"].all);
}

TEST(FeedCorpus, ReadsNearlyAllThatIsIllFormed) {
  if (corpus().empty()) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  Tally tally;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus() / "feedparser")) {
    if (entry.path().extension() != ".xml" && entry.path().extension() != ".json") continue;
    const auto bytes = read_file(entry.path());
    ASSERT_TRUE(bytes);
    const auto feed = parse_feed(*bytes, "http://127.0.0.1:8097/");
    tally.count(feed.has_value());
    if (!feed) std::printf("%s: %s\n", entry.path().filename().c_str(), feed.error().message.c_str());
  }
  std::printf("feedparser: %d of %d read\n", tally.same, tally.all);
  EXPECT_GT(tally.same, tally.all * 9 / 10);
}

}  // namespace
}  // namespace dateline::wire
