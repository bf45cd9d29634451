#pragma once

#include <chrono>
#include <string>

#include "article/article.h"
#include "article/kind.h"
#include "base/result.h"
#include "markup/sanitizer.h"
#include "wire/feed.h"
#include "wire/fetched_page.h"

namespace dateline::article {

/// A page, read.
struct Reading {
  Article article;
  PageKind kind = PageKind::kArticle;
  std::chrono::minutes published_offset{0};  ///< East of Greenwich, as the page gives article.published_at.
  std::string why;                           ///< Why it is of that kind, in words; "" for kArticle.
  bool truncated = false;      ///< The page holds a beginning only: a paywall, "read more" on another page.
  std::string standfirst;      ///< Between headline and text, as the page sets it apart; one line, "" when it has none.
  std::string topic;           ///< Of the top level of IPTC Media Topics, "medtop:15000000"; "" when unknown (topic.h).
  bool news = true;            ///< By its words; false for advice, horoscopes, advertising and the like (topic.h).
  markup::SanitizedHtml body;  ///< `article.text` as markup: headings, lists, quotations, tables, figures, in order.
};

/// Reads a page: JSON-LD (leniently), microdata, RDFa, OpenGraph and the like, then the page's own structure. Pure; any
/// thread. Where the page names no outlet, its site's name or host is used. Also pages that are no articles give what
/// text they have; `kind` says so.
/// kInvalid if it has no headline or no text to speak of ("no article found: ..."), with the reason.
Result<Reading> read_page(const wire::FetchedPage& page);

/// The article of read_page().
Result<Article> extract(const wire::FetchedPage& page);

/// An entry of a feed, without fetching its page: text is the entry's content as plain text. Absent if the entry has no
/// title and no text. `page` is the feed as fetched; `feed` names the outlet where the source did not.
std::optional<Article> from_entry(const wire::Feed& feed, const wire::FeedEntry& entry, const wire::FetchedPage& page);

}  // namespace dateline::article
