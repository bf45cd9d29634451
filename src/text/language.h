#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::text {

/// The language of a text as BCP 47 ("en", "pt", "zh-Hant"): by its script, by CLD2 (every language that it knows), and
/// among 75 by a model of our own, which tells close ones apart and knows single sentences. Norwegian is "no". Absent
/// for what is in no language: numbers, a few words, names only, a mixture. Any thread. Cost: 0.1 ms at most, for only
/// the first 2 KiB are read.
std::optional<std::string> identify_language(std::string_view utf8);

/// Of a page or an entry: by its text and what it declares ("en-US", "Deutsch", ""), "und" when neither says. The text
/// decides where it is sure; the declaration does for short texts, and among languages so close that a text may be
/// either (Malay and Indonesian; Croatian, Bosnian and Serbian).
std::string language_of(std::string_view declared, std::string_view text);

/// "en-US", "EN_us", "english" -> "en"; absent if it names no language.
std::optional<std::string> normalize_language(std::string_view tag);

/// The language that most news in the text's script is written in ("en" for Latin letters, "ru" for Cyrillic), for a
/// text that is too short to tell its own; "und" if it has no letters. By its first few hundred letters.
std::string likeliest_of_script(std::string_view utf8);

}  // namespace dateline::text
