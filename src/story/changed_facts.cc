#include "story/changed_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "story/word_numbers.h"
#include "text/latin.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

using text::Token;
using F = WordMeaning;

/// Words on either side of a fact that tell which fact of the other text it is.
constexpr std::uint32_t kAround = 6;
/// Of values told in other units ("two months" for "eight weeks"), and of those said to be rounded.
constexpr double kOtherUnit = .1, kRounded = .16;
/// A sentence of more facts is a table; the first ones are compared.
constexpr std::size_t kMostFacts = 64;

// --- When two facts are one
// --------------------------------------------------------------------------------------------

bool is_quantity(const Fact& f) {
  return (f.kind == FactKind::kNumber || f.kind == FactKind::kAmount || f.kind == FactKind::kDuration) && !f.rate;
}
bool is_name(const Fact& f) {
  return f.kind == FactKind::kName || f.kind == FactKind::kOrganisation || f.kind == FactKind::kPlace;
}

/// Errors of the hand: figures in another order, one figure more, less or other.
bool is_slip(double a, double b) {
  const auto digits = [](double x) {
    std::string out = std::to_string(std::llround(x * 100));
    while (out.size() > 1 && out.ends_with('0')) out.pop_back();
    return out;
  };
  std::string x = digits(a), y = digits(b);
  if (x == y) return true;
  if (x.size() != y.size() || x.size() < 2) return false;
  int differences = 0;
  for (std::size_t i = 0; i < x.size(); ++i) differences += x[i] != y[i];
  std::ranges::sort(x);
  std::ranges::sort(y);
  return x == y || (differences == 1 && x.size() >= 3);
}

/// How many figures of a number are not zeros at its end: of 1,200 two.
std::size_t figures_of(double x) {
  std::string digits = std::to_string(std::llround(std::abs(x) * 100));
  while (digits.size() > 1 && digits.ends_with('0')) digits.pop_back();
  return digits.size();
}

bool near(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

bool same_quantity(const Fact& a,
                   const Fact& b) {  // "seis más", "seis pesos": what one of them leaves out is the same.
  const bool bare =
      (a.dimension == Dimension::kNone && a.noun == 0) || (b.dimension == Dimension::kNone && b.noun == 0);
  if (a.dimension != b.dimension) return bare && near(a.printed_value, b.printed_value, 1e-6);
  if (a.dimension == Dimension::kMoney && a.unit != 0 && b.unit != 0 && a.unit != b.unit) return false;
  if (near(a.value, b.value, 1e-6)) return true;
  // "in the 83rd minute", "seven minutes from the end"
  if (a.dimension == Dimension::kTime && a.unit == b.unit && a.value < .1 && b.value < .1) {
    for (const double match : {80, 90, 120}) {
      if (near((a.value + b.value) * 1440, match, 1e-6)) return true;
    }
  }
  if (a.rough || b.rough) {
    // One that was rounded has fewer figures: "nearly 3,900" for 3,860, but not "up to 621" for 612.
    if (a.unit == b.unit && a.dimension != Dimension::kTime && a.unit != 0 && a.printed_value != b.printed_value &&
        figures_of(a.printed_value) == figures_of(b.printed_value))
      return false;
    return near(a.value, b.value, kRounded);
  }
  return a.unit != b.unit && near(a.value, b.value, a.dimension == Dimension::kTime ? kOtherUnit : .01);
}

/// Early, middle or late in a month, with what people let pass.
bool in_part(int day, int part) {
  return part == 1 ? day <= 13 : part == 2 ? day >= 8 && day <= 23 : day >= 18;
}

/// What both name must agree; at least one thing must be named by both.
struct DateLikeness {
  int same = 0, other = 0;
};
DateLikeness compare_dates(const Fact& a, const Fact& b) {
  DateLikeness out;
  const auto weigh = [&](auto x, auto y) {
    if (x == 0 || y == 0) return;
    ++(x == y ? out.same : out.other);
  };
  weigh(a.year, b.year);
  weigh(a.month, b.month);
  weigh(a.day, b.day);
  weigh(a.weekday, b.weekday);
  weigh(a.season, b.season);
  if (a.value == b.value) weigh(a.relative, b.relative);
  if (a.month == b.month) {
    weigh(a.part, b.part);
    // "July 15" is mid-July.
    if (a.day != 0 && b.part != 0) out.other += !in_part(a.day, b.part);
    if (b.day != 0 && a.part != 0) out.other += !in_part(b.day, a.part);
  }
  if (a.minute >= 0 && b.minute >= 0) {
    const int apart = std::abs(a.minute - b.minute);
    const bool half_day = (a.half_day_open || b.half_day_open) && apart == 12 * 60;
    ++(apart == 0 || half_day ? out.same : out.other);
  }
  return out;
}
bool same_date(const Fact& a, const Fact& b) {
  const DateLikeness alike = compare_dates(a, b);
  return alike.same > 0 && alike.other == 0;
}
/// What is most exact about `a` is in `b`: "2015" tells nothing of November 9, 2015.
bool tells_date(const Fact& a, const Fact& b) {
  if (!same_date(a, b)) return false;
  if (a.day != 0) return b.day != 0;
  if (a.minute >= 0) return b.minute >= 0;
  return a.month == 0 || b.month != 0;
}
/// They say different things of the same: two days, two times.
bool contradict(const Fact& a, const Fact& b) {
  return compare_dates(a, b).other > 0;
}

/// Names of countries and what is of them, where one is not the beginning of the other; in plain letters. After "*" the
/// capital, which may stand for its country and its government.
constexpr auto kOfCountry = std::to_array<std::string_view>({
    "spain spanish spaniard spaniards espana espanol espanola *madrid",
    "france french frenchman frenchwoman francia frances francesa *paris",
    "britain british uk briton britons united-kingdom reino-unido britanico britanica gran-bretana *london *londres",
    "netherlands dutch dutchman dutchwoman holland paises-bajos *hague *la-haya holandes holandesa neerlandes",
    "denmark danish dane danes dinamarca danes danesa *copenhagen *copenhague",
    "finland finnish finn finns finlandia *helsinki",
    "sweden swedish swede swedes suecia sueco sueca *stockholm *estocolmo",
    "norway norwegian norwegians noruega noruego *oslo",
    "turkey turkish turk turks turkiye turquia turco turca *ankara",
    "greece greek greeks grecia griego griega *athens *atenas",
    "poland polish pole poles polonia polaco polaca *warsaw *varsovia",
    "switzerland swiss suiza suizo *berne *bern *berna",
    "belgium belgian belgians belgica belga",
    "ireland irish irishman irishwoman irlanda irlandes irlandesa *dublin",
    "wales welsh welshman welshwoman gales gales *cardiff",
    "scotland scottish scot scots scotsman scotswoman escocia escoces escocesa",
    "england english englishman englishwoman inglaterra ingles inglesa",
    "germany german germans alemania aleman alemana *berlin",
    "cyprus cypriot cypriots chipre *nicosia",
    "philippines filipino filipina philippine filipinas *manila",
    "portugal portuguese portugues portuguesa *lisbon *lisboa",
    "united-states us usa american americans america estados-unidos ee-uu ee eeuu estadounidense *washington",
    "european-union eu union-europea ue *brussels *bruselas",
    "united-nations un onu naciones-unidas",
    "italy italian italia italiano italiana *rome *roma",
    "austria austrian austriaco austriaca *vienna *viena",
    "russia russian rusia ruso rusa *moscow *moscu *kremlin",
    "ukraine ukrainian ucrania ucraniano ucraniana *kyiv *kiev",
    "china chinese chino china *beijing *pekin",
    "japan japanese japon japones japonesa *tokyo *tokio",
    "india indian indio india *delhi *new-delhi",
    "iran irani iranian *tehran *teheran",
    "israel israeli *jerusalem",
    "egypt egyptian egipto egipcio egipcia *cairo",
    "kenya kenyan *nairobi",
    "hungary hungarian hungria hungaro hungara *budapest",
    "czech-republic czech czechs czechia *prague *praga",
    "romania romanian rumania rumano rumana *bucharest *bucarest",
    "serbia serbian serb serbs *belgrade *belgrado",
    "croatia croatian croat croats croacia *zagreb",
    "peru peruvian peruano peruana *lima",
    "chile chilean chileno chilena *santiago",
    "argentina argentine argentinian argentino *buenos-aires",
    "uruguay uruguayan uruguayo uruguaya *montevideo",
    "paraguay paraguayan paraguayo paraguaya *asuncion",
    "bolivia bolivian boliviano boliviana *paz *la-paz",
    "colombia colombian colombiano colombiana *bogota",
    "ecuador ecuadorean ecuadorian ecuatoriano ecuatoriana *quito",
    "venezuela venezuelan venezolano venezolana *caracas",
    "cuba cuban cubano cubana *havana *habana *la-habana",
    "canada canadian canadiense *ottawa",
    "australia australian australiano australiana *canberra",
    "new-zealand new-zealander kiwi nueva-zelanda neozelandes *wellington",
    "thailand thai tailandia *bangkok",
    "vietnam vietnamese *hanoi",
    "south-korea *seoul *seul",
    "north-korea *pyongyang",
    "morocco moroccan marruecos marroqui *rabat",
    "lebanon lebanese libano libanes *beirut",
    "iceland icelandic icelander icelanders *reykjavik",
});
struct CountryName {
  std::size_t group = 0;  ///< Which of them a name is, counted from 1; 0 for none.
  bool capital = false;
};
CountryName country_group(std::string_view name) {
  static const auto* const groups = [] {
    auto* all = new std::unordered_map<std::string_view, CountryName>;  // Made once, never freed.
    for (std::size_t i = 0; i < kOfCountry.size(); ++i) {
      for (std::string_view rest = kOfCountry[i]; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(' '));
        const bool capital = one.starts_with('*');
        all->emplace(capital ? one.substr(1) : one, CountryName{i + 1, capital});
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
      }
    }
    return all;
  }();
  const auto found = groups->find(name);
  return found == groups->end() ? CountryName{} : found->second;
}

