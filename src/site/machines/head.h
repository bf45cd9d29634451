#pragma once
// What the head of a reader page tells machines: link cards (OpenGraph), feeds, oEmbed, JSON-LD, who may index it.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "site/context.h"
#include "site/feeds/feed.h"
#include "site/html.h"

namespace dateline::site {

struct Frame;

/// Of a page, besides what its frame knows: title, description, address, section, language.
struct ForMachines {
  std::optional<Href> card{};  ///< What link cards lead to, where that is not the address: a page that is shared, not
                               ///< indexed.
  std::optional<Instant> published{}, modified{};
  std::vector<std::string> authors{}, tags{};
  std::optional<FeedPicture> picture{};
  struct PageFeed {
    std::string title;
    Href base;  ///< As feed_path() takes it, a path of ours.
  };
  std::vector<PageFeed> feeds{};  ///< The page's own; the front page's is always named.
  std::optional<DataBlock> linked_data{};
};

Html machine_head(const Context& context, const Frame& frame);

}  // namespace dateline::site
