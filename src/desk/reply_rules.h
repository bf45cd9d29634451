#pragma once
// The desk's rules for replies, as data, and what they make of a draft.

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "desk/reply.h"

namespace dateline::desk {

struct ReplyRules {
  bool closed = false;         ///< No article takes replies.
  int close_after_days = 0;    ///< After an article's first publication; 0: never.
  bool hold_all = false;       ///< Each reply waits for the desk.
  bool hold_unknown = true;    ///< So does each of a reader who has not proved an address and had a reply approved.
  int hold_links = 2;          ///< So many links in one reply; 0: however many.
  int hold_repeats = 1;        ///< A text that came so often before, from anybody, in kRepeatWindow; 0: never.
  bool hold_spam_like = true;  ///< By the filter that learns (spam_filter.h).
  /// A word or phrase each. Whole words only, whatever their case: "art" is not in "start".
  std::vector<std::string> hold_words{}, spam_words{};
  int seconds_between = 15;  ///< Between two replies of one reader.
  int most_of_address = 20;  ///< In kFloodWindow, from one network address (one /64 of IPv6); 0: no limit.
  int most_of_text = 5;      ///< In kFloodWindow, of one text of kFloodText characters or more; 0: no limit.
  bool operator==(const ReplyRules&) const = default;
};
inline constexpr std::chrono::days kRepeatWindow{7};
inline constexpr std::chrono::minutes kFloodWindow{10};
inline constexpr std::size_t kFloodText = 40;  ///< "Thank you!" is everybody's.

/// As the store keeps them. What a later edition added or nobody can read is as by default.
std::string keep_rules(const ReplyRules& rules);
ReplyRules kept_rules(std::string_view kept);

/// Words and phrases, ready to be looked for. Immutable; any thread.
class WordList {
 public:
  explicit WordList(const std::vector<std::string>& words);
  /// The first of the list that `text` holds, as the list has it; "" for none. Cost: by the text, not by the list.
  std::string_view found_in(std::string_view text) const;

 private:
  struct Phrase {
    std::vector<std::uint64_t> words;  ///< By text/word_hash.h, folded.
    std::string shown;
  };
  std::unordered_multimap<std::uint64_t, Phrase> phrases_;  ///< By their first word.
};

/// What the newsroom knows when a draft comes in.
struct ReplyHistory {
  bool replies_open = true;               ///< There is such an article, and it takes replies.
  std::optional<Instant> published_at{};  ///< The article, first.
  bool parent_exists = true;
  int parent_depth = 0;                     ///< 1 for a top-level reply; 0 for none.
  bool same_text_before = false;            ///< By the same reader, on the same article.
  int same_text_by_anyone = 0;              ///< In kRepeatWindow.
  std::optional<Instant> last_by_reader{};  ///< By the same e-mail address.
  bool proven = false;                      ///< The browser has proved this e-mail address.
  int approved = 0;                         ///< Of this person's proven replies; two are as good as many.
  std::string spam_clues{};                 ///< What made the filter take it for spam; "" where it does not.
};

struct Verdict {
  ReplyState state = ReplyState::kHeld;  ///< kHeld, kApproved or kSpam.
  /// Why: "every-reply", "unproven", "first-reply", "links 3", "word casino", "repeated 2", "spam casino, link:
  /// x.example";
  /// "" where it is approved.
  std::string rule;
};

/// Rules with their word lists made ready.
class Moderation {
 public:
  explicit Moderation(ReplyRules rules)
      : rules_(std::move(rules)), hold_(rules_.hold_words), spam_(rules_.spam_words) {}
  const ReplyRules& rules() const { return rules_; }
  std::expected<Verdict, ReplyRefusal> judge(const ReplyDraft& draft, const ReplyHistory& history, Instant now) const;
  /// Does an article that was first published then take replies?
  bool is_open(std::optional<Instant> published_at, Instant now) const;

 private:
  ReplyRules rules_;
  WordList hold_, spam_;
};

}  // namespace dateline::desk
