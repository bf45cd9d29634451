#include "wire/testing/fuzz_feed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return dateline::wire::testing::fuzz_feed(data, size);
}
