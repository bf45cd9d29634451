#include "article/items.h"

#include <algorithm>
#include <cstddef>

#include "article/json_ld.h"

namespace dateline::article {
namespace {

using markup::Node;

/// Calls `is_it` with each word of a list, until it says yes.
template <typename Test>
bool any_word(std::string_view list, Test is_it) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    if (end > at && is_it(list.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

bool gives_property(const Node& node, std::string_view property) {
  for (const markup::Attribute& attribute : node.attributes()) {
    if (attribute.name == "itemprop") {
      if (any_word(attribute.value, [&](std::string_view word) { return word == property; })) return true;
    } else if (attribute.name == "property" && node.tag != markup::Tag::kMeta) {
      // A meta element's property is OpenGraph's.
      if (any_word(attribute.value, [&](std::string_view word) { return without_vocabulary(word) == property; }))
        return true;
    }
  }
  return false;
}

const Node* item_of(const Node& node) {
  constexpr std::size_t kFarthestUp = 40;  // Real pages have some twenty levels.
  std::size_t up = 0;
  for (const Node* at = node.parent; at && up < kFarthestUp; at = at->parent, ++up) {
    if (at->has("itemscope") || at->has("typeof")) return at;
  }
  return nullptr;
}

std::string_view type_of_item(const Node* item) {
  if (!item) return "";
  const std::string_view types = item->has("itemtype") ? item->attribute("itemtype") : item->attribute("typeof");
  return types.substr(0, types.find(' '));
}

int rank_of_type(std::string_view type) {
  type = without_vocabulary(type);
  if (type.ends_with("NewsArticle") || type == "LiveBlogPosting") return 5;
  if (type.ends_with("Article") || type.ends_with("Posting") || type == "Report") return 4;
  if (type == "VideoObject" || type == "Recipe" || type == "Review" || type == "CreativeWork") return 2;
  if (type.ends_with("WebPage") || type == "ItemPage") return 1;
  return 0;
}

}  // namespace dateline::article
