// Pages made to cost more than their size: the tree must stay within the depth and the memory that html.h promises.
// What they cost in time, bench/bombs prints.

#include <gmock/gmock.h>

#include "markup/html.h"
#include "markup/testing/bombs.h"

namespace dateline::markup {
namespace {

constexpr std::size_t kBytes = 50'000;

struct Measured {
  std::size_t nodes = 0, attributes = 0, depth = 0;
  /// What the tree needs at least; shared lists of attributes are counted each time.
  std::size_t bytes() const { return nodes * sizeof(Node) + attributes * sizeof(Attribute); }
};

Measured measure(const Node& root) {
  Measured measured;
  std::size_t depth = 1;
  for (const Node* node = &root; node;) {
    ++measured.nodes;
    measured.attributes += node->attributes().size();
    if (node->is_element()) measured.depth = std::max(measured.depth, depth);
    if (node->first_child) {
      node = node->first_child;
      ++depth;
      continue;
    }
    while (node != &root && !node->next) {
      node = node->parent;
      --depth;
    }
    node = node == &root ? nullptr : node->next;
  }
  return measured;
}

TEST(HtmlBombs, StayWithinDepthAndMemory) {
  for (const auto& [name, make] : testing::bombs(kBytes)) {
    const std::string html = make();
    const Measured page = measure(Document::parse(html).value().root());
    EXPECT_LE(page.depth, kMaxDepth) << name;
    EXPECT_LE(page.nodes * sizeof(Node), 8 * html.size() + (std::size_t{16} << 20)) << name;
    const Measured fragment = measure(Document::parse_fragment(html).value().root());
    EXPECT_LE(fragment.depth, kMaxDepth) << name;
  }
}

// The control: there are bombs that a parser without limits would nest deeper, and answer with more nodes than tags.
TEST(HtmlBombs, AreBombs) {
  std::size_t at_the_depth = 0, larger_than_the_page = 0;
  for (const auto& [name, make] : testing::bombs(kBytes)) {
    const std::string html = make();
    const Measured page = measure(Document::parse(html).value().root());
    at_the_depth += page.depth + 4 >= kMaxDepth;
    larger_than_the_page += page.bytes() > 8 * html.size();
  }
  EXPECT_GE(at_the_depth, 40u);
  EXPECT_GE(larger_than_the_page, 20u);
}

TEST(HtmlBombs, ThatFillTheTreeKeepTheirText) {
  // Each paragraph opens 64 elements again, so that the tree is full long before the page ends.
  std::string html;
  for (int i = 0; i < 64; ++i) html += "<font size=" + std::to_string(i) + ">";
  constexpr int kParagraphs = 20'000;
  for (int i = 0; i < kParagraphs; ++i) html += "<p>x";
  const auto page = Document::parse(html).value();
  EXPECT_EQ(text_of(page.root()).size(), static_cast<std::size_t>(kParagraphs));
  EXPECT_LE(measure(page.root()).bytes(), 8 * html.size() + (std::size_t{16} << 20));
}

TEST(HtmlBombs, ThatFillTheTreeShowNoScript) {
  std::string html;
  for (int i = 0; i < 64; ++i) html += "<font size=" + std::to_string(i) + ">";
  for (int i = 0; i < 20'000; ++i) html += "<p>x";
  html += "<script>never text</script><style>nor this</style><p>end";
  const std::string text = text_of(Document::parse(html).value().root());
  EXPECT_THAT(text, ::testing::EndsWith("xend"));
  EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("never")));
}

}  // namespace
}  // namespace dateline::markup
