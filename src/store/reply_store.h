#pragma once
// What must survive of replies and of those who write them; bases of Reader and Writer (store.h), whose rules hold
// here.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "article/article.h"
#include "base/clock.h"
#include "base/result.h"
#include "desk/letter.h"
#include "desk/person.h"
#include "desk/reply.h"
#include "desk/reply_rules.h"
#include "desk/report.h"
#include "store/page.h"

namespace dateline::store {

/// The desk's lists of replies. kReported: published, with an open report. kNew: published by the rules, and nobody of
/// the desk has looked yet.
enum class ReplyQueue { kHeld, kReported, kNew, kApproved, kRejected, kSpam };
std::string_view to_string(ReplyQueue queue);  ///< "held", "reported", "new" ...
std::optional<ReplyQueue> parse_reply_queue(std::string_view text);

/// A reply's place in the public thread of its article: what putting it in order takes.
struct ThreadEntry {
  desk::ReplyId id;
  std::optional<desk::ReplyId> parent;
  Instant posted_at{};
  bool picked = false;
  bool gone = false;  ///< Erased.
};

struct QueueCounts {
  std::int64_t held = 0, reported = 0, unseen = 0, approved = 0, rejected = 0, spam = 0, appeals = 0;
};

/// All that is kept about a person, for the person.
struct PersonalData {
  desk::Person person;
  std::vector<desk::Reply> replies;  ///< Oldest first.
  std::vector<desk::Report> reports;
  std::vector<desk::Appeal> appeals;  ///< Of these replies and reports.
};

class ReplyReader {
 public:
  virtual ~ReplyReader() = default;

  // For the public: types that cannot hold an address.
  /// Approved replies to the article, and erased ones, oldest first. Cost: 1 us each.
  virtual Result<std::vector<ThreadEntry>> thread(article::ArticleId article) const = 0;
  /// Those of them, in the order asked for; what is not public is left out. Cost: by what is asked for.
  virtual Result<std::vector<desk::PublicReply>> public_replies(const std::vector<desk::ReplyId>& ids) const = 0;
  /// How many are approved.
  virtual Result<std::int64_t> count_replies(article::ArticleId article) const = 0;
  /// By the hash of the status key: the author's own reply, in any state but erased.
  virtual Result<std::optional<desk::OwnReply>> own_reply(std::string_view status_key_hash) const = 0;
  virtual Result<std::optional<desk::Report>> report_by_key(std::string_view key_hash) const = 0;
  /// The latest of the author (`report` absent), or of who reported.
  virtual Result<std::optional<desk::Appeal>> appeal_of(desk::ReplyId reply,
                                                        std::optional<desk::ReportId> report) const = 0;
  /// Absent when it has expired, was used (kProve) or never was.
  virtual Result<std::optional<desk::MailedLink>> mailed_link(std::string_view key_hash, Instant now) const = 0;
  virtual Result<std::optional<PersonalData>> personal_data(desk::PersonId person) const = 0;

  // For the desk
  virtual Result<std::optional<desk::Reply>> reply(desk::ReplyId id) const = 0;
  /// kHeld and kReported: who waits longest first; the others: the latest first.
  virtual Result<Paged<desk::Reply>> replies(ReplyQueue queue, const Page& page) const = 0;
  virtual Result<QueueCounts> queue_counts() const = 0;
  /// Answers to it in any state, oldest first, at most `limit`.
  virtual Result<std::vector<desk::Reply>> answers(desk::ReplyId id, int limit) const = 0;
  virtual Result<std::optional<desk::PersonHistory>> person(desk::PersonId id) const = 0;
  virtual Result<Paged<desk::Reply>> replies_of(desk::PersonId person, const Page& page) const = 0;  ///< Latest first.
  virtual Result<std::vector<desk::Report>> reports_of(desk::ReplyId id) const = 0;                  ///< Oldest first.
  virtual Result<Paged<desk::Appeal>> appeals(desk::Appeal::State state, const Page& page) const = 0;
  virtual Result<std::optional<desk::Appeal>> appeal(desk::AppealId id) const = 0;
  /// Posted since then, the latest first: for a dry run of the rules. Streams.
  virtual Status each_reply(Instant since, const std::function<void(const desk::Reply&)>& visit) const = 0;
  virtual Result<desk::ReplyRules> reply_rules() const = 0;

  // For mail
  /// Those whose time has come, the oldest first.
  virtual Result<std::vector<desk::Letter>> due_letters(Instant now, int limit) const = 0;
  virtual Result<std::optional<desk::Letter>> letter(desk::LetterId id) const = 0;
  virtual Result<std::int64_t> waiting_letters() const = 0;
};

/// Newsroom thread only, inside a batch; see Writer.
class ReplyWriter {
 public:
  virtual ~ReplyWriter() = default;

  /// A new one. kConflict if `once` was used: then nothing is written (see reply_by_once). An empty `once` matches
  /// nothing. Whatever `reply.peer` says, only its cut form is kept.
  virtual Status put_reply(const desk::Reply& reply, std::string_view status_key_hash, std::string_view once) = 0;
  /// Anew, what may change: state, decision, words, `proven`, avatar, marks. kNotFound.
  virtual Status update_reply(const desk::Reply& reply) = 0;
  virtual Result<std::optional<desk::ReplyId>> reply_by_once(std::string_view once) const = 0;
  virtual Result<std::string> once_of(desk::ReplyId id) const = 0;  ///< "" where it came without, or is not there.
  /// What is known before the draft is judged; spam_clues is not the store's. Cost: by indexes only, some 50 us.
  virtual Result<desk::ReplyHistory> history_for(const desk::ReplyDraft& draft, Instant now) const = 0;

  /// The person of that address; made, with a random id and avatar, where there is none.
  virtual Result<desk::Person> person_of(const desk::EmailAddress& email, Instant now) = 0;
  virtual Result<std::optional<desk::Person>> find_person(const desk::EmailAddress& email) const = 0;
  virtual Status put_person(const desk::Person& person) = 0;
  virtual Status put_reader_key(std::string_view key_hash, desk::PersonId person, Instant expires_at) = 0;
  virtual Status put_mailed_link(const desk::MailedLink& link) = 0;  ///< Expired ones go.
  virtual Status remove_mailed_link(std::string_view key_hash) = 0;

  virtual Status put_report(const desk::Report& report, std::string_view key_hash) = 0;  ///< New, or decided.
  virtual Status put_appeal(const desk::Appeal& appeal) = 0;

  virtual Status put_letter(const desk::Letter& letter) = 0;  ///< New, or tried again later.
  virtual Status remove_letter(desk::LetterId id) = 0;
  virtual Status remove_letters_about(desk::ReplyId id) = 0;  ///< Those that wait: kDecision, kReported, kAnswered.

  virtual Status put_reply_rules(const desk::ReplyRules& rules) = 0;

  /// Takes out all that is kept about the person: words, names and addresses of replies (their places stay, as
  /// kErased), reports, appeals, letters, links, keys. Written into the folder's list of erasures before it returns, so
  /// that it holds for a backup that is put back, too; the bytes are overwritten after the commit. How many replies.
  virtual Result<std::int64_t> erase_person(desk::PersonId person) = 0;
  /// Takes out network addresses of before then. How many.
  virtual Result<std::int64_t> forget_peers(Instant before) = 0;
};

}  // namespace dateline::store
