#pragma once
// Replies of readers. The form, its words and its limits are those that readers know from WordPress
// (field names: comment, author, email, url, comment_post_ID, comment_parent, wp-comment-cookies-consent).

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

// The widths of WordPress's columns, so that a form that posts there posts here.
inline constexpr std::size_t kMaxReplyText = 65'525;
inline constexpr std::size_t kMaxReplyName = 245;
inline constexpr std::size_t kMaxReplyEmail = 100;
inline constexpr std::size_t kMaxReplyWebsite = 200;
inline constexpr int kMaxReplyDepth = 5;
inline constexpr std::chrono::seconds kReplyInterval{15};  ///< Between two replies of one reader.
inline constexpr int kLinksThatHold = 2;                   ///< As many links in one reply are worth a second look.

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
};
/// All problems at once, so that a reader corrects them in one go.
std::expected<ReplyDraft, std::vector<Problem>> check_reply(const ReplyForm& form, std::string_view peer);
/// "203.0.113.7" -> "203.0.113.0/24"; IPv6 to /48. What is cut already stays as it is; what is no address becomes "".
std::string truncate_peer(std::string_view address);

enum class ReplyState { kHeld, kApproved, kRejected, kSpam };
std::string_view to_string(ReplyState state);
std::optional<ReplyState> parse_reply_state(std::string_view text);

/// A reply as the desk sees it.
struct Reply {
  ReplyId id;
  article::ArticleId article;
  std::optional<ReplyId> parent;
  std::string name;
  EmailAddress email;
  std::string website;
  std::string text;
  std::string peer;
  Instant posted_at{};
  ReplyState state = ReplyState::kHeld;
  std::string held_because;  ///< The rule that held it, as judge() names it; what older editions kept is a sentence.
  std::string reason;        ///< Of the decision; told to the one who wrote it.
  std::string decided_by;
  std::optional<Instant> decided_at;
};

/// A reply as the public sees it: there is no field that could hold an address of any kind.
struct PublicReply {
  ReplyId id;
  std::optional<ReplyId> parent;
  std::string name;
  std::string website;
  std::string text;
  Instant posted_at{};
  bool awaiting = false;  ///< True only for its own author, through the preview link.
};

/// What the newsroom knows when a draft comes in.
struct ReplyHistory {
  bool replies_open = true;
  bool parent_exists = true;
  int parent_depth = 0;                     ///< 1 for a top-level reply; 0 for none.
  bool same_text_before = false;            ///< By the same reader, on the same article.
  std::optional<Instant> last_by_reader{};  ///< By the same e-mail address or the same (cut) network address.
};
/// What is to become of a draft: refused with a code (kDenied closed: 403, kConflict repeated: 409, kLimit too soon:
/// 429, kNotFound parent gone: 404, kInvalid nested too deep), or held, with the rule: "every-reply", or "links 3" for
/// the number of its links (kLinksThatHold or more). In this edition every reply is held until somebody read it.
Result<std::string> judge(const ReplyDraft& draft, const ReplyHistory& history, Instant now);

/// Handed to the author after posting. `preview_key` opens /reply/<key>, which only the author knows; the store keeps
/// its hash.
struct PostedReply {
  ReplyId id;
  std::string preview_key;
};

}  // namespace dateline::desk
