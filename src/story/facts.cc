#include "story/facts.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <unordered_map>

#include "story/word_numbers.h"
#include "text/countries.h"
#include "text/sentences.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

/// A run of more capitalised words than this is a headline.
constexpr std::size_t kLongestName = 9;
/// A clause of so many words has said what it counts.
constexpr std::size_t kNounWithin = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "1,200.50" and "1.200,50": a mark before exactly three digits is one of thousands, as in text::bare_word().
struct Figures {
  double value = 0;
  std::size_t size = 0;  ///< Bytes read.
  bool marked = false;   ///< With a mark of thousands or decimals.
  int decimals = 0;
};
Figures read_figures(std::string_view word) {
  Figures out;
  double value = 0;
  double place = 0;  // Of the next decimal; 0 before the mark.
  for (std::size_t i = 0; i < word.size() && out.size < 20; ++i) {
    if (is_digit(word[i])) {
      if (place > 0) {
        value += (word[i] - '0') * place;
        place /= 10;
        ++out.decimals;
      } else {
        value = value * 10 + (word[i] - '0');
      }
      out.size = i + 1;
      continue;
    }
    if ((word[i] != '.' && word[i] != ',') || i + 1 >= word.size() || !is_digit(word[i + 1])) break;
    std::size_t digits = 1;
    while (i + 1 + digits < word.size() && is_digit(word[i + 1 + digits])) ++digits;
    out.marked = true;
    if (digits != 3 && place == 0) place = .1;
    if (digits != 3 && place != .1) break;
  }
  out.value = value;
  return out;
}

class Reader {
 public:
  Reader(FactText& text, const FactWords& words, const WordNumbers& names_inside, std::string_view language)
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

  // --- Numbers -------------------------------------------------------------------------------------------------------

  void find_numbers() {
    numbers_.clear();
    for (std::uint32_t i = first_; i < last_;) {
      if (const std::uint32_t end = read_fraction(i); end > i) {
        i = end;
      } else if (token(i).number) {
        i = read_figure(i);
      } else if (const WordMeaning& m = meaning(i); m.cardinal >= 0 && !m.is(F::kHalfDay)) {
        const bool percent = i > first_ && token(i).text == "ciento" && token(i - 1).text == "por";
        i = percent ? i + 1 : read_words(i);
      } else if (m.ordinal > 0) {
        numbers_.push_back({i, i + 1, m.ordinal, false, false, true, m.is(F::kWeak), false, false});
        ++i;
      } else {
        i = is_rand(i) ? read_figure(i) : i + 1;
      }
    }
  }

  /// "two thirds of", "a quarter of", "la mitad de": a share, told in percent.
  std::uint32_t read_fraction(std::uint32_t i) {
    static constexpr std::array<std::pair<std::string_view, int>, 16> kParts = {{{"third", 3},
                                                                                 {"thirds", 3},
                                                                                 {"quarter", 4},
                                                                                 {"quarters", 4},
                                                                                 {"fifth", 5},
                                                                                 {"fifths", 5},
                                                                                 {"tenth", 10},
                                                                                 {"tenths", 10},
                                                                                 {"tercio", 3},
                                                                                 {"tercios", 3},
                                                                                 {"cuarto", 4},
                                                                                 {"cuartos", 4},
                                                                                 {"quinto", 5},
                                                                                 {"quintos", 5},
                                                                                 {"half", 2},
                                                                                 {"mitad", 2}}};
    const bool half = lower_is(i, "half");
    if (!half && out_.meanings[i] == 0) return i;
    const std::uint32_t part = half ? i : i + 1;
    const float over = half || token(i).text == "la" ? 1 : meaning(i).cardinal;
    if (over < 1 || over > 4 || token(i).number || !within(part) || (part > i && !joined(part)) || !joined(part + 1))
      return i;
    const std::string_view after = token(part + 1).text;
    if (after != "of" && after != "de" && after != "del" && !(half && after == "the")) return i;
    // "half of a million", "a third of a year" are amounts.
    if (within(part + 2) && (meaning(part + 2).is(F::kWeak) || meaning(part + 2).scale > 0)) return i;
    for (const auto& [word, parts] : kParts) {
      if (token(part).text != word && !(half && parts == 2)) continue;
      Number n{i, part + 1, 100.0 * over / parts, false, false, false, false, false, false};
      n.share = true;
      numbers_.push_back(n);
      return part + 1;
    }
    return i;
  }

  std::uint32_t read_figure(std::uint32_t i) {
    const bool rand = !token(i).number;
    const std::string_view word = token(i).text.substr(rand ? 1 : 0);
    const Figures figures = read_figures(word);
    Number n{i, i + 1, figures.value, true, figures.marked, false, false, false, figures.decimals > 0};
    n.suffix = word.substr(figures.size);
    if (n.suffix == "s") {  // "in his 40s", "the 1980s"
      n.used = true;
      numbers_.push_back(n);
      return n.last;
    }
    if (n.suffix == "st" || n.suffix == "nd" || n.suffix == "rd" || n.suffix == "th") {
      n.ordinal = true;
      n.suffix = {};
    } else if (!n.suffix.empty()) {
      const WordMeaning& m = words_[hash_of(n.suffix)];
      // "m" is a million of money, else a metre.
      if (m.scale > 0 && (m.dimension == Dimension::kNone || currency_before(i) != 0)) {
        n.value *= m.scale;
        n.scaled = true;
        n.suffix = {};
      }
    }
    if (joined(n.last) && meaning(n.last).scale > 0 && n.suffix.empty() && !n.ordinal &&
        (token(n.last).text.size() > 2 || token(n.last).text.ends_with('n') || currency_before(i) != 0)) {
      n.value *= meaning(n.last).scale;
      n.scaled = true;
      ++n.last;
      if (joined(n.last) && meaning(n.last).scale > 1) n.value *= meaning(n.last++).scale;  // "3.000 mil millones"
    }
    // "R412 000": no tokenizer's number.
    for (; rand && n.suffix.empty() && is_thousands(n.last); ++n.last)
      n.value = n.value * 1000 + read_figures(token(n.last).text).value;
    numbers_.push_back(n);
    return n.last;
  }
  /// "R412" as South Africans print sums; "R5" is a road.
  bool is_rand(std::uint32_t i) const {
    if (!token(i).capitalised) return false;
    const std::string_view word = token(i).text;
    return word[0] == 'R' && word.size() > 1 && is_digit(word[1]) &&
           (word.size() > 3 || (within(i + 1) && is_thousands(i + 1))) &&
           word.find_first_not_of("0123456789.,mbn", 1) == word.npos;
  }
  bool is_thousands(std::uint32_t i) const {
    return within(i) && token(i).number && token(i).text.size() == 3 && gap_before(i) == " ";
  }

