#pragma once
// Sentences told again beside those of the source, as all kinds of changes are looked for in them. Internal to story.

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "story/facts/changed_facts.h"
#include "story/facts/compare_names.h"
#include "story/facts/compare_values.h"
#include "story/facts/word_numbers.h"

namespace dateline::story {

/// Two texts, the retelling at hand, and the changes found so far. Both texts must outlive it. One thread.
/// `a` is always a fact of the source, `b` one of the copy.
class SideBySide {
 public:
  using Facts = std::span<const Fact>;

  SideBySide(const FactText& source_text, const FactText& copy_text, std::span<const Retelling> retellings,
             std::string_view language);

  /// Makes it the one at hand. `r` must outlive this.
  void read(const Retelling& r);
  /// Within a changed quotation, a changed number is no second fault: it is passed over.
  void add(FactKind kind, std::string_view before_words, std::string_view after_words);

  /// They mean the same, in whatever form.
  bool same(const Fact& a, const Fact& b);
  /// The copy has it, in a sentence that tells its sentence.
  bool is_told(const Fact& a) const { return told_[static_cast<std::size_t>(&a - source.facts.data())] != 0; }
  /// The only one of its kind that the copy does not have.
  bool is_only_one(const Fact& a) const;
  /// How many words around are the same: 1 for a term; a little for a function word beside it.
  double likeness_around(const Fact& a, const Fact& b) const;
  /// "12 of the 14 came", "two of the 14 did not": together they are all.
  bool are_the_rest() const;

  /// Forms of one word.
  bool is_word(const text::Token& a, const text::Token& b) const {
    if (a.is_term && b.is_term && a.term == b.term) return true;
    const std::int16_t verb = words[b.bare].verb;  // `b` is mostly the same for many `a`.
    return verb != 0 && verb == words[a.bare].verb;
  }

  const Name& source_name(const Fact& a) { return name_of(source, a, source_names_); }
  const Name& copy_name(const Fact& b) { return name_of(copy, b, copy_names_); }

  const FactText& source;
  const FactText& copy;
  const FactWords& words;

  // The retelling at hand.
  std::uint32_t copy_sentence = 0;
  std::span<const std::uint32_t> told_from;  ///< Sentences of the source.
  std::vector<const Fact*> before;           ///< Their facts.
  Facts after;                               ///< The copy's.

  /// Words of the whole source, filled by those who ask first.
  struct SourceWords {
    std::vector<Name> capitals;
    WordNumbers all, small;  ///< Bare words; of the second those without capitals.
    std::vector<bool> topics;
  };
  SourceWords source_words;

  std::vector<FactChange> changes;

 private:
  /// Names that were asked for.
  struct Names {
    std::deque<Name> all;
    std::vector<Name*> of;  ///< By the place of the fact.
  };
  static const Name& name_of(const FactText& text, const Fact& f, Names& known) {
    if (known.of.empty()) known.of.resize(text.facts.size());
    Name*& name = known.of[static_cast<std::size_t>(&f - text.facts.data())];
    if (name == nullptr)
      name = &known.all.emplace_back(read_name(std::span(text.tokens).subspan(f.first, f.last - f.first)));
    return *name;
  }
  bool tells_name(const Fact& a, const Fact& b);
  void mark_told(const Retelling& r);

  std::vector<std::uint8_t> told_;
  Names source_names_, copy_names_;
};

/// A sentence of more facts is a table; the first ones are compared.
inline constexpr std::size_t kMostFacts = 64;

/// The sentence of a token.
const FactText::Sentence& sentence_at(const FactText& text, std::uint32_t token);
/// What is printed from one token to before another.
std::string_view span_of(const FactText& text, std::uint32_t first, std::uint32_t last);

// What is otherwise in the retelling at hand, by kind; each adds to `changes`. Quotations come first: within one that
// is changed nothing else is.
void find_changed_quotations(SideBySide& at);
void find_changed_quantities(SideBySide& at);
void find_changed_dates(SideBySide& at);
void find_changed_names(SideBySide& at);
void find_changed_speaker(SideBySide& at);
void find_changed_offices(SideBySide& at);
void find_turned_casualties(SideBySide& at);
/// "rose" told as "fell": whether there is any.
bool find_opposites(SideBySide& at);
/// Opposites, and if there are none, what one denies and the other does not.
void find_negations(SideBySide& at);

}  // namespace dateline::story
