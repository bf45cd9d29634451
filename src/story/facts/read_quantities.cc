#include "story/facts/fact_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dateline::story {
namespace {

/// A clause of so many words has said what it counts.
constexpr std::size_t kNounWithin = 3;

}  // namespace

void FactReader::find_scores() {
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

void FactReader::find_quantities() {
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

bool FactReader::is_idiom(std::uint32_t i) const {
  static constexpr std::array<std::string_view, 8> kBehind = {"stumps", "wheel", "scenes", "counter",
                                                              "desk",   "bars",  "bar",    "microphone"};
  return within(i) && std::ranges::find(kBehind, token(i).text) != kBehind.end();
}

bool FactReader::is_apart(std::string_view word) {
  static constexpr std::array<std::string_view, 6> kApart = {"behind", "ahead", "adrift", "clear", "detrás", "delante"};
  return std::ranges::find(kApart, word) != kApart.end();
}

void FactReader::read_minute(const Number& n, Fact& fact) {
  const bool after = n.ordinal && within(n.last) && (token(n.last).text == "minute" || token(n.last).text == "minuto");
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

void FactReader::add_to_duration(const Number& n, Fact& fact) {
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

void FactReader::add_half(const Number& n, Fact& fact) {
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

void FactReader::take_unit_of_next(const Number& n, Fact& fact) {
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

bool FactReader::is_rough(std::uint32_t first) const {
  for (std::uint32_t i = first; i > first_ && i + 3 > first; --i) {
    if (meaning(i - 1).is(F::kRough)) return true;
  }
  return false;
}

void FactReader::read_unit(const Number& n, Fact& fact) {
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

bool FactReader::is_working(std::uint32_t i) const {
  static constexpr std::array<std::string_view, 6> kWorking = {"school",  "working", "business",
                                                               "trading", "hábiles", "laborables"};
  return within(i) && std::ranges::find(kWorking, token(i).text) != kWorking.end();
}

void FactReader::take_hour(Fact& fact, std::uint32_t at) const {
  const std::uint32_t more = fact.dimension == Dimension::kLength ? an_hour_at(at) : 0;
  if (more == 0) return;
  fact.dimension = Dimension::kSpeed;
  fact.value /= 1000;  // In kilometres an hour.
  fact.last = at + more;
}

std::uint32_t FactReader::an_hour_at(std::uint32_t at) const {
  if (!within(at)) return 0;
  if (token(at).text == "h" && gap_before(at) == "/") return 1;
  const std::string_view word = token(at).text;
  if (!joined(at) || !joined(at + 1) ||
      (word != "per" && word != "an" && word != "por" && word != "every" && word != "each" && word != "cada"))
    return 0;
  return token(at + 1).text == "hour" || token(at + 1).text == "hora" ? 2 : 0;
}

void FactReader::set_unit(Fact& fact, const WordMeaning& m, std::uint32_t word) {
  fact.dimension = m.dimension;
  fact.value *= m.factor;
  fact.unit = m.dimension == Dimension::kMoney ? static_cast<std::uint32_t>(m.currency) : word;  // Cents are of any.
}

std::uint32_t FactReader::currency_before(std::uint32_t i) const {
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

bool FactReader::is_code(std::uint32_t i) const {
  if (!within(i) || meaning(i).currency == 0) return false;
  const std::string_view word = token(i).text;
  return word == "Rs" || (word.size() == 3 && word[0] >= 'A' && word[0] <= 'Z' && word[2] >= 'A' && word[2] <= 'Z');
}
}  // namespace dateline::story
