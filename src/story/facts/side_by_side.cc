#include "story/facts/side_by_side.h"

#include <algorithm>
#include <utility>

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

/// Words on either side of a fact that tell which fact of the other text it is.
constexpr std::uint32_t kAround = 6;

SideBySide::Facts facts_of(const FactText& text, std::uint32_t sentence) {
  SideBySide::Facts facts = text.facts_of(text.sentences[sentence]);
  return facts.first(std::min(facts.size(), kMostFacts));
}

std::pair<std::uint32_t, std::uint32_t> window(const FactText& text, std::uint32_t first, std::uint32_t last) {
  const FactText::Sentence& s = sentence_at(text, first);
  return {std::max(s.first, first > kAround ? first - kAround : 0), std::min(s.last, last + kAround)};
}

}  // namespace

SideBySide::SideBySide(const FactText& source_text, const FactText& copy_text, std::span<const Retelling> retellings,
                       std::string_view language)
    : source(source_text), copy(copy_text), words(FactWords::of(language)), told_(source_text.facts.size(), 0) {
  for (const Retelling& r : retellings) mark_told(r);
}

void SideBySide::read(const Retelling& r) {
  copy_sentence = r.copy;
  before.clear();
  for (const std::uint32_t i : r.source) {
    for (const Fact& a : facts_of(source, i)) before.push_back(&a);
  }
  after = facts_of(copy, r.copy);
  told_from = r.source;
}

void SideBySide::add(FactKind kind, std::string_view before_words, std::string_view after_words) {
  for (const FactChange& c : changes) {
    // Within a changed quotation, a changed number is no second fault.
    if (c.copy == copy_sentence && c.after.data() <= after_words.data() &&
        after_words.data() + after_words.size() <= c.after.data() + c.after.size())
      return;
  }
  changes.push_back({kind, before_words, after_words, copy_sentence});
}

bool SideBySide::same(const Fact& a, const Fact& b) {
  if (is_quantity(a) && is_quantity(b)) return same_quantity(a, b);
  if (a.kind == FactKind::kDate && b.kind == FactKind::kDate) return same_date(a, b);
  if (is_name(a) && is_name(b)) {
    if (a.country != 0 || b.country != 0) return a.country == b.country;
    return same_name(source_name(a), copy_name(b));
  }
  return false;
}

/// "Seville" does not tell the University Hospital of Seville, a surname tells who.
bool SideBySide::tells_name(const Fact& a, const Fact& b) {
  if (!same(a, b)) return false;
  const Name& whole = source_name(a);
  const Name& part = copy_name(b);
  if (part.size() >= whole.size() || !is_within(part, whole) || part.words.empty()) return true;
  if (part.size() * 2 < whole.size()) return false;
  // "Antonio Sanz" tells Antonio Sanz Cabrera.
  const bool begins = a.kind == FactKind::kName && part.size() > 1 && part.hashes.front() == whole.hashes.front();
  return begins || a.kind == FactKind::kOrganisation || part.hashes.back() == whole.hashes.back();
}

void SideBySide::mark_told(const Retelling& r) {
  for (const std::uint32_t i : r.source) {
    const Facts facts = facts_of(source, i);
    for (const Fact& a : facts) {
      std::uint8_t& told = told_[static_cast<std::size_t>(&a - source.facts.data())];
      if (told != 0) continue;
      told = r.kept || std::ranges::any_of(facts_of(copy, r.copy), [&](const Fact& b) {
               return a.kind == FactKind::kDate && b.kind == FactKind::kDate ? tells_date(a, b)
                      : is_name(a) && is_name(b)                             ? tells_name(a, b)
                                                                             : same(a, b);
             });
    }
  }
}

double SideBySide::likeness_around(const Fact& a, const Fact& b) const {
  const auto [a_begin, a_end] = window(source, a.first, a.last);
  const auto [b_begin, b_end] = window(copy, b.first, b.last);
  double likeness = 0;
  for (std::uint32_t j = b_begin; j < b_end; ++j) {
    if (j >= b.first && j < b.last) continue;
    const Token& word = copy.tokens[j];
    for (std::uint32_t i = a_begin; i < a_end; ++i) {
      if (i >= a.first && i < a.last) continue;
      const Token& other = source.tokens[i];
      const bool term = word.is_term && other.is_term && word.term == other.term;
      if (!term && word.bare != other.bare) continue;
      const bool beside = (j + 1 == b.first && i + 1 == a.first) || (j == b.last && i == a.last);
      likeness += term ? 1 : beside ? .5 : 0;
      if (term) break;
    }
  }
  return likeness;
}

bool SideBySide::are_the_rest() const {
  const auto is = [&](double value) {
    return std::ranges::any_of(before, [&](const Fact* f) { return is_quantity(*f) && near(f->value, value, 1e-6); }) &&
           std::ranges::any_of(after, [&](const Fact& f) { return is_quantity(f) && near(f.value, value, 1e-6); });
  };
  const auto says_not = [&](const FactText& text, std::uint32_t sentence) {
    const FactText::Sentence& s = text.sentences[sentence];
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (words.meaning(text.meanings[i]).is(F::kNegator)) return true;
    }
    return false;
  };
  if (says_not(copy, copy_sentence) ==
      std::ranges::any_of(told_from, [&](std::uint32_t i) { return says_not(source, i); }))
    return false;
  if (before.size() + after.size() > kMostFacts) return false;  // A table.
  for (const Fact* a : before) {
    for (const Fact& b : after) {
      if (is_quantity(*a) && is_quantity(b) && !a->weak && !b.weak && is(a->value + b.value)) return true;
    }
  }
  return false;
}

bool SideBySide::is_only_one(const Fact& a) const {
  return std::ranges::count_if(before, [&](const Fact* other) {
           return other->kind == a.kind && other->dimension == a.dimension && !is_told(*other) &&
                  other->printed != a.printed;
         }) == 0;
}

const FactText::Sentence& sentence_at(const FactText& text, std::uint32_t token) {
  return *std::ranges::upper_bound(text.sentences, token, {}, [](const auto& s) { return s.last; });
}

std::string_view span_of(const FactText& text, std::uint32_t first, std::uint32_t last) {
  const char* begin = text.tokens[first].text.data();
  const std::string_view end = text.tokens[last - 1].text;
  return {begin, end.data() + end.size()};
}

}  // namespace dateline::story
