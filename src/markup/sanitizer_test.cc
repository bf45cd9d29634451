#include "markup/sanitizer.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <type_traits>

#include "base/file.h"
#include "markup/html.h"
#include "markup/testing/sanitized_fault.h"
#include "text/utf8.h"

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

// Nothing else can make markup that templates accept: not a string, not a parse, not a braced list.
static_assert(!std::is_constructible_v<SanitizedHtml, std::string>);
static_assert(!std::is_constructible_v<SanitizedHtml, std::string_view>);
static_assert(!std::is_constructible_v<SanitizedHtml, const char*>);
static_assert(!std::is_constructible_v<SanitizedHtml, Node>);
static_assert(!std::is_aggregate_v<SanitizedHtml>);
static_assert(!std::is_assignable_v<SanitizedHtml&, std::string>);
static_assert(!std::is_assignable_v<decltype(SanitizedHtml().str()), std::string>);
// The control: it can be copied, and made empty.
static_assert(std::is_constructible_v<SanitizedHtml, const SanitizedHtml&> &&
              std::is_default_constructible_v<SanitizedHtml>);

TEST(Sanitizer, WritesAsTheStandardSerializes) {
  EXPECT_EQ(clean("<p>\"a\" 'b' c&nbsp;d</p>"), "<p>\"a\" 'b' c&nbsp;d</p>");
  EXPECT_EQ(clean("<abbr title='&lt;\"&nbsp;'>a</abbr>"), "<abbr title=\"&lt;&quot;&nbsp;\">a</abbr>");
  EXPECT_EQ(clean("<pre>\n\n\na\n</pre>"), "<pre>a\n</pre>");
}

TEST(Sanitizer, TakesNothingOfSvgForHtml) {
  EXPECT_EQ(clean("<svg><a href='/x'>a</a><p>b"), "<p>b</p>");
  EXPECT_EQ(clean("<svg><desc><p>a</p><a href='/x'>b</a></desc></svg>c"), "c");
  EXPECT_EQ(clean("<math><mtext><p>a</p></mtext></math>c"), "c");
}

// What the list of sanitized_fault.h finds is no accident: it must find these.
TEST(SanitizedFault, FindsWhatMustNotBeThere) {
  for (const char* html : {"<script>x</script>",
                           "<p onclick=\"x\">a</p>",
                           "<p style=\"x\">a</p>",
                           "<svg></svg>",
                           "<math></math>",
                           "<a href=\"javascript:x\">a</a>",
                           "<a href=\"/x\">a</a>",
                           "<a>a</a>",
                           "<img src=\"data:,\">",
                           "<!--c-->",
                           "<P>a</P>",
                           "<p>a",
                           "a < b",
                           "<iframe></iframe>",
                           "<p id=\"a\">a</p>",
                           "&quot;",
                           "\u00A0",
                           "<p> a</p>",
                           "<a href=\"http://a.example/\" rel=\"nofollow ugc noopener\">a</a>",
                           "<a href=\"ftp://a.example/\">a</a>",
                           "<p href=\"http://a.example/\">a</p>",
                           "<table><tr><td>a</td></tr></table>"}) {
    EXPECT_NE(sanitized_fault(html, options()), "") << html;
  }
  for (const char* html :
       {"<h1>a</h1>", "<img src=\"http://a.example/\" alt=\"\">", "<a href=\"http://a.example/\">a</a>"}) {
    EXPECT_EQ(sanitized_fault(html, options()), "") << html;
    EXPECT_NE(sanitized_fault(html, reply_options()), "") << html;
  }
}

/// What comes out of `html` that must not, as an article or as a reply; "" when nothing does.
std::string survivor(std::string_view html) {
  for (const Sanitizer::Options& mode : {options(), reply_options()}) {
    std::string fault = sanitized_fault(Sanitizer::sanitize(html, mode).str(), mode);
    if (!fault.empty()) return fault;
  }
  return {};
}

