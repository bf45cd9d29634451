#pragma once
// Reader's lists, page by page, on one connection; store.h says what each means. Internal to store.

#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

Result<Paged<PlacedArticle>> list_day(Database& database, std::chrono::sys_days day, const Page& page);
Result<std::vector<DayCount>> list_days(Database& database, std::chrono::sys_days first, std::chrono::sys_days last);
Result<Paged<PlacedArticle>> list_author(Database& database, std::string_view slug, const Page& page);
Result<Paged<PlacedArticle>> list_tag(Database& database, std::string_view slug, const Page& page);
Result<std::optional<std::string>> find_tag_name(Database& database, std::string_view slug);
Result<Paged<PlacedArticle>> list_outlet(Database& database, std::string_view slug, const Page& page);
Result<std::optional<OutletRecord>> find_outlet(Database& database, std::string_view slug);
Result<std::vector<OutletRecord>> list_outlets(Database& database);
Result<Paged<ChangedStory>> list_changed_stories(Database& database, Instant since, const Page& page);
Result<Paged<PublishedReply>> list_newest_replies(Database& database, std::optional<article::ArticleId> article,
                                                  const Page& page);

}  // namespace dateline::store
