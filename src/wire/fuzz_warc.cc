#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wire/archive_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::uint64_t pages = 0;
  const auto report = dateline::wire::read_archive(
      dateline::wire::stream_of({reinterpret_cast<const char*>(data), size}), [&](dateline::wire::FetchedPage page) {
        if (page.url.empty() || page.body.empty()) __builtin_trap();
        ++pages;
      });
  if (report && report->pages != pages) __builtin_trap();
  return 0;
}
