#include "markup/html.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace dateline::markup {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Document parse(std::string_view html) {
  auto document = Document::parse(html);
  EXPECT_TRUE(document);
  return std::move(*document);
}

const Node* first(const Document& document, std::string_view name) {
  for (const Node* node = &document.root(); node; node = next_in_order(node, &document.root())) {
    if (node->is(name)) return node;
  }
  return nullptr;
}

TEST(Document, AlwaysHasHeadAndBody) {
  const Document empty = parse("");
  EXPECT_TRUE(empty.root().is("html"));
  ASSERT_TRUE(empty.head());
  ASSERT_TRUE(empty.body());
  EXPECT_EQ(parse("<frameset>").body(), nullptr);
}

TEST(Document, DecodesEntitiesAndLowersNames) {
  const Document page = parse("<P CLASS='a&amp;b' ID=x Id=y>Caf&eacute; &lt;b&gt;</P>");
  const Node* p = first(page, "p");
  ASSERT_TRUE(p);
  EXPECT_EQ(p->attribute("class"), "a&b");
  EXPECT_EQ(p->attribute("id"), "x");
  EXPECT_EQ(p->attributes().size(), 2u);
  EXPECT_TRUE(p->has("class"));
  EXPECT_FALSE(p->has("style"));
  EXPECT_EQ(p->attribute("style"), "");
  EXPECT_EQ(text_of(*p), "Café <b>");
}

TEST(Document, KeepsForeignNamesAndPrefixes) {
  const Document page = parse("<svg viewBox='0 0 1 1'><linearGradient/><use xlink:href='#a'/></svg>");
  EXPECT_TRUE(first(page, "linearGradient"));
  EXPECT_EQ(first(page, "use")->attribute("xlink:href"), "#a");
  EXPECT_TRUE(first(page, "svg")->has("viewBox"));
}

TEST(Document, ParsesNoscriptBecauseNothingRuns) {
  EXPECT_TRUE(first(parse("<body><noscript><img src=x></noscript>"), "img"));
}

TEST(Document, LinksItsNodesBothWays) {
  const Document page = parse("<ul><li>a<li>b<li>c</ul>");
  const Node* list = first(page, "ul");
  std::vector<std::string> forward, backward;
  for (const Node* item = list->first_child; item; item = item->next) forward.push_back(text_of(*item));
  for (const Node* item = list->last_child; item; item = item->previous) backward.push_back(text_of(*item));
  EXPECT_THAT(forward, ElementsAre("a", "b", "c"));
  EXPECT_THAT(backward, ElementsAre("c", "b", "a"));
  EXPECT_EQ(list->first_child->parent, list);
}

TEST(Document, RefusesAPageAboveTheLimit) {
  const auto document = Document::parse(std::string(kMaxHtmlBytes + 1, 'a'));
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().code, Code::kLimit);
  EXPECT_THAT(document.error().message, HasSubstr("16777217 bytes"));
}

TEST(Document, CanBeMoved) {
  Document page = parse("<p>a");
  const Node* p = first(page, "p");
  const Document moved = std::move(page);
  EXPECT_EQ(first(moved, "p"), p);
}

TEST(Walk, StaysBelowItsRoot) {
  const Document page = parse("<div><p>a<b>c</b></p></div><p>outside");
  const Node* div = first(page, "div");
  std::vector<std::string> seen;
  for (const Node* node = div; node; node = next_in_order(node, div))
    seen.push_back(std::string(node->name()).append(node->text()));
  EXPECT_THAT(seen, ElementsAre("div", "p", "a", "b", "c"));
  EXPECT_EQ(next_skipping_children(div->first_child, div), nullptr);
}

TEST(TextOf, LeavesOutWhatNobodyReads) {
  EXPECT_EQ(
      text_of(*parse("<body>a<script>x</script><style>y</style><noscript>z</noscript><template>t</template><!--c-->b")
                   .body()),
      "ab");
}

TEST(Fragment, KeepsItsLeadingSpaceAndNodes) {
  const auto fragment = Document::parse_fragment(" a<b>c</b><td>d");
  ASSERT_TRUE(fragment);
  EXPECT_EQ(text_of(fragment->root()), " acd");
  EXPECT_EQ(fragment->body(), nullptr);
}

// Comments at the top fill the tree before there is any element; the script that follows is passed over up to the end.
TEST(Document, HasItsRootWhenAScriptEndsAPageThatIsTooRich) {
  std::string html;
  for (int i = 0; i < 600'000; ++i) html += "<!>";
  for (const char* end : {"<script>", "<script>x", "<style>x</style>", "<p>x", ""}) {
    const Document page = parse(html + end);
    EXPECT_TRUE(page.root().is("html")) << end;
    EXPECT_TRUE(page.body()) << end;
  }
}

TEST(Document, KeepsTheTextOfWhatIsTooDeep) {
  std::string html;
  for (int i = 0; i < 3000; ++i) html += "<div>" + std::to_string(i % 10);
  const Document page = parse(html);
  EXPECT_EQ(text_of(page.root()).size(), 3000u);
}

RC_GTEST_PROP(Document, IsATreeWhateverComesIn, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<table>", "<td>", "</table>", "<svg>", "</svg>", "<div>",
      "</div>", "<li>", "<ul>", "</ul>", "x", " ", "<!--", "-->", "<script>", "</script>", "<select>", "<option>",
      "&amp;", "<", "\"", "<br/>", "<template>", "</template>", "<title>", "<style>", "<math>", "<mi>", "<frameset>"));
  std::string html;
  for (const auto& piece : pieces) html += piece;
  const auto page = Document::parse(html);
  RC_ASSERT(page.has_value());
  for (const Node* node = &page->root(); node; node = next_in_order(node, &page->root())) {
    RC_ASSERT((!node->next || node->next->previous == node));
    RC_ASSERT((!node->parent || node->next || node->parent->last_child == node));
    for (const Node* child = node->first_child; child; child = child->next) RC_ASSERT(child->parent == node);
  }
}

}  // namespace
}  // namespace dateline::markup
