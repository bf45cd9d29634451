#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace dateline::text {

/// Reads the dates of the wild: RFC 3339 and looser ISO 8601, RFC 822/1123 with named zones, "January 31, 2023 6:00 pm
/// EST", "31 Jan 2023", 20230131T180000Z, 2023年1月31日, seconds or milliseconds since 1970. A date without a zone is
/// taken as UTC, one without a time as midnight; "ET" knows summer time. Months by their names in every language that
/// ICU knows; digits of every script; years of the Buddhist and the Persian calendar where they can be nothing else.
/// 03/04/2023 has two readings and is therefore absent, as is anything longer than a date. Absent when there is no
/// date, or none between 1990 and 2100.
std::optional<Instant> parse_date(std::string_view text);

/// A point in time, and what the clocks showed where it was written.
struct LocalTime {
  Instant at;
  std::chrono::minutes offset{0};  ///< East of Greenwich; 0 also where none is named.
  bool has_time = false;           ///< Else a day only, `at` being its midnight.
};
/// What decides about a date that has two readings.
struct DateHabits {
  std::string language;           ///< ISO 639: "listopad" is October in Croatian, November in Polish.
  std::optional<bool> day_first;  ///< Whether 03/04/2023 is in April; absent: not known.
};
/// Of a page in `language` (BCP 47, or "" or nonsense) on `host`: the country in either says what stands first. English
/// without a country does not.
DateHabits habits_of(std::string_view language, std::string_view host);

/// The same with its zone: "the day before" is a matter of the zone, and readers mean the writer's.
std::optional<LocalTime> parse_local(std::string_view text, const DateHabits& habits = {});
/// RFC 3339 as the clocks there showed it: "2023-01-31T19:00:00+01:00".
std::string format_local(const LocalTime& time);
/// A date anywhere in a short line: "Published on July 18, 2025 | 5 min read". No mere numbers. Absent in lines longer
/// than a date's line should be, too.
std::optional<LocalTime> find_date(std::string_view line, const DateHabits& habits = {});

/// Whether a word is the name of a month in a frequent language, whole or cut to three letters or more; any case.
bool is_month(std::string_view word);

}  // namespace dateline::text
