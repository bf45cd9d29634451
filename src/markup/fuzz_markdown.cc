#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "markup/sanitizer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::markup;
  const Sanitizer::Options options;
  const std::string_view markdown(reinterpret_cast<const char*>(data), size);
  const std::string html = render_markdown(markdown, options).str();
  DATELINE_CHECK(Sanitizer::sanitize(html, options).str() == html);
  for (const auto& piece : render_markdown_and_pictures(markdown, options)) {
    if (const auto* text = std::get_if<SanitizedHtml>(&piece)) {
      DATELINE_CHECK(Sanitizer::sanitize(text->str(), options).str() == text->str());
    }
  }
  return 0;
}
