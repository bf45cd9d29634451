#pragma once

#include <string>
#include <string_view>

namespace dateline::site {

/// The words of a Markdown text on one line, for summaries and data: marks, pictures, tags and the addresses of links
/// are left out. Not a parser: what it leaves in is still only text. Linear; some 1 us a kilobyte, where rendering
/// costs 100.
std::string plain_words(std::string_view markdown);

}  // namespace dateline::site
