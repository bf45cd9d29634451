#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "text/date.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace std::chrono;
  const auto found = dateline::text::parse_date({reinterpret_cast<const char*>(data), size});
  if (found) DATELINE_CHECK(*found >= sys_days(year(1990) / 1 / 1) && *found < sys_days(year(2100) / 1 / 1));
  return 0;
}
