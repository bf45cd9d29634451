#pragma once
// Finds the facts of one sentence after another. Internal to story; for all else read_facts() of facts.h.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "story/facts/facts.h"
#include "story/facts/word_numbers.h"
#include "text/word_hash.h"

namespace dateline::story {

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Writes the facts into the text it was made for, which must outlive it; as must `names_inside`, the words with a
/// capital where no sentence begins. Numbers are found first, then what takes them: dates, then quantities. One thread.
class FactReader {
 public:
  using Token = text::Token;
  using F = WordMeaning;

  FactReader(FactText& text, const FactWords& words, const WordNumbers& names_inside, std::string_view language)
      : out_(text), words_(words), inside_(names_inside), language_(language) {}

  void read(FactText::Sentence& sentence) {
    first_ = sentence.first;
    last_ = sentence.last;
    sentence.first_fact = static_cast<std::uint32_t>(out_.facts.size());
    first_fact_ = out_.facts.size();
    find_numbers();
    find_dates();
    find_relative_dates();
    find_quantities();
    find_periods();
    find_names();
    find_offices();
    sentence.last_fact = static_cast<std::uint32_t>(out_.facts.size());
    const auto begin = out_.facts.begin() + sentence.first_fact;
    const auto earlier = [](const Fact& a, const Fact& b) { return a.first < b.first; };
    if (out_.facts.end() - begin > 32) return std::stable_sort(begin, out_.facts.end(), earlier);
    for (auto fact = begin; fact != out_.facts.end(); ++fact)  // A few are sorted as fast as room for them is found.
      std::rotate(std::upper_bound(begin, fact, *fact, earlier), fact, fact + 1);
  }

 private:
  struct Number {
    std::uint32_t first, last;
    double value;
    bool figures, marked, ordinal, weak, scaled, decimal;
    bool used = false;
    bool share = false;         ///< Of a whole, in percent: "a third of".
    std::string_view suffix{};  ///< Letters printed on it: "m", "th".
  };

  const Token& token(std::uint32_t i) const { return out_.tokens[i]; }
  const WordMeaning& meaning(std::uint32_t i) const {
    return words_.meaning(i - first_ < last_ - first_ ? out_.meanings[i] : std::uint16_t{0});
  }
  bool within(std::uint32_t i) const { return i >= first_ && i < last_; }
  /// What is printed between two neighbouring tokens.
  std::string_view gap_before(std::uint32_t i) const {
    const char* begin = i == 0 ? out_.text.data() : token(i - 1).text.data() + token(i - 1).text.size();
    return {begin, token(i).text.data()};
  }
  std::string_view gap_after(std::uint32_t i) const {
    const char* begin = token(i).text.data() + token(i).text.size();
    const char* end = i + 1 < out_.tokens.size() ? token(i + 1).text.data() : out_.text.data() + out_.text.size();
    return {begin, end};
  }
  std::string_view printed(std::uint32_t first, std::uint32_t last) const {
    const char* begin = token(first).text.data();
    const std::string_view end = token(last - 1).text;
    return {begin, end.data() + end.size()};
  }
  bool joined(std::uint32_t i) const { return within(i) && token(i).joined; }

  // read_numbers.cc: figures, words, shares
  void find_numbers();
  /// "two thirds of", "a quarter of", "la mitad de": a share, told in percent.
  std::uint32_t read_fraction(std::uint32_t i);
  std::uint32_t read_figure(std::uint32_t i);
  /// "R412" as South Africans print sums; "R5" is a road.
  bool is_rand(std::uint32_t i) const;
  bool is_thousands(std::uint32_t i) const;
  /// "forty-three", "two hundred and five", "a dozen", "treinta y uno", "dos mil".
  std::uint32_t read_words(std::uint32_t i);
  bool lower_is(std::uint32_t i, std::string_view word) const;
  /// "and a half" at three words: what they add; 0 for none.
  double half_at(std::uint32_t at) const;
  static std::uint32_t hash_of(std::string_view suffix);
  bool is_money_before(std::uint32_t i) const;
  Number* number_at(std::uint32_t i);

