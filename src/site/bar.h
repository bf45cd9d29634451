#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "site/catalogue.h"
#include "site/html.h"
#include "site/visit.h"
#include "story/front_page.h"

namespace dateline::site {

/// The breaking bar: an element without height when nothing breaks, else every entry, each story once. Complete without
/// JavaScript (the list scrolls sideways); live.js turns the pages of the list and swaps in what /live sends.
Html bar_markup(const Catalogue& texts, const story::FrontPage& front, Instant now);

/// /live: the bar as a stream; the state "bar" of the channel.
Result<net::Response> live(const Context& context, const Visit& visit);

}  // namespace dateline::site
