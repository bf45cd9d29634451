#pragma once
// Which facts of sentences told again are not those of the source. Internal to story.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "story/compare.h"
#include "story/facts/facts.h"

namespace dateline::story {

/// A sentence of the copy and those of the source that it tells again.
struct Retelling {
  std::uint32_t copy = 0;
  std::vector<std::uint32_t> source;
  bool kept = false;  ///< Word for word.
};

/// A fact that the copy has otherwise; views into both texts.
struct FactChange {
  FactKind kind;
  std::string_view before, after;
  std::uint32_t copy;  ///< The sentence.
};

/// In the order of the retellings. A fact that follows from the source's (a sum, a difference), and one told in another
/// form are no changes; one that the source has elsewhere is one only where it plainly stands for another.
/// Cost: linear in the sentences, for the facts of one are few.
std::vector<FactChange> changed_facts(const FactText& source, const FactText& copy,
                                      std::span<const Retelling> retellings, std::string_view language);

}  // namespace dateline::story
