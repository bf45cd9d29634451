#pragma once
// Inside article/: which paragraphs are the report, by a sum of what speaks for each element: the first guess, from
// which the judge of single paragraphs (block_features.h) starts.

#include <cstddef>
#include <string_view>
#include <vector>

#include "article/hints.h"
#include "article/page_blocks.h"

namespace dateline::article {

struct FirstGuess {
  std::size_t best = 0;       ///< The element whose inside is worth most.
  std::vector<bool> kept;     ///< Of each block: within it, and not against.
  std::vector<bool> dropped;  ///< Of each element: named as something else than the report, or within such a one.
};
/// `hints` has one for each element. Linear.
FirstGuess first_guess(const PageBlocks& page, const std::vector<Hints>& hints);

/// Of each element; nothing speaks against `body` and `main` and what holds no blocks.
std::vector<Hints> hints_of(const PageBlocks& page);

/// Whether a text is prose: long enough and with a sentence's punctuation, in any script.
bool is_prose(std::string_view text, std::size_t letters);

}  // namespace dateline::article
