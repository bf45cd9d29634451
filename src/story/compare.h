#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline::story {

/// The kinds of fact that a rewording breaks.
enum class FactKind : std::uint8_t {
  kNumber,  ///< Counts, ordinals, scores, percentages.
  kDate,    ///< Days, months, years, days of the week, times of day.
  kDuration,
  kAmount,  ///< Money and measures.
  kName,    ///< Of a person, or of what its words do not tell.
  kTitle,   ///< An office: "deputy minister".
  kOrganisation,
  kPlace,
  kQuotation,  ///< Words between quotation marks.
  kNegation,   ///< "not" lost or gained, or a word turned into its opposite.
};
std::string_view to_string(FactKind kind);  ///< "number", "date" ... "negation"

/// What a copy did to its source, sentence by sentence, and which facts changed on the way.
struct Comparison {
  enum class Fate { kKept, kReworded, kDropped, kAdded };
  struct Sentence {
    Fate fate;
    std::string source;               ///< "" for kAdded. Of sentences melted into one, all, a space between.
    std::string copy;                 ///< "" for kDropped.
    std::vector<std::uint32_t> told;  ///< Which of the source's sentences it is, counted from 0.
  };
  struct ChangedFact {
    FactKind kind;
    std::string before;    ///< As the source has it; "" if the copy brought it.
    std::string after;     ///< As the copy has it.
    std::size_t sentence;  ///< Index into `sentences`, where both stand.
  };
  /// In the order of the copy, dropped ones where they stood in the source. A sentence of the source that was cut in
  /// two is there twice.
  std::vector<Sentence> sentences;
  std::vector<ChangedFact> facts;  ///< In the order of the sentences. What a copy leaves out is no change.
  double kept = 0;                 ///< Share of the source's shingles that stand in the copy, 0 to 1.
  bool cut_short = false;          ///< A text has more than kMostSentences; what follows was not compared.
};
/// Longer texts are compared by their first so many sentences: three times the longest report in our corpora.
inline constexpr std::size_t kMostSentences = 2000;
std::string_view to_string(Comparison::Fate fate);  ///< "kept", "reworded", "dropped", "added"

/// Pure; any thread. `language` is that of both texts (BCP 47). Figures, dates in figures, names and quotations are
/// compared in every language with spaces between words; number words, months, units, offices and negations in English
/// and Spanish. Any bytes will do. Each thread keeps room for two texts and the names that it met, bounded. Cost:
/// linear, about half a millisecond for two texts of 600 words; of texts of more than kMostSentences sentences the rest
/// is left out.
Comparison compare(std::string_view source, std::string_view copy, std::string_view language = "en");

/// Whether compare() knows the words of a language, and not only its figures and names.
bool compares_words_of(std::string_view language);

}  // namespace dateline::story
