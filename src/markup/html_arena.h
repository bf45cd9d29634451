#pragma once
// Inside markup/: what a Document owns.

#include <deque>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "markup/html.h"

namespace dateline::markup {

/// Nodes in one place, freed together. A deque: pointers into it stay, and freeing needs no recursion.
struct Document::Arena {
  std::deque<Node> nodes;
  Node* root = nullptr;

  Node* add(Node::Kind kind, Node* parent) {
    Node& node = nodes.emplace_back();
    node.kind = kind;
    node.parent = parent;
    if (!parent) return &node;
    node.previous = parent->last_child;
    (parent->last_child ? parent->last_child->next : parent->first_child) = &node;
    parent->last_child = &node;
    return &node;
  }
};

}  // namespace dateline::markup
