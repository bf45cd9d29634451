#pragma once
// Which encoding bytes are in (WHATWG Encoding Standard). to_utf8() of utf8.h chooses and decodes at once.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dateline::text {

/// The standard's name in lower case ("windows-1252") of the encoding that the web means by a label (" ISO-8859-1 ").
/// Absent for a label that the standard has not, and for encodings that it refuses itself (ISO-2022-KR and the like).
std::optional<std::string_view> encoding_of(std::string_view label);

struct ChosenEncoding {
  std::string_view name;                     ///< As of encoding_of().
  bool byte_order_mark = false;              ///< It stood there.
  std::optional<std::size_t> declared = {};  ///< The declaration that was believed.
};
/// The encoding of `bytes`, which may be a text's beginning: byte order mark, then the first of the labels `declared`
/// that is known and that the bytes do not plainly contradict, then UTF-8 where it is valid, ICU's detection,
/// windows-1252. Never fails.
ChosenEncoding choose_encoding(std::string_view bytes, std::span<const std::string_view> declared);

/// `bytes` as valid UTF-8, without a byte order mark; `encoding` is a name as of encoding_of(). Never fails: what
/// cannot be read is U+FFFD.
std::string decode(std::string_view bytes, std::string_view encoding);

}  // namespace dateline::text
