#include "story/facts/side_by_side.h"

#include <algorithm>
#include <optional>

#include "text/word_hash.h"

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

class Offices {
 public:
  explicit Offices(SideBySide& at) : at_(at) {}

  void changed() {
    for (const Fact& b : at_.after) {
      if (b.kind != FactKind::kTitle) continue;
      if (b.person == 0 && is_leader(at_.copy.tokens[b.last - 1].text)) continue;  // May lead anything.
      // Of a person whose office the source tells, that one counts; else the office may be anybody's.
      bool known = false, known_of_person = false, of_person = false;
      for (const Fact& a : at_.source.facts) {
        if (a.kind != FactKind::kTitle) continue;
        const bool same = same_office(a, b), person = b.person != 0 && a.person != 0 && one_person(a, b);
        of_person |= person;
        known_of_person |= same && person;
        known |= same && (a.person == 0 || b.person == 0);
      }
      if (of_person ? known_of_person : known) continue;
      if (b.office == kHead && (tells_domain(b) || at_.copy.tokens[b.last - 1].text == "boss")) continue;
      if (std::ranges::any_of(at_.before, [&](const Fact* a) {
            return a->kind == FactKind::kTitle && a->office == b.office &&
                   ranks(at_.source, *a) == ranks(at_.copy, b) && domain(at_.source, *a) == domain(at_.copy, b);
          }))
        continue;
      const Fact* best = nullptr;
      double best_likeness = 0;
      for (const Fact* a : at_.before) {
        if (a->kind != FactKind::kTitle) continue;
        // A professor may be anything besides.
        const std::uint32_t of = domain(at_.source, *a);
        const bool one_domain = of != 0 && of == domain(at_.copy, b);
        if (a->office != b.office && !one_domain && (is_learned(a->office) || is_learned(b.office))) continue;
        if ((a->office >= kFirstKin) != (b.office >= kFirstKin) || are_converse_kin(*a, b)) continue;
        double likeness = at_.likeness_around(*a, b) + (a->office == b.office ? 1 : 0) + (one_domain ? 1 : 0);
        if (a->person != 0 && b.person != 0) {
          if (!one_person(*a, b)) continue;
          likeness += 2;
        } else if (a->person != b.person) {
          --likeness;  // Whose it is, is told of one of them only.
        }
        if (likeness > best_likeness) {
          best_likeness = likeness;
          best = a;
        }
      }
      if (best != nullptr && best_likeness >= 2) at_.add(FactKind::kTitle, best->printed, b.printed);
    }
  }

