#pragma once
// Which feeds there are. sources.cc has the table.

#include <span>

#include "site/routes.h"

namespace dateline::site {

/// Two addresses a feed: BASE/feed (RSS) and BASE/feed/FORMAT ("atom", "json", "ninjs", and WordPress's
/// "rss2"); and each article as ninjs.
std::span<const Route> feed_routes();

}  // namespace dateline::site
