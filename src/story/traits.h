#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "article/article.h"
#include "base/clock.h"

namespace dateline::story {

/// One thing that an article says and that reads the same in another language.
struct Trait {
  enum class Kind : std::uint8_t {
    kName,       ///< A surname or place, as its consonants.
    kFullName,   ///< The same with the word before it: confirms a name, never counts alone.
    kSound,      ///< A name, or any word in a script without capitals, as classes of consonants.
    kFullSound,  ///< The same with the word before it.
    kNumber,
    kCountry,
    kPicture,
    kLink,  ///< Printed in the text, or the article's own address.
  };
  std::uint32_t hash = 0;  ///< Of kind and value.
  Kind kind = Kind::kName;
  float prominence = 1;  ///< 1 in the headline or the lede, less below.
  float expected = 1;    ///< Share of other matters that have it, as far as its form tells (a year, a short name).
};

/// What an article says that does not depend on its language.
struct Traits {
  std::string language;  ///< The plain code: "pt" for "pt-BR"; "" when unknown.
  Instant reported{};
  /// What its names are known by. Capitals: kName, and kSound for the others. Sounds: kSound of names (Japanese).
  /// Words: kSound of every word, for nothing tells its names from its words (Arabic, Hebrew, Korean). kSounds and
  /// kWords have kName only for what stands in Latin letters.
  enum class Script : std::uint8_t { kCapitals, kSounds, kWords } script = Script::kCapitals;
  std::vector<Trait> traits;  ///< By hash, without repeats.
};

/// Pure; any thread. Reads the headline and the first 2 KB of the text. Cost: about 50 µs, 130 µs for
/// Arabic, where every word counts (bench/abroad_bench.cc).
Traits traits_of(const article::Article& article);

}  // namespace dateline::story
