// ninjs 2.1: what its schema asks, each with an object that lacks it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "site/feeds/feed_fixture.h"
#include "site/json_reading.h"

namespace dateline::site {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using Problems = std::vector<std::string>;

/// Where an object has a member that the schema does not know, or lacks one that it wants. Texts are lists of objects
/// with `value`; nothing may be added.
Problems problems_of(const json::object& item, bool associated = false) {
  static const std::set<std::string> kKnown = {"uri",          "type",           "representationtype",
                                               "firstcreated", "versioncreated", "pubstatus",
                                               "language",     "headlines",      "descriptions",
                                               "bodies",       "people",         "subjects",
                                               "by",           "renditions",     "altids",
                                               "standard",     "associations"};
  Problems found;
  const auto need = [&](bool good, std::string what) {
    if (!good) found.push_back(std::move(what));
  };
  const auto text = [](const json::object& of, std::string_view key) {
    const json::value* value = of.if_contains(json::string_view(key.data(), key.size()));
    return value && value->is_string() && !value->as_string().empty();
  };
  for (const auto& [key, value] : item)
    need(kKnown.contains(std::string(key)) || (associated && key == "name"), "unknown " + std::string(key));
  need(text(item, "uri"), "uri");
  need(!associated || text(item, "name"), "name");
  for (const char* key : {"firstcreated", "versioncreated"}) {
    const json::value* value = item.if_contains(key);
    need(!value || (value->is_string() && parse_rfc3339(std::string(value->as_string()))), key);
  }
  for (const char* key : {"headlines", "descriptions", "bodies"}) {
    const json::value* list = item.if_contains(key);
    if (!list) continue;
    need(list->is_array() && !list->as_array().empty() &&
             std::ranges::all_of(list->as_array(),
                                 [&](const json::value& one) {
                                   return one.is_object() && one.as_object().if_contains("value") &&
                                          one.as_object().at("value").is_string() &&
                                          std::ranges::all_of(one.as_object(), [](const auto& member) {
                                            return member.key() == "role" || member.key() == "contenttype" ||
                                                   member.key() == "value";
                                          });
                                 }),
         key);
  }
  if (const json::value* list = item.if_contains("renditions")) {
    for (const json::value& one : list->as_array()) need(text(one.as_object(), "name"), "name of a rendition");
  }
  if (const json::value* list = item.if_contains("associations")) {
    for (const json::value& one : list->as_array()) {
      for (std::string& problem : problems_of(one.as_object(), true)) found.push_back("associated: " + problem);
    }
  }
  return found;
}

json::value read(const std::string& body) {
  return read_json(body).value_or(json::value());
}

TEST(Ninjs, HasOnlyWhatItsSchemaKnowsInEveryFeed) {
  HostileSite site;
  for (const Href& base : site.bases()) {
    const auto answer = site.get(feed_path(base, FeedFormat::kNinjs).str());
    ASSERT_EQ(answer.status, 200) << base.str();
    EXPECT_EQ(answer.content_type, "application/json; charset=utf-8");
    const json::value items = read(site.body(answer));
    ASSERT_TRUE(items.is_array()) << base.str();
    EXPECT_FALSE(items.as_array().empty()) << base.str();
    for (const json::value& item : items.as_array()) EXPECT_THAT(problems_of(item.as_object()), IsEmpty());
  }
}

TEST(Ninjs, IsFoundWantingWhereItLacksWhatTheSchemaAsks) {
  const json::object good{{"uri", "https://a.example/1"}, {"headlines", json::array{json::object{{"value", "A"}}}}};
  EXPECT_THAT(problems_of(good), IsEmpty());
  json::object bad = good;
  bad.erase("uri");
  bad["headline"] = "of ninjs 1";
  bad["headlines"] = json::array{json::object{{"text", "A"}}};
  bad["firstcreated"] = "yesterday";
  bad["associations"] = json::array{json::object{{"uri", "https://a.example/2"}}};
  EXPECT_THAT(problems_of(bad), testing::UnorderedElementsAre("unknown headline", "uri", "firstcreated", "headlines",
                                                              "associated: name"));
}

TEST(Ninjs, TellsAnArticleOfOursWholeWithItsPicture) {
  HostileSite site;
  const auto answer = site.get("/article/" + site.post.article_id().str() + "/ninjs");
  ASSERT_EQ(answer.status, 200);
  const json::value read_back = read(site.body(answer));
  ASSERT_TRUE(read_back.is_object());
  const json::object& item = read_back.as_object();
  EXPECT_EQ(item.at("representationtype"), "full");
  EXPECT_EQ(item.at("bodies").at(0).at("contenttype"), "text/html");
  EXPECT_EQ(item.at("people").at(0).at("name"), "Ana Ruiz & <Co>");
  const json::value& picture = item.at("associations").at(0);
  EXPECT_EQ(picture.at("renditions").at(0).at("width"), 1'600);
  EXPECT_EQ(picture.at("by"), "Ana & Co");
}

TEST(Ninjs, TellsAnOutletsReportInPartAndWhereItIs) {
  HostileSite site;
  const auto& report = *site.story->members[0].article;
  const json::value item = read(site.body(site.get("/article/" + report.id.str() + "/ninjs")));
  ASSERT_TRUE(item.is_object());
  EXPECT_EQ(item.at("representationtype"), "partial");
  EXPECT_FALSE(item.as_object().contains("bodies"));
  EXPECT_EQ(item.at("altids").at(0).at("value"), json_text("dateline:article:" + report.id.str()));
  EXPECT_EQ(item.at("altids").at(1).at("role"), "original");
  EXPECT_EQ(site.get("/article/0000000000000/ninjs").status, 404);
  EXPECT_EQ(site.get("/article/nonsense/ninjs").status, 404);
}

TEST(Ninjs, IsNamedInNoPagesHead) {
  HostileSite site;
  EXPECT_THAT(site.body(site.get("/")), Not(testing::HasSubstr("feed/ninjs")));
}

}  // namespace
}  // namespace dateline::site
