// The tree builder by small pages of our own, which need no corpus (html_tree_cases.h), and its limits.

#include <gmock/gmock.h>

#include <string>

#include "markup/html.h"
#include "markup/html/tree_cases.h"
#include "markup/testing/outline.h"

namespace dateline::markup {
namespace {

std::string tree_of(std::string_view page) {
  return in_one_line(testing::outline_of(Document::parse(page).value().top()));
}

TEST(HtmlTree, OfPages) {
  for (const auto& [why, source, tree, context] : kPageCases) EXPECT_EQ(tree_of(source), tree) << why << ": " << source;
}

TEST(HtmlTree, OfBodies) {
  for (const auto& [why, source, tree, context] : kBodyCases) {
    EXPECT_EQ(tree_of("<body>" + std::string(source)), "html(head,body(" + std::string(tree) + "))")
        << why << ": " << source;
  }
}

TEST(HtmlTree, OfFragments) {
  for (const auto& [why, source, tree, context] : kFragmentCases) {
    const std::size_t blank = context.find(' ');
    const Space space = context.starts_with("svg ")    ? Space::kSvg
                        : context.starts_with("math ") ? Space::kMathMl
                                                       : Space::kHtml;
    const auto fragment =
        Document::parse_fragment(source, context.substr(blank == context.npos ? 0 : blank + 1), space);
    EXPECT_EQ(in_one_line(testing::outline_of(fragment.value().root())), tree)
        << why << ": " << source << " in " << context;
  }
}

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

std::size_t depth_of(const Document& document) {
  std::size_t deepest = 0;
  for (const auto& line : testing::outline_of(document.top())) {
    if (line.kind == Node::Kind::kElement) deepest = std::max(deepest, line.depth + 1);
  }
  return deepest;
}

TEST(HtmlTreeLimits, NestingUpToTheDepthIsKept) {
  constexpr int kDivs = kMaxDepth - 4;  // With html and body, and room for what the standard opens by itself.
  EXPECT_EQ(depth_of(Document::parse(repeated("<div>", kDivs)).value()), kDivs + 2u);
}

TEST(HtmlTreeLimits, DeeperNestingIsFlattenedAndKeepsItsText) {
  for (const char* piece : {"<div>x", "<b>x", "<span>x", "<p><button>x", "<table><td>x", "<ul><li>x", "<svg><g>x",
                            "<svg><desc>x", "<math><mi>x", "<template>x", "<select><option>x", "<a><div>x", "<x-y>x",
                            "<table><select><option>x", "<object>x", "<ruby><rt>x", "<font size=1>x<p>"}) {
    const auto page = Document::parse("<body>" + repeated(piece, 2000)).value();
    EXPECT_LE(depth_of(page), kMaxDepth) << piece;
    std::size_t texts = 0;
    for (const auto& line : testing::outline_of(page.top())) texts += line.text.size();
    EXPECT_EQ(texts, 2000u) << piece;
  }
}

TEST(HtmlTreeLimits, WhatFollowsTheDepthStillFindsItsPlace) {
  const auto page = Document::parse(repeated("<div>", 2000) + repeated("</div>", 2000) + "<p>end").value();
  const Node* last = page.body()->last_child;
  ASSERT_TRUE(last->is("p"));
  EXPECT_EQ(text_of(*last), "end");
}

TEST(HtmlTreeLimits, AttributesBeyondTheLimitAreDropped) {
  std::string tag = "<p";
  for (int i = 0; i < 1000; ++i) tag += " a" + std::to_string(i) + "=" + std::to_string(i);
  const auto page = Document::parse(tag + ">text").value();
  const Node* p = page.body()->first_child;
  ASSERT_EQ(p->attributes().size(), kMaxAttributes);
  EXPECT_EQ(p->attributes().front().name, "a0");
  EXPECT_EQ(p->attributes().back().name, "a254");
  EXPECT_EQ(p->attribute("a254"), "254");
  EXPECT_EQ(text_of(*p), "text");
}

TEST(HtmlTreeLimits, AttributesThatAreMergedAreLimitedToo) {
  std::string page;
  for (int i = 0; i < 1000; ++i) page += "<body a" + std::to_string(i) + ">";
  EXPECT_EQ(Document::parse(page).value().body()->attributes().size(), kMaxAttributes);
}

}  // namespace
}  // namespace dateline::markup
