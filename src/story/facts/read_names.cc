#include "story/facts/fact_reader.h"

#include <algorithm>
#include <unordered_map>

#include "text/countries.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

/// A run of more capitalised words than this is a headline.
constexpr std::size_t kLongestName = 9;

}  // namespace

bool FactReader::may_be_name(std::uint32_t i) const {
  const Token& t = token(i);
  if (!t.capitalised || t.number || is_rand(i)) return false;
  const WordMeaning& m = meaning(i);
  return m.month == 0 && m.weekday == 0 && m.cardinal < 0;
}

bool FactReader::is_possessive(std::uint32_t i) const {
  return token(i).text.ends_with("'s") || token(i).text.ends_with("’s");
}

bool FactReader::is_name_inside(std::uint32_t i) const {
  return inside_.contains(token(i).bare);
}

bool FactReader::is_common_word(std::uint32_t i) {
  if (!small_) {
    small_.emplace(out_.tokens.size() / 2);
    for (const Token& t : out_.tokens) {
      if (t.is_term && !t.capitalised) small_->number(t.bare);
    }
  }
  return small_->contains(token(i).bare);
}

bool FactReader::is_joined_to_name(std::uint32_t i) const {
  const std::string_view gap = gap_before(i);
  return gap.size() <= 3 && gap.find_first_not_of(" .-&'") == std::string_view::npos && !gap.empty() &&
         !(gap.starts_with('.') && gap.size() > 1 && token(i - 1).text.size() > 3);
}

void FactReader::find_names() {
  for (std::uint32_t i = first_; i < last_; ++i) {
    if (meaning(i).country == 0 || token(i).capitalised) continue;
    Fact& fact = add(FactKind::kPlace, i, i + 1);
    fact.country = meaning(i).country;
    fact.sure = true;
  }
  for (std::uint32_t i = first_; i < last_;) {
    if (!may_be_name(i) ||
        (token(i).function_word && !(i > first_ && token(i).text.size() > 1 && !token(i).opens_sentence))) {
      ++i;
      continue;
    }
    std::uint32_t first = i, end = i + 1;
    bool organisation = meaning(i).is(F::kOrganisation);
    for (std::uint32_t at = i + 1; at < last_;) {
      // "Information Commissioner's Office", but not "Canada's Senate".
      if (is_possessive(at - 1) && (!meaning(at).is(F::kOrganisation) || at - first < 2)) break;
      if (is_joined_to_name(at) && may_be_name(at)) {
        organisation |= meaning(at).is(F::kOrganisation);
        end = ++at;
        continue;
      }
      // "Bureau of River Affairs", "Tribunal Superior de Justicia", "Ana de la Torre".
      std::uint32_t over = at;
      while (over < last_ && over < at + 2 && token(over).joined && meaning(over).is(F::kJoins) &&
             token(over).text != "and" && token(over).text != "y" && token(over).text != "e") {
        ++over;
      }
      if (over == at || over >= last_ || !token(over).joined || !may_be_name(over)) break;
      const std::string_view joint = token(at).text;
      const bool spanish = joint == "de" || joint == "del" || joint == "la";
      if (!organisation && !spanish) break;
      if ((joint == "for" || joint == "the") && !organisation) break;
      organisation |= meaning(over).is(F::kOrganisation);
      end = over + 1;
      at = end;
    }
    i = end;
    add_name(first, end);
  }
}

bool FactReader::is_of_country(std::string_view word) {
  if (word == "French" || word == "Dutch" || word == "Swiss" || word == "Greek" || word == "Dane") return true;
  for (const std::string_view end : {"ian", "ish", "ese", "ean", "can", "eño", "eña", "ense", "iano", "iana"}) {
    if (word.size() > end.size() + 2 && word.ends_with(end)) return true;
  }
  return false;
}

