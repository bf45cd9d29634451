#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::text {

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014): every bit of the input reaches every bit of the result.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}
/// splitmix64's step: 2^64 divided by the golden ratio.
inline constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;

/// The hash of a folded word, which shingles are made of: 64-bit FNV-1a with its published basis and prime, then mixed.
/// The same on every machine and in every version, for it is stored. Not keyed: whoever wants to may craft collisions,
/// which costs us a wrong guess that is verified later, never more.
constexpr std::uint64_t word_hash(std::string_view folded) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : folded) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return mix(hash);
}

/// The hash of a term as terms() makes it, whatever its language: the upper half of the word's. Stored too. Among a
/// million terms, about one in 4,300 shares its hash with another.
constexpr std::uint32_t term_hash(std::string_view term) {
  return static_cast<std::uint32_t>(word_hash(term) >> 32);
}

}  // namespace dateline::text
