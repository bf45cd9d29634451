#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <thread>
#include <vector>

#include "markup/sanitizer.h"

namespace dateline::markup {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string render(std::string_view markdown) {
  return render_markdown(markdown, {}).str();
}

TEST(Markdown, KnowsCommonMarkAndGitHubsAdditions) {
  EXPECT_EQ(render("# Head\n\nSome *text*.\n"), "<h1>Head</h1><p>Some <em>text</em>.</p>");
  EXPECT_EQ(render("~~gone~~"), "<p><del>gone</del></p>");
  EXPECT_EQ(render("https://news.example/a"), "<p><a href=\"https://news.example/a\">https://news.example/a</a></p>");
  EXPECT_EQ(render("| a |\n|---|\n| b |\n"),
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>");
  EXPECT_EQ(render("- a\n- b\n"), "<ul><li>a</li><li>b</li></ul>");
}

TEST(Markdown, LeavesOutRawHtmlAndLinksThatRun) {
  EXPECT_THAT(render("<script>alert(1)</script>\n\n<b onclick=x>b</b>"), Not(HasSubstr("script")));
  EXPECT_EQ(render("[a](javascript:alert(1)) [b](data:text/html,x)"), "<p>a b</p>");
}

TEST(Markdown, OfAReplyHasNoImagesAndMarksItsLinks) {
  EXPECT_EQ(
      render_markdown("![i](http://a.example/i.png) [b](http://b.example/)", {.base = std::nullopt, .reply = true})
          .str(),
      "<p><a href=\"http://b.example/\" rel=\"nofollow ugc noopener\">b</a></p>");
}

std::string pieces(std::string_view markdown) {
  std::string out;
  for (const auto& piece : render_markdown_and_pictures(markdown, {})) {
    if (const auto* text = std::get_if<SanitizedHtml>(&piece)) {
      out += "{" + text->str() + "}";
    } else {
      const auto& picture = std::get<PictureReference>(piece);
      out += "[" + picture.name + ";" + picture.alt + ";" + picture.title + "]";
    }
  }
  return out;
}

TEST(Markdown, GivesPicturesOfOurOwnAsValuesInTheirPlaces) {
  EXPECT_EQ(pieces("One.\n\n![A *quiet* <b>harbour](picture:0abc \"At \\\"dusk\\\" | Ana\")\n\nTwo.\n"),
            "{<p>One.</p>}[0abc;A quiet harbour;At \"dusk\" | Ana]{<p>Two.</p>}");
  EXPECT_EQ(pieces("![a](picture:1)\n![b](picture:2)\n"), "[1;a;][2;b;]");
  EXPECT_EQ(pieces("![a][x]\n\n[x]: picture:1\n"), "[1;a;]");
  EXPECT_EQ(pieces(""), "");
}

TEST(Markdown, LeavesOutPicturesOfOurOwnAnywhereElse) {
  EXPECT_EQ(pieces("Text ![a](picture:1) more"), "{<p>Text  more</p>}");
  EXPECT_EQ(pieces("> ![a](picture:1)\n\n- ![b](picture:2)\n"), "{<blockquote></blockquote><ul><li></li></ul>}");
  EXPECT_EQ(pieces("[![a](picture:1)](https://a.example/)"), "{}");
  EXPECT_EQ(pieces("`![a](picture:1)`"), "{<p><code>![a](picture:1)</code></p>}");
  EXPECT_EQ(pieces("![a](https://a.example/i.png)"), "{<p><img src=\"https://a.example/i.png\" alt=\"a\"></p>}");
  EXPECT_EQ(render("![a](picture:1)"), "");
}

TEST(Markdown, BearsNesting) {
  for (const std::string_view piece : {">", "[", "*a **a ", "![", "- ", "`", "<", "((", "_a __a", "~~a", "|a"}) {
    std::string markdown;
    for (int i = 0; i < 3000; ++i) markdown += piece;
    render(markdown + "\n" + markdown);
  }
  std::string quotes(50000, '>');
  EXPECT_THAT(render(quotes + "deep"), HasSubstr("deep"));
}

TEST(Markdown, BearsWhatIsSlowInCmark) {
  std::string images, table = "|a", rows;
  for (int i = 0; i < 30000; ++i) images += "![[]()";
  for (int i = 0; i < 2000; ++i) table += "|a";
  table += "\n" + std::string("|-");
  for (int i = 0; i < 2000; ++i) table += "|-";
  for (int i = 0; i < 5000; ++i) rows += "\n|b";
  EXPECT_THAT(render(images), HasSubstr("["));
  EXPECT_LT(render(table + rows).size(), 100'000u);
}

TEST(Markdown, CanBeRenderedOnManyThreads) {
  std::vector<std::thread> threads;
  std::array<std::string, 4> out;
  for (std::string& text : out) threads.emplace_back([&text] { text = render("a ~~b~~ | c"); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : out) EXPECT_EQ(text, "<p>a <del>b</del> | c</p>");
}

RC_GTEST_PROP(Markdown, NeverFails, (const std::string& bytes)) {
  const Sanitizer::Options options;
  const std::string html = render_markdown(bytes, options).str();
  RC_ASSERT(Sanitizer::sanitize(html, options).str() == html);
}

}  // namespace
}  // namespace dateline::markup
