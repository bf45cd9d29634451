#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dateline::text {

/// Bytes of a page or feed as valid UTF-8. Order of trust: byte order mark, `declared` (the transport's charset), valid
/// UTF-8 as it is, ICU's detection. Names are read as the web reads them (ISO-8859-1 is windows-1252); a name that is
/// unknown, or that the bytes plainly contradict, is passed over. Never fails: what cannot be read is U+FFFD.
std::string to_utf8(std::string_view bytes, std::optional<std::string_view> declared = std::nullopt);
/// The same with several declarations, the most trusted first (transport, then markup).
std::string to_utf8(std::string_view bytes, std::span<const std::string_view> declared);

/// `bytes` with each ill-formed sequence replaced by one U+FFFD (Unicode 15, section 3.9).
std::string repair_utf8(std::string_view bytes);
bool is_utf8(std::string_view bytes);

/// White space (Unicode) runs folded to one space, none at the ends; control and bidi-override characters dropped.
std::string collapse(std::string_view utf8);
/// The same within paragraphs, which stay apart by one blank line ("\n\n").
std::string collapse_paragraphs(std::string_view utf8);

/// NFKC and case folded, for comparing; not for show.
std::string fold(std::string_view utf8);

/// At most `most` bytes, cut between characters, at a word's end where there is one near, with "…" when cut.
std::string shorten(std::string_view utf8, std::size_t most);
/// Number of characters (code points).
std::size_t length(std::string_view utf8);

/// The first `count` sentences (ICU's sentence rules for `language`).
std::string first_sentences(std::string_view utf8, int count, std::string_view language = "en");

}  // namespace dateline::text