std::string any_html() {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<a href=/x>", "</a>", "<table>", "<tr>", "<td>", "</td>", "</tr>",
      "</table>", "<caption>", "<svg>", "</svg>", "<div>", "</div>", "<li>", "</li>", "<ul>", "</ul>", "<ol start=2>",
      "x", " ", "y z", "\n", "<pre>", "</pre>", "<h1>", "</h1>", "<blockquote>", "</blockquote>", "<br>", "<hr>",
      "<img src=i>", "<figure>", "</figure>", "<figcaption>", "<dl>", "<dt>", "<dd>", "<button>", "</button>",
      "<object>", "<form>", "</form>", "<span>", "&lt;", "&#13;", "<select>", "<math><mi>", "<code>", "</code>",
      "<thead>", "<tbody>", "<section>", "</section>", "<noscript>", "<template>", "</template>", "<style>", "</style>",
      "<center>", "<font>", "<a href=y>", "&nbsp;", "\"", "<abbr title='&quot;&nbsp;<'>", "<pre>\n", "&#10;",
      "<svg><desc>", "<title>", "</title>", "<!--", "-->", "<textarea>", "<plaintext>", "<p ",
      "<a href='javascript:x'>", "<nobr>", "</br>", "</p>"));
  std::string html;
  for (const auto& piece : pieces) html += piece;
  return html;
}

// Their trees would need more memory than a parse is given, and so would those of what is left of them.
TEST(Sanitizer, KeepsItsPromisesForPagesThatAreTooRich) {
  for (const auto& [around, unit] :
       {std::pair{"", "<br>x"}, {"", "<img src=/i>"}, {"<b><i><u>", "<p>x"}, {"<pre>", "<s>x</s>"}}) {
    std::string html = around;
    while (html.size() < std::size_t{2} << 20) html += unit;
    EXPECT_EQ(survivor(html).substr(0, 200), "") << around << unit;
    EXPECT_NE(clean(html + "last").find("last"), std::string::npos) << around << unit;
  }
  EXPECT_EQ(clean(std::string(kMaxHtmlBytes / 2, '<')), "");
}

RC_GTEST_PROP(Sanitizer, KeepsItsPromises, ()) {
  RC_ASSERT(survivor(any_html()) == "");
}

// The vectors of the corpora: all that people have thought of.

std::string without_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text.substr(i).starts_with("\\x") && i + 4 <= text.size() &&
        std::from_chars(text.data() + i + 2, text.data() + i + 4, value, 16).ptr == text.data() + i + 4) {
      out += static_cast<char>(value);
      i += 3;
    } else {
      out += text[i];
    }
  }
  return text::to_utf8(out);
}

using Vectors = std::vector<std::string>;

/// The strings under `fields` in a list of objects; a field may also hold a list of strings.
Vectors in_json(const std::filesystem::path& file, std::initializer_list<std::string_view> fields) {
  Vectors vectors;
  const boost::json::value list = boost::json::parse(read_file(file, kMaxHtmlBytes).value());
  for (const auto& entry : list.as_array()) {
    for (const std::string_view field : fields) {
      const auto* value = entry.as_object().if_contains(field);
      if (!value) continue;
      if (value->is_string()) vectors.emplace_back(value->as_string());
      if (!value->is_array()) continue;
      for (const auto& one : value->as_array()) vectors.emplace_back(one.as_string());
    }
  }
  return vectors;
}

/// One a line, as written and with "\x20" and the like undone; the name of an event alone becomes an attribute.
Vectors in_lines(const std::filesystem::path& file) {
  Vectors vectors;
  std::istringstream lines(read_file(file, kMaxHtmlBytes).value());
  for (std::string line; std::getline(lines, line);) {
    const bool is_event =
        line.starts_with("on") && std::ranges::all_of(line, [](char c) { return c >= 'a' && c <= 'z'; });
    if (is_event) line = "<img src=x " + line + "=alert(1)><p tabindex=1 " + line + "='alert(1)'>x</p>";
    if (line.empty()) continue;
    vectors.push_back(text::repair_utf8(line));
    if (std::string plain = without_escapes(line); plain != line) vectors.push_back(std::move(plain));
  }
  return vectors;
}

