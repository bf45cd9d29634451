#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wire/feed.h"
#include "wire/fetched_page.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)dateline::wire::sniff(bytes);
  if (const auto feed = dateline::wire::parse_feed(bytes, "https://example.org/feed/")) {
    for (const auto& entry : feed->entries) {
      if (entry.id.empty() || entry.title.find('\n') != std::string::npos) __builtin_trap();
    }
  }
  return 0;
}
