#pragma once

#include <string>
#include <string_view>

#include "markup/xml_text.h"

namespace dateline::site {

using markup::xml_text;

/// A title for formats where it may be read as text or as markup: what could be taken for a tag or a reference has
/// another bracket or ampersand, so that both readings show the same.
std::string plain_title(std::string_view utf8);

}  // namespace dateline::site
