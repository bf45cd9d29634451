#include "story/facts/compare_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>

#include "text/latin.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

using text::Token;

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
    "cornwall cornish",
    "brittany breton bretons bretana",
    "normandy norman normans",
    "flanders flemish fleming flamenco flandes",
    "catalonia catalan catalans cataluna catalana",
    "galicia galician gallego gallega",
    "naples neapolitan napoles napolitano",
    "liverpool liverpudlian",
    "glasgow glaswegian",
    "manchester mancunian",
    "quebec quebecois quebecer",
    "kurdistan kurdish kurd kurds",
    "lapland sami",
});
struct CountryName {
  std::size_t group = 0;  ///< Which of them a name is, counted from 1; 0 for none.
  bool capital = false;
};
/// The table, and which lengths its names have by their first letter: most names are of no country.
struct CountryNames {
  std::unordered_map<std::string_view, CountryName> all;
  std::array<std::uint32_t, 256> lengths{};

  CountryNames() {
    for (std::size_t i = 0; i < kOfCountry.size(); ++i) {
      for (std::string_view rest = kOfCountry[i]; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(' '));
        const bool capital = one.starts_with('*');
        const std::string_view name = capital ? one.substr(1) : one;
        all.emplace(name, CountryName{i + 1, capital});
        lengths[static_cast<unsigned char>(name.front())] |= 1U << name.size();
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
      }
    }
  }
};
CountryName country_group(std::string_view name) {
  static const auto* const known = new CountryNames;  // Made once, never freed.
  if (name.empty() || name.size() > 31 ||
      (known->lengths[static_cast<unsigned char>(name.front())] >> name.size()) % 2 == 0)
    return {};
  const auto found = known->all.find(name);
  return found == known->all.end() ? CountryName{} : found->second;
}

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

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
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

/// "West African" of West Africa
bool is_of(std::string_view adjective, std::string_view place) {
  if (place.size() < 4 || !adjective.starts_with(place)) return false;
  const std::string_view end = adjective.substr(place.size());
  return end == "n" || end == "an" || end == "ian" || end == "ns" || end == "ans";
}
/// "Brazos Flats ISD" for the Brazos Flats Independent School District.
bool ends_with_initials(const Name& short_form, const Name& name) {
  if (short_form.size() < 2 || name.size() <= short_form.size()) return false;
  const std::size_t kept = short_form.size() - 1;
  return std::equal(short_form.hashes.begin(), short_form.hashes.end() - 1, name.hashes.begin()) &&
         name.initials.substr(kept) == short_form.words.back();
}
bool is_one_country(std::string_view a, std::string_view b) {
  const std::size_t country = country_group(a).group;
  return country != 0 && country == country_group(b).group;
}
/// "Norwegian Research Council", "Research Council of Norway"
bool are_of_one_country(const Name& a, const Name& b) {
  return std::equal(a.hashes.begin() + 1, a.hashes.end(), b.hashes.begin()) &&
         is_one_country(a.words.front(), b.words.back());
}
/// "CBE" for a Commander of the Order of the British Empire: its name in the source is the last part.
bool is_initials(const Name& short_form, const Name& name) {
  if (name.size() < 2 || short_form.together.size() < 2 || short_form.together.size() > 6) return false;
  return short_form.together.ends_with(name.initials) ||
         (short_form.together.size() >= 3 && name.initials.ends_with(short_form.together));
}

}  // namespace

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
    if (name.words.size() < 2) country.append(country.empty() ? "" : "-").append(plain);
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

std::size_t country_of(std::string_view plain) {
  return country_group(plain).group;
}

bool same_root(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  return (shorter >= 4 && common_prefix(a, b) + 1 >= shorter) || (shorter >= 3 && common_prefix(a, b) == shorter);
}

bool is_within(const Name& part, const Name& whole) {
  return std::ranges::all_of(
      part.hashes, [&](std::uint32_t word) { return std::ranges::find(whole.hashes, word) != whole.hashes.end(); });
}

bool same_name(const Name& a, const Name& b) {
  if (a.words.empty() || b.words.empty()) return false;
  if (is_within(b, a) || is_within(a, b) || (a.size() != b.size() && a.together == b.together)) return true;
  if (a.group != 0 && a.group == b.group && a.capital == b.capital) return true;
  if (a.size() == 1 && b.size() == 1) return same_root(a.words[0], b.words[0]);
  if (a.size() == b.size() && std::equal(a.hashes.begin(), a.hashes.end() - 1, b.hashes.begin()) &&
      (is_of(a.words.back(), b.words.back()) || is_of(b.words.back(), a.words.back()) ||
       is_one_country(a.words.back(), b.words.back())))
    return true;
  if (a.size() > 1 && a.size() == b.size() && (are_of_one_country(a, b) || are_of_one_country(b, a))) return true;
  return is_initials(a, b) || is_initials(b, a) || ends_with_initials(a, b) || ends_with_initials(b, a);
}
double likeness_of(const Name& a, const Name& b) {
  double likeness = 0;
  for (const std::string& x : a.words) {
    double best = 0;
    for (const std::string& y : b.words) best = std::max(best, x == y ? 2 : is_slip(x, y) ? 1 : 0.0);
    likeness += best;
  }
  return likeness;
}

bool is_broken_form(const Name& a, const Name& b) {
  if (a.size() < 2 || b.size() < 2 || a.size() > 3 || b.size() > 3 || a.together == b.together) return false;
  // "J. Webb", "John Webb"
  if (a.initials.front() == b.initials.front() && std::min(a.words.front().size(), b.words.front().size()) < 3 &&
      a.words.front() != b.words.front())
    return false;
  if (a.hashes.back() == b.hashes.back())
    return a.hashes.front() != b.hashes.front() && a.initials.front() == b.initials.front();
  return a.hashes.front() == b.hashes.front() && is_slip(a.words.back(), b.words.back());
}

bool is_wide(const Name& name) {
  static constexpr std::array<std::string_view, 9> kContinents = {"europe",  "asia", "africa",   "america", "europa",
                                                                  "oceania", "eu",   "internet", "covid"};
  if (name.size() != 1) return false;
  const std::string_view word = name.words[0];
  return word.ends_with("ian") || word.ends_with("ish") || word.ends_with("ese") ||
         word.find_first_of("0123456789") != word.npos || std::ranges::find(kContinents, word) != kContinents.end();
}
}  // namespace dateline::story
