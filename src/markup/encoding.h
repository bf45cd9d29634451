#pragma once
// Which encoding a page is in (WHATWG HTML section 13.2.3.2, WHATWG Encoding).

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::markup {

/// Looked at for a `meta` in any case (section 13.2.3.2); further only while the head goes on, as browsers do.
inline constexpr std::size_t kPrescanBytes = 1024;

struct Sniffed {
  enum class From { kByteOrderMark, kTransport, kMeta, kContent };
  std::string encoding;  ///< The standard's name in lower case: "windows-1252", "utf-8", "shift_jis".
  From from = From::kContent;
};

/// The encoding of `bytes`: byte order mark, then the transport's charset, then `meta` (or an XML declaration) within
/// the first kPrescanBytes or a longer head, then what the bytes look like (UTF-8 where it is valid, else ICU's
/// detection, else windows-1252). A declared name that nobody knows, or that the bytes plainly contradict, is passed
/// over. `bytes` may be a page's beginning. Never fails; linear. Any thread.
Sniffed sniff_encoding(std::string_view bytes, std::optional<std::string_view> transport_charset = std::nullopt);

}  // namespace dateline::markup
