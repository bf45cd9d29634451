#pragma once
// Inside article/: what sort of page a page says that it is.

#include <string_view>
#include <vector>

#include "markup/html.h"

namespace dateline::article {

/// Views into the page.
struct Declared {
  std::vector<std::string_view> types;  ///< schema.org's, of JSON-LD at any depth and of itemtype: "NewsArticle".
  std::string_view og_type;             ///< "article", "website" ...
  bool paid = false;                    ///< isAccessibleForFree is false.

  bool has(std::string_view type) const;
};
/// `node` is any of the page. One pass over it.
Declared read_declared(const markup::Node& node);

}  // namespace dateline::article
