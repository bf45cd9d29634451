#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "text/shingles.h"
#include "text/terms.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::text;
  if (size == 0) return 0;
  constexpr std::string_view kCharsets[] = {"utf-8",  "windows-1252", "shift_jis", "gbk",      "big5",
                                            "euc-jp", "iso-2022-jp",  "utf-16le",  "utf-16be", "euc-kr"};
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string text = to_utf8(bytes, kCharsets[data[0] % std::size(kCharsets)]);
  DATELINE_CHECK(is_utf8(text));
  DATELINE_CHECK(is_utf8(repair_utf8(bytes)));
  DATELINE_CHECK(collapse(collapse(text)) == collapse(text));
  DATELINE_CHECK(shorten(text, data[0]).size() <= data[0]);
  // These must also bear bytes that are no UTF-8.
  for (const std::string_view any : {std::string_view(text), bytes}) {
    terms(any);
    names(any);
    fold(any);
    first_sentences(any, 2);
    min_hash(shingles(any));
  }
  return 0;
}
