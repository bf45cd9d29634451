#include "story/facts/side_by_side.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/word_hash.h"

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

class Negations {
 public:
  explicit Negations(SideBySide& at) : at_(at) {}

  void find() {
    if (!at_.words.knows_words() || find_opposites(at_) || at_.are_the_rest()) return;
    Polarity source, copy;
    for (const std::uint32_t i : at_.told_from) read_polarity(at_.source, i, source);
    read_polarity(at_.copy, at_.copy_sentence, copy);
    const std::span<const std::uint32_t> here(&at_.copy_sentence, 1);
    for (const auto& [by, word] : source.denied) {
      if (copy.first_time != source.first_time) break;  // "the first time", "never before", "no woman has"
      const auto at = affirmed(at_.copy, here, at_.source, by, word, copy);
      if (at && denies(at_.source, word, source))
        return at_.add(FactKind::kNegation, span_of(at_.source, by, word + 1), around(at_.copy, *at));
    }
    for (const auto& [by, word] : copy.denied) {
      if (copy.first_time != source.first_time) break;
      const auto at = affirmed(at_.source, at_.told_from, at_.copy, by, word, source);
      if (at && denies(at_.copy, word, copy))
        return at_.add(FactKind::kNegation, around(at_.source, *at), span_of(at_.copy, by, word + 1));
    }
    for (const auto& [by, word] : source.denied) {
      if (copy.any || !is_opinion(at_.source.tokens[word].text)) continue;
      if (const auto at = opinion_affirmed(word))
        return at_.add(FactKind::kNegation, span_of(at_.source, by, word + 1), around(at_.copy, *at));
    }
    if (source.denial && !copy.any && copy.says)
      at_.add(FactKind::kNegation, around(at_.source, *source.denial), around(at_.copy, *copy.says));
  }

 private:
  /// How often a sentence says no, and of what: the first word that a negation reaches.
  struct Polarity {
    struct Denied {
      std::uint32_t by, word;
    };
    bool any = false;                     ///< It says no to something, in whatever way.
    bool first_time = false;              ///< "never before" is "the first time".
    std::optional<std::uint32_t> denial;  ///< "denied that ...".
    std::optional<std::uint32_t> says;
    std::vector<Denied> denied;
  };

  static bool is_no_denial(std::string_view next) {
    static constexpr std::array<std::string_view, 10> kNext = {"since",  "for",  "until", "only",  "just",
                                                               "before", "solo", "sólo",  "other", "else"};
    return std::ranges::find(kNext, next) != kNext.end();
  }
  static bool follows(const FactText& text, const FactText::Sentence& s, std::uint32_t i, std::uint32_t within,
                      std::span<const std::uint32_t> words) {
    for (std::uint32_t k = i + 1; k < s.last && k <= i + within && !text.tokens[k].opens_sentence; ++k) {
      if (std::ranges::find(words, text.tokens[k].bare) != words.end()) return true;
    }
    return false;
  }
  /// "Neither the mayor nor the council came": the coming is denied, which stands far off.
  static bool is_list(std::uint32_t bare) {
    return bare == text::term_hash("ni") || bare == text::term_hash("nor") || bare == text::term_hash("neither");
  }
  /// "nothing but gorse" is gorse.
  static bool is_exception(const FactText& text, const FactText::Sentence& s, std::uint32_t i) {
    static constexpr std::array kBut = {text::term_hash("but"), text::term_hash("except"), text::term_hash("sino")};
    const std::string_view word = text.tokens[i].text;
    return i + 1 < s.last && text.tokens[i + 1].joined &&
           follows(text, s, i, word == "no" || word == "No" ? 2 : 1, kBut);
  }
  /// "Nobody will get less than 250" get 250 at least.
  static bool is_bound(const FactText& text, const FactText::Sentence& s, std::uint32_t i) {
    static constexpr std::array kLess = {text::term_hash("less"),  text::term_hash("fewer"),   text::term_hash("under"),
                                         text::term_hash("below"), text::term_hash("earlier"), text::term_hash("later"),
                                         text::term_hash("menos")};
    return follows(text, s, i, 4, kLess);
  }
  /// "will not pay until May", "no protestarán sin estudiar el texto": they may, then.
  static bool is_conditional(const FactText& text, const FactText::Sentence& s, std::uint32_t word) {
    static constexpr std::array kUnless = {
        text::term_hash("until"),  text::term_hash("till"), text::term_hash("unless"), text::term_hash("without"),
        text::term_hash("before"), text::term_hash("sin"),  text::term_hash("hasta"),  text::term_hash("antes")};
    return follows(text, s, word, 5, kUnless);
  }
  /// The negation at `i` is one that the other text has, too: in its clause stands a word of its own that stands in a
  /// clause denied there, which is not that of `by`.
  bool is_shared_denial(const FactText& text, const FactText::Sentence& s, std::uint32_t i, const FactText& other,
                        std::uint32_t by, std::uint32_t word) const {
    if (&other == &at_.copy) return is_denied_in(text, s, i, other, at_.copy.sentences[at_.copy_sentence], by, word);
    return std::ranges::any_of(at_.told_from, [&](std::uint32_t sentence) {
      return is_denied_in(text, s, i, other, other.sentences[sentence], by, word);
    });
  }
  bool is_denied_in(const FactText& text, const FactText::Sentence& s, std::uint32_t i, const FactText& other,
                    const FactText::Sentence& of, std::uint32_t by, std::uint32_t word) const {
    int looked = 0;
    for (std::uint32_t k = of.first; k < of.last && looked < kMostNegations; ++k) {
      if (k == by || other.meanings[k] == 0 || !says_no(at_.words.meaning(other.meanings[k]))) continue;
      ++looked;
      for (std::uint32_t x = i + 1; x < s.last && x < i + kClause && text.tokens[x].joined; ++x) {
        const Token& here = text.tokens[x];
        if (!here.is_term || at_.is_word(here, other.tokens[word])) continue;
        for (std::uint32_t y = k + 1; y < of.last && y < k + kClause && other.tokens[y].joined; ++y) {
          const Token& there = other.tokens[y];
          if (there.is_term && (at_.is_word(here, there) || is_kindred(here.text, there.text))) return true;
        }
      }
    }
    return false;
  }
  static constexpr std::uint32_t kClause = 11;  ///< Words that a negation may reach.
  static constexpr int kMostNegations = 8;      ///< Of a sentence; one of more is no sentence.
  /// "explain", "explanation"
  static bool is_kindred(std::string_view a, std::string_view b) {
    return a.size() >= 5 && b.size() >= 5 && a.substr(0, 5) == b.substr(0, 5);
  }

