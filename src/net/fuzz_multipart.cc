#include <cstddef>
#include <cstdint>
#include <string_view>

#include "net/multipart.h"
#include "text/utf8.h"

// The first line is the Content-Type, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view body(reinterpret_cast<const char*>(data), size);
  const std::size_t end = body.find('\n');
  const std::string_view type = body.substr(0, end);
  body.remove_prefix(end == std::string_view::npos ? size : end + 1);
  const auto parts = dateline::net::parse_multipart(type, body);
  if (!parts) return 0;
  DATELINE_CHECK(dateline::net::is_multipart(type));
  const char* at = body.data();
  for (const auto& part : *parts) {
    // In order, within the body, one after the other.
    DATELINE_CHECK(part.bytes.data() >= at);
    at = part.bytes.data() + part.bytes.size();
    DATELINE_CHECK(at <= body.data() + body.size());
    DATELINE_CHECK(dateline::text::is_utf8(part.name));
  }
  return 0;
}
