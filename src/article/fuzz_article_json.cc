#include <cstddef>
#include <cstdint>
#include <string_view>

#include "article/article.h"

// What is read and written again must read the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::article;
  const auto first = from_json({reinterpret_cast<const char*>(data), size}, {});
  if (!first) return 0;
  const std::string line = to_json(*first);
  const auto second = from_json(line, {});
  if (!second || to_json(*second) != line) __builtin_trap();
  return 0;
}
