#pragma once
// Inside article/: the report as markup.

#include <optional>
#include <span>

#include "article/page_blocks.h"
#include "markup/sanitizer.h"
#include "text/url.h"

namespace dateline::article {

/// The blocks of `kept`, which rises, with the elements around them, and the pictures that stand among them. `after` is
/// the block behind which pictures may stand before the first (the headline's), or kept.front(). Linear in the page.
markup::SanitizedHtml markup_of(const PageBlocks& page, std::span<const std::size_t> kept, std::size_t after,
                                const std::optional<text::Url>& base);

/// Plain paragraphs as markup.
markup::SanitizedHtml markup_of(std::span<const std::string> paragraphs);

/// Of an img: the largest of srcset, or of the picture around it, else where its scripts would load it from, else src;
/// "" when there is none but a placeholder.
std::string_view source_of(const markup::Node& image);

}  // namespace dateline::article
