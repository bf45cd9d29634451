#pragma once

#include "article/article.h"
#include "base/result.h"
#include "wire/feed.h"
#include "wire/fetched_page.h"

namespace dateline::article {

/// Reads a news page: JSON-LD (leniently), OpenGraph and the like, then the page's own structure. Pure; any thread.
/// Where the page names no outlet, its site's name or host is used.
/// kInvalid if it has no headline or no text to speak of ("no article found: ..."), with the reason.
Result<Article> extract(const wire::FetchedPage& page);

/// An entry of a feed, without fetching its page: text is the entry's content as plain text. Absent if the entry has no
/// title and no text. `page` is the feed as fetched; `feed` names the outlet where the source did not.
std::optional<Article> from_entry(const wire::Feed& feed, const wire::FeedEntry& entry, const wire::FetchedPage& page);

}  // namespace dateline::article
