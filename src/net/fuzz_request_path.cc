#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/request_path.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto target = dateline::net::parse_request_target({reinterpret_cast<const char*>(data), size});
  if (!target) return 0;
  const std::string path = target->path + "/";
  DATELINE_CHECK(path.starts_with('/'));
  DATELINE_CHECK(path.find("/../") == std::string::npos && path.find("/./") == std::string::npos);
  DATELINE_CHECK(path.find('\0') == std::string::npos && dateline::text::is_utf8(path));
  return 0;
}
