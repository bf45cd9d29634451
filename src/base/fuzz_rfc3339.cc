#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto at = dateline::parse_rfc3339({reinterpret_cast<const char*>(data), size});
  // An offset may push the first and last hours of the four-digit years out of them.
  const auto text = at ? dateline::format_rfc3339(*at) : std::string();
  if (text.size() == 20 && text.front() != '-') DATELINE_CHECK(dateline::parse_rfc3339(text) == at);
  return 0;
}
