#pragma once
// Decisions in words: what was decided about a reply, and why.

#include <optional>
#include <string>
#include <vector>

#include "desk/report.h"
#include "site/catalogue.h"

namespace dateline::site {

/// A decision, as far as its reasons go (Regulation (EU) 2022/2065, article 17).
struct Statement {
  desk::Ground ground = desk::Ground::kNone;
  std::string reason;      ///< In the moderator's words; may be "".
  bool by_person = false;  ///< Not by the rules alone.
  std::optional<Instant> at{};
};
Statement statement_of(const desk::Reply& reply);
Statement statement_of(const desk::OwnReply& own);

/// "It insults somebody"; "" for kNone.
std::string ground_in_words(const Catalogue& texts, desk::Ground ground);
/// A sentence each: the ground, the moderator's words, who decided and when.
std::vector<std::string> statement_lines(const Catalogue& texts, const Statement& statement);
/// What became of an appeal.
const std::string& appeal_in_words(const Catalogue& texts, const desk::Appeal& appeal);
/// "held", as its author reads it.
const std::string& state_in_words(const Catalogue& texts, desk::ReplyState state);

}  // namespace dateline::site
