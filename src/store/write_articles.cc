// Articles with their search index and lists, and sources.
#include "store/article_lists.h"
#include "store/article_rows.h"
#include "store/sql_text.h"
#include "store/sqlite_writer.h"

namespace dateline::store {
namespace {

/// An article as it is stored. What search and the lists hold of it must be taken out of them as it went in.
struct Stored {
  std::int64_t arrival = 0;
  article::Article article;
};

Result<std::optional<Stored>> find_stored(Database& database, article::ArticleId id) {
  static const std::string kSql = sql({"SELECT arrival, ", kArticleColumns, " FROM articles WHERE id = ?1"});
  DATELINE_TRY(Query query, database.query(kSql, {id}));
  DATELINE_TRY(const bool found, query.next());
  if (!found) return std::nullopt;
  Columns columns(query);
  Stored stored;
  stored.arrival = columns.number();
  stored.article = article_from(columns);
  return stored;
}

/// For search: the same words and marks.
bool same_words(const article::Article& a, const article::Article& b) {
  return a.headline == b.headline && a.lede == b.lede && a.text == b.text && a.section == b.section &&
         a.outlet.name == b.outlet.name && a.language == b.language && a.reported_at() == b.reported_at();
}

/// Before the row changes: FTS5 keeps no copy of the words that went in.
Status take_out_of_index(Database& database, std::int64_t arrival) {
  return database.run(
      "INSERT INTO articles_fts (articles_fts, rowid, headline, lede, text, marks) "
      "SELECT 'delete', arrival, headline, lede, text, marks FROM articles_indexed WHERE arrival = ?1",
      {arrival});
}

Status put_into_index(Database& database, std::int64_t arrival) {
  return database.run(
      "INSERT INTO articles_fts (rowid, headline, lede, text, marks) "
      "SELECT arrival, headline, lede, text, marks FROM articles_indexed WHERE arrival = ?1",
      {arrival});
}

/// Writes the article's row, its words and where it is listed; returns its place in the order of arrival.
Result<std::int64_t> write_article(Database& database, const article::Article& article) {
  static const std::string kColumns = sql({kArticleColumns, ", hash"});
  static const std::string kInsert = insert_into("articles", kColumns);
  static const std::string kUpdate =
      sql({"UPDATE articles SET (", kColumns, ") = (", parameters_for(kColumns), ") WHERE id = ?1"});
  Row row = to_row(article);
  row.push_back(hash_of(row));
  const Listing listing = listing_of(article);
  DATELINE_TRY(const std::optional<Stored> before, find_stored(database, article.id));
  if (!before) {
    DATELINE_TRY_VOID(database.run(kInsert, row));
    const std::int64_t arrival = database.last_row();
    DATELINE_TRY_VOID(put_into_lists(database, arrival, listing));
    DATELINE_TRY_VOID(put_into_index(database, arrival));
    return arrival;
  }
  const bool reindex = !same_words(before->article, article);
  const Listing listed = listing_of(before->article);
  if (reindex) DATELINE_TRY_VOID(take_out_of_index(database, before->arrival));
  DATELINE_TRY_VOID(database.run(kUpdate, row));
  if (listed != listing) {
    DATELINE_TRY_VOID(take_out_of_lists(database, before->arrival, listed));
    DATELINE_TRY_VOID(put_into_lists(database, before->arrival, listing));
  }
  if (reindex) DATELINE_TRY_VOID(put_into_index(database, before->arrival));
  return before->arrival;
}

std::string no_source(wire::SourceId id) {
  return "there is no source " + id.str() + "; it was removed meanwhile";
}

}  // namespace

Status SqliteWriter::put_article(const PlacedArticle& placed) {
  static const std::string kPlace =
      insert_into("placements", sql({"arrival, ", kPlacementColumns}), "ON CONFLICT (arrival) DO NOTHING");
  DATELINE_CHECK(placed.article != nullptr);
  return database_->atomically([&]() -> Status {
    DATELINE_TRY(const std::int64_t arrival, write_article(*database_, *placed.article));
    DATELINE_TRY(const story::StoryId story, follow_redirect(*database_, placed.story));
    return database_->run(kPlace, {arrival, story, story::to_string(placed.kinship), placed.of, placed.by_editor});
  });
}

Status SqliteWriter::remove_article(article::ArticleId id) {
  return database_->atomically([&]() -> Status {
    DATELINE_TRY(const std::optional<Stored> before, find_stored(*database_, id));
    if (!before) return {};
    DATELINE_TRY_VOID(take_out_of_index(*database_, before->arrival));
    DATELINE_TRY_VOID(take_out_of_lists(*database_, before->arrival, listing_of(before->article)));
    return database_->run("DELETE FROM articles WHERE arrival = ?1", {before->arrival});  // Its placement goes with it.
  });
}

Status SqliteWriter::put_source(const wire::Source& source) {
  static const std::string kSql =
      insert_into("sources", kSourceColumns,
                  "ON CONFLICT (id) DO UPDATE SET url = excluded.url, outlet_name = excluded.outlet_name, "
                  "outlet_owner = excluded.outlet_owner, outlet_primary = excluded.outlet_primary, "
                  "rights = excluded.rights, folder = excluded.folder");
  // What it shows is filed again as it is to be shown now, so it is asked for it once more.
  static const std::string kAskAgain =
      sql({"UPDATE fetch_states SET etag = '', last_modified = '' WHERE source = ?1 AND ",
           "NOT EXISTS (SELECT 1 FROM sources WHERE id = ?1 AND outlet_name = ?2 AND "
           "outlet_owner = ?3 AND outlet_primary = ?4 AND rights = ?5)"});
  DATELINE_TRY_VOID(database_->run(kAskAgain, {source.id, source.outlet.name, source.outlet.owner,
                                               source.outlet.primary, wire::to_string(source.rights)}));
  return database_->run(kSql, to_row(source));
}

Status SqliteWriter::put_entry_marks(std::span<const article::EntryMark> marks) {
  static const std::string kSql =
      insert_into("entry_marks", "source, key, article, says",
                  "ON CONFLICT (source, key) DO UPDATE SET article = excluded.article, says = excluded.says");
  for (const article::EntryMark& mark : marks) {
    DATELINE_TRY_VOID(database_->run(
        kSql, {mark.source, static_cast<std::int64_t>(mark.key), mark.article, static_cast<std::int64_t>(mark.says)}));
  }
  return {};
}

Result<bool> SqliteWriter::remove_source(wire::SourceId id) {
  DATELINE_TRY_VOID(database_->run("DELETE FROM entry_marks WHERE source = ?1", {id}));
  DATELINE_TRY_VOID(database_->run("DELETE FROM sources WHERE id = ?1", {id}));
  return database_->changes() > 0;
}

Status SqliteWriter::readdress_source(wire::SourceId was, const wire::Source& now) {
  return database_->atomically([&]() -> Status {
    DATELINE_TRY(const std::int64_t place, database_->number("SELECT sequence FROM sources WHERE id = ?1", {was}));
    if (place == 0) return fail(Code::kNotFound, no_source(was));
    if (was == now.id) return put_source(now);
    const auto remove_it = [&]() -> Status {
      DATELINE_TRY(const bool removed, remove_source(was));
      DATELINE_CHECK(removed);
      return {};
    };
    DATELINE_TRY(const std::int64_t known, database_->number("SELECT count(*) FROM sources WHERE id = ?1", {now.id}));
    if (known > 0) return remove_it();
    DATELINE_TRY_VOID(put_source(now));
    DATELINE_TRY_VOID(database_->run("UPDATE fetch_states SET source = ?2 WHERE source = ?1", {was, now.id}));
    DATELINE_TRY_VOID(database_->run("UPDATE OR REPLACE entry_marks SET source = ?2 WHERE source = ?1", {was, now.id}));
    DATELINE_TRY_VOID(remove_it());
    return database_->run("UPDATE sources SET sequence = ?1 WHERE id = ?2", {place, now.id});
  });
}

Status SqliteWriter::put_fetch_state(wire::SourceId id, const wire::FetchState& state) {
  static const std::string kSql = insert_into(
      "fetch_states", kFetchStateColumns,
      "ON CONFLICT (source) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, "
      "last_attempt = excluded.last_attempt, last_success = excluded.last_success, next_fetch = excluded.next_fetch, "
      "failures = excluded.failures, problem = excluded.problem, moved_to = excluded.moved_to, "
      "last_news = excluded.last_news, rhythm = excluded.rhythm, at_least = excluded.at_least, "
      "skip_hours = excluded.skip_hours, skip_days = excluded.skip_days, failing_since = excluded.failing_since, "
      "gone = excluded.gone, remark = excluded.remark, naming = excluded.naming, "
      "trouble = excluded.trouble");
  Status done = database_->run(kSql, to_row(id, state));
  if (!done && done.error().code == Code::kNotFound) return fail(Code::kNotFound, no_source(id));
  return done;
}

}  // namespace dateline::store
