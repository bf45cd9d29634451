#pragma once
// A reply as moderators see it: what the queue, its own page, a person's page and the appeals have in common.

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "desk/person.h"
#include "desk/reply.h"
#include "desk/report.h"
#include "site/context.h"
#include "site/html.h"
#include "site/visit.h"

namespace dateline::site {

inline constexpr std::size_t kMaxReason = 500;  ///< Characters of a statement of reasons: some six lines of a letter.

/// The rule that held a reply, in words. What is no rule of ours was kept as a sentence.
std::string rule_in_words(const Catalogue& texts, std::string_view rule);
std::string ground_name(const Catalogue& texts, desk::Ground ground);
/// The ground and the moderator's words: "Insult: We do not call each other names." Either may be missing.
std::string reasons_in_words(const Catalogue& texts, desk::Ground ground, std::string_view reason);
/// A text with one entry for each state: "desk.queue.held".
std::string of_state(const Catalogue& texts, std::string_view group, desk::ReplyState state,
                     std::initializer_list<Catalogue::Value> values = {});
/// The state by word and colour.
Html reply_state_mark(const Catalogue& texts, desk::ReplyState state);
/// "12 replies: 10 published, 1 rejected, 1 spam; address proved 3 May".
std::string person_in_words(const Catalogue& texts, const desk::PersonHistory& person, Instant now);
/// Who decided, when and why; nothing where nobody has.
Html decision_line(const Catalogue& texts, const desk::Reply& reply, Instant now);
/// What was reported, with what came of it.
Html report_line(const Catalogue& texts, const desk::Report& report, Instant now);

/// Name, addresses and time of a reply, and its words as readers see them.
Html reply_head(const Catalogue& texts, const desk::Reply& reply, Instant now);
Html reply_words(const desk::Reply& reply);

/// The choices for one reply, or for those that are checked.
struct Choices {
  bool approve = false;
  bool keep = false;  ///< What is published stays, and somebody has read it.
  bool reject = false, spam = false, back = false;
  bool answer = false;  ///< Somebody reported it, and is told why it stays.

  /// For a reply in this state; `open`: the desk has something to decide about what is published.
  static Choices of(desk::ReplyState state, bool open);
};

/// What a moderator entered that could not be done, to be shown again.
struct Entered {
  std::string problem{}, reason{};
  bool grounds_open = false;
};

/// The buttons, with the grounds of a rejection folded behind its own.
Html choice_buttons(const Catalogue& texts, const Choices& choices, const Entered& entered);
/// "ID:REVISION", as the field `reply` names what was read.
std::string read_mark(const desk::Reply& reply);

/// Makes the rows of a queue. Looks an article up once.
class ReplyRows {
 public:
  /// `hidden`: what each row's form carries.
  ReplyRows(const Context& context, Html hidden) : context_(context), hidden_(std::move(hidden)) {}
  /// `open` as for Choices: then open reports are shown, too.
  Result<Html> row(const desk::Reply& reply, bool open, const Entered& entered);
  Result<Html> article_link(article::ArticleId id);

 private:
  const Context& context_;
  Html hidden_;
  std::unordered_map<article::ArticleId, std::string> headlines_;
};

}  // namespace dateline::site
