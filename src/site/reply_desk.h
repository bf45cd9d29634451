#pragma once
// What the site asks the newsroom to do about replies and those who write them. As site/newsroom.h: done in the order
// asked, in batches; when `done` is called with a value, it is durable.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/letter.h"
#include "desk/person.h"
#include "desk/reply.h"
#include "desk/reply_rules.h"
#include "desk/report.h"
#include "site/done.h"

namespace dateline::site {

/// What a moderator decided about some replies.
struct ReplyDecision {
  /// With the revision that was read; one that was edited since is not decided.
  struct Read {
    desk::ReplyId reply;
    int revision = 0;
  };
  std::vector<Read> replies;
  desk::ReplyState state = desk::ReplyState::kApproved;
  desk::Ground ground = desk::Ground::kNone;  ///< With `reason` the statement of reasons.
  std::string reason{};
  /// Takes the last decision back: the reply is in `state` again and undecided, reports that it answered are open
  /// again, and letters about it that have not left stay here.
  bool undo = false;
};

class ReplyDesk {
 public:
  virtual ~ReplyDesk() = default;

  // Readers. A key that opens nothing (any more) is kNotFound.
  virtual void post(desk::ReplyDraft draft, Done<std::expected<desk::PostedReply, desk::ReplyRefusal>> done) = 0;
  /// New words for one's own reply. kDenied: kEditWindow is over, or the desk has decided already. What was published
  /// is judged again, as a new one is.
  virtual void edit(std::string status_key, std::string text, Done<desk::PostedReply> done) = 0;
  /// The value is the key of the report's status page. kNotFound: no such public reply. kLimit: too many.
  virtual void report(desk::ReportDraft draft, Done<std::string> done) = 0;
  /// By an author whose reply was not published (with its status key), or by whoever reported (with the report's key).
  /// kConflict: there was an appeal already. kDenied: nothing was decided by a person, or kAppealWindow is over.
  virtual void appeal(std::string key, std::string words, Done<desk::AppealId> done) = 0;
  /// Mails a link that opens what is kept about an address, where anything is. Says nothing about whether it is.
  /// kLimit.
  virtual void ask_for_link(desk::EmailAddress email, std::uint64_t origin, Done<void> done) = 0;
  /// The address is proved; its reply and those that this person posts from a browser with the key count as proven.
  virtual void prove(std::string link_key, Done<desk::Proven> done) = 0;
  virtual void stop_mail(std::string link_key, Done<void> done) = 0;
  /// All that is kept about the person of a manage link. The value: how many replies.
  virtual void erase(std::string link_key, Done<std::int64_t> done) = 0;

  // The desk. `who` is an account's name.
  /// Decides all that still stand as they were read; the value says how many, and leaves out what was edited, erased or
  /// decided the same already. Open reports of a reply are answered with it: approved dismisses them, else they are
  /// upheld. Authors and reporters are told by mail where they can be.
  virtual void decide(std::string who, ReplyDecision decision, Done<std::vector<desk::ReplyId>> done) = 0;
  virtual void pick(std::string who, desk::ReplyId reply, bool picked, Done<void> done) = 0;
  /// Granted: the decision is turned round (a reply is published; or, of a reporter, taken down with the report's
  /// ground). kConflict: it was decided.
  virtual void decide_appeal(std::string who, desk::AppealId appeal, bool granted, std::string answer,
                             Done<void> done) = 0;
  virtual void note_person(std::string who, desk::PersonId person, std::string note, Done<void> done) = 0;
  /// As erase(), for somebody who asked the desk for it.
  virtual void erase_person(std::string who, desk::PersonId person, Done<std::int64_t> done) = 0;
  virtual void set_rules(std::string who, desk::ReplyRules rules, Done<void> done) = 0;

  // Mail
  /// A server took it (`problem` ""), or did not: it is tried again later (desk::retry_after), or given up where that
  /// says so or `for_good`.
  virtual void letter_tried(desk::LetterId letter, std::string problem, bool for_good, Done<void> done) = 0;
};

}  // namespace dateline::site
