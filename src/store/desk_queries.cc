#include "store/desk_queries.h"

#include <algorithm>
#include <utility>

#include "store/paging.h"
#include "store/sql_text.h"

namespace dateline::store {
namespace {

/// The first row, read by `read(Columns&)`; absent if there is none.
template <class Read>
auto first_of(Result<Query> query, Read read) -> Result<std::optional<decltype(read(std::declval<Columns&>()))>> {
  if (!query) return fail(query.error());
  DATELINE_TRY(const bool found, query->next());
  if (!found) return std::nullopt;
  Columns columns(*query);
  return read(columns);
}

/// All rows, each read by `read(Columns&)`.
template <class Read>
auto all_of(Result<Query> query, Read read) -> Result<std::vector<decltype(read(std::declval<Columns&>()))>> {
  if (!query) return fail(query.error());
  std::vector<decltype(read(std::declval<Columns&>()))> rows;
  for (;;) {
    DATELINE_TRY(const bool row, query->next());
    if (!row) return rows;
    Columns columns(*query);
    rows.push_back(read(columns));
  }
}

/// Does `draft` answer a reply that the public sees on the same article, and how deep does that one stand?
Status find_parent(Database& database, const desk::ReplyDraft& draft, desk::ReplyHistory& history) {
  // A reply's parent was there before it, so the way up ends.
  DATELINE_TRY(const std::int64_t depth,
               database.number("WITH RECURSIVE above (id, parent) AS ("
                               "SELECT id, parent FROM replies WHERE id = ?1 AND article = ?2 AND state = 'approved' "
                               "UNION ALL SELECT r.id, r.parent FROM replies AS r JOIN above ON r.id = above.parent) "
                               "SELECT count(*) FROM above",
                               {draft.parent, draft.article}));
  history.parent_exists = depth > 0;
  history.parent_depth = static_cast<int>(depth);
  return {};
}

}  // namespace

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

Result<std::vector<desk::PublicReply>> list_public_replies(Database& database, article::ArticleId id) {
  static const std::string kSql = sql({"SELECT ", kPublicReplyColumns,
                                       " FROM replies WHERE article = ?1 AND state = 'approved' "
                                       "ORDER BY posted_at, sequence"});
  return all_of(database.query(kSql, {id}), public_reply_from);
}

Result<std::optional<Reader::Preview>> find_preview(Database& database, std::string_view preview_key_hash) {
  static const std::string kSql =
      sql({"SELECT ", kPublicReplyColumns, ", article, reason FROM replies WHERE preview_key_hash = ?1"});
  constexpr int kState = 6;  // In kPublicReplyColumns.
  DATELINE_TRY(Query query, database.query(kSql, {preview_key_hash}));
  DATELINE_TRY(const bool found, query.next());
  if (!found) return std::nullopt;
  Reader::Preview preview{};
  Columns columns(query);
  preview.reply = public_reply_from(columns);
  preview.article = columns.id<article::ArticleId>();
  preview.reason = columns.text();
  preview.state = desk::parse_reply_state(query.text(kState)).value_or(desk::ReplyState::kHeld);
  return preview;
}

Result<std::vector<desk::Reply>> list_replies(Database& database, desk::ReplyState state, int limit) {
  // Who waits longest is read first; of what was decided, the latest is what somebody looks for.
  static const std::string kOldest =
      sql({"SELECT ", kReplyColumns, " FROM replies WHERE state = ?1 ORDER BY sequence LIMIT ?2"});
  static const std::string kNewest =
      sql({"SELECT ", kReplyColumns, " FROM replies WHERE state = ?1 ORDER BY sequence DESC LIMIT ?2"});
  const std::string& text = state == desk::ReplyState::kHeld ? kOldest : kNewest;
  return all_of(database.query(text, {desk::to_string(state), std::max(limit, 0)}),
                [](Columns& columns) { return kept_reply_from(columns).reply; });
}

Result<std::optional<KeptReply>> find_reply(Database& database, desk::ReplyId id) {
  static const std::string kSql = sql({"SELECT ", kReplyColumns, " FROM replies WHERE id = ?1"});
  return first_of(database.query(kSql, {id}), kept_reply_from);
}

Result<std::optional<desk::ReplyId>> find_reply_by_once(Database& database, std::string_view once) {
  return first_of(database.query("SELECT id FROM replies WHERE once = ?1", {once}),
                  [](Columns& columns) { return columns.id<desk::ReplyId>(); });
}

Result<desk::ReplyHistory> find_history(Database& database, const desk::ReplyDraft& draft) {
  desk::ReplyHistory history;
  DATELINE_TRY(const std::optional<desk::Post> post, find_post_of(database, draft.article));
  history.replies_open = post && post->state == desk::Post::State::kPublished && post->replies_open;
  if (draft.parent) DATELINE_TRY_VOID(find_parent(database, draft, history));
  // A reader is known by the address alone here: many readers share a network, and "Thank you!" is not theirs to own.
  DATELINE_TRY(const std::int64_t same,
               database.number("SELECT count(*) FROM replies WHERE email = ?1 AND article = ?2 AND text = ?3",
                               {draft.email.for_the_desk(), draft.article, draft.text}));
  history.same_text_before = same > 0;
  DATELINE_TRY(Query query,
               database.query("SELECT max(posted_at) FROM ("
                              "SELECT max(posted_at) AS posted_at FROM replies WHERE email = ?1 "
                              "UNION ALL SELECT max(posted_at) FROM replies WHERE peer = ?2 AND peer <> '')",
                              {draft.email.for_the_desk(), draft.peer}));
  DATELINE_TRY(const bool row, query.next());
  if (row) history.last_by_reader = Columns(query).optional_instant();
  return history;
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
