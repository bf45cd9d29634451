#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "text/shingles.h"
#include "text/terms.h"
#include "text/tokens.h"
#include "text/word_hash.h"

// What is read in one pass agrees with what is read the slow way, from memory too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::text;
  if (size == 0) return 0;
  constexpr std::string_view kLanguages[] = {"en", "ru", "de", "fi", "ja", "th", "en-US", ""};
  const std::string_view language = kLanguages[data[0] % std::size(kLanguages)];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  static Tokenizer tokenizer(256);
  const auto expected = terms(text, language);
  for (int round = 0; round < 2; ++round) {
    const auto& tokens = tokenizer.tokens(text, language);
    std::size_t next = 0;
    for (const Token& token : tokens) {
      if (!token.is_term) continue;
      DATELINE_CHECK(next < expected.size() && token.term == term_hash(expected[next]));
      ++next;
    }
    DATELINE_CHECK(next == expected.size());
    std::vector<Name> found;
    find_names(tokens, found);
    DATELINE_CHECK(found.size() == names(text, language).size());
    shingles(tokens);
  }
  return 0;
}
