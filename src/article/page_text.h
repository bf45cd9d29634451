#pragma once
// Inside article/: markup as text.

#include <string>
#include <string_view>

namespace dateline::article {

/// HTML as one line of text; plain text comes out as it is, with its entities decoded (JSON-LD and meta elements
/// often have them twice).
std::string plain_line(std::string_view html);

/// HTML as paragraphs apart by "\n\n": everything that is text, in order.
std::string plain_paragraphs(std::string_view html);

}  // namespace dateline::article
