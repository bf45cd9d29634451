#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokens.h"

namespace dateline::text {

/// Hashes of every `size` consecutive words (folded), sorted, without repeats: Broder's shingles. A text of fewer words
/// is one shingle. The hashes are stored, so they never change.
std::vector<std::uint64_t> shingles(std::string_view utf8, std::size_t size = 5);
/// The same of a text that was read already. Its words were found before it was folded, not after: for a text with
/// characters that fold to words or marks ("½", "™", "²") the two differ by the shingles over these.
std::vector<std::uint64_t> shingles(std::span<const Token> tokens, std::size_t size = 5);

/// |a ∩ b| / |a ∪ b| of two sorted sets; 0 when both are empty.
double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);
/// |a ∩ b| / |a|: how much of `a` stands in `b`.
double containment(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

/// 64 minimum hashes of a shingle set (Broder 1997): equal places / 64 estimates the Jaccard similarity.
using MinHash = std::array<std::uint32_t, 64>;
MinHash min_hash(std::span<const std::uint64_t> shingles);

}  // namespace dateline::text
