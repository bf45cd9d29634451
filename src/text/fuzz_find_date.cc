#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "text/date.h"

// A date found anywhere in a line, by the habits of any language and host: it is in range, and what we write of it is
// read back the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::text;
  if (size < 2) return 0;
  constexpr std::string_view kLanguages[] = {"en", "en-US", "fa", "th", "hr", "de_AT", "zh-Hant-TW", "x"};
  constexpr std::string_view kHosts[] = {"news.example", "news.co.uk", "news.gov", ""};
  const std::string_view line(reinterpret_cast<const char*>(data) + 2, size - 2);
  const DateHabits habits = habits_of(kLanguages[data[0] % std::size(kLanguages)], kHosts[data[1] % std::size(kHosts)]);
  for (const auto& found : {find_date(line, habits), parse_local(line, habits)}) {
    if (!found) continue;
    using namespace std::chrono;
    DATELINE_CHECK(found->at >= sys_days(year(1990) / 1 / 1) && found->at < sys_days(year(2100) / 1 / 1));
    const auto again = parse_local(format_local(*found));
    DATELINE_CHECK(again && again->at == found->at);
  }
  habits_of(line, line);
  is_month(line);
  return 0;
}
