#include "markup/html/formatting_elements.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace dateline::markup {
namespace {

bool are_alike(const Node& a, const Node& b) {
  if (a.tag != b.tag || a.attribute_count != b.attribute_count) return false;
  return std::ranges::all_of(a.attributes(), [&](const Attribute& attribute) {
    return std::ranges::any_of(b.attributes(), [&](const Attribute& other) {
      return attribute.name == other.name && attribute.value == other.value;
    });
  });
}

}  // namespace

FormattingElements::Entry::Entry(Node& node) : element(&node), look(static_cast<std::size_t>(node.tag)) {
  const std::hash<std::string_view> hash;
  // A sum, since their order does not count.
  for (const Attribute& attribute : node.attributes()) look += hash(attribute.name) * 31 + hash(attribute.value);
}

void FormattingElements::push(Node& node) {
  constexpr int kMostAlike = 3;  // The standard's "Noah's Ark clause".
  const Entry entry(node);
  int alike = 0;
  std::size_t earliest = kNone;
  std::size_t since_marker = list_.size();
  while (since_marker > 0 && list_[since_marker - 1].element) {
    --since_marker;
    if (list_[since_marker].look != entry.look || !are_alike(*list_[since_marker].element, node)) continue;
    ++alike;
    earliest = since_marker;
  }
  if (alike >= kMostAlike) {
    erase(earliest);
  } else if (list_.size() - since_marker >= kMost) {
    erase(since_marker);
  }
  list_.push_back(entry);
}

void FormattingElements::clear_to_marker() {
  while (!list_.empty()) {
    const bool marker = !list_.back().element;
    list_.pop_back();
    if (marker) return;
  }
}

void FormattingElements::remove(const Node& node) {
  if (const std::size_t i = find(node); i != kNone) erase(i);
}

std::size_t FormattingElements::find(const Node& node) const {
  for (std::size_t i = list_.size(); i-- > 0;) {
    if (list_[i].element == &node) return i;
  }
  return kNone;
}

std::size_t FormattingElements::find(Tag tag) const {
  for (std::size_t i = list_.size(); i-- > 0 && list_[i].element;) {
    if (list_[i].element->tag == tag) return i;
  }
  return kNone;
}

}  // namespace dateline::markup
