#pragma once
// Inside article/: the pictures that belong to a report.

#include <cstddef>
#include <span>
#include <string_view>

#include "article/page_blocks.h"

namespace dateline::article {

struct Pictures {
  std::string_view first;  ///< As the page writes its address, perhaps relative; "" when there is none. Of the page.
  std::size_t count = 0;
};
/// Those in the smallest element that holds the headline and the first of `kept`, up to the last of `kept`: no icons,
/// logos and portraits of authors, by size and name, and none of links to other pages. `headline` is its block, or
/// kept.front(). Linear in that element.
Pictures pictures_of(const PageBlocks& page, std::span<const std::size_t> kept, std::size_t headline);

/// Whether an element says to be smaller than a picture would be.
bool says_small(const markup::Node& image);

}  // namespace dateline::article
