#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/config.h"
#include "base/theme.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)dateline::parse_config({reinterpret_cast<const char*>(data), size}, "dateline.toml");
  (void)dateline::parse_theme({reinterpret_cast<const char*>(data), size}, "theme.toml");
  return 0;
}
