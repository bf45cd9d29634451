#pragma once
// Inside markup/: b, i, a, font and the like that go on in the next block (WHATWG HTML section 13.2.4.3, "the list of
// active formatting elements").

#include <cstddef>
#include <vector>

#include "markup/html.h"

namespace dateline::markup {

class FormattingElements {
 public:
  /// Each block opens all of them again. The standard knows no bound but that of three alike; real pages have 16 at
  /// most (one of 1,098), and the earliest is forgotten beyond.
  static constexpr std::size_t kMost = 64;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t size() const { return list_.size(); }
  /// nullptr is a marker: the beginning of a cell, a caption, an object.
  Node* operator[](std::size_t i) const { return list_[i].element; }

  /// Forgets the earliest of three that are alike, since the last marker.
  void push(Node& node);
  void push_marker() { list_.emplace_back(); }
  void clear_to_marker();
  void erase(std::size_t i) { list_.erase(list_.begin() + static_cast<std::ptrdiff_t>(i)); }
  void remove(const Node& node);
  void replace(std::size_t i, Node& node) { list_[i] = Entry(node); }
  void insert(std::size_t i, Node& node) { list_.insert(list_.begin() + static_cast<std::ptrdiff_t>(i), Entry(node)); }

  /// The place of `node`; kNone when it is not there.
  std::size_t find(const Node& node) const;
  /// The place of the last of that name since the last marker; kNone when there is none.
  std::size_t find(Tag tag) const;

 private:
  struct Entry {
    Entry() = default;
    explicit Entry(Node& node);
    Node* element = nullptr;
    std::size_t look =
        0;  ///< The same for elements that are alike: to compare 255 attributes with those of 64 others costs.
  };

  std::vector<Entry> list_;
};

}  // namespace dateline::markup
