#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)dateline::parse_config({reinterpret_cast<const char*>(data), size}, "dateline.toml");
  return 0;
}
