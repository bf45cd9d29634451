#pragma once
// Two texts side by side: what a copy kept, reworded, left out and added, and the facts that it changed.

#include <limits>
#include <string>
#include <vector>

#include "article/article.h"
#include "site/catalogue.h"
#include "site/html.h"
#include "story/compare.h"

namespace dateline::site {

/// How many of a report's sentences may stand on a page of ours: what its outlet's rights allow.
int quotable_sentences(const article::Article& article);
inline constexpr int kAllSentences = std::numeric_limits<int>::max();

/// `sentence` with each of `words` marked; `other_words` are their counterparts in `other`.
Html with_marks(const std::string& sentence, const std::vector<std::string>& words, const std::string& other,
                const std::vector<std::string>& other_words);

/// Whose texts are compared, as the columns name them.
struct Compared {
  std::string source, copy;  ///< Names of the outlets, or "This draft".
  std::string source_language, copy_language;
};
/// The changed facts by kind, before and after; empty for none.
Html changed_facts_table(const Catalogue& texts, const Compared& compared, const story::Comparison& comparison);
/// Sentence by sentence, at most `most` of them (those with changed facts first), and how many there are of each fate.
Html sentences_table(const Catalogue& texts, const Compared& compared, const story::Comparison& comparison, int most);

}  // namespace dateline::site
