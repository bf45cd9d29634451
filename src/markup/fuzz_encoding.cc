#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "markup/encoding.h"
#include "markup/html.h"
#include "text/charset.h"
#include "text/utf8.h"

// The first byte chooses what the transport said; "no charset" and "one that nobody knows" among it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  using namespace dateline::markup;
  if (size == 0) return 0;
  constexpr std::optional<std::string_view> kCharsets[] = {
      std::nullopt, "utf-8", "windows-1251", "shift_jis", "gbk", "big5", "euc-jp", "iso-2022-jp", "utf-16", "utf-7"};
  const auto charset = kCharsets[data[0] % std::size(kCharsets)];
  const std::string_view page(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Sniffed sniffed = sniff_encoding(page, charset);
  DATELINE_CHECK(text::encoding_of(sniffed.encoding) == sniffed.encoding);
  DATELINE_CHECK(charset || sniffed.from != Sniffed::From::kTransport);
  const std::string utf8 = decode_html(page, charset);
  DATELINE_CHECK(text::is_utf8(utf8));
  // What needs no more than three bytes for one.
  DATELINE_CHECK(utf8.size() <= 3 * page.size() + 3);
  return 0;
}
