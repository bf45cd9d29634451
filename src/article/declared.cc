#include "article/declared.h"

#include <algorithm>

namespace dateline::article {
namespace {

using markup::Node;
using markup::Tag;

/// A page of teasers names a type for each; more tell nothing new.
constexpr std::size_t kMostTypes = 200;

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

class Reader {
 public:
  Declared read(const Node& any) {
    const Node* root = &any;
    while (root->parent) root = root->parent;
    for (const Node* node = root; node; node = markup::next_in_order(node, root)) {
      if (!node->is_element()) continue;
      if (node->tag == Tag::kScript) {
        if (node->attribute("type").find("ld+json") != std::string_view::npos && node->first_child) {
          read_json(node->first_child->text());
        }
      } else if (node->tag == Tag::kMeta) {
        if (node->attribute("property") == "og:type") out_.og_type = node->attribute("content");
        if (node->attribute("itemprop") == "isAccessibleForFree") read_free(node->attribute("content"));
      } else if (const std::string_view type = node->attribute("itemtype"); !type.empty()) {
        add(type);
      }
    }
    return std::move(out_);
  }

 private:
  void add(std::string_view type) {
    while (!type.empty() && (is_space(type.back()) || type.back() == '/')) type.remove_suffix(1);
    if (const auto slash = type.rfind('/'); slash != std::string_view::npos) type.remove_prefix(slash + 1);
    if (out_.types.size() < kMostTypes && !out_.has(type)) out_.types.push_back(type);
  }

  void read_free(std::string_view value) {
    if (value.starts_with("false") || value.starts_with("False")) out_.paid = true;
  }

  /// By its keys alone: JSON-LD is often no JSON, and any depth counts.
  void read_json(std::string_view json) {
    // Without the quotation marks: looking for what is rare is fast.
    for (std::size_t at = json.find("@type"); at != std::string_view::npos; at = json.find("@type", at + 5)) {
      std::string_view value = json.substr(at + 5, 200);
      if (!value.starts_with('"')) continue;
      value = without_space(value.substr(1));
      if (!value.starts_with(':')) continue;
      value = without_space(value.substr(1));
      const bool list = value.starts_with('[');
      if (list) value = without_space(value.substr(1));
      while (value.starts_with('"')) {
        const std::size_t end = value.find('"', 1);
        if (end == std::string_view::npos) break;
        add(value.substr(1, end - 1));
        value = without_space(value.substr(end + 1));
        if (!list || !value.starts_with(',')) break;
        value = without_space(value.substr(1));
      }
    }
    constexpr std::string_view kFree = "AccessibleForFree\"";
    // The first is the article's own; parts of it have others.
    if (const std::size_t at = json.find(kFree); at != std::string_view::npos) {
      std::string_view value = without_space(json.substr(at + kFree.size(), 40));
      if (value.starts_with(':')) value = without_space(value.substr(1));
      if (value.starts_with('"')) value.remove_prefix(1);
      read_free(value);
    }
  }

  Declared out_;
};

}  // namespace

bool Declared::has(std::string_view type) const {
  return std::ranges::find(types, type) != types.end();
}

Declared read_declared(const Node& node) {
  return Reader().read(node);
}

}  // namespace dateline::article
