#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::story {

/// What a copy did to its source, sentence by sentence, and which facts changed on the way.
struct Comparison {
  enum class Fate { kKept, kReworded, kDropped, kAdded };
  struct Sentence {
    Fate fate;
    std::string source;  ///< "" for kAdded.
    std::string copy;    ///< "" for kDropped.
  };
  struct ChangedFact {
    std::string kind;      ///< "number" (dates and counts too) or "name".
    std::string before;    ///< As the source has it; "" if the copy brought it.
    std::string after;     ///< As the copy has it; "" if the copy lost it.
    std::size_t sentence;  ///< Index into `sentences`.
  };
  std::vector<Sentence> sentences;  ///< In the order of the copy, dropped ones where they stood in the source.
  std::vector<ChangedFact> facts;
  double kept = 0;  ///< Share of the source's shingles that stand in the copy, 0 to 1.
};

/// Pure; about linear in the two texts (sentences are aligned by their rare terms through an index).
Comparison compare(std::string_view source, std::string_view copy, std::string_view language = "en");

}  // namespace dateline::story
