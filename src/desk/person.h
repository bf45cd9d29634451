#pragma once
// Somebody who replies. There are no accounts: a person is an e-mail address, and is trusted only where that was
// proved, by a link that was mailed to it. What proves it afterwards is a key in the browser, never a name that was
// typed.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "desk/reply.h"

namespace dateline::desk {

struct Person {
  PersonId id;               ///< Led by the time, else random: it says nothing about anybody.
  EmailAddress email;        ///< The one place where it is kept: replies, reports and letters name the person.
  std::uint32_t avatar = 0;  ///< Random; what a proven person's avatar is drawn from.
  std::optional<Instant> proven_at{};  ///< First.
  Instant first_at{};                  ///< The first reply or report.
  std::string note;                    ///< The desk's; shown to the person with all else that is kept.
  std::string note_by;
  bool no_mail = false;  ///< Unsubscribed: gets nothing but the link to what is kept, when it is asked for.
};

/// What the desk sees of a person beside a reply.
struct PersonHistory {
  Person person;
  int held = 0, approved = 0, rejected = 0, spam = 0;
  std::vector<std::string> names;  ///< Under which the person replied, the latest first; at most 10.
};

/// A link that was mailed.
struct MailedLink {
  enum class Kind {
    kProve,   ///< The address is the person's: opens the reply's status page, once; kProveLife.
    kManage,  ///< See, export and erase what is kept; kManageLife.
    kStop,    ///< No more mail; never ends (RFC 8058).
  };
  std::string key_hash;  ///< content_hash(key).
  Kind kind = Kind::kProve;
  PersonId person;
  std::optional<ReplyId> reply{};
  Instant expires_at{};
};
std::string_view to_string(MailedLink::Kind kind);
std::optional<MailedLink::Kind> parse_link_kind(std::string_view text);
inline constexpr std::chrono::days kProveLife{7};
inline constexpr std::chrono::hours kManageLife{24};
inline constexpr std::chrono::days kReaderKeyLife{365};  ///< Of a key in a browser.

/// What came of using a kProve link.
struct Proven {
  std::string reader_key;  ///< For the browser's cookie.
  ReplyId reply;
  std::string status_key;
};

}  // namespace dateline::desk
