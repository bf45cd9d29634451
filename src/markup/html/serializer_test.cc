#include <gmock/gmock.h>

#include "markup/html.h"

namespace dateline::markup {
namespace {

/// A fragment, and what stands in it afterwards.
std::string again(std::string_view html) {
  const auto document = Document::parse_fragment(html);
  return document ? inner_html(document->root()) : "?";
}
std::string page_again(std::string_view html) {
  const auto document = Document::parse(html);
  return document ? inner_html(document->top()) : "?";
}

TEST(InnerHtml, GivesBackWhatIsWrittenByTheStandard) {
  for (const char* html : {"", "a", "<p>a <b>b</b></p>", "<ul><li>a</li><li></li></ul>", "a<br>b<hr>", "<!--c-->",
                           "<!---->", "<img src=\"a\" alt=\"\">", "<p title=\"&quot;&amp;\">&amp;lt;</p>"}) {
    EXPECT_EQ(again(html), html);
  }
}

TEST(InnerHtml, EscapesTextButNotItsQuotes) {
  EXPECT_EQ(again("&lt;p&gt; &amp; \"x\" 'y'"), "&lt;p&gt; &amp; \"x\" 'y'");
}

TEST(InnerHtml, WritesANoBreakSpaceByItsName) {
  EXPECT_EQ(again("a\u00A0b\u00A9\u00C2<p title=\u00A0>"), "a&nbsp;b\u00A9\u00C2<p title=\"&nbsp;\"></p>");
}

TEST(InnerHtml, EscapesAngleBracketsInAttributes) {
  EXPECT_EQ(again("<p title='</title><script>'></p>"), "<p title=\"&lt;/title&gt;&lt;script&gt;\"></p>");
}

TEST(InnerHtml, LeavesTextAsItStandsWhereAParserReadsItSo) {
  for (const char* html : {"<script>a < b && c</script>", "<style>p > a { }</style>", "<xmp><b></xmp>",
                           "<iframe><p></iframe>", "<noembed>&</noembed>", "<noframes>&lt;</noframes>"}) {
    EXPECT_EQ(again(html), html);
  }
  EXPECT_EQ(again("<plaintext>a < b"), "<plaintext>a < b</plaintext>");
}

TEST(InnerHtml, EscapesInNoscriptAndWhatOnlyLooksRaw) {
  EXPECT_EQ(again("<noscript>a &lt; b</noscript>"), "<noscript>a &lt; b</noscript>");
  EXPECT_EQ(again("<textarea>&lt;</textarea>"), "<textarea>&lt;</textarea>");
  EXPECT_EQ(again("<title>&lt;</title>"), "<title>&lt;</title>");
  // A script of svg holds text like any other element.
  EXPECT_EQ(again("<svg><style>&lt;b></style></svg>"), "<svg><style>&lt;b&gt;</style></svg>");
}

TEST(InnerHtml, WritesForeignNamesAsTheyAreSpelled) {
  EXPECT_EQ(again("<svg viewbox='0 0 1 1'><lineargradient/><a xlink:href='x'/></svg>"),
            "<svg viewBox=\"0 0 1 1\"><linearGradient></linearGradient><a xlink:href=\"x\"></a></svg>");
  // A br of svg is not void. (As the standard has it, one in svg ends it; so this is another name.)
  EXPECT_EQ(again("<svg><link>a</link></svg>"), "<svg><link>a</link></svg>");
}

TEST(InnerHtml, WritesNoEndForVoidElements) {
  for (const char* name : {"area", "base", "basefont", "bgsound", "br", "embed", "hr", "img", "input", "keygen", "link",
                           "meta", "param", "source", "track", "wbr"}) {
    const std::string html = "<" + std::string(name) + ">";
    EXPECT_EQ(again(html + "x"), html + "x");
  }
  EXPECT_EQ(again("<table><colgroup><col></table>"), "<table><colgroup><col></colgroup></table>");
}

TEST(InnerHtml, WritesAWholePageFromTheTop) {
  EXPECT_EQ(page_again("<!doctype html><title>t</title><p>x"),
            "<!DOCTYPE html><html><head><title>t</title></head><body><p>x</p></body></html>");
}

TEST(InnerHtml, BearsDepthAndEndsAtItsRoot) {
  std::string html;
  for (std::size_t i = 0; i < 2 * kMaxDepth; ++i) html += "<section>";
  EXPECT_GT(again(html).size(), html.size());
  const auto document = Document::parse_fragment("<div>a<p>b</p></div>c");
  EXPECT_EQ(inner_html(*document->root().first_child), "a<p>b</p>");
  EXPECT_EQ(inner_html(*document->root().last_child), "");
}

}  // namespace
}  // namespace dateline::markup
