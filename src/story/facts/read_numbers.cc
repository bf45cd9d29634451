#include "story/facts/fact_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace dateline::story {
namespace {

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

}  // namespace

void FactReader::find_numbers() {
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

std::uint32_t FactReader::read_fraction(std::uint32_t i) {
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

std::uint32_t FactReader::read_figure(std::uint32_t i) {
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

bool FactReader::is_rand(std::uint32_t i) const {
  if (!token(i).capitalised) return false;
  const std::string_view word = token(i).text;
  return word[0] == 'R' && word.size() > 1 && is_digit(word[1]) &&
         (word.size() > 3 || (within(i + 1) && is_thousands(i + 1))) &&
         word.find_first_not_of("0123456789.,mbn", 1) == word.npos;
}

bool FactReader::is_thousands(std::uint32_t i) const {
  return within(i) && token(i).number && token(i).text.size() == 3 && gap_before(i) == " ";
}

std::uint32_t FactReader::read_words(std::uint32_t i) {
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

bool FactReader::lower_is(std::uint32_t i, std::string_view word) const {
  const std::string_view text = within(i) ? token(i).text : std::string_view();
  return text.size() == word.size() && text.substr(1) == word.substr(1) && (text[0] | 0x20) == word[0];
}

double FactReader::half_at(std::uint32_t at) const {
  if (!joined(at) || token(at).text != "and" || !joined(at + 1) || token(at + 1).text != "a" || !joined(at + 2))
    return 0;
  return token(at + 2).text == "half" ? .5 : token(at + 2).text == "quarter" ? .25 : 0;
}

std::uint32_t FactReader::hash_of(std::string_view suffix) {
  std::string small(suffix);
  std::ranges::transform(small, small.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return text::term_hash(small);
}

bool FactReader::is_money_before(std::uint32_t i) const {
  const std::string_view gap = gap_before(i);
  if (gap.ends_with('$') || gap.ends_with("$ ")) return true;
  for (const std::string_view sign : {"€", "£", "¥"}) {
    if (gap.ends_with(sign)) return true;
  }
  return false;
}

FactReader::Number* FactReader::number_at(std::uint32_t i) {
  for (Number& n : numbers_) {
    if (n.first <= i && i < n.last) return &n;
  }
  return nullptr;
}
}  // namespace dateline::story
