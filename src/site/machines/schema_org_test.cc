// JSON-LD against schema.org's and Google's tables, written down here as data: which properties a type must have,
// which it may have, and what each may hold.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "site/feeds/feed_fixture.h"
#include "site/json_reading.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;
using Problems = std::vector<std::string>;

enum class Holds { kText, kUrl, kTime, kNumber, kTruth, kThing, kTexts };

struct Property {
  Holds holds;
  std::set<std::string> types{};  ///< Of a kThing, or of each in a list of them.
};
struct Type {
  std::set<std::string> required;
  std::map<std::string, Property> properties;
};

const std::set<std::string> kAuthor = {"Person", "Organization", "NewsMediaOrganization"};

/// Of an article: NewsArticle's required ones are those that Google's article and live blog pages ask for.
std::map<std::string, Property> article_properties() {
  return {{"headline", {Holds::kText}},
          {"description", {Holds::kText}},
          {"url", {Holds::kUrl}},
          {"mainEntityOfPage", {Holds::kUrl}},
          {"datePublished", {Holds::kTime}},
          {"dateModified", {Holds::kTime}},
          {"author", {Holds::kThing, kAuthor}},
          {"publisher", {Holds::kThing, kAuthor}},
          {"image", {Holds::kThing, {"ImageObject"}}},
          {"articleSection", {Holds::kText}},
          {"inLanguage", {Holds::kText}},
          {"isAccessibleForFree", {Holds::kTruth}},
          {"keywords", {Holds::kTexts}},
          {"correction", {Holds::kThing, {"CorrectionComment"}}},
          {"comment", {Holds::kThing, {"Comment"}}},
          {"commentCount", {Holds::kNumber}},
          {"coverageStartTime", {Holds::kTime}},
          {"coverageEndTime", {Holds::kTime}},
          {"liveBlogUpdate", {Holds::kThing, {"BlogPosting"}}}};
}

const std::map<std::string, Type>& types() {
  static const std::map<std::string, Type> table = {
      {"NewsArticle", {{"headline", "datePublished", "publisher", "url"}, article_properties()}},
      {"LiveBlogPosting",
       {{"headline", "datePublished", "dateModified", "author", "publisher", "coverageStartTime", "liveBlogUpdate"},
        article_properties()}},
      {"BlogPosting",
       {{"headline", "articleBody", "datePublished"},
        {{"headline", {Holds::kText}},
         {"articleBody", {Holds::kText}},
         {"url", {Holds::kUrl}},
         {"datePublished", {Holds::kTime}},
         {"dateModified", {Holds::kTime}},
         {"author", {Holds::kThing, kAuthor}}}}},
      {"Person", {{"name"}, {{"name", {Holds::kText}}, {"url", {Holds::kUrl}}}}},
      {"Organization", {{"name"}, {{"name", {Holds::kText}}, {"url", {Holds::kUrl}}}}},
      {"NewsMediaOrganization",
       {{"name", "url", "logo"},
        {{"name", {Holds::kText}}, {"url", {Holds::kUrl}}, {"logo", {Holds::kThing, {"ImageObject"}}}}}},
      {"ImageObject",
       {{"url"},
        {{"url", {Holds::kUrl}},
         {"width", {Holds::kNumber}},
         {"height", {Holds::kNumber}},
         {"caption", {Holds::kText}},
         {"creditText", {Holds::kText}}}}},
      {"CorrectionComment", {{"text"}, {{"text", {Holds::kText}}, {"datePublished", {Holds::kTime}}}}},
      {"Comment",
       {{"text", "author", "dateCreated"},
        {{"text", {Holds::kText}},
         {"url", {Holds::kUrl}},
         {"author", {Holds::kThing, {"Person"}}},
         {"dateCreated", {Holds::kTime}},
         {"parentItem", {Holds::kThing, {""}}}}}},
      {"BreadcrumbList", {{"itemListElement"}, {{"itemListElement", {Holds::kThing, {"ListItem"}}}}}},
      {"ListItem",
       {{"position"},
        {{"position", {Holds::kNumber}},
         {"name", {Holds::kText}},
         {"url", {Holds::kUrl}},
         {"item", {Holds::kThing, {"NewsArticle", "URL"}}}}}},
      {"ItemList",
       {{"itemListElement"},
        {{"itemListElement", {Holds::kThing, {"ListItem"}}}, {"numberOfItems", {Holds::kNumber}}}}},
      {"CollectionPage",
       {{"name", "url", "mainEntity"},
        {{"name", {Holds::kText}},
         {"url", {Holds::kUrl}},
         {"description", {Holds::kText}},
         {"datePublished", {Holds::kTime}},
         {"dateModified", {Holds::kTime}},
         {"inLanguage", {Holds::kText}},
         {"isPartOf", {Holds::kThing, {""}}},
         {"isBasedOn", {Holds::kUrl}},
         {"mainEntity", {Holds::kThing, {"ItemList"}}}}}},
      {"WebSite",
       {{"name", "url"},
        {{"name", {Holds::kText}},
         {"url", {Holds::kUrl}},
         {"description", {Holds::kText}},
         {"inLanguage", {Holds::kText}},
         {"publisher", {Holds::kThing, {"NewsMediaOrganization"}}},
         {"potentialAction", {Holds::kThing, {"SearchAction"}}}}}},
      {"SearchAction",
       {{"target", "query-input"}, {{"target", {Holds::kThing, {"EntryPoint"}}}, {"query-input", {Holds::kText}}}}},
      {"EntryPoint", {{"urlTemplate"}, {{"urlTemplate", {Holds::kUrl}}}}},
  };
  return table;
}

