#pragma once

#include <string>
#include <string_view>

namespace dateline::text {

/// The text in lower-case letters a to z, digits and spaces, each character transliterated by itself: "Путин" is
/// "putin", "Łódź" "lodz", "プーチン" "puchin", "بوتين" "bwtyn". For comparing names over scripts, not for show. What
/// has no sound of its own (punctuation, accents, Chinese characters, whose sound depends on the language) is left out;
/// white space stays one space a character. Any thread. Cost: a look-up a character, once ICU was asked for it (each
/// thread keeps the answers, bounded).
std::string to_latin(std::string_view utf8);

/// The text folded, its letters without what stands on or through them: "Núñez" is "nunez", "Łódź" "lodz", "Stanojević"
/// "stanojevic", as they are printed where the accents are missing. Punctuation stays. Any thread. Linear.
std::string without_accents(std::string_view utf8);

}  // namespace dateline::text
