#include <cstddef>
#include <cstdint>
#include <string>

#include "article/json_ld.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  (void)dateline::article::read_json_ld({std::string(reinterpret_cast<const char*>(data), size)},
                                        "https://example.org/news/1", "A headline");
  return 0;
}