  /// "The finance ministry" told as "the justice ministry".
  void topics() {
    if (!at_.words.knows_words()) return;
    const FactText::Sentence& s = at_.copy.sentences[at_.copy_sentence];
    std::optional<std::uint32_t> here, there;
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (!is_topic(at_.copy, s, i)) continue;
      if (here) return;
      here = i;
    }
    if (!here) return;
    const std::int16_t topic = at_.words.meaning(at_.copy.meanings[*here]).topic;
    if (at_.source_words.topics.empty()) {
      at_.source_words.topics.resize(kTopics);
      for (const std::uint16_t m : at_.source.meanings)
        at_.source_words.topics[static_cast<std::size_t>(at_.words.meaning(m).topic)] = true;
    }
    if (at_.source_words.topics[static_cast<std::size_t>(topic)]) return;
    for (const std::uint32_t k : at_.told_from) {
      const FactText::Sentence& from = at_.source.sentences[k];
      for (std::uint32_t i = from.first; i < from.last; ++i) {
        if (!is_topic(at_.source, from, i)) continue;
        if (there) return;
        there = i;
      }
    }
    if (!there || head_beside(at_.source, *there) != head_beside(at_.copy, *here)) return;
    const std::int16_t was = at_.words.meaning(at_.source.meanings[*there]).topic;
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (at_.words.meaning(at_.copy.meanings[i]).topic == was) return;
    }
    at_.add(FactKind::kOrganisation, span_of(at_.source, *there, *there + 1), span_of(at_.copy, *here, *here + 1));
  }

 private:
  /// -1 of the parents' side, 1 of the children's, 2 a husband or wife; 0 for none of these.
  static int side_of(std::string_view kin) {
    if (kin.ends_with("mother") || kin.ends_with("father") || kin == "mum" || kin == "dad" || kin == "padre" ||
        kin == "madre" || kin.starts_with("abuel"))
      return -1;
    if (kin.ends_with("son") || kin.ends_with("daughter") || kin.starts_with("hij")) return 1;
    return kin == "wife" || kin == "husband" || kin.starts_with("espos") || kin == "mujer" || kin == "marido" ||
                   kin.starts_with("widow") || kin.starts_with("viud")
               ? 2
               : 0;
  }
  /// "her late husband", "his widow"; "the daughter of a baker", "her father, a baker": the same, told from the other
  /// side.
  bool are_converse_kin(const Fact& a, const Fact& b) const {
    if (a.office < kFirstKin) return false;
    const int x = side_of(at_.source.tokens[a.last - 1].text), y = side_of(at_.copy.tokens[b.last - 1].text);
    return x != 0 && y != 0 && (x != y || x == 2);
  }
  /// Its words but for the head that change it: "deputy", "chief"; by their bare hashes, sorted.
  std::vector<std::uint32_t> ranks(const FactText& text, const Fact& office) const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = office.first; i < office.last; ++i) {
      const std::uint32_t bare = text.tokens[i].bare;
      if (at_.words[bare].is(F::kOnce) || bare == kFormer || at_.words[bare].office == office.office) continue;
      if (office.office >= kChiefExecutive && office.office <= kHeadOfGovernment && !at_.words[bare].is(F::kRank))
        continue;
      if (bare == kChief && office.office >= kChiefExecutive && office.office <= kHeadOfGovernment) continue;
      if (at_.words[bare].is(F::kRank) || at_.words[bare].office != 0)
        out.push_back(at_.words[bare].office == kHead ? kChief : bare);  // "head chef", "chief cook"
    }
    // A minister of state is a junior one.
    if (const auto& tokens = text.tokens; office.last + 1 < tokens.size() &&
                                          tokens[office.last - 1].bare == kMinister &&
                                          tokens[office.last].text == "of" && tokens[office.last + 1].bare == kState)
      out.push_back(kState);
    std::ranges::sort(out);
    return out;
  }
  static constexpr std::uint32_t kFormer = text::term_hash("former"), kChief = text::term_hash("chief"),
                                 kMinister = text::term_hash("minister"), kState = text::term_hash("state");
  /// "medical" of "medical director"; 0 for none.
  std::uint32_t domain(const FactText& text, const Fact& office) const {
    if (office.last - office.first < 2 || (office.office >= kChiefExecutive && office.office <= kHeadOfGovernment))
      return 0;
    const Token& t = text.tokens[office.last - 2];
    const WordMeaning& m = at_.words[t.bare];
    return t.is_term && !m.is(F::kRank) && !m.is(F::kOnce) && m.office == 0 ? t.term : 0;
  }
  /// What it is of: the terms after "of" or "for", up to three.
  std::vector<std::uint32_t> complement(const FactText& text, const Fact& office) const {
    std::vector<std::uint32_t> out;
    std::uint32_t i = office.last;
    if (i >= text.tokens.size() || !text.tokens[i].joined || !at_.words[text.tokens[i].bare].is(F::kJoins)) return out;
    for (++i; i < text.tokens.size() && i < office.last + 6 && text.tokens[i].joined && out.size() < 3; ++i) {
      if (text.tokens[i].is_term) out.push_back(text.tokens[i].term);
    }
    return out;
  }
  /// "Leisure boss" of the cabinet member for leisure.
  bool tells_domain(const Fact& b) const {
    const std::uint32_t of = domain(at_.copy, b);
    return of != 0 && std::ranges::any_of(at_.told_from, [&](std::uint32_t i) {
             return std::ranges::any_of(at_.source.tokens_of(at_.source.sentences[i]),
                                        [&](const Token& t) { return t.is_term && t.term == of; });
           });
  }
  bool is_former(const FactText& text, const Fact& office) const {
    for (std::uint32_t i = office.last; i > 0 && i + 4 > office.first; --i) {
      if (text.tokens[i - 1].bare == kFormer || at_.words[text.tokens[i - 1].bare].is(F::kOnce)) return true;
      if (!text.tokens[i - 1].joined && i - 1 <= office.first) break;  // "until Monday, the mayor said"
    }
    return false;
  }
  /// A boss may be a chief executive.
  static bool is_one_office(std::int16_t a, std::int16_t b) {
    return a == b || (a == kHead && b == kChiefExecutive) || (a == kChiefExecutive && b == kHead);
  }
  /// "chief vet" for "chief veterinary officer"
  bool is_short_for(const Fact& a, const Fact& b) const {
    const std::string_view head = at_.copy.tokens[b.last - 1].text;
    for (std::uint32_t i = a.first; head.size() >= 3 && i + 1 < a.last; ++i) {
      if (at_.source.tokens[i].text.size() > head.size() && at_.source.tokens[i].text.starts_with(head)) return true;
    }
    // "keeper" for "goalkeeper"
    const std::string_view whole = at_.source.tokens[a.last - 1].text;
    if (head.size() >= 5 && whole.size() > head.size() && whole.ends_with(head)) return true;
    return false;
  }
  /// The surname of one is in the other: "Raúl Treviño Cantú", "Treviño".
  bool one_person(const Fact& a, const Fact& b) const {
    if (a.person == 0 || b.person == 0) return a.person == b.person;
    if (a.person == b.person) return true;
    const auto has = [](const FactText& text, const Fact& f, std::uint32_t word) {
      for (std::uint32_t i = f.person_first; i < f.person_last; ++i) {
        if (text.tokens[i].bare == word) return true;
      }
      return false;
    };
    return has(at_.source, a, b.person) || has(at_.copy, b, a.person);
  }
  bool same_office(const Fact& a, const Fact& b) const {
    if (is_short_for(a, b)) return true;
    if (!is_one_office(a.office, b.office) || ranks(at_.source, a) != ranks(at_.copy, b)) return false;
    const std::uint32_t x = domain(at_.source, a), y = domain(at_.copy, b);
    const bool portfolio = at_.words[at_.source.tokens[a.last - 1].bare].is(F::kPortfolio);
    if (a.person != 0 && one_person(a, b)) {
      const auto of = complement(at_.source, a), by = complement(at_.copy, b);
      // "Commissioner for Oceans", "oceans commissioner"
      if (std::ranges::find(of, y) != of.end() || std::ranges::find(by, x) != by.end()) return true;
      if (x != 0 && y != 0 && x != y) return false;
      if (portfolio && !of.empty() && !by.empty() && std::ranges::find_first_of(of, by) == of.end()) return false;
    }
    return is_former(at_.source, a) == is_former(at_.copy, b) || !is_former(at_.copy, b);
  }

  static bool is_leader(std::string_view word) {
    return word == "leader" || word == "leaders" || word == "head" || word == "líder" || word == "mandatario" ||
           word == "mandataria";
  }
  static bool is_learned(std::int16_t office) { return office == kProfessor; }

  static constexpr std::size_t kTopics = 64;  ///< More than there are.
  bool is_topic(const FactText& text, const FactText::Sentence& s, std::uint32_t i) const {
    return at_.words.meaning(text.meanings[i]).topic != 0 && i >= s.first && i < s.last && head_beside(text, i) != 0;
  }
  /// The body or office of a topic: "ministry" of "finance ministry", "minister" of "minister for finance"; 0 for none.
  std::uint32_t head_beside(const FactText& text, std::uint32_t i) const {
    const auto head = [&](std::uint32_t k) -> std::uint32_t {
      const WordMeaning& m = at_.words.meaning(text.meanings[k]);
      return m.is(F::kOrganisation) || m.office != 0
                 ? m.office != 0 ? static_cast<std::uint32_t>(m.office) : text.tokens[k].bare
                 : 0;
    };
    if (i + 1 < text.tokens.size() && text.tokens[i + 1].joined) {
      if (const std::uint32_t found = head(i + 1); found != 0) return found;
    }
    if (i > 0 && text.tokens[i].joined) {
      if (const std::uint32_t found = head(i - 1); found != 0) return found;
      if (i > 1 && text.tokens[i - 1].joined && at_.words.meaning(text.meanings[i - 1]).is(F::kJoins))
        return head(i - 2);
    }
    return 0;
  }

  SideBySide& at_;
};

}  // namespace

void find_changed_offices(SideBySide& at) {
  Offices(at).changed();
  Offices(at).topics();
}

}  // namespace dateline::story
