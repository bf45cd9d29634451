#pragma once
// Inside article/: who and when, from the lines around the headline, for pages that mark up neither.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/page_blocks.h"
#include "base/clock.h"

namespace dateline::article {

struct UnderHeadline {
  std::vector<std::string> author_lines;  ///< Lines that start with "By" in some language.
  std::optional<Instant> published;
};
UnderHeadline read_under_headline(const PageBlocks& page, std::string_view headline);

/// A date anywhere in a short line: "Published on July 18, 2025 | 5 min read".
std::optional<Instant> date_in_line(std::string_view line);

}  // namespace dateline::article