bool is_url(const json::value& value) {
  return value.is_string() && (value.as_string().starts_with("https://") || value.as_string().starts_with("http://")) &&
         std::string(value.as_string()).find_first_of(" \"<>\n") == std::string::npos;
}

void check(const json::value& thing, const std::string& where, Problems& found);

void check_value(const json::value& value, const Property& property, const std::string& where, Problems& found) {
  const auto need = [&](bool good) {
    if (!good) found.push_back(where);
  };
  switch (property.holds) {
    case Holds::kText:
      return need(value.is_string() && !value.as_string().empty());
    case Holds::kUrl:
      return need(is_url(value));
    case Holds::kTime:
      return need(value.is_string() && parse_rfc3339(std::string(value.as_string())));
    case Holds::kNumber:
      return need(value.is_int64() || value.is_uint64());
    case Holds::kTruth:
      return need(value.is_bool());
    case Holds::kTexts:
      return need(value.is_array() &&
                  std::ranges::all_of(value.as_array(), [](const auto& v) { return v.is_string(); }));
    case Holds::kThing: {
      if (value.is_array()) {
        need(!value.as_array().empty() || where.ends_with("liveBlogUpdate") || where.ends_with("itemListElement"));
        for (const json::value& one : value.as_array()) check_value(one, property, where, found);
        return;
      }
      if (property.types.contains("URL") && is_url(value)) return;
      if (!value.is_object()) return need(false);
      const json::value* type = value.as_object().if_contains("@type");
      if (!type) return need(property.types.contains("") && value.as_object().contains("@id"));
      need(property.types.contains(std::string(type->as_string())));
      return check(value, where, found);
    }
  }
}

void check(const json::value& thing, const std::string& where, Problems& found) {
  const json::object& object = thing.as_object();
  const json::value* type = object.if_contains("@type");
  const auto known = type && type->is_string() ? types().find(std::string(type->as_string())) : types().end();
  if (known == types().end()) {
    found.push_back(where + " @type");
    return;
  }
  for (const std::string& name : known->second.required) {
    if (!object.contains(name)) found.push_back(where + "/" + known->first + " without " + name);
  }
  for (const auto& member : object) {
    const std::string name(member.key());
    if (name == "@type" || name == "@id") continue;
    const auto property = known->second.properties.find(name);
    if (property == known->second.properties.end())
      found.push_back(where + "/" + known->first + " has " + name);
    else
      check_value(member.value(), property->second, where + "/" + name, found);
  }
}

Problems problems_of(std::string_view text) {
  const auto document = read_json(text);
  if (!document || !document->is_object()) return {"no JSON"};
  Problems found;
  if (document->as_object().at("@context") != "https://schema.org") found.push_back("@context");
  for (const json::value& node : document->as_object().at("@graph").as_array()) check(node, "", found);
  return found;
}

