#include "store/article_queries.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "store/article_rows.h"
#include "store/paging.h"
#include "store/sql_text.h"

namespace dateline::store {
namespace {

std::shared_ptr<const article::Article> share(article::Article article) {
  return std::make_shared<const article::Article>(std::move(article));
}

/// As article::Article::reported_at() says it; min() of a NULL would be NULL.
constexpr std::string_view kReportedAt = "min(coalesce(published_at, fetched_at), fetched_at)";

/// The section that most reports name; of those named equally often, the one named first.
std::string most_named_section(const std::vector<story::Member>& members) {
  std::map<std::string_view, int> named;
  for (const story::Member& member : members) {
    if (!member.article->section.empty()) ++named[member.article->section];
  }
  std::string best;
  int most = 0;
  for (const story::Member& member : members) {
    const auto found = named.find(member.article->section);
    if (found == named.end() || found->second <= most) continue;
    most = found->second;
    best = member.article->section;
  }
  return best;
}

}  // namespace

Result<std::shared_ptr<const article::Article>> find_article(Database& database, article::ArticleId id) {
  static const std::string kSql = sql({"SELECT ", kArticleColumns, " FROM articles WHERE id = ?1"});
  DATELINE_TRY(Query query, database.query(kSql, {id}));
  DATELINE_TRY(const bool found, query.next());
  if (!found) return nullptr;
  Columns columns(query);
  return share(article_from(columns));
}

Result<std::optional<story::StoryId>> find_story_of(Database& database, article::ArticleId id) {
  DATELINE_TRY(Query query,
               database.query("SELECT story FROM placements JOIN articles USING (arrival) WHERE id = ?1", {id}));
  DATELINE_TRY(const bool found, query.next());
  if (!found) return std::nullopt;
  return Columns(query).id<story::StoryId>();
}

Result<story::StoryId> follow_redirect(Database& database, story::StoryId id) {
  DATELINE_TRY(Query query, database.query("SELECT into_story FROM story_redirects WHERE story = ?1", {id}));
  DATELINE_TRY(const bool found, query.next());
  return found ? Columns(query).id<story::StoryId>() : id;
}

Result<std::shared_ptr<const story::Story>> find_story(Database& database, story::StoryId id) {
  static const std::string kSql =
      sql({"SELECT ", kPlacementColumns, ", ", kArticleColumns,
           " FROM placements JOIN articles USING (arrival) WHERE story = ?1 ORDER BY ", kReportedAt, ", arrival"});
  auto story = std::make_shared<story::Story>();
  DATELINE_TRY(story->id, follow_redirect(database, id));
  {
    DATELINE_TRY(Query query, database.query(kSql, {story->id}));
    for (;;) {
      DATELINE_TRY(const bool row, query.next());
      if (!row) break;
      Columns columns(query);
      PlacedArticle placed;
      place_from(columns, placed);
      story->members.push_back({share(article_from(columns)), placed.kinship, placed.of, placed.by_editor});
    }
  }
  if (story->members.empty()) return nullptr;
  story->language = story->members.front().article->language;
  story->section = most_named_section(story->members);
  DATELINE_TRY(const std::int64_t locks,
               database.number("SELECT count(*) FROM story_locks WHERE story = ?1", {story->id}));
  story->locked = locks > 0;
  DATELINE_TRY(Query query,
               database.query("SELECT kind, other FROM story_links WHERE story = ?1 ORDER BY position", {story->id}));
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return story;
    Columns columns(query);
    (columns.text() == kAbroad ? story->abroad : story->earlier).push_back(columns.id<story::StoryId>());
  }
}

Result<Paged<std::shared_ptr<const story::Story>>> list_stories(Database& database, const StoryFilter& filter,
                                                                const Page& page, int most_looked_at) {
  // From the newest arrival back, each story where its newest report stands. The subqueries say what find_story() does.
  static const BothWays kSql(
      sql({"SELECT arrival, story, (?1 = '' OR ?1 = (SELECT section FROM placements AS one JOIN articles USING "
           "(arrival) WHERE one.story = newest.story AND section <> '' GROUP BY section ORDER BY count(*) DESC, min(",
           kReportedAt,
           "), min(arrival) LIMIT 1)) "
           "AND (?2 = '' OR ?2 = (SELECT language FROM placements AS one JOIN articles USING (arrival) "
           "WHERE one.story = newest.story ORDER BY ",
           kReportedAt,
           ", arrival LIMIT 1)) "
           "AND (?3 = 0 OR story IN (SELECT story FROM story_locks)) "
           "AND (?4 = 0 OR EXISTS (SELECT 1 FROM placements AS one WHERE one.story = newest.story AND one.by_editor)) "
           "FROM placements AS newest WHERE arrival {<} ?5 AND NOT EXISTS (SELECT 1 FROM placements AS later "
           "WHERE later.story = newest.story AND later.arrival > newest.arrival) ORDER BY arrival {DESC}"}));
  const Position position = read_cursor(page.cursor);
  const auto limit = static_cast<std::size_t>(limit_of(page));
  std::vector<std::pair<story::StoryId, Place>> passed;
  std::optional<Place> stopped_at;
  bool more = false;
  {
    DATELINE_TRY(Query query, database.query(kSql.of(position), {filter.section, filter.language, filter.locked,
                                                                 filter.by_editor, position.from.major}));
    for (int looked_at = 1;; ++looked_at) {
      DATELINE_TRY(const bool row, query.next());
      if (!row) break;
      Columns columns(query);
      const Place place{columns.number(), 0};
      const auto id = columns.id<story::StoryId>();
      if (columns.flag()) {
        more = passed.size() == limit;
        if (more) break;
        passed.emplace_back(id, place);
      }
      if (looked_at == most_looked_at) {
        more = true;
        stopped_at = place;
        break;
      }
    }
  }
  if (position.upwards) std::ranges::reverse(passed);
  Paged<std::shared_ptr<const story::Story>> out;
  for (const auto& [id, _] : passed) {
    DATELINE_TRY(auto story, find_story(database, id));
    if (story) out.items.push_back(std::move(story));
  }
  // The page ends where the search for its stories did; on the side that it was come from there is something.
  const auto end = [&](bool forwards) {
    if (forwards != position.upwards && stopped_at) return *stopped_at;
    if (passed.empty()) return position.from;
    return forwards ? passed.back().second : passed.front().second;
  };
  if (position.upwards || more) out.next = cursor_after(end(true));
  if (position.upwards ? more : !position.is_first_page) out.previous = cursor_before(end(false));
  return out;
}

