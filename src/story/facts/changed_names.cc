#include "story/facts/side_by_side.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/latin.h"

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

class Names {
 public:
  explicit Names(SideBySide& at) : at_(at) {}

  void changed() {
    for (const Fact& b : at_.after) {
      if (!is_name(b)) continue;
      if (b.country != 0) {
        country(b);
        continue;
      }
      const Name& name = at_.copy_name(b);
      if (const Fact* was = in_role_of(b)) {
        at_.add(was->kind, was->printed, b.printed);
        continue;
      }
      const bool full = name.size() > 1 && std::ranges::any_of(at_.before, [&](const Fact* a) {
                          return is_name(*a) && at_.source_name(*a).hashes == name.hashes;
                        });
      if (full) continue;
      if (name.size() > 1) {
        if (const Fact* was = broken_form(b)) {
          at_.add(FactKind::kName, was->printed, b.printed);
          continue;
        }
      }
      if (name.words.empty() ||
          std::ranges::any_of(at_.before,
                              [&](const Fact* a) { return is_name(*a) && same_name(at_.source_name(*a), name); }) ||
          (b.last - b.first == 1 && at_.copy.tokens[b.first].opens_sentence && is_small_in_source(b)))
        continue;
      // "Warsaw said", "Poland said"
      if (name.group != 0 && std::ranges::any_of(at_.before, [&](const Fact* a) {
            return is_name(*a) && at_.source_name(*a).group == name.group;
          }))
        continue;
      // "in Nepal and India" is in Asia; "paid by Canberra" is by its government.
      if (is_continent(name) || (name.capital && is_by(b))) continue;
      const bool known = is_known(b);
      const Fact* best = nullptr;
      double best_likeness = 0;
      for (const Fact* a : at_.before) {
        if (!is_name(*a) || at_.is_told(*a) || at_.source_name(*a).words.empty()) continue;
        const double alike = likeness_of(at_.source_name(*a), name);
        double likeness = alike;
        if (a->sure && b.sure && a->kind != b.kind && likeness < 2) continue;
        // A name that the source has elsewhere is a mistake only where it plainly stands for another.
        const bool one_thing = b.sure || (name.size() > 1 && name.hashes.back() == at_.source_name(*a).hashes.back());
        const double around = at_.likeness_around(*a, b);
        const bool gone = !b.weak && !a->weak && is_gone(*a);
        const double role =
            gone && (office_beside(at_.source, *a) == office_beside(at_.copy, b)) && office_beside(at_.copy, b) != 0
                ? 2
                : 0;
        if (known && (likeness < 2 || !one_thing || around < 1.5) && around < 3 &&
            !(gone && a->kind == b.kind && (likeness == 0 || one_thing) &&
              around + role >= (name.size() > 1 ? kGoneWhole : kGone)))
          continue;
        // Of names that are in one text only, each sentence has one.
        const bool alone = !known && gone && !a->sure && !b.sure && likeness == 0 && is_only_gone(*a) && is_only_new(b);
        likeness += role + (alone ? kAlone : 0);
        if (b.weak && likeness == 0) continue;
        if (a->weak && around < 1.5) continue;
        likeness += around + (a->kind == b.kind ? .5 : 0);
        const bool one_kind = a->kind == b.kind;
        // What is named plainly is not taken for what may be anything.
        if (!one_kind && !alone && alike == 0 && (a->sure || (name.size() == 1 && around < 2))) continue;
        if (one_kind && at_.is_only_one(*a))
          likeness += a->sure && b.sure ? 1 : a->kind == FactKind::kPlace || name.size() > 1 ? .5 : 0;
        if (likeness > best_likeness) {
          best_likeness = likeness;
          best = a;
        }
      }
      if (best_likeness < 1) best = nullptr;
      // Two that may be anything must stand in one place.
      if (best != nullptr && !best->sure && !b.sure && best->kind == FactKind::kName && best_likeness < 1.9 &&
          likeness_of(at_.source_name(*best), name) == 0)
        best = nullptr;
      if (best != nullptr) at_.add(b.sure && !best->sure ? b.kind : best->kind, best->printed, b.printed);
    }
  }