/// The data block of a page; "" if there is none, or more than one.
std::string data_of(const std::string& page) {
  constexpr std::string_view kOpen = "<script type=\"application/ld+json\">";
  const auto at = page.find(kOpen);
  if (at == std::string::npos || page.find(kOpen, at + 1) != std::string::npos) return "";
  const auto from = at + kOpen.size();
  return page.substr(from, page.find("</script>", from) - from);
}

struct LinkedData : testing::Test {
  HostileSite site;
  std::string data(const std::string& path) { return data_of(site.body(site.get(path))); }
  std::string article() { return data("/article/" + site.post.article_id().str()); }
};

TEST_F(LinkedData, OfEveryPageIsWhatSchemaOrgSays) {
  for (const std::string& path :
       {std::string("/"), std::string("/section/world"), "/story/" + site.story->id.str(),
        "/article/" + site.post.article_id().str(), "/article/" + site.story->members[0].article->id.str()}) {
    EXPECT_EQ(problems_of(data(path)), Problems()) << path << "\n" << data(path);
  }
}

TEST_F(LinkedData, WithAMissingOrWrongPropertyIsFound) {
  const std::string good = article();
  ASSERT_EQ(problems_of(good), Problems());
  const auto broken = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return problems_of(text);
  };
  EXPECT_NE(broken("\"headline\"", "\"headlin\""), Problems());
  EXPECT_NE(broken("\"datePublished\":\"2023", "\"datePublished\":\"23"), Problems());
  EXPECT_NE(broken("\"@type\":\"NewsArticle\"", "\"@type\":\"Newsarticle\""), Problems());
  EXPECT_NE(broken("\"isAccessibleForFree\":true", "\"isAccessibleForFree\":\"yes\""), Problems());
  EXPECT_NE(broken("\"@type\":\"Person\"", "\"@type\":\"ImageObject\""), Problems());
  EXPECT_NE(broken("\"url\":\"https://", "\"url\":\"//"), Problems());
  EXPECT_NE(broken("https://schema.org", "https://example.org"), Problems());
  EXPECT_NE(broken("\"dateCreated\"", "\"email\""), Problems());
}

TEST_F(LinkedData, CannotEndItsElement) {
  const std::string text = article();
  for (const char* mark : {"<", ">", "&", "\xE2\x80\xA8", "\xE2\x80\xA9"})
    EXPECT_EQ(text.find(mark), std::string::npos);
  EXPECT_THAT(text, HasSubstr("\\u003cscript\\u003e"));
  // The same headline comes out again.
  const auto graph = read_json(text)->as_object().at("@graph").as_array();
  EXPECT_THAT(std::string(graph[0].as_object().at("headline").as_string()),
              HasSubstr("<script>alert(1)</script> & \"co\""));
}

TEST_F(LinkedData, NamesUsAsPublisherOfOurOwnOnly) {
  EXPECT_THAT(article(), HasSubstr("\"NewsMediaOrganization\""));
  EXPECT_THAT(data("/story/" + site.story->id.str()), Not(HasSubstr("\"NewsMediaOrganization\"")));
  EXPECT_THAT(data("/article/" + site.story->members[0].article->id.str()), Not(HasSubstr("NewsArticle")));
}

TEST_F(LinkedData, HoldsRepliesWithoutAnAddress) {
  EXPECT_THAT(article(), HasSubstr("\"Comment\""));
  EXPECT_THAT(article(), Not(HasSubstr(std::string(HostileSite::kSecret))));
  EXPECT_THAT(article(), Not(HasSubstr("Waiting words")));
}

TEST_F(LinkedData, OfALiveArticleHoldsItsEntries) {
  site.reader.all_posts.back().live = desk::Post::Live::kOver;
  const std::string text = data("/article/" + site.live.article_id().str());
  EXPECT_EQ(problems_of(text), Problems()) << text;
  EXPECT_THAT(text, HasSubstr("\"LiveBlogPosting\""));
  EXPECT_THAT(text, HasSubstr("coverageEndTime"));
}

}  // namespace
}  // namespace dateline::site
