#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "markup/html.h"

namespace dateline::markup {

class Arena;

/// A tree that is put together from pieces of others, for the sanitizer. Owns its nodes; what it is given (names,
/// attributes, texts) must outlive it.
class NewTree {
 public:
  NewTree();
  ~NewTree();

  Node& root() { return *root_; }
  /// A new last child of `parent`, which is of this tree.
  Node& add_element(Node& parent, std::string_view name, std::span<const Attribute> attributes = {});
  void add_text(Node& parent, std::string_view text);

 private:
  std::unique_ptr<Arena> arena_;
  Node* root_;
};

}  // namespace dateline::markup