  /// "from Oslo to Hull" told as "from Hull to Oslo".
  void turned_names() {
    for (const Fact& b : at_.after) {
      if (!is_name(b) || direction(at_.copy, b) != -1) continue;
      const Fact* to = nullptr;
      for (const Fact* a : at_.before) {
        if (is_name(*a) && direction(at_.source, *a) == 1 && at_.same(*a, b)) to = a;
      }
      if (to == nullptr) continue;
      for (const Fact* a : at_.before) {
        if (!is_name(*a) || direction(at_.source, *a) != -1 || at_.same(*a, b)) continue;
        const bool is_turned = std::ranges::any_of(
            at_.after, [&](const Fact& x) { return is_name(x) && direction(at_.copy, x) == 1 && at_.same(*a, x); });
        if (is_turned) return at_.add(FactKind::kPlace, a->printed, b.printed);
      }
    }
  }

 private:
  static bool is_continent(const Name& name) {
    static constexpr std::array<std::string_view, 9> kContinents = {
        "europe", "asia", "africa", "america", "europa", "oceania", "antarctica", "oceanía", "antartida"};
    return name.size() == 1 && std::ranges::find(kContinents, name.words[0]) != kContinents.end();
  }
  bool is_by(const Fact& b) const {
    const std::string_view word = b.first > 0 ? at_.copy.tokens[b.first - 1].text : std::string_view();
    return word == "by" || word == "por";
  }
  /// "la empresa francesa"
  void country(const Fact& b) {
    const Fact* other = nullptr;
    const std::string plain = text::without_accents(b.printed);
    const std::size_t group = country_of(plain);
    for (const Fact& a : at_.source.facts) {
      if (a.country == b.country) return;
      if (!is_name(a) || a.country != 0) continue;
      const Name& name = at_.source_name(a);
      if ((group != 0 && name.group == group) || (name.size() == 1 && same_root(name.words[0], plain))) return;
    }
    for (const Fact* a : at_.before) {
      if (a->country != 0 && !at_.is_told(*a)) other = a;
    }
    if (other != nullptr) at_.add(FactKind::kPlace, other->printed, b.printed);
  }

  /// The name stands in the source, in whatever form and place.
  bool is_known(const Fact& b) {
    const Name& name = at_.copy_name(b);
    for (const Fact& a : at_.source.facts) {
      if (is_name(a) && same_name(at_.source_name(a), name)) return true;
    }
    if (at_.source_words.all.size() == 0) {
      at_.source_words.all = WordNumbers(at_.source.tokens.size() / 2);
      WordNumbers capitals;
      for (const Token& token : at_.source.tokens) {
        const std::uint32_t known = capitals.size();
        if (token.capitalised && capitals.number(token.bare) == known)  // Not again what was read.
          at_.source_words.capitals.push_back(read_name({&token, 1}));
        at_.source_words.all.number(token.bare);
      }
      for (const Name& capital : at_.source_words.capitals) {
        for (const std::uint32_t word : capital.hashes) at_.source_words.all.number(word);
      }
    }
    // "the Italian Davide Ronchetti" names Italy.
    if (name.size() == 1 &&
        std::ranges::any_of(at_.source_words.capitals, [&](const Name& a) { return same_name(a, name); }))
      return true;
    if (b.last - b.first == 1 && is_initials_of_words(at_.copy.tokens[b.first].text)) return true;
    // Capitals come and go: "Keeper of Decorative Arts".
    return std::ranges::all_of(name.hashes, [&](std::uint32_t word) { return at_.source_words.all.contains(word); });
  }

