#include "story/facts/side_by_side.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

class Quantities {
 public:
  explicit Quantities(SideBySide& at) : at_(at) {}

  void changed() {
    // One that the source has elsewhere is a mistake only where it plainly stands for another, and comes second.
    for (const bool elsewhere : {false, true}) {
      for (const Fact& b : at_.after) {
        if (!is_quantity(b)) continue;
        const Fact* changed = nullptr;
        if (std::ranges::any_of(at_.before, [&](const Fact* a) { return at_.same(*a, b); })) {
          if (elsewhere) changed = swapped(b);
        } else if (elsewhere == is_elsewhere(b)) {
          // What may follow from the source is a mistake only where it looks like a slip of the hand.
          changed = counterpart(b, elsewhere ? 2.5 : 1);
          if (changed != nullptr && !(is_slip(changed->value, b.value) && changed->unit == b.unit) &&
              !are_parts(*changed, b) && follows_from_source(b))
            changed = nullptr;
        }
        if (changed != nullptr &&
            (is_as_much(*changed, b) || is_scaled_elsewhere(b) || changed->printed == b.printed || is_of_score(b)))
          changed = nullptr;
        if (changed == nullptr && !elsewhere) changed = other_unit(b);
        if (changed == nullptr) continue;
        taken_.push_back(changed);
        at_.add(changed->kind, changed->printed, b.printed);
      }
    }
  }
  /// "from 1.9 to 1.4" told as "1.9 instead of 1.4": what was and what is, the other way round.
  void turned() {
    const Fact *old_after = nullptr, *new_after = nullptr, *old_before = nullptr, *new_before = nullptr;
    const auto take = [](const Fact& f, bool old, const Fact*& was, const Fact*& is) {
      const Fact*& place = old ? was : is;
      if (place == nullptr) place = &f;
    };
    for (const Fact& b : at_.after) {
      if (is_quantity(b) && !b.weak && was_before(at_.copy, b)) take(b, true, old_after, new_after);
    }
    if (old_after == nullptr) return;
    for (const Fact& b : at_.after) {
      if (&b != old_after && is_quantity(b) && !b.weak && b.dimension == old_after->dimension &&
          !was_before(at_.copy, b) && !same_quantity(b, *old_after))
        take(b, false, old_after, new_after);
    }
    if (new_after == nullptr) return;
    for (const Fact* a : at_.before) {
      if (!is_quantity(*a) || a->weak || a->dimension != old_after->dimension) continue;
      const bool old = was_before(at_.source, *a);
      if (old && same_quantity(*a, *new_after)) take(*a, true, old_before, new_before);
      if (!old && same_quantity(*a, *old_after)) take(*a, false, old_before, new_before);
    }
    if (old_before != nullptr && new_before != nullptr)
      at_.add(old_before->kind, new_before->printed, new_after->printed);
  }
  /// "75 hours a month" told as "75 hours per week".
  void rates() {
    for (const Fact& b : at_.after) {
      if (!b.rate) continue;
      const Fact* other = nullptr;
      bool known = false;
      for (const Fact* a : at_.before) {
        if (!a->rate) continue;
        known |= near(a->value, b.value, kOtherUnit);
        if (!is_told_rate(*a) && (at_.likeness_around(*a, b) >= 1 || same_before(*a, b))) other = a;
      }
      known |= std::ranges::any_of(at_.after, [&](const Fact& x) {
        return is_quantity(x) && x.last <= b.first && x.last + 3 > b.first &&
               std::ranges::any_of(at_.before, [&](const Fact* a) { return is_quantity(*a) && is_as_much(*a, x); });
      });
      if (!known && other != nullptr) at_.add(FactKind::kDuration, other->printed, b.printed);
    }
  }
  /// Dead and injured, each told for the other.
  void casualties() {
    const Fact *dead = nullptr, *hurt = nullptr;
    for (const Fact* a : at_.before) {
      const int fate = fate_of(at_.source, *a);
      if (fate == 1 && dead == nullptr) dead = a;
      if (fate == 2 && hurt == nullptr) hurt = a;
    }
    if (dead == nullptr || hurt == nullptr || same_quantity(*dead, *hurt)) return;
    const Fact* taken = nullptr;
    bool other = false;
    for (const Fact& b : at_.after) {
      const int fate = fate_of(at_.copy, b);
      if (fate == 1 && near(b.value, hurt->value, 1e-6)) taken = &b;
      if (fate == 2 && near(b.value, dead->value, 1e-6)) other = true;
    }
    if (taken != nullptr && other) at_.add(FactKind::kNumber, dead->printed, taken->printed);
  }

