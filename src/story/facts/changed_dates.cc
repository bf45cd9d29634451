#include "story/facts/side_by_side.h"

#include <algorithm>
#include <array>

#include "text/word_hash.h"

namespace dateline::story {
namespace {

using text::Token;

constexpr std::uint32_t kTomorrow = text::term_hash("tomorrow"), kManana = text::term_hash("mañana"),
                        kYesterday = text::term_hash("yesterday"), kAyer = text::term_hash("ayer");

/// "said on Wednesday that trains will run tomorrow": on Thursday.
bool is_day_beside(const SideBySide& at, const Fact& a, const Fact& b) {
  for (const std::uint32_t i : at.told_from) {
    for (const Token& t : at.source.tokens_of(at.source.sentences[i])) {
      const int later = t.bare == kTomorrow || t.bare == kManana ? 1 : t.bare == kYesterday || t.bare == kAyer ? -1 : 0;
      if (later == 0) continue;
      if (a.weekday != 0 && b.weekday != 0 && (a.weekday - 1 + later + 7) % 7 == b.weekday - 1) return true;
      if (a.day != 0 && b.day == a.day + later) return true;
    }
  }
  return false;
}
/// "by the end of March", "before April"
bool is_end_before(const SideBySide& at, const Fact& a, const Fact& b) {
  if (a.month == 0 || b.month != a.month % 12 + 1 || b.day != 0 || b.first == 0 || (a.part != 3 && a.day < 28))
    return false;
  const std::string_view word = at.copy.tokens[b.first - 1].text;
  return word == "before" || word == "de" || word == "until" || word == "till";
}
/// The source tells a day from now ("tomorrow"), which may be the weekday that the copy names.
bool tells_from_now(const SideBySide& at) {
  static constexpr std::array<std::uint32_t, 6> kDays = {
      kTomorrow, kManana, kYesterday, kAyer, text::term_hash("today"), text::term_hash("hoy")};
  const auto has = [](std::span<const Token> tokens) {
    bool article = false;  // "de la mañana"
    for (const Token& t : tokens) {
      if (!article && std::ranges::find(kDays, t.bare) != kDays.end()) return true;
      article = t.text == "la";
    }
    return false;
  };
  return !has(at.copy.tokens_of(at.copy.sentences[at.copy_sentence])) &&
         std::ranges::any_of(at.told_from,
                             [&](std::uint32_t i) { return has(at.source.tokens_of(at.source.sentences[i])); });
}
}  // namespace

void find_changed_dates(SideBySide& at) {
  for (const Fact& b : at.after) {
    if (b.kind != FactKind::kDate) continue;
    if (b.garbled) {
      const auto whole = std::ranges::find_if(
          at.before, [&](const Fact* a) { return a->kind == FactKind::kDate && !a->garbled && same_date(*a, b); });
      if (whole != at.before.end()) at.add(FactKind::kDate, (*whole)->printed, b.printed);
      continue;
    }
    if (std::ranges::any_of(at.before, [&](const Fact* a) { return a->kind == FactKind::kDate && same_date(*a, b); }))
      continue;
    if (b.weekday != 0 && b.day == 0 && tells_from_now(at)) continue;
    // One that the source has elsewhere is a mistake only where it plainly stands for another.
    const bool elsewhere = std::ranges::any_of(
        at.source.facts, [&](const Fact& a) { return a.kind == FactKind::kDate && tells_date(b, a); });
    const Fact* best = nullptr;
    double best_likeness = 0;
    for (const Fact* a : at.before) {
      if (a->kind == FactKind::kDate && is_end_before(at, *a, b)) {
        best = nullptr;
        break;
      }
      if (a->kind != FactKind::kDate || !contradict(*a, b) || at.is_told(*a) || is_day_beside(at, *a, b)) continue;
      const double likeness = 1 + compare_dates(*a, b).same + at.likeness_around(*a, b);
      if (likeness > best_likeness) {
        best_likeness = likeness;
        best = a;
      }
    }
    if (best != nullptr && best_likeness >= (elsewhere ? 3 : 1.5)) at.add(FactKind::kDate, best->printed, b.printed);
  }
}

}  // namespace dateline::story
