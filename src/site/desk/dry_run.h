#pragma once
// What the desk's rules would have done, had they been these: tried on replies that are there, nothing is changed.

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "desk/reply_rules.h"
#include "store/reply_store.h"

namespace dateline::site {

/// What became of replies that rules would have held.
struct Held {
  int replies = 0;
  int approved = 0;  ///< False alarms: the desk, or the rules of then, published them.
  int rejected = 0, spam = 0, waiting = 0;
};

struct DryRun {
  struct Word {
    std::string word;
    bool as_spam = false;  ///< Of the list that calls a reply spam.
    Held held{};
    std::vector<desk::ReplyId> examples{};  ///< The latest; those that were published first; at most kExamples.
  };
  static constexpr std::size_t kExamples = 3;
  std::vector<Word> words;  ///< As listed.
  Held all;                 ///< By any rule.
  int tried = 0;
};

/// Judges what was posted since then. Exact for words, links and repeats. Whether an address was proved, whether it was
/// a person's first reply and what the filter thought is taken from when the reply came. Cost: some microseconds a
/// reply.
Result<DryRun> try_rules(const store::ReplyReader& reader, const desk::ReplyRules& rules, Instant since);

}  // namespace dateline::site