  // read_dates.cc: days, times, seasons, rates
  static bool is_day(const Number& n);
  bool is_year(const Number& n) const;
  Fact& add(FactKind kind, std::uint32_t first, std::uint32_t last);
  void find_dates();
  bool is_counted(const Number& n) const;
  /// "January 18-19, 2023", "18 and 19 January", "4 de marzo de 2023", "March".
  void read_month(std::uint32_t i, std::int8_t month);
  /// "may", "march": months only where a date would stand.
  bool is_english_verb(std::uint32_t i) const;
  /// "March 3 people"
  bool is_counted_days(const Number& n) const;
  bool has_two_decimals(const Number& n) const;
  /// "in the morning", "de la tarde" at `at`: how many words; 0 for none. `half` is what they add to an hour.
  std::uint32_t read_half_day(std::uint32_t at, int hour, int& half) const;
  /// "half past three", "quarter to six", "twenty to seven in the morning".
  void find_spoken_times();
  void read_time_of_day(Number& n);
  bool is_time_unit(std::uint32_t i) const;
  /// "next week", "la semana pasada", "the end of the year", "tomorrow", "in the spring", "mid-June".
  void find_relative_dates();
  std::size_t first_fact() const;
  bool is_fall(std::uint32_t i) const;
  /// "mid-June", "early in June", "a principios de junio"
  std::int8_t part_before(Fact& fact);
  /// Rates ("per week", "75 hours a month", "al mes", "weekly") and durations without a number ("all week").
  void find_periods();
  void add_rate(std::uint32_t first, std::uint32_t last, double days);
  /// A quantity ends within the two words before: "75 flying hours a month".
  bool follows_quantity(std::uint32_t i, std::size_t end) const;

  // read_quantities.cc: what the numbers measure or count
  /// "3-1": two numbers that mean something together only.
  void find_scores();
  void find_quantities();
  /// "17 seasons behind the stumps" is no distance.
  bool is_idiom(std::uint32_t i) const;
  static bool is_apart(std::string_view word);
  /// "in the 71st minute", "el minuto 71": so many minutes.
  void read_minute(const Number& n, Fact& fact);
  static constexpr double kDaysOfMinute = 1.0 / 1440;
  static constexpr std::uint32_t kMinute = text::term_hash("minut");
  /// "1 minute 20", "two hours and 31 minutes", "a year and a half".
  void add_to_duration(const Number& n, Fact& fact);
  /// "a metre and a half", "siete puntos y medio"
  void add_half(const Number& n, Fact& fact);
  /// "from 140 to 95 million", "between 3 and 4 per cent": the unit is told once.
  void take_unit_of_next(const Number& n, Fact& fact);
  bool is_rough(std::uint32_t first) const;
  void read_unit(const Number& n, Fact& fact);
  /// "ten school days", "quince días hábiles"
  bool is_working(std::uint32_t i) const;
  /// A length an hour is a speed.
  void take_hour(Fact& fact, std::uint32_t at) const;
  /// "per hour", "an hour", "/h" at `at`: how many words; 0 for none.
  std::uint32_t an_hour_at(std::uint32_t at) const;
  static constexpr std::uint32_t kTimes = text::term_hash("time");
  static constexpr std::uint32_t kScore = 1;  // No word's hash, in all likelihood.
  static void set_unit(Fact& fact, const WordMeaning& m, std::uint32_t word);
  static constexpr std::uint32_t kAnyCurrency = ~0U, kDollar = 1, kEuro = 2, kPound = 3, kYen = 4;  // fact_words.cc.
  /// Of "$5", "EUR 5", "US$ 5"; 0 for none.
  std::uint32_t currency_before(std::uint32_t i) const;
  /// "EUR", "Rs"
  bool is_code(std::uint32_t i) const;

  // read_names.cc: names and offices
  bool may_be_name(std::uint32_t i) const;
  bool is_possessive(std::uint32_t i) const;
  bool is_name_inside(std::uint32_t i) const;
  /// The text has it in small letters, too: "Workers at the site".
  bool is_common_word(std::uint32_t i);
  bool is_joined_to_name(std::uint32_t i) const;
  void find_names();
  static bool is_of_country(std::string_view word);
  void add_name(std::uint32_t first, std::uint32_t end);
  static constexpr std::size_t kMostRemembered = 1 << 14;  ///< Names of a day's news.
  bool is_country(const Fact& fact) const;
  void find_offices();
  /// "Deputy Civil Protection Minister": a rank stands in front of what the office is for.
  bool ranked_before(std::uint32_t i) const;
  /// Offices of several words that have initials, too: "chief executive", "finance director", "prime minister".
  std::int16_t office_of(const Fact& fact, std::uint32_t head) const;
  bool stands_and(std::uint32_t first, std::uint32_t last) const;
  /// "director Tomasz Wilk", "Tomasz Wilk, the director", "Wilk, who is director".
  std::uint32_t person_beside(Fact& office, std::size_t facts) const;

  FactText& out_;
  const FactWords& words_;
  std::optional<WordNumbers> small_;  ///< Bare words without a capital; made when asked for.
  const WordNumbers& inside_;         ///< Bare words with a capital where no sentence begins.
  std::string_view language_;
  std::uint32_t first_ = 0, last_ = 0;
  std::size_t first_fact_ = 0;
  std::vector<Number> numbers_;
};

}  // namespace dateline::story
