#include "markup/html.h"

#include <algorithm>

#include "markup/html_tree.h"

namespace dateline::markup {

std::string_view Node::attribute(std::string_view attribute_name) const {
  const auto found = std::ranges::find(attributes(), attribute_name, &Attribute::name);
  return found == attributes().end() ? std::string_view() : found->value;
}

bool Node::has(std::string_view attribute_name) const {
  return std::ranges::find(attributes(), attribute_name, &Attribute::name) != attributes().end();
}

const Node* next_in_order(const Node* node, const Node* root) {
  return node->first_child ? node->first_child : next_skipping_children(node, root);
}

const Node* next_skipping_children(const Node* node, const Node* root) {
  for (; node && node != root; node = node->parent) {
    if (node->next) return node->next;
  }
  return nullptr;
}

std::string text_of(const Node& node) {
  std::string out;
  for (const Node* here = &node; here;) {
    out += here->is_text() ? here->text() : std::string_view();
    const bool unread = here->is("script") || here->is("style") || here->is("template") || here->is("noscript");
    here = unread ? next_skipping_children(here, &node) : next_in_order(here, &node);
  }
  return out;
}

Document::Document(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

const Node& Document::top() const {
  return *tree_->top;
}

const Node& Document::root() const {
  return *tree_->root;
}

namespace {
const Node* child_of(const Node& root, std::string_view name) {
  for (const Node* child = root.first_child; child; child = child->next) {
    if (child->is(name)) return child;
  }
  return nullptr;
}
}  // namespace

const Node* Document::head() const {
  return child_of(root(), "head");
}
const Node* Document::body() const {
  return child_of(root(), "body");
}

}  // namespace dateline::markup
