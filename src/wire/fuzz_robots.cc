#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "wire/robots.h"

// The first line is a path, the rest a file: what it allows must not depend on how the path is written, and a last
// group that forbids everybody everything holds where nothing else does.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  const auto url = text::Url::parse("https://example.org/" + std::string(bytes.substr(0, end)));
  const wire::Robots robots = wire::Robots::parse(bytes.substr(end));
  if (!url) return 0;
  const bool allowed = robots.allows(*url);

  std::string encoded = "https://example.org";
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const char c : url->str().substr(encoded.size())) {
    // The URL parser reads encoded dots, and no crawler may decode what parts a URL.
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      encoded += c;
    }
  }
  const auto same = text::Url::parse(encoded);
  const bool comparable = same && !url->str().contains('%') && url->path() != "/robots.txt";
  DATELINE_CHECK(!comparable || robots.allows(*same) == allowed);
  DATELINE_CHECK(robots.bytes() < 64 * (size + 64));
  return 0;
}
