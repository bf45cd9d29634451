#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "markup/html.h"
#include "markup/sanitizer.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  using namespace dateline::markup;
  if (size == 0) return 0;
  const std::string html = text::to_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  Sanitizer::Options options;
  options.reply = data[0] & 1;
  if (data[0] & 2) options.base = text::Url::parse("https://news.example/a/b");
  const std::string once = Sanitizer::sanitize(html, options).str();
  DATELINE_CHECK(Sanitizer::sanitize(once, options).str() == once);
  const auto document = Document::parse_fragment(once);
  DATELINE_CHECK(document.has_value());
  for (const Node* node = &document->root(); node; node = next_in_order(node, &document->root())) {
    DATELINE_CHECK(!node->is("script") && !node->is("style") && !node->is("svg") && !node->is("iframe"));
    for (const auto& [name, value] : node->attributes()) {
      DATELINE_CHECK(!name.starts_with("on") && name != "style");
      if (name == "href" || name == "src") DATELINE_CHECK(value.starts_with("http") || value.starts_with("mailto:"));
    }
  }
  return 0;
}
