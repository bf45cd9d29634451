#include "store/erasures.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>
#include <string>

#include "store/read_rows.h"
#include "store/reply_queries.h"
#include "store/sql_text.h"
#include "store/sync.h"

namespace dateline::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPersonLine = "person ";
constexpr std::string_view kReplyLine = "reply ";

/// The reply's place, and the desk's name beside its decision; nothing of whoever wrote it.
KeptReply blank(const desk::Reply& reply) {
  KeptReply left;
  left.reply.id = reply.id;
  left.reply.article = reply.article;
  left.reply.parent = reply.parent;
  left.reply.posted_at = reply.posted_at;
  left.reply.state = desk::ReplyState::kErased;
  left.reply.decided_by = reply.decided_by;
  left.reply.decided_at = reply.decided_at;
  left.status_key_hash = "erased " + reply.id.str();  // The hash of no key: it opens nothing.
  return left;
}

/// What others reported about a reply that is gone: their words may tell what stood there.
Status close_reports(Database& database, desk::ReplyId reply) {
  static const std::string kSql = sql({"UPDATE reports SET (", kReportColumns, ", hash) = (",
                                       parameters_for(sql({kReportColumns, ", hash"})), ") WHERE id = ?1"});
  struct Kept {
    desk::Report report;
    std::string key_hash;
  };
  DATELINE_TRY(
      const std::vector<Kept> about,
      all_of(database.query(
                 sql({"SELECT key_hash, ", kReportColumns, kEmailOfPerson, " FROM reports WHERE reply = ?1"}), {reply}),
             [](Columns& columns) {
               Kept kept;
               kept.key_hash = columns.text();
               kept.report = report_from(columns);
               return kept;
             }));
  for (Kept kept : about) {
    kept.report.words.clear();
    kept.report.answer.clear();
    if (kept.report.state == desk::Report::State::kOpen) kept.report.state = desk::Report::State::kUpheld;
    DATELINE_TRY_VOID(database.run(kSql, with_hash(to_row(kept.report, kept.key_hash))));
  }
  return {};
}

Status write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail(Code::kInternal, std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(fd) != 0) return fail(Code::kInternal, std::strerror(errno));
  return {};
}

/// Does the file end inside a line, since the power went?
bool is_torn(int fd) {
  struct stat info{};
  char last = '\n';
  if (::fstat(fd, &info) != 0 || info.st_size == 0) return false;
  return ::pread(fd, &last, 1, info.st_size - 1) == 1 && last != '\n';
}

/// Whom a line means, as the database now has it: a backup from before schema 9 gave its people other ids, so their
/// replies name them too. Nobody where it is done, or the line cannot be read.
Result<desk::PersonId> person_on(Database& database, std::string_view line) {
  const bool by_reply = line.starts_with(kReplyLine);
  if (!by_reply && !line.starts_with(kPersonLine)) return desk::PersonId{};
  const auto id = decode_id(line.substr(by_reply ? kReplyLine.size() : kPersonLine.size()));
  if (!id) return desk::PersonId{};
  DATELINE_TRY(const std::int64_t person,
               database.number(by_reply ? "SELECT person FROM replies WHERE id = ?1 AND person IS NOT NULL"
                                        : "SELECT id FROM people WHERE id = ?1",
                               {static_cast<std::int64_t>(*id)}));
  return desk::PersonId{static_cast<std::uint64_t>(person)};
}

}  // namespace

Status write_again(Database& database, const KeptReply& kept) {
  static const std::string kColumns = sql({kReplyColumns, ", hash"});
  static const std::string kSql =
      sql({"UPDATE replies SET (", kColumns, ") = (", parameters_for(kColumns), ") WHERE id = ?1"});
  return database.run(kSql, with_hash(to_row(kept)));
}

Result<std::vector<desk::ReplyId>> erase(Database& database, desk::PersonId person) {
  DATELINE_TRY(const std::optional<PersonalData> data, find_personal_data(database, person));
  std::vector<desk::ReplyId> erased;
  if (!data) return erased;
  // Letters first, since they name all else: to the person, and to others about what the person wrote.
  DATELINE_TRY_VOID(
      database.run("DELETE FROM letters WHERE person = ?1 "
                   "OR reply IN (SELECT id FROM replies WHERE person = ?1) "
                   "OR report IN (SELECT id FROM reports WHERE person = ?1 "
                   "              OR reply IN (SELECT id FROM replies WHERE person = ?1)) "
                   "OR appeal IN (SELECT id FROM appeals WHERE "
                   "              reply IN (SELECT id FROM replies WHERE person = ?1) "
                   "              OR report IN (SELECT id FROM reports WHERE person = ?1))",
                   {person}));
  DATELINE_TRY_VOID(database.run("DELETE FROM mailed_links WHERE person = ?1", {person}));
  DATELINE_TRY_VOID(database.run("DELETE FROM reader_keys WHERE person = ?1", {person}));
  DATELINE_TRY_VOID(
      database.run("DELETE FROM appeals WHERE reply IN (SELECT id FROM replies WHERE person = ?1) "
                   "OR report IN (SELECT id FROM reports WHERE person = ?1)",
                   {person}));
  DATELINE_TRY_VOID(database.run("DELETE FROM reports WHERE person = ?1", {person}));
  for (const desk::Reply& reply : data->replies) {
    DATELINE_TRY_VOID(close_reports(database, reply.id));
    DATELINE_TRY_VOID(write_again(database, blank(reply)));
    erased.push_back(reply.id);
  }
  DATELINE_TRY_VOID(database.run("DELETE FROM people WHERE id = ?1", {person}));
  return erased;
}

Status append_erasure(const fs::path& file, desk::PersonId person, const std::vector<desk::ReplyId>& replies) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) return fail(Code::kInternal, file.string() + ": cannot be opened for writing: " + std::strerror(errno));
  std::string lines = is_torn(fd) ? "\n" : "";
  lines += std::string(kPersonLine) + person.str() + '\n';
  for (const desk::ReplyId reply : replies) lines += std::string(kReplyLine) + reply.str() + '\n';
  Status done = write_all(fd, lines);
  ::close(fd);
  if (!done) return fail(done.error().at(file.string() + ": the list of erasures cannot be written"));
  return sync(file.parent_path());
}

Result<std::int64_t> apply_erasures(Database& database, const fs::path& file) {
  std::ifstream in(file);
  std::int64_t people = 0;
  if (!in) return people;  // Nobody was erased yet.
  DATELINE_TRY_VOID(database.atomically([&]() -> Status {
    for (std::string line; std::getline(in, line);) {
      DATELINE_TRY(const desk::PersonId person, person_on(database, line));
      if (person == desk::PersonId{}) continue;
      DATELINE_TRY_VOID(erase(database, person));
      ++people;
    }
    return {};
  }));
  return people;
}

}  // namespace dateline::store
