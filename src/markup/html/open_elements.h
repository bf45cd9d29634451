#pragma once
// Inside markup/: the stack of open elements of a page that is being parsed (WHATWG HTML section 13.2.4.2).

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "markup/html.h"
#include "markup/html/tag_set.h"

namespace dateline::markup {

inline bool is_html(const Node& node, Tag tag) {
  return node.tag == tag && node.space == Space::kHtml;
}
inline bool is_html(const Node& node, const TagSet& tags) {
  return node.space == Space::kHtml && tags.contains(node.tag);
}
/// MathML's mi, mo, mn, ms, mtext: in them HTML begins again.
bool is_text_integration_point(const Node& node);
/// The same for svg's foreignObject, desc and title, and some of MathML's annotation-xml.
bool is_html_integration_point(const Node& node);
/// Whether the standard lists it as "special".
bool is_special(const Node& node);

/// It knows how many of each name are open, so that most questions about scopes are answered without a look at it. The
/// others cost its height, which the tree builder keeps below kMaxDepth.
class OpenElements {
 public:
  OpenElements() { stack_.reserve(kMaxDepth); }

  bool empty() const { return stack_.empty(); }
  std::size_t size() const { return stack_.size(); }
  /// From the bottom, which is `html`, up.
  Node& operator[](std::size_t i) const { return *stack_[i]; }
  Node& current() const { return *stack_.back(); }

  void push(Node& node);
  void pop();
  void pop_to(std::size_t size);
  /// Pops until an HTML element of that name has gone, or all.
  void pop_through(Tag tag);
  void pop_through(const TagSet& tags);
  /// Pops until an HTML element of these is current, or only `html` is left.
  void pop_until(const TagSet& tags);
  void erase(std::size_t i);
  void replace(std::size_t i, Node& node);
  void insert(std::size_t i, Node& node);

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  /// The place of `node`; kNone when it is not open.
  std::size_t find(const Node& node) const;
  /// The place of the topmost HTML element of that name; kNone when there is none.
  std::size_t find(Tag tag) const;

  /// Whether one of that name is open (HTML's own).
  bool has(Tag tag) const { return counts_[static_cast<std::size_t>(tag)] > 0; }
  bool in_scope(Tag tag) const;
  bool in_scope(const TagSet& tags) const;
  bool in_scope(const Node& node) const;
  bool in_button_scope(Tag tag) const;
  bool in_list_scope(Tag tag) const;
  bool in_table_scope(Tag tag) const;
  bool in_table_scope(const TagSet& tags) const;

  void generate_implied_end_tags(Tag except = Tag::kUnknown);
  void generate_all_implied_end_tags();

 private:
  void count(const Node& node, int by) {
    if (node.space == Space::kHtml) counts_[static_cast<std::size_t>(node.tag)] += static_cast<std::uint16_t>(by);
  }

  std::vector<Node*> stack_;
  std::array<std::uint16_t, 256> counts_ = {};
};

}  // namespace dateline::markup
