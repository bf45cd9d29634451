#include <algorithm>

#include "desk/reply.h"

namespace dateline::desk {
namespace {

bool starts_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char l, char t) {
           return l == (t >= 'A' && t <= 'Z' ? static_cast<char>(t - 'A' + 'a') : t);
         });
}

/// Whatever a reader's browser or our Markdown would make a link of.
int count_links(std::string_view text) {
  int links = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t matched = 0;
    for (const std::string_view start : {"https://", "http://", "www."}) {
      if (starts_ignoring_case(text.substr(i), start)) {
        matched = start.size();
        break;
      }
    }
    if (matched == 0) {
      ++i;
      continue;
    }
    ++links;
    i += matched;
    if (starts_ignoring_case(text.substr(i), "www.")) i += 4;  // "https://www." is one link.
  }
  return links;
}

}  // namespace

std::string_view to_string(ReplyState state) {
  switch (state) {
    case ReplyState::kHeld:
      return "held";
    case ReplyState::kApproved:
      return "approved";
    case ReplyState::kRejected:
      return "rejected";
    case ReplyState::kSpam:
      return "spam";
  }
  DATELINE_CHECK(!"a state outside the enumeration");
  return "";
}

std::optional<ReplyState> parse_reply_state(std::string_view text) {
  for (const ReplyState state : {ReplyState::kHeld, ReplyState::kApproved, ReplyState::kRejected, ReplyState::kSpam}) {
    if (text == to_string(state)) return state;
  }
  return std::nullopt;
}

Result<std::string> judge(const ReplyDraft& draft, const ReplyHistory& history, Instant now) {
  if (!history.replies_open) return fail(Code::kDenied, "Replies to this article are closed");
  if (draft.parent && !history.parent_exists) {
    return fail(Code::kNotFound, "The reply that you answer is no longer here; please answer the article itself");
  }
  if (draft.parent && history.parent_depth >= kMaxReplyDepth) {
    return fail(Code::kInvalid, "Replies go five deep; please answer the one above");
  }
  if (history.same_text_before) {
    return fail(Code::kConflict, "It looks as though you have already said that: the same reply reached us before");
  }
  // A last reply in the future is left out of account: it comes from a clock that was set back, and would lock readers
  // out until the clock catches up.
  if (history.last_by_reader && *history.last_by_reader <= now && now - *history.last_by_reader < kReplyInterval) {
    const auto left = kReplyInterval - (now - *history.last_by_reader);
    return fail(Code::kLimit, "You are posting replies very quickly; please wait " + std::to_string(left.count()) +
                                  (left.count() == 1 ? " second" : " seconds") + " and send it again");
  }
  if (const int links = count_links(draft.text); links >= kLinksThatHold) {
    return "links " + std::to_string(links);
  }
  return "every-reply";
}

}  // namespace dateline::desk
