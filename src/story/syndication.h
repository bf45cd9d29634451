#pragma once
// Which reports are the same text (syndication). Internal to story.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "text/tokens.h"

namespace dateline::story {

/// A sample of a text's shingles: those whose hash is divisible by kSketchShare, so that the same shingle is in every
/// sample or in none (mod p sampling, Broder 1997). Sorted. Empty for a text too short to be evidence.
using Sketch = std::vector<std::uint64_t>;

Sketch sketch_of(std::span<const text::Token> tokens);

/// Whether one text is the other, whole, cut or with small changes, as far as their sketches tell: a sample errs, so a
/// yes is to be verified. Symmetric. Cost: linear in the sketches.
bool may_be_same_text(const Sketch& one, const Sketch& other);
/// The same, on the texts themselves. Cost: some 20 us for 3 KB.
bool is_same_text(std::string_view one, std::string_view other);

/// Finds reports that a text may be a copy of, by hashes of which a copy has some: its sketch, or its pairs_of().
/// One thread. Memory is fixed: what was put long ago makes room.
class CopyIndex {
 public:
  /// Of each report the `smallest` hashes count. What shares fewer than `least` of them is not found.
  CopyIndex(std::size_t smallest, int least);
  void put(const Sketch& hashes, article::ArticleId report);
  /// Reports that share something of the hashes, the most first; at most three. To be verified.
  std::vector<article::ArticleId> of(const Sketch& hashes) const;

 private:
  struct Entry {
    std::uint64_t shingle = 0;
    article::ArticleId report;
  };
  std::size_t smallest_;
  int least_;
  std::vector<Entry> table_;  ///< By the hash.
};

}  // namespace dateline::story
