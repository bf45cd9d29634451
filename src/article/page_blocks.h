#pragma once
// Inside article/: a page as a list of paragraphs and the elements around them, the form in which its main text is
// looked for. Every later step is a loop over two vectors.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "markup/html.h"

namespace dateline::article {

enum class BlockKind {
  kParagraph,  ///< p
  kHeading,    ///< h1 to h6
  kItem,       ///< li, dt, dd
  kCell,       ///< td, th
  kLoose,      ///< Text that stands in a div or the like.
};

/// A run of text that a reader sees as one paragraph.
struct Block {
  BlockKind kind = BlockKind::kLoose;
  std::string text;                                                ///< One line.
  std::size_t letters = 0;                                         ///< Characters without spaces.
  std::size_t linked = 0;                                          ///< Of these, within links.
  std::size_t bold = 0;                                            ///< Of these, within b and strong.
  std::size_t italic = 0;                                          ///< Of these, within i and em.
  std::size_t links = 0;                                           ///< Links that it holds or begins in.
  std::size_t linked_end = 0;                                      ///< Characters of the link that it ends with.
  std::size_t rules = 0;                                           ///< hr before it on the page.
  std::size_t element = 0;                                         ///< The innermost block element around it.
  const markup::Node *first_text = nullptr, *last_text = nullptr;  ///< Text nodes; its text is from one to the other.
};

/// A block element, in document order. Those below it follow it, up to `end`; its blocks are [first_block, end_block).
struct PageElement {
  const markup::Node* node = nullptr;
  std::size_t parent = 0;  ///< The first is its own parent.
  std::size_t end = 0;
  std::size_t first_block = 0, end_block = 0;
};

struct PageBlocks {
  std::vector<PageElement> elements;
  std::vector<Block> blocks;
};

/// All text below `root` but what no browser shows as text (script, style, forms' controls, media).
PageBlocks read_blocks(const markup::Node& root);

/// Characters of a UTF-8 text that are no spaces.
std::size_t count_letters(std::string_view utf8);

}  // namespace dateline::article
