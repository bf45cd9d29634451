#include "markup/html/arena.h"

#include <algorithm>
#include <bit>
#include <new>

namespace dateline::markup {

void Arena::grow(std::size_t size) {
  // Blocks double, so that a page of any size has few; up to a megabyte, so that little is taken in vain.
  constexpr std::size_t kLargestBlock = std::size_t{1} << 20;
  const std::size_t block = std::max(size, next_block_);
  next_block_ = std::min(2 * next_block_, kLargestBlock);
  blocks_.push_back(std::make_unique_for_overwrite<char[]>(block));
  size_ += block;
  at_ = blocks_.back().get();
  end_ = at_ + block;
}

Node* Arena::add(Node::Kind kind, std::string_view name_or_text, std::span<const Attribute> attributes) {
  Node* node = new (take(sizeof(Node))) Node;
  node->kind = kind;
  node->data = name_or_text.data();
  node->size = static_cast<std::uint32_t>(name_or_text.size());
  if (!attributes.empty()) {
    auto* kept = reinterpret_cast<Attribute*>(take(attributes.size_bytes()));
    std::uninitialized_copy(attributes.begin(), attributes.end(), kept);
    node->attribute_list = kept;
    node->attribute_count = static_cast<std::uint8_t>(std::min(attributes.size(), kMaxAttributes));
  }
  return node;
}

void Arena::append_text(Node& text, std::string_view more, std::string_view source) {
  const bool own = text.data < source.data() || text.data >= source.data() + source.size();
  if (!own && text.data + text.size == more.data()) {
    text.size += static_cast<std::uint32_t>(more.size());
    return;
  }
  // What is not in the source was put by these lines where there is room up to the next power of two.
  const auto room_for = [](std::size_t size) { return std::max<std::size_t>(std::bit_ceil(size), 64); };
  const std::size_t size = text.size + more.size();
  if (!own || text.size == 0 || room_for(text.size) < size) {
    char* grown = take(room_for(size));
    if (text.size > 0) std::memcpy(grown, text.data, text.size);
    text.data = grown;
  }
  std::memcpy(const_cast<char*>(text.data) + text.size, more.data(), more.size());  // In a block of our own.
  text.size = static_cast<std::uint32_t>(size);
}

void append_child(Node& parent, Node& node) {
  node.parent = &parent;
  node.previous = parent.last_child;
  (parent.last_child ? parent.last_child->next : parent.first_child) = &node;
  parent.last_child = &node;
}

}  // namespace dateline::markup
