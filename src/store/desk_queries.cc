#include "store/desk_queries.h"

#include <algorithm>
#include <utility>

#include "store/paging.h"
#include "store/read_rows.h"
#include "store/sql_text.h"

namespace dateline::store {

Result<std::optional<desk::Post>> find_post(Database& database, desk::PostId id) {
  static const std::string kSql =
      sql({"SELECT ", kPostColumns, " FROM posts JOIN post_revisions ON sequence = newest WHERE id = ?1"});
  return first_of(database.query(kSql, {id}), post_from);
}

Result<std::optional<desk::Post>> find_post_of(Database& database, article::ArticleId id) {
  static const std::string kSql =
      sql({"SELECT ", kPostColumns, " FROM posts JOIN post_revisions ON sequence = newest WHERE article = ?1"});
  return first_of(database.query(kSql, {id}), post_from);
}

Result<std::vector<desk::Post>> list_posts(Database& database) {
  static const std::string kSql =
      sql({"SELECT ", kPostColumns, " FROM posts JOIN post_revisions ON sequence = newest ORDER BY newest DESC"});
  return all_of(database.query(kSql), post_from);
}

Result<Paged<desk::Post>> list_published_posts(Database& database, const Page& page) {
  // Along the index of all published revisions: one that is not its post's newest is passed over.
  static const BothWays kSql(sql({"SELECT published_at, post, ", kPostColumns,
                                  " FROM post_revisions AS one CROSS JOIN posts ON id = one.post AND newest = sequence "
                                  "WHERE state = 'published' AND (published_at, one.post) {<} (?1, ?2) "
                                  "ORDER BY published_at {DESC}, one.post {DESC} LIMIT ?3"}));
  const Position position = read_cursor(page.cursor);
  return read_page<desk::Post>(
      database.query(kSql.of(position), {position.from.major, position.from.minor, limit_of(page) + 1}), position, page,
      [](Columns& columns) {
        const std::int64_t published = columns.number();
        const Place place{published, columns.number()};
        return std::pair(post_from(columns), place);
      });
}

Result<std::vector<desk::LiveEntry>> list_live_entries(Database& database, desk::PostId post) {
  static const std::string kSql = sql({"SELECT ", kLiveEntryColumns,
                                       " FROM live_entries JOIN live_entry_revisions USING (post) "
                                       "WHERE sequence = newest AND post = ?1 AND NOT taken_back ORDER BY place DESC"});
  return all_of(database.query(kSql, {post}), [](Columns& columns) { return live_entry_from(columns).entry; });
}

Result<std::optional<KeptEntry>> find_live_entry(Database& database, desk::LiveEntryId id) {
  static const std::string kSql =
      sql({"SELECT ", kLiveEntryColumns,
           " FROM live_entries JOIN live_entry_revisions USING (post) WHERE sequence = newest AND id = ?1"});
  return first_of(database.query(kSql, {id}), live_entry_from);
}

Result<std::vector<desk::Picture>> list_pictures(Database& database, int limit) {
  static const std::string kSql = sql({"SELECT ", kPictureColumns, " FROM pictures ORDER BY sequence DESC LIMIT ?1"});
  return all_of(database.query(kSql, {std::max(limit, 0)}), picture_from);
}

Result<std::optional<desk::Picture>> find_picture(Database& database, desk::PictureId id) {
  static const std::string kSql = sql({"SELECT ", kPictureColumns, " FROM pictures WHERE id = ?1"});
  return first_of(database.query(kSql, {id}), picture_from);
}

Result<std::optional<std::int64_t>> count_rendition_bytes(Database& database, desk::PictureId id, int width,
                                                          std::string_view content_type) {
  return first_of(database.query("SELECT length(bytes) FROM renditions WHERE picture = ?1 AND width = ?2 AND "
                                 "content_type = ?3",
                                 {id, width, content_type}),
                  [](Columns& columns) { return columns.number(); });
}

Result<std::shared_ptr<const std::string>> find_rendition(Database& database, desk::PictureId id, int width,
                                                          std::string_view content_type) {
  DATELINE_TRY(Query query,
               database.query("SELECT bytes FROM renditions WHERE picture = ?1 AND width = ?2 AND content_type = ?3",
                              {id, width, content_type}));
  DATELINE_TRY(const bool found, query.next());
  return found ? std::make_shared<const std::string>(query.text(0)) : nullptr;
}

Result<std::optional<desk::Account>> find_account(Database& database, std::string_view name) {
  static const std::string kSql = sql({"SELECT ", kAccountColumns, " FROM accounts WHERE name = ?1"});
  return first_of(database.query(kSql, {name}), account_from);
}

Result<std::vector<desk::Account>> list_accounts(Database& database) {
  static const std::string kSql = sql({"SELECT ", kAccountColumns, " FROM accounts ORDER BY name"});
  return all_of(database.query(kSql), account_from);
}

Result<std::optional<desk::Session>> find_session(Database& database, std::string_view key_hash, Instant now) {
  return first_of(
      database.query("SELECT key_hash, account, expires_at FROM sessions WHERE key_hash = ?1 AND expires_at > ?2",
                     {key_hash, now}),
      [](Columns& columns) {
        desk::Session session;
        session.key_hash = columns.text();
        session.account = columns.text();
        session.expires_at = columns.instant();
        return session;
      });
}

Result<std::optional<desk::SetupLink>> find_setup_link(Database& database, std::string_view key_hash, Instant now) {
  return first_of(
      database.query("SELECT key_hash, account, expires_at FROM setup_links WHERE key_hash = ?1 AND expires_at > ?2",
                     {key_hash, now}),
      [](Columns& columns) {
        desk::SetupLink link;
        link.key_hash = columns.text();
        link.account = columns.text();
        link.expires_at = columns.instant();
        return link;
      });
}

Result<std::vector<desk::AuditEntry>> list_audit(Database& database, int limit) {
  static const std::string kSql = sql({"SELECT ", kAuditColumns, " FROM audit ORDER BY sequence DESC LIMIT ?1"});
  return all_of(database.query(kSql, {std::max(limit, 0)}), audit_entry_from);
}

Result<std::optional<std::string>> find_setting(Database& database, std::string_view key) {
  return first_of(database.query("SELECT value FROM settings WHERE key = ?1", {key}),
                  [](Columns& columns) { return columns.text(); });
}

}  // namespace dateline::store
