// CLD2 says which language a text is in; ICU's tables which code a name stands for.
#include "text/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <string>

#include "text/utf8.h"

namespace dateline::text {
namespace {

/// Codes that CLD2 and older pages use for what BCP 47 now calls otherwise.
std::string modern(std::string code) {
  if (code == "iw") return "he";
  if (code == "in") return "id";
  if (code == "ji") return "yi";
  if (code == "jw") return "jv";
  if (code == "mo") return "ro";
  if (code == "nb" || code == "nn") return "no";  // CLD2, Snowball and most outlets do not keep the two apart.
  if (code == "fil") return "tl";
  return code;
}

using Codes = std::map<std::string, std::string, std::less<>>;

/// Every ISO 639 code of ICU to our code, and its English and own name likewise ("deutsch" -> "de").
const Codes& known_languages() {
  static const Codes made = [] {
    Codes codes;
    for (const char* const* language = uloc_getISOLanguages(); *language; ++language) {
      const icu::Locale locale(*language);
      const std::string code = modern(locale.getLanguage());
      codes.emplace(*language, code);
      if (const char* three = uloc_getISO3Language(*language); three && *three) codes.emplace(three, code);
    }
    for (const char* const* language = uloc_getISOLanguages(); *language; ++language) {
      const icu::Locale locale(*language);
      const std::string code = modern(locale.getLanguage());
      for (const icu::Locale& in : {icu::Locale::getEnglish(), locale}) {
        icu::UnicodeString name;
        std::string utf8;
        locale.getDisplayLanguage(in, name).toUTF8String(utf8);
        // Names of two or three letters would hide codes: "ewe" is a name and a code, of the same language only by
        // luck.
        if (length(utf8) > 3) codes.emplace(fold(utf8), code);
      }
    }
    for (const char* old : {"iw", "in", "ji", "jw", "mo", "sh"}) codes.emplace(old, modern(old));
    return codes;
  }();
  return made;
}

}  // namespace

std::optional<std::string> identify_language(std::string_view utf8) {
  // A news body tells its language in its first paragraphs; 16 KiB bound the cost for a page that is all text.
  constexpr std::size_t kEnough = std::size_t{16} << 10;
  std::size_t size = std::min(utf8.size(), kEnough);
  while (size < utf8.size() && size > 0 && (static_cast<unsigned char>(utf8[size]) & 0xC0) == 0x80) --size;
  const std::string text = repair_utf8(utf8.substr(0, size));

  constexpr CLD2::CLDHints kNoHints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language three[3];
  int percent[3];
  double score[3];
  int text_bytes = 0;
  bool is_reliable = false;
  int valid_prefix = 0;
  const CLD2::Language found = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true, &kNoHints, /*flags=*/0, three, percent, score,
      nullptr, &text_bytes, &is_reliable, &valid_prefix);
  if (!is_reliable || found == CLD2::UNKNOWN_LANGUAGE || found == CLD2::TG_UNKNOWN_LANGUAGE) return std::nullopt;
  const std::string code = CLD2::LanguageCode(found);
  if (code.empty() || code == "un" || code.starts_with("xxx")) return std::nullopt;
  return modern(code);
}

std::optional<std::string> normalize_language(std::string_view tag) {
  constexpr std::size_t kLongestTag = 60;
  if (tag.size() > kLongestTag) return std::nullopt;
  const std::string folded = fold(collapse(tag));
  const std::size_t end = folded.find_first_of("-_,; @.");
  const std::string_view first = std::string_view(folded).substr(0, end);
  const Codes& codes = known_languages();
  auto found = codes.find(folded);
  if (found == codes.end()) found = codes.find(first);
  if (found == codes.end()) return std::nullopt;
  if (found->second == "zh") {
    for (const std::string_view traditional : {"hant", "-tw", "_tw", "-hk", "_hk", "-mo", "_mo"}) {
      if (folded.find(traditional) != std::string::npos) return "zh-Hant";
    }
  }
  return found->second;
}

std::string likeliest_of_script(std::string_view utf8) {
  struct Script {
    UScriptCode code;
    const char* language;
  };
  static constexpr Script kScripts[] = {{USCRIPT_LATIN, "en"},    {USCRIPT_CYRILLIC, "ru"},   {USCRIPT_HIRAGANA, "ja"},
                                        {USCRIPT_KATAKANA, "ja"}, {USCRIPT_HAN, "zh"},        {USCRIPT_HANGUL, "ko"},
                                        {USCRIPT_ARABIC, "ar"},   {USCRIPT_HEBREW, "he"},     {USCRIPT_GREEK, "el"},
                                        {USCRIPT_THAI, "th"},     {USCRIPT_DEVANAGARI, "hi"}, {USCRIPT_BENGALI, "bn"},
                                        {USCRIPT_ARMENIAN, "hy"}, {USCRIPT_GEORGIAN, "ka"},   {USCRIPT_TAMIL, "ta"},
                                        {USCRIPT_TELUGU, "te"},   {USCRIPT_GUJARATI, "gu"},   {USCRIPT_GURMUKHI, "pa"}};
  constexpr int kEnough = 400;
  std::map<std::string_view, int> letters;
  int seen = 0;
  for (std::size_t i = 0; i < utf8.size() && seen < kEnough;) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), i, utf8.size(), c);
    if (c < 0 || !u_isalpha(c)) continue;
    ++seen;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode code = uscript_getScript(c, &status);
    for (const Script& script : kScripts) {
      if (script.code == code) ++letters[script.language];
    }
  }
  // Kana stand between the Han characters of Japanese and of no other language.
  if (letters.contains("ja")) {
    letters["ja"] += letters["zh"];
    letters.erase("zh");
  }
  const auto most = std::ranges::max_element(letters, {}, [](const auto& entry) { return entry.second; });
  return most == letters.end() ? "und" : std::string(most->first);
}

}  // namespace dateline::text
