#pragma once

#include <string>

#include "base/clock.h"
#include "site/html.h"

namespace dateline::site {

// Pages tell times in UTC and say so; live.js adds how long ago that was. So a page stays the same until its news
// change, and its ETag with it.

std::string date_in_words(Instant at);  ///< "Tuesday, 31 January 2023"
std::string time_in_words(Instant at);  ///< "31 January 2023, 18:04 UTC"
/// `<time>` with the whole of it.
Html time_tag(Instant at);
/// `<time>` with as little as is clear on the day of `now`: "18:04 UTC", "30 January, 18:04 UTC".
Html short_time_tag(Instant at, Instant now);
/// For columns of times: "18:04 UTC" today, "30 January" before; the rest on hover.
Html shortest_time_tag(Instant at, Instant now);

}  // namespace dateline::site
