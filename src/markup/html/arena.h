#pragma once
// Inside markup/: where the nodes of a Document live, and those of other trees for the sanitizer.

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "markup/html.h"

namespace dateline::markup {

/// Memory that is given out piece by piece and freed at once: nothing in it has a destructor to run. Grows by blocks;
/// pointers into it stay. One thread.
class Arena {
 public:
  explicit Arena(std::size_t first_block = std::size_t{4} << 10) : next_block_(first_block) {}

  /// `size` bytes, aligned for pointers, not set.
  char* take(std::size_t size) {
    size = (size + 7) & ~std::size_t{7};
    if (size > static_cast<std::size_t>(end_ - at_)) grow(size);
    char* piece = at_;
    at_ += size;
    return piece;
  }
  std::string_view copy(std::string_view text) {
    char* piece = take(text.size());
    if (!text.empty()) std::memcpy(piece, text.data(), text.size());
    return {piece, text.size()};
  }
  /// Bytes taken from the system.
  std::size_t size() const { return size_; }

  /// A node without relatives.
  Node* add(Node::Kind kind, std::string_view name_or_text, std::span<const Attribute> attributes = {});
  /// Adds `more` to a text node, in time that is linear over all such calls. What the
  /// node has is empty, lies in `source`, or came by this function; `more` is copied unless the two touch there.
  void append_text(Node& text, std::string_view more, std::string_view source = {});

 private:
  void grow(std::size_t size);

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* at_ = nullptr;
  char* end_ = nullptr;
  std::size_t next_block_;
  std::size_t size_ = 0;
};

/// Makes `node`, which has no parent, the last child of `parent`.
void append_child(Node& parent, Node& node);

}  // namespace dateline::markup
