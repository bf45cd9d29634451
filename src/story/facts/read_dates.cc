#include "story/facts/fact_reader.h"

#include <algorithm>
#include <cmath>

namespace dateline::story {
bool FactReader::is_day(const Number& n) {
  return !n.used && !n.scaled && !n.decimal && n.value >= 1 && n.value <= 31 && !n.marked &&
         n.value == std::floor(n.value) && n.suffix.empty();
}

bool FactReader::is_year(const Number& n) const {
  return !n.used && n.figures && !n.marked && !n.ordinal && n.value >= 1400 && n.value <= 2100 && n.suffix.empty() &&
         !n.scaled && n.last == n.first + 1 && token(n.first).text.size() == 4 && !is_money_before(n.first);
}

Fact& FactReader::add(FactKind kind, std::uint32_t first, std::uint32_t last) {
  Fact& fact = out_.facts.emplace_back();
  fact.kind = kind;
  fact.first = first;
  fact.last = last;
  fact.printed = printed(first, last);
  return fact;
}

void FactReader::find_dates() {
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

bool FactReader::is_counted(const Number& n) const {
  return joined(n.last) && token(n.last).is_term && !token(n.last).capitalised && meaning(n.last).month == 0 &&
         meaning(n.last).weekday == 0 && gap_after(n.last - 1) == " " &&
         (n.first == first_ || !meaning(n.first - 1).is(F::kBeforePlace));
}

void FactReader::read_month(std::uint32_t i, std::int8_t month) {
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

bool FactReader::is_english_verb(std::uint32_t i) const {
  return token(i).text == "may" || token(i).text == "march";
}

bool FactReader::is_counted_days(const Number& n) const {
  return joined(n.last) && !token(n.last).capitalised && token(n.last).is_term && gap_after(n.last - 1) == " " &&
         meaning(n.last).dimension != Dimension::kNone;
}

bool FactReader::has_two_decimals(const Number& n) const {
  const std::string_view word = token(n.first).text;
  return word.size() >= 4 && !is_digit(word[word.size() - 3]);
}

std::uint32_t FactReader::read_half_day(std::uint32_t at, int hour, int& half) const {
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

void FactReader::find_spoken_times() {
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

void FactReader::read_time_of_day(Number& n) {
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
       meaning(n.first - 1).is(F::kBetween) || token(n.first - 1).text == "by" || token(n.first - 1).text == "before" ||
       token(n.first - 1).text == "after")) {
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

bool FactReader::is_time_unit(std::uint32_t i) const {
  return within(i) && meaning(i).dimension == Dimension::kTime && meaning(i).factor >= 1 && !token(i).number;
}

void FactReader::find_relative_dates() {
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

std::size_t FactReader::first_fact() const {
  return first_fact_;
}

bool FactReader::is_fall(std::uint32_t i) const {
  if (i < first_ + 2) return false;
  const std::string_view before = token(i - 1).text, more = token(i - 2).text;
  return before == "this" || before == "last" || before == "next" ||
         (before == "the" && (more == "in" || more == "until" || more == "by" || more == "since" || more == "for"));
}

std::int8_t FactReader::part_before(Fact& fact) {
  for (std::uint32_t i = fact.first; i > first_ && i + 3 > fact.first; --i) {
    const std::string_view word = token(i - 1).text;
    const std::int8_t part = word == "early" || word == "beginning" || word == "start" || word == "principios" ||
                                     word == "inicios" || word == "comienzos" || word == "Early"
                                 ? 1
                             : word == "mid" || word == "middle" || word == "mediados" || word == "Mid" ? 2
                             : word == "late" || word == "end" || word == "finales" || word == "fines" || word == "Late"
                                 ? 3
                                 : 0;
    if (part == 0) continue;
    fact.first = i - 1;
    fact.printed = printed(fact.first, fact.last);
    return part;
  }
  return 0;
}

void FactReader::find_periods() {
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

void FactReader::add_rate(std::uint32_t first, std::uint32_t last, double days) {
  Fact& fact = add(FactKind::kDuration, first, last);
  fact.rate = true;
  fact.value = days;
}

bool FactReader::follows_quantity(std::uint32_t i, std::size_t end) const {
  for (std::size_t f = first_fact(); f < end; ++f) {
    const Fact& fact = out_.facts[f];
    if (fact.kind != FactKind::kDate && fact.last <= i && fact.last + 2 >= i && fact.value > 0 && fact.first + 6 > i &&
        !fact.weak)
      return true;
  }
  return false;
}
}  // namespace dateline::story