/// A name as it is compared: its words in plain letters, without possessives, without "of" and "the".
struct Name {
  std::vector<std::string> words;
  std::vector<std::uint32_t> hashes;  ///< Of the words.
  std::string initials;
  std::string together;   ///< The words without anything between.
  std::size_t group = 0;  ///< Of kOfCountry.
  bool capital = false;

  std::size_t size() const { return words.size(); }
};
/// Words of names that are printed short as often as not.
void shorten_common(Name& name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kShort = {{{"limited", "ltd"},
                                                                                           {"company", "co"},
                                                                                           {"corporation", "corp"},
                                                                                           {"incorporated", "inc"},
                                                                                           {"saint", "st"},
                                                                                           {"mount", "mt"},
                                                                                           {"brothers", "bros"},
                                                                                           {"santa", "sta"}}};
  for (std::size_t i = 0; i < name.words.size(); ++i) {
    for (const auto& [whole, brief] : kShort) {
      if (name.words[i] == whole) name.hashes[i] = text::term_hash(name.words[i] = brief);
    }
    if (i + 1 < name.words.size() && name.words[i] == "united" &&
        (name.words[i + 1] == "states" || name.words[i + 1] == "kingdom")) {
      name.words[i] = name.words[i + 1] == "states" ? "us" : "uk";
      name.hashes[i] = text::term_hash(name.words[i]);
      name.words.erase(name.words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      name.hashes.erase(name.hashes.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }
}

Name read_name(std::span<const Token> tokens) {
  Name name;
  name.words.reserve(tokens.size());
  name.hashes.reserve(tokens.size());
  std::string country;
  for (const Token& token : tokens) {
    if (!token.capitalised && !token.number) continue;
    std::string_view word = token.text;
    for (const std::string_view end : {"'s", "’s"}) {
      if (word.ends_with(end)) word.remove_suffix(end.size());
    }
    std::string plain = text::without_accents(word);
    std::erase(plain, '.');
    if (plain.empty()) continue;
    if (word.contains('.'))
      name.initials += plain;  // "U.S. Geological Survey", "USGS"
    else
      name.initials += plain.front();
    name.together += plain;
    country.append(country.empty() ? "" : "-").append(plain);
    name.hashes.push_back(text::term_hash(plain));
    name.words.push_back(std::move(plain));
  }
  if (name.words.size() <= 2) {  // Those of more words are none.
    const CountryName known = country_group(country);
    name.group = known.group;
    name.capital = known.capital;
  }
  shorten_common(name);
  return name;
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

/// "Italy" and "Italian", "Moroccan" and "Morocco", a plural: of one word, not of people's names.
bool same_root(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  return (shorter >= 4 && common_prefix(a, b) + 1 >= shorter) || (shorter >= 3 && common_prefix(a, b) == shorter);
}

/// A slip of the pen: "Garroway", "Garraway".
bool is_slip(std::string_view a, std::string_view b) {
  if (a.size() < 3 || b.size() < 3 || a.size() > 32 || b.size() > 32) return false;
  std::array<std::size_t, 33> row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()] <= (std::min(a.size(), b.size()) >= 6 ? 3 : 2);
}

// --- One run over a pair of texts
// -------------------------------------------------------------------------------------

class Changes {
 public:
  Changes(const FactText& source, const FactText& copy, std::string_view language)
      : source_(source), copy_(copy), words_(FactWords::of(language)) {}

  std::vector<FactChange> find(std::span<const Retelling> retellings) {
    told_.assign(source_.facts.size(), 0);
    for (const Retelling& r : retellings) mark_told(r);
    for (const Retelling& r : retellings) {
      if (r.kept || r.source.empty()) continue;
      read(r);
      const std::size_t begin = changes_.size();
      quotations();
      quantities();
      turned();
      rates();
      dates();
      names();
      turned_names();
      attribution();
      offices();
      topics();
      casualties();
      negations();
      std::stable_sort(changes_.begin() + static_cast<std::ptrdiff_t>(begin), changes_.end(),
                       [](const FactChange& a, const FactChange& b) { return a.after.data() < b.after.data(); });
    }
    return std::move(changes_);
  }

 private:
  using Facts = std::span<const Fact>;

  Facts facts_of(const FactText& text, std::uint32_t sentence) const {
    Facts facts = text.facts_of(text.sentences[sentence]);
    return facts.first(std::min(facts.size(), kMostFacts));
  }

  bool same(const Fact& a, const Fact& b) {
    if (is_quantity(a) && is_quantity(b)) return same_quantity(a, b);
    if (a.kind == FactKind::kDate && b.kind == FactKind::kDate) return same_date(a, b);
    if (is_name(a) && is_name(b)) {
      if (a.country != 0 || b.country != 0) return a.country == b.country;
      return same_name(source_name(a), copy_name(b));
    }
    return false;
  }

  /// "Seville" does not tell the University Hospital of Seville, a surname tells who.
  bool tells_name(const Fact& a, const Fact& b) {
    if (!same(a, b)) return false;
    const Name& whole = source_name(a);
    const Name& part = copy_name(b);
    if (part.size() >= whole.size() || !is_within(part, whole) || part.words.empty()) return true;
    return part.size() * 2 >= whole.size() &&
           (a.kind == FactKind::kOrganisation || part.hashes.back() == whole.hashes.back());
  }

  void mark_told(const Retelling& r) {
    for (const std::uint32_t i : r.source) {
      const Facts facts = facts_of(source_, i);
      for (const Fact& a : facts) {
        std::uint8_t& told = told_[static_cast<std::size_t>(&a - source_.facts.data())];
        if (told != 0) continue;
        told = r.kept || std::ranges::any_of(facts_of(copy_, r.copy), [&](const Fact& b) {
                 return a.kind == FactKind::kDate && b.kind == FactKind::kDate ? tells_date(a, b)
                        : is_name(a) && is_name(b)                             ? tells_name(a, b)
                                                                               : same(a, b);
               });
      }
    }
  }
  bool is_told(const Fact& a) const { return told_[static_cast<std::size_t>(&a - source_.facts.data())] != 0; }

  /// The retelling at hand.
  void read(const Retelling& r) {
    copy_sentence_ = r.copy;
    before_.clear();
    for (const std::uint32_t i : r.source) {
      for (const Fact& a : facts_of(source_, i)) before_.push_back(&a);
    }
    after_ = facts_of(copy_, r.copy);
    told_from_ = r.source;
  }

  void add(FactKind kind, std::string_view before, std::string_view after) {
    for (const FactChange& c : changes_) {
      // Within a changed quotation, a changed number is no second fault.
      if (c.copy == copy_sentence_ && c.after.data() <= after.data() &&
          after.data() + after.size() <= c.after.data() + c.after.size())
        return;
    }
    changes_.push_back({kind, before, after, copy_sentence_});
  }

  // Where a fact stands: what is around it in either text.

  std::pair<std::uint32_t, std::uint32_t> window(const FactText& text, std::uint32_t first, std::uint32_t last) const {
    const auto s = std::ranges::upper_bound(text.sentences, first, {}, [](const auto& x) { return x.last; });
    return {std::max(s->first, first > kAround ? first - kAround : 0), std::min(s->last, last + kAround)};
  }
  /// How many words around are the same: 1 for a term, less the further away; a little for a function word beside it.
  double likeness_around(const Fact& a, const Fact& b) const {
    const auto [a_begin, a_end] = window(source_, a.first, a.last);
    const auto [b_begin, b_end] = window(copy_, b.first, b.last);
    double likeness = 0;
    for (std::uint32_t j = b_begin; j < b_end; ++j) {
      if (j >= b.first && j < b.last) continue;
      const Token& word = copy_.tokens[j];
      for (std::uint32_t i = a_begin; i < a_end; ++i) {
        if (i >= a.first && i < a.last) continue;
        const Token& other = source_.tokens[i];
        const bool term = word.is_term && other.is_term && word.term == other.term;
        if (!term && word.bare != other.bare) continue;
        const bool beside = (j + 1 == b.first && i + 1 == a.first) || (j == b.last && i == a.last);
        likeness += term ? 1 : beside ? .5 : 0;
        if (term) break;
      }
    }
    return likeness;
  }

  // --- Numbers, amounts, durations

  /// "three of the last five", "two of the last five": the rest of five is no excuse.
  bool are_parts(const Fact& a, const Fact& b) const {
    const auto of = [&](const FactText& text, const Fact& f) {
      return f.last < text.tokens.size() && text.tokens[f.last].joined &&
             words_[text.tokens[f.last].bare].is(F::kJoins);
    };
    return of(source_, a) && of(copy_, b) && likeness_around(a, b) >= 3 && !are_the_rest();
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
    for (const Fact* a : before_) {
      if (is_quantity(*a) && a->dimension == b.dimension && !a->weak) values.push_back(a->value);
    }
    const std::size_t here = values.size();
    const auto is_near = [&](const Fact& a) {
      return std::ranges::any_of(told_from_, [&](std::uint32_t i) {
        const std::uint32_t first = source_.sentences[i > 0 ? i - 1 : i].first;
        const std::uint32_t last = source_.sentences[std::min<std::size_t>(i + 1, source_.sentences.size() - 1)].last;
        return a.first >= first && a.first < last;
      });
    };
    if (b.dimension != Dimension::kTime &&
        (b.value >= 20 || b.dimension != Dimension::kNone)) {  // Small numbers are the sum of something too often.
      for (const Fact& a : source_.facts) {
        if (is_quantity(a) && a.dimension == b.dimension && !a.weak && (a.noun == b.noun || a.noun == 0) && is_near(a))
          values.push_back(a.value);
      }
    }
    // "one in twenty of 300 million", "13 over the limit of 48" beside 61 hours.
    std::vector<double> printed;
    for (const Fact* a : before_) {
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

  void quantities() {
    taken_.clear();
    // One that the source has elsewhere is a mistake only where it plainly stands for another, and comes second.
    for (const bool elsewhere : {false, true}) {
      for (const Fact& b : after_) {
        if (!is_quantity(b)) continue;
        const Fact* changed = nullptr;
        if (std::ranges::any_of(before_, [&](const Fact* a) { return same(*a, b); })) {
          if (elsewhere) changed = swapped(b);
        } else if (elsewhere == is_elsewhere(b)) {
          // What may follow from the source is a mistake only where it looks like a slip of the hand.
          changed = counterpart(b, elsewhere ? 2.5 : 1);
          if (changed != nullptr && !(is_slip(changed->value, b.value) && changed->unit == b.unit) &&
              !are_parts(*changed, b) && follows_from_source(b))
            changed = nullptr;
        }
        if (changed != nullptr && is_as_much(*changed, b)) changed = nullptr;
        if (changed == nullptr && !elsewhere) changed = other_unit(b);
        if (changed == nullptr) continue;
        taken_.push_back(changed);
        add(changed->kind, changed->printed, b.printed);
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
    for (const Fact& b : after_) {
      if (is_quantity(b) && !b.weak && was_before(copy_, b)) take(b, true, old_after, new_after);
    }
    if (old_after == nullptr) return;
    for (const Fact& b : after_) {
      if (&b != old_after && is_quantity(b) && !b.weak && b.dimension == old_after->dimension &&
          !was_before(copy_, b) && !same_quantity(b, *old_after))
        take(b, false, old_after, new_after);
    }
    if (new_after == nullptr) return;
    for (const Fact* a : before_) {
      if (!is_quantity(*a) || a->weak || a->dimension != old_after->dimension) continue;
      const bool old = was_before(source_, *a);
      if (old && same_quantity(*a, *new_after)) take(*a, true, old_before, new_before);
      if (!old && same_quantity(*a, *old_after)) take(*a, false, old_before, new_before);
    }
    if (old_before != nullptr && new_before != nullptr) add(old_before->kind, new_before->printed, new_after->printed);
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

  /// "12 of the 14 came", "two of the 14 did not": together they are all.
  bool are_the_rest() const {
    const auto is = [&](double value) {
      return std::ranges::any_of(before_,
                                 [&](const Fact* f) { return is_quantity(*f) && near(f->value, value, 1e-6); }) &&
             std::ranges::any_of(after_, [&](const Fact& f) { return is_quantity(f) && near(f.value, value, 1e-6); });
    };
    const auto says_not = [&](const FactText& text, std::uint32_t sentence) {
      const FactText::Sentence& s = text.sentences[sentence];
      for (std::uint32_t i = s.first; i < s.last; ++i) {
        if (words_.meaning(text.meanings[i]).is(F::kNegator)) return true;
      }
      return false;
    };
    if (says_not(copy_, copy_sentence_) ==
        std::ranges::any_of(told_from_, [&](std::uint32_t i) { return says_not(source_, i); }))
      return false;
    if (before_.size() + after_.size() > kMostFacts) return false;  // A table.
    for (const Fact* a : before_) {
      for (const Fact& b : after_) {
        if (is_quantity(*a) && is_quantity(b) && !a->weak && !b.weak && is(a->value + b.value)) return true;
      }
    }
    return false;
  }

  bool is_elsewhere(const Fact& b) const {
    return std::ranges::any_of(source_.facts, [&](const Fact& a) {
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
    const double x = days(source_.facts, a), y = days(after_, b);
    return x > 0 && y > 0 && near(a.value / x, b.value / y, kOtherUnit);
  }

  /// "740 pounds" told as "740 tons": the number is the same, what it measures is not.
  const Fact* other_unit(const Fact& b) const {
    if (b.dimension == Dimension::kNone || b.weak || b.printed_value < 2) return nullptr;
    const Fact* other = nullptr;
    for (const Fact* a : before_) {
      if (!is_quantity(*a) || !near(a->printed_value, b.printed_value, 1e-6)) continue;
      if (a->dimension == Dimension::kNone || a->dimension == b.dimension) return nullptr;
      other = a;
    }
    return other;
  }

  /// "four symphonies and nine quartets" told as "nine symphonies": the number stands there, but of something else.
  const Fact* swapped(const Fact& b) {
    if (b.noun == 0 || b.ordinal || b.weak) return nullptr;
    if (const int fate = fate_of(copy_, b); fate != 0) {
      for (const Fact* a : before_) {
        if (is_quantity(*a) && near(a->value, b.value, 1e-6) && fate_of(source_, *a) == fate) return nullptr;
      }
    }
    if (std::ranges::any_of(before_,
                            [&](const Fact* a) { return is_quantity(*a) && a->noun == 0 && same_quantity(*a, b); }))
      return nullptr;
    const Fact* other = nullptr;
    for (const Fact* a : before_) {
      if (!comparable(*a, b) || a->noun != b.noun) continue;
      if (same_quantity(*a, b)) return nullptr;
      other = a;
    }
    return other;
  }

  const Fact* counterpart(const Fact& b, double enough) {
    const Fact* best = nullptr;
    double best_likeness = 0;
    for (const Fact* a : before_) {
      if (!comparable(*a, b) || is_told(*a) || std::ranges::find(taken_, a) != taken_.end()) continue;
      double likeness = likeness_around(*a, b);
      if ((a->weak || b.weak) && a->ordinal && likeness < 2) continue;  // "first", "second" are often no numbers.
      const bool slip = is_slip(a->value, b.value);
      if (slip) likeness += 1.5;
      if (a->noun != 0 && a->noun == b.noun) likeness += 2;
      // Two numbers of different things are none of each other.
      if (a->noun != 0 && b.noun != 0 && a->noun != b.noun && !slip && likeness < 2) continue;
      if (a->unit != 0 && a->unit == b.unit) likeness += .5;
      if (a->dimension != Dimension::kNone) likeness += is_only_one(*a) ? 1 : .5;
      if (likeness > best_likeness) {
        best_likeness = likeness;
        best = a;
      }
    }
    return best_likeness >= enough ? best : nullptr;
  }

  /// "75 hours a month" told as "75 hours per week".
  void rates() {
    for (const Fact& b : after_) {
      if (!b.rate) continue;
      const Fact* other = nullptr;
      bool known = false;
      for (const Fact* a : before_) {
        if (!a->rate) continue;
        known |= near(a->value, b.value, kOtherUnit);
        if (!is_told_rate(*a) && (likeness_around(*a, b) >= 1 || same_before(*a, b))) other = a;
      }
      known |= std::ranges::any_of(after_, [&](const Fact& x) {
        return is_quantity(x) && x.last <= b.first && x.last + 3 > b.first &&
               std::ranges::any_of(before_, [&](const Fact* a) { return is_quantity(*a) && is_as_much(*a, x); });
      });
      if (!known && other != nullptr) add(FactKind::kDuration, other->printed, b.printed);
    }
  }
  bool is_told_rate(const Fact& a) const {
    return std::ranges::any_of(after_, [&](const Fact& b) { return b.rate && near(a.value, b.value, kOtherUnit); });
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
    const Fact* x = last_before(source_.facts, a.first);
    const Fact* y = last_before(after_, b.first);
    return x != nullptr && y != nullptr && near(x->value, y->value, 1e-6);
  }

  // --- Dates

  void dates() {
    for (const Fact& b : after_) {
      if (b.kind != FactKind::kDate) continue;
      if (b.garbled) {
        const auto whole = std::ranges::find_if(
            before_, [&](const Fact* a) { return a->kind == FactKind::kDate && !a->garbled && same_date(*a, b); });
        if (whole != before_.end()) add(FactKind::kDate, (*whole)->printed, b.printed);
        continue;
      }
      if (std::ranges::any_of(before_, [&](const Fact* a) { return a->kind == FactKind::kDate && same_date(*a, b); }))
        continue;
      // One that the source has elsewhere is a mistake only where it plainly stands for another.
      const bool elsewhere = std::ranges::any_of(
          source_.facts, [&](const Fact& a) { return a.kind == FactKind::kDate && tells_date(b, a); });
      const Fact* best = nullptr;
      double best_likeness = 0;
      for (const Fact* a : before_) {
        if (a->kind != FactKind::kDate || !contradict(*a, b) || is_told(*a) || is_day_beside(*a, b)) continue;
        const double likeness = 1 + compare_dates(*a, b).same + likeness_around(*a, b);
        if (likeness > best_likeness) {
          best_likeness = likeness;
          best = a;
        }
      }
      if (best != nullptr && best_likeness >= (elsewhere ? 3 : 1.5)) add(FactKind::kDate, best->printed, b.printed);
    }
  }

  /// "said on Wednesday that trains will run tomorrow": on Thursday.
  bool is_day_beside(const Fact& a, const Fact& b) const {
    for (const std::uint32_t i : told_from_) {
      for (const Token& t : source_.tokens_of(source_.sentences[i])) {
        const int later = t.bare == kTomorrow || t.bare == kManana  ? 1
                          : t.bare == kYesterday || t.bare == kAyer ? -1
                                                                    : 0;
        if (later == 0) continue;
        if (a.weekday != 0 && b.weekday != 0 && (a.weekday - 1 + later + 7) % 7 == b.weekday - 1) return true;
        if (a.day != 0 && b.day == a.day + later) return true;
      }
    }
    return false;
  }
  static constexpr std::uint32_t kTomorrow = text::term_hash("tomorrow"), kManana = text::term_hash("mañana"),
                                 kYesterday = text::term_hash("yesterday"), kAyer = text::term_hash("ayer");

  // --- Names

  const Name& source_name(const Fact& f) { return name_of(source_, f, source_names_); }
  const Name& copy_name(const Fact& f) { return name_of(copy_, f, copy_names_); }
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

  static bool is_within(const Name& part, const Name& whole) {
    return std::ranges::all_of(
        part.hashes, [&](std::uint32_t word) { return std::ranges::find(whole.hashes, word) != whole.hashes.end(); });
  }

  static bool same_name(const Name& a, const Name& b) {
    if (a.words.empty() || b.words.empty()) return false;
    if (is_within(b, a) || is_within(a, b) || (a.size() != b.size() && a.together == b.together)) return true;
    if (a.group != 0 && a.group == b.group && a.capital == b.capital) return true;
    if (a.size() == 1 && b.size() == 1) return same_root(a.words[0], b.words[0]);
    if (a.size() == b.size() && std::equal(a.hashes.begin(), a.hashes.end() - 1, b.hashes.begin()) &&
        (is_of(a.words.back(), b.words.back()) || is_of(b.words.back(), a.words.back())))
      return true;
    return is_initials(a, b) || is_initials(b, a) || ends_with_initials(a, b) || ends_with_initials(b, a);
  }
  /// "West African" of West Africa
  static bool is_of(std::string_view adjective, std::string_view place) {
    if (place.size() < 4 || !adjective.starts_with(place)) return false;
    const std::string_view end = adjective.substr(place.size());
    return end == "n" || end == "an" || end == "ian" || end == "ns" || end == "ans";
  }
  /// "Brazos Flats ISD" for the Brazos Flats Independent School District.
  static bool ends_with_initials(const Name& short_form, const Name& name) {
    if (short_form.size() < 2 || name.size() <= short_form.size()) return false;
    const std::size_t kept = short_form.size() - 1;
    return std::equal(short_form.hashes.begin(), short_form.hashes.end() - 1, name.hashes.begin()) &&
           name.initials.substr(kept) == short_form.words.back();
  }
  /// "CBE" for a Commander of the Order of the British Empire: its name in the source is the last part.
  static bool is_initials(const Name& short_form, const Name& name) {
    if (name.size() < 2 || short_form.together.size() < 2 || short_form.together.size() > 6) return false;
    return short_form.together.ends_with(name.initials) ||
           (short_form.together.size() >= 3 && name.initials.ends_with(short_form.together));
  }

  /// The name stands in the source, in whatever form and place.
  bool is_known(const Fact& b) {
    const Name& name = copy_name(b);
    for (const Fact& a : source_.facts) {
      if (is_name(a) && same_name(source_name(a), name)) return true;
    }
    if (source_words_.size() == 0) {
      source_words_ = WordNumbers(source_.tokens.size() / 2);
      WordNumbers capitals;
      for (const Token& token : source_.tokens) {
        const std::uint32_t known = capitals.size();
        if (token.capitalised && capitals.number(token.bare) == known)  // Not again what was read.
          source_capitals_.push_back(read_name({&token, 1}));
        source_words_.number(token.bare);
      }
      for (const Name& capital : source_capitals_) {
        for (const std::uint32_t word : capital.hashes) source_words_.number(word);
      }
    }
    // "the Italian Davide Ronchetti" names Italy.
    if (name.size() == 1 && std::ranges::any_of(source_capitals_, [&](const Name& a) { return same_name(a, name); }))
      return true;
    if (b.last - b.first == 1 && is_initials_of_words(copy_.tokens[b.first].text)) return true;
    // Capitals come and go: "Keeper of Decorative Arts".
    return std::ranges::all_of(name.hashes, [&](std::uint32_t word) { return source_words_.contains(word); });
  }

  /// "VAT" for "value-added tax"
  bool is_initials_of_words(std::string_view word) const {
    if (word.size() < 3 || word.size() > 6) return false;
    if (!std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
    std::size_t met = 0;
    for (const Token& token : source_.tokens) {
      if (token.function_word) continue;
      const char initial = static_cast<char>(token.text.front() & ~0x20);
      met = initial == word[met] ? met + 1 : initial == word[0] ? 1 : 0;
      if (met == word.size()) return true;
    }
    return false;
  }

  /// One word of both is the same, or nearly.
  static double likeness_of(const Name& a, const Name& b) {
    double likeness = 0;
    for (const std::string& x : a.words) {
      double best = 0;
      for (const std::string& y : b.words) best = std::max(best, x == y ? 2 : is_slip(x, y) ? 1 : 0.0);
      likeness += best;
    }
    return likeness;
  }

  /// Of two people, one is the other with a slip in it: a word is the same, another is not.
  static bool is_broken_form(const Name& a, const Name& b) {
    if (a.size() < 2 || b.size() < 2 || a.size() > 3 || b.size() > 3) return false;
    if (a.hashes.back() == b.hashes.back())
      return a.hashes.front() != b.hashes.front() && a.initials.front() == b.initials.front();
    return a.hashes.front() == b.hashes.front() && is_slip(a.words.back(), b.words.back());
  }

  /// The only one of its kind that the copy does not have.
  bool is_only_one(const Fact& a) const {
    return std::ranges::count_if(before_, [&](const Fact* other) {
             return other->kind == a.kind && other->dimension == a.dimension && !is_told(*other) &&
                    other->printed != a.printed;
           }) == 0;
  }
  /// The copy names it nowhere, not in small letters either.
  bool is_gone(const Fact& a) {
    const Name& name = source_name(a);
    const auto here = copy_.tokens_of(copy_.sentences[copy_sentence_]);
    const auto stands = [&](std::uint32_t word) { return std::ranges::find(here, word, &Token::bare) != here.end(); };
    if (std::ranges::count_if(name.hashes, stands) * 2 > static_cast<std::ptrdiff_t>(name.size())) return false;
    return std::ranges::none_of(copy_.facts,
                                [&](const Fact& b) { return is_name(b) && same_name(source_name(a), copy_name(b)); });
  }
  bool is_only_gone(const Fact& a) {
    if (is_wide(source_name(a))) return false;
    return std::ranges::none_of(before_, [&](const Fact* other) {
      return other != &a && is_name(*other) && !other->weak && other->country == 0 && !is_told(*other);
    });
  }
  /// "Victorian", "Europe", "R5": stand for many things.
  static bool is_wide(const Name& name) {
    static constexpr std::array<std::string_view, 9> kContinents = {"europe",  "asia", "africa",   "america", "europa",
                                                                    "oceania", "eu",   "internet", "covid"};
    if (name.size() != 1) return false;
    const std::string_view word = name.words[0];
    return word.ends_with("ian") || word.ends_with("ish") || word.ends_with("ese") ||
           word.find_first_of("0123456789") != word.npos || std::ranges::find(kContinents, word) != kContinents.end();
  }
  bool is_only_new(const Fact& b) {
    if (is_wide(copy_name(b))) return false;
    return std::ranges::none_of(after_, [&](const Fact& other) {
      return &other != &b && is_name(other) && !other.weak && other.country == 0 && !is_known(other);
    });
  }
  static constexpr double kAlone = 1.9;
  static constexpr double kGone = 1.5, kGoneWhole = 1;
  /// "mayor" of "the mayor of Ipiales"; 0 for none.
  std::int16_t office_beside(const FactText& text, const Fact& f) const {
    std::uint32_t i = f.first;
    if (i == 0 || !text.tokens[i].joined || !words_[text.tokens[i - 1].bare].is(F::kJoins)) return 0;
    --i;
    return i > 0 && text.tokens[i].joined ? words_[text.tokens[i - 1].bare].office : std::int16_t{0};
  }
  /// Somebody of the same given name, who is not in the copy's sentence; the source has nobody of this name.
  const Fact* other_surname(const Name& name) {
    for (const Fact* a : before_) {
      if (a->kind != FactKind::kName || a->weak || is_told(*a)) continue;
      const Name& was = source_name(*a);
      if (was.size() > 1 && was.hashes.front() == name.hashes.front() && was.words.front().size() > 2 && is_gone(*a))
        return a;
    }
    return nullptr;
  }

  /// "Workers at the site": the source has it in small letters.
  bool is_small_in_source(const Fact& b) {
    if (source_small_.size() == 0) {
      source_small_ = WordNumbers(source_.tokens.size() / 2);
      for (const Token& t : source_.tokens) {
        if (!t.capitalised) source_small_.number(t.bare);
      }
    }
    return source_small_.contains(copy_.tokens[b.first].bare);
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
      const WordMeaning& m = words_[t.bare];
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

  /// "from Oslo to Hull" told as "from Hull to Oslo".
  void turned_names() {
    for (const Fact& b : after_) {
      if (!is_name(b) || direction(copy_, b) != -1) continue;
      const Fact* to = nullptr;
      for (const Fact* a : before_) {
        if (is_name(*a) && direction(source_, *a) == 1 && same(*a, b)) to = a;
      }
      if (to == nullptr) continue;
      for (const Fact* a : before_) {
        if (!is_name(*a) || direction(source_, *a) != -1 || same(*a, b)) continue;
        const bool is_turned = std::ranges::any_of(
            after_, [&](const Fact& x) { return is_name(x) && direction(copy_, x) == 1 && same(*a, x); });
        if (is_turned) return add(FactKind::kPlace, a->printed, b.printed);
      }
    }
  }
  /// -1 after "from", 1 after "to".
  static int direction(const FactText& text, const Fact& f) {
    if (f.first == 0 || !text.tokens[f.first].joined) return 0;
    const std::string_view word = text.tokens[f.first - 1].text;
    return word == "from" || word == "desde" ? -1 : word == "to" || word == "hasta" ? 1 : 0;
  }

  /// "The finance ministry" told as "the justice ministry".
  void topics() {
    if (!words_.knows_words()) return;
    const FactText::Sentence& s = copy_.sentences[copy_sentence_];
    std::optional<std::uint32_t> here, there;
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (!is_topic(copy_, s, i)) continue;
      if (here) return;
      here = i;
    }
    if (!here) return;
    const std::int16_t topic = words_.meaning(copy_.meanings[*here]).topic;
    if (source_topics_.empty()) {
      source_topics_.resize(kTopics);
      for (const std::uint16_t m : source_.meanings)
        source_topics_[static_cast<std::size_t>(words_.meaning(m).topic)] = true;
    }
    if (source_topics_[static_cast<std::size_t>(topic)]) return;
    for (const std::uint32_t k : told_from_) {
      const FactText::Sentence& from = source_.sentences[k];
      for (std::uint32_t i = from.first; i < from.last; ++i) {
        if (!is_topic(source_, from, i)) continue;
        if (there) return;
        there = i;
      }
    }
    if (!there || head_beside(source_, *there) != head_beside(copy_, *here)) return;
    const std::int16_t was = words_.meaning(source_.meanings[*there]).topic;
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (words_.meaning(copy_.meanings[i]).topic == was) return;
    }
    add(FactKind::kOrganisation, span_of(source_, *there, *there + 1), span_of(copy_, *here, *here + 1));
  }
  static constexpr std::size_t kTopics = 64;  ///< More than there are.
  bool is_topic(const FactText& text, const FactText::Sentence& s, std::uint32_t i) const {
    return words_.meaning(text.meanings[i]).topic != 0 && i >= s.first && i < s.last && head_beside(text, i) != 0;
  }
  /// The body or office of a topic: "ministry" of "finance ministry", "minister" of "minister for finance"; 0 for none.
  std::uint32_t head_beside(const FactText& text, std::uint32_t i) const {
    const auto head = [&](std::uint32_t k) -> std::uint32_t {
      const WordMeaning& m = words_.meaning(text.meanings[k]);
      return m.is(F::kOrganisation) || m.office != 0
                 ? m.office != 0 ? static_cast<std::uint32_t>(m.office) : text.tokens[k].bare
                 : 0;
    };
    if (i + 1 < text.tokens.size() && text.tokens[i + 1].joined) {
      if (const std::uint32_t found = head(i + 1); found != 0) return found;
    }
    if (i > 0 && text.tokens[i].joined) {
      if (const std::uint32_t found = head(i - 1); found != 0) return found;
      if (i > 1 && text.tokens[i - 1].joined && words_.meaning(text.meanings[i - 1]).is(F::kJoins)) return head(i - 2);
    }
    return 0;
  }

  /// Who says it, beside the only word of saying of a sentence: "Holt said", "said Holt", "said the mayor, Ana Holt".
  const Fact* sayer(const FactText& text, std::uint32_t sentence) const {
    const FactText::Sentence& s = text.sentences[sentence];
    const Fact* found = nullptr;
    bool says = false;
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (!words_.meaning(text.meanings[i]).is(F::kSays)) continue;
      if (std::exchange(says, true)) return nullptr;
      for (const Fact& f : text.facts_of(s)) {
        if (f.kind != FactKind::kName || f.weak) continue;
        if ((f.last == i && text.tokens[i].joined) || (f.first == i + 1 && text.tokens[i + 1].joined)) found = &f;
      }
    }
    return found;
  }
  /// The words are somebody else's: "Holt said" for "Webb said".
  void attribution() {
    if (told_from_.size() != 1 || !quotes(copy_, copy_sentence_) || !quotes(source_, told_from_[0])) return;
    const Fact* by = sayer(copy_, copy_sentence_);
    const Fact* was = sayer(source_, told_from_[0]);
    if (by == nullptr || was == nullptr || same(*was, *by)) return;
    if (std::ranges::any_of(before_, [&](const Fact* a) { return is_name(*a) && same(*a, *by); })) return;
    if (std::ranges::any_of(after_, [&](const Fact& b) { return is_name(b) && same(*was, b); })) return;
    add(FactKind::kName, was->printed, by->printed);
  }
  static bool quotes(const FactText& text, std::uint32_t sentence) {
    const FactText::Sentence& s = text.sentences[sentence];
    return std::find(text.quoted.begin() + s.first, text.quoted.begin() + s.last, 1) != text.quoted.begin() + s.last;
  }

  /// Two of the source's names, one told where the other stood: "the mayor of Pasto" for the mayor of Ipiales, from
  /// where the road leads to Pasto; "X cancelled, Y diverted" told as "Y cancelled".
  const Fact* in_role_of(const Fact& b) {
    if (b.weak) return nullptr;
    const Name& name = copy_name(b);
    const std::int16_t office = office_beside(copy_, b);
    bool any = false;
    const std::uint32_t does = deed(copy_, b, any);
    if (office == 0 && does == 0) return nullptr;
    const Fact* other = nullptr;
    std::uint32_t at = 0;
    bool acts = false;  // The source has the name do something else.
    for (const Fact* a : before_) {
      if (!is_name(*a) || a->weak || a->country != 0) continue;
      const bool of_office = office != 0 && office_beside(source_, *a) == office;
      bool some = false;
      const std::uint32_t did = does != 0 ? deed(source_, *a, some) : 0;
      const bool one = same_name(source_name(*a), name);
      if (one && (of_office || (does != 0 && did == does))) return nullptr;
      if (one) {
        acts |= some;
        at = a->first;
      } else if (of_office ? is_gone(*a) : does != 0 && did == does) {
        other = a;
      }
    }
    if (other == nullptr) return nullptr;
    if (office != 0 && office_beside(source_, *other) == office) return other;
    if (at >= other->last && at <= other->last + 1) return nullptr;  // "by X and Y"
    const std::span<const std::uint32_t> here(&copy_sentence_, 1);
    return acts && how_often(copy_, here, does) == 1 && how_often(source_, told_from_, does) == 1 ? other : nullptr;
  }

  /// Of a person whom the source names in full, the name that this is with a slip in it, or with another surname.
  const Fact* broken_form(const Fact& b) {
    const Name& name = copy_name(b);
    const Fact* broken = nullptr;
    for (const Fact& a : source_.facts) {
      if (!is_name(a)) continue;
      const Name& was = source_name(a);
      if (is_within(name, was) || (was.size() > 1 && is_within(was, name)) ||
          (was.size() == name.size() && same_name(was, name)))
        return nullptr;
      if (is_broken_form(was, name)) broken = &a;
    }
    return broken == nullptr && b.kind == FactKind::kName ? other_surname(name) : broken;
  }

  void names() {
    for (const Fact& b : after_) {
      if (!is_name(b)) continue;
      if (b.country != 0) {
        country(b);
        continue;
      }
      const Name& name = copy_name(b);
      if (const Fact* was = in_role_of(b)) {
        add(was->kind, was->printed, b.printed);
        continue;
      }
      const bool full = name.size() > 1 && std::ranges::any_of(before_, [&](const Fact* a) {
                          return is_name(*a) && source_name(*a).hashes == name.hashes;
                        });
      if (full) continue;
      if (name.size() > 1) {
        if (const Fact* was = broken_form(b)) {
          add(FactKind::kName, was->printed, b.printed);
          continue;
        }
      }
      if (name.words.empty() ||
          std::ranges::any_of(before_,
                              [&](const Fact* a) { return is_name(*a) && same_name(source_name(*a), name); }) ||
          (b.last - b.first == 1 && copy_.tokens[b.first].opens_sentence && is_small_in_source(b)))
        continue;
      // "Warsaw said", "Poland said"
      if (name.group != 0 && std::ranges::any_of(before_, [&](const Fact* a) {
            return is_name(*a) && source_name(*a).group == name.group;
          }))
        continue;
      const bool known = is_known(b);
      const Fact* best = nullptr;
      double best_likeness = 0;
      for (const Fact* a : before_) {
        if (!is_name(*a) || is_told(*a) || source_name(*a).words.empty()) continue;
        double likeness = likeness_of(source_name(*a), name);
        if (a->sure && b.sure && a->kind != b.kind && likeness < 2) continue;
        // A name that the source has elsewhere is a mistake only where it plainly stands for another.
        const bool one_thing = b.sure || (name.size() > 1 && name.hashes.back() == source_name(*a).hashes.back());
        const double around = likeness_around(*a, b);
        const bool gone = !b.weak && !a->weak && is_gone(*a);
        const double role =
            gone && (office_beside(source_, *a) == office_beside(copy_, b)) && office_beside(copy_, b) != 0 ? 2 : 0;
        if (known && (likeness < 2 || !one_thing || around < 1.5) && around < 3 &&
            !(gone && a->kind == b.kind && (likeness == 0 || one_thing) &&
              around + role >= (name.size() > 1 ? kGoneWhole : kGone)))
          continue;
        // Of names that are in one text only, each sentence has one.
        const bool alone = !known && gone && !a->sure && !b.sure && likeness == 0 && is_only_gone(*a) && is_only_new(b);
        likeness += role + (alone ? kAlone : 0);
        if (b.weak && likeness == 0) continue;
        if (a->weak && likeness_around(*a, b) < 1.5) continue;
        likeness += likeness_around(*a, b) + (a->kind == b.kind ? .5 : 0);
        const bool one_kind = a->kind == b.kind;
        // What is named plainly is not taken for what may be anything.
        if (!one_kind && !alone && likeness_of(source_name(*a), name) == 0 &&
            (a->sure || (name.size() == 1 && around < 2)))
          continue;
        if (one_kind && is_only_one(*a))
          likeness += a->sure && b.sure ? 1 : a->kind == FactKind::kPlace || name.size() > 1 ? .5 : 0;
        if (likeness > best_likeness) {
          best_likeness = likeness;
          best = a;
        }
      }
      if (best_likeness < 1) best = nullptr;
      // Two that may be anything must stand in one place.
      if (best != nullptr && !best->sure && !b.sure && best->kind == FactKind::kName && best_likeness < 1.9 &&
          likeness_of(source_name(*best), name) == 0)
        best = nullptr;
      if (best != nullptr) add(b.sure && !best->sure ? b.kind : best->kind, best->printed, b.printed);
    }
  }  /// "la empresa francesa"
  void country(const Fact& b) {
    const Fact* other = nullptr;
    const std::string plain = text::without_accents(b.printed);
    const std::size_t group = country_group(plain).group;
    for (const Fact& a : source_.facts) {
      if (a.country == b.country) return;
      if (!is_name(a) || a.country != 0) continue;
      const Name& name = source_name(a);
      if ((group != 0 && name.group == group) || (name.size() == 1 && same_root(name.words[0], plain))) return;
    }
    for (const Fact* a : before_) {
      if (a->country != 0 && !is_told(*a)) other = a;
    }
    if (other != nullptr) add(FactKind::kPlace, other->printed, b.printed);
  }

  /// Dead and injured, each told for the other.
  void casualties() {
    const Fact *dead = nullptr, *hurt = nullptr;
    for (const Fact* a : before_) {
      const int fate = fate_of(source_, *a);
      if (fate == 1 && dead == nullptr) dead = a;
      if (fate == 2 && hurt == nullptr) hurt = a;
    }
    if (dead == nullptr || hurt == nullptr || same_quantity(*dead, *hurt)) return;
    const Fact* taken = nullptr;
    bool other = false;
    for (const Fact& b : after_) {
      const int fate = fate_of(copy_, b);
      if (fate == 1 && near(b.value, hurt->value, 1e-6)) taken = &b;
      if (fate == 2 && near(b.value, dead->value, 1e-6)) other = true;
    }
    if (taken != nullptr && other) add(FactKind::kNumber, dead->printed, taken->printed);
  }
  /// What the nearest word says of those who are counted: 1 they died, 2 they are hurt, 0 nothing.
  int fate_of(const FactText& text, const Fact& f) const {
    if (f.kind != FactKind::kNumber || f.dimension != Dimension::kNone || f.weak || f.ordinal) return 0;
    const auto s = std::ranges::upper_bound(text.sentences, f.first, {}, [](const auto& x) { return x.last; });
    int fate = 0;
    std::uint32_t nearest = 4;
    for (std::uint32_t i = s->first; i < s->last; ++i) {
      const int is = words_.meaning(text.meanings[i]).fate;
      const std::uint32_t apart = i < f.first ? f.first - i : i >= f.last ? i - f.last + 1 : 1;
      if (is == 0 || apart > nearest || (apart == nearest && fate != 0)) continue;
      nearest = apart;
      fate = is;
    }
    return fate;
  }
  // --- Offices

  /// Its words but for the head that change it: "deputy", "chief"; by their bare hashes, sorted.
  std::vector<std::uint32_t> ranks(const FactText& text, const Fact& office) const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = office.first; i < office.last; ++i) {
      const std::uint32_t bare = text.tokens[i].bare;
      if (words_[bare].is(F::kOnce) || bare == kFormer || words_[bare].office == office.office) continue;
      if (office.office >= kChiefExecutive && office.office <= kHeadOfGovernment && !words_[bare].is(F::kRank))
        continue;
      if (bare == kChief && office.office >= kChiefExecutive && office.office <= kHeadOfGovernment) continue;
      if (words_[bare].is(F::kRank) || words_[bare].office != 0) out.push_back(bare);
    }
    std::ranges::sort(out);
    return out;
  }
  static constexpr std::uint32_t kFormer = text::term_hash("former"), kChief = text::term_hash("chief");
  /// "medical" of "medical director"; 0 for none.
  std::uint32_t domain(const FactText& text, const Fact& office) const {
    if (office.last - office.first < 2 || (office.office >= kChiefExecutive && office.office <= kHeadOfGovernment))
      return 0;
    const Token& t = text.tokens[office.last - 2];
    const WordMeaning& m = words_[t.bare];
    return t.is_term && !m.is(F::kRank) && !m.is(F::kOnce) && m.office == 0 ? t.term : 0;
  }  /// What it is of: the terms after "of" or "for", up to three.
  std::vector<std::uint32_t> complement(const FactText& text, const Fact& office) const {
    std::vector<std::uint32_t> out;
    std::uint32_t i = office.last;
    if (i >= text.tokens.size() || !text.tokens[i].joined || !words_[text.tokens[i].bare].is(F::kJoins)) return out;
    for (++i; i < text.tokens.size() && i < office.last + 6 && text.tokens[i].joined && out.size() < 3; ++i) {
      if (text.tokens[i].is_term) out.push_back(text.tokens[i].term);
    }
    return out;
  }
  bool is_former(const FactText& text, const Fact& office) const {
    for (std::uint32_t i = office.first > 4 ? office.first - 4 : 0; i < office.last; ++i) {
      if (text.tokens[i].bare == kFormer || words_[text.tokens[i].bare].is(F::kOnce)) return true;
    }
    return false;
  }
  /// A boss may be a chief executive.
  static bool is_one_office(std::int16_t a, std::int16_t b) {
    return a == b || (a == kHead && b == kChiefExecutive) || (a == kChiefExecutive && b == kHead);
  }
  /// "chief vet" for "chief veterinary officer"
  bool is_short_for(const Fact& a, const Fact& b) const {
    const std::string_view head = copy_.tokens[b.last - 1].text;
    for (std::uint32_t i = a.first; head.size() >= 3 && i + 1 < a.last; ++i) {
      if (source_.tokens[i].text.size() > head.size() && source_.tokens[i].text.starts_with(head)) return true;
    }
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
    return has(source_, a, b.person) || has(copy_, b, a.person);
  }
  bool same_office(const Fact& a, const Fact& b) const {
    if (is_short_for(a, b)) return true;
    if (!is_one_office(a.office, b.office) || ranks(source_, a) != ranks(copy_, b)) return false;
    const std::uint32_t x = domain(source_, a), y = domain(copy_, b);
    const bool portfolio = words_[source_.tokens[a.last - 1].bare].is(F::kPortfolio);
    if (a.person != 0 && one_person(a, b)) {
      const auto of = complement(source_, a), by = complement(copy_, b);
      // "Commissioner for Oceans", "oceans commissioner"
      if (std::ranges::find(of, y) != of.end() || std::ranges::find(by, x) != by.end()) return true;
      if (x != 0 && y != 0 && x != y) return false;
      if (portfolio && !of.empty() && !by.empty() && std::ranges::find_first_of(of, by) == of.end()) return false;
    }
    return is_former(source_, a) == is_former(copy_, b) || !is_former(copy_, b);
  }

  static bool is_leader(std::string_view word) {
    return word == "leader" || word == "leaders" || word == "head" || word == "líder" || word == "mandatario" ||
           word == "mandataria";
  }

  void offices() {
    for (const Fact& b : after_) {
      if (b.kind != FactKind::kTitle) continue;
      if (b.person == 0 && is_leader(copy_.tokens[b.last - 1].text)) continue;  // May lead anything.
      // Of a person whose office the source tells, that one counts; else the office may be anybody's.
      bool known = false, known_of_person = false, of_person = false;
      for (const Fact& a : source_.facts) {
        if (a.kind != FactKind::kTitle) continue;
        const bool same = same_office(a, b), person = b.person != 0 && a.person != 0 && one_person(a, b);
        of_person |= person;
        known_of_person |= same && person;
        known |= same && (a.person == 0 || b.person == 0);
      }
      if (of_person ? known_of_person : known) continue;
      if (std::ranges::any_of(before_, [&](const Fact* a) {
            return a->kind == FactKind::kTitle && a->office == b.office && ranks(source_, *a) == ranks(copy_, b) &&
                   domain(source_, *a) == domain(copy_, b);
          }))
        continue;
      const Fact* best = nullptr;
      double best_likeness = 0;
      for (const Fact* a : before_) {
        if (a->kind != FactKind::kTitle) continue;
        // A professor may be anything besides.
        const std::uint32_t of = domain(source_, *a);
        const bool one_domain = of != 0 && of == domain(copy_, b);
        if (a->office != b.office && !one_domain && (is_learned(a->office) || is_learned(b.office))) continue;
        if ((a->office >= kFirstKin) != (b.office >= kFirstKin)) continue;
        double likeness = likeness_around(*a, b) + (a->office == b.office ? 1 : 0) + (one_domain ? 1 : 0);
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
      if (best != nullptr && best_likeness >= 2) add(FactKind::kTitle, best->printed, b.printed);
    }
  }
  static bool is_learned(std::int16_t office) { return office == kProfessor; }

  // --- Quotations

  void quotations() {
    const FactText::Sentence& s = copy_.sentences[copy_sentence_];
    for (std::uint32_t i = s.first; i < s.last;) {
      if (!copy_.quoted[i]) {
        ++i;
        continue;
      }
      std::uint32_t end = i + 1;
      while (end < s.last && copy_.quoted[end]) ++end;
      quotation(i, end);
      i = end;
    }
  }

  void quotation(std::uint32_t first, std::uint32_t last) {
    if (last - first < 2 || last - first > 200) return;
    // The quoted words of the sentences told; where there are none, what they say.
    std::vector<std::uint32_t> words;
    bool any_quoted = false;
    for (const std::uint32_t i : told_from_) {
      const FactText::Sentence& s = source_.sentences[i];
      for (std::uint32_t w = s.first; w < s.last; ++w) {
        any_quoted |= source_.quoted[w] != 0;
        if (words.size() < 400) words.push_back(w);
      }
    }
    if (!any_quoted || words.empty()) return;
    // The longest common subsequence of words, by rows.
    const std::size_t n = last - first, m = words.size();
    std::vector<std::uint16_t> table((n + 1) * (m + 1), 0);
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t j = m; j-- > 0;) {
        table[i * (m + 1) + j] = copy_.tokens[first + i].bare == source_.tokens[words[j]].bare
                                     ? static_cast<std::uint16_t>(table[(i + 1) * (m + 1) + j + 1] + 1)
                                     : std::max(table[(i + 1) * (m + 1) + j], table[i * (m + 1) + j + 1]);
      }
    }
    const std::size_t common = table[0];
    if (common * 2 < n) return;
    // Walk it: stretches that only one side has, between words of both.
    std::size_t i = 0, j = 0;
    bool begun = false;
    while (i < n && j < m) {
      std::size_t from_i = i, from_j = j;
      while (i < n && j < m && copy_.tokens[first + i].bare != source_.tokens[words[j]].bare) {
        if (table[(i + 1) * (m + 1) + j] >= table[i * (m + 1) + j + 1])
          ++i;
        else
          ++j;
      }
      if (!begun && i == 0 && j > 0 && j < m && source_.quoted[words[j - 1]] &&
          words_[source_.tokens[words[j - 1]].bare].is(F::kNegator)) {
        difference(first, words, 0, 0, j - 1, j, n);
      }
      const bool at_end = i >= n || j >= m || table[i * (m + 1) + j] == 0;
      const std::size_t brought = i - from_i, left = j - from_j;
      if (begun && !at_end && (brought > 0 || left > 0)) difference(first, words, from_i, i, from_j, j, n);
      if (at_end) {
        if (begun && from_i < n) difference(first, words, from_i, n, from_j, std::min(m, from_j + (n - from_i)), n);
        return;
      }
      begun = true;
      ++i;
      ++j;
    }
  }

  /// Words [i, i_end) of the quotation stand for words [j, j_end) of the source.
  void difference(std::uint32_t first, const std::vector<std::uint32_t>& words, std::size_t i, std::size_t i_end,
                  std::size_t j, std::size_t j_end, std::size_t n) {
    const std::size_t left = j_end - j, brought = i_end - i;
    if (brought == 0) {
      // Left out: a cut, unless it turns the sense.
      bool turns = false;
      for (std::size_t k = j; k < j_end; ++k) {
        if (!source_.quoted[words[k]]) return;
        turns |= words_[source_.tokens[words[k]].bare].is(F::kNegator);
      }
      if (!turns || left > 3) return;
    }
    // With a word on either side, so that it can be found.
    const std::size_t from = i > 0 ? i - 1 : i, to = std::min(n, i_end + 1);
    const std::size_t was_from = j > 0 ? j - 1 : j;
    std::size_t was_to = std::min(words.size(), j_end + 1);
    // Sentences told together may stand apart.
    while (words[was_to - 1] - words[was_from] > was_to - 1 - was_from) --was_to;
    add(FactKind::kQuotation, span_of(source_, words[was_from], words[was_to - 1] + 1),
        span_of(copy_, first + static_cast<std::uint32_t>(from), first + static_cast<std::uint32_t>(to)));
  }

  static std::string_view span_of(const FactText& text, std::uint32_t first, std::uint32_t last) {
    const char* begin = text.tokens[first].text.data();
    const std::string_view end = text.tokens[last - 1].text;
    return {begin, end.data() + end.size()};
  }

  // --- Negations

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
    static constexpr std::array<std::string_view, 8> kNext = {"since", "for",    "until", "only",
                                                              "just",  "before", "solo",  "sólo"};
    return std::ranges::find(kNext, next) != kNext.end();
  }
  void read_polarity(const FactText& text, std::uint32_t sentence, Polarity& out) const {
    const FactText::Sentence& s = text.sentences[sentence];
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      if (text.meanings[i] == 0) continue;
      const WordMeaning& m = words_.meaning(text.meanings[i]);
      out.first_time |= m.ordinal == 1;
      if (m.is(F::kSays)) out.says = i;
      out.any |= says_no(m) && !(&text == &copy_ && is_common(m, text.tokens[i].bare));
      if (!m.is(F::kNegator) && !m.is(F::kRefusal)) continue;
      const bool refusal = m.is(F::kRefusal);
      // "Not since 1998 has it rained so much", "not only", "not for twelve years"
      if (i + 1 < s.last && is_no_denial(text.tokens[i + 1].text)) continue;
      if (refusal && has_opposite(m, kDenied) && !out.denial) out.denial = i;
      if (refusal &&
          (i + 1 == s.last || (text.tokens[i + 1].text != "to" && text.tokens[i + 1].text != "a" &&
                               (!text.tokens[i + 1].text.ends_with("ing") || text.tokens[i + 1].function_word))))
        continue;
      for (std::uint32_t j = i + 1; j < s.last && j < i + 5; ++j) {
        const Token& t = text.tokens[j];
        const WordMeaning& between = words_[t.bare];
        // "refused to pay" denies the paying; "refused a report", "never in her career" deny no word of theirs.
        if (t.number || between.weekday != 0 || between.month != 0) break;
        if (t.opens_sentence || between.is(F::kNegator) ||
            (between.is(F::kBeforePlace) && !((refusal || text.tokens[i].text == "not") && j == i + 1)))
          break;
        if (!t.is_term || between.is(F::kAuxiliary)) continue;
        out.denied.push_back({i, j});
        break;
      }
    }
  }

  bool is_word(const Token& a, const Token& b) const {
    if (a.is_term && b.is_term && a.term == b.term) return true;
    const std::int16_t verb = words_[a.bare].verb;
    return verb != 0 && verb == words_[b.bare].verb;
  }

  void negations() {
    if (!words_.knows_words() || opposites() || are_the_rest()) return;
    Polarity source, copy;
    for (const std::uint32_t i : told_from_) read_polarity(source_, i, source);
    read_polarity(copy_, copy_sentence_, copy);
    const std::span<const std::uint32_t> here(&copy_sentence_, 1);
    for (const auto& [by, word] : source.denied) {
      if (copy.first_time != source.first_time) continue;  // "the first time", "never before", "no woman has"
      if (const auto at = affirmed(copy_, here, source_, by, word, copy))
        return add(FactKind::kNegation, span_of(source_, by, word + 1), around(copy_, *at));
    }
    for (const auto& [by, word] : copy.denied) {
      if (copy.first_time != source.first_time) continue;
      if (const auto at = affirmed(source_, told_from_, copy_, by, word, source))
        return add(FactKind::kNegation, around(source_, *at), span_of(copy_, by, word + 1));
    }
    if (source.denial && !copy.any && copy.says)
      add(FactKind::kNegation, around(source_, *source.denial), around(copy_, *copy.says));
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
    return has(copy_, copy_sentence_) &&
           std::ranges::any_of(told_from_, [&](std::uint32_t i) { return has(source_, i); });
  }
  /// Something near the word says no, and it may be of it.
  bool is_denied_nearby(const FactText& text, const FactText::Sentence& s, std::uint32_t i, bool no_longer) const {
    const std::uint32_t begin = std::max(s.first, i > 9 ? i - 9 : 0), end = std::min(s.last, i + 13);
    for (std::uint32_t k = begin; k < end; ++k) {
      if (text.meanings[k] == 0) continue;
      const WordMeaning& m = words_.meaning(text.meanings[k]);
      if (no_longer && is_still(text.tokens[k].text)) continue;
      if (k != i && says_no(m) && !is_common(m, text.tokens[k].bare)) return true;
    }
    return false;
  }

  /// Where `text` has the word that `other` denies, and says yes to it; what is said of it must be the same, too.
  std::optional<std::uint32_t> affirmed(const FactText& text, std::span<const std::uint32_t> sentences,
                                        const FactText& other, std::uint32_t by, std::uint32_t word,
                                        const Polarity& polarity) const {
    std::optional<std::uint32_t> found;
    bool follows = false;
    const auto of_word = std::ranges::upper_bound(other.sentences, word, {}, [](const auto& x) { return x.last; });
    std::array<std::uint32_t, 2> next{};  // The terms after the word.
    std::size_t terms = 0;
    for (std::uint32_t i = word + 1; i < of_word->last && i < word + 8 && terms < next.size(); ++i) {
      if (other.tokens[i].opens_sentence) break;
      if (other.tokens[i].is_term) next[terms++] = i;
    }
    // Who it is said of: "The Greens did not reach".
    std::optional<std::uint32_t> subject;
    for (std::uint32_t i = by; i > of_word->first && by - i < 4 && !subject;) {
      if (other.tokens[--i].is_term) subject = i;
    }
    for (const std::uint32_t sentence : sentences) {
      const FactText::Sentence& s = text.sentences[sentence];
      for (std::uint32_t i = s.first; i < s.last; ++i) {
        const Token& t = text.tokens[i];
        if (subject && i + 4 > s.first && !found)
          follows |= is_word(t, other.tokens[*subject]) && next_is(text, s, i, other.tokens[word]);
        for (std::size_t k = 0; k < terms; ++k) follows |= is_word(t, other.tokens[next[k]]);
        // "there is no sign", "there are signs"
        follows |= i > s.first && word == by + 1 && is_word(t, other.tokens[word]) && exists_before(text, i) &&
                   exists_before(other, by);
        if (is_negated_form(t.text, other.tokens[word].text)) return std::nullopt;
        if (!is_word(t, other.tokens[word])) continue;
        if (std::ranges::find(polarity.denied, i, &Polarity::Denied::word) != polarity.denied.end())
          return std::nullopt;
        if (is_denied_nearby(text, s, i, is_no_longer(other, by))) return std::nullopt;
        if (!found) found = i;
      }
    }
    // A word alone tells little of a long sentence.
    const bool is_short = terms == 0 && of_word->last - of_word->first <= 14;
    return is_short || follows ? found : std::nullopt;
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
      if (is_word(text.tokens[k], word)) return true;
    }
    return false;
  }

  /// The word with the one before it, which is mostly its verb's.
  std::string_view around(const FactText& text, std::uint32_t i) const {
    const auto s = std::ranges::upper_bound(text.sentences, i, {}, [](const auto& x) { return x.last; });
    return span_of(text, i > s->first ? i - 1 : i, i + 1);
  }

  bool is_denied_before(const FactText& text, const FactText::Sentence& s, std::uint32_t i) const {
    for (std::uint32_t k = std::max(s.first, i > 3 ? i - 3 : 0); k < i; ++k) {
      if (words_[text.tokens[k].bare].is(F::kNegator) || text.tokens[k].text == "yet") return true;
    }
    return false;
  }

  /// The number by which both are opposites; 0 for none.
  static std::int16_t opposite_of(const WordMeaning& is, const WordMeaning& was) {
    for (const std::int16_t a : is.opposites) {
      if (a != 0 && has_opposite(was, static_cast<std::int16_t>(-a))) return a;
    }
    return 0;
  }
  static bool has_opposite(const WordMeaning& m, std::int16_t number) {
    return std::ranges::find(m.opposites, number) != m.opposites.end();
  }

  /// The first word of weight after `i`, of the next three, and what it is compared by; 0 for none.
  std::uint32_t term_beside(const FactText& text, const FactText::Sentence& s, std::uint32_t i) const {
    for (std::uint32_t k = i + 1; k < s.last && k < i + 4; ++k) {
      const Token& t = text.tokens[k];
      if (t.opens_sentence) return 0;
      if (t.number || words_[t.bare].cardinal > 1) return t.bare;
      if (t.is_term) return t.term;
    }
    return 0;
  }
  std::uint32_t term_before(const FactText& text, const FactText::Sentence& s, std::uint32_t i) const {
    if (i == s.first) return 0;
    const Token& t = text.tokens[i - 1];
    return t.number ? t.bare : t.is_term ? t.term : 0;
  }

  /// "rose" told as "fell".
  bool opposites() {
    const FactText::Sentence& s = copy_.sentences[copy_sentence_];
    bool any = false;
    for (std::uint32_t j = s.first; j < s.last; ++j) {
      if (copy_.meanings[j] == 0) continue;
      const WordMeaning& is = words_.meaning(copy_.meanings[j]);
      if (is.opposites[0] == 0) continue;
      std::optional<std::uint32_t> other;
      std::int16_t number = 0;
      bool same = false;
      for (const std::uint32_t i : told_from_) {
        const FactText::Sentence& from = source_.sentences[i];
        for (std::uint32_t k = from.first; k < from.last; ++k) {
          if (source_.meanings[k] == 0) continue;
          const WordMeaning& was = words_.meaning(source_.meanings[k]);
          if (was.opposites[0] == 0) continue;
          const std::int16_t by = opposite_of(is, was);
          if (by == 0 || other || is_denied_before(source_, from, k)) continue;
          const bool beside = by >= kFirstBeside || -by >= kFirstBeside;
          if (beside && !stand_alike(from, k, s, j)) continue;
          other = k;
          number = by;
        }
      }
      if (!other || is_denied_before(copy_, s, j)) continue;
      const bool beside = number >= kFirstBeside || -number >= kFirstBeside;
      if (!beside) {
        for (const std::uint32_t i : told_from_) {
          const FactText::Sentence& from = source_.sentences[i];
          for (std::uint32_t k = from.first; k < from.last; ++k)
            same |= has_opposite(words_[source_.tokens[k].bare], number);
        }
        // The copy has the source's word, too.
        for (std::uint32_t k = s.first; k < s.last; ++k) same |= copy_.tokens[k].bare == source_.tokens[*other].bare;
      }
      if (same || are_converse(*other, j)) continue;
      Fact a, b;
      a.first = *other, a.last = *other + 1, b.first = j, b.last = j + 1;
      if (std::max(likeness_around(a, b), shared_if_short(s)) < (number == 1 || number == -1 ? 2 : 1))
        continue;  // What rises and falls is many things.
      add(FactKind::kNegation, span_of(source_, *other, *other + 1), span_of(copy_, j, j + 1));
      any = true;
    }
    return any;
  }
  /// "X won against Y", "Y lost to X"; "higher than last year", "last year it was lower"; "closed until May", "opens in
  /// May".
  bool are_converse(std::uint32_t k, std::uint32_t j) {
    const auto of = names_before(source_, k), by = names_before(copy_, j);
    if (!of.empty() && !by.empty() &&
        std::ranges::none_of(
            of, [&](const Fact* x) { return std::ranges::any_of(by, [&](const Fact* y) { return same(*x, *y); }); }) &&
        std::ranges::any_of(before_, [&](const Fact* a) { return is_name(*a) && same(*a, *by.back()); }))
      return true;
    const auto follows = [](const FactText& text, std::uint32_t i, std::uint32_t within, auto... words) {
      for (std::uint32_t n = i + 1; n < text.tokens.size() && n <= i + within; ++n) {
        if (((text.tokens[n].text == words) || ...)) return true;
      }
      return false;
    };
    return follows(source_, k, 2, "than", "que") != follows(copy_, j, 2, "than", "que") ||
           follows(source_, k, 4, "until", "till", "hasta") != follows(copy_, j, 4, "until", "till", "hasta");
  }
  static std::vector<const Fact*> names_before(const FactText& text, std::uint32_t i) {
    const auto s = std::ranges::upper_bound(text.sentences, i, {}, [](const auto& x) { return x.last; });
    std::vector<const Fact*> found;
    for (const Fact& f : text.facts_of(*s)) {
      if (is_name(f) && f.country == 0 && f.last <= i) found.push_back(&f);
    }
    return found;
  }

  /// How many terms short sentences share; what they say is said of these.
  double shared_if_short(const FactText::Sentence& s) const {
    if (told_from_.size() != 1 || s.last - s.first > 16) return 0;
    const auto from = source_.tokens_of(source_.sentences[told_from_[0]]);
    if (from.size() > 16) return 0;
    double shared = 0;
    for (const Token& t : copy_.tokens_of(s))
      shared += t.is_term && std::ranges::any_of(from, [&](const Token& o) { return o.is_term && o.term == t.term; });
    return shared;
  }
  /// The same word of weight stands after both, or right before both.
  bool stand_alike(const FactText::Sentence& from, std::uint32_t k, const FactText::Sentence& s,
                   std::uint32_t j) const {
    const std::uint32_t after = term_beside(source_, from, k), before = term_before(source_, from, k);
    return (after != 0 && after == term_beside(copy_, s, j)) || (before != 0 && before == term_before(copy_, s, j));
  }

  const FactText& source_;
  const FactText& copy_;
  const FactWords& words_;
  std::vector<std::uint8_t> told_;  ///< Of the source's facts: the copy has it, in a sentence that tells its sentence.
  Names source_names_, copy_names_;
  std::vector<Name> source_capitals_;
  WordNumbers source_words_, source_small_;  ///< Bare words, of the second without capitals; made when asked for.
  std::vector<bool> source_topics_;

  std::uint32_t copy_sentence_ = 0;
  std::vector<std::uint32_t> told_from_;
  std::vector<const Fact*> before_;
  Facts after_;
  std::vector<const Fact*> taken_;  ///< Facts of `before_` for which another was found.
  std::vector<FactChange> changes_;
};

}  // namespace

std::vector<FactChange> changed_facts(const FactText& source, const FactText& copy,
                                      std::span<const Retelling> retellings, std::string_view language) {
  return Changes(source, copy, language).find(retellings);
}

}  // namespace dateline::story
