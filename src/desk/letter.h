#pragma once
// A mail that is to be sent. It waits in the store until a server has taken it; its words are made when it goes.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "desk/report.h"

namespace dateline::desk {

using LetterId = Id<struct LetterTag>;

struct Letter {
  enum class Kind {
    kProve,     ///< "Is this address yours?"; `key` of a MailedLink.
    kManage,    ///< The link that was asked for; `key` of a MailedLink.
    kDecision,  ///< The statement of reasons to a reply's author; `key` of its status page.
    kReported,  ///< What was decided about a report, to whoever made it; `key` of the report.
    kAppeal,    ///< What was decided about an appeal; `key` of the status page, or of the report.
    kAnswered,  ///< Somebody answered: `reply` is the answer.
  };
  LetterId id{};  ///< Random. Makes the Message-ID: a letter that is sent twice is known for the same.
  Kind kind = Kind::kProve;
  PersonId person{};
  EmailAddress to{};  ///< That person's, as read; what is put goes by `person`.
  std::optional<ReplyId> reply{};
  std::optional<ReportId> report{};
  std::optional<AppealId> appeal{};
  std::string key{};       ///< Of the link in it.
  std::string stop_key{};  ///< Of the link that ends these letters; "" for those that were asked for in the moment.
  Instant at{};
  int attempts = 0;
  Instant next_at{};      ///< Not before.
  std::string problem{};  ///< Of the last attempt; without any address.
};
std::string_view to_string(Letter::Kind kind);
std::optional<Letter::Kind> parse_letter_kind(std::string_view text);

/// When a letter is tried again after so many failures: 10 seconds, 1, 5, 30 minutes, then 2 hours; absent: given up,
/// after two days (RFC 5321 section 4.5.4.1 asks for four to five; what these say is old by then).
std::optional<std::chrono::seconds> retry_after(int attempts);

/// To one address that nobody has proved, in a day (counted in memory, limit.h): whoever types a stranger's address
/// must not make us pester.
inline constexpr int kMostUnprovenLetters = 3;

}  // namespace dateline::desk
