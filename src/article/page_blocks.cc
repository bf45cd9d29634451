#include "article/page_blocks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>

#include "text/utf8.h"

namespace dateline::article {
namespace {

using markup::Node;
using markup::Tag;

/// A set of elements, asked in one step; those that have no number by name.
struct Names {
  std::array<bool, 256> tags{};
  std::span<const std::string_view> others;

  constexpr Names(std::initializer_list<Tag> list, std::span<const std::string_view> unnumbered) : others(unnumbered) {
    for (const Tag tag : list) tags[static_cast<std::size_t>(tag)] = true;
  }
  bool contains(const Node& node) const {
    if (node.tag != Tag::kUnknown) return tags[static_cast<std::size_t>(node.tag)];
    return std::ranges::find(others, node.name()) != others.end();
  }
};

/// Elements that run within a line (WHATWG HTML section 4.5 and its forebears). Everything else, also what nobody
/// knows, ends a paragraph, unless it holds no more than text: see is_inline().
constexpr auto kOtherInline =
    std::to_array<std::string_view>({"abbr", "acronym", "bdi", "bdo", "cite", "data", "del", "dfn", "ins", "kbd",
                                     "label", "mark", "q", "samp", "time"});
constexpr Names kInline({Tag::kA,     Tag::kB,    Tag::kBig,    Tag::kCode,   Tag::kEm,   Tag::kFont,
                         Tag::kI,     Tag::kNobr, Tag::kRp,     Tag::kRt,     Tag::kRuby, Tag::kS,
                         Tag::kSmall, Tag::kSpan, Tag::kStrike, Tag::kStrong, Tag::kSub,  Tag::kSup,
                         Tag::kTt,    Tag::kU,    Tag::kVar,    Tag::kWbr},
                        kOtherInline);

constexpr auto kOtherUnseen = std::to_array<std::string_view>({"audio", "canvas", "map", "picture"});
constexpr Names kUnseen({Tag::kScript, Tag::kStyle, Tag::kNoscript, Tag::kTemplate, Tag::kSvg, Tag::kMath, Tag::kIframe,
                         Tag::kObject, Tag::kEmbed, Tag::kVideo, Tag::kSelect, Tag::kButton, Tag::kInput,
                         Tag::kTextarea, Tag::kHead, Tag::kTitle},
                        kOtherUnseen);

/// Custom elements ("x-time") stand in lines more often than not; if they hold blocks, those make the paragraphs.
bool is_inline(const Node& node) {
  return kInline.contains(node) || (node.tag == Tag::kUnknown && node.name().find('-') != std::string_view::npos);
}

BlockKind kind_of(Tag tag) {
  switch (tag) {
    case Tag::kP:
      return BlockKind::kParagraph;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
      return BlockKind::kHeading;
    case Tag::kLi:
    case Tag::kDt:
    case Tag::kDd:
      return BlockKind::kItem;
    case Tag::kTd:
    case Tag::kTh:
      return BlockKind::kCell;
    default:
      return BlockKind::kLoose;
  }
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
      add_text(node);
      return false;
    }
    if (node.kind != Node::Kind::kElement || kUnseen.contains(node)) return false;
    if (node.tag == Tag::kBr) {
      if (after_break_) flush();
      current_ += '\n';
      after_break_ = true;
      return false;
    }
    if (node.tag == Tag::kHr) {
      flush();
      return false;
    }
    if (node.tag == Tag::kA) ++links_;
    if (node.tag == Tag::kB || node.tag == Tag::kStrong) ++bolds_;
    if (&node == &root_ || !is_inline(node)) {
      flush();
      const std::size_t index = page_.elements.size();
      page_.elements.push_back({&node, open_.empty() ? index : open_.back(), 0, page_.blocks.size(), 0});
      open_.push_back(index);
    }
    return true;
  }

  void leave(const Node& node) {
    if (node.tag == Tag::kA) --links_;
    if (node.tag == Tag::kB || node.tag == Tag::kStrong) --bolds_;
    if (&node != &root_ && is_inline(node)) return;
    flush();
    PageElement& element = page_.elements[open_.back()];
    element.end = page_.elements.size();
    element.end_block = page_.blocks.size();
    open_.pop_back();
  }

  void add_text(const Node& node) {
    const std::string_view text = node.text();
    const std::size_t letters = count_letters(text);
    if (letters > 0) {
      after_break_ = false;
      if (letters_ == 0) first_text_ = &node;
      last_text_ = &node;
    }
    letters_ += letters;
    if (links_ > 0) linked_ += letters;
    if (bolds_ > 0) bold_ += letters;
    current_ += text;
  }

  void flush() {
    if (letters_ > 0 && !open_.empty()) {
      Block block;
      block.element = open_.back();
      block.kind = kind_of(page_.elements[block.element].node->tag);
      block.text = text::collapse(current_);
      block.letters = letters_;
      block.linked = linked_;
      block.bold = bold_;
      block.first_text = first_text_;
      block.last_text = last_text_;
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
  const Node *first_text_ = nullptr, *last_text_ = nullptr;
  bool after_break_ = false;
};

}  // namespace

PageBlocks read_blocks(const Node& root) {
  return BlockReader(root).read();
}

std::size_t count_letters(std::string_view utf8) {
  std::size_t letters = 0;
  // As far as a byte can count, so that a compiler makes of it sums of sixteen at once.
  constexpr std::size_t kAtOnce = 255;
  for (; !utf8.empty(); utf8.remove_prefix(std::min(kAtOnce, utf8.size()))) {
    std::uint8_t counted = 0;
    for (const char c : utf8.substr(0, kAtOnce)) {
      const auto byte = static_cast<unsigned char>(c);
      const bool is_letter = (byte > ' ') & ((byte & 0xC0) != 0x80);  // Others belong to the character before.
      counted = static_cast<std::uint8_t>(counted + is_letter);
    }
    letters += counted;
  }
  return letters;
}

}  // namespace dateline::article
