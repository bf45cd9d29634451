#pragma once
// Inside wire/: the header line of ARC, the format before WARC.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace dateline::wire {

/// "http://example.com/ 93.184.216.119 20140216050221 text/html 1591"
struct ArcHeader {
  std::string url;
  std::string content_type;
  std::optional<Instant> date;
  std::uint64_t length = 0;
};

/// Version 1 (five fields) and version 2 (ten). URLs with spaces are read from the other end. Absent when it is none.
std::optional<ArcHeader> parse_arc_header(std::string_view line);

}  // namespace dateline::wire
