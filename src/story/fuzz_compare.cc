// Two texts, or one and what a careless hand made of it, compared.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "story/compare.h"
#include "text/utf8.h"

namespace {

/// Every fifth word in the place of the next: sentences are told again, and what they state is changed.
std::string copied(std::string_view text) {
  std::string out, held;
  for (std::size_t word = 0; !text.empty(); ++word) {
    const std::string_view one = text.substr(0, text.find(' ') + 1);  // All that is left, where find() is npos.
    const std::string_view taken = one.empty() ? text : one;
    text.remove_prefix(taken.size());
    if (word % 5 == 4) {
      held = taken;
      continue;
    }
    out.append(taken).append(held);
    held.clear();
  }
  return out + held;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = dateline::text::repair_utf8({reinterpret_cast<const char*>(data), size});
  const std::size_t half = text.find('\0');
  const std::string_view source = std::string_view(text).substr(0, half);
  const std::string copy = half == std::string::npos ? copied(text) : text.substr(half + 1);
  for (const std::string_view language : {"en", "es"}) {
    const auto comparison = dateline::story::compare(source, copy, language);
    for (const auto& fact : comparison.facts) DATELINE_CHECK(fact.sentence < comparison.sentences.size());
  }
  return 0;
}
