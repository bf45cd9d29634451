#include "store/list_queries.h"

#include <map>

#include "store/article_rows.h"
#include "store/paging.h"
#include "store/sql_text.h"

namespace dateline::store {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

/// "SELECT arrival, reported_at, place, article ..." `from` names articles and placements, joined.
std::string select_placed(std::string_view from) {
  return sql({"SELECT articles.arrival, reported_at, ", kPlacementColumns, ", ", kArticleColumns, " FROM ", from});
}

struct Listed {
  std::int64_t arrival = 0, reported_at = 0;
  PlacedArticle placed;
};

Listed listed_from(Columns& columns) {
  Listed listed;
  listed.arrival = columns.number();
  listed.reported_at = columns.number();
  place_from(columns, listed.placed);
  listed.placed.article = std::make_shared<const article::Article>(article_from(columns));
  return listed;
}

std::pair<PlacedArticle, Place> by_arrival(Columns& columns) {
  Listed listed = listed_from(columns);
  return {std::move(listed.placed), {listed.arrival, 0}};
}

std::int64_t number_of(sys_days day) {
  return day.time_since_epoch().count();
}

/// The record of one outlet, but for its languages.
Result<OutletRecord> outlet_record(Database& database, const std::string& name, std::string slug) {
  // One look at the end of an index. An outlet whose articles were all withdrawn is not asked for.
  static const std::string kNewest =
      "SELECT outlet_owner, outlet_primary, rights, fetched_at FROM articles WHERE outlet_name = ?1 "
      "ORDER BY arrival DESC LIMIT 1";
  OutletRecord record;
  record.slug = std::move(slug);
  record.outlet.name = name;
  DATELINE_TRY(Query query, database.query(kNewest, {name}));
  DATELINE_TRY(const bool found, query.next());
  if (!found) return record;
  Columns columns(query);
  record.outlet.owner = columns.text();
  record.outlet.primary = columns.flag();
  record.rights = wire::parse_rights(columns.text()).value_or(wire::Rights::kLink);
  record.newest = columns.instant();
  return record;
}

/// Of all outlets, or of the one with that slug.
Result<std::vector<OutletRecord>> outlets_named(Database& database, std::string_view slug) {
  static const std::string kSql =
      "SELECT name, slug, language, articles FROM outlets JOIN outlet_languages ON outlet = name "
      "WHERE (?1 = '' OR slug = ?1) AND articles > 0 ORDER BY name, articles DESC, language";
  DATELINE_TRY(Query query, database.query(kSql, {slug}));
  std::vector<OutletRecord> records;
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return records;
    Columns columns(query);
    const std::string name = columns.text();
    std::string its_slug = columns.text();
    if (records.empty() || records.back().outlet.name != name) {
      DATELINE_TRY(OutletRecord record, outlet_record(database, name, std::move(its_slug)));
      records.push_back(std::move(record));
    }
    records.back().languages.push_back(columns.text());
    records.back().articles += columns.number();
  }
}

}  // namespace

Result<Paged<PlacedArticle>> list_between(Database& database, Instant from, Instant end, const Page& page) {
  static const BothWays kSql(
      select_placed("articles JOIN placements USING (arrival) WHERE reported_at BETWEEN ?1 AND ?2 "
                    "AND (reported_at, articles.arrival) {<} (?3, ?4) "
                    "ORDER BY reported_at {DESC}, articles.arrival {DESC} LIMIT ?5"));
  const Position position = read_cursor(page.cursor);
  // The range of the index begins where the page does: the comparison of pairs alone would pass over what is before it.
  std::int64_t first = from.time_since_epoch().count();
  std::int64_t last = end.time_since_epoch().count() - 1;
  if (position.upwards) {
    first = std::max(first, position.from.major);
  } else {
    last = std::min(last, position.from.major);
  }
  return read_page<PlacedArticle>(
      database.query(kSql.of(position), {first, last, position.from.major, position.from.minor, limit_of(page) + 1}),
      position, page, [](Columns& columns) {
        Listed listed = listed_from(columns);
        return std::pair(std::move(listed.placed), Place{listed.reported_at, listed.arrival});
      });
}

