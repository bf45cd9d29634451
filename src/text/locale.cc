#include "text/locale.h"

#include <unicode/calendar.h>
#include <unicode/dtptngen.h>
#include <unicode/gregocal.h>
#include <unicode/listformatter.h>
#include <unicode/locdspnm.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/simpleformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <vector>

#include "base/suggest.h"

namespace dateline::text {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

double to_icu(Instant at) {
  return static_cast<double>(at.time_since_epoch().count()) * 1000;
}

// 24 hours in every language: a time is compared with others, and "18:04 UTC" can be read everywhere.
constexpr char16_t kTime[] = u"HH:mm zzz";

/// Makes formats in a language's own order of a date's parts ("yMMMMEEEEd": "Tuesday, 31 January 2023").
class Formats {
 public:
  Formats(const icu::Locale& locale, const icu::TimeZone& zone) : locale_(locale), zone_(zone) {
    UErrorCode status = U_ZERO_ERROR;
    generator_.reset(icu::DateTimePatternGenerator::createInstance(locale, status));
    DATELINE_CHECK(U_SUCCESS(status));
  }

  icu::UnicodeString pattern(const char* skeleton) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString best = generator_->getBestPattern(icu::UnicodeString(skeleton), status);
    DATELINE_CHECK(U_SUCCESS(status));
    return best;
  }
  icu::UnicodeString pattern_with_time(const char* skeleton) const {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString both;
    icu::SimpleFormatter(generator_->getDateTimeFormat(), 2, 2, status)
        .format(icu::UnicodeString(kTime), pattern(skeleton), both, status);
    DATELINE_CHECK(U_SUCCESS(status));
    return both;
  }
  std::unique_ptr<icu::SimpleDateFormat> make(const icu::UnicodeString& pattern) const {
    UErrorCode status = U_ZERO_ERROR;
    auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale_, status);
    DATELINE_CHECK(U_SUCCESS(status));
    format->setTimeZone(zone_);
    return format;
  }

 private:
  const icu::Locale& locale_;
  const icu::TimeZone& zone_;
  std::unique_ptr<icu::DateTimePatternGenerator> generator_;
};

std::string nearest_zone(const std::string& wanted) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::StringEnumeration> ids(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
  std::vector<std::string> names;
  if (U_SUCCESS(status)) {
    while (const icu::UnicodeString* id = ids->snext(status)) names.push_back(utf8(*id));
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  return did_you_mean(wanted, views);
}

}  // namespace

struct Locale::Impl {
  std::string language;
  bool right_to_left = false;
  std::unique_ptr<icu::PluralRules> plurals;
  icu::number::LocalizedNumberFormatter numbers;
  std::unique_ptr<icu::TimeZone> zone;
  // DateFormat::format() is const and works on a copy of its calendar, so threads may share these.
  std::unique_ptr<icu::SimpleDateFormat> date, day, day_of_year, month, weekday, time, day_and_time,
      day_of_year_and_time, weekday_and_time;
  std::unique_ptr<icu::ListFormatter> lists;
  std::unique_ptr<icu::LocaleDisplayNames> languages;
};

Result<Locale> Locale::of(std::string_view language, std::string_view zone) {
  auto impl = std::make_shared<Impl>();
  UErrorCode status = U_ZERO_ERROR;
  // British order and 24 hours where only "en" is said: what a newsroom outside America expects, and unambiguous.
  icu::Locale locale = icu::Locale::forLanguageTag(
      language == "en" ? icu::StringPiece("en-GB")
                       : icu::StringPiece(language.data(), static_cast<std::int32_t>(language.size())),
      status);
  if (U_FAILURE(status) || locale.isBogus()) locale = icu::Locale("en", "GB");
  impl->language = language;
  impl->right_to_left = locale.isRightToLeft() != 0;

  status = U_ZERO_ERROR;
  impl->plurals.reset(icu::PluralRules::forLocale(locale, status));
  impl->numbers = icu::number::NumberFormatter::withLocale(locale);
  DATELINE_CHECK(U_SUCCESS(status));

  const std::string zone_name(zone);
  impl->zone.reset(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone_name)));
  if (*impl->zone == icu::TimeZone::getUnknown()) {
    return fail(Code::kInvalid, "there is no time zone '" + zone_name + "'" + nearest_zone(zone_name));
  }
  const Formats formats(locale, *impl->zone);
  impl->date = formats.make(formats.pattern("yMMMMEEEEd"));
  impl->day = formats.make(formats.pattern("yMMMMd"));
  impl->day_of_year = formats.make(formats.pattern("MMMMd"));
  impl->month = formats.make(formats.pattern("yMMMM"));
  impl->weekday = formats.make(formats.pattern("ccc"));
  impl->time = formats.make(icu::UnicodeString(kTime));
  impl->day_and_time = formats.make(formats.pattern_with_time("yMMMMd"));
  impl->day_of_year_and_time = formats.make(formats.pattern_with_time("MMMMd"));
  impl->weekday_and_time = formats.make(formats.pattern_with_time("EEEE"));
  impl->lists.reset(icu::ListFormatter::createInstance(locale, status));
  UDisplayContext contexts[] = {UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
  impl->languages.reset(icu::LocaleDisplayNames::createInstance(locale, contexts, 1));
  DATELINE_CHECK(U_SUCCESS(status) && impl->languages);
  return Locale(std::move(impl));
}

