#pragma once
// Which reports are the same text (syndication). Internal to story.

#include <cstdint>
#include <span>
#include <vector>

#include "article/article.h"
#include "text/tokens.h"

namespace dateline::story {

/// A sample of a text's shingles: those whose hash is divisible by kSketchShare, so that the same shingle is in every
/// sample or in none (mod p sampling, Broder 1997). Sorted. Empty for a text too short to be evidence.
using Sketch = std::vector<std::uint64_t>;

Sketch sketch_of(std::span<const text::Token> tokens);

/// Whether `copy` is the text of `source`, whole, cut or with small changes: judged by the sketches and, where these
/// say yes, verified on the texts themselves. Symmetric. Cost: linear in the sketches; the texts are read only for what
/// is most likely a copy.
bool is_same_text(const article::Article& one, const Sketch& one_sketch, const article::Article& other,
                  const Sketch& other_sketch);

/// Finds reports that a text may be a copy of. One thread. Memory is fixed: what was put long ago makes room.
class CopyIndex {
 public:
  CopyIndex();
  void put(const Sketch& sketch, article::ArticleId report);
  /// Reports that share something of the sketch, the most first; at most three. To be verified.
  std::vector<article::ArticleId> of(const Sketch& sketch) const;

 private:
  struct Entry {
    std::uint64_t shingle = 0;
    article::ArticleId report;
  };
  std::vector<Entry> table_;  ///< By the shingle's hash.
};

}  // namespace dateline::story
