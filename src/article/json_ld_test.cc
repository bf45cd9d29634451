#include "article/json_ld.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace dateline::article {
namespace {

using testing::ElementsAre;

JsonLd read(std::vector<std::string> scripts, std::string_view url = "", std::string_view title = "") {
  const auto found = read_json_ld(scripts, url, title);
  EXPECT_TRUE(found);
  return found.value_or(JsonLd{});
}

TEST(JsonLd, ReadsANewsArticle) {
  const JsonLd found =
      read({R"({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Oil &amp; gas rise",
    "author": [{"@type": "Person", "name": "Jo Doe"}, "Ann Roe"], "datePublished": "2023-01-31T18:00:00Z",
    "articleSection": ["Business", "Oil"], "image": {"url": "https://example.org/a.jpg"}, "inLanguage": "en",
    "publisher": {"name": "The Sample Post"}, "mainEntityOfPage": {"@id": "https://example.org/1"}})"});
  EXPECT_EQ(found.headline, "Oil & gas rise");
  EXPECT_THAT(found.authors, ElementsAre("Jo Doe", "Ann Roe"));
  EXPECT_EQ(found.published, "2023-01-31T18:00:00Z");
  EXPECT_EQ(found.section, "Business");
  EXPECT_EQ(found.image, "https://example.org/a.jpg");
  EXPECT_EQ(found.publisher, "The Sample Post");
  EXPECT_EQ(found.url, "https://example.org/1");
}

TEST(JsonLd, FollowsNamesInAGraph) {
  const JsonLd found = read({R"({"@graph": [{"@type": "WebSite", "name": "Post"},
    {"@type": ["Article", "NewsArticle"], "headline": "Oil rises", "author": {"@id": "#jo"}},
    {"@id": "#jo", "@type": "Person", "name": "Jo Doe"}]})"});
  EXPECT_EQ(found.headline, "Oil rises");
  EXPECT_THAT(found.authors, ElementsAre("Jo Doe"));
}

TEST(JsonLd, TellsThePagesArticleFromThoseItLinksTo) {
  const std::string both = R"([{"@type": "NewsArticle", "headline": "Other", "url": "https://example.org/2"},
    {"@type": "NewsArticle", "headline": "This", "url": "https://www.example.org/1?utm_source=x"}])";
  EXPECT_EQ(read({both}, "https://example.org/1").headline, "This");
  EXPECT_EQ(read({both}, "", "This - The Sample Post").headline, "This");
  EXPECT_EQ(read({R"({"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other"}]})",
                  R"({"@type": "Article", "headline": "This"})"})
                .headline,
            "This");
}

TEST(JsonLd, ReadsCommentsAndEntities) {
  EXPECT_EQ(read({"/* made */\n{\n// the report\n\"@type\": \"Article\", \"headline\": \"A // b\" // end\n}"}).headline,
            "A // b");
  EXPECT_EQ(read({"{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;A&quot;}"}).headline, "A");
}

TEST(JsonLd, SaysWhetherItsAuthorsAreOrganizations) {
  EXPECT_TRUE(read({R"({"@type": "Article", "author": {"@type": "NewsMediaOrganization", "name": "A"}})"})
                  .authors_are_organizations);
  EXPECT_FALSE(read({R"({"@type": "Article", "author": [{"@type": "Organization", "name": "A"}, "Jo Doe"]})"})
                   .authors_are_organizations);
}

TEST(JsonLd, ReadsWhatTemplatesMakeOfJson) {
  EXPECT_EQ(read({"<!-- {\"@type\": \"Article\", \"headline\": \"A\nB\",} -->"}).headline, "A B");
  EXPECT_EQ(read({"//<![CDATA[\n{\"@type\": \"Article\", /* x */ \"headline\": \"It\\'s\"};\n//]]>"}).headline, "It's");
  EXPECT_EQ(read({R"({"@type": "Article", "headline": "He said "no" again", "name": "x"})"}).headline,
            "He said \"no\" again");
  EXPECT_EQ(read({R"({"@type": "Article", "headline": "Cut", "author": {"name": "Jo)"}).headline, "Cut");
  EXPECT_EQ(read({R"({"@type": "WebSite"} {"@type": "Article", "headline": "Second"})"}).headline, "Second");
}

TEST(JsonLd, IsAbsentWhereNothingIsSaid) {
  for (const char* script : {"", "not json", "{}", "[]", R"({"name": "x"})", "null"}) {
    EXPECT_FALSE(read_json_ld({script}, "", "")) << script;
  }
}

TEST(JsonLd, TellsWhatThePageSaysItIs) {
  EXPECT_THAT(read({R"({"@graph": [{"@type": ["WebPage", "schema:ItemPage"], "mainEntity": {"@type": "Product"}},
      {"@type": "https://schema.org/ItemList", "itemListElement": [{"@type": "NewsArticle"}]}, {"@type": "Product"}]})"})
                  .types,
              ElementsAre("WebPage", "ItemPage", "Product", "ItemList"));
}

TEST(JsonLd, TellsWhetherReadingIsFree) {
  const auto free = [](const std::string& said) {
    return read({R"({"@type": "Article", "headline": "A", "isAccessibleForFree": )" + said + "}"}).free_to_read;
  };
  EXPECT_EQ(free("true"), true);
  EXPECT_EQ(free(R"("False")"), false);
  EXPECT_EQ(free(R"("https://schema.org/True")"), true);
  EXPECT_EQ(free(R"("perhaps")"), std::nullopt);
}

TEST(JsonLd, SurvivesNestingWithoutEnd) {
  EXPECT_FALSE(read_json_ld({std::string(200'000, '[')}, "", ""));
}

RC_GTEST_PROP(JsonLd, SurvivesBeingCutAnywhere, ()) {
  const std::string whole =
      R"({"@type": "Article", "headline": "A \"b\" c", "author": [{"name": "Jo"}], "x": [1, {"y": 2}]})";
  const auto size = *rc::gen::inRange<std::size_t>(0, whole.size());
  const auto found = read_json_ld({whole.substr(0, size)}, "", "");
  if (found) RC_ASSERT(found->headline.size() <= 7U);
}

}  // namespace
}  // namespace dateline::article
