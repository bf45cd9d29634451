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

enum class Holds { kText, kUrl, kTime, kDate, kNumber, kTruth, kThing, kTexts, kUrls };

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

/// Of any WebPage.
std::map<std::string, Property> page_properties(std::set<std::string> main_entity) {
  return {{"name", {Holds::kText}},
          {"url", {Holds::kUrl}},
          {"description", {Holds::kText}},
          {"datePublished", {Holds::kTime}},
          {"dateModified", {Holds::kTime}},
          {"inLanguage", {Holds::kText}},
          {"isPartOf", {Holds::kThing, {""}}},
          {"isBasedOn", {Holds::kUrl}},
          {"mainEntity", {Holds::kThing, std::move(main_entity)}}};
}

/// Google's: a name, a first day and where; of a round whose place nobody told there is none.
std::map<std::string, Property> event_properties() {
  return {{"name", {Holds::kText}},
          {"alternateName", {Holds::kTexts}},
          {"url", {Holds::kUrl}},
          {"startDate", {Holds::kDate}},
          {"endDate", {Holds::kDate}},
          {"previousStartDate", {Holds::kDate}},
          {"eventStatus", {Holds::kUrl}},
          {"location", {Holds::kThing, {"Place"}}},
          {"organizer", {Holds::kThing, {"Organization", "Person"}}},
          {"performer", {Holds::kThing, {"Organization", "Person"}}},
          {"inLanguage", {Holds::kText}},
          {"superEvent", {Holds::kThing, {""}}},
          {"subEvent", {Holds::kThing, {"Event"}}},
          {"subjectOf", {Holds::kUrls}}};
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
        {{"name", {Holds::kText}},
         {"url", {Holds::kUrl}},
         {"description", {Holds::kText}},
         {"logo", {Holds::kThing, {"ImageObject"}}}}}},
      {"ImageObject",
       {{"url"},  // Google's: an image of any kind has an address that can be read.
        {{"url", {Holds::kUrl}},
         {"width", {Holds::kNumber}},
         {"height", {Holds::kNumber}},
         {"caption", {Holds::kText}},
         {"creditText", {Holds::kText}}}}},
      {"Event", {{"name", "startDate", "endDate", "eventStatus", "superEvent", "url"}, event_properties()}},
      {"EventSeries", {{"name", "url", "startDate", "endDate", "subEvent"}, event_properties()}},
      {"Place", {{"name"}, {{"name", {Holds::kText}}}}},
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
      {"CollectionPage", {{"name", "url"}, page_properties({"ItemList"})}},
      // Google's page on profiles asks for the entity, and of the entity for the name.
      {"ProfilePage", {{"name", "url", "mainEntity"}, page_properties({"Person", "Organization"})}},
      {"AboutPage", {{"name", "url", "mainEntity"}, page_properties({"NewsMediaOrganization"})}},
      {"SearchResultsPage", {{"name", "url"}, page_properties({"ItemList"})}},
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
    case Holds::kDate:  // ISO 8601, as exact as it is known.
      return need(value.is_string() && story::parse_when(std::string(value.as_string())) &&
                  value.as_string().find('/') == json::string::npos);
    case Holds::kUrls:
      return need(value.is_array() && std::ranges::all_of(value.as_array(), [](const auto& v) { return is_url(v); }));
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

/// Google's rules for breadcrumbs: a place in each step, from 1 on; a name and an absolute address.
void check_breadcrumbs(const json::object& list, Problems& found) {
  const json::array& steps = list.at("itemListElement").as_array();
  if (steps.size() < 2) found.push_back("breadcrumbs of " + std::to_string(steps.size()));
  std::uint64_t position = 0;
  for (const json::value& step : steps) {
    const json::object& item = step.as_object();
    if (item.at("position").to_number<std::uint64_t>() != ++position) found.push_back("breadcrumbs out of order");
    if (!item.contains("name") || !item.contains("item") || !is_url(item.at("item")))
      found.push_back("a step of the breadcrumbs without name or address");
  }
}

/// What Google recommends of an article for its results, beyond what it requires.
void check_recommended(const json::object& article, Problems& found) {
  for (const char* name : {"headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage"}) {
    if (!article.contains(name)) found.push_back(std::string("an article without ") + name);
  }
  const auto times = [&](const char* name) { return parse_rfc3339(std::string(article.at(name).as_string())); };
  if (article.contains("dateModified") && times("dateModified") < times("datePublished"))
    found.push_back("changed before it was published");
  if (!article.contains("author")) return;
  for (const json::value& author : article.at("author").as_array()) {
    if (!author.as_object().contains("url")) found.push_back("an author without a page");
  }
}