/// Feeds whose entries are attacks, with their XML taken off.
Vectors in_feeds(const std::filesystem::path& folder) {
  Vectors vectors;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::string feed = text::to_utf8(read_file(file.path(), kMaxHtmlBytes).value());
    for (const auto& [from, to] :
         {std::pair{"<![CDATA[", ""}, {"]]>", ""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}}) {
      for (std::size_t at = 0; (at = feed.find(from, at)) != std::string::npos;)
        feed.replace(at, std::string_view(from).size(), to);
    }
    vectors.push_back(std::move(feed));
  }
  return vectors;
}

TEST(Sanitizer, LetsNoVectorOfTheCorporaSurvive) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  if (!corpora) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  const std::filesystem::path folder = std::filesystem::path(corpora) / "security" / "xss";
  std::vector<std::pair<std::string, Vectors>> sets = {
      {"dompurify", in_json(folder / "dompurify.json", {"payload", "expected"})},
      {"h5sc", in_json(folder / "h5sc.json", {"data"})},
      {"feedparser", in_json(folder / "feedparser.json", {"expected"})},
      {"feedparser's feeds",
       in_feeds(std::filesystem::path(corpora) / "feeds" / "feedparser" / "wellformed" / "sanitize")},
  };
  for (const auto& file : std::filesystem::directory_iterator(folder / "payloads")) {
    if (file.path().extension() == ".txt") sets.emplace_back(file.path().stem().string(), in_lines(file.path()));
  }
  // Where a parser reads on in another way, or believes to be inside something.
  constexpr std::string_view kContexts[] = {"<table>",
                                            "<table><tr><td>",
                                            "<svg>",
                                            "<svg><desc>",
                                            "<svg><style>",
                                            "<svg></p><style>",
                                            "<math><mtext>",
                                            "<math><mi><mglyph><style>",
                                            "<math><annotation-xml encoding=text/html>",
                                            "<select>",
                                            "<select><option>",
                                            "<template>",
                                            "<noscript>",
                                            "<noembed>",
                                            "<style>",
                                            "<title>",
                                            "<textarea>",
                                            "<xmp>",
                                            "<iframe>",
                                            "<form><form>",
                                            "<!--",
                                            "<![CDATA[",
                                            "<a href='https://a.example/",
                                            "<p title=\"",
                                            "<p title='",
                                            "<p title=",
                                            "<b><a href=/x>",
                                            "<pre>",
                                            "<frameset>",
                                            "<ruby><rt>",
                                            "<button>",
                                            "</p></br>",
                                            "<object><applet><marquee>"};
  std::size_t all = 0;
  for (const auto& [name, vectors] : sets) {
    std::size_t survived = 0, harmful = 0, inside = 0;
    for (const std::string& vector : vectors) {
      harmful += !sanitized_fault(vector, options()).empty();
      const std::string fault = survivor(vector);
      survived += !fault.empty();
      EXPECT_EQ(fault, "") << vector;
      for (const std::string_view context : kContexts) {
        const std::string within = survivor(std::string(context) + vector);
        survived += !within.empty();
        ++inside;
        EXPECT_EQ(within, "") << context << vector;
      }
    }
    std::cout << name << ": " << vectors.size() << " tried, and " << inside << " inside other elements; " << survived
              << " survived (unsanitized: " << harmful << ")\n";
    // The control.
    EXPECT_GT(harmful, vectors.size() / 2) << name;
    all += vectors.size();
  }
  EXPECT_GT(all, 2000u);
}

}  // namespace
}  // namespace dateline::markup
