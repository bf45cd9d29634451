#include "store/check.h"

#include <algorithm>
#include <array>

#include "store/article_queries.h"
#include "store/article_rows.h"
#include "store/desk_rows.h"
#include "store/dossier_queries.h"
#include "store/reply_rows.h"
#include "store/sql_text.h"

namespace dateline::store {
namespace {

// As many as help somebody; a broken disk would otherwise fill the terminal.
constexpr std::size_t kMostProblems = 100;

/// A table whose rows carry the hash of `columns`.
struct Hashed {
  std::string_view table;
  std::string_view what;  ///< For people.
  std::string_view key;   ///< Column that names the row.
  bool key_is_id;
  std::string_view columns;
};
constexpr std::array kHashed = {
    Hashed{"articles", "article", "id", true, kArticleColumns},
    Hashed{"post_revisions", "post", "post", true, kPostColumns},
    Hashed{"live_entry_revisions", "live entry", "entry", true, kLiveEntryColumns},
    Hashed{"pictures", "picture", "id", true, kPictureColumns},
    Hashed{"renditions", "rendition of picture", "picture", true, kRenditionColumns},
    Hashed{"replies", "reply", "id", true, kReplyColumns},
    Hashed{"people", "person", "id", true, kPersonColumns},
    Hashed{"reports", "report", "id", true, kReportColumns},
    Hashed{"appeals", "appeal", "id", true, kAppealColumns},
    Hashed{"dossiers", "dossier", "id", true, kDossierColumns},
    Hashed{"audit", "audit entry", "sequence", false, kAuditColumns},
};

class Check {
 public:
  explicit Check(Database& database) : database_(database) {}

  Result<CheckReport> run(bool alone) {
    DATELINE_TRY_VOID(database_.run("BEGIN"));
    Status done = read_all();
    static_cast<void>(database_.run("COMMIT"));
    if (done && alone) done = compare_search_index();
    // Damage that stops the reading is a finding, not a failure to check.
    if (!done) problem(done.error().message);
    return std::move(report_);
  }

 private:
  Status read_all() {
    DATELINE_TRY_VOID(check_pages());
    DATELINE_TRY_VOID(check_foreign_keys());
    for (const Hashed& table : kHashed) DATELINE_TRY_VOID(check_hashes(table));
    DATELINE_TRY_VOID(check_audit_is_whole());
    DATELINE_TRY_VOID(
        count_strays("SELECT count(*) FROM articles WHERE arrival NOT IN (SELECT arrival FROM placements)",
                     "articles: % in no story; import them again"));
    DATELINE_TRY_VOID(
        count_strays("SELECT count(*) FROM articles WHERE arrival NOT IN (SELECT id FROM articles_fts_docsize)",
                     "search index: % articles are missing; restore a backup"));
    DATELINE_TRY_VOID(
        count_strays("SELECT count(*) FROM articles_fts_docsize WHERE id NOT IN (SELECT arrival FROM articles)",
                     "search index: % entries have no article; restore a backup"));
    DATELINE_TRY_VOID(
        count_strays("SELECT count(*) FROM story_redirects WHERE into_story IN (SELECT story FROM story_redirects)",
                     "stories: % redirects lead to a story that was itself redirected; restore a backup"));
    DATELINE_TRY_VOID(
        count_strays("SELECT count(*) FROM (SELECT story FROM placements UNION ALL SELECT story FROM bar "
                     "UNION ALL SELECT story FROM story_locks "
                     "UNION ALL SELECT story FROM story_links UNION ALL SELECT other FROM story_links "
                     "UNION ALL SELECT one FROM stories_apart UNION ALL SELECT other FROM stories_apart) "
                     "WHERE story IN (SELECT story FROM story_redirects)",
                     "stories: % rows name a story that was redirected; restore a backup"));
    DATELINE_TRY_VOID(
        count_strays("SELECT count(*) FROM article_authors WHERE arrival NOT IN (SELECT arrival FROM articles)",
                     "authors: % entries have no article; restore a backup"));
    DATELINE_TRY_VOID(
        count_strays("SELECT (SELECT count(*) FROM articles) - (SELECT coalesce(sum(articles), 0) FROM article_days)",
                     "days: the counts are wrong by % articles; restore a backup"));
    DATELINE_TRY_VOID(count_strays(
        "SELECT (SELECT count(*) FROM articles) - (SELECT coalesce(sum(articles), 0) FROM outlet_languages)",
        "outlets: the counts are wrong by % articles; restore a backup"));
    DATELINE_TRY_VOID(count_strays(
        "SELECT count(*) FROM replies WHERE state = 'erased' AND (name <> '' OR website <> '' OR text <> '' "
        "OR peer <> '' OR person IS NOT NULL)",
        "replies: % were erased and still say something; restore a backup"));
    DATELINE_TRY(report_.counts, count_all(database_));
    return {};
  }

  void problem(std::string what) {
    if (report_.problems.size() < kMostProblems) report_.problems.push_back(std::move(what));
  }

  Status check_pages() {
    DATELINE_TRY(Query query, database_.query("PRAGMA integrity_check"));
    for (;;) {
      DATELINE_TRY(const bool row, query.next());
      if (!row) return {};
      if (const std::string line = query.text(0); line != "ok") {
        problem("database file: " + line + "; restore a backup");
      }
    }
  }

  Status check_foreign_keys() {
    DATELINE_TRY(Query query, database_.query("PRAGMA foreign_key_check"));
    for (;;) {
      DATELINE_TRY(const bool row, query.next());
      if (!row) return {};
      problem(query.text(0) + ": row " + query.text(1) + " belongs to a row of " + query.text(2) +
              " that does not exist; restore a backup");
    }
  }

  Status check_hashes(const Hashed& table) {
    DATELINE_TRY(Query query,
                 database_.query(sql({"SELECT ", table.key, ", hash, ", table.columns, " FROM ", table.table})));
    const auto columns = std::count(table.columns.begin(), table.columns.end(), ',') + 1;
    for (;;) {
      DATELINE_TRY(const bool found, query.next());
      if (!found) return {};
      Row row;
      for (int i = 0; i < columns; ++i) row.push_back(query.value(2 + i));
      ++report_.rows_checked;
      if (hash_of(row) == query.text(1)) continue;
      const std::int64_t key = query.number(0);
      problem(std::string(table.table) + ": " + std::string(table.what) + " " +
              (table.key_is_id ? encode_id(static_cast<std::uint64_t>(key)) : std::to_string(key)) +
              " is not what was written (a failing disk, or changed by another program); restore a backup");
    }
  }

  /// Numbers are given one after the other and rows never go, so a gap is a row that somebody took out.
  Status check_audit_is_whole() {
    return count_strays(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0) - count(*) FROM audit",
        "audit: % entries are gone, taken out by another program; restore a backup");
  }

  Status count_strays(std::string_view count, std::string text) {
    DATELINE_TRY(const std::int64_t strays, database_.number(count));
    if (strays != 0) problem(text.replace(text.find('%'), 1, std::to_string(strays)));
    return {};
  }

  Status compare_search_index() {
    // The 1 in rank asks FTS5 to compare its words with those of the articles, not only its own structure.
    const Status done = database_.run("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)");
    // Somebody is writing after all. What could be read was read; the index is not worth stopping a newsroom for.
    if (done || done.error().code == Code::kUnavailable) return {};
    problem("search index: does not agree with the articles; restore a backup");
    return {};
  }

  Database& database_;
  CheckReport report_;
};

}  // namespace

Result<CheckReport> check_database(Database& database, bool alone) {
  return Check(database).run(alone);
}

}  // namespace dateline::store
