#pragma once
// Reading articles, stories and the bar: what Reader promises, on one connection.

#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

Result<std::shared_ptr<const article::Article>> find_article(Database& database, article::ArticleId id);
Result<std::optional<story::StoryId>> find_story_of(Database& database, article::ArticleId id);
Result<std::shared_ptr<const story::Story>> find_story(Database& database, story::StoryId id);
// Stories that one page of a list looks at to find those it wants: 20,000 of 7 us are 0.15 s.
inline constexpr int kMostLookedAt = 20'000;
Result<Paged<std::shared_ptr<const story::Story>>> list_stories(Database& database, const StoryFilter& filter,
                                                                const Page& page, int most_looked_at = kMostLookedAt);
/// The story that `id` went into, or `id` itself.
Result<story::StoryId> follow_redirect(Database& database, story::StoryId id);
Status visit_placed(Database& database, Instant since, const std::function<bool(story::StoryId)>& whole,
                    const std::function<bool(PlacedArticle)>& visit);
Result<std::vector<story::StoryId>> list_newest_stories(Database& database, std::size_t at_least, Instant since);
Result<std::vector<StoryLinks>> list_links(Database& database);
Result<StoryDecisions> list_decisions(Database& database);
Result<std::vector<article::EntryMark>> find_entry_marks(Database& database, wire::SourceId source,
                                                         std::span<const std::uint64_t> keys);
Result<std::vector<BarRecord>> list_bar(Database& database);
Result<Counts> count_all(Database& database);

}  // namespace dateline::store
