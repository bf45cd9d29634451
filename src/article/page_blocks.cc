#include "article/page_blocks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/utf8.h"

namespace dateline::article {
namespace {

using markup::Node;

/// Elements that run within a line (WHATWG HTML section 4.5 and its forebears). Everything else, also what nobody
/// knows, ends a paragraph, unless it holds no more than text: see is_inline().
constexpr auto kInline = std::to_array<std::string_view>(
    {"a",     "abbr", "acronym", "b",      "bdi",   "bdo",  "big",  "cite", "code", "data", "del",  "dfn", "em",
     "font",  "i",    "ins",     "kbd",    "label", "mark", "nobr", "q",    "rp",   "rt",   "ruby", "s",   "samp",
     "small", "span", "strike",  "strong", "sub",   "sup",  "time", "tt",   "u",    "var",  "wbr"});

constexpr auto kUnseen = std::to_array<std::string_view>(
    {"script", "style",  "noscript", "template", "svg",   "math",     "iframe", "object", "embed", "video",
     "audio",  "canvas", "select",   "button",   "input", "textarea", "map",    "head",   "title", "picture"});

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

/// Custom elements ("x-time") stand in lines more often than not; if they hold blocks, those make the paragraphs.
bool is_inline(const Node& node) {
  return is_one_of(node.name(), kInline) || node.name().find('-') != std::string::npos;
}

BlockKind kind_of(std::string_view name) {
  if (name == "p") return BlockKind::kParagraph;
  if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') return BlockKind::kHeading;
  if (name == "li" || name == "dt" || name == "dd") return BlockKind::kItem;
  if (name == "td" || name == "th") return BlockKind::kCell;
  return BlockKind::kLoose;
}

class BlockReader {
 public:
  explicit BlockReader(const Node& root) : root_(root) {}

  PageBlocks read() {
    const Node* node = &root_;
    while (true) {
      const bool descend = enter(*node);
      if (descend && node->first_child) {
        node = node->first_child;
        continue;
      }
      if (descend) leave(*node);
      while (node != &root_ && !node->next) {
        node = node->parent;
        leave(*node);
      }
      if (node == &root_) break;
      node = node->next;
    }
    return std::move(page_);
  }

 private:
  /// False when nothing below is to be read.
  bool enter(const Node& node) {
    if (node.kind == Node::Kind::kText) {
      add_text(node.text());
      return false;
    }
    if (node.kind != Node::Kind::kElement || is_one_of(node.name(), kUnseen)) return false;
    if (node.name() == "br") {
      if (after_break_) flush();
      current_ += '\n';
      after_break_ = true;
      return false;
    }
    if (node.name() == "hr") {
      flush();
      return false;
    }
    if (node.name() == "a") ++links_;
    if (node.name() == "b" || node.name() == "strong") ++bolds_;
    if (&node == &root_ || !is_inline(node)) {
      flush();
      const std::size_t index = page_.elements.size();
      page_.elements.push_back({&node, open_.empty() ? index : open_.back(), 0, page_.blocks.size(), 0});
      open_.push_back(index);
    }
    return true;
  }

  void leave(const Node& node) {
    if (node.name() == "a") --links_;
    if (node.name() == "b" || node.name() == "strong") --bolds_;
    if (&node != &root_ && is_inline(node)) return;
    flush();
    PageElement& element = page_.elements[open_.back()];
    element.end = page_.elements.size();
    element.end_block = page_.blocks.size();
    open_.pop_back();
  }

  void add_text(std::string_view text) {
    const std::size_t letters = count_letters(text);
    if (letters > 0) after_break_ = false;
    letters_ += letters;
    if (links_ > 0) linked_ += letters;
    if (bolds_ > 0) bold_ += letters;
    current_ += text;
  }

  void flush() {
    if (letters_ > 0 && !open_.empty()) {
      Block block;
      block.element = open_.back();
      block.kind = kind_of(page_.elements[block.element].node->name());
      block.text = text::collapse(current_);
      block.letters = letters_;
      block.linked = linked_;
      block.bold = bold_;
      if (!block.text.empty()) page_.blocks.push_back(std::move(block));
    }
    current_.clear();
    letters_ = linked_ = bold_ = 0;
    after_break_ = false;
  }

  const Node& root_;
  PageBlocks page_;
  std::vector<std::size_t> open_;  // Block elements around the place, outermost first.
  int links_ = 0, bolds_ = 0;      // Open links and bold elements.

  // The paragraph that is being read.
  std::string current_;
  std::size_t letters_ = 0, linked_ = 0, bold_ = 0;
  bool after_break_ = false;
};

}  // namespace

PageBlocks read_blocks(const Node& root) {
  return BlockReader(root).read();
}

std::size_t count_letters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > ' ' && (byte & 0xC0) != 0x80;  // Continuation bytes belong to the character before.
  }));
}

}  // namespace dateline::article
