// JSON Feed 1.1: what the format asks, each with a feed that lacks it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "site/feeds/feed_fixture.h"
#include "site/json_reading.h"

namespace dateline::site {
namespace {

using Problems = std::vector<std::string>;

bool is_url(const json::value* value) {
  return value && value->is_string() &&
         (value->as_string().starts_with("https://") || value->as_string().starts_with("http://"));
}
bool is_text(const json::value* value) {
  return value && value->is_string() && !value->as_string().empty();
}
bool is_time(const json::value* value) {
  return is_text(value) && parse_rfc3339(std::string(value->as_string()));
}

/// Everything that the format's text says must be so.
Problems problems_of(const json::object& feed, std::string_view address) {
  Problems found;
  const auto need = [&](bool good, std::string what) {
    if (!good) found.push_back(std::move(what));
  };
  need(is_text(feed.if_contains("version")) && feed.at("version") == "https://jsonfeed.org/version/1.1", "version");
  need(is_text(feed.if_contains("title")), "title");
  need(is_url(feed.if_contains("home_page_url")), "home_page_url");
  need(is_url(feed.if_contains("feed_url")) && feed.at("feed_url") == json_text(address), "feed_url");
  need(!feed.contains("next_url") ||
           (is_url(feed.if_contains("next_url")) && feed.at("next_url") != feed.at("feed_url")),
       "next_url");
  need(is_url(feed.if_contains("icon")), "icon");
  need(!feed.contains("author"), "author");  // Of version 1; now `authors`.
  const auto authors = [&](const json::object& of) {
    const json::value* list = of.if_contains("authors");
    if (!list) return true;
    return list->is_array() && !list->as_array().empty() &&
           std::ranges::all_of(list->as_array(), [](const json::value& a) {
             return a.is_object() && is_text(a.as_object().if_contains("name"));
           });
  };
  need(authors(feed), "authors");
  need(is_text(feed.if_contains("language")), "language");
  const json::value* items = feed.if_contains("items");
  if (!items || !items->is_array()) {
    found.push_back("items");
    return found;
  }
  std::set<std::string> ids;
  for (const json::value& value : items->as_array()) {
    const json::object& item = value.as_object();
    need(is_text(item.if_contains("id")) && ids.insert(std::string(item.at("id").as_string())).second, "id");
    need(is_url(item.if_contains("url")), "url");
    need(!item.contains("external_url") || is_url(item.if_contains("external_url")), "external_url");
    need(is_text(item.if_contains("content_html")) || is_text(item.if_contains("content_text")), "content");
    need(!item.contains("image") || is_url(item.if_contains("image")), "image");
    need(is_time(item.if_contains("date_published")), "date_published");
    need(is_time(item.if_contains("date_modified")), "date_modified");
    need(authors(item), "item authors");
    need(!item.contains("tags") ||
             (item.at("tags").is_array() &&
              std::ranges::all_of(item.at("tags").as_array(), [](const json::value& t) { return is_text(&t); })),
         "tags");
  }
  return found;
}

json::object read(const std::string& body) {
  const auto value = read_json(body);
  return value && value->is_object() ? value->as_object() : json::object();
}

TEST(JsonFeed, IsWhatTheFormatAsksOnEveryFeedOfAHostileSite) {
  HostileSite site;
  for (const Href& base : site.bases()) {
    const Href path = feed_path(base, FeedFormat::kJson);
    const auto answer = site.get(path.str());
    EXPECT_EQ(answer.content_type, "application/feed+json; charset=utf-8");
    const json::object feed = read(SiteFixture::body(answer));
    EXPECT_EQ(problems_of(feed, path.on(site.public_url).str()), Problems()) << path.str();
    EXPECT_FALSE(feed.at("items").as_array().empty());
    EXPECT_EQ(SiteFixture::body(answer).find(HostileSite::kSecret), std::string::npos);
  }
}

TEST(JsonFeed, OfWhichAPartIsMissingOrWrongIsFound) {
  HostileSite site;
  const std::string good = SiteFixture::body(site.get("/articles/feed/json"));
  const std::string address = "https://news.example.org/articles/feed/json";
  ASSERT_EQ(problems_of(read(good), address), Problems());
  for (const char* key : {"version", "title", "home_page_url", "feed_url", "icon", "language", "items"}) {
    json::object feed = read(good);
    feed.erase(key);
    EXPECT_EQ(problems_of(feed, address), Problems{key});
  }
  for (const auto& [key, wrong, name] :
       std::vector<std::tuple<const char*, json::value, const char*>>{{"id", 7, "id"},
                                                                      {"url", "/relative", "url"},
                                                                      {"content_html", "", "content"},
                                                                      {"date_published", "yesterday", "date_published"},
                                                                      {"date_modified", nullptr, "date_modified"},
                                                                      {"authors", json::array(), "item authors"},
                                                                      {"image", "x.png", "image"},
                                                                      {"external_url", "javascript:1", "external_url"},
                                                                      {"tags", json::array{1}, "tags"}}) {
    json::object feed = read(good);
    feed.at("items").as_array()[0].as_object()[key] = wrong;
    EXPECT_EQ(problems_of(feed, address), Problems{name});
  }
  json::object twice = read(good);
  twice["items"].as_array().push_back(twice["items"].as_array()[0]);
  EXPECT_EQ(problems_of(twice, address), Problems{"id"});
}

}  // namespace
}  // namespace dateline::site
