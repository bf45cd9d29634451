#pragma once
// Which encoding a page is in (WHATWG HTML section 13.2.3.2, WHATWG Encoding).

#include <optional>
#include <string>
#include <string_view>

namespace dateline::markup {

/// Looked at for a `meta` (section 13.2.3.2 suggests it).
inline constexpr std::size_t kPrescanBytes = 1024;

struct Sniffed {
  enum class From { kByteOrderMark, kTransport, kMeta, kContent };
  std::string encoding;  ///< The standard's name in lower case: "windows-1252", "utf-8", "shift_jis".
  From from = From::kContent;
};

/// The encoding of `bytes`: byte order mark, then the transport's charset, then `meta` within the first kPrescanBytes,
/// then what the bytes look like (UTF-8 where it is valid, else ICU's detection, else windows-1252). A declared name
/// that nobody knows, or that the bytes plainly contradict, is passed over. `bytes` may be a page's beginning. Never
/// fails. Any thread.
Sniffed sniff_encoding(std::string_view bytes, std::optional<std::string_view> transport_charset = std::nullopt);

}  // namespace dateline::markup