const std::string& Locale::language() const {
  return impl_->language;
}

bool Locale::is_right_to_left() const {
  return impl_->right_to_left;
}

std::string_view Locale::plural(std::int64_t n) const {
  static constexpr std::array<std::string_view, 6> kCategories = {"zero", "one", "two", "few", "many", "other"};
  const std::string category = utf8(impl_->plurals->select(static_cast<double>(n)));
  for (const std::string_view known : kCategories) {
    if (known == category) return known;
  }
  return "other";
}

std::string Locale::number(std::int64_t n) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString text = impl_->numbers.formatInt(n, status).toString(status);
  return U_SUCCESS(status) ? utf8(text) : std::to_string(n);
}

namespace {

std::string written(const icu::SimpleDateFormat& format, Instant at) {
  icu::UnicodeString text;
  format.format(to_icu(at), text);
  return utf8(text);
}

}  // namespace

std::string Locale::date(Instant at) const {
  return written(*impl_->date, at);
}
std::string Locale::day(Instant at) const {
  return written(*impl_->day, at);
}
std::string Locale::day_of_year(Instant at) const {
  return written(*impl_->day_of_year, at);
}
std::string Locale::month(Instant at) const {
  return written(*impl_->month, at);
}
std::string Locale::weekday(Instant at) const {
  return written(*impl_->weekday, at);
}
std::string Locale::time(Instant at) const {
  return written(*impl_->time, at);
}
std::string Locale::day_and_time(Instant at) const {
  return written(*impl_->day_and_time, at);
}
std::string Locale::day_of_year_and_time(Instant at) const {
  return written(*impl_->day_of_year_and_time, at);
}

std::string Locale::weekday_and_time(Instant at) const {
  return written(*impl_->weekday_and_time, at);
}

std::chrono::year_month_day Locale::calendar_day(Instant at) const {
  std::int32_t of_zone = 0, of_summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  impl_->zone->getOffset(to_icu(at), false, of_zone, of_summer, status);
  const std::chrono::milliseconds ahead{U_SUCCESS(status) ? of_zone + of_summer : 0};
  return std::chrono::floor<std::chrono::days>(at + ahead);
}

std::string Locale::iso_day(Instant at) const {
  const auto day = calendar_day(at);
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

std::string Locale::list(const std::vector<std::string>& items) const {
  std::vector<icu::UnicodeString> texts;
  for (const std::string& item : items) texts.push_back(icu::UnicodeString::fromUTF8(item));
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString joined;
  impl_->lists->format(texts.data(), static_cast<std::int32_t>(texts.size()), joined, status);
  return utf8(joined);
}

std::string Locale::language_name(std::string_view tag) const {
  if (tag == "und") return "";
  UErrorCode status = U_ZERO_ERROR;
  const auto locale =
      icu::Locale::forLanguageTag(icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size())), status);
  if (U_FAILURE(status) || locale.isBogus()) return std::string(tag);
  icu::UnicodeString name;
  impl_->languages->localeDisplayName(locale, name);
  return name.isEmpty() ? std::string(tag) : utf8(name);
}

Instant Locale::start_of_day(std::string_view iso_day) const {
  int year = 0, month = 0, day = 0;
  const auto number = [&](std::size_t from, std::size_t size, int& value) {
    if (iso_day.size() != 10) return false;
    const char* first = iso_day.data() + from;
    return std::from_chars(first, first + size, value).ptr == first + size;
  };
  if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return Instant{};
  UErrorCode status = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(*impl_->zone, icu::Locale("en"), status);
  if (U_FAILURE(status)) return Instant{};
  calendar.clear();
  calendar.set(year, month - 1, day);
  const double millis = calendar.getTime(status);
  return U_SUCCESS(status) ? Instant{std::chrono::seconds{static_cast<std::int64_t>(millis / 1000)}} : Instant{};
}

}  // namespace dateline::text