  /// "forty-three", "two hundred and five", "a dozen", "treinta y uno", "dos mil".
  std::uint32_t read_words(std::uint32_t i) {
    const WordMeaning& opening = meaning(i);
    double total = 0;
    double current = opening.cardinal;
    std::uint32_t at = i + 1;
    bool weak = opening.is(F::kWeak), scaled = false;
    for (; joined(at); ++at) {
      const WordMeaning& m = meaning(at);
      const bool ten = current >= 20 && std::fmod(current, 10) == 0;
      const bool after_and = at > i + 1 && token(at - 1).text == "y";
      if (m.cardinal >= 0 && !m.is(F::kHalfDay) && !(m.is(F::kWeak) && token(at).text.size() < 3 && !after_and) &&
          ((ten && m.cardinal < 10 && m.cardinal > 0) ||
           (current >= 100 && std::fmod(current, 100) == 0 && m.cardinal < 100) || (current == 0 && scaled))) {
        current += m.cardinal;
      } else if (m.is(F::kHundreds)) {
        current *= 100;
        scaled = true;
      } else if (const double half = half_at(at); half > 0 && current > 0 && !opening.is(F::kHundreds)) {
        current += half;
        at += 2;
      } else if (m.scale > 0 && token(at).text.size() > 2) {
        total += (current > 0 ? current : 1) * m.scale;
        current = 0;
        scaled = true;
      } else if (m.is(F::kBetween) && (current >= 20 || scaled) && joined(at + 1) && meaning(at + 1).cardinal > 0 &&
                 (!meaning(at + 1).is(F::kWeak) || token(at).text == "y") &&
                 ((current >= 100 && meaning(at + 1).cardinal < 100) ||
                  (ten && current < 100 && token(at).text == "y" && meaning(at + 1).cardinal < 10))) {
        continue;  // The next word adds.
      } else {
        break;
      }
      weak = false;
    }
    // "a" and "an" count only before what is counted in such a way: "a dozen", "a week".
    const bool article = opening.is(F::kWeak) && at == i + 1 && !scaled;
    if (article && joined(at) && meaning(at).ordinal > 0) return at;  // "a second booking"
    if (article && i > first_ && meaning(i - 1).is(F::kJoins) && token(i - 1).text != "for")
      return at;  // "a third of a year"
    if (scaled && opening.is(F::kWeak) && i > first_ && opening.cardinal == 1) {
      // "half a dozen", "half a million", "a quarter of a billion"
      const bool half = lower_is(i - 1, "half");
      const bool quarter = i > first_ + 1 && lower_is(i - 1, "of") && lower_is(i - 2, "quarter");
      const bool quarters = i > first_ + 2 && lower_is(i - 1, "of") && lower_is(i - 2, "quarters");
      if (quarters && !numbers_.empty() && numbers_.back().first == i - 3) {  // "three-quarters of a million"
        numbers_.back().last = at;
        numbers_.back().value *= (total + current) / 4;
        numbers_.back().scaled = true;
        return at;
      }
      if (half || quarter) {
        numbers_.push_back(
            {half ? i - 1 : i - 2, at, (total + current) * (half ? .5 : .25), false, false, false, false, true, false});
        return at;
      }
    }
    if (article && i > first_ && token(i - 1).text == "half") {
      numbers_.push_back({i - 1, at, .5, false, false, false, false, true, false});
      return at;
    }
    if (article && !(joined(at) && (meaning(at).dimension != Dimension::kNone || token(i).text.size() > 2))) return at;
    numbers_.push_back({i, at, total + current, false, false, false, weak, scaled, false});
    return at;
  }
  bool lower_is(std::uint32_t i, std::string_view word) const {
    const std::string_view text = within(i) ? token(i).text : std::string_view();
    return text.size() == word.size() && text.substr(1) == word.substr(1) && (text[0] | 0x20) == word[0];
  }
  /// "and a half" at three words: what they add; 0 for none.
  double half_at(std::uint32_t at) const {
    if (!joined(at) || token(at).text != "and" || !joined(at + 1) || token(at + 1).text != "a" || !joined(at + 2))
      return 0;
    return token(at + 2).text == "half" ? .5 : token(at + 2).text == "quarter" ? .25 : 0;
  }
  static std::uint32_t hash_of(std::string_view suffix) {
    std::string small(suffix);
    std::ranges::transform(small, small.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text::term_hash(small);
  }
  bool is_money_before(std::uint32_t i) const {
    const std::string_view gap = gap_before(i);
    if (gap.ends_with('$') || gap.ends_with("$ ")) return true;
    for (const std::string_view sign : {"€", "£", "¥"}) {
      if (gap.ends_with(sign)) return true;
    }
    return false;
  }

  Number* number_at(std::uint32_t i) {
    for (Number& n : numbers_) {
      if (n.first <= i && i < n.last) return &n;
    }
    return nullptr;
  }

  // --- Dates ---------------------------------------------------------------------------------------------------------

  static bool is_day(const Number& n) {
    return !n.used && !n.scaled && !n.decimal && n.value >= 1 && n.value <= 31 && !n.marked &&
           n.value == std::floor(n.value) && n.suffix.empty();
  }
  bool is_year(const Number& n) const {
    return !n.used && n.figures && !n.marked && !n.ordinal && n.value >= 1400 && n.value <= 2100 && n.suffix.empty() &&
           !n.scaled && n.last == n.first + 1 && token(n.first).text.size() == 4 && !is_money_before(n.first);
  }

  Fact& add(FactKind kind, std::uint32_t first, std::uint32_t last) {
    Fact& fact = out_.facts.emplace_back();
    fact.kind = kind;
    fact.first = first;
    fact.last = last;
    fact.printed = printed(first, last);
    return fact;
  }

  void find_dates() {
    for (std::uint32_t i = first_; i < last_; ++i) {
      const WordMeaning& m = meaning(i);
      if (m.month > 0) read_month(i, m.month);
      if (m.clock >= 0) add(FactKind::kDate, i, i + 1).minute = m.clock;
      // English prints them with a capital, Spanish does not.
      if (m.weekday > 0) {
        Fact& fact = add(FactKind::kDate, i, i + 1);
        fact.weekday = m.weekday;
        Number* n = number_at(i + 1);
        if (n != nullptr && n->figures && is_day(*n) && meaning(i + 2).month == 0 && joined(i + 1) && !is_counted(*n)) {
          fact.day = static_cast<std::int8_t>(n->value);
          fact.last = n->last;
          fact.printed = printed(fact.first, fact.last);
          n->used = true;
        }
      }
    }
    find_spoken_times();
    for (Number& n : numbers_) {
      if (n.used) continue;
      read_time_of_day(n);
      if (is_year(n) && !is_counted(n)) {
        n.used = true;
        add(FactKind::kDate, n.first, n.last).year = static_cast<std::int16_t>(n.value);
      }
    }
  }

  bool is_counted(const Number& n) const {
    return joined(n.last) && token(n.last).is_term && !token(n.last).capitalised && meaning(n.last).month == 0 &&
           meaning(n.last).weekday == 0 && gap_after(n.last - 1) == " " &&
           (n.first == first_ || !meaning(n.first - 1).is(F::kBeforePlace));
  }

  /// "January 18-19, 2023", "18 and 19 January", "4 de marzo de 2023", "March".
  void read_month(std::uint32_t i, std::int8_t month) {
    const bool verb = token(i).text.size() <= 5 && !token(i).capitalised && words_.knows_words() && is_english_verb(i);
    if (verb) return;
    if (token(i).text.size() <= 3 && !token(i).capitalised) return;
    std::vector<Number*> days;
    std::uint32_t first = i, last = i + 1;
    // To the left, over "and", "to", commas and "de".
    for (std::uint32_t at = i; at > first_;) {
      --at;
      if (Number* n = number_at(at); n != nullptr) {
        if (!is_day(*n) || (days.empty() && i - n->last > 1)) break;
        days.insert(days.begin(), n);
        first = at = n->first;
        continue;
      }
      if (!meaning(at).is(F::kBetween) && !meaning(at).is(F::kJoins)) break;
      if (at + 3 < first) break;
    }
    const bool before = !days.empty();
    for (std::uint32_t at = i + 1; at < last_ && at < last + 2; ++at) {
      Number* n = number_at(at);
      if (n == nullptr) {
        if (meaning(at).is(F::kBetween) || meaning(at).is(F::kJoins)) continue;
        break;
      }
      const bool plain = n->figures || n->ordinal;
      if (!before && plain && is_day(*n) && (days.empty() ? at == i + 1 || meaning(at - 1).is(F::kJoins) : true) &&
          !is_counted_days(*n)) {
        days.push_back(n);
        last = n->last;
        at = n->last - 1;
        continue;
      }
      break;
    }
    // The year, after at most a comma and a "de".
    std::int16_t year = 0;
    for (std::uint32_t at = last; at < last_ && at < last + 2; ++at) {
      Number* n = number_at(at);
      if (n == nullptr && meaning(at).is(F::kJoins)) continue;
      if (n != nullptr && is_year(*n)) {
        year = static_cast<std::int16_t>(n->value);
        n->used = true;
        last = n->last;
      }
      break;
    }
    if (days.empty()) {
      Fact& fact = add(FactKind::kDate, i, last);
      fact.month = month;
      fact.year = year;
      return;
    }
    bool garbled = false;
    for (std::size_t d = 1; d < days.size(); ++d) garbled |= days[d]->value == days[d - 1]->value;
    for (std::size_t d = 0; d < days.size(); ++d) {
      Number& day = *days[d];
      day.used = true;
      // The one that stands at the month is printed with it, the others alone.
      const bool at_month = before ? d + 1 == days.size() : d == 0;
      Fact& fact = at_month ? before ? add(FactKind::kDate, day.first, d + 1 == days.size() ? last : i + 1)
                                     : add(FactKind::kDate, i, days.size() == 1 ? last : day.last)
                            : add(FactKind::kDate, day.first, day.last);
      fact.month = month;
      fact.day = static_cast<std::int8_t>(day.value);
      fact.year = year;
      fact.garbled = garbled;
      // Days of one date are printed together: "January 18-19, 2023".
      if (days.size() > 1) fact.printed = printed(first, std::max(last, days.back()->last));
    }
  }
  /// "may", "march": months only where a date would stand.
  bool is_english_verb(std::uint32_t i) const { return token(i).text == "may" || token(i).text == "march"; }
  /// "March 3 people"
  bool is_counted_days(const Number& n) const {
    return joined(n.last) && !token(n.last).capitalised && token(n.last).is_term && gap_after(n.last - 1) == " " &&
           meaning(n.last).dimension != Dimension::kNone;
  }

  bool has_two_decimals(const Number& n) const {
    const std::string_view word = token(n.first).text;
    return word.size() >= 4 && !is_digit(word[word.size() - 3]);
  }

  /// "in the morning", "de la tarde" at `at`: how many words; 0 for none. `half` is what they add to an hour.
  std::uint32_t read_half_day(std::uint32_t at, int hour, int& half) const {
    if (!joined(at) || !joined(at + 1)) return 0;
    if (token(at).text == "at" && token(at + 1).text == "night") {
      half = hour >= 6 ? 12 : 0;
      return 2;
    }
    if (!joined(at + 2) || !((token(at).text == "in" && token(at + 1).text == "the") ||
                             (token(at).text == "de" && token(at + 1).text == "la")))
      return 0;
    const std::string_view word = token(at + 2).text;
    if (word == "morning" || word == "mañana" || word == "madrugada") {
      half = 0;
    } else if (word == "afternoon" || word == "evening" || word == "tarde") {
      half = 12;
    } else if (word == "noche") {
      half = hour >= 6 ? 12 : 0;
    } else {
      return 0;
    }
    return 3;
  }

  /// "half past three", "quarter to six", "twenty to seven in the morning".
  void find_spoken_times() {
    for (std::uint32_t i = first_ + 1; i + 1 < last_; ++i) {
      const std::string_view word = token(i).text;
      const bool past = word == "past";
      if ((!past && word != "to") || !token(i).joined || !token(i + 1).joined) continue;
      Number* hour = number_at(i + 1);
      if (hour == nullptr || hour->first != i + 1 || hour->last != i + 2 || hour->used || hour->value < 1 ||
          hour->value > 12 || hour->decimal || !hour->suffix.empty())
        continue;
      const bool half = lower_is(i - 1, "half"), quarter = lower_is(i - 1, "quarter");
      Number* minutes = number_at(i - 1);
      if (!half && !quarter && (minutes == nullptr || minutes->value >= 30 || minutes->last != i || minutes->figures))
        continue;
      int half_day = -1;
      const std::uint32_t more = read_half_day(i + 2, static_cast<int>(hour->value), half_day);
      if (!half && !quarter && !past && more == 0) continue;  // "from twenty to two"
      int minute = half ? 30 : quarter ? 15 : static_cast<int>(minutes->value);
      if (!past) minute = -minute;
      int at = static_cast<int>(hour->value) % 12 * 60 + minute;
      if (half_day > 0) at += 12 * 60;
      hour->used = true;
      if (minutes != nullptr) minutes->used = true;
      std::uint32_t first = minutes != nullptr ? minutes->first : i - 1;
      if (quarter && lower_is(first - 1, "a")) --first;
      Fact& fact = add(FactKind::kDate, first, i + 2 + more);
      fact.minute = static_cast<std::int16_t>((at + 1440) % 1440);
      fact.half_day_open = half_day < 0;
    }
  }

  void read_time_of_day(Number& n) {
    if (n.ordinal || n.scaled || n.value >= 24.6) return;
    int hour = static_cast<int>(n.value), minute = 0;
    std::uint32_t last = n.last;
    bool time = false;
    if (n.figures && !n.marked && n.suffix.empty()) {
      // "17:00" is two tokens.
      if (Number* m = number_at(n.last);
          m != nullptr && m->figures && gap_before(n.last) == ":" && token(n.last).text.size() >= 2 && m->value < 60) {
        // "2:23:41" is a time that somebody took.
        if (number_at(n.last + 1) != nullptr && gap_before(n.last + 1) == ":") return;
        minute = static_cast<int>(m->value);
        last = m->last;
        time = true;
        m->used = true;
      }
    } else if (n.figures && n.decimal) {
      minute = static_cast<int>(std::lround((n.value - hour) * 100));
      if (minute >= 60) return;
    }
    int half = -1;
    if (!n.suffix.empty()) {
      const WordMeaning& m = words_[hash_of(n.suffix)];
      if (m.is(F::kHalfDay)) half = static_cast<int>(m.cardinal);
    } else if (within(last) && meaning(last).is(F::kHalfDay) && gap_before(last).size() <= 1) {
      half = static_cast<int>(meaning(last).cardinal);
      ++last;
    } else if (within(last) && (token(last).text == "a" || token(last).text == "p") && gap_after(last) == "." &&
               within(last + 1) && token(last + 1).text == "m") {
      half = token(last).text == "p" ? 12 : 0;
      last += 2;
    }
    const bool clock = within(last) && (token(last).text == "o'clock" || token(last).text == "o’clock");
    const bool las = n.first > first_ && token(n.first - 1).text == "las" &&
                     !(joined(n.last) && meaning(n.last).dimension != Dimension::kNone);
    // "around five in the morning"
    bool spoken = false;
    if (half < 0 && n.value >= 1 && n.value <= 12 && !n.marked && n.first > first_ && n.suffix.empty() &&
        (las || time || meaning(n.first - 1).is(F::kBeforePlace) || meaning(n.first - 1).is(F::kRough) ||
         meaning(n.first - 1).is(F::kBetween) || token(n.first - 1).text == "by" ||
         token(n.first - 1).text == "before" || token(n.first - 1).text == "after")) {
      const std::uint32_t more = read_half_day(last, hour, half);
      spoken = more > 0;
      last += more;
    }
    if (half < 0 && !clock && !las && !time) return;
    if (n.figures && n.decimal && half < 0 && !clock && !(las && has_two_decimals(n))) return;
    // "las seis y media", "las cuatro menos cuarto de la tarde"
    if (las && minute == 0 && !spoken && joined(last) && joined(last + 1) &&
        (token(last).text == "y" || token(last).text == "menos")) {
      const std::string_view word = token(last + 1).text;
      const Number* m = number_at(last + 1);
      const int more = word == "media"                               ? 30
                       : word == "cuarto"                            ? 15
                       : m != nullptr && !m->scaled && m->value < 30 ? static_cast<int>(m->value)
                                                                     : 0;
      if (more > 0 && (word == "media" || word == "cuarto" || !joined(m->last) || !token(m->last).is_term)) {
        minute = token(last).text == "y" ? more : -more;
        last = m != nullptr ? m->last : last + 2;
        for (Number& used : numbers_) used.used |= used.first + 1 == last;
        if (half < 0) last += read_half_day(last, hour, half);
      }
    }
    if (half == 12 && hour < 12) hour += 12;
    if (half == 0 && hour == 12) hour = 0;
    if (clock) ++last;
    n.used = true;
    Fact& fact = add(FactKind::kDate, n.first, last);
    fact.minute = static_cast<std::int16_t>((hour * 60 + minute + 1440) % 1440);
    fact.half_day_open = half < 0 && hour <= 12 && (clock || las);
  }

  // --- Dates that are told from now, seasons, parts ------------------------------------------------------------------

  bool is_time_unit(std::uint32_t i) const {
    return within(i) && meaning(i).dimension == Dimension::kTime && meaning(i).factor >= 1 && !token(i).number;
  }

  /// "next week", "la semana pasada", "the end of the year", "tomorrow", "in the spring", "mid-June".
  void find_relative_dates() {
    const std::size_t end = out_.facts.size();
    for (std::size_t f = first_fact(); f < end; ++f) {
      Fact& fact = out_.facts[f];
      if (fact.month != 0 && fact.day == 0 && fact.first == fact.last - 1) fact.part = part_before(fact);
    }
    for (std::uint32_t i = first_; i < last_; ++i) {
      const WordMeaning& m = meaning(i);
      if (m.season != 0 && (token(i).text != "fall" || is_fall(i))) add(FactKind::kDate, i, i + 1).season = m.season;
      if (!is_time_unit(i) || i == first_) continue;
      const WordMeaning& before = meaning(i - 1);
      const bool the = i > first_ + 1 && (token(i - 2).text == "the" || meaning(i - 2).cardinal >= 0);
      std::int8_t relative = 0;
      std::uint32_t first = i - 1, last = i + 1;
      if (before.relative != 0 && token(i).joined && !(before.relative == -1 && the)) {
        relative = before.relative;
      } else if (joined(i + 1) && (meaning(i + 1).relative == 1 || meaning(i + 1).relative == -1) &&
                 token(i + 1).text != "last" && token(i + 1).text != "next") {
        relative = meaning(i + 1).relative;
        last = i + 2;
      } else if (i > first_ + 2 && token(i - 1).text == "the" && token(i - 2).text == "of" &&
                 token(i - 3).text == "end") {
        relative = kThis;  // "by the end of the week"
        first = i - 3;
      }
      if (relative == 0) continue;
      Fact& fact = add(FactKind::kDate, first, last);
      fact.relative = relative;
      fact.value = meaning(i).factor;
    }
  }
  std::size_t first_fact() const { return first_fact_; }
  bool is_fall(std::uint32_t i) const {
    if (i < first_ + 2) return false;
    const std::string_view before = token(i - 1).text, more = token(i - 2).text;
    return before == "this" || before == "last" || before == "next" ||
           (before == "the" && (more == "in" || more == "until" || more == "by" || more == "since" || more == "for"));
  }
  /// "mid-June", "early in June", "a principios de junio"
  std::int8_t part_before(Fact& fact) {
    for (std::uint32_t i = fact.first; i > first_ && i + 3 > fact.first; --i) {
      const std::string_view word = token(i - 1).text;
      const std::int8_t part =
          word == "early" || word == "beginning" || word == "start" || word == "principios" || word == "inicios" ||
                  word == "comienzos" || word == "Early"
              ? 1
          : word == "mid" || word == "middle" || word == "mediados" || word == "Mid"                  ? 2
          : word == "late" || word == "end" || word == "finales" || word == "fines" || word == "Late" ? 3
                                                                                                      : 0;
      if (part == 0) continue;
      fact.first = i - 1;
      fact.printed = printed(fact.first, fact.last);
      return part;
    }
    return 0;
  }

  /// Rates ("per week", "75 hours a month", "al mes", "weekly") and durations without a number ("all week").
  void find_periods() {
    const std::size_t end = out_.facts.size();
    for (std::uint32_t i = first_; i < last_; ++i) {
      if (meaning(i).period > 0) {
        add_rate(i, i + 1, meaning(i).period);
        continue;
      }
      if (!is_time_unit(i) || i == first_ || !token(i).joined) continue;
      const WordMeaning& before = meaning(i - 1);
      if (before.is(F::kEach) && !(before.is(F::kBetween) && !follows_quantity(i - 1, end))) {
        add_rate(i - 1, i + 1, meaning(i).factor);
        continue;
      }
      if ((token(i - 1).text == "a" || (token(i - 1).text == "la" && i > first_ + 1 && token(i - 2).text == "a")) &&
          follows_quantity(i - 1, end)) {
        add_rate(i - 1, i + 1, meaning(i).factor);
        for (std::size_t f = first_fact(); f < end; ++f) {  // "a month" is no duration then.
          Fact& fact = out_.facts[f];
          if (fact.first == i - 1 && fact.kind == FactKind::kDuration) {
            fact.kind = FactKind::kNumber;
            fact.weak = true;
            fact.dimension = Dimension::kNone;
          }
        }
        continue;
      }
      // "all week", "the whole month", "toda la semana", "el último mes"
      std::uint32_t first = i - 1;
      if ((token(first).text == "the" || token(first).text == "la" || token(first).text == "el") && first > first_)
        --first;
      const bool past =
          (token(i - 1).text == "last" || token(i - 1).text == "past") && i > first_ + 1 && token(i - 2).text == "the";
      if (!meaning(first).is(F::kWhole) && !past) continue;
      Fact& fact = add(FactKind::kDuration, first, i + 1);
      fact.value = meaning(i).factor;
      fact.printed_value = 1;
      fact.dimension = Dimension::kTime;
      fact.unit = token(i).is_term ? token(i).term : token(i).bare;
    }
  }
  void add_rate(std::uint32_t first, std::uint32_t last, double days) {
    Fact& fact = add(FactKind::kDuration, first, last);
    fact.rate = true;
    fact.value = days;
  }
  /// A quantity ends within the two words before: "75 flying hours a month".
  bool follows_quantity(std::uint32_t i, std::size_t end) const {
    for (std::size_t f = first_fact(); f < end; ++f) {
      const Fact& fact = out_.facts[f];
      if (fact.kind != FactKind::kDate && fact.last <= i && fact.last + 2 >= i && fact.value > 0 &&
          fact.first + 6 > i && !fact.weak)
        return true;
    }
    return false;
  }

  // --- Numbers, amounts, durations -----------------------------------------------------------------------------------

  /// "3-1": two numbers that mean something together only.
  void find_scores() {
    for (std::size_t k = 0; k + 1 < numbers_.size(); ++k) {
      Number& a = numbers_[k];
      Number& b = numbers_[k + 1];
      if (a.used || b.used || !a.figures || !b.figures || a.last != b.first || a.value >= 200 || b.value >= 200 ||
          !a.suffix.empty() || !b.suffix.empty() || a.decimal || b.decimal)
        continue;
      if (const std::string_view gap = gap_before(b.first); gap != "-" && gap != "–") continue;
      if (gap_after(b.last - 1).starts_with('%') || is_money_before(a.first)) continue;
      if (within(b.last) && meaning(b.last).dimension != Dimension::kNone) continue;  // "3-4 weeks"
      Fact& fact = add(FactKind::kNumber, a.first, b.last);
      fact.value = a.value * 1000 + b.value;
      fact.noun = kScore;
      a.used = b.used = true;
    }
  }

  void find_quantities() {
    find_scores();
    for (Number& n : numbers_) {
      if (n.used || (n.first > first_ && meaning(n.first - 1).ordinal == 1)) continue;  // "the first four hours"
      Fact fact;
      fact.first = n.first;
      fact.last = n.last;
      fact.value = fact.printed_value = n.value;
      fact.ordinal = n.ordinal;
      fact.weak = n.weak;
      fact.rough = is_rough(n.first);
      if (n.share) {
        fact.dimension = Dimension::kPercent;
        fact.rough = true;
        out_.facts.push_back(fact);
        out_.facts.back().kind = FactKind::kNumber;
        out_.facts.back().printed = printed(fact.first, fact.last);
        continue;
      }
      read_unit(n, fact);
      add_to_duration(n, fact);
      add_half(n, fact);
      take_unit_of_next(n, fact);
      read_minute(n, fact);
      fact.apart = within(fact.last) && is_apart(token(fact.last).text) && !is_idiom(fact.last + 2);
      // "closed for a week"
      if (n.weak && fact.dimension == Dimension::kTime && n.first > first_ &&
          (lower_is(n.first - 1, "for") || lower_is(n.first - 1, "durante")))
        fact.weak = false;
      if (n.weak && fact.dimension == Dimension::kNone && !n.ordinal && fact.noun == 0) continue;
      switch (fact.dimension) {
        case Dimension::kNone:
        case Dimension::kPercent:
          fact.kind = FactKind::kNumber;
          break;
        case Dimension::kTime:
          fact.kind = FactKind::kDuration;
          break;
        default:
          fact.kind = FactKind::kAmount;
      }
      fact.printed = printed(fact.first, fact.last);
      if (is_money_before(n.first)) {
        std::string_view gap = gap_before(n.first);
        const std::size_t size = gap.ends_with('$') ? 1 : gap.ends_with("€") ? 3 : 2;
        fact.printed = {fact.printed.data() - size, fact.printed.size() + size};
      }
      if (fact.dimension == Dimension::kMoney && is_code(n.first - 1) && token(n.first).joined)
        fact.printed = printed(n.first - 1, fact.last);
      if (fact.dimension == Dimension::kPercent && !fact.printed.ends_with('%')) {
        const std::string_view gap = gap_after(n.last - 1);
        if (const auto at = gap.find('%'); at != std::string_view::npos && at <= 3 && fact.last == n.last)
          fact.printed = {fact.printed.data(), fact.printed.size() + at + 1};
      }
      out_.facts.push_back(fact);
    }
  }

  /// "17 seasons behind the stumps" is no distance.
  bool is_idiom(std::uint32_t i) const {
    static constexpr std::array<std::string_view, 8> kBehind = {"stumps", "wheel", "scenes", "counter",
                                                                "desk",   "bars",  "bar",    "microphone"};
    return within(i) && std::ranges::find(kBehind, token(i).text) != kBehind.end();
  }
  static bool is_apart(std::string_view word) {
    static constexpr std::array<std::string_view, 6> kApart = {"behind", "ahead",  "adrift",
                                                               "clear",  "detrás", "delante"};
    return std::ranges::find(kApart, word) != kApart.end();
  }

  /// "in the 71st minute", "el minuto 71": so many minutes.
  void read_minute(const Number& n, Fact& fact) {
    const bool after =
        n.ordinal && within(n.last) && (token(n.last).text == "minute" || token(n.last).text == "minuto");
    const bool before = n.figures && n.first > first_ && token(n.first - 1).text == "minuto";
    if ((!after && !before) || n.value > 130) return;
    fact.ordinal = false;
    fact.value = n.value * kDaysOfMinute;
    fact.dimension = Dimension::kTime;
    fact.unit = kMinute;
    fact.noun = 0;
    fact.weak = false;
    if (after) fact.last = n.last + 1;
  }
  static constexpr double kDaysOfMinute = 1.0 / 1440;
  static constexpr std::uint32_t kMinute = text::term_hash("minut");

  /// "1 minute 20", "two hours and 31 minutes", "a year and a half".
  void add_to_duration(const Number& n, Fact& fact) {
    if (fact.dimension != Dimension::kTime || fact.last <= n.last) return;
    const double one = fact.value / std::max(n.value, 1e-9);
    std::uint32_t at = fact.last;
    if (joined(at) && (token(at).text == "and" || token(at).text == "y")) ++at;
    if (at > fact.last && joined(at + 1) && (token(at + 1).text == "half")) {
      fact.value += one / 2;
      fact.last = at + 2;
      return;
    }
    if (at > fact.last && joined(at + 1) && token(at + 1).text == "quarter") {
      fact.value += one / 4;
      fact.last = at + 2;
      return;
    }
    if (at > fact.last && joined(at) && (token(at).text == "medio" || token(at).text == "media")) {
      fact.value += one / 2;
      fact.last = at + 1;
      return;
    }
    Number* more = joined(at) ? number_at(at) : nullptr;
    if (more == nullptr || more->used || more->ordinal || more->weak) return;
    const WordMeaning& unit = meaning(more->last);
    const bool named = joined(more->last) && unit.dimension == Dimension::kTime && unit.factor < one;
    if (!named && (at > fact.last || one > .5)) return;  // "for two hours and 30 people", "three days 40 trucks"
    more->used = true;
    fact.value += more->value * (named ? static_cast<double>(unit.factor) : one / 60);
    fact.last = more->last + (named ? 1 : 0);
  }

  /// "a metre and a half", "siete puntos y medio"
  void add_half(const Number& n, Fact& fact) {
    if (fact.ordinal || fact.dimension == Dimension::kTime || n.decimal || n.value >= 100) return;
    std::uint32_t more = half_at(fact.last) > 0 ? 3 : 0;
    double half = half_at(fact.last);
    if (more == 0 && joined(fact.last) && token(fact.last).text == "y" && joined(fact.last + 1) &&
        (token(fact.last + 1).text == "medio" || token(fact.last + 1).text == "media")) {
      more = 2;
      half = .5;
    }
    if (more == 0) return;
    fact.value += half * fact.value / std::max(n.value, 1e-9);
    fact.printed_value += half;
    fact.last += more;
    for (Number& m : numbers_) m.used |= m.first < fact.last && m.first > n.first;
  }

  /// "from 140 to 95 million", "between 3 and 4 per cent": the unit is told once.
  void take_unit_of_next(const Number& n, Fact& fact) {
    if (fact.dimension != Dimension::kNone || n.scaled || n.ordinal || n.weak || !joined(n.last) ||
        !(meaning(n.last).is(F::kBetween) || meaning(n.last).is(F::kBeforePlace)))
      return;
    const Number* next = number_at(n.last + 1);
    if (next == nullptr || next->first != n.last + 1 || next->used) return;
    Fact other;
    other.value = 1;
    read_unit(*next, other);
    const double scale = next->scaled && next->value > 0 ? std::pow(1000, std::floor(std::log10(next->value) / 3)) : 1;
    if (other.dimension == Dimension::kNone && scale == 1) return;
    fact.dimension = other.dimension;
    fact.unit = other.unit;
    fact.noun = 0;
    fact.value *= other.value * scale;
    fact.printed_value *= scale;
    fact.last = n.last;
  }

  bool is_rough(std::uint32_t first) const {
    for (std::uint32_t i = first; i > first_ && i + 3 > first; --i) {
      if (meaning(i - 1).is(F::kRough)) return true;
    }
    return false;
  }

  void read_unit(const Number& n, Fact& fact) {
    if (const std::uint32_t currency = currency_before(n.first); currency != 0) {
      fact.dimension = Dimension::kMoney;
      fact.unit = currency == kAnyCurrency ? 0 : currency;
      return;
    }
    if (!n.suffix.empty()) {
      const WordMeaning& m = words_[hash_of(n.suffix)];
      if (m.dimension != Dimension::kNone) set_unit(fact, m, hash_of(n.suffix));
      take_hour(fact, n.last);
      return;
    }
    const std::string_view after = gap_after(n.last - 1);
    for (const std::string_view sign : {"%", " %", "\u00a0%", "\u202f%"}) {
      if (!after.starts_with(sign)) continue;
      fact.dimension = Dimension::kPercent;
      return;
    }
    for (const std::string_view sign : {"€", " €", "\u00a0€"}) {
      if (!after.starts_with(sign)) continue;
      fact.dimension = Dimension::kMoney;
      fact.unit = kEuro;
      return;
    }
    std::uint32_t at = n.last;
    if (!within(at) || !(token(at).joined || after == "\u00a0" || after == "\u202f")) return;
    const std::string_view word = token(at).text;
    if ((word == "per" && within(at + 1) && token(at + 1).text == "cent") ||
        (word == "por" && within(at + 1) && token(at + 1).text == "ciento")) {
      fact.dimension = Dimension::kPercent;
      fact.last = at + 2;
      return;
    }
    if (n.scaled && word == "de") ++at;  // "millones de euros"
    const bool square = within(at) && token(at).text == "square";
    if (square) ++at;
    // A currency may have its country before it: "Canadian dollars".
    if (within(at) && within(at + 1) && meaning(at).dimension == Dimension::kNone &&
        meaning(at + 1).dimension == Dimension::kMoney && token(at).capitalised) {
      ++at;
    }
    const bool working = joined(at + 1) && meaning(at + 1).dimension == Dimension::kTime && is_working(at);
    if (working) ++at;
    if (within(at) && meaning(at).dimension != Dimension::kNone &&
        !(n.ordinal && meaning(at).dimension != Dimension::kTime) && !n.ordinal) {
      set_unit(fact, meaning(at), token(at).is_term ? token(at).term : token(at).bare);
      fact.last = at + 1;
      // Five working days are a week.
      if (fact.dimension == Dimension::kTime && meaning(at).factor == 1 &&
          (working || (joined(at + 1) && is_working(at + 1))))
        fact.value *= 7.0 / 5;
      if (fact.dimension == Dimension::kLength &&
          (square || (within(at + 1) && token(at + 1).text.starts_with("cuadrad")))) {
        fact.dimension = Dimension::kArea;
        fact.value *= meaning(at).factor;  // Once more: a square.
      }
      if (fact.dimension == Dimension::kLength && gap_after(at).starts_with("²")) {
        fact.dimension = Dimension::kArea;
        fact.value *= meaning(at).factor;
      }
      take_hour(fact, at + 1);
      // "a 26-year-old woman": an age is a number.
      if (fact.dimension == Dimension::kTime && within(at + 1) && token(at + 1).text == "old") {
        fact.value = n.value;
        fact.dimension = Dimension::kNone;
        fact.unit = 0;
        fact.last = at + 2;
      }
      return;
    }
    // What is counted; "twice" is two times.
    if (token(n.first).text == "twice" || token(n.first).text == "once") {
      fact.noun = kTimes;
      return;
    }
    for (std::uint32_t j = n.last; j < last_ && j < n.last + kNounWithin; ++j) {
      if (!token(j).joined && gap_before(j) != "\u00a0") break;
      if (token(j).number || meaning(j).cardinal >= 0) break;
      if (token(j).is_term && !token(j).capitalised) {
        fact.noun = token(j).term;
        if (j == n.last && !n.weak) fact.last = j + 1;
        break;
      }
    }
  }

  /// "ten school days", "quince días hábiles"
  bool is_working(std::uint32_t i) const {
    static constexpr std::array<std::string_view, 6> kWorking = {"school",  "working", "business",
                                                                 "trading", "hábiles", "laborables"};
    return within(i) && std::ranges::find(kWorking, token(i).text) != kWorking.end();
  }

  /// A length an hour is a speed.
  void take_hour(Fact& fact, std::uint32_t at) const {
    const std::uint32_t more = fact.dimension == Dimension::kLength ? an_hour_at(at) : 0;
    if (more == 0) return;
    fact.dimension = Dimension::kSpeed;
    fact.value /= 1000;  // In kilometres an hour.
    fact.last = at + more;
  }
  /// "per hour", "an hour", "/h" at `at`: how many words; 0 for none.
  std::uint32_t an_hour_at(std::uint32_t at) const {
    if (!within(at)) return 0;
    if (token(at).text == "h" && gap_before(at) == "/") return 1;
    const std::string_view word = token(at).text;
    if (!joined(at) || !joined(at + 1) ||
        (word != "per" && word != "an" && word != "por" && word != "every" && word != "each" && word != "cada"))
      return 0;
    return token(at + 1).text == "hour" || token(at + 1).text == "hora" ? 2 : 0;
  }

  static constexpr std::uint32_t kTimes = text::term_hash("time");
  static constexpr std::uint32_t kScore = 1;  // No word's hash, in all likelihood.

  static void set_unit(Fact& fact, const WordMeaning& m, std::uint32_t word) {
    fact.dimension = m.dimension;
    fact.value *= m.factor;
    fact.unit = m.dimension == Dimension::kMoney ? static_cast<std::uint32_t>(m.currency) : word;  // Cents are of any.
  }

  static constexpr std::uint32_t kAnyCurrency = ~0U, kDollar = 1, kEuro = 2, kPound = 3, kYen = 4;  // fact_words.cc.
  /// Of "$5", "EUR 5", "US$ 5"; 0 for none.
  std::uint32_t currency_before(std::uint32_t i) const {
    if (!token(i).number && is_rand(i)) return kAnyCurrency;
    if (is_money_before(i)) {
      const std::string_view gap = gap_before(i);
      if (gap.contains("€")) return kEuro;
      if (gap.contains("£")) return kPound;
      if (gap.contains("¥")) return kAnyCurrency;  // Yen or yuan.
      const bool letters = i > first_ && gap.starts_with('$') && token(i - 1).capitalised;
      if (letters && token(i - 1).text == "R") return kAnyCurrency;
      return letters || language_.starts_with("en") ? kDollar : kAnyCurrency;  // Pesos have the same sign.
    }
    return is_code(i - 1) && token(i).joined ? static_cast<std::uint32_t>(meaning(i - 1).currency) : 0;
  }
  /// "EUR", "Rs"
  bool is_code(std::uint32_t i) const {
    if (!within(i) || meaning(i).currency == 0) return false;
    const std::string_view word = token(i).text;
    return word == "Rs" || (word.size() == 3 && word[0] >= 'A' && word[0] <= 'Z' && word[2] >= 'A' && word[2] <= 'Z');
  }

  // --- Names ---------------------------------------------------------------------------------------------------------

  bool may_be_name(std::uint32_t i) const {
    const Token& t = token(i);
    if (!t.capitalised || t.number || is_rand(i)) return false;
    const WordMeaning& m = meaning(i);
    return m.month == 0 && m.weekday == 0 && m.cardinal < 0;
  }
  bool is_possessive(std::uint32_t i) const { return token(i).text.ends_with("'s") || token(i).text.ends_with("’s"); }
  bool is_name_inside(std::uint32_t i) const { return inside_.contains(token(i).bare); }
  /// The text has it in small letters, too: "Workers at the site".
  bool is_common_word(std::uint32_t i) {
    if (!small_) {
      small_.emplace(out_.tokens.size() / 2);
      for (const Token& t : out_.tokens) {
        if (t.is_term && !t.capitalised) small_->number(t.bare);
      }
    }
    return small_->contains(token(i).bare);
  }
  bool is_joined_to_name(std::uint32_t i) const {
    const std::string_view gap = gap_before(i);
    return gap.size() <= 3 && gap.find_first_not_of(" .-&'") == std::string_view::npos && !gap.empty() &&
           !(gap.starts_with('.') && gap.size() > 1 && token(i - 1).text.size() > 3);
  }
  void find_names() {
    for (std::uint32_t i = first_; i < last_; ++i) {
      if (meaning(i).country == 0 || token(i).capitalised) continue;
      Fact& fact = add(FactKind::kPlace, i, i + 1);
      fact.country = meaning(i).country;
      fact.sure = true;
    }
    for (std::uint32_t i = first_; i < last_;) {
      if (!may_be_name(i) ||
          (token(i).function_word && !(i > first_ && token(i).text.size() > 1 && !token(i).opens_sentence))) {
        ++i;
        continue;
      }
      std::uint32_t first = i, end = i + 1;
      bool organisation = meaning(i).is(F::kOrganisation);
      for (std::uint32_t at = i + 1; at < last_;) {
        // "Information Commissioner's Office", but not "Canada's Senate".
        if (is_possessive(at - 1) && (!meaning(at).is(F::kOrganisation) || at - first < 2)) break;
        if (is_joined_to_name(at) && may_be_name(at)) {
          organisation |= meaning(at).is(F::kOrganisation);
          end = ++at;
          continue;
        }
        // "Bureau of River Affairs", "Tribunal Superior de Justicia", "Ana de la Torre".
        std::uint32_t over = at;
        while (over < last_ && over < at + 2 && token(over).joined && meaning(over).is(F::kJoins) &&
               token(over).text != "and" && token(over).text != "y" && token(over).text != "e") {
          ++over;
        }
        if (over == at || over >= last_ || !token(over).joined || !may_be_name(over)) break;
        const std::string_view joint = token(at).text;
        const bool spanish = joint == "de" || joint == "del" || joint == "la";
        if (!organisation && !spanish) break;
        if ((joint == "for" || joint == "the") && !organisation) break;
        organisation |= meaning(over).is(F::kOrganisation);
        end = over + 1;
        at = end;
      }
      i = end;
      add_name(first, end);
    }
  }

  static bool is_of_country(std::string_view word) {
    if (word == "French" || word == "Dutch" || word == "Swiss" || word == "Greek" || word == "Dane") return true;
    for (const std::string_view end : {"ian", "ish", "ese", "ean", "can", "eño", "eña", "ense", "iano", "iana"}) {
      if (word.size() > end.size() + 2 && word.ends_with(end)) return true;
    }
    return false;
  }

  void add_name(std::uint32_t first, std::uint32_t end) {
    // Titles and offices in front are no part of a person's name.
    bool person = false;
    const bool opens = first == first_ || token(first).opens_sentence || gap_before(first).starts_with(". ");
    while (end - first > 1 && token(first).function_word) ++first;
    // "the Italian Davide Ronchetti"
    if (end - first >= 3 && !meaning(end - 1).is(F::kOrganisation) && is_of_country(token(first).text)) ++first;
    // The first word of a sentence may be any; it is taken for a name where a rewording plainly has another there.
    const bool doubtful = opens && end - first == 1 && (!is_name_inside(first) || is_common_word(first));
    if (doubtful && (token(first).function_word || token(first).text.size() < 4)) return;
    if (end - first == 1 && token(first).text.size() == 1) return;
    // "the Agriculture Minister", "the Anglican Bishop of Onitsha"
    if (const WordMeaning& head = meaning(end - 1);
        end - first > 1 && head.office != 0 && head.is(F::kPersonTitle) &&
        (meaning(first).topic != 0 || (joined(end) && (token(end).text == "of" || token(end).text == "for"))))
      return;
    if (end - first == 1 && within(end) && token(end).number && (is_code(first) || gap_before(end).starts_with('$')))
      return;
    while (end - first > 1 &&
           (meaning(first).is(F::kPersonTitle) || meaning(first).is(F::kRank) ||
            (meaning(first).office != 0 && !meaning(first).is(F::kOrganisation))) &&
           !meaning(first + 1).is(F::kJoins) && !meaning(end - 1).is(F::kOrganisation)) {
      person = true;
      ++first;
    }
    // "Federal Environment Minister Priscilla Adeyemi": the name is what follows the office.
    for (std::uint32_t i = end - 1; i > first && !meaning(end - 1).is(F::kOrganisation); --i) {
      if (i + 1 >= end || meaning(i).office == 0 || meaning(i).is(F::kOrganisation) || meaning(i + 1).is(F::kJoins))
        continue;
      first = i + 1;
      person = true;
      break;
    }
    if (end - first > kLongestName || (end - first == 1 && meaning(first).office != 0)) return;
    bool organisation = false;
    for (std::uint32_t i = first; i < end; ++i) organisation |= meaning(i).is(F::kOrganisation);
    if (organisation && end - first == 1 && token(first).text.size() > 5) return;  // "the Bank", "the Council"
    Fact& fact = add(FactKind::kName, first, end);
    if (is_possessive(end - 1)) fact.printed.remove_suffix(fact.printed.ends_with("'s") ? 2 : 4);
    fact.weak = doubtful;
    const std::string_view word = token(first).text;
    const bool capitals = end - first == 1 && word.size() >= 2 && word.size() <= 6 &&
                          std::ranges::all_of(word, [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
    if (is_country(fact)) {
      fact.kind = FactKind::kPlace;
      fact.sure = true;
    } else if (organisation || capitals) {
      fact.kind = FactKind::kOrganisation;
      fact.sure = true;
    } else if (person ||
               (first > first_ && (meaning(first - 1).is(F::kPersonTitle) || meaning(first - 1).office != 0))) {
      fact.sure = true;
    } else if (first > first_ && meaning(first - 1).is(F::kBeforePlace) && end - first <= 2) {
      fact.kind = FactKind::kPlace;
    }
  }

  static constexpr std::size_t kMostRemembered = 1 << 14;  ///< Names of a day's news.
  bool is_country(const Fact& fact) const {
    if (fact.last - fact.first > 4) return false;
    // Names come again and again; to find one costs as much as to read a sentence.
    thread_local std::unordered_map<std::uint64_t, bool> remembered;
    std::uint64_t key = text::mix(text::term_hash(language_));
    for (const char c : fact.printed) key = key * 0x100000001B3 ^ static_cast<unsigned char>(c);
    if (remembered.size() > kMostRemembered) remembered.clear();
    const auto [at, is_new] = remembered.try_emplace(key, false);
    if (is_new) {
      const std::vector<text::KnownName> known = text::known_names(fact.printed, language_);
      at->second = !known.empty() && !known[0].country.empty() && known[0].printed.size() + 1 >= fact.printed.size();
    }
    return at->second;
  }

  // --- Offices -------------------------------------------------------------------------------------------------------

  void find_offices() {
    const std::size_t facts = out_.facts.size();
    for (std::uint32_t i = first_; i < last_; ++i) {
      if (meaning(i).office == 0) continue;
      // "chief executive officer": the last word of the run is the head.
      if (joined(i + 1) && meaning(i + 1).office != 0) continue;
      if (joined(i + 1) && joined(i + 2) && token(i + 1).is_term && !meaning(i + 1).is(F::kJoins) &&
          meaning(i + 2).office != 0 && token(i).bare == text::term_hash("chief"))
        continue;
      std::uint32_t first = i;
      if (token(i).text == "PM" && i > first_ && (token(i - 1).number || meaning(i - 1).cardinal >= 0)) continue;
      while (first > first_ && i - first < 4 && token(first).joined) {
        const WordMeaning& m = meaning(first - 1);
        const Token& t = token(first - 1);
        const bool alike =
            t.capitalised == token(i).capitalised || (t.capitalised && (first - 1 == first_ || t.opens_sentence));
        if (m.is(F::kRank) || m.office != 0) {
          --first;
        } else if (t.is_term && !t.number && m.cardinal < 0 && m.ordinal < 0 &&
                   (first == i || (t.capitalised && token(i).capitalised && ranked_before(first - 1))) && alike &&
                   !m.is(F::kNegator) && !m.is(F::kRefusal) && !m.is(F::kSays)) {
          --first;
        } else {
          break;
        }
      }
      const std::uint32_t last =
          joined(i + 1) && meaning(i + 1).is(F::kRank) ? i + 2 : i + 1;  // "representante adjunta"
      Fact& fact = add(FactKind::kTitle, first, last);
      fact.office = office_of(fact, i);
      fact.person = person_beside(fact, facts);
    }
  }
  /// "Deputy Civil Protection Minister": a rank stands in front of what the office is for.
  bool ranked_before(std::uint32_t i) const { return i > first_ && token(i).joined && meaning(i - 1).is(F::kRank); }

  /// Offices of several words that have initials, too: "chief executive", "finance director", "prime minister".
  std::int16_t office_of(const Fact& fact, std::uint32_t head) const {
    const std::int16_t office = meaning(head).office;
    if (lower_is(head, "minister") && head > first_ && lower_is(head - 1, "prime")) return kHeadOfGovernment;
    const bool chief = office == kHead || lower_is(head, "officer");
    for (std::uint32_t i = fact.first; i < head; ++i) {
      if ((chief || lower_is(head, "director")) && (lower_is(i, "financial") || lower_is(i, "finance")))
        return kFinanceChief;
      if (chief && (lower_is(i, "operating") || lower_is(i, "operations"))) return kOperationsChief;
      if (chief && lower_is(i, "technology")) return kTechnologyChief;
      if (lower_is(i, "executive") && lower_is(head, "officer")) return kChiefExecutive;
    }
    return lower_is(head, "executive") && head > fact.first && lower_is(head - 1, "chief") ? kChiefExecutive : office;
  }

  bool stands_and(std::uint32_t first, std::uint32_t last) const {
    for (std::uint32_t i = first; i < last; ++i) {
      if (token(i).text == "and" || token(i).text == "y" || token(i).text == "e") return true;
    }
    return false;
  }
  /// "director Tomasz Wilk", "Tomasz Wilk, the director", "Wilk, who is director".
  std::uint32_t person_beside(Fact& office, std::size_t facts) const {
    std::uint32_t best = 0;
    std::uint32_t nearest = 9;  // Words between an office and who holds it: "director of the museum in Gdansk, ...".
    for (std::size_t f = 0; f < facts; ++f) {
      const Fact& name = out_.facts[f];
      if (name.kind != FactKind::kName || name.first < first_) continue;
      const bool doubtful = name.last - name.first < 2 && !name.sure;
      std::uint32_t apart = 99;
      if (name.first >= office.last) apart = name.first - office.last + 1;
      // Before the office, a comma or a "who is" stands between; "Castle Moor's coach" is not Moor.
      if (name.last <= office.first && !is_possessive(name.last - 1) && !token(name.last).joined)
        apart = office.first - name.last + 1;
      if (doubtful && (name.first >= office.last || apart > 3)) continue;
      if (name.last <= office.first && stands_and(name.last, office.first)) continue;  // Who follows has it.
      if (apart < nearest && apart <= 8) {
        nearest = apart;
        best = token(name.last - 1).bare;
        office.person_first = name.first;
        office.person_last = name.last;
      }
    }
    return best;
  }

  FactText& out_;
  const FactWords& words_;
  std::optional<WordNumbers> small_;  ///< Bare words without a capital; made when asked for.
  const WordNumbers& inside_;         ///< Bare words with a capital where no sentence begins.
  std::string_view language_;
  std::uint32_t first_ = 0, last_ = 0;
  std::size_t first_fact_ = 0;
  std::vector<Number> numbers_;
};

/// Which of the tokens stand between quotation marks. A quotation that is not closed ends with its paragraph.
void find_quoted(FactText& text) {
  text.quoted.assign(text.tokens.size(), 0);
  bool open = false;
  const char* end = text.text.data();
  for (std::size_t i = 0; i < text.tokens.size(); ++i) {
    const char* begin = text.tokens[i].text.data();
    if (begin == end + 1 && *end == ' ') end = begin;  // Most words.
    for (std::string_view gap(end, begin); !gap.empty();) {
      std::size_t size = 1;
      if (gap.front() == '\n') {
        open = false;
      } else if (gap.front() == '"') {
        open = !open;
      } else if (gap.starts_with("“") || gap.starts_with("„")) {
        open = true;
        size = 3;
      } else if (gap.starts_with("”")) {
        open = false;
        size = 3;
      } else if (gap.starts_with("«")) {
        open = true;
        size = 2;
      } else if (gap.starts_with("»")) {
        open = false;
        size = 2;
      }
      gap.remove_prefix(size);
    }
    text.quoted[i] = open;
    end = begin + text.tokens[i].text.size();
  }
}

bool ends_with_abbreviation(const FactText& text, const FactWords& words) {
  const FactText::Sentence& s = text.sentences.back();
  const Token& last = text.tokens[s.last - 1];
  if (!s.text.ends_with('.') || last.text.data() + last.text.size() + 1 != s.text.data() + s.text.size()) return false;
  return last.abbreviation || (last.capitalised && last.text.size() <= 4 && words[last.bare].month != 0);
}

/// Cuts the text into sentences that have words.
void find_sentences(FactText& out, std::string_view language) {
  const FactWords& words = FactWords::of(language);
  std::uint32_t token = 0;
  const char* end = out.text.data();
  for (const std::string_view sentence : text::sentences(out.text, language)) {
    if (out.sentences.size() == kMostSentences) break;  // "U.S. District Court", "on Oct. 3": these end no sentence.
    if (!out.sentences.empty() && ends_with_abbreviation(out, words) &&
        !std::string_view(end, sentence.data()).contains('\n')) {
      FactText::Sentence& before = out.sentences.back();
      before.text = {before.text.data(), sentence.data() + sentence.size()};
      end = sentence.data() + sentence.size();
      while (token < out.tokens.size() && out.tokens[token].text.data() < end) ++token;
      before.last = token;
      continue;
    }
    FactText::Sentence s;
    s.text = sentence;
    s.paragraph = std::string_view(end, sentence.data()).contains('\n') || out.sentences.empty();
    s.first = token;
    end = sentence.data() + sentence.size();
    while (token < out.tokens.size() && out.tokens[token].text.data() < end) ++token;
    s.last = token;
    if (s.first != s.last) out.sentences.push_back(s);
  }
}

}  // namespace

void read_facts(std::string_view text, std::string_view language, text::Tokenizer& tokenizer, FactText& out) {
  const FactWords& words = FactWords::of(language);
  out.text = text;
  const std::vector<Token>& tokens = tokenizer.tokens(text, language);
  out.tokens.assign(tokens.begin(), tokens.end());
  out.sentences.clear();
  out.facts.clear();
  out.meanings.resize(out.tokens.size());
  for (std::size_t i = 0; i < out.tokens.size(); ++i) out.meanings[i] = words.number_of(out.tokens[i].bare);
  find_sentences(out, language);
  find_quoted(out);

  WordNumbers inside;  // What is capitalised where no sentence begins.
  for (const Token& token : out.tokens) {
    if (token.capitalised && !token.opens_sentence) inside.number(token.bare);
  }
  Reader reader(out, words, inside, language);
  for (FactText::Sentence& sentence : out.sentences) reader.read(sentence);
}

}  // namespace dateline::story
