#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "site/catalogue.h"
#include "story/front_page.h"

namespace dateline::site {

/// "world" -> "World", as the language has it; a section that is not one of ours stays as it is.
std::string section_name(const Catalogue& texts, std::string_view section);
/// Those with stories, in a newspaper's order; sections that are not ours to order come last, by name.
std::vector<std::string> sections_in_order(const story::FrontPage& front);
/// One that there may be a page for, with stories or without.
bool is_section(const story::FrontPage& front, std::string_view section);

}  // namespace dateline::site