Result<std::vector<std::int64_t>> count_between(Database& database, const std::vector<Instant>& bounds) {
  constexpr std::string_view kReports = "SELECT count(*) FROM articles WHERE reported_at >= ?1 AND reported_at < ?2";
  constexpr std::string_view kDays = "SELECT coalesce(sum(articles), 0) FROM article_days WHERE day >= ?1 AND day < ?2";
  const auto count = [&](std::string_view sql, std::int64_t from, std::int64_t to) -> Result<std::int64_t> {
    if (from >= to) return 0;
    DATELINE_TRY(Query query, database.query(sql, {from, to}));
    DATELINE_TRY(const bool row, query.next());
    return row ? query.number(0) : 0;
  };
  const auto seconds = [](auto time) { return Instant{time}.time_since_epoch().count(); };
  std::vector<std::int64_t> counts;
  for (std::size_t i = 1; i < bounds.size(); ++i) {
    const Instant from = bounds[i - 1], to = bounds[i];
    const sys_days first = std::chrono::ceil<days>(from), last = std::chrono::floor<days>(to);
    if (first >= last) {
      DATELINE_TRY(counts.emplace_back(), count(kReports, seconds(from), seconds(to)));
      continue;
    }
    DATELINE_TRY(const std::int64_t before, count(kReports, seconds(from), seconds(first)));
    DATELINE_TRY(const std::int64_t whole, count(kDays, number_of(first), number_of(last)));
    DATELINE_TRY(const std::int64_t after, count(kReports, seconds(last), seconds(to)));
    counts.push_back(before + whole + after);
  }
  return counts;
}

Result<std::optional<Instant>> find_reported_before(Database& database, Instant at) {
  DATELINE_TRY(Query query, database.query("SELECT max(reported_at) FROM articles WHERE reported_at < ?1", {at}));
  DATELINE_TRY(const bool row, query.next());
  return row ? Columns(query).optional_instant() : std::nullopt;
}

Result<std::optional<Instant>> find_reported_from(Database& database, Instant at) {
  DATELINE_TRY(Query query, database.query("SELECT min(reported_at) FROM articles WHERE reported_at >= ?1", {at}));
  DATELINE_TRY(const bool row, query.next());
  return row ? Columns(query).optional_instant() : std::nullopt;
}

Result<std::vector<story::StoryId>> list_later_rounds(Database& database, story::StoryId story) {
  std::vector<story::StoryId> later;
  DATELINE_TRY(
      Query query,
      database.query("SELECT story FROM story_links WHERE other = ?1 AND kind = ?2 ORDER BY story", {story, kEarlier}));
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return later;
    later.push_back(Columns(query).id<story::StoryId>());
  }
}

Result<std::vector<DayCount>> list_days(Database& database, sys_days first, sys_days last) {
  DATELINE_TRY(Query query, database.query("SELECT day, articles FROM article_days WHERE day BETWEEN ?1 AND ?2 "
                                           "AND articles > 0 ORDER BY day",
                                           {number_of(first), number_of(last)}));
  std::vector<DayCount> counts;
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return counts;
    Columns columns(query);
    const sys_days day{days(columns.number())};
    counts.push_back({day, columns.number()});
  }
}

Result<Paged<PlacedArticle>> list_author(Database& database, std::string_view slug, const Page& page) {
  // CROSS JOIN: the author's rows first, in their order, then a look-up each.
  static const BothWays kSql(
      select_placed("article_authors AS by_them CROSS JOIN articles ON articles.arrival = by_them.arrival "
                    "CROSS JOIN placements ON placements.arrival = by_them.arrival "
                    "WHERE by_them.slug = ?1 AND by_them.arrival {<} ?2 ORDER BY by_them.arrival {DESC} LIMIT ?3"));
  const Position position = read_cursor(page.cursor);
  return read_page<PlacedArticle>(database.query(kSql.of(position), {slug, position.from.major, limit_of(page) + 1}),
                                  position, page, by_arrival);
}

