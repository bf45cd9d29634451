#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "markup/testing/sanitized_fault.h"
#include "text/utf8.h"

// The first byte chooses the options.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  using namespace dateline::markup;
  if (size == 0) return 0;
  const std::string html = text::to_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  Sanitizer::Options options;
  options.reply = data[0] & 1;
  if (data[0] & 2) options.base = text::Url::parse("https://news.example/a/b");
  const std::string fault = sanitized_fault(Sanitizer::sanitize(html, options).str(), options);
  DATELINE_CHECK(fault.empty());
  return 0;
}
