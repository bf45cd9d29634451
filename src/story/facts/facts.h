#pragma once
// The facts that a sentence states, as spans of its words with what they mean. Internal to story.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "story/compare.h"
#include "story/facts/fact_words.h"
#include "text/tokens.h"

namespace dateline::story {

/// One fact: words [first, last) of the text's tokens.
struct Fact {
  FactKind kind = FactKind::kNumber;
  std::uint32_t first = 0, last = 0;
  std::string_view printed;

  // A number, an amount, a duration.
  double value = 0;          ///< In the one unit of its dimension.
  double printed_value = 0;  ///< As it is printed: 61 of "61 hours".
  Dimension dimension = Dimension::kNone;
  std::uint32_t unit = 0;  ///< The unit's word, so that "four weeks" and "28 days" are told from a slip; 0 for none.
  std::uint32_t noun = 0;  ///< The term of what is counted: "quartets"; 0 where that is not plain.
  bool ordinal = false;
  bool rough = false;  ///< Said to be rounded: "about 1,200".
  bool weak = false;   ///< May be no fact: "one", "a week", "first".
  bool apart = false;  ///< A distance to another value: "half a point behind".
  bool rate = false;   ///< How often, not how long: "per week", "monthly"; `value` is the days between.

  // A date: what it names of a point in time; 0 (-1 for the minute) for what it leaves open.
  std::int16_t year = 0;
  std::int8_t month = 0, day = 0, weekday = 0;
  std::int16_t minute = -1;    ///< Of the day.
  std::int8_t season = 0;      ///< 1 (spring) to 4.
  std::int8_t part = 0;        ///< Of a month or year: 1 early, 2 mid, 3 late.
  std::int8_t relative = 0;    ///< Of a unit of time, to now: -1 last, 1 next, kThis; told in `value` days.
  bool half_day_open = false;  ///< "five o'clock": may be twelve hours later.
  bool garbled = false;        ///< A day stands twice: "January 18, 18-19".

  // A name, an organisation, a place: its tokens. An office (kTitle): its head, and whose it is.
  bool sure = false;  ///< The kind is plain from its words.
  std::int16_t office = 0;
  std::int16_t country = 0;                         ///< Of an adjective in small letters: "francesa".
  std::uint32_t person = 0;                         ///< Bare word of the surname beside an office; 0 for none.
  std::uint32_t person_first = 0, person_last = 0;  ///< Its whole name's tokens.
};

/// A text read for comparing: its words, sentences and facts. Views into the text, which must outlive it.
struct FactText {
  struct Sentence {
    std::string_view text;
    std::uint32_t first = 0, last = 0;            ///< Tokens.
    std::uint32_t first_fact = 0, last_fact = 0;  ///< Facts, in order of their first token.
    bool paragraph = false;                       ///< The first of one.
  };
  std::string_view text;
  std::vector<text::Token> tokens;
  std::vector<std::uint16_t> meanings;  ///< Of the tokens, FactWords::number_of().
  std::vector<Sentence> sentences;
  bool cut_short = false;  ///< There were more than kMostSentences.
  std::vector<Fact> facts;
  /// For each token, how many quotation marks stand open where it stands, 0 or 1.
  std::vector<std::uint8_t> quoted;

  std::span<const Fact> facts_of(const Sentence& s) const {
    return std::span(facts).subspan(s.first_fact, s.last_fact - s.first_fact);
  }
  std::span<const text::Token> tokens_of(const Sentence& s) const {
    return std::span(tokens).subspan(s.first, s.last - s.first);
  }
};

/// Reads a text of at most kMostSentences sentences into `out`, whose room is used again; what follows is left out.
/// Linear.
void read_facts(std::string_view text, std::string_view language, text::Tokenizer& tokenizer, FactText& out);

}  // namespace dateline::story
