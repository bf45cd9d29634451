#pragma once

#include "base/clock.h"
#include "site/html.h"
#include "text/locale.h"

namespace dateline::site {

// Pages tell times in the newsroom's zone and say so; live.js makes ages of what is recent. So a page stays the same
// until its news change, and its ETag with it.

/// `<time>` with the whole of it: "31 January 2023, 18:04 UTC".
Html time_tag(const text::Locale& locale, Instant at);
/// `<time>` with as little as is clear on the day of `now`: "18:04 UTC", "30 January, 18:04 UTC".
Html short_time_tag(const text::Locale& locale, Instant at, Instant now);
/// For columns of times: "18:04 UTC" today, "30 January" before; the rest on hover.
Html shortest_time_tag(const text::Locale& locale, Instant at, Instant now);

}  // namespace dateline::site
