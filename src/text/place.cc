#include "text/place.h"

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "text/country_names.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

using Places = std::unordered_map<std::string, Place>;

/// Without the dots of "U.S."; a short name as printed, for "US" is not "us".
std::string key_of(std::string_view name) {
  std::string bare(name);
  std::erase(bare, '.');
  return bare.size() <= 3 ? bare : fold(bare);
}

void add(Places& places, const std::string& printed, Place place) {
  if (printed.size() >= 2) places.emplace(key_of(printed), place);
}

void add_cities(Places& places, const std::string& language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> names(
      icu::TimeZoneNames::createInstance(icu::Locale(language.c_str()), status));
  if (U_FAILURE(status)) return;
  const std::unique_ptr<icu::StringEnumeration> zones(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
  if (U_FAILURE(status)) return;
  while (const icu::UnicodeString* zone = zones->snext(status)) {
    icu::UnicodeString name;
    names->getExemplarLocationName(*zone, name);
    if (name.isBogus()) continue;
    std::string printed;
    name.toUTF8String(printed);
    printed.resize(std::min(printed.find(" ("), printed.size()));
    add(places, printed, Place::kCity);
  }
}

Places places_in(const std::string& language) {
  Places places;
  for (const std::string& in : {language, std::string("en")}) {
    for (const CountryName& name : country_names(in)) add(places, name.printed, Place::kCountry);
    add_cities(places, in);
  }
  return places;
}

}  // namespace

Place known_place(std::string_view name, std::string_view language) {
  if (name.empty() || name.size() > 80) return Place::kNone;
  std::string code;  // It comes from outside and is a key here.
  for (const char c : language.substr(0, 3)) {
    if (c < 'a' || c > 'z') break;
    code += c;
  }
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Places>, std::less<>>
      kept;  // At most one a language code asked for.
  std::shared_ptr<const Places> places;
  {
    const std::lock_guard lock(mutex);
    if (kept.size() > 64) kept.clear();
    auto& known = kept[code];
    if (!known) known = std::make_shared<const Places>(places_in(code));
    places = known;
  }
  const auto found = places->find(key_of(name));
  return found == places->end() ? Place::kNone : found->second;
}

}  // namespace dateline::text
