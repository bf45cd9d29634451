#pragma once
// Inside markup/: ASCII as HTML compares it.

#include <string>
#include <string_view>

namespace dateline::markup {

bool is_html_space(char c);
std::string ascii_lower(std::string_view text);
bool equals_ignoring_case(std::string_view text, std::string_view lower);

}  // namespace dateline::markup
