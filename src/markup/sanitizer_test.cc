#include "markup/sanitizer.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "markup/html.h"

namespace dateline::markup {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Sanitizer::Options options() {
  return {.base = text::Url::parse("https://news.example/2023/story.html")};
}
Sanitizer::Options reply_options() {
  return {.base = std::nullopt, .reply = true};
}

std::string clean(std::string_view html) {
  return Sanitizer::sanitize(html, options()).str();
}
std::string clean_reply(std::string_view html) {
  return Sanitizer::sanitize(html, reply_options()).str();
}

TEST(Sanitizer, KeepsWhatAnArticleIsMadeOf) {
  for (const char* html :
       {"<h2>Talks</h2><p>They met <em>twice</em>.</p>", "<ul><li>one</li><li>two</li></ul>",
        "<blockquote><p>So.</p></blockquote>",
        "<figure><img src=\"https://news.example/a.jpg\" alt=\"A\" "
        "width=\"600\"><figcaption>Havana</figcaption></figure>",
        "<table><caption>Rounds</caption><tbody><tr><th>Year</th><td colspan=\"2\">2015</td></tr></tbody></table>",
        "<pre>a\n  b</pre>", "<dl><dt>a</dt><dd>b</dd></dl>", "<p>a<br>b</p><hr><p>c</p>",
        "<ol start=\"3\"><li>c</li></ol>", "<p>H<sub>2</sub>O, <time datetime=\"2023-01-31\">Tuesday</time></p>",
        "a &amp; b &lt; c"}) {
    EXPECT_EQ(clean(html), html);
  }
}

TEST(Sanitizer, DropsWhatRunsWithItsContent) {
  EXPECT_EQ(clean("<p>a<script>alert(1)</script><style>x</style><svg><text>s</text></svg><math><mi>m</mi></math>b</p>"),
            "<p>ab</p>");
  EXPECT_EQ(clean("<iframe src=x>f</iframe><object>o</object><template><p>t</p></template><noscript>n</noscript>z"),
            "z");
}

TEST(Sanitizer, KeepsTheTextOfWhatItDoesNotKnow) {
  EXPECT_EQ(clean("<p>a <blink>b</blink> <font color=red>c</font></p>"), "<p>a b c</p>");
}

TEST(Sanitizer, DropsAttributesThatStyleNameOrRun) {
  EXPECT_EQ(clean("<p style='x' class=y id=z onclick='alert(1)' data-a=1>a</p>"), "<p>a</p>");
}

TEST(Sanitizer, ResolvesLinksAndRefusesTheOthers) {
  EXPECT_EQ(clean("<a href='../b?x=1&y#z'>b</a>"), "<a href=\"https://news.example/b?x=1&amp;y#z\">b</a>");
  EXPECT_EQ(clean("<a href='mailto:desk@news.example?subject=x'>m</a>"), "<a href=\"mailto:desk@news.example\">m</a>");
  for (const char* href :
       {"javascript:alert(1)", " java&#10;script:alert(1)", "JaVaScRiPt&colon;alert(1)", "data:text/html,x",
        "vbscript:x", "https://user@evil.example/", "mailto:\"x\" onclick", "&#1;javascript:alert(1)"}) {
    EXPECT_EQ(clean(std::string("<a href='") + href + "'>a</a>"), "a") << href;
  }
  EXPECT_EQ(Sanitizer::sanitize("<a href='/x'>a</a><a href='http://b.example'>b</a>", {}).str(),
            "a<a href=\"http://b.example/\">b</a>");
}

TEST(Sanitizer, EscapesWhatItWrites) {
  EXPECT_EQ(clean("<img src='x' alt='\"><script>alert(1)</script>'>"),
            "<img src=\"https://news.example/2023/x\" alt=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">");
  EXPECT_EQ(clean("&lt;script&gt;"), "&lt;script&gt;");
}

TEST(Sanitizer, MakesParagraphsOfDivs) {
  EXPECT_EQ(clean("<div>one</div><div>two <b>three</b></div>"), "<p>one</p><p>two <b>three</b></p>");
  EXPECT_EQ(clean("<div><p>one</p></div>"), "<p>one</p>");
  EXPECT_EQ(clean("<h1><div>Head</div><div>line</div></h1>"), "<h1>Head line</h1>");
}

TEST(Sanitizer, DropsEmptyParagraphs) {
  EXPECT_EQ(clean("<p>a</p><p> </p><p><b></b></p>b<p></p>c"), "<p>a</p>b c");
}

TEST(Sanitizer, LetsALinkGoOnInsideTheBlocksItSpans) {
  EXPECT_EQ(clean("<a href='/x'><figure><img src='/i.jpg' alt=''></figure><p>text</p></a>"),
            "<figure><a href=\"https://news.example/x\"><img src=\"https://news.example/i.jpg\" alt=\"\"></a></figure>"
            "<p><a href=\"https://news.example/x\">text</a></p>");
}

TEST(Sanitizer, BoundsWhatALinkAroundManyParagraphsAdds) {
  std::string html = "<a href='https://news.example/" + std::string(7000, 'x') + "'>";
  for (int i = 0; i < 2000; ++i) html += "<p>x</p>";
  EXPECT_LT(clean(html).size(), std::size_t{2} << 20);
}

TEST(Sanitizer, DropsTableAndListPartsThatStandAlone) {
  EXPECT_EQ(clean("<li>a</li><dd>b</dd><figcaption>c</figcaption>"), "<p>a</p><p>b</p><p>c</p>");
}

TEST(Sanitizer, GivesAReplyLessToWorkWith) {
  EXPECT_EQ(clean_reply("<h1>Big</h1><img src='http://a.example/x'><table><tr><td>t</table><p>See <a "
                        "href='http://b.example/'>b</a></p>"),
            "<p>Big</p><p>t</p><p>See <a href=\"http://b.example/\" rel=\"nofollow ugc noopener\">b</a></p>");
}

TEST(Sanitizer, BearsDepth) {
  std::string html;
  for (int i = 0; i < 5000; ++i) html += "<blockquote><b><i>";
  const std::string once = clean(html + "x");
  EXPECT_THAT(once, HasSubstr("x"));
  EXPECT_EQ(clean(once), once);
}

/// What an escaped, parsed tree may hold at most.
void expect_harmless(const std::string& html, const std::string& from) {
  static const std::set<std::string_view> kElements = {
      "a",  "abbr",  "b",    "blockquote", "br",     "caption", "cite", "code",  "dd",    "del", "dfn",
      "dl", "dt",    "em",   "figcaption", "figure", "h1",      "h2",   "h3",    "h4",    "h5",  "h6",
      "hr", "html",  "i",    "img",        "ins",    "kbd",     "li",   "mark",  "ol",    "p",   "pre",
      "q",  "s",     "samp", "small",      "strong", "sub",     "sup",  "table", "tbody", "td",  "tfoot",
      "th", "thead", "time", "tr",         "u",      "ul",      "var"};
  static const std::set<std::string_view> kAttributes = {"href", "src",      "alt",     "width",   "height", "title",
                                                         "rel",  "datetime", "colspan", "rowspan", "start"};
  const auto document = Document::parse_fragment(html);
  ASSERT_TRUE(document);
  for (const Node* node = &document->root(); node; node = next_in_order(node, &document->root())) {
    ASSERT_NE(node->kind, Node::Kind::kComment) << from;
    if (node->kind != Node::Kind::kElement || node == &document->root()) continue;
    ASSERT_TRUE(kElements.contains(node->name())) << node->name() << " from " << from;
    for (const auto& [name, value] : node->attributes()) {
      ASSERT_TRUE(kAttributes.contains(name)) << name << " from " << from;
      if (name != "href" && name != "src") continue;
      ASSERT_TRUE(value.starts_with("http://") || value.starts_with("https://") || value.starts_with("mailto:"))
          << value << " from " << from;
    }
  }
}

std::string any_html() {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=/x>", "</a>", "<table>", "<tr>", "<td>", "</td>", "</tr>",
      "</table>", "<caption>", "<svg>", "</svg>", "<div>", "</div>", "<li>", "</li>", "<ul>", "</ul>", "<ol start=2>",
      "x", " ", "y z", "\n", "<pre>", "</pre>", "<h1>", "</h1>", "<blockquote>", "</blockquote>", "<br>", "<hr>",
      "<img src=i>", "<figure>", "</figure>", "<figcaption>", "<dl>", "<dt>", "<dd>", "<button>", "</button>",
      "<object>", "<form>", "</form>", "<span>", "&lt;", "&#13;", "<select>", "<math><mi>", "<code>", "</code>",
      "<thead>", "<tbody>", "<section>", "</section>", "<noscript>", "<template>", "</template>", "<style>", "</style>",
      "<center>", "<font>", "<a href=y>"));
  std::string html;
  for (const auto& piece : pieces) html += piece;
  return html;
}