void FactReader::add_name(std::uint32_t first, std::uint32_t end) {
  // Titles and offices in front are no part of a person's name.
  bool person = false;
  const bool opens = first == first_ || token(first).opens_sentence || gap_before(first).starts_with(". ");
  while (end - first > 1 && token(first).function_word) ++first;
  // "the Italian Davide Ronchetti"
  if (end - first >= 3 && !meaning(end - 1).is(F::kOrganisation) && is_of_country(token(first).text)) ++first;
  // The first word of a sentence may be any; it is taken for a name where a rewording plainly has another there.
  const bool doubtful = opens && end - first == 1 && (!is_name_inside(first) || is_common_word(first));
  if (doubtful && (token(first).function_word || token(first).text.size() < 4)) return;
  if (end - first == 1 && token(first).text.size() == 1) return;
  // "the Agriculture Minister", "the Anglican Bishop of Onitsha"
  if (const WordMeaning& head = meaning(end - 1);
      end - first > 1 && head.office != 0 && head.is(F::kPersonTitle) &&
      (meaning(first).topic != 0 || (joined(end) && (token(end).text == "of" || token(end).text == "for"))))
    return;
  if (end - first == 1 && within(end) && token(end).number && (is_code(first) || gap_before(end).starts_with('$')))
    return;
  while (end - first > 1 &&
         (meaning(first).is(F::kPersonTitle) || meaning(first).is(F::kRank) ||
          (meaning(first).office != 0 && !meaning(first).is(F::kOrganisation))) &&
         !meaning(first + 1).is(F::kJoins) && !meaning(end - 1).is(F::kOrganisation)) {
    person = true;
    ++first;
  }
  // "Federal Environment Minister Priscilla Adeyemi": the name is what follows the office.
  for (std::uint32_t i = end - 1; i > first && !meaning(end - 1).is(F::kOrganisation); --i) {
    if (i + 1 >= end || meaning(i).office == 0 || meaning(i).is(F::kOrganisation) || meaning(i + 1).is(F::kJoins))
      continue;
    first = i + 1;
    person = true;
    break;
  }
  if (end - first > kLongestName || (end - first == 1 && meaning(first).office != 0)) return;
  bool organisation = false;
  for (std::uint32_t i = first; i < end; ++i) organisation |= meaning(i).is(F::kOrganisation);
  if (organisation && end - first == 1 && token(first).text.size() > 5) return;  // "the Bank", "the Council"
  Fact& fact = add(FactKind::kName, first, end);
  if (is_possessive(end - 1)) fact.printed.remove_suffix(fact.printed.ends_with("'s") ? 2 : 4);
  fact.weak = doubtful;
  const std::string_view word = token(first).text;
  const bool capitals = end - first == 1 && word.size() >= 2 && word.size() <= 6 &&
                        std::ranges::all_of(word, [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
  if (is_country(fact)) {
    fact.kind = FactKind::kPlace;
    fact.sure = true;
  } else if (organisation || capitals) {
    fact.kind = FactKind::kOrganisation;
    fact.sure = true;
  } else if (person || (first > first_ && (meaning(first - 1).is(F::kPersonTitle) || meaning(first - 1).office != 0))) {
    fact.sure = true;
  } else if (first > first_ && meaning(first - 1).is(F::kBeforePlace) && end - first <= 2) {
    fact.kind = FactKind::kPlace;
  }
}

bool FactReader::is_country(const Fact& fact) const {
  if (fact.last - fact.first > 4) return false;
  // Names come again and again; to find one costs as much as to read a sentence.
  thread_local std::unordered_map<std::uint64_t, bool> remembered;
  std::uint64_t key = text::mix(text::term_hash(language_));
  for (const char c : fact.printed) key = key * 0x100000001B3 ^ static_cast<unsigned char>(c);
  if (remembered.size() > kMostRemembered) remembered.clear();
  const auto [at, is_new] = remembered.try_emplace(key, false);
  if (is_new) {
    const std::vector<text::KnownName> known = text::known_names(fact.printed, language_);
    at->second = !known.empty() && !known[0].country.empty() && known[0].printed.size() + 1 >= fact.printed.size();
  }
  return at->second;
}

void FactReader::find_offices() {
  const std::size_t facts = out_.facts.size();
  for (std::uint32_t i = first_; i < last_; ++i) {
    if (meaning(i).office == 0) continue;
    // "chief executive officer": the last word of the run is the head.
    if (joined(i + 1) && meaning(i + 1).office != 0) continue;
    if (joined(i + 1) && joined(i + 2) && token(i + 1).is_term && !meaning(i + 1).is(F::kJoins) &&
        meaning(i + 2).office != 0 && token(i).bare == text::term_hash("chief"))
      continue;
    std::uint32_t first = i;
    if (token(i).text == "PM" && i > first_ && (token(i - 1).number || meaning(i - 1).cardinal >= 0)) continue;
    while (first > first_ && i - first < 4 && token(first).joined) {
      const WordMeaning& m = meaning(first - 1);
      const Token& t = token(first - 1);
      const bool alike =
          t.capitalised == token(i).capitalised || (t.capitalised && (first - 1 == first_ || t.opens_sentence));
      if (m.is(F::kRank) || m.office != 0) {
        --first;
      } else if (t.is_term && !t.number && m.cardinal < 0 && m.ordinal < 0 &&
                 (first == i || (t.capitalised && token(i).capitalised && ranked_before(first - 1))) && alike &&
                 !m.is(F::kNegator) && !m.is(F::kRefusal) && !m.is(F::kSays)) {
        --first;
      } else {
        break;
      }
    }
    const std::uint32_t last = joined(i + 1) && meaning(i + 1).is(F::kRank) ? i + 2 : i + 1;  // "representante adjunta"
    Fact& fact = add(FactKind::kTitle, first, last);
    fact.office = office_of(fact, i);
    fact.person = person_beside(fact, facts);
  }
}

bool FactReader::ranked_before(std::uint32_t i) const {
  return i > first_ && token(i).joined && meaning(i - 1).is(F::kRank);
}

std::int16_t FactReader::office_of(const Fact& fact, std::uint32_t head) const {
  const std::int16_t office = meaning(head).office;
  if (lower_is(head, "minister") && head > first_ && lower_is(head - 1, "prime")) return kHeadOfGovernment;
  const bool chief = office == kHead || lower_is(head, "officer");
  for (std::uint32_t i = fact.first; i < head; ++i) {
    if ((chief || lower_is(head, "director")) && (lower_is(i, "financial") || lower_is(i, "finance")))
      return kFinanceChief;
    if (chief && (lower_is(i, "operating") || lower_is(i, "operations"))) return kOperationsChief;
    if (chief && lower_is(i, "technology")) return kTechnologyChief;
    if (lower_is(i, "executive") && lower_is(head, "officer")) return kChiefExecutive;
  }
  return lower_is(head, "executive") && head > fact.first && lower_is(head - 1, "chief") ? kChiefExecutive : office;
}

bool FactReader::stands_and(std::uint32_t first, std::uint32_t last) const {
  for (std::uint32_t i = first; i < last; ++i) {
    if (token(i).text == "and" || token(i).text == "y" || token(i).text == "e") return true;
  }
  return false;
}

std::uint32_t FactReader::person_beside(Fact& office, std::size_t facts) const {
  std::uint32_t best = 0;
  std::uint32_t nearest = 9;  // Words between an office and who holds it: "director of the museum in Gdansk, ...".
  for (std::size_t f = 0; f < facts; ++f) {
    const Fact& name = out_.facts[f];
    if (name.kind != FactKind::kName || name.first < first_) continue;
    const bool doubtful = name.last - name.first < 2 && !name.sure;
    std::uint32_t apart = 99;
    if (name.first >= office.last) apart = name.first - office.last + 1;
    // Before the office, a comma or a "who is" stands between; "Castle Moor's coach" is not Moor.
    if (name.last <= office.first && !is_possessive(name.last - 1) && !token(name.last).joined)
      apart = office.first - name.last + 1;
    if (doubtful && (name.first >= office.last || apart > 3)) continue;
    if (name.last <= office.first && stands_and(name.last, office.first)) continue;  // Who follows has it.
    if (apart < nearest && apart <= 8) {
      nearest = apart;
      best = token(name.last - 1).bare;
      office.person_first = name.first;
      office.person_last = name.last;
    }
  }
  return best;
}
}  // namespace dateline::story
