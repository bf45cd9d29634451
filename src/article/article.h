#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "wire/source.h"

namespace dateline::article {

using ArticleId = Id<struct ArticleTag>;

/// What an outlet reported, as we understood it. Complete when made; never edited: a changed report is a new value with
/// the same id.
struct Article {
  ArticleId id;               ///< From the canonical URL; stable across refetches.
  std::string url;            ///< Where it was read; "" for text without an address.
  std::string canonical_url;  ///< text::Url::canonical() of what the page claims or of `url`.
  wire::Outlet outlet;
  wire::Rights rights = wire::Rights::kSnippet;
  std::string headline;                 ///< UTF-8, one line, no markup. Never empty.
  std::vector<std::string> authors;     ///< People and desks, one each, without "By".
  std::optional<Instant> published_at;  ///< As claimed.
  std::optional<Instant> modified_at;   ///< As claimed.
  Instant fetched_at{};                 ///< Our clock; the order of arrival.
  std::string language;                 ///< BCP 47; "und" when unknown.
  std::string section;  ///< "world", "business", "politics", "science", "health", "culture", "sport", "opinion"; ""
                        ///< when unknown.
  std::string image;    ///< Absolute URL; may be "".
  std::string lede;     ///< First paragraph (or the feed's summary), plain text; may be "".
  std::string text;     ///< Plain text, paragraphs apart by "\n\n"; may be "" (headline only).

  /// When it was news: what it claims, but never later than we had it.
  Instant reported_at() const { return published_at && *published_at < fetched_at ? *published_at : fetched_at; }
  /// What it claims, also when that is in the future (an embargo, an archive of days to come); else when we had it.
  Instant claimed_at() const { return published_at.value_or(fetched_at); }
};

/// Of a canonical URL; of outlet and headline for text without an address.
ArticleId article_id(std::string_view canonical_url);

/// The one JSON form of an article (docs/formats/article.md): what `extract` prints and `export jsonl` writes, and what
/// `import` and `stories` read back. Reading is lenient about absent fields: only a headline ("headline" or "title")
/// and an id or url are needed; kInvalid says which is missing.
std::string to_json(const Article& article);
Result<Article> from_json(std::string_view line, Instant fetched_at);

}  // namespace dateline::article