Problems problems_of(std::string_view text) {
  const auto document = read_json(text);
  if (!document || !document->is_object()) return {"no JSON"};
  Problems found;
  if (document->as_object().at("@context") != "https://schema.org") found.push_back("@context");
  int breadcrumbs = 0;
  for (const json::value& node : document->as_object().at("@graph").as_array()) {
    check(node, "", found);
    if (!found.empty()) return found;
    const json::object& object = node.as_object();
    const std::string type(object.at("@type").as_string());
    if (type == "NewsArticle" || type == "LiveBlogPosting") check_recommended(object, found);
    if (type == "BreadcrumbList") {
      ++breadcrumbs;
      check_breadcrumbs(object, found);
    }
  }
  const bool is_front = text.find("\"WebSite\"") != std::string_view::npos;
  if (breadcrumbs != (is_front ? 0 : 1)) found.push_back(std::to_string(breadcrumbs) + " breadcrumbs");
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
  /// Talks with a round of each sort, named by an attacker.
  std::string dossier() {
    const article::Article& report = *site.story->members[0].article;
    const auto said = [&](std::string value) { return story::Said{std::move(value), report.id, site.clock.now()}; };
    desk::Dossier kept;
    kept.id = desk::DossierId{9};
    kept.machine.name = std::string(HostileSite::kHeadline);
    kept.machine.names = {"]]> talks"};
    kept.machine.kind = story::DossierKind::kTalks;
    kept.machine.language = "en";
    kept.machine.reports = {report.id};
    kept.machine.fields = {{"parties", "", true, {said("<b>Arden</b>"), said("Lydden")}}};
    kept.machine.participants = {{"Ida <Holm>", true, {said("chair")}}};
    story::Round vague, held, moved;
    vague.when = *story::parse_when("2021");
    held.number = 2;
    held.when = *story::parse_when("2023-01-18/2023-01-19");
    held.places = {said("</script>Havana")};
    held.participants = {"Ida <Holm>", "An office"};
    held.reports = {report.id};
    moved.when = *story::parse_when("2023-06-07");
    moved.dates = {said("2023-06-05"), said("2023-06-07")};
    moved.announced = true;
    kept.machine.rounds = {vague, held, moved};
    site.reader.all_dossiers = {kept};
    return "/dossier/" + kept.id.str();
  }
};

TEST_F(LinkedData, OfEveryPageIsWhatSchemaOrgSays) {
  for (const std::string& path :
       {std::string("/"), std::string("/section/world"), "/story/" + site.story->id.str(), dossier(),
        std::string("/dossiers"), "/article/" + site.post.article_id().str(),
        "/article/" + site.live.article_id().str(), "/article/" + site.story->members[0].article->id.str(),
        std::string("/author/ana-nunez"), std::string("/tag/havana-co"), std::string("/sources"),
        std::string("/source/other"), std::string("/archive"), std::string("/archive/2023/01"),
        std::string("/archive/2023/01/31"), std::string("/about"), std::string("/search?q=Text")}) {
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
  EXPECT_NE(broken("\"dateModified\":\"2023", "\"dateModified\":\"2022"), Problems());
  EXPECT_NE(broken("\"position\":2", "\"position\":3"), Problems());
  EXPECT_NE(broken("\"item\":\"https://", "\"item\":\"//"), Problems());
  EXPECT_NE(broken("\"@type\":\"BreadcrumbList\"", "\"@type\":\"ItemList\""), Problems());
}

TEST_F(LinkedData, OfAPersonAnOutletAndThePaperNamesThemAsWhatThePageIsAbout) {
  const auto about = [&](const std::string& path, std::string_view type) {
    const auto read = read_json(data(path));
    EXPECT_TRUE(read) << path;
    const json::object page = read->at("@graph").at(0).as_object();
    EXPECT_EQ(page.at("@type"), json_text(type)) << path;
    return page.at("mainEntity").as_object();
  };
  EXPECT_EQ(about("/author/ana-nunez", "ProfilePage").at("name"), "Ana Núñez");
  EXPECT_EQ(about("/source/other", "ProfilePage").at("@type"), "Organization");
  EXPECT_EQ(about("/about", "AboutPage").at("@type"), "NewsMediaOrganization");
  EXPECT_EQ(about("/tag/havana-co", "CollectionPage").at("@type"), "ItemList");
  // The way down: the front page, the archive, the month, the day.
  const auto day = read_json(data("/archive/2023/01/31"));
  EXPECT_EQ(day->at("@graph").at(1).at("itemListElement").as_array().size(), 4U);
}

TEST_F(LinkedData, OfADossierIsASeriesOfEvents) {
  const std::string text = data(dossier());
  EXPECT_THAT(text, HasSubstr(R"("eventStatus":"https://schema.org/EventRescheduled","startDate":"2023-06-07")"));
  EXPECT_THAT(text, HasSubstr(R"("previousStartDate":"2023-06-05")"));
  EXPECT_THAT(text, HasSubstr(R"({"@type":"Organization","name":"Lydden"})"));
  EXPECT_THAT(text, HasSubstr(R"("startDate":"2023-01-18","endDate":"2023-01-19")"));
  const auto broken = [&](std::string_view from, std::string_view to) {
    std::string wrong = text;
    wrong.replace(wrong.find(from), from.size(), to);
    return problems_of(wrong);
  };
  EXPECT_NE(broken("\"startDate\":\"2023-01-18", "\"startDate\":\"18 January"), Problems());
  EXPECT_NE(broken("\"superEvent\"", "\"superevent\""), Problems());
  EXPECT_NE(broken("https://schema.org/EventScheduled", "EventScheduled"), Problems());
  EXPECT_NE(broken("\"@type\":\"Place\"", "\"@type\":\"Spot\""), Problems());
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
