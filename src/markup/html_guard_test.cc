#include "markup/html_guard.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "markup/html.h"

namespace dateline::markup {
namespace {

constexpr GuardLimits kSmall{.depth = 3, .elements = 1000, .formatting = 2, .attributes = 2, .cloned_bytes = 100};

TEST(Guard, LeavesAPageWithinTheLimitsAsItIs) {
  for (const char* page : {"",
                           "<p>a<p>b<p>c<p>d<p>e",
                           "<ul><li>a<li>b<li>c</ul>",
                           "<br><br><br><br><br><img><hr>",
                           "<table><tr><td>a<td>b<tr><td>c</table>",
                           "<b>a</b><b>b</b><b>c</b><b>d</b>",
                           "a < b <3 <!doctype>",
                           "<!-- <div><div><div><div><div> -->",
                           "<script>'<div><div><div><div><div>'</script>",
                           "<title><b><b><b><b></title>",
                           "<a title='<b><b><b><b><b>'>x</a>",
                           "<svg><a/><b-x/><c/><d/><e/></svg>",
                           "<p",
                           "<p a='",
                           "</",
                           "<!--",
                           "<script>",
                           "</p",
                           "<![CDATA[<a>",
                           "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
                           "<select><option>a<option>b<option>c<option>d</select>"}) {
    EXPECT_EQ(within_limits(page, kSmall), page);
  }
}

TEST(Guard, DropsTheTagsThatAreTooDeepWithTheirEndTags) {
  EXPECT_EQ(within_limits("<div><div><div><div>a</div>b</div>c</div>d</div>", kSmall),
            "<div><div><div>ab</div>c</div>d</div>");
}

TEST(Guard, DropsScriptsThatAreTooDeepWithTheirContent) {
  GuardLimits one = kSmall;
  one.elements = 1;
  EXPECT_EQ(within_limits("<p>a<script>'<b>'</script>c", one), "<p>ac");
}

TEST(Guard, DropsSurplusAttributes) {
  EXPECT_EQ(within_limits("<p a b c d='>'>x<br a b c />", kSmall), "<p a b >x<br a b />");
}

TEST(Guard, DropsFormattingThatPilesUp) {
  EXPECT_EQ(within_limits("<b><i><u>x</u></i></b>", kSmall), "<b><i>x</i></b>");
}

TEST(Guard, DropsEverythingOnceFormattingWasClonedTooOften) {
  const std::string guarded =
      within_limits("<font color=0123456789012345678901234567890>" + std::string("<p>a<p>b<p>c<p>d"), kSmall);
  EXPECT_EQ(guarded, "<font color=0123456789012345678901234567890><p>a<p>bcd");
}

TEST(Guard, KnowsThatATableHidesTheDivAroundIt) {
  EXPECT_EQ(within_limits("<div><table></div><div><table></div>", kSmall), "<div><table></div><div></div>");
}

TEST(Guard, DropsWhatGumboDoesNotSurvive) {
  EXPECT_EQ(within_limits("<title>t</title><svg><title>icon</title><desc>d</desc></svg>"),
            "<title>t</title><svg>icond</svg>");
  for (const char* page :
       {"<table><svg><title><![CDATA[x]]>x", "<table><svg><select><desc><select><thead>",
        "<table><math><td><mi><select></table>", "<template><svg><html><desc><select><select></body>"}) {
    EXPECT_TRUE(Document::parse(page)) << page;
    EXPECT_TRUE(Document::parse_fragment(page)) << page;
  }
}

// Each was found by repeating random patterns: gumbo nests these, and a naive count of open elements does not.
TEST(Guard, CountsWhatGumboNests) {
  for (const char* pattern :
       {"<div><td>", "<dl><tr><span>", "<h1><optgroup>", "<svg><g></svg/>", "<b><svg>", "<ruby><dd><rp>",
        "<form><div></form>", "<b><div></b>", "<div><table></div>", "<select><select><optgroup>"}) {
    std::string page;
    for (int i = 0; i < 100; ++i) page += pattern;
    EXPECT_NE(within_limits(page, kSmall), page) << pattern;
  }
}

// The measure behind the limits: no page of real news comes near them.
TEST(Guard, LeavesRealPagesAsTheyAre) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  if (!corpora) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  constexpr std::size_t kNoLimit = std::size_t{1} << 40;
  constexpr GuardLimits kNone{1 << 30, kNoLimit, kNoLimit, kNoLimit, kNoLimit};
  std::size_t seen = 0, changed = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(std::filesystem::path(corpora) / "extraction" /
                                                                        "fundus" / "html")) {
    if (file.path().extension() != ".gz") continue;
    const auto packed = read_file(file.path(), kMaxHtmlBytes);
    ASSERT_TRUE(packed) << file.path();
    const auto page = gunzip(*packed, kMaxHtmlBytes);
    ASSERT_TRUE(page);
    const std::string utf8 = decode_html(*page);
    ++seen;
    changed += within_limits(utf8) != within_limits(utf8, kNone);
  }
  EXPECT_GT(seen, 100u);
  EXPECT_EQ(changed, 0u);
}

}  // namespace
}  // namespace dateline::markup
