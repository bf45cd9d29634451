#pragma once
// Inside article/: microdata and RDFa Lite: which item (a report, a comment, a product ...) a property is of.

#include <string_view>

#include "markup/html.h"

namespace dateline::article {

/// Whether the element gives this property, as microdata (itemprop="author") or as RDFa (property="schema:author").
bool gives_property(const markup::Node& node, std::string_view property);

/// The element that opens the item whose property an element gives; nullptr where none does, as when a page marks
/// properties and no item. Cost: the element's forebears, up to a limit beyond which there is none.
const markup::Node* item_of(const markup::Node& node);

/// The type of an item ("https://schema.org/NewsArticle"); "" for nullptr, and where it says none.
std::string_view type_of_item(const markup::Node* item);

/// How much an item of this type says about the page's report: 5 news, 4 other articles, 2 other works, 1 the page
/// itself, 0 something else. Of more types in one attribute the first counts. JSON-LD has the same types.
int rank_of_type(std::string_view type);

}  // namespace dateline::article
