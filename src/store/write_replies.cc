// Replies, the people who wrote them, reports, appeals, and mail that waits.
#include "store/erasures.h"
#include "store/reply_rows.h"
#include "store/sql_text.h"
#include "store/sqlite_writer.h"

namespace dateline::store {
namespace {

/// The same columns, with '' in place of the network address: what a hash is over once it was taken out.
std::string without_peer(std::string_view columns) {
  std::string out(columns);
  return out.replace(out.find("peer"), 4, "''");
}

/// Puts a row, or puts it anew, by its id.
std::string upsert_into(std::string_view table, std::string_view columns) {
  return insert_into(table, columns,
                     sql({"ON CONFLICT (id) DO UPDATE SET (", columns, ") = (", parameters_for(columns), ")"}));
}

std::uint32_t random_bits() {
  return static_cast<std::uint32_t>(digest64(random_key()));
}

/// Random, but behind the ids of earlier seconds: then people, and their replies in the index by person, come in one
/// after the other, and not each into a page of its own that a commit has to write (2 of 7).
Result<desk::PersonId> new_person_id(Database& database, Instant now) {
  for (;;) {
    const desk::PersonId id{static_cast<std::uint64_t>(now.time_since_epoch().count()) << 32 | random_bits()};
    DATELINE_TRY(const std::int64_t taken, database.number("SELECT count(*) FROM people WHERE id = ?1", {id}));
    if (taken == 0 && id != desk::PersonId{}) return id;
  }
}

Status named(Status done, std::string_view what) {
  if (done || done.error().code != Code::kNotFound) return done;
  return fail(Code::kNotFound, std::string(what));
}

}  // namespace

Status SqliteWriter::put_reply(const desk::Reply& reply, std::string_view status_key_hash, std::string_view once) {
  static const std::string kSql = insert_into("replies", sql({kReplyColumns, ", hash"}));
  KeptReply kept{reply, std::string(status_key_hash), std::nullopt};
  if (!once.empty()) {
    kept.once = once;
    DATELINE_TRY(const std::optional<desk::ReplyId> before, reply_by_once(once));
    if (before) return fail(Code::kConflict, "this form was sent before, as reply " + before->str());
  }
  return named(database_->run(kSql, with_hash(to_row(kept))),
               "the reply that reply " + reply.id.str() + " answers, or its person, does not exist");
}

Status SqliteWriter::update_reply(const desk::Reply& reply) {
  DATELINE_TRY(std::optional<KeptReply> kept, find_reply(*database_, reply.id));
  if (!kept || kept->reply.state == desk::ReplyState::kErased) {
    return fail(Code::kNotFound, "there is no reply " + reply.id.str() + ", or it was erased");
  }
  const desk::Reply before = std::exchange(kept->reply, reply);
  kept->reply.article = before.article;
  kept->reply.parent = before.parent;
  kept->reply.person = before.person;
  kept->reply.posted_at = before.posted_at;
  kept->reply.peer = before.peer;
  return write_again(*database_, *kept);
}

Result<std::optional<desk::ReplyId>> SqliteWriter::reply_by_once(std::string_view once) const {
  return find_reply_by_once(*database_, once);
}

Result<std::string> SqliteWriter::once_of(desk::ReplyId id) const {
  return find_once(*database_, id);
}

Result<desk::ReplyHistory> SqliteWriter::history_for(const desk::ReplyDraft& draft, Instant now) const {
  return find_history(*database_, draft, now);
}

Result<desk::Person> SqliteWriter::person_of(const desk::EmailAddress& email, Instant now) {
  static const std::string kSql = insert_into("people", sql({kPersonColumns, ", hash"}));
  DATELINE_TRY(std::optional<desk::Person> known, find_person_by(*database_, email));
  if (known) return std::move(*known);
  desk::Person person;
  DATELINE_TRY(person.id, new_person_id(*database_, now));
  person.email = email;
  person.avatar = random_bits();
  person.first_at = now;
  DATELINE_TRY_VOID(database_->run(kSql, with_hash(to_row(person))));
  return person;
}

Result<std::optional<desk::Person>> SqliteWriter::find_person(const desk::EmailAddress& email) const {
  return find_person_by(*database_, email);
}

Status SqliteWriter::put_person(const desk::Person& person) {
  static const std::string kColumns = sql({kPersonColumns, ", hash"});
  static const std::string kSql =
      sql({"UPDATE people SET (", kColumns, ") = (", parameters_for(kColumns), ") WHERE id = ?1"});
  DATELINE_TRY(const std::optional<desk::Person> before, store::find_person(*database_, person.id));
  if (!before) return fail(Code::kNotFound, "there is no person " + person.id.str());
  // The address stays: it is who the person is. Read as it stands there, in case it is none that parse() takes.
  DATELINE_TRY(Query query, database_->query("SELECT email FROM people WHERE id = ?1", {person.id}));
  DATELINE_TRY(const bool found, query.next());
  Row row = to_row(person);
  if (found) row[1] = query.value(0);
  return database_->run(kSql, with_hash(std::move(row)));
}

Status SqliteWriter::put_reader_key(std::string_view key_hash, desk::PersonId person, Instant expires_at) {
  return database_->atomically([&]() -> Status {
    // The new key tells the time, as a session does.
    DATELINE_TRY_VOID(
        database_->run("DELETE FROM reader_keys WHERE expires_at <= ?1", {expires_at - desk::kReaderKeyLife}));
    return named(database_->run("INSERT INTO reader_keys (key_hash, person, expires_at) VALUES (?1, ?2, ?3)",
                                {key_hash, person, expires_at}),
                 "there is no person " + person.str());
  });
}

Status SqliteWriter::put_mailed_link(const desk::MailedLink& link) {
  // The link that ends letters is the same in all of a person's.
  static const std::string kSql = insert_into("mailed_links", kLinkColumns, "ON CONFLICT (key_hash) DO NOTHING");
  return database_->atomically([&]() -> Status {
    if (link.kind != desk::MailedLink::Kind::kStop) {
      const auto life =
          link.kind == desk::MailedLink::Kind::kProve ? std::chrono::hours(desk::kProveLife) : desk::kManageLife;
      DATELINE_TRY_VOID(database_->run("DELETE FROM mailed_links WHERE kind <> 'stop' AND expires_at <= ?1",
                                       {link.expires_at - life}));
    }
    return named(database_->run(kSql, to_row(link)), "there is no person " + link.person.str());
  });
}

Status SqliteWriter::remove_mailed_link(std::string_view key_hash) {
  return database_->run("DELETE FROM mailed_links WHERE key_hash = ?1", {key_hash});
}

Status SqliteWriter::put_report(const desk::Report& report, std::string_view key_hash) {
  static const std::string kSql = upsert_into("reports", sql({kReportColumns, ", hash"}));
  // Whoever decides a report need not know its key.
  DATELINE_TRY(Query query, database_->query("SELECT key_hash FROM reports WHERE id = ?1", {report.id}));
  DATELINE_TRY(const bool decided, query.next());
  return named(database_->run(kSql, with_hash(to_row(report, decided ? query.text(0) : std::string(key_hash)))),
               "there is no reply " + report.reply.str() + ", or its reporter was erased");
}

Status SqliteWriter::put_appeal(const desk::Appeal& appeal) {
  static const std::string kSql = upsert_into("appeals", sql({kAppealColumns, ", hash"}));
  return named(database_->run(kSql, with_hash(to_row(appeal))),
               "there is no reply " + appeal.reply.str() + ", or no such report");
}

Status SqliteWriter::put_letter(const desk::Letter& letter) {
  static const std::string kSql = upsert_into("letters", kLetterColumns);
  return named(database_->run(kSql, to_row(letter)), "there is no person " + letter.person.str());
}

Status SqliteWriter::remove_letter(desk::LetterId id) {
  return database_->run("DELETE FROM letters WHERE id = ?1", {id});
}

Status SqliteWriter::remove_letters_about(desk::ReplyId id) {
  return database_->run("DELETE FROM letters WHERE reply = ?1 AND kind IN ('decision', 'reported', 'answered')", {id});
}

Status SqliteWriter::put_reply_rules(const desk::ReplyRules& rules) {
  return put_setting(kReplyRulesSetting, desk::keep_rules(rules));
}

Result<std::int64_t> SqliteWriter::erase_person(desk::PersonId person) {
  std::vector<desk::ReplyId> replies;
  DATELINE_TRY_VOID(database_->atomically([&]() -> Status {
    DATELINE_TRY(replies, erase(*database_, person));
    // Last: should the batch fail now, the next start erases what its list says, which is what was asked for.
    return append_erasure(erasures_file(), person, replies);
  }));
  must_overwrite_ = true;
  if (!in_batch_) overwrite();
  return static_cast<std::int64_t>(replies.size());
}

Result<std::int64_t> SqliteWriter::forget_peers(Instant before) {
  static const std::string kReplies = sql({"UPDATE replies INDEXED BY replies_peer SET peer = '', hash = hash_of(",
                                           without_peer(kReplyColumns), ") WHERE peer <> '' AND posted_at < ?1"});
  static const std::string kReports = sql({"UPDATE reports INDEXED BY reports_peer SET peer = '', hash = hash_of(",
                                           without_peer(kReportColumns), ") WHERE peer <> '' AND at < ?1"});
  std::int64_t forgotten = 0;
  DATELINE_TRY_VOID(database_->atomically([&]() -> Status {
    for (const std::string& sql : {kReplies, kReports}) {
      DATELINE_TRY_VOID(database_->run(sql, {before}));
      forgotten += database_->changes();
    }
    return {};
  }));
  return forgotten;
}

std::filesystem::path SqliteWriter::erasures_file() const {
  return database_->file().parent_path() / kErasuresFile;
}

void SqliteWriter::overwrite() {
  // Readers that still see the state before are in the way of emptying the log; the next commit tries again.
  const Result<bool> done = database_->empty_log();
  if (done && *done) must_overwrite_ = false;
}

}  // namespace dateline::store
