#pragma once
// Inside article/: the report of a page that shows none, where it stands in the data that the page's scripts would
// show.

#include <string>
#include <string_view>

#include "markup/html.h"

namespace dateline::article {

/// Of the JSON in the page's script elements (__NEXT_DATA__ and the like) the longest text: one string with markup, or
/// a list of paragraphs; one that stands with `headline` before others. As plain paragraphs; "" when there is none to
/// speak of. Linear; it is read as evidence only, and nothing in it is run.
std::string text_in_scripts(const markup::Document& page, std::string_view headline);

}  // namespace dateline::article
