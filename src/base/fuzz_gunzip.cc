#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string kept;
  (void)dateline::gunzip({reinterpret_cast<const char*>(data), size}, std::size_t{1} << 20, &kept);
  return 0;
}
