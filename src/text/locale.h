#pragma once
// How a language writes numbers, dates and plurals, by ICU's CLDR data; and in which zone a newsroom tells the time.

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace dateline::text {

/// Immutable; any thread. Copies share what is inside. Formatting costs some microseconds.
class Locale {
 public:
  /// `language`: BCP 47 ("en", "es", "ar"); one that ICU does not know is written like English.
  /// `zone`: IANA ("Europe/Madrid"); kInvalid for a name that ICU does not know, with the nearest that it knows.
  static Result<Locale> of(std::string_view language, std::string_view zone);

  const std::string& language() const;
  bool is_right_to_left() const;

  /// CLDR's plural category: "zero", "one", "two", "few", "many", "other".
  std::string_view plural(std::int64_t n) const;
  std::string number(std::int64_t n) const;  ///< "12,345"

  std::string date(Instant at) const;                          ///< "Tuesday, 31 January 2023"
  std::string day(Instant at) const;                           ///< "31 January 2023"
  std::string day_of_year(Instant at) const;                   ///< "31 January"
  std::string month(Instant at) const;                         ///< "January 2023"
  std::string weekday(Instant at) const;                       ///< "Tue"
  std::string time(Instant at) const;                          ///< "18:04 UTC", in the zone's own name or offset
  std::string day_and_time(Instant at) const;                  ///< "31 January 2023, 18:04 UTC"
  std::string day_of_year_and_time(Instant at) const;          ///< "31 January, 18:04 UTC"
  std::string weekday_and_time(Instant at) const;              ///< "Tuesday, 18:04 UTC"
  std::chrono::year_month_day calendar_day(Instant at) const;  ///< In the zone.
  /// The same as a text: "2023-01-31". Two instants of one day give one text.
  std::string iso_day(Instant at) const;
  Instant start_of_day(std::string_view iso_day) const;  ///< Of a day as iso_day() writes it; of another text, 1970.

  /// "A, B and C".
  std::string list(const std::vector<std::string>& items) const;
  /// "es" -> "Spanish", in this language and with the capital of a list; the tag where ICU has no name, "" for "und".
  std::string language_name(std::string_view tag) const;

 private:
  struct Impl;
  explicit Locale(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
};

}  // namespace dateline::text