 private:
  /// "three of the last five", "two of the last five": the rest of five is no excuse.
  bool are_parts(const Fact& a, const Fact& b) const {
    const auto of = [&](const FactText& text, const Fact& f) {
      return f.last < text.tokens.size() && text.tokens[f.last].joined &&
             at_.words[text.tokens[f.last].bare].is(F::kJoins);
    };
    return of(at_.source, a) && of(at_.copy, b) && at_.likeness_around(a, b) >= 3 && !at_.are_the_rest();
  }
  static constexpr std::uint32_t kScore = 1;  // facts.cc.
  static bool comparable(const Fact& a, const Fact& b) {
    return is_quantity(a) && is_quantity(b) && a.dimension == b.dimension && a.ordinal == b.ordinal &&
           (!b.weak || b.ordinal) && (a.noun == kScore) == (b.noun == kScore) && a.apart == b.apart &&
           !(a.weak && a.dimension == Dimension::kNone && !a.ordinal);
  }

  /// A sum, a difference, a double or a half of what the sentences say, or those beside them of the same thing.
  bool follows_from_source(const Fact& b) const {
    std::vector<double> values;
    for (const Fact* a : at_.before) {
      if (is_quantity(*a) && a->dimension == b.dimension && !a->weak) values.push_back(a->value);
    }
    const std::size_t here = values.size();
    const auto is_near = [&](const Fact& a) {
      return std::ranges::any_of(at_.told_from, [&](std::uint32_t i) {
        const std::uint32_t first = at_.source.sentences[i > 0 ? i - 1 : i].first;
        const std::uint32_t last =
            at_.source.sentences[std::min<std::size_t>(i + 1, at_.source.sentences.size() - 1)].last;
        return a.first >= first && a.first < last;
      });
    };
    if (b.dimension != Dimension::kTime &&
        (b.value >= 20 || b.dimension != Dimension::kNone)) {  // Small numbers are the sum of something too often.
      for (const Fact& a : at_.source.facts) {
        if (is_quantity(a) && a.dimension == b.dimension && !a.weak && (a.noun == b.noun || a.noun == 0) && is_near(a))
          values.push_back(a.value);
      }
    }
    // "one in twenty of 300 million", "13 over the limit of 48" beside 61 hours.
    std::vector<double> printed;
    for (const Fact* a : at_.before) {
      if (is_quantity(*a) && a->printed_value > 0 && printed.size() < 12) printed.push_back(a->printed_value);
    }
    for (const double x : printed) {
      for (const double y : printed) {
        if (&x == &y) continue;
        if ((b.value >= 100 || b.dimension == Dimension::kPercent) &&
            (near(x / y, b.printed_value, .01) || near(x * y / 100, b.printed_value, .01) ||
             (b.rough && b.dimension == Dimension::kPercent && near(100 * x / y, b.value, .05))))
          return true;
        if (near(x - y, b.printed_value, 1e-6)) return true;
      }
    }
    if (b.dimension == Dimension::kPercent && std::ranges::find(values, 100 - b.value) != values.end()) return true;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i < here && (near(values[i] * 2, b.value, 1e-6) || near(values[i], b.value * 2, 1e-6))) return true;
      for (std::size_t j = 0; j < values.size(); ++j) {
        if (i == j) continue;
        if (near(values[i] + values[j], b.value, 1e-6) || near(values[i] - values[j], b.value, 1e-6)) return true;
      }
    }
    return false;
  }

  /// "from 5", "instead of 5", "against 5", "frente a 5"
  bool was_before(const FactText& text, const Fact& f) const {
    static constexpr std::array<std::string_view, 8> kWas = {"from", "against",  "desde",   "versus",
                                                             "than", "compared", "instead", "frente"};
    for (std::uint32_t i = f.first; i > 0 && i + 2 > f.first; --i) {
      if (!text.tokens[i].joined) return false;
      const std::string_view word = text.tokens[i - 1].text;
      if (std::ranges::find(kWas, word) != kWas.end()) return word != "than";
      if (word != "of" && word != "with" && word != "a" && word != "to") return false;
    }
    return false;
  }

  bool is_elsewhere(const Fact& b) const {
    return std::ranges::any_of(at_.source.facts, [&](const Fact& a) {
      return is_quantity(a) && same_quantity(a, b) && (a.noun == b.noun || a.noun == 0 || b.noun == 0);
    });
  }

  /// "500 dollars a month", "6,000 dollars a year"
  bool is_as_much(const Fact& a, const Fact& b) const {
    const auto days = [](auto&& facts, const Fact& f) {
      for (const Fact& rate : facts) {
        if (rate.rate && rate.first >= f.last && rate.first <= f.last + 2) return rate.value;
      }
      return 0.0;
    };
    const double x = days(at_.source.facts, a), y = days(at_.after, b);
    return x > 0 && y > 0 && near(a.value / x, b.value / y, kOtherUnit);
  }

  /// "740 pounds" told as "740 tons": the number is the same, what it measures is not.
  const Fact* other_unit(const Fact& b) const {
    if (b.dimension == Dimension::kNone || b.weak || b.printed_value < 2) return nullptr;
    const Fact* other = nullptr;
    for (const Fact* a : at_.before) {
      if (!is_quantity(*a) || !near(a->printed_value, b.printed_value, 1e-6)) continue;
      if (a->dimension == Dimension::kNone || a->dimension == b.dimension) return nullptr;
      other = a;
    }
    return other;
  }

  /// "four symphonies and nine quartets" told as "nine symphonies": the number stands there, but of something else.
  const Fact* swapped(const Fact& b) {
    if (b.noun == 0 || b.ordinal || b.weak) return nullptr;
    if (const int fate = fate_of(at_.copy, b); fate != 0) {
      for (const Fact* a : at_.before) {
        if (is_quantity(*a) && near(a->value, b.value, 1e-6) && fate_of(at_.source, *a) == fate) return nullptr;
      }
    }
    if (std::ranges::any_of(at_.before,
                            [&](const Fact* a) { return is_quantity(*a) && a->noun == 0 && same_quantity(*a, b); }))
      return nullptr;
    const Fact* other = nullptr;
    for (const Fact* a : at_.before) {
      if (!comparable(*a, b) || a->noun != b.noun) continue;
      if (same_quantity(*a, b)) return nullptr;
      other = a;
    }
    return other;
  }

  /// "bajó 45 millones, hasta 95": millions, too.
  bool is_scaled_elsewhere(const Fact& b) const {
    if (b.dimension != Dimension::kNone || b.noun != 0) return false;
    return std::ranges::any_of(at_.before, [&](const Fact* a) {
      return is_quantity(*a) && (near(a->value, b.value * 1e6, 1e-6) || near(a->value, b.value * 1e9, 1e-6));
    });
  }
  /// "voted 5-2", "two of the seven were against"
  bool is_of_score(const Fact& b) const {
    return b.dimension == Dimension::kNone && b.noun != kScore && std::ranges::any_of(at_.before, [&](const Fact* a) {
             if (!is_quantity(*a) || a->noun != kScore) return false;
             const double x = std::floor(a->value / 1000), y = a->value - x * 1000;
             return b.value == x || b.value == y || b.value == x + y || b.value == std::abs(x - y);
           });
  }
  bool is_in_brackets(const Fact& a) const {
    const std::string_view text = at_.source.text;
    const auto begin = static_cast<std::size_t>(a.printed.data() - text.data()), end = begin + a.printed.size();
    return begin > 0 && end < text.size() && text[begin - 1] == '(' && text[end] == ')';
  }

  const Fact* counterpart(const Fact& b, double enough) {
    const Fact* best = nullptr;
    double best_likeness = 0;
    for (const Fact* a : at_.before) {
      if (!comparable(*a, b) || at_.is_told(*a) || std::ranges::find(taken_, a) != taken_.end()) continue;
      if (is_in_brackets(*a)) continue;  // "7-6 (5)"
      double likeness = at_.likeness_around(*a, b);
      if ((a->weak || b.weak) && a->ordinal && likeness < 2) continue;  // "first", "second" are often no numbers.
      const bool slip = is_slip(a->value, b.value);
      if (slip) likeness += 1.5;
      if (a->noun != 0 && a->noun == b.noun) likeness += 2;
      // Two numbers of different things are none of each other.
      if (a->noun != 0 && b.noun != 0 && a->noun != b.noun && !slip && likeness < 2) continue;
      if (a->unit != 0 && a->unit == b.unit) likeness += .5;
      // "ten days", "ten weeks"
      if (a->unit != 0 && b.unit != 0 && a->unit != b.unit && !b.weak && near(a->printed_value, b.printed_value, 1e-6))
        likeness += 1.5;
      if (a->dimension != Dimension::kNone) likeness += at_.is_only_one(*a) ? 1 : .5;
      if (likeness > best_likeness) {
        best_likeness = likeness;
        best = a;
      }
    }
    return best_likeness >= enough ? best : nullptr;
  }

  bool is_told_rate(const Fact& a) const {
    return std::ranges::any_of(at_.after, [&](const Fact& b) { return b.rate && near(a.value, b.value, kOtherUnit); });
  }
  /// How much it is, is the same; else it may have been converted.
  bool same_before(const Fact& a, const Fact& b) const {
    const auto last_before = [](auto&& facts, std::uint32_t at) {
      const Fact* found = nullptr;
      for (const Fact& f : facts) {
        if (is_quantity(f) && f.last <= at && f.last + 3 >= at) found = &f;
      }
      return found;
    };
    const Fact* x = last_before(at_.source.facts, a.first);
    const Fact* y = last_before(at_.after, b.first);
    return x != nullptr && y != nullptr && near(x->value, y->value, 1e-6);
  }

  /// What the nearest word says of those who are counted: 1 they died, 2 they are hurt, 0 nothing.
  int fate_of(const FactText& text, const Fact& f) const {
    if (f.kind != FactKind::kNumber || f.dimension != Dimension::kNone || f.weak || f.ordinal) return 0;
    const FactText::Sentence& s = sentence_at(text, f.first);
    int fate = 0;
    std::uint32_t nearest = 4;
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      const int is = at_.words.meaning(text.meanings[i]).fate;
      const std::uint32_t apart = i < f.first ? f.first - i : i >= f.last ? i - f.last + 1 : 1;
      if (is == 0 || apart > nearest || (apart == nearest && fate != 0)) continue;
      nearest = apart;
      fate = is;
    }
    return fate;
  }

  std::vector<const Fact*> taken_;  ///< Of the source, for which another was found.

  SideBySide& at_;
};

}  // namespace

void find_changed_quantities(SideBySide& at) {
  Quantities(at).changed();
  Quantities(at).turned();
  Quantities(at).rates();
}

void find_turned_casualties(SideBySide& at) {
  Quantities(at).casualties();
}

}  // namespace dateline::story
