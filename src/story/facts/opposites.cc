#include "story/facts/side_by_side.h"

#include <algorithm>
#include <array>
#include <optional>

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

class Opposites {
 public:
  explicit Opposites(SideBySide& at) : at_(at) {}

  /// "rose" told as "fell".
  bool find() {
    const FactText::Sentence& s = at_.copy.sentences[at_.copy_sentence];
    bool any = false;
    for (std::uint32_t j = s.first; j < s.last; ++j) {
      if (at_.copy.meanings[j] == 0) continue;
      const WordMeaning& is = at_.words.meaning(at_.copy.meanings[j]);
      if (is.opposites[0] == 0) continue;
      std::optional<std::uint32_t> other;
      std::int16_t number = 0;
      bool same = false;
      for (const std::uint32_t i : at_.told_from) {
        const FactText::Sentence& from = at_.source.sentences[i];
        for (std::uint32_t k = from.first; k < from.last; ++k) {
          if (at_.source.meanings[k] == 0) continue;
          const WordMeaning& was = at_.words.meaning(at_.source.meanings[k]);
          if (was.opposites[0] == 0) continue;
          const std::int16_t by = opposite_of(is, was);
          if (by == 0 || other || is_denied_before(at_.source, from, k)) continue;
          const bool beside = by >= kFirstBeside || -by >= kFirstBeside;
          if (beside && !stand_alike(from, k, s, j)) continue;
          other = k;
          number = by;
        }
      }
      if (!other || is_denied_before(at_.copy, s, j) || is_phrase(at_.copy, j) || is_phrase(at_.source, *other) ||
          is_denied_after(at_.source, *other) || is_denied_after(at_.copy, j))
        continue;
      // "all showers were replaced", "none of the showers is in use"
      if ((number == kAll || number == -kAll) && shared_after(*other, j) < 2 &&
          !(*other + 1 < at_.source.tokens.size() && at_.words[at_.source.tokens[*other + 1].bare].is(F::kAuxiliary)))
        continue;
      const bool beside = number >= kFirstBeside || -number >= kFirstBeside;
      if (!beside) {
        for (const std::uint32_t i : at_.told_from) {
          const FactText::Sentence& from = at_.source.sentences[i];
          for (std::uint32_t k = from.first; k < from.last; ++k)
            same |= at_.words.meaning(at_.source.meanings[k]).has_opposite(number);
        }
        // The copy has the source's word, too.
        for (std::uint32_t k = s.first; k < s.last; ++k)
          same |= at_.copy.tokens[k].bare == at_.source.tokens[*other].bare;
      }
      if (same || are_converse(*other, j, number)) continue;
      Fact a, b;
      a.first = *other, a.last = *other + 1, b.first = j, b.last = j + 1;
      if (std::max(at_.likeness_around(a, b), shared_if_short(s)) < (number == 1 || number == -1 ? 2 : 1))
        continue;  // What rises and falls is many things.
      at_.add(FactKind::kNegation, span_of(at_.source, *other, *other + 1), span_of(at_.copy, j, j + 1));
      any = true;
    }
    return any;
  }

 private:
  bool is_denied_before(const FactText& text, const FactText::Sentence& s, std::uint32_t i) const {
    for (std::uint32_t k = std::max(s.first, i > 3 ? i - 3 : 0); k < i; ++k) {
      if (at_.words.meaning(text.meanings[k]).is(F::kNegator) || text.tokens[k].text == "yet") return true;
    }
    return false;
  }

  /// The number by which both are opposites; 0 for none.
  static std::int16_t opposite_of(const WordMeaning& is, const WordMeaning& was) {
    for (const std::int16_t a : is.opposites) {
      if (a != 0 && was.has_opposite(static_cast<std::int16_t>(-a))) return a;
    }
    return 0;
  }

  /// The first word of weight after `i`, of the next three, and what it is compared by; 0 for none.
  std::uint32_t term_beside(const FactText& text, const FactText::Sentence& s, std::uint32_t i) const {
    for (std::uint32_t k = i + 1; k < s.last && k < i + 4; ++k) {
      const Token& t = text.tokens[k];
      if (t.opens_sentence) return 0;
      if (t.number || at_.words[t.bare].cardinal > 1) return t.bare;
      if (t.is_term) return t.term;
    }
    return 0;
  }
  std::uint32_t term_before(const FactText& text, const FactText::Sentence& s, std::uint32_t i) const {
    if (i == s.first) return 0;
    const Token& t = text.tokens[i - 1];
    if (!text.tokens[i].joined && !t.number) return 0;  // "12 % menos"
    return t.number ? t.bare : t.is_term ? t.term : 0;
  }

