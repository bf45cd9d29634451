#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
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

/// The long way: cmark-gfm writes HTML, and the sanitizer reads that.
std::string by_way_of_html(const std::string& markdown, const Sanitizer::Options& options) {
  cmark_gfm_core_extensions_ensure_registered();
  constexpr int kOptions = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
  const std::unique_ptr<cmark_parser, void (*)(cmark_parser*)> parser(cmark_parser_new(kOptions), cmark_parser_free);
  for (const char* name : {"table", "strikethrough", "autolink"}) {
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, void (*)(cmark_node*)> document(cmark_parser_finish(parser.get()), cmark_node_free);
  const std::unique_ptr<char, void (*)(void*)> html(
      cmark_render_html(document.get(), kOptions, cmark_parser_get_syntax_extensions(parser.get())), std::free);
  return Sanitizer::sanitize(html.get(), options).str();
}

/// In an address cmark-gfm escapes more than the URL Standard asks for, and it ends lines where a space shows the same.
std::string without_the_known_differences(std::string html) {
  for (const auto& [theirs, ours] : {std::pair{"%5B", "["},
                                     {"%5D", "]"},
                                     {"%7C", "|"},
                                     {"%5C", "\\"},
                                     {"%60", "`"},
                                     {"\n", " "},
                                     {"\t", " "},
                                     {"  ", " "},
                                     {" <", "<"}}) {
    for (std::size_t at; (at = html.find(theirs)) != std::string::npos;) {
      html.replace(at, std::string_view(theirs).size(), ours);
    }
  }
  return html;
}

RC_GTEST_PROP(Markdown, ComesOutAsCmarksOwnHtmlWould, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "word", " ", " ", "\n", "\n", "\n\n", "- ", "  - ", "1. ", "7. ", "   ", "> ", "# ", "### ", "*", "**", "_", "~~",
      "`", "```\n", "    ", "[", "](https://a.example/b?c=d&e)", "](javascript:x)", "https://c.example/d",
      "mailto:a@b.example", "<b>", "</b>", "<script>", "<!-- x -->", "&amp;", "&lt;b&gt;", "\"", "|",
      "| a | b |\n|---|---|\n| c |\n", " \\\n", "  \n", "---\n", "\t", "é", "中"));
  std::string markdown;
  for (const std::string& piece : pieces) markdown += piece;
  const Sanitizer::Options options = {.base = std::nullopt, .reply = *rc::gen::arbitrary<bool>()};
  RC_ASSERT(without_the_known_differences(render_markdown(markdown, options).str()) ==
            without_the_known_differences(by_way_of_html(markdown, options)));
}

}  // namespace
}  // namespace dateline::markup
