#pragma once
// Inside markup/: what a Document owns, and what other trees for the sanitizer are made in.

#include <deque>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "markup/html.h"

namespace dateline::markup {

/// Nodes in one place, freed together. A deque: pointers into it stay, and freeing needs no recursion.
struct NodeArena {
  std::deque<Node> nodes;

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

struct Document::Arena : NodeArena {
  Node* root = nullptr;
};

}  // namespace dateline::markup
