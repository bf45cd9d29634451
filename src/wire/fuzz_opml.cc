#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wire/opml.h"

// What is read and written again must read the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto first = dateline::wire::parse_opml({reinterpret_cast<const char*>(data), size});
  if (!first) return 0;
  const auto second = dateline::wire::parse_opml(dateline::wire::write_opml(first->sources));
  if (!second || second->sources.size() != first->sources.size()) __builtin_trap();
  return 0;
}