  void read_polarity(const FactText& text, std::uint32_t sentence, Polarity& out) const {
    const FactText::Sentence& s = text.sentences[sentence];
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (text.meanings[i] == 0) continue;
      const WordMeaning& m = at_.words.meaning(text.meanings[i]);
      out.first_time |= m.ordinal == 1;
      if (m.is(F::kSays)) out.says = i;
      out.any |= says_no(m) && !(&text == &at_.copy && is_common(m, text.tokens[i].bare));
      if (!m.is(F::kNegator) && !m.is(F::kRefusal)) continue;
      const bool refusal = m.is(F::kRefusal);
      // "Not since 1998 has it rained so much", "not only", "not for twelve years"
      if (i + 1 < s.last && is_no_denial(text.tokens[i + 1].text)) continue;
      if (is_exception(text, s, i) || is_bound(text, s, i) || is_list(text.tokens[i].bare)) continue;
      if (refusal && m.has_opposite(kDenied) && !out.denial) out.denial = i;
      if (refusal &&
          (i + 1 == s.last || (text.tokens[i + 1].text != "to" && text.tokens[i + 1].text != "a" &&
                               (!text.tokens[i + 1].text.ends_with("ing") || text.tokens[i + 1].function_word))))
        continue;
      for (std::uint32_t j = i + 1; j < s.last && j < i + 5; ++j) {
        const Token& t = text.tokens[j];
        const WordMeaning& between = at_.words[t.bare];
        // "refused to pay" denies the paying; "refused a report", "never in her career" deny no word of theirs.
        if (t.number || between.weekday != 0 || between.month != 0) break;
        if (t.opens_sentence || between.is(F::kNegator) ||
            (between.is(F::kBeforePlace) && !((refusal || text.tokens[i].text == "not") && j == i + 1)))
          break;
        if (!t.is_term || between.is(F::kAuxiliary)) continue;
        if (t.capitalised) break;  // "No more Skyward planes will fly"
        out.denied.push_back({i, j});
        break;
      }
    }
  }

  static constexpr std::int16_t kDenied = -5;  // fact_words.cc: "admitted | denied".
  static bool says_no(const WordMeaning& m) { return m.is(F::kNegator) || m.is(F::kRefusal) || m.is(F::kImplicit); }
  /// "still rising" is the contrary of "no longer rising".
  static bool is_still(std::string_view word) {
    return word == "still" || word == "todavía" || word == "aún" || word == "remains" || word == "stays";
  }
  static bool is_no_longer(const FactText& text, std::uint32_t by) {
    const auto is = [&](std::uint32_t i, std::string_view word) {
      return i < text.tokens.size() && text.tokens[i].text == word;
    };
    for (std::uint32_t i = by + 1; i + 1 < text.tokens.size() && i < by + 8; ++i) {
      if (is(i, "any") && (is(i + 1, "more") || is(i + 1, "longer"))) return true;
    }
    return is(by + 1, "longer") || is(by + 1, "more") || (by > 0 && is(by - 1, "ya"));
  }
  /// A word that says no in some way and stands in both texts here: it does not make up for a negation.
  bool is_common(const WordMeaning& m, std::uint32_t bare) const {
    if (m.is(F::kNegator) || m.is(F::kRefusal)) return false;
    const auto has = [&](const FactText& text, std::uint32_t sentence) {
      return std::ranges::find(text.tokens_of(text.sentences[sentence]), bare, &Token::bare) !=
             text.tokens_of(text.sentences[sentence]).end();
    };
    return has(at_.copy, at_.copy_sentence) &&
           std::ranges::any_of(at_.told_from, [&](std::uint32_t i) { return has(at_.source, i); });
  }
  /// Something near the word says no, and it may be of it.
  bool is_denied_nearby(const FactText& text, const FactText::Sentence& s, std::uint32_t i, bool no_longer,
                        const FactText& other, std::uint32_t by, std::uint32_t word) const {
    const std::uint32_t begin = std::max(s.first, i > 9 ? i - 9 : 0), end = std::min(s.last, i + 16);
    for (std::uint32_t k = begin; k < end; ++k) {
      if (text.meanings[k] == 0) continue;
      const WordMeaning& m = at_.words.meaning(text.meanings[k]);
      if (no_longer && is_still(text.tokens[k].text)) continue;
      if (k == i || !says_no(m) || is_common(m, text.tokens[k].bare)) continue;
      const bool reaches = k < i && k + 4 > i;
      if (reaches || !is_shared_denial(text, s, k, other, by, word)) return true;
    }
    return false;
  }

  /// Where `text` has the word that `other` denies, and says yes to it; what is said of it must be the same, too.
  std::optional<std::uint32_t> affirmed(const FactText& text, std::span<const std::uint32_t> sentences,
                                        const FactText& other, std::uint32_t by, std::uint32_t word,
                                        const Polarity& polarity) const {
    const bool stands = std::ranges::any_of(sentences, [&](std::uint32_t sentence) {
      return std::ranges::any_of(text.tokens_of(text.sentences[sentence]),
                                 [&](const Token& t) { return at_.is_word(t, other.tokens[word]); });
    });
    if (!stands) return std::nullopt;  // Mostly.
    std::optional<std::uint32_t> found;
    bool same_said = false;
    const FactText::Sentence& of_word = sentence_at(other, word);
    std::array<std::uint32_t, 2> next{};  // The terms after the word.
    std::size_t terms = 0;
    for (std::uint32_t i = word + 1; i < of_word.last && i < word + 8 && terms < next.size(); ++i) {
      if (other.tokens[i].opens_sentence) break;
      // "No ferry sailed to Hvar" says little of the ferries of Hvar.
      if (other.tokens[i].is_term && !(other.tokens[i].capitalised && word == by + 1)) next[terms++] = i;
    }
    // Who it is said of: "The Greens did not reach".
    std::optional<std::uint32_t> subject;
    for (std::uint32_t i = by; i > of_word.first && by - i < 4 && !subject;) {
      if (other.tokens[--i].is_term) subject = i;
    }
    for (const std::uint32_t sentence : sentences) {
      const FactText::Sentence& s = text.sentences[sentence];
      for (std::uint32_t i = s.first; i < s.last; ++i) {
        const Token& t = text.tokens[i];
        if (subject && i + 4 > s.first && !found)
          same_said |= at_.is_word(t, other.tokens[*subject]) && next_is(text, s, i, other.tokens[word]);
        for (std::size_t k = 0; k < terms; ++k) same_said |= at_.is_word(t, other.tokens[next[k]]);
        // "there is no sign", "there are signs"
        same_said |= i > s.first && word == by + 1 && at_.is_word(t, other.tokens[word]) && exists_before(text, i) &&
                     exists_before(other, by);
        if (is_negated_form(t.text, other.tokens[word].text)) return std::nullopt;
        if (!at_.is_word(t, other.tokens[word])) continue;
        if (std::ranges::find(polarity.denied, i, &Polarity::Denied::word) != polarity.denied.end())
          return std::nullopt;
        if (is_denied_nearby(text, s, i, is_no_longer(other, by), other, by, word)) return std::nullopt;
        if (!found) found = i;
      }
    }
    // Who does not expect a flood may well expect another thing.
    if (is_opinion(other.tokens[word].text) && !is_who(other.tokens[by].text)) return std::nullopt;
    // A word alone tells little of a long sentence.
    const std::uint32_t length = of_word.last - of_word.first;
    const bool is_short = (terms == 0 && length <= 14) || (length <= 18 && word == by + 1 && ends_clause(other, word));
    return is_short || same_said ? found : std::nullopt;
  }

  /// "did not believe that he could stop" says that he could not.
  static bool is_opinion(std::string_view word) {
    static constexpr std::array<std::string_view, 10> kOpinions = {
        "expect", "believe", "think", "believed", "thought", "expected", "expects", "believes", "thinks", "cree"};
    return std::ranges::find(kOpinions, word) != kOpinions.end();
  }
  static bool is_who(std::string_view by) {
    return by == "nobody" || by == "Nobody" || by == "none" || by == "None" || by == "no" || by == "No" ||
           by == "nadie";
  }
  /// Where the copy has all that the source does not expect or believe.
  std::optional<std::uint32_t> opinion_affirmed(std::uint32_t word) const {
    const FactText::Sentence& of = sentence_at(at_.source, word);
    const FactText::Sentence& s = at_.copy.sentences[at_.copy_sentence];
    std::optional<std::uint32_t> at;
    int terms = 0;
    for (std::uint32_t i = word + 1; i < of.last && terms < 3; ++i) {
      const Token& t = at_.source.tokens[i];
      if (!t.is_term) continue;
      ++terms;
      at.reset();
      for (std::uint32_t k = s.first; k < s.last && !at; ++k) {
        if (at_.is_word(at_.copy.tokens[k], t)) at = k;
      }
      if (!at) return std::nullopt;
    }
    return terms > 1 ? at : std::nullopt;
  }
  static constexpr std::uint32_t kIf = text::term_hash("if"), kSi = text::term_hash("si");
  /// "would not appeal and moved on": the verb alone is denied.
  static bool ends_clause(const FactText& text, std::uint32_t word) {
    if (word + 1 >= text.tokens.size() || !text.tokens[word + 1].joined) return true;
    const std::string_view next = text.tokens[word + 1].text;
    return next == "and" || next == "but" || next == "y" || next == "pero";
  }
  /// It is denied in earnest: not on a condition, and of nothing else is the contrary said.
  bool denies(const FactText& text, std::uint32_t word, const Polarity& polarity) const {
    const FactText::Sentence& s = sentence_at(text, word);
    for (std::uint32_t i = word; i > s.first && i + 6 > word; --i) {
      if (text.tokens[i - 1].bare == kIf || text.tokens[i - 1].bare == kSi) return false;
    }
    return !is_conditional(text, s, word) && !says_both(text, word, polarity);
  }
  /// "The paper is good, the attic is not good": the same word, denied and not.
  bool says_both(const FactText& text, std::uint32_t word, const Polarity& polarity) const {
    const FactText::Sentence& s = sentence_at(text, word);
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (i != word && at_.is_word(text.tokens[i], text.tokens[word]) &&
          std::ranges::find(polarity.denied, i, &Polarity::Denied::word) == polarity.denied.end())
        return true;
    }
    return false;
  }

  static bool exists_before(const FactText& text, std::uint32_t i) {
    if (i == 0 || !text.tokens[i].joined) return false;
    const std::string_view word = text.tokens[i - 1].text;
    return word == "is" || word == "are" || word == "was" || word == "were" || word == "hay" || word == "hubo" ||
           word == "había";
  }
  /// "unseeded" of "seeding"
  static bool is_negated_form(std::string_view word, std::string_view of) {
    return of.size() >= 4 && word.size() >= 6 &&
           (word.starts_with("un") || word.starts_with("Un") || word.starts_with("in") || word.starts_with("non")) &&
           word.substr(2).contains(of.substr(0, 4));
  }

  /// The word stands within the four after `i`.
  bool next_is(const FactText& text, const FactText::Sentence& s, std::uint32_t i, const Token& word) const {
    for (std::uint32_t k = i + 1; k < s.last && k < i + 5; ++k) {
      if (at_.is_word(text.tokens[k], word)) return true;
    }
    return false;
  }

  /// The word with the one before it, which is mostly its verb's.
  std::string_view around(const FactText& text, std::uint32_t i) const {
    return span_of(text, i > sentence_at(text, i).first ? i - 1 : i, i + 1);
  }

  SideBySide& at_;
};

}  // namespace

void find_negations(SideBySide& at) {
  Negations(at).find();
}

}  // namespace dateline::story
