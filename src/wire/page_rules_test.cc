#include "wire/page_rules.h"

#include <gmock/gmock.h>

namespace dateline::wire {
namespace {

using testing::HasSubstr;

PageRules of_header(std::initializer_list<std::pair<std::string, std::string>> fields) {
  net::FetchResponse response;
  response.fields = fields;
  response.body = "<!doctype html><title>Bridge opens</title><p>It did.";
  return page_rules(response);
}
PageRules of_tag(std::string value) {
  return of_header({{"x-robots-tag", std::move(value)}});
}
PageRules of_page(std::string head) {
  net::FetchResponse response;
  response.content_type = "text/html";
  response.body = "<!doctype html><html><head>" + head + "</head><body><p>It did.</body></html>";
  return page_rules(response);
}

TEST(PageRules, LetEverythingWhereNothingIsSaid) {
  EXPECT_EQ(of_header({}), PageRules());
  EXPECT_EQ(of_page("<meta name=description content=noindex>"), PageRules());
  EXPECT_EQ(of_tag("all, nofollow, notranslate, indexifembedded, max-snippet:-1, max-image-preview:large, whatever"),
            PageRules());
}

TEST(PageRules, KeepNoTextOfWhatIsNotToBeIndexedOrArchived) {
  for (const std::string rule : {"noindex", "none", "NoArchive", "noai", "follow,noindex", " nofollow ,  noindex "}) {
    EXPECT_NE(of_tag(rule).why_not_kept, "") << rule;
    EXPECT_NE(of_page("<meta name=robots content='" + rule + "'>").why_not_kept, "") << rule;
  }
  EXPECT_EQ(of_tag("noindex").why_not_kept, "noindex, by its X-Robots-Tag");
  EXPECT_EQ(of_page("<META NAME=' Robots ' CONTENT='NOARCHIVE'>").why_not_kept, "noarchive, by its meta robots");
}

TEST(PageRules, KeepNoTextThatIsToGoOneDay) {
  for (const std::string date : {"2030-01-31", "Sunday, 06-Nov-94 08:49:37 GMT", "25 Jun 2010 15:00:00 PST"}) {
    EXPECT_THAT(of_tag("unavailable_after: " + date).why_not_kept, HasSubstr("unavailable_after")) << date;
    EXPECT_EQ(of_tag("unavailable_after: " + date + ", nosnippet").at_most, Rights::kLink) << date;
  }
}

TEST(PageRules, KeepNoTextWhereMiningIsReserved) {
  EXPECT_EQ(of_header({{"tdm-reservation", "1"}}).why_not_kept, "tdm-reservation, by its header");
  EXPECT_EQ(of_page("<meta name=tdm-reservation content=1>").why_not_kept, "tdm-reservation, by its meta element");
  EXPECT_EQ(of_header({{"tdm-reservation", "0"}}), PageRules());
  EXPECT_EQ(of_page("<meta name=tdm-reservation content=0><meta name=tdm-policy content='https://example.org/1'>"),
            PageRules());
  EXPECT_NE(of_header({{"tdm-reservation", "0"}, {"tdm-reservation", "1"}}).why_not_kept, "");
}

TEST(PageRules, ShowNoMoreThanASnippetOfAsManyCharactersMayHave) {
  EXPECT_EQ(of_tag("nosnippet").at_most, Rights::kLink);
  EXPECT_EQ(of_tag("nosnippet").why_not_kept, "") << "it may be known, and not be shown";
  EXPECT_EQ(of_tag("max-snippet:0").at_most, Rights::kLink);
  EXPECT_EQ(of_tag("max-snippet: 399").at_most, Rights::kLink);
  EXPECT_EQ(of_tag("max-snippet:400").at_most, Rights::kSnippet);
  EXPECT_EQ(of_tag("max-snippet:few").at_most, Rights::kLink);
  EXPECT_EQ(of_tag("nosnippet, max-snippet:-1").at_most, Rights::kLink);
  EXPECT_EQ(of_tag("max-snippet:100, max-snippet:500").at_most, Rights::kLink);
}

TEST(PageRules, ShowNoPictureThatIsNotToBeFound) {
  for (const std::string rule : {"noimageindex", "noimageai", "max-image-preview:none", "max-image-preview: none"}) {
    EXPECT_FALSE(of_tag(rule).picture_may_be_shown) << rule;
    EXPECT_EQ(of_tag(rule).why_not_kept, "") << rule;
  }
}

TEST(PageRules, AreForUsOrForEverybody) {
  EXPECT_EQ(of_tag("otherbot: noindex, nosnippet"), PageRules());
  EXPECT_NE(of_tag("dateline: noindex").why_not_kept, "");
  EXPECT_NE(of_tag("DateLine:noindex").why_not_kept, "");
  EXPECT_EQ(of_tag("otherbot: noindex, dateline: nosnippet").why_not_kept, "");
  EXPECT_EQ(of_tag("otherbot: noindex, dateline: nosnippet").at_most, Rights::kLink);
  EXPECT_EQ(of_tag("otherbot: max-snippet: 0"), PageRules());
  EXPECT_EQ(of_page("<meta name=otherbot content=noindex>"), PageRules());
  EXPECT_EQ(of_page("<meta name=dateline content=noindex>").why_not_kept, "noindex, by its meta dateline");
}

TEST(PageRules, AddUpAndTheStrictestHolds) {
  const PageRules rules = of_header({{"x-robots-tag", "otherbot: none"},
                                     {"server", "noindex"},
                                     {"x-robots-tag", "nosnippet"},
                                     {"x-robots-tag", "dateline: all, noarchive"}});
  EXPECT_EQ(rules.at_most, Rights::kLink);
  EXPECT_EQ(rules.why_not_kept, "noarchive, by its X-Robots-Tag");
  const PageRules both = of_page("<meta name=robots content=noindex><meta name=dateline content=index>");
  EXPECT_NE(both.why_not_kept, "");
}

TEST(PageRules, AreFoundWhereverTheyStandInAPage) {
  EXPECT_NE(of_page("</head><body><div><meta name=robots content=noindex></div>").why_not_kept, "");
  EXPECT_EQ(of_page("<!-- <meta name=robots content=noindex> --><title><meta name=robots content=noindex></title>"),
            PageRules());
  net::FetchResponse utf16;
  utf16.body = "\xFF\xFE";
  for (const char c : std::string_view("<meta name=robots content=noindex>")) utf16.body += {c, '\0'};
  EXPECT_NE(page_rules(utf16).why_not_kept, "");
}

}  // namespace
}  // namespace dateline::wire