  static constexpr std::int16_t kAll = 219;  // fact_words.cc: "none | all".
  /// "fell behind", "fell ill": nothing sank.
  static bool is_phrase(const FactText& text, std::uint32_t i) {
    static constexpr std::array<std::string_view, 9> kAfter = {"behind", "ill",    "short",  "through", "apart",
                                                               "asleep", "silent", "victim", "foul"};
    return i + 1 < text.tokens.size() && text.tokens[i + 1].joined && text.tokens[i].text.starts_with("f") &&
           std::ranges::find(kAfter, text.tokens[i + 1].text) != kAfter.end();
  }
  /// "was cut into no pieces"
  bool is_denied_after(const FactText& text, std::uint32_t i) const {
    for (std::uint32_t k = i + 1; k < text.tokens.size() && k < i + 3 && text.tokens[k].joined; ++k) {
      if (text.tokens[k].text == "no" || text.tokens[k].text == "nothing") return true;
    }
    return false;
  }
  /// Terms that stand after both, of the next eight words.
  int shared_after(std::uint32_t k, std::uint32_t j) const {
    int shared = 0;
    for (std::uint32_t x = j + 1; x < at_.copy.tokens.size() && x < j + 9; ++x) {
      const Token& t = at_.copy.tokens[x];
      if (!t.is_term || t.number) continue;
      for (std::uint32_t y = k + 1; y < at_.source.tokens.size() && y < k + 9; ++y) {
        if (!at_.is_word(t, at_.source.tokens[y])) continue;
        ++shared;
        break;
      }
    }
    return shared;
  }

  /// "X won against Y", "Y lost to X"; "higher than last year", "last year it was lower"; "closed until May", "opens in
  /// May".
  bool are_converse(std::uint32_t k, std::uint32_t j, std::int16_t number) {
    const auto of = names_before(at_.source, k), by = names_before(at_.copy, j);
    if (!is_verdict(number) && !of.empty() && !by.empty() &&
        std::ranges::none_of(
            of,
            [&](const Fact* x) { return std::ranges::any_of(by, [&](const Fact* y) { return at_.same(*x, *y); }); }) &&
        std::ranges::any_of(at_.before, [&](const Fact* a) { return is_name(*a) && at_.same(*a, *by.back()); }))
      return true;
    const auto stands = [](const FactText& text, std::uint32_t i, std::uint32_t within, auto... words) {
      for (std::uint32_t n = i + 1; n < text.tokens.size() && n <= i + within; ++n) {
        if (((text.tokens[n].text == words) || ...)) return true;
      }
      return false;
    };
    return stands(at_.source, k, 2, "than", "que") != stands(at_.copy, j, 2, "than", "que") ||
           stands(at_.source, k, 4, "until", "till", "hasta") != stands(at_.copy, j, 4, "until", "till", "hasta");
  }
  /// Guilty or not, for or against, hired or fired: the same whoever stands first. As in fact_words.cc.
  bool is_verdict(std::int16_t number) const {
    const int n = number < 0 ? -number : number;
    return n == 8 || n == 9 || n == 10 || n == 14 || n == 44 || n == 45 || n == 47 || n == 82;
  }
  static std::vector<const Fact*> names_before(const FactText& text, std::uint32_t i) {
    std::vector<const Fact*> found;
    for (const Fact& f : text.facts_of(sentence_at(text, i))) {
      if (is_name(f) && f.country == 0 && f.last <= i) found.push_back(&f);
    }
    return found;
  }

  /// How many terms short sentences share; what they say is said of these.
  double shared_if_short(const FactText::Sentence& s) const {
    if (at_.told_from.size() != 1 || s.last - s.first > 16) return 0;
    const auto from = at_.source.tokens_of(at_.source.sentences[at_.told_from[0]]);
    if (from.size() > 16) return 0;
    double shared = 0;
    for (const Token& t : at_.copy.tokens_of(s))
      shared += t.is_term && std::ranges::any_of(from, [&](const Token& o) { return o.is_term && o.term == t.term; });
    return shared;
  }
  /// The same word of weight stands after both, or right before both.
  bool stand_alike(const FactText::Sentence& from, std::uint32_t k, const FactText::Sentence& s,
                   std::uint32_t j) const {
    const std::uint32_t after = term_beside(at_.source, from, k), before = term_before(at_.source, from, k);
    return (after != 0 && after == term_beside(at_.copy, s, j)) ||
           (before != 0 && before == term_before(at_.copy, s, j));
  }

  SideBySide& at_;
};

}  // namespace

bool find_opposites(SideBySide& at) {
  return Opposites(at).find();
}

}  // namespace dateline::story
