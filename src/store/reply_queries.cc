#include "store/reply_queries.h"

#include <algorithm>
#include <utility>

#include "store/desk_queries.h"
#include "store/paging.h"
#include "store/read_rows.h"
#include "store/sql_text.h"

namespace dateline::store {
namespace {

// As the partial index replies_thread says it; the planner compares the texts.
constexpr std::string_view kInThread = "state IN ('approved', 'erased')";

// So many names say who somebody calls himself.
constexpr int kMostNames = 10;

// So many are a flood by any rule; beyond, counting would cost by the flood.
constexpr int kMostCounted = 100;

// A clock that was set back by more than this may hide older replies from a dry run.
constexpr std::chrono::days kClockSlack{1};

std::string select_replies(std::string_view rest) {
  return sql({"SELECT ", kReplyColumns, kEmailOfPerson, " FROM replies ", rest});
}
std::string select_reports(std::string_view rest) {
  return sql({"SELECT ", kReportColumns, kEmailOfPerson, " FROM reports ", rest});
}
std::string select_appeals(std::string_view rest) {
  return sql({"SELECT ", kAppealColumns, " FROM appeals ", rest});
}
std::string select_letters(std::string_view rest) {
  return sql({"SELECT ", kLetterColumns, kEmailOfPerson, " FROM letters ", rest});
}

desk::Reply reply_from(Columns& columns) {
  return kept_reply_from(columns).reply;
}

/// "key, reply ..." of a list that begins with the largest key.
std::pair<desk::Reply, Place> latest_first(Columns& columns) {
  const Place place{columns.number(), 0};
  return {reply_from(columns), place};
}

/// And with the smallest.
std::pair<desk::Reply, Place> longest_waiting_first(Columns& columns) {
  const Place place{oldest_first(columns.number()), 0};
  return {reply_from(columns), place};
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

/// Is there such an article, and when was it first published?
Status find_article(Database& database, const desk::ReplyDraft& draft, desk::ReplyHistory& history) {
  // Along an index that holds these columns: in the row itself they stand behind the whole text.
  DATELINE_TRY(Query query, database.query("SELECT r.state, r.replies_open, r.published_at FROM posts "
                                           "CROSS JOIN post_revisions AS r INDEXED BY post_revisions_replies "
                                           "ON r.post = posts.id AND r.sequence = posts.newest WHERE article = ?1",
                                           {draft.article}));
  DATELINE_TRY(const bool found, query.next());
  history.replies_open = false;
  if (!found) return {};
  Columns columns(query);
  const bool published = columns.text() == desk::to_string(desk::Post::State::kPublished);
  history.replies_open = columns.flag() && published;
  history.published_at = columns.optional_instant();
  return {};
}

/// What the person wrote before, here and elsewhere. Network addresses play no part: many readers share one.
Status find_past(Database& database, desk::PersonId person, const desk::ReplyDraft& draft, std::int64_t digest,
                 Instant now, desk::ReplyHistory& history) {
  if (!draft.reader_key.empty()) {
    DATELINE_TRY(
        const std::int64_t keys,
        database.number("SELECT count(*) FROM reader_keys WHERE key_hash = ?1 AND person = ?2 AND expires_at > ?3",
                        {content_hash(draft.reader_key), person, now}));
    history.proven = keys > 0;
  }
  DATELINE_TRY(const std::int64_t approved,
               database.number("SELECT count(*) FROM (SELECT 1 FROM replies INDEXED BY replies_person "
                               "WHERE person = ?1 AND state = 'approved' AND proven = 1 LIMIT 2)",
                               {person}));
  history.approved = static_cast<int>(approved);
  // The digest is in the index; only where it is the same are the texts compared.
  DATELINE_TRY(const std::int64_t same,
               database.number("SELECT EXISTS (SELECT 1 FROM replies INDEXED BY replies_person "
                               "WHERE person = ?1 AND digest = ?2 AND article = ?3 AND text = ?4)",
                               {person, digest, draft.article, draft.text}));
  history.same_text_before = same > 0;
  // One look at the end of each state's part of the index, rather than all that the person ever wrote.
  DATELINE_TRY(
      Query query,
      database.query("SELECT max("
                     "coalesce((SELECT max(posted_at) FROM replies WHERE person = ?1 AND state = 'held'), ?2), "
                     "coalesce((SELECT max(posted_at) FROM replies WHERE person = ?1 AND state = 'approved'), ?2), "
                     "coalesce((SELECT max(posted_at) FROM replies WHERE person = ?1 AND state = 'rejected'), ?2), "
                     "coalesce((SELECT max(posted_at) FROM replies WHERE person = ?1 AND state = 'spam'), ?2))",
                     {person, std::numeric_limits<std::int64_t>::min()}));
  DATELINE_TRY(const bool row, query.next());
  if (row && query.number(0) != std::numeric_limits<std::int64_t>::min()) {
    history.last_by_reader = Columns(query).instant();
  }
  return {};
}

}  // namespace

Result<std::vector<ThreadEntry>> list_thread(Database& database, article::ArticleId article) {
  // All of it stands in replies_thread: the table, and so the texts, are not touched.
  static const std::string kSql =
      sql({"SELECT id, parent, posted_at, picked, state = 'erased' FROM replies INDEXED BY replies_thread WHERE "
           "article = ?1 AND ",
           kInThread, " ORDER BY posted_at, sequence"});
  return all_of(database.query(kSql, {article}), [](Columns& columns) {
    ThreadEntry entry;
    entry.id = columns.id<desk::ReplyId>();
    entry.parent = columns.optional_id<desk::ReplyId>();
    entry.posted_at = columns.instant();
    entry.picked = columns.flag();
    entry.gone = columns.flag();
    return entry;
  });
}

Result<std::vector<desk::PublicReply>> list_public_replies(Database& database, const std::vector<desk::ReplyId>& ids) {
  static const std::string kSql = sql({"SELECT ", kPublicReplyColumns, " FROM replies WHERE id = ?1 AND ", kInThread});
  std::vector<desk::PublicReply> replies;
  replies.reserve(ids.size());
  for (const desk::ReplyId id : ids) {
    DATELINE_TRY(std::optional<desk::PublicReply> reply, first_of(database.query(kSql, {id}), public_reply_from));
    if (reply) replies.push_back(std::move(*reply));
  }
  return replies;
}

Result<std::int64_t> count_approved(Database& database, article::ArticleId article) {
  static const std::string kSql = sql({"SELECT count(*) FROM replies INDEXED BY replies_thread WHERE article = ?1 AND ",
                                       kInThread, " AND state = 'approved'"});
  return database.number(kSql, {article});
}

Result<std::optional<desk::OwnReply>> find_own_reply(Database& database, std::string_view status_key_hash) {
  static const std::string kSql =
      sql({"SELECT article, state, ground, reason, decided_by <> '', decided_at, proven, "
           "revision, ",
           kPublicReplyColumns, " FROM replies WHERE preview_key_hash = ?1 AND state <> 'erased'"});
  return first_of(database.query(kSql, {status_key_hash}), [](Columns& columns) {
    desk::OwnReply own;
    own.article = columns.id<article::ArticleId>();
    own.state = desk::parse_reply_state(columns.text()).value_or(desk::ReplyState::kHeld);
    own.ground = desk::parse_ground(columns.text()).value_or(desk::Ground::kNone);
    own.reason = columns.text();
    own.decided_by_person = columns.flag();
    own.decided_at = columns.optional_instant();
    own.proven = columns.flag();
    own.revision = static_cast<int>(columns.number());
    own.reply = public_reply_from(columns);
    return own;
  });
}

Result<Paged<PublishedReply>> list_newest_replies(Database& database, std::optional<article::ArticleId> article,
                                                  const Page& page) {
  static const BothWays kAll(sql({"SELECT sequence, 0, article, ", kPublicReplyColumns,
                                  " FROM replies WHERE state = 'approved' AND sequence {<} ?1 "
                                  "ORDER BY sequence {DESC} LIMIT ?2"}));
  static const BothWays kOfOne(sql({"SELECT posted_at, sequence, article, ", kPublicReplyColumns,
                                    " FROM replies INDEXED BY replies_thread WHERE article = ?3 AND ", kInThread,
                                    " AND state = 'approved' AND (posted_at, sequence) {<} (?1, ?4) "
                                    "ORDER BY posted_at {DESC}, sequence {DESC} LIMIT ?2"}));
  const Position position = read_cursor(page.cursor);
  auto read = [](Columns& columns) {
    Place place;
    place.major = columns.number();
    place.minor = columns.number();
    const auto id = columns.id<article::ArticleId>();
    return std::pair(PublishedReply{id, public_reply_from(columns)}, place);
  };
  if (!article) {
    return read_page<PublishedReply>(database.query(kAll.of(position), {position.from.major, limit_of(page) + 1}),
                                     position, page, read);
  }
  return read_page<PublishedReply>(
      database.query(kOfOne.of(position), {position.from.major, limit_of(page) + 1, *article, position.from.minor}),
      position, page, read);
}

Result<std::optional<KeptReply>> find_reply(Database& database, desk::ReplyId id) {
  static const std::string kSql = select_replies("WHERE id = ?1");
  return first_of(database.query(kSql, {id}), kept_reply_from);
}

Result<std::optional<desk::ReplyId>> find_reply_by_once(Database& database, std::string_view once) {
  return first_of(database.query("SELECT id FROM replies WHERE once = ?1", {once}),
                  [](Columns& columns) { return columns.id<desk::ReplyId>(); });
}

Result<std::string> find_once(Database& database, desk::ReplyId id) {
  DATELINE_TRY(std::optional<std::string> once, first_of(database.query("SELECT once FROM replies WHERE id = ?1", {id}),
                                                         [](Columns& columns) { return columns.text(); }));
  return std::move(once).value_or("");
}

Result<desk::ReplyHistory> find_history(Database& database, const desk::ReplyDraft& draft, Instant now) {
  desk::ReplyHistory history;
  DATELINE_TRY_VOID(find_article(database, draft, history));
  if (draft.parent) DATELINE_TRY_VOID(find_parent(database, draft, history));
  const auto digest = static_cast<std::int64_t>(desk::text_digest(draft.text));
  DATELINE_TRY(const std::int64_t person,
               database.number("SELECT id FROM people WHERE email = ?1", {draft.email.for_the_desk()}));
  if (person != 0) {
    DATELINE_TRY_VOID(
        find_past(database, desk::PersonId{static_cast<std::uint64_t>(person)}, draft, digest, now, history));
  }
  DATELINE_TRY(const std::int64_t repeated,
               database.number("SELECT count(*) FROM (SELECT 1 FROM replies INDEXED BY replies_text "
                               "WHERE digest = ?1 AND posted_at >= ?2 LIMIT ?3)",
                               {digest, now - desk::kRepeatWindow, kMostCounted}));
  history.same_text_by_anyone = static_cast<int>(repeated);
  return history;
}

Result<Paged<desk::Reply>> list_queue(Database& database, ReplyQueue queue, const Page& page) {
  // Where a page begins is a reply's own place, so what is decided meanwhile moves nothing.
  static const BothWays kHeld(
      sql({"SELECT sequence, ", kReplyColumns, kEmailOfPerson,
           " FROM replies WHERE state = 'held' AND ?1 {<} sequence ORDER BY sequence {ASC} LIMIT ?2"}));
  // Cost: by the open reports, some 2 us each.
  static const BothWays kReported(
      sql({"SELECT first, ", kReplyColumns, kEmailOfPerson,
           " FROM (SELECT reply AS reported, min(sequence) AS first FROM reports INDEXED BY reports_open "
           "WHERE state = 'open' GROUP BY reply) CROSS JOIN replies ON id = reported "
           "WHERE state IN ('approved', 'held') AND ?1 {<} first ORDER BY first {ASC} LIMIT ?2"}));
  static const BothWays kNew(
      sql({"SELECT sequence, ", kReplyColumns, kEmailOfPerson,
           " FROM replies INDEXED BY replies_new WHERE state = 'approved' AND decided_by = '' AND sequence {<} ?1 "
           "ORDER BY sequence {DESC} LIMIT ?2"}));
  static const BothWays kDecided(
      sql({"SELECT sequence, ", kReplyColumns, kEmailOfPerson,
           " FROM replies WHERE state = ?3 AND sequence {<} ?1 ORDER BY sequence {DESC} LIMIT ?2"}));
  const Position position = read_cursor(page.cursor);
  const std::int64_t from = position.from.major;
  const int limit = limit_of(page) + 1;
  switch (queue) {
    case ReplyQueue::kHeld:
      return read_page<desk::Reply>(database.query(kHeld.of(position), {oldest_first(from), limit}), position, page,
                                    longest_waiting_first);
    case ReplyQueue::kReported:
      return read_page<desk::Reply>(database.query(kReported.of(position), {oldest_first(from), limit}), position, page,
                                    longest_waiting_first);
    case ReplyQueue::kNew:
      return read_page<desk::Reply>(database.query(kNew.of(position), {from, limit}), position, page, latest_first);
    case ReplyQueue::kApproved:
    case ReplyQueue::kRejected:
    case ReplyQueue::kSpam:
      // These three are called as their states are.
      return read_page<desk::Reply>(database.query(kDecided.of(position), {from, limit, to_string(queue)}), position,
                                    page, latest_first);
  }
  DATELINE_CHECK(!"a queue outside the enumeration");
  return Paged<desk::Reply>();
}

Result<QueueCounts> count_queues(Database& database) {
  // Over indexes alone: with 100,000 replies 15 ms on a busy machine.
  QueueCounts counts;
  {
    DATELINE_TRY(Query query,
                 database.query("SELECT state, count(*) FROM replies INDEXED BY replies_state GROUP BY state"));
    for (;;) {
      DATELINE_TRY(const bool row, query.next());
      if (!row) break;
      Columns columns(query);
      const std::string state = columns.text();
      const std::int64_t count = columns.number();
      if (state == desk::to_string(desk::ReplyState::kHeld)) counts.held = count;
      if (state == desk::to_string(desk::ReplyState::kApproved)) counts.approved = count;
      if (state == desk::to_string(desk::ReplyState::kRejected)) counts.rejected = count;
      if (state == desk::to_string(desk::ReplyState::kSpam)) counts.spam = count;
    }
  }
  DATELINE_TRY(counts.unseen, database.number("SELECT count(*) FROM replies INDEXED BY replies_new "
                                              "WHERE state = 'approved' AND decided_by = ''"));
  DATELINE_TRY(counts.reported,
               database.number("SELECT count(*) FROM (SELECT DISTINCT reply AS reported FROM reports "
                               "INDEXED BY reports_open WHERE state = 'open') CROSS JOIN replies ON id = reported "
                               "WHERE state IN ('approved', 'held')"));
  DATELINE_TRY(counts.appeals, database.number("SELECT count(*) FROM appeals WHERE state = 'open'"));
  return counts;
}

Result<std::vector<desk::Reply>> list_answers(Database& database, desk::ReplyId id, int limit) {
  static const std::string kSql = select_replies("WHERE parent = ?1 ORDER BY sequence LIMIT ?2");
  return all_of(database.query(kSql, {id, std::max(limit, 0)}), reply_from);
}

Status visit_replies(Database& database, Instant since, const std::function<void(const desk::Reply&)>& visit) {
  static const std::string kSql = select_replies("ORDER BY sequence DESC");
  DATELINE_TRY(Query query, database.query(kSql));
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return {};
    Columns columns(query);
    const desk::Reply reply = reply_from(columns);
    if (reply.posted_at < since - kClockSlack) return {};
    if (reply.posted_at >= since && reply.state != desk::ReplyState::kErased) visit(reply);
  }
}

Result<desk::ReplyRules> find_rules(Database& database) {
  DATELINE_TRY(const std::optional<std::string> kept, find_setting(database, kReplyRulesSetting));
  return kept ? desk::kept_rules(*kept) : desk::ReplyRules();
}

Result<std::optional<desk::Person>> find_person(Database& database, desk::PersonId id) {
  static const std::string kSql = sql({"SELECT ", kPersonColumns, " FROM people WHERE id = ?1"});
  return first_of(database.query(kSql, {id}), person_from);
}

Result<std::optional<desk::Person>> find_person_by(Database& database, const desk::EmailAddress& email) {
  static const std::string kSql = sql({"SELECT ", kPersonColumns, " FROM people WHERE email = ?1"});
  return first_of(database.query(kSql, {email.for_the_desk()}), person_from);
}

Result<std::optional<desk::PersonHistory>> find_person_history(Database& database, desk::PersonId id) {
  DATELINE_TRY(std::optional<desk::Person> person, find_person(database, id));
  if (!person) return std::nullopt;
  desk::PersonHistory history;
  history.person = std::move(*person);
  const auto count = [&](desk::ReplyState state, int& into) -> Status {
    DATELINE_TRY(const std::int64_t replies,
                 database.number("SELECT count(*) FROM replies INDEXED BY replies_person WHERE person = ?1 AND "
                                 "state = ?2",
                                 {id, desk::to_string(state)}));
    into = static_cast<int>(replies);
    return {};
  };
  DATELINE_TRY_VOID(count(desk::ReplyState::kHeld, history.held));
  DATELINE_TRY_VOID(count(desk::ReplyState::kApproved, history.approved));
  DATELINE_TRY_VOID(count(desk::ReplyState::kRejected, history.rejected));
  DATELINE_TRY_VOID(count(desk::ReplyState::kSpam, history.spam));
  DATELINE_TRY(history.names, all_of(database.query("SELECT name FROM replies WHERE person = ?1 GROUP BY name "
                                                    "ORDER BY max(sequence) DESC LIMIT ?2",
                                                    {id, kMostNames}),
                                     [](Columns& columns) { return columns.text(); }));
  return history;
}

Result<std::optional<PersonalData>> find_personal_data(Database& database, desk::PersonId id) {
  static const std::string kReplies = select_replies("WHERE person = ?1 ORDER BY sequence");
  static const std::string kReports = select_reports("WHERE person = ?1 ORDER BY sequence");
  // What others say in their appeals about this person's replies is theirs.
  static const std::string kAppeals = select_appeals(
      "WHERE report IS NULL AND reply IN (SELECT id FROM replies WHERE person = ?1) "
      "OR report IN (SELECT id FROM reports WHERE person = ?1) ORDER BY sequence");
  DATELINE_TRY(std::optional<desk::Person> person, find_person(database, id));
  if (!person) return std::nullopt;
  PersonalData data;
  data.person = std::move(*person);
  DATELINE_TRY(data.replies, all_of(database.query(kReplies, {id}), reply_from));
  DATELINE_TRY(data.reports, all_of(database.query(kReports, {id}), report_from));
  DATELINE_TRY(data.appeals, all_of(database.query(kAppeals, {id}), appeal_from));
  return data;
}

Result<Paged<desk::Reply>> list_replies_of(Database& database, desk::PersonId person, const Page& page) {
  // Cost: by the person's replies, which are sorted; an index of its own would cost every reply that comes in.
  static const BothWays kSql(sql({"SELECT sequence, ", kReplyColumns, kEmailOfPerson,
                                  " FROM replies INDEXED BY replies_person WHERE person = ?3 AND sequence {<} ?1 "
                                  "ORDER BY sequence {DESC} LIMIT ?2"}));
  const Position position = read_cursor(page.cursor);
  return read_page<desk::Reply>(database.query(kSql.of(position), {position.from.major, limit_of(page) + 1, person}),
                                position, page, latest_first);
}

Result<std::optional<desk::MailedLink>> find_link(Database& database, std::string_view key_hash, Instant now) {
  static const std::string kSql =
      sql({"SELECT ", kLinkColumns, " FROM mailed_links WHERE key_hash = ?1 AND (kind = 'stop' OR expires_at > ?2)"});
  return first_of(database.query(kSql, {key_hash, now}), link_from);
}

Result<std::optional<desk::Report>> find_report_by_key(Database& database, std::string_view key_hash) {
  static const std::string kSql = select_reports("WHERE key_hash = ?1");
  return first_of(database.query(kSql, {key_hash}), report_from);
}

Result<std::vector<desk::Report>> list_reports(Database& database, desk::ReplyId reply) {
  static const std::string kSql = select_reports("WHERE reply = ?1 ORDER BY sequence");
  return all_of(database.query(kSql, {reply}), report_from);
}

Result<std::optional<desk::Appeal>> find_appeal(Database& database, desk::AppealId id) {
  static const std::string kSql = select_appeals("WHERE id = ?1");
  return first_of(database.query(kSql, {id}), appeal_from);
}

Result<std::optional<desk::Appeal>> find_appeal_of(Database& database, desk::ReplyId reply,
                                                   std::optional<desk::ReportId> report) {
  static const std::string kSql = select_appeals("WHERE reply = ?1 AND report IS ?2 ORDER BY sequence DESC LIMIT 1");
  return first_of(database.query(kSql, {reply, report}), appeal_from);
}

Result<Paged<desk::Appeal>> list_appeals(Database& database, desk::Appeal::State state, const Page& page) {
  // As the queues: who waits longest is read first; of what was decided, the latest is what somebody looks for.
  static const std::string kSelect = sql({"SELECT sequence, ", kAppealColumns, " FROM appeals WHERE state = ?3 AND "});
  static const BothWays kOldest(kSelect + "?1 {<} sequence ORDER BY sequence {ASC} LIMIT ?2");
  static const BothWays kLatest(kSelect + "sequence {<} ?1 ORDER BY sequence {DESC} LIMIT ?2");
  const bool waiting = state == desk::Appeal::State::kOpen;
  const Position position = read_cursor(page.cursor);
  const std::int64_t from = position.from.major;
  return read_page<desk::Appeal>(
      database.query((waiting ? kOldest : kLatest).of(position),
                     {waiting ? oldest_first(from) : from, limit_of(page) + 1, desk::to_string(state)}),
      position, page, [&](Columns& columns) {
        const std::int64_t sequence = columns.number();
        return std::pair(appeal_from(columns), Place{waiting ? oldest_first(sequence) : sequence, 0});
      });
}

Result<std::vector<desk::Letter>> list_due_letters(Database& database, Instant now, int limit) {
  static const std::string kSql = select_letters("WHERE next_at <= ?1 ORDER BY next_at, sequence LIMIT ?2");
  return all_of(database.query(kSql, {now, std::max(limit, 0)}), letter_from);
}

Result<std::optional<desk::Letter>> find_letter(Database& database, desk::LetterId id) {
  static const std::string kSql = select_letters("WHERE id = ?1");
  return first_of(database.query(kSql, {id}), letter_from);
}

Result<std::int64_t> count_letters(Database& database) {
  return database.number("SELECT count(*) FROM letters");
}

std::string_view to_string(ReplyQueue queue) {
  switch (queue) {
    case ReplyQueue::kHeld:
      return "held";
    case ReplyQueue::kReported:
      return "reported";
    case ReplyQueue::kNew:
      return "new";
    case ReplyQueue::kApproved:
      return "approved";
    case ReplyQueue::kRejected:
      return "rejected";
    case ReplyQueue::kSpam:
      return "spam";
  }
  DATELINE_CHECK(!"a queue outside the enumeration");
  return "";
}

std::optional<ReplyQueue> parse_reply_queue(std::string_view text) {
  for (const ReplyQueue queue : {ReplyQueue::kHeld, ReplyQueue::kReported, ReplyQueue::kNew, ReplyQueue::kApproved,
                                 ReplyQueue::kRejected, ReplyQueue::kSpam}) {
    if (text == to_string(queue)) return queue;
  }
  return std::nullopt;
}

}  // namespace dateline::store
