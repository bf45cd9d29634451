#include "text/month_names.h"

#include <unicode/calendar.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <utility>

#include "text/utf8.h"

namespace dateline::text {
namespace {

struct MonthNames {
  int month;
  std::string_view names;
};
/// Whole words, folded. A name of three letters or more may be cut after its third ("Sept", "févr").
constexpr MonthNames kFrequent[] = {
    {1, "january januar janvier enero gennaio janeiro januari jänner gen ene jan"},
    {2, "february februar février febrero febbraio fevereiro februari feb fev fév"},
    {3, "march märz mars marzo março maart mar mrz maerz"},
    {4, "april avril abril aprile apr abr avr"},
    {5, "may mai mayo maggio maio mei mag"},
    {6, "june juni juin junio giugno junho jun giu"},
    {7, "july juli juillet julio luglio julho jul lug juil"},
    {8, "august août agosto augustus aug ago aoû aout"},
    {9, "september septembre septiembre settembre setembro sep sept set"},
    {10, "october oktober octobre octubre ottobre outubro oct okt out ott"},
    {11, "november novembre noviembre novembro nov"},
    {12, "december dezember décembre diciembre dicembre dezembro dec dez déc dic"},
};

constexpr auto kPersian = std::to_array<std::string_view>(
    {"فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"});

/// As words are cut out of dates: folded, with no point behind or within.
std::string as_word(const icu::UnicodeString& name) {
  std::string utf8;
  name.toUTF8String(utf8);
  std::string word = fold(utf8);
  std::erase(word, '.');
  return word;
}

bool is_name(std::string_view word) {
  constexpr std::size_t kShortest = 3;  // In bytes: shorter ones are words of other languages.
  return word.size() >= kShortest &&
         std::ranges::none_of(word, [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == ','; });
}

using Symbols = icu::DateFormatSymbols;
constexpr auto kForms = std::to_array<std::pair<Symbols::DtContextType, Symbols::DtWidthType>>(
    {{Symbols::FORMAT, Symbols::WIDE},
     {Symbols::STANDALONE, Symbols::WIDE},
     {Symbols::FORMAT, Symbols::ABBREVIATED},
     {Symbols::STANDALONE, Symbols::ABBREVIATED}});

/// Calls `use` with each name of a month in a language, and its number.
template <typename Use>
void for_months(const icu::Locale& locale, Use use) {
  UErrorCode status = U_ZERO_ERROR;
  const Symbols symbols(locale, status);
  if (U_FAILURE(status)) return;
  for (const auto& [context, width] : kForms) {
    std::int32_t count = 0;
    const icu::UnicodeString* names = symbols.getMonths(count, context, width);
    for (std::int32_t i = 0; i < std::min(count, 12); ++i) {
      const std::string name = as_word(names[i]);
      if (is_name(name)) use(name, i + 1);
      // "de gener": of more words the last, unless all months share it. Arabic has pairs of which neither is enough.
      const std::size_t space = name.rfind(' ');
      if (space != std::string::npos && is_name(name.substr(space + 1))) use(name.substr(space + 1), i + 1);
    }
  }
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Names = std::unordered_map<std::string, int, Hash, std::equal_to<>>;
constexpr int kDoubtful = -1;  ///< Of different months in different languages.

/// Without its last letter, for names that are inflected or spelt in two ways; "" where too little would be left.
std::string_view stem_of(std::string_view word) {
  constexpr std::size_t kShortest = 5;
  if (length(word) <= kShortest) return "";
  std::size_t end = word.size() - 1;
  while ((static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
  return word.substr(0, end);
}

Names names_of_all_languages() {
  Names names;
  std::int32_t count = 0;
  const icu::Locale* all = icu::Locale::getAvailableLocales(count);
  for (std::int32_t i = 0; i < count; ++i) {
    // Names differ between countries in Arabic only.
    if (all[i].getCountry()[0] && std::string_view(all[i].getLanguage()) != "ar") continue;
    for_months(all[i], [&](const std::string& name, int month) {
      const auto add = [&](std::string_view word) {
        const auto [at, fresh] = names.try_emplace(std::string(word), month);
        if (!fresh && at->second != month) at->second = kDoubtful;
      };
      add(name);
      if (const std::string_view stem = stem_of(name); !stem.empty()) add(stem);
    });
  }
  // Days of the week stand beside dates more often than months of other languages.
  for (std::int32_t i = 0; i < count; ++i) {
    if (all[i].getCountry()[0]) continue;
    UErrorCode status = U_ZERO_ERROR;
    const Symbols symbols(all[i], status);
    if (U_FAILURE(status)) continue;
    for (const auto& [context, width] : kForms) {
      std::int32_t days = 0;
      const icu::UnicodeString* weekdays = symbols.getWeekdays(days, context, width);
      for (std::int32_t day = 0; day < days; ++day) {
        if (const auto at = names.find(as_word(weekdays[day])); at != names.end()) at->second = kDoubtful;
      }
    }
  }
  return names;
}

int month_in(std::string_view language, std::string_view word) {
  int found = 0;
  for_months(icu::Locale(std::string(language).c_str()), [&](const std::string& name, int month) {
    if (name == word) found = month;
  });
  return found;
}

}  // namespace

int frequent_month(std::string_view word) {
  for (const auto& [month, names] : kFrequent) {
    for (std::size_t from = 0; from < names.size();) {
      const std::size_t to = std::min(names.find(' ', from), names.size());
      const std::string_view name = names.substr(from, to - from);
      if (name == word || (word.size() >= 4 && name.size() > word.size() && name.starts_with(word))) return month;
      from = to + 1;
    }
  }
  return 0;
}

MonthName month_of(std::string_view words, std::string_view language) {
  static const Names names = names_of_all_languages();
  MonthName found;
  found.words = static_cast<std::size_t>(std::ranges::count(words, ' ')) + 1;
  if (const auto at = std::ranges::find(kPersian, words); at != kPersian.end()) {
    found.number = static_cast<int>(at - kPersian.begin()) + 1;
    found.calendar = MonthName::Calendar::kPersian;
    return found;
  }
  if (found.words == 1) found.number = frequent_month(words);
  if (found.number != 0) return found;
  auto at = names.find(words);
  // Hebrew writes "in" and the name as one word.
  constexpr std::string_view kIn = "ב";
  if (at == names.end() && words.starts_with(kIn)) at = names.find(words.substr(kIn.size()));
  if (at == names.end() && !stem_of(words).empty()) at = names.find(stem_of(words));
  if (at == names.end()) return found;
  found.number = at->second == kDoubtful ? month_in(language, words) : at->second;
  // U+0E00 to U+0E7F: who writes Thai names of months counts Buddhist years.
  const bool thai = words.starts_with("\xE0\xB8") || words.starts_with("\xE0\xB9");
  if (thai) found.calendar = MonthName::Calendar::kBuddhist;
  return found;
}

std::chrono::year_month_day day_of_persian(int year, int month, int day) {
  using namespace std::chrono;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale("fa@calendar=persian"), status));
  if (U_FAILURE(status)) return {};
  calendar->setLenient(false);
  calendar->clear();
  calendar->set(year, month - 1, day);
  const double at = calendar->getTime(status);
  if (U_FAILURE(status)) return {};
  return floor<days>(sys_time<milliseconds>(milliseconds(static_cast<std::int64_t>(at))));
}

}  // namespace dateline::text
