#include "markup/new_tree.h"

#include "markup/html/arena.h"

namespace dateline::markup {

NewTree::NewTree() : arena_(std::make_unique<Arena>()), root_(arena_->add(Node::Kind::kElement, {})) {}
NewTree::~NewTree() = default;

Node& NewTree::add_element(Node& parent, std::string_view name, std::span<const Attribute> attributes) {
  Node* const node = arena_->add(Node::Kind::kElement, name, attributes);
  node->tag = tag_of(name);
  append_child(parent, *node);
  return *node;
}

void NewTree::add_text(Node& parent, std::string_view text) {
  if (!parent.last_child || !parent.last_child->is_text()) {
    append_child(parent, *arena_->add(Node::Kind::kText, {}));
  }
  arena_->append_text(*parent.last_child, text);
}

}  // namespace dateline::markup