Status visit_placed(Database& database, Instant since, const std::function<bool(story::StoryId)>& whole,
                    const std::function<bool(PlacedArticle)>& visit) {
  // The subquery finds in an index where to start, so a restart does not read what is older.
  static const std::string kSql =
      sql({"SELECT ", kPlacementColumns, ", ", kArticleColumns,
           " FROM articles JOIN placements USING (arrival) WHERE fetched_at >= ?1 "
           "AND arrival >= (SELECT min(arrival) FROM articles WHERE fetched_at >= ?1) ORDER BY articles.arrival"});
  DATELINE_TRY(Query query, database.query(kSql, {since}));
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return {};
    Columns columns(query);
    PlacedArticle placed;
    place_from(columns, placed);
    placed.article = share(whole(placed.story) ? article_from(columns) : article_without_text_from(columns));
    if (!visit(std::move(placed))) return {};
  }
}

Result<std::vector<story::StoryId>> list_newest_stories(Database& database, std::size_t at_least, Instant since) {
  // Backwards along an index on the time, until there are enough.
  DATELINE_TRY(Query query, database.query("SELECT story, reported_at FROM articles CROSS JOIN placements "
                                           "USING (arrival) ORDER BY reported_at DESC"));
  std::unordered_set<story::StoryId> seen;
  std::vector<story::StoryId> stories;
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return stories;
    Columns columns(query);
    const auto story = columns.id<story::StoryId>();
    if (stories.size() >= at_least && columns.instant() < since) return stories;
    if (seen.insert(story).second) stories.push_back(story);
  }
}

Result<std::vector<StoryLinks>> list_links(Database& database) {
  std::vector<StoryLinks> all;
  DATELINE_TRY(Query query, database.query("SELECT story, kind, other FROM story_links ORDER BY story, position"));
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return all;
    Columns columns(query);
    const auto story = columns.id<story::StoryId>();
    if (all.empty() || all.back().story != story) all.push_back({story, {}, {}});
    (columns.text() == kAbroad ? all.back().abroad : all.back().earlier).push_back(columns.id<story::StoryId>());
  }
}

Result<StoryDecisions> list_decisions(Database& database) {
  StoryDecisions decisions;
  DATELINE_TRY(Query locks, database.query("SELECT story FROM story_locks ORDER BY story"));
  for (;;) {
    DATELINE_TRY(const bool row, locks.next());
    if (!row) break;
    decisions.locked.push_back(Columns(locks).id<story::StoryId>());
  }
  DATELINE_TRY(Query pairs, database.query("SELECT one, other FROM stories_apart ORDER BY one, other"));
  for (;;) {
    DATELINE_TRY(const bool row, pairs.next());
    if (!row) return decisions;
    Columns columns(pairs);
    const auto one = columns.id<story::StoryId>();
    decisions.apart.emplace_back(one, columns.id<story::StoryId>());
  }
}

Result<std::vector<article::EntryMark>> find_entry_marks(Database& database, wire::SourceId source,
                                                         std::span<const std::uint64_t> keys) {
  std::vector<article::EntryMark> marks;
  for (const std::uint64_t key : keys) {
    DATELINE_TRY(Query query,
                 database.query("SELECT source, article, says FROM entry_marks WHERE source IN (0, ?1) AND key = ?2",
                                {source, static_cast<std::int64_t>(key)}));
    for (;;) {
      DATELINE_TRY(const bool row, query.next());
      if (!row) break;
      Columns columns(query);
      const auto of = columns.id<wire::SourceId>();
      const auto article = columns.id<article::ArticleId>();
      marks.push_back({of, key, article, static_cast<std::uint64_t>(columns.number())});
    }
  }
  return marks;
}

Result<std::vector<BarRecord>> list_bar(Database& database) {
  static const std::string kSql = sql({"SELECT ", kBarColumns, " FROM bar ORDER BY at, story"});
  std::vector<BarRecord> records;
  DATELINE_TRY(Query query, database.query(kSql));
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return records;
    Columns columns(query);
    records.push_back(bar_record_from(columns));
  }
}

Result<Counts> count_all(Database& database) {
  Counts counts;
  // placements, not articles: as many rows, a hundredth of the pages.
  DATELINE_TRY(counts.articles, database.number("SELECT count(*) FROM placements"));
  DATELINE_TRY(counts.stories, database.number("SELECT count(DISTINCT story) FROM placements"));
  DATELINE_TRY(counts.sources, database.number("SELECT count(*) FROM sources"));
  DATELINE_TRY(counts.posts, database.number("SELECT count(*) FROM posts"));
  DATELINE_TRY(counts.replies, database.number("SELECT count(*) FROM replies WHERE state <> 'erased'"));
  DATELINE_TRY(counts.held_replies, database.number("SELECT count(*) FROM replies WHERE state = 'held'"));
  return counts;
}

}  // namespace dateline::store
