#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "text/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dateline::text::Url;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto parts = dateline::text::parse_url(text)) {
    const auto again = dateline::text::parse_url(parts->href());
    DATELINE_CHECK(again && again->href() == parts->href());
  }
  static const Url base = *Url::parse("https://news.example/a/b?c");
  if (const auto resolved = base.resolve(text)) {
    DATELINE_CHECK(base.resolve(resolved->str()) == resolved);
  }
  const auto url = Url::parse(text);
  if (!url) return 0;
  DATELINE_CHECK(Url::parse(url->str()) == url);
  for (const char c : url->str()) DATELINE_CHECK(c > ' ' && c < 0x7F && c != '"' && c != '<' && c != '>');
  const auto canonical = Url::parse(url->canonical());
  DATELINE_CHECK(canonical && canonical->canonical() == url->canonical());
  return 0;
}
