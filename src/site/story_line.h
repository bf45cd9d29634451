#pragma once
// How a story stands in a list: headline, standfirst and what only we know of it. The rank decides the size, and
// nothing else about it.

#include <string>

#include "article/article.h"
#include "site/context.h"
#include "site/html.h"
#include "story/story.h"

namespace dateline::site {

/// What may be shown of an article's text beside its headline: nothing, two sentences, or the lede, by its rights.
std::string shown_lede(const article::Article& article);

enum class Rank { kLead, kSecond, kThird, kPlain };

/// One mark for each outlet with a report of its own, the primary source's first, and a hollow one for each copy; empty
/// for a single report. Only for the eye: the facts beside it say the same in words.
Html tally(const story::Story& story);
/// An <article class="story rank-..."> with an h2 or h3. Standfirst down to kThird; facts always.
/// `picture`: a figure that stands first, or nothing.
Html story_line(const Context& context, const story::Story& story, Rank rank, int heading_level, Instant now,
                const Html& picture = Html());
/// "3 independent outlets · Primary source: … · 2 reprints · facts changed in 1 copy · 18:04 UTC". Of the changed facts
/// what is known already.
Html story_facts(const Context& context, const story::Story& story, Instant now);

}  // namespace dateline::site
