#pragma once
// What single words mean for facts: numbers, units, months, negations, offices. Internal to story.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dateline::story {

/// What a quantity is measured in; of one dimension, values are told in one unit (metres, kilograms, days ...).
enum class Dimension : std::uint8_t {
  kNone,
  kPercent,
  kMoney,
  kLength,
  kArea,
  kMass,
  kVolume,
  kSpeed,
  kPower,
  kTemperature,
  kTime,  ///< In days.
};

/// All that a word can mean at once: "second" is an ordinal and a unit, "may" a month and a verb.
struct WordMeaning {
  enum Flag : std::uint32_t {
    kHundreds = 1 << 0,      ///< `scale` multiplies what stands before, within a number ("three hundred").
    kNegator = 1 << 1,       ///< "not", "never", "without".
    kRefusal = 1 << 2,       ///< A verb that says no: "denied", "refused".
    kRough = 1 << 3,         ///< "about", "nearly": what follows is rounded.
    kRank = 1 << 4,          ///< Changes an office: "deputy", "assistant".
    kOrganisation = 1 << 5,  ///< A name with it is an organisation's.
    kPersonTitle = 1 << 6,   ///< A name after it is a person's.
    kJoins = 1 << 7,         ///< May stand inside a name: "of", "de".
    kBeforePlace = 1 << 8,   ///< "in", "near": a name after it is mostly a place's.
    kHalfDay = 1 << 9,       ///< "am", "pm": what stands before is a time of day; `cardinal` is 0 or 12.
    kBetween = 1 << 10,      ///< Between the days of one date: "and", "to".
    kWeak = 1 << 11,         ///< As a number it may be a pronoun or an article: "one", "a", "un".
    kImplicit = 1 << 12,     ///< Says no without a negation: "suspended", "unlikely".
    kSays = 1 << 13,         ///< Reports what somebody says, and nothing more: "said".
    kOnce = 1 << 14,         ///< "formerly": an office after it is a former one.
    kPortfolio = 1 << 15,    ///< An office that is told by what it is for: "minister".
    kAuxiliary = 1 << 16,    ///< Stands between a negation and its verb, if it is a term at all.
    kEach = 1 << 17,         ///< Before a unit of time it makes a rate: "per week".
    kWhole = 1 << 18,        ///< Before a unit of time it makes a duration: "all week", "the past month".
  };
  float cardinal = -1;  ///< "seven"; -1 for none.
  float ordinal = -1;
  float scale = 0;   ///< "thousand": 1000; "dozen": 12.
  float factor = 0;  ///< Of a unit, to the one unit of its dimension.
  Dimension dimension = Dimension::kNone;
  std::int8_t month = 0;    ///< 1 to 12.
  std::int8_t weekday = 0;  ///< 1 (Monday) to 7.
  std::int16_t office = 0;  ///< Words of one number mean one office: "head" and "chief".
  /// `n` and `-n` are opposites: "rose", "fell". Of several senses: "rejected" a bill, an offer, a plan.
  std::array<std::int16_t, 3> opposites{};
  std::int16_t country = 0;   ///< An adjective of a country; words of one number are of one.
  std::int16_t clock = -1;    ///< "noon": minutes of the day.
  float period = 0;           ///< "weekly": days between.
  std::int16_t currency = 0;  ///< Words of one number are of one: "crowns", "kroner", "SEK".
  std::int16_t topic = 0;     ///< What a body or an office is for: "finance".
  std::int8_t fate = 0;       ///< Of people who are counted beside it: 1 they died, 2 they are hurt.
  std::int8_t season = 0;     ///< 1 (spring) to 4.
  std::int8_t relative = 0;   ///< "last" -1, "this" 0 (then kThis), "next" 1: before a unit of time a date.
  std::int16_t verb = 0;      ///< Forms of one verb that stemming does not bring together: "find", "found".
  std::uint32_t flags = 0;

  bool is(Flag flag) const { return (flags & flag) != 0; }
  bool has_opposite(std::int16_t number) const {
    return opposites[0] == number || opposites[1] == number || opposites[2] == number;
  }
};

/// WordMeaning::relative of "this".
inline constexpr std::int8_t kThis = 2;
/// From here on opposites are prepositions and adverbs: they count only before the same word ("before the match").
inline constexpr std::int16_t kFirstBeside = 200;
/// Offices of more than one name, or of several words.
inline constexpr std::int16_t kHead = 1, kProfessor = 2, kChiefExecutive = 500, kFinanceChief = 501,
                              kOperationsChief = 502, kTechnologyChief = 503, kHeadOfGovernment = 504;
/// WordMeaning::office of relatives begins here: "mother".
inline constexpr std::int16_t kFirstKin = 1000;

struct FactRow;

/// The words of one language: English and Spanish; of another there are only its figures. Look-ups take the bare hash
/// of a word (text::Word::bare). Immutable, made once; any thread.
class FactWords {
 public:
  static const FactWords& of(std::string_view language);
  /// What it means; all fields empty for an ordinary word. Cost: a look.
  const WordMeaning& operator[](std::uint32_t bare) const { return meanings_[number_of(bare)]; }
  /// Which meaning it has, 0 for an ordinary word: who asks often looks once.
  std::uint16_t number_of(std::uint32_t bare) const {
    for (std::size_t at = bare % kSlots;; at = (at + 1) % kSlots) {
      if (slots_[at].bare == bare || slots_[at].meaning == 0) return slots_[at].meaning;
    }
  }
  const WordMeaning& meaning(std::uint16_t number) const { return meanings_[number]; }
  bool knows_words() const { return knows_words_; }

 private:
  struct Slot {
    std::uint32_t bare = 0;
    std::uint16_t meaning = 0;  ///< Its place in `meanings_`; 0 for none.
  };
  static constexpr std::size_t kSlots = 8192;  ///< Four times the words of a language: a miss looks once or twice.

  explicit FactWords(std::string_view language);
  WordMeaning& put(std::uint32_t bare);
  void add(const FactRow& row);

  std::vector<Slot> slots_{kSlots};
  std::vector<WordMeaning> meanings_{1};  ///< The first is an ordinary word's.
  bool knows_words_;
};

}  // namespace dateline::story
