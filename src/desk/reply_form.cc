#include <algorithm>

#include "desk/reply.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::desk {
namespace {

constexpr std::size_t kMaxOnce = 100;  // Ours has 32 characters; whatever else comes is not ours.

constexpr std::string_view kSpace = " \t\n\r\f\v";

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// As typed, but valid UTF-8, with "\n" for every line end and without control characters.
std::string clean_text(std::string_view typed) {
  const std::string utf8 = text::repair_utf8(typed);
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const char c = utf8[i];
    if (c == '\r') {
      if (i + 1 == utf8.size() || utf8[i + 1] != '\n') out += '\n';
    } else if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)) {
      out += c;
    }
  }
  return std::string(trim(out));
}

/// "65,525", as people read it.
std::string with_commas(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, ",");
  return digits;
}

class Checker {
 public:
  explicit Checker(const ReplyForm& form) : form_(form) {}

  std::expected<ReplyDraft, std::vector<Problem>> check(std::string_view peer) {
    text();
    name();
    email();
    website();
    place();
    once();
    if (!problems_.empty()) return std::unexpected(std::move(problems_));
    draft_.peer = truncate_peer(peer);
    draft_.origin = origin_of(peer);
    draft_.notify = form_.notify;
    return std::move(draft_);
  }

  /// Only the text, of a reply that is there already.
  std::expected<std::string, std::vector<Problem>> check_text() {
    text();
    if (!problems_.empty()) return std::unexpected(std::move(problems_));
    return std::move(draft_.text);
  }

 private:
  void missing(std::string field, std::string message) {
    problems_.push_back({std::move(field), std::move(message), Problem::Kind::kMissing});
  }
  void malformed(std::string field, std::string message) {
    problems_.push_back({std::move(field), std::move(message), Problem::Kind::kMalformed});
  }
  void too_long(std::string field, std::string_view what, std::size_t size, std::size_t most) {
    problems_.push_back({std::move(field),
                         "Please shorten your " + std::string(what) + ": it has " + with_commas(size) +
                             " characters, and " + with_commas(most) + " fit.",
                         Problem::Kind::kTooLong, size, most});
  }

  void text() {
    draft_.text = clean_text(form_.comment);
    if (text::collapse(draft_.text).empty()) return missing("comment", "Please write your reply.");
    if (const std::size_t size = text::length(draft_.text); size > kMaxReplyText) {
      too_long("comment", "reply", size, kMaxReplyText);
    }
  }

  void name() {
    draft_.name = text::collapse(text::repair_utf8(form_.author));
    if (draft_.name.empty()) return missing("author", "Please enter your name.");
    if (const std::size_t size = text::length(draft_.name); size > kMaxReplyName) {
      too_long("author", "name", size, kMaxReplyName);
    }
  }

  void email() {
    const std::string_view typed = trim(form_.email);
    if (typed.empty()) return missing("email", "Please enter your email address. It will not be published.");
    if (typed.size() > kMaxReplyEmail) return too_long("email", "email address", typed.size(), kMaxReplyEmail);
    if (auto address = EmailAddress::parse(typed)) {
      draft_.email = *std::move(address);
    } else {
      malformed("email", "Please enter an email address such as name@example.org.");
    }
  }

  void website() {
    const std::string_view typed = trim(form_.url);
    if (typed.empty()) return;
    if (typed.size() > kMaxReplyWebsite) return too_long("url", "website", typed.size(), kMaxReplyWebsite);
    const bool has_scheme = typed.find("://") != std::string_view::npos;
    const auto url = text::Url::parse(has_scheme ? std::string(typed) : "https://" + std::string(typed));
    // Without a scheme a dot must tell it from a word ("none"), of which a browser would also make an address.
    const bool known = url && (has_scheme || url->host().find('.') != std::string::npos);
    if (!known || url->str().size() > kMaxReplyWebsite) {
      return malformed("url", "Please enter a web address such as https://example.org, or leave this field empty.");
    }
    draft_.website = url->str();
  }

  void place() {
    if (const auto article = article::ArticleId::parse(trim(form_.post_id))) {
      draft_.article = *article;
    } else {
      malformed("comment_post_ID",
                "This form does not say which article it belongs to. Please open the article again.");
    }
    const std::string_view parent = trim(form_.parent);
    if (parent.empty() || parent == "0") return;  // WordPress's form says "0" for none.
    draft_.parent = ReplyId::parse(parent);
    if (!draft_.parent) {
      malformed("comment_parent", "This form does not say which reply it answers. Please open the article again.");
    }
  }

  void once() {
    draft_.once = trim(form_.once);
    if (draft_.once.size() > kMaxOnce || !text::is_utf8(draft_.once)) {
      malformed("once", "This form has expired. Please send it once more.");
    }
  }

  const ReplyForm& form_;
  ReplyDraft draft_;
  std::vector<Problem> problems_;
};

}  // namespace

std::expected<ReplyDraft, std::vector<Problem>> check_reply(const ReplyForm& form, std::string_view peer) {
  return Checker(form).check(peer);
}

std::expected<std::string, std::vector<Problem>> check_reply_text(std::string_view typed) {
  ReplyForm form;
  form.comment = typed;
  return Checker(form).check_text();
}

Reply as_reply(const ReplyDraft& draft, Instant now) {
  Reply reply;
  reply.article = draft.article;
  reply.parent = draft.parent;
  reply.name = draft.name;
  reply.email = draft.email;
  reply.website = draft.website;
  reply.text = draft.text;
  reply.peer = draft.peer;
  reply.posted_at = now;
  reply.notify = draft.notify;
  return reply;
}

std::uint64_t text_digest(std::string_view text) {
  // Letters and digits alone. Beyond ASCII everything counts as one, folded: what is white space or a mark there
  // matters little, for who varies a text does it with spaces and exclamation marks.
  const bool ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const std::string folded = ascii ? std::string(text) : text::fold(text);
  std::string kept;
  kept.reserve(folded.size());
  for (const char c : folded) {
    if (c >= 'A' && c <= 'Z') {
      kept += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      kept += c;
    }
  }
  return digest64("reply text:" + (kept.empty() ? std::string(text) : kept));
}

}  // namespace dateline::desk