  /// "VAT" for "value-added tax"
  bool is_initials_of_words(std::string_view word) const {
    if (word.size() < 3 || word.size() > 6) return false;
    if (!std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
    std::size_t met = 0;
    for (const Token& token : at_.source.tokens) {
      if (token.function_word) continue;
      const char initial = static_cast<char>(token.text.front() & ~0x20);
      met = initial == word[met] ? met + 1 : initial == word[0] ? 1 : 0;
      if (met == word.size()) return true;
    }
    return false;
  }

  /// The copy names it nowhere, not in small letters either.
  bool is_gone(const Fact& a) {
    const Name& name = at_.source_name(a);
    const auto here = at_.copy.tokens_of(at_.copy.sentences[at_.copy_sentence]);
    const auto stands = [&](std::uint32_t word) { return std::ranges::find(here, word, &Token::bare) != here.end(); };
    if (std::ranges::count_if(name.hashes, stands) * 2 > static_cast<std::ptrdiff_t>(name.size())) return false;
    return std::ranges::none_of(
        at_.copy.facts, [&](const Fact& b) { return is_name(b) && same_name(at_.source_name(a), at_.copy_name(b)); });
  }
  bool is_only_gone(const Fact& a) {
    if (is_wide(at_.source_name(a))) return false;
    return std::ranges::none_of(at_.before, [&](const Fact* other) {
      return other != &a && is_name(*other) && !other->weak && other->country == 0 && !at_.is_told(*other);
    });
  }
  bool is_only_new(const Fact& b) {
    if (is_wide(at_.copy_name(b))) return false;
    return std::ranges::none_of(at_.after, [&](const Fact& other) {
      return &other != &b && is_name(other) && !other.weak && other.country == 0 && !is_known(other);
    });
  }
  static constexpr double kAlone = 1.9;
  static constexpr double kGone = 1.5, kGoneWhole = 1;
  /// "mayor" of "the mayor of Ipiales"; 0 for none.
  std::int16_t office_beside(const FactText& text, const Fact& f) const {
    std::uint32_t i = f.first;
    if (i == 0 || !text.tokens[i].joined || !at_.words[text.tokens[i - 1].bare].is(F::kJoins)) return 0;
    --i;
    return i > 0 && text.tokens[i].joined ? at_.words[text.tokens[i - 1].bare].office : std::int16_t{0};
  }
  /// Somebody of the same given name, who is not in the copy's sentence; the source has nobody of this name.
  const Fact* other_surname(const Name& name) {
    for (const Fact* a : at_.before) {
      if (a->kind != FactKind::kName || a->weak || at_.is_told(*a)) continue;
      const Name& was = at_.source_name(*a);
      if (was.size() > 1 && was.hashes.front() == name.hashes.front() && was.words.front().size() > 2 && is_gone(*a))
        return a;
    }
    return nullptr;
  }

  /// "Workers at the site": the source has it in small letters.
  bool is_small_in_source(const Fact& b) {
    if (at_.source_words.small.size() == 0) {
      at_.source_words.small = WordNumbers(at_.source.tokens.size() / 2);
      for (const Token& t : at_.source.tokens) {
        if (t.capitalised) continue;
        at_.source_words.small.number(t.bare);
        if (t.is_term) at_.source_words.small.number(t.term);
      }
    }
    const Token& word = at_.copy.tokens[b.first];
    return at_.source_words.small.contains(word.bare) || (word.is_term && at_.source_words.small.contains(word.term));
  }

  /// What the name does: the term that stands behind it, over auxiliaries; 0 for none. Passives are none.
  std::uint32_t deed(const FactText& text, const Fact& f, bool& any) const {
    any = false;
    // "backed by the Greens"
    std::uint32_t by = f.first;
    if (by > 1 && text.tokens[by].joined && text.tokens[by - 1].text == "the") --by;
    if (by > 1 && text.tokens[by].joined && (text.tokens[by - 1].text == "by" || text.tokens[by - 1].text == "por") &&
        text.tokens[by - 2].is_term && !text.tokens[by - 2].capitalised && text.tokens[by - 1].joined) {
      any = true;
      return text.tokens[by - 2].term;
    }
    const std::string_view last = text.tokens[f.last - 1].text;
    if (last.ends_with("'s") || last.ends_with("’s")) return 0;
    for (std::uint32_t i = f.last; i < text.tokens.size() && i < f.last + 3 && text.tokens[i].joined; ++i) {
      const Token& t = text.tokens[i];
      if (t.capitalised || t.number) return 0;
      const WordMeaning& m = at_.words[t.bare];
      if (m.is(F::kSays) || m.dimension != Dimension::kNone) return 0;
      if (m.is(F::kAuxiliary)) {
        any = true;
        if (t.text == "be" || t.text == "been" || t.text == "fue" || t.text == "ser") return 0;
        continue;
      }
      if (!t.is_term) return 0;
      any = true;
      return t.term;
    }
    return 0;
  }
  std::size_t how_often(const FactText& text, std::span<const std::uint32_t> sentences, std::uint32_t term) const {
    std::size_t times = 0;
    for (const std::uint32_t i : sentences) {
      for (const Token& t : text.tokens_of(text.sentences[i])) times += t.is_term && t.term == term;
    }
    return times;
  }

  /// -1 after "from", 1 after "to".
  static int direction(const FactText& text, const Fact& f) {
    if (f.first == 0 || !text.tokens[f.first].joined) return 0;
    const std::string_view word = text.tokens[f.first - 1].text;
    return word == "from" || word == "desde" ? -1 : word == "to" || word == "hasta" ? 1 : 0;
  }

  /// Two of the source's names, one told where the other stood: "the mayor of Pasto" for the mayor of Ipiales, from
  /// where the road leads to Pasto; "X cancelled, Y diverted" told as "Y cancelled".
  const Fact* in_role_of(const Fact& b) {
    if (b.weak) return nullptr;
    const Name& name = at_.copy_name(b);
    const std::int16_t office = office_beside(at_.copy, b);
    bool any = false;
    const std::uint32_t does = deed(at_.copy, b, any);
    if (office == 0 && does == 0) return nullptr;
    const Fact* other = nullptr;
    std::uint32_t at = 0;
    bool acts = false;  // The source has the name do something else.
    for (const Fact* a : at_.before) {
      if (!is_name(*a) || a->weak || a->country != 0) continue;
      const bool of_office = office != 0 && office_beside(at_.source, *a) == office;
      bool some = false;
      const std::uint32_t did = does != 0 ? deed(at_.source, *a, some) : 0;
      const bool one = same_name(at_.source_name(*a), name);
      if (one && (of_office || (does != 0 && did == does))) return nullptr;
      if (one) {
        acts |= some;
        at = a->first;
      } else if (of_office ? is_gone(*a) : does != 0 && did == does) {
        other = a;
      }
    }
    if (other == nullptr) return nullptr;
    if (office != 0 && office_beside(at_.source, *other) == office) return other;
    if (at >= other->last && at <= other->last + 1) return nullptr;  // "by X and Y"
    const std::span<const std::uint32_t> here(&at_.copy_sentence, 1);
    return acts && how_often(at_.copy, here, does) == 1 && how_often(at_.source, at_.told_from, does) == 1 ? other
                                                                                                           : nullptr;
  }

  /// Of a person whom the source names in full, the name that this is with a slip in it, or with another surname.
  const Fact* broken_form(const Fact& b) {
    const Name& name = at_.copy_name(b);
    const Fact* broken = nullptr;
    for (const Fact& a : at_.source.facts) {
      if (!is_name(a)) continue;
      const Name& was = at_.source_name(a);
      if (is_within(name, was) || (was.size() > 1 && is_within(was, name)) ||
          (was.size() == name.size() && same_name(was, name)))
        return nullptr;
      if (is_broken_form(was, name)) broken = &a;
    }
    return broken == nullptr && b.kind == FactKind::kName ? other_surname(name) : broken;
  }

  SideBySide& at_;
};

}  // namespace

void find_changed_names(SideBySide& at) {
  Names(at).changed();
  Names(at).turned_names();
}

}  // namespace dateline::story
