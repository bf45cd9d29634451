#pragma once
// Inside article/: what authors of pages say about an element in its name, role, class and id.

#include <string>
#include <string_view>
#include <vector>

#include "markup/html.h"

namespace dateline::article {

/// The words of class and id, in lower case: "js-relatedLinks box_2" -> js, related, links, box, 2.
std::vector<std::string> hint_words(std::string_view text);

/// What speaks for and against an element being the article's text. Each point is a stem of a table or a tag, valid
/// for the program's life, so that a page's use of it can be counted: a name that a page gives to most of its text does
/// not mean there what it means elsewhere.
struct Hints {
  bool body = false;                      ///< itemprop articleBody, class "article-body" and the like.
  bool firm = false;                      ///< Navigation, page footer, comments: so, however much text it has.
  std::vector<std::string_view> against;  ///< "related", "share", "hidden" ...
};
Hints hints_of(const markup::Node& node);

/// Whether class, id, rel or itemprop name a date, or a standfirst.
bool names_date(const markup::Node& node);
bool names_standfirst(const markup::Node& node);

}  // namespace dateline::article
