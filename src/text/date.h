#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace dateline::text {

/// Reads the dates of the wild: RFC 3339 and looser ISO 8601, RFC 822/1123 with named zones, "January 31, 2023 6:00 pm
/// EST", "31 Jan 2023", 20230131T180000Z, seconds or milliseconds since 1970. A date without a zone is taken as UTC,
/// one without a time as midnight; "ET" knows summer time; month names of six more languages. 03/04/2023 has two
/// readings and is therefore absent, as is anything longer than a date. Absent when there is no date, or none between
/// 1990 and 2100.
std::optional<Instant> parse_date(std::string_view text);

/// Whether a word is the name of a month, whole or cut to three letters or more; any case.
bool is_month(std::string_view word);

}  // namespace dateline::text
