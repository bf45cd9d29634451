#pragma once
// JSON as pages and feeds have it.

#include <string>
#include <string_view>

namespace dateline::text {

/// Undoes what templates do to JSON: HTML comment and CDATA marks around it, raw line ends and control characters in
/// strings, escapes that JSON does not know, brackets left open at the end. With `stray_quotes`, also quotes inside
/// strings that nobody escaped. What is right stays as it is. Linear.
std::string repair_json(std::string_view text, bool stray_quotes);

}  // namespace dateline::text
