#pragma once
// Inside article/: what authors of pages say about an element in its name, role, class and id.

#include <string>
#include <string_view>
#include <vector>

#include "markup/html.h"

namespace dateline::article {

/// The words of class and id, in lower case: "js-relatedLinks box_2" -> js, related, links, box, 2.
std::vector<std::string> hint_words(std::string_view text);

/// How a page's author marks an element.
enum class Hint {
  kNone,
  kBody,     ///< The text of the article: itemprop articleBody, class "article-body" and the like.
  kNotBody,  ///< Navigation, related reports, sharing, comments, advertisements, captions, newsletters, cookies.
  kHidden,   ///< Not shown.
};
Hint hint_of(const markup::Node& node);

/// Whether class, id, rel or itemprop name a byline, a date, or a standfirst.
bool names_byline(const markup::Node& node);
bool names_date(const markup::Node& node);
bool names_standfirst(const markup::Node& node);

}  // namespace dateline::article
