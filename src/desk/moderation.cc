#include <algorithm>

#include "desk/named.h"
#include "desk/reply_rules.h"
#include "text/utf8.h"

namespace dateline::desk {
namespace {

constexpr Names<ReplyState, 5> kStates = {{{ReplyState::kHeld, "held"},
                                           {ReplyState::kApproved, "approved"},
                                           {ReplyState::kRejected, "rejected"},
                                           {ReplyState::kSpam, "spam"},
                                           {ReplyState::kErased, "erased"}}};
constexpr Names<Ground, 8> kGroundNames = {{{Ground::kOffTopic, "off-topic"},
                                            {Ground::kInsult, "insult"},
                                            {Ground::kHate, "hate"},
                                            {Ground::kPersonalData, "personal-data"},
                                            {Ground::kIllegal, "illegal"},
                                            {Ground::kFalse, "false"},
                                            {Ground::kAdvertising, "advertising"},
                                            {Ground::kOther, "other"}}};

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
  return name_of(state, kStates);
}
std::optional<ReplyState> parse_reply_state(std::string_view text) {
  return named(text, kStates);
}

std::string_view to_string(Ground ground) {
  return ground == Ground::kNone ? "" : name_of(ground, kGroundNames);
}
std::optional<Ground> parse_ground(std::string_view text) {
  return named(text, kGroundNames);
}

bool Moderation::is_open(std::optional<Instant> published_at, Instant now) const {
  if (rules_.closed) return false;
  return rules_.close_after_days == 0 || !published_at ||
         now < *published_at + std::chrono::days(rules_.close_after_days);
}

std::expected<Verdict, ReplyRefusal> Moderation::judge(const ReplyDraft& draft, const ReplyHistory& history,
                                                       Instant now) const {
  using Why = ReplyRefusal::Why;
  const auto refuse = [](Why why, std::chrono::seconds wait = {}) { return std::unexpected(ReplyRefusal{why, wait}); };
  if (!history.replies_open || !is_open(history.published_at, now)) return refuse(Why::kClosed);
  if (draft.parent && !history.parent_exists) return refuse(Why::kNoParent);
  if (draft.parent && history.parent_depth >= kMaxReplyDepth) return refuse(Why::kTooDeep);
  if (history.same_text_before) return refuse(Why::kRepeated);
  // A last reply in the future is left out of account: it comes from a clock that was set back, and would lock readers
  // out until the clock catches up.
  const std::chrono::seconds between(rules_.seconds_between);
  if (history.last_by_reader && *history.last_by_reader <= now && now - *history.last_by_reader < between) {
    return refuse(Why::kTooSoon, between - (now - *history.last_by_reader));
  }

  // What tells the desk most comes first.
  const std::string everything = draft.name + "\n" + draft.website + "\n" + draft.text;
  if (const auto word = spam_.found_in(everything); !word.empty()) {
    return Verdict{ReplyState::kSpam, "word " + std::string(word)};
  }
  const auto hold = [](std::string rule) { return Verdict{ReplyState::kHeld, std::move(rule)}; };
  if (const auto word = hold_.found_in(everything); !word.empty()) return hold("word " + std::string(word));
  if (rules_.hold_spam_like && !history.spam_clues.empty()) return hold("spam " + history.spam_clues);
  if (const int links = count_links(draft.text); rules_.hold_links > 0 && links >= rules_.hold_links) {
    return hold("links " + std::to_string(links));
  }
  if (rules_.hold_repeats > 0 && history.same_text_by_anyone >= rules_.hold_repeats &&
      text::length(draft.text) >= kFloodText) {
    return hold("repeated " + std::to_string(history.same_text_by_anyone));
  }
  if (rules_.hold_all) return hold("every-reply");
  if (rules_.hold_unknown && !history.proven) return hold("unproven");
  if (rules_.hold_unknown && history.approved == 0) return hold("first-reply");
  return Verdict{ReplyState::kApproved, ""};
}

}  // namespace dateline::desk
