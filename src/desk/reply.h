#pragma once
// Replies of readers. The form, its words and its limits are those that readers know from WordPress
// (field names: comment, author, email, url, comment_post_ID, comment_parent, wp-comment-cookies-consent).

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "desk/problem.h"

namespace dateline::desk {

using ReplyId = Id<struct ReplyTag>;
using PersonId = Id<struct PersonTag>;

// The widths of WordPress's columns, so that a form that posts there posts here.
inline constexpr std::size_t kMaxReplyText = 65'525;
inline constexpr std::size_t kMaxReplyName = 245;
inline constexpr std::size_t kMaxReplyEmail = 100;
inline constexpr std::size_t kMaxReplyWebsite = 200;
inline constexpr int kMaxReplyDepth = 5;
inline constexpr std::chrono::minutes kEditWindow{5};   ///< In which a reply's author may change its words.
inline constexpr std::chrono::days kPeerKept{14};       ///< After that a reply's (cut) network address is taken out.
inline constexpr std::chrono::days kAppealWindow{183};  ///< Six months: Regulation (EU) 2022/2065, article 20(1).

/// An e-mail address. A type of its own, and without any way to print it into a page: only the desk asks for it.
class EmailAddress {
 public:
  EmailAddress() = default;
  /// What a person can receive mail at (WHATWG HTML section 4.10.5.1.5); absent otherwise.
  static std::optional<EmailAddress> parse(std::string_view text);
  const std::string& for_the_desk() const { return text_; }
  bool operator==(const EmailAddress&) const = default;

 private:
  std::string text_;
};

/// The fields as they came.
struct ReplyForm {
  std::string comment, author, email, url, post_id, parent;
  bool remember = false;  ///< Keep name, address and website in this browser (cookies).
  bool notify = false;    ///< A mail for each answer.
  std::string once;       ///< Made with the form: the same key twice is the same reply.
};

/// A form that holds what it must.
struct ReplyDraft {
  article::ArticleId article;
  std::optional<ReplyId> parent;
  std::string name;
  EmailAddress email;
  std::string website;  ///< http(s) URL or "".
  std::string text;     ///< As typed; Markdown's safe part when shown.
  std::string once;
  std::string peer;  ///< Network address, cut to /24 or /48: never kept whole.
  bool notify = false;
  std::string reader_key;  ///< From the browser's cookie, "" for none: proves who it is (person.h). Never kept.
  /// digest64 of the whole network address, or of the /64 of IPv6; 0 for none. For counting a flood; never kept.
  std::uint64_t origin = 0;
};
/// All problems at once, so that a reader corrects them in one go.
std::expected<ReplyDraft, std::vector<Problem>> check_reply(const ReplyForm& form, std::string_view peer);
/// The text of an edited reply, by the same rules.
std::expected<std::string, std::vector<Problem>> check_reply_text(std::string_view typed);
/// "203.0.113.7" -> "203.0.113.0/24"; IPv6 to /48. What is cut already stays as it is; what is no address becomes "".
std::string truncate_peer(std::string_view address);
/// ReplyDraft::origin of an address.
std::uint64_t origin_of(std::string_view address);
/// digest64 of the words alone, without case, marks and white space: the same for a text that was varied a little.
std::uint64_t text_digest(std::string_view text);

/// kErased: its author had it erased. Only its place in the thread is kept.
enum class ReplyState { kHeld, kApproved, kRejected, kSpam, kErased };
std::string_view to_string(ReplyState state);
std::optional<ReplyState> parse_reply_state(std::string_view text);

/// Why a reply is reported, or is not published: the statement of reasons is this and the moderator's own words.
enum class Ground { kNone, kOffTopic, kInsult, kHate, kPersonalData, kIllegal, kFalse, kAdvertising, kOther };
inline constexpr Ground kGrounds[] = {Ground::kOffTopic, Ground::kInsult, Ground::kHate,        Ground::kPersonalData,
                                      Ground::kIllegal,  Ground::kFalse,  Ground::kAdvertising, Ground::kOther};
std::string_view to_string(Ground ground);  ///< "off-topic", "personal-data"; "" for kNone.
std::optional<Ground> parse_ground(std::string_view text);

/// A reply as the desk sees it.
struct Reply {
  ReplyId id;
  article::ArticleId article;
  std::optional<ReplyId> parent;
  std::string name;
  EmailAddress email;  ///< The person's, as read; what is put goes by `person`.
  std::string website;
  std::string text;
  std::string peer;
  Instant posted_at{};
  ReplyState state = ReplyState::kHeld;
  std::string held_because;  ///< The rule that held it, as judge() names it; what older editions kept is a sentence.
  std::string reason;        ///< Of the decision, in the moderator's words; told to the one who wrote it.
  std::string decided_by;    ///< "" where nobody has read it yet: held, or published by the rules.
  std::optional<Instant> decided_at;
  Ground ground = Ground::kNone;  ///< Of the decision.
  PersonId person{};
  bool proven = false;  ///< Its author has proved the address: the browser had the key, or the mailed link was used.
  std::uint32_t avatar = 0;  ///< What the avatar is drawn from: random; the person's own where `proven`.
  std::optional<Instant> edited_at{};
  int revision = 0;     ///< Grows with each edit, so that nobody decides about words that were not read.
  bool notify = false;  ///< Its author wants a mail for each answer.
  bool picked = false;  ///< By the desk, as worth reading first.
};

/// What a draft says, as a new reply: without an id, a person or a verdict.
Reply as_reply(const ReplyDraft& draft, Instant now);

/// A reply as the public sees it: there is no field that could hold an address of any kind.
struct PublicReply {
  ReplyId id;
  std::optional<ReplyId> parent;
  std::string name;
  std::string website;
  std::string text;
  Instant posted_at{};
  bool awaiting = false;  ///< True only for its own author, through the preview link.
  std::uint32_t avatar = 0;
  std::optional<Instant> edited_at{};
  bool picked = false;
  bool gone = false;  ///< Erased: nothing but its place is left, and that only while it has answers.
};

/// Handed to the author after posting.
struct PostedReply {
  ReplyId id;
  std::string status_key;  ///< Opens /reply/<key>, which only the author knows; the store keeps its hash.
  ReplyState state = ReplyState::kHeld;
  bool mailed = false;  ///< A letter with a link that proves the address is on its way.
};

/// Why a draft is not taken.
struct ReplyRefusal {
  enum class Why {
    kClosed,    ///< No such article, or replies to it are closed.
    kNoParent,  ///< What it answers is no longer here.
    kTooDeep,   ///< Nested deeper than kMaxReplyDepth.
    kRepeated,  ///< The same reader said the same before.
    kTooSoon,   ///< The reader's last reply is only seconds old.
    kFlood,     ///< Too many from one network address, or of one text.
  };
  Why why = Why::kClosed;
  std::chrono::seconds wait{};  ///< For kTooSoon and kFlood: at least a second.
};

/// What an author may see of a reply at any time, through its status page.
struct OwnReply {
  PublicReply reply;
  article::ArticleId article;
  ReplyState state = ReplyState::kHeld;
  Ground ground = Ground::kNone;
  std::string reason;
  bool decided_by_person = false;
  std::optional<Instant> decided_at;
  bool proven = false;
  int revision = 0;
};

}  // namespace dateline::desk