RC_GTEST_PROP(Sanitizer, TwiceIsOnce, ()) {
  const std::string html = any_html();
  const std::string once = clean(html);
  RC_ASSERT(clean(once) == once);
  const std::string reply = clean_reply(html);
  RC_ASSERT(clean_reply(reply) == reply);
}

RC_GTEST_PROP(Sanitizer, LetsNothingElseThrough, ()) {
  const std::string html = any_html();
  expect_harmless(clean(html), html);
}

TEST(Sanitizer, StopsTheKnownAttacks) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  if (!corpora) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  std::size_t vectors = 0;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(corpora) / "security" / "xss")) {
    if (!file.is_regular_file()) continue;
    const auto bytes = read_file(file.path(), kMaxHtmlBytes);
    ASSERT_TRUE(bytes);
    // Line by line for lists; the JSON files hold one vector a string, with its quotes escaped: read both ways.
    std::string unescaped;
    for (std::size_t i = 0; i < bytes->size(); ++i) {
      const bool escape = (*bytes)[i] == '\\' && i + 1 < bytes->size() && file.path().extension() == ".json";
      if (escape) ++i;
      unescaped += escape && (*bytes)[i] == 'n' ? ' ' : (*bytes)[i];
    }
    for (std::size_t from = 0; from < unescaped.size();) {
      const std::size_t to = std::min(unescaped.find('\n', from), unescaped.size());
      const std::string vector = unescaped.substr(from, to - from);
      const std::string once = clean(vector);
      expect_harmless(once, vector);
      EXPECT_EQ(clean(once), once) << vector;
      const std::string reply = clean_reply(vector);
      expect_harmless(reply, vector);
      EXPECT_EQ(clean_reply(reply), reply) << vector;
      ++vectors;
      from = to + 1;
    }
  }
  EXPECT_GT(vectors, 1000u);
}

}  // namespace
}  // namespace dateline::markup
