#pragma once
// Inside article/: what the judge of paragraphs (block_judge.h) sees of each.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "article/body.h"
#include "article/first_guess.h"
#include "article/hints.h"
#include "article/page_blocks.h"

namespace dateline::article {

/// How many numbers describe a paragraph; which they are stands in block_features.cc.
inline constexpr std::size_t kBlockFeatures = 141;
using BlockFeatures = std::array<float, kBlockFeatures>;

/// Of each block. Linear in the page.
std::vector<BlockFeatures> features_of(const PageBlocks& page, const std::vector<Hints>& hints, const FirstGuess& guess,
                                       const BodyEvidence& evidence);

/// Adds a hash for every three words in a row, words being letters and digits in lower case, or one character of a
/// script that sets no spaces.
void add_word_runs(std::string_view text, std::vector<std::uint64_t>& out);

}  // namespace dateline::article
