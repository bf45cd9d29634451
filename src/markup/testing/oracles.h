#pragma once
// For tests: what other parsers make of a page. Both are older than parts of the standard: see known_differences.h.

#include <string_view>

#include "markup/testing/outline.h"

namespace dateline::markup::testing {

/// By gumbo 0.10. It is quadratic in depth and in attributes, and ends the process at some pages: all that were found
/// have HTML inside svg or math. So it is for small inputs, or in a child process. Says nothing of where a doctype
/// stands among comments (here: first), nor of one without identifiers whether they were empty.
Outline gumbo_outline(std::string_view utf8);
/// By MyHTML 4, of the package libmodest.
Outline myhtml_outline(std::string_view utf8);
Outline myhtml_outline_of_fragment(std::string_view utf8, std::string_view context, Space space);

}  // namespace dateline::markup::testing
