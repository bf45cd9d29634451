#pragma once
// Inside markup/: character references, such as "&eacute;", "&#233;" and "&#xE9;".

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dateline::markup {

struct CharacterReference {
  std::size_t length =
      0;  ///< Of the reference in the source, from "&" on; 0 when it is none and "&" stands for itself.
  std::array<char, 6> characters{};  ///< As UTF-8: one or two code points.
  std::uint8_t size = 0;             ///< Of these.

  std::string_view text() const { return {characters.data(), size}; }
};

/// What the "&" refers to that `source` begins with (WHATWG HTML section 13.2.5.72 on): the longest name that fits,
/// with or, where history allows that, without ";"; numbers of windows-1252 as what was meant; U+FFFD for what cannot
/// be. In an attribute a name without ";" does not count before "=" or a letter or digit, so that "?a=1&copy=2" stays.
/// Constant time, but for the digits of a number.
CharacterReference read_character_reference(std::string_view source, bool in_attribute = false);

}  // namespace dateline::markup
