#pragma once
// Inside wire/: what a page says of feeds, without asking anybody whether it is so.

#include <string>
#include <string_view>
#include <vector>

#include "wire/fetched_page.h"

namespace dateline::wire {

/// Absolute http(s) URLs in the page's order; some may be there twice.
struct FeedLinks {
  std::vector<std::string> declared;  ///< rel "alternate" with the type of a feed, or "feed": in a Link field (RFC
                                      ///< 8288), in the head, on any link.
  std::vector<std::string> linked;    ///< Links to the same site, or to a host for feeds, that look like one.
};
/// Of a web page, any bytes. `link_field`: the values of its answer's Link fields, joined by commas. Linear.
FeedLinks feed_links(const FetchedPage& page, std::string_view link_field);

}  // namespace dateline::wire
