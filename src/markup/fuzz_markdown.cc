#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "markup/sanitizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::markup;
  const Sanitizer::Options options;
  const std::string html = render_markdown({reinterpret_cast<const char*>(data), size}, options).str();
  DATELINE_CHECK(Sanitizer::sanitize(html, options).str() == html);
  return 0;
}
