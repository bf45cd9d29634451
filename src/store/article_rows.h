#pragma once
// How articles, their places and the sources stand in rows. Each column list goes with the function that fills it and
// the one that reads it; the order is the same in all three.

#include <string_view>

#include "article/article.h"
#include "store/row.h"
#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

inline constexpr std::string_view kArticleColumns =
    "id, url, canonical_url, outlet_name, outlet_owner, outlet_primary, rights, headline, authors, published_at, "
    "modified_at, fetched_at, language, section, image, lede, text";
Row to_row(const article::Article& article);
article::Article article_from(Columns& columns);
article::Article article_without_text_from(Columns& columns);  ///< As article_from(), but for the last column.

inline constexpr std::string_view kPlacementColumns = "story, kinship, of, by_editor";
/// Reads what stands in kPlacementColumns into the fields besides the article.
void place_from(Columns& columns, PlacedArticle& placed);

// story_links.kind
inline constexpr std::string_view kEarlier = "earlier";
inline constexpr std::string_view kAbroad = "abroad";

inline constexpr std::string_view kSourceColumns = "id, url, outlet_name, outlet_owner, outlet_primary, rights, folder";
Row to_row(const wire::Source& source);
wire::Source source_from(Columns& columns);

inline constexpr std::string_view kFetchStateColumns =
    "source, etag, last_modified, last_attempt, last_success, next_fetch, failures, problem, moved_to, last_news, "
    "rhythm, "
    "at_least, skip_hours, skip_days, failing_since, gone, remark, naming, trouble";
Row to_row(wire::SourceId source, const wire::FetchState& state);
wire::FetchState fetch_state_from(Columns& columns);  ///< From "etag" on.

inline constexpr std::string_view kBarColumns = "story, decision, headline, by, at";
Row to_row(const BarRecord& record);
BarRecord bar_record_from(Columns& columns);

}  // namespace dateline::store