Result<Paged<PlacedArticle>> list_tag(Database& database, std::string_view slug, const Page& page) {
  // Tags are on the newsroom's own articles only, which are few: they are sorted. A draft's article is not there to
  // join.
  static const BothWays kSql(
      select_placed("article_tags JOIN articles ON id = article JOIN placements USING (arrival) "
                    "WHERE slug = ?1 AND articles.arrival {<} ?2 ORDER BY articles.arrival {DESC} LIMIT ?3"));
  const Position position = read_cursor(page.cursor);
  return read_page<PlacedArticle>(database.query(kSql.of(position), {slug, position.from.major, limit_of(page) + 1}),
                                  position, page, by_arrival);
}

Result<std::optional<std::string>> find_tag_name(Database& database, std::string_view slug) {
  DATELINE_TRY(Query query, database.query("SELECT name FROM article_tags JOIN articles ON id = article "
                                           "WHERE slug = ?1 ORDER BY arrival DESC LIMIT 1",
                                           {slug}));
  DATELINE_TRY(const bool found, query.next());
  if (!found) return std::nullopt;
  return query.text(0);
}

Result<Paged<PlacedArticle>> list_outlet(Database& database, std::string_view slug, const Page& page) {
  static const BothWays kSql(
      select_placed("articles JOIN placements USING (arrival) "
                    "WHERE outlet_name = (SELECT name FROM outlets WHERE slug = ?1) AND articles.arrival {<} ?2 "
                    "ORDER BY articles.arrival {DESC} LIMIT ?3"));
  const Position position = read_cursor(page.cursor);
  return read_page<PlacedArticle>(database.query(kSql.of(position), {slug, position.from.major, limit_of(page) + 1}),
                                  position, page, by_arrival);
}

Result<std::optional<OutletRecord>> find_outlet(Database& database, std::string_view slug) {
  if (slug.empty()) return std::nullopt;
  DATELINE_TRY(std::vector<OutletRecord> records, outlets_named(database, slug));
  if (records.empty()) return std::nullopt;
  return std::move(records.front());
}

Result<std::vector<OutletRecord>> list_outlets(Database& database) {
  return outlets_named(database, "");
}

Result<Paged<ChangedStory>> list_changed_stories(Database& database, Instant since, const Page& page) {
  // Along the arrivals, each story where its newest one stands.
  static const std::string kSql =
      "SELECT newest.arrival, newest.story, fetched_at FROM placements AS newest JOIN articles USING (arrival) "
      "WHERE newest.arrival > ?1 AND newest.arrival >= "
      "coalesce((SELECT arrival FROM articles WHERE fetched_at >= ?2 ORDER BY fetched_at, arrival LIMIT 1), "
      "9223372036854775807) "
      "AND NOT EXISTS (SELECT 1 FROM placements AS later "
      "WHERE later.story = newest.story AND later.arrival > newest.arrival) "
      "ORDER BY newest.arrival LIMIT ?3";
  const Position position = read_cursor(page.cursor);
  const std::int64_t after = position.is_first_page ? 0 : position.from.major;
  // As a list that is walked downwards, since "next" is on the far side all the same.
  Position forwards;
  auto read = [](Columns& columns) {
    const Place place{columns.number(), 0};
    const auto story = columns.id<story::StoryId>();
    return std::pair(ChangedStory{story, columns.instant()}, place);
  };
  return read_page<ChangedStory>(database.query(kSql, {after, since, limit_of(page) + 1}), forwards, page, read);
}

}  // namespace dateline::store
