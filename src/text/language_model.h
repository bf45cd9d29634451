#pragma once
// Inside text/: which of its script's languages a text is in, by letters and words. For language.cc, and for train/ and
// bench/, which make and measure the model.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// What CLD2 says of a text; `language` is "" when it knows none.
struct Claim {
  std::string language;
  bool reliable = false;
  int percent = 0;  ///< Of the text, in that language.
};

/// The scripts of which several of the model's languages are written in. Of any other, the script tells the language.
enum class SharedScript : std::uint8_t { kLatin, kCyrillic, kArabic, kDevanagari };
inline constexpr std::array<std::string_view, 4> kSharedScriptNames = {"Latn", "Cyrl", "Arab", "Deva"};

/// Rows of a script's table that a text adds up: one for each run of one to three letters within a word (its ends
/// count as letters) and for each word, by hash. A sum of rows is linear in the first `kModelLetters` letters.
std::vector<std::uint16_t> rows_of(std::string_view utf8);
/// The row for what CLD2 says, added once.
std::uint16_t row_of(const Claim& claim);

inline constexpr std::size_t kModelLetters = 800;  ///< Five sentences; more change nothing, and cost.
inline constexpr std::size_t kGramRows = 4096;     ///< 2,048 cost .001 of the languages that most is written in.
inline constexpr std::size_t kClaimRows = 256;
inline constexpr std::size_t kModelRows = kGramRows + kClaimRows;

/// A softmax over the languages of a script. Immutable, any thread.
class LanguageModel {
 public:
  /// As train/languages writes it (language_training.h). A malformed one is our own mistake.
  explicit LanguageModel(std::string_view bytes);
  /// The one in the binary, read when first asked for.
  static const LanguageModel& shipped();

  struct Guess {
    std::string_view language;  ///< As the training files name it: "nb" and "nn" are two.
    double sure = 0;  ///< Probability of it and its twin (nb and nn, id and ms, hr and bs), among those known.
  };
  Guess guess(SharedScript script, std::string_view utf8, const Claim& claim) const;
  bool knows(SharedScript script, std::string_view language) const;

 private:
  static constexpr std::size_t kWidest = 64;  ///< Languages of a script, at most.
  /// Two cells in a byte, as they are written: half a line of the cache. A text adds up three thousand rows from all
  /// over the table, which takes longer to fetch than to add.
  struct alignas(kWidest / 2) Row {
    std::array<std::uint8_t, kWidest / 2> cells{};
    int cell(std::size_t language) const {
      return language % 2 == 0 ? cells[language / 2] >> 4 : cells[language / 2] & 15;
    }
  };
  struct Table {
    std::vector<std::string> languages;
    double step = 0;
    std::vector<Row> rows;  ///< kModelRows.
  };
  std::array<Table, kSharedScriptNames.size()> tables_;
};

/// identify_language() with another model: for measuring one that has not seen the text.
struct Identified {
  std::string language;  ///< As identify_language() gives it.
  double sure = 0;
};
std::optional<Identified> identify(std::string_view utf8, const LanguageModel& model);
/// What CLD2 alone says.
Claim claim_of(std::string_view utf8);
/// The script that most letters of the text are of, if it is one that the model is for.
std::optional<SharedScript> shared_script_of(std::string_view utf8);

}  // namespace dateline::text
