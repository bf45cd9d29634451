#pragma once
// Inside article/: markup as text.

#include <optional>
#include <string>
#include <string_view>

#include "markup/html.h"

namespace dateline::article {

/// HTML as one line of text; plain text comes out as it is, with its entities decoded (JSON-LD and meta elements
/// often have them twice).
std::string plain_line(std::string_view html);

/// HTML as paragraphs apart by "\n\n": everything that is text, in order.
std::string plain_paragraphs(std::string_view html);

/// Text of `node` in one line, absent when it is longer than `most` bytes; looks at no more than that, so that a page
/// of nested bylines costs a fixed amount for each.
std::optional<std::string> short_text(const markup::Node& node, std::size_t most);

}  // namespace dateline::article
