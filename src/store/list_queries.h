#pragma once
// Reader's lists, page by page, on one connection; store.h says what each means. Internal to store.

#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

Result<Paged<PlacedArticle>> list_between(Database& database, Instant first, Instant end, const Page& page);
Result<std::vector<std::int64_t>> count_between(Database& database, const std::vector<Instant>& bounds);
Result<std::optional<Instant>> find_reported_before(Database& database, Instant at);
Result<std::optional<Instant>> find_reported_from(Database& database, Instant at);
Result<std::vector<story::StoryId>> list_later_rounds(Database& database, story::StoryId story);
Result<std::vector<DayCount>> list_days(Database& database, std::chrono::sys_days first, std::chrono::sys_days last);
Result<Paged<PlacedArticle>> list_author(Database& database, std::string_view slug, const Page& page);
Result<Paged<PlacedArticle>> list_tag(Database& database, std::string_view slug, const Page& page);
Result<std::optional<std::string>> find_tag_name(Database& database, std::string_view slug);
Result<Paged<PlacedArticle>> list_outlet(Database& database, std::string_view slug, const Page& page);
Result<std::optional<OutletRecord>> find_outlet(Database& database, std::string_view slug);
Result<std::vector<OutletRecord>> list_outlets(Database& database);
Result<Paged<ChangedStory>> list_changed_stories(Database& database, Instant since, const Page& page);

}  // namespace dateline::store
