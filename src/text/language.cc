// The script, CLD2 and our own model say which language a text is in; ICU's tables which code a name stands for.
#include "text/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "text/language_model.h"
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

constexpr std::size_t kLongestCode = 3;

using Codes = std::map<std::string, std::string, std::less<>>;

/// Every ISO 639 code of ICU to our code.
const Codes& codes_of_languages() {
  static const Codes made = [] {
    Codes codes;
    for (const char* const* language = uloc_getISOLanguages(); *language; ++language) {
      const icu::Locale locale(*language);
      const std::string code = modern(locale.getLanguage());
      codes.emplace(*language, code);
      if (const char* three = uloc_getISO3Language(*language); three && *three) codes.emplace(three, code);
    }
    for (const char* old : {"iw", "in", "ji", "jw", "mo", "sh"}) codes.emplace(old, modern(old));
    return codes;
  }();
  return made;
}

/// The English and own names of each likewise ("deutsch" -> "de"); few pages ask, and it takes ICU 35 ms to tell.
const Codes& names_of_languages() {
  static const Codes made = [] {
    Codes codes;
    for (const char* const* language = uloc_getISOLanguages(); *language; ++language) {
      const icu::Locale locale(*language);
      const std::string code = modern(locale.getLanguage());
      for (const icu::Locale& in : {icu::Locale::getEnglish(), locale}) {
        icu::UnicodeString name;
        std::string utf8;
        locale.getDisplayLanguage(in, name).toUTF8String(utf8);
        // Names of two or three letters would hide codes: "ewe" is a name and a code, of the same language only by
        // luck.
        if (length(utf8) > kLongestCode) codes.emplace(fold(utf8), code);
      }
    }
    return codes;
  }();
  return made;
}

/// Of a code with or without a region, or of a name.
const std::string* known_language(std::string_view folded, std::string_view first) {
  const Codes& codes = codes_of_languages();
  const auto code = codes.find(first);
  // No name begins with a code and one of these.
  const bool is_code = code != codes.end() &&
                       (first.size() == folded.size() || folded[first.size()] == '-' || folded[first.size()] == '_');
  if (!is_code && folded.size() > kLongestCode) {
    const Codes& names = names_of_languages();
    auto name = names.find(folded);
    if (name == names.end() && code == codes.end()) name = names.find(first);
    if (name != names.end()) return &name->second;
  }
  return code == codes.end() ? nullptr : &code->second;
}

/// A news body tells its language in its first paragraphs.
constexpr std::size_t kEnough = std::size_t{2} << 10;
/// To CLD2, whose tables are too large for the caches: of every page of the development corpora it gives the same
/// language as with twice as much.
constexpr std::size_t kEnoughToClaim = std::size_t{1} << 10;

std::string_view beginning_of(std::string_view utf8, std::size_t most = kEnough) {
  std::size_t size = std::min(utf8.size(), most);
  while (size < utf8.size() && size > 0 && (static_cast<unsigned char>(utf8[size]) & 0xC0) == 0x80) --size;
  return utf8.substr(0, size);
}

/// The scripts that tell the language by themselves, or nearly: what else is written in one, CLD2 has to claim.
struct OwnScript {
  UScriptCode code;
  std::string_view language;
  std::string_view others;
};
constexpr OwnScript kOwnScripts[] = {
    {USCRIPT_GREEK, "el", ""},         {USCRIPT_THAI, "th", ""},       {USCRIPT_GEORGIAN, "ka", "xmf"},
    {USCRIPT_ARMENIAN, "hy", ""},      {USCRIPT_HANGUL, "ko", ""},     {USCRIPT_HEBREW, "he", "yi"},
    {USCRIPT_BENGALI, "bn", "as"},     {USCRIPT_GUJARATI, "gu", ""},   {USCRIPT_GURMUKHI, "pa", ""},
    {USCRIPT_TAMIL, "ta", ""},         {USCRIPT_TELUGU, "te", ""},     {USCRIPT_KANNADA, "kn", ""},
    {USCRIPT_MALAYALAM, "ml", ""},     {USCRIPT_SINHALA, "si", ""},    {USCRIPT_ORIYA, "or", ""},
    {USCRIPT_KHMER, "km", ""},         {USCRIPT_LAO, "lo", ""},        {USCRIPT_MYANMAR, "my", ""},
    {USCRIPT_TIBETAN, "bo", "dz"},     {USCRIPT_ETHIOPIC, "am", "ti"}, {USCRIPT_THAANA, "dv", ""},
    {USCRIPT_HAN, "zh", "zh-Hant ja"}, {USCRIPT_HIRAGANA, "ja", ""},
};
struct SharedScriptCode {
  UScriptCode code;
  SharedScript script;
};
constexpr SharedScriptCode kSharedScripts[] = {{USCRIPT_LATIN, SharedScript::kLatin},
                                               {USCRIPT_CYRILLIC, SharedScript::kCyrillic},
                                               {USCRIPT_ARABIC, SharedScript::kArabic},
                                               {USCRIPT_DEVANAGARI, SharedScript::kDevanagari}};

/// Letters of a text, by script; the two kana are one.
struct Letters {
  int all = 0;
  UScriptCode script = USCRIPT_UNKNOWN;  ///< That most are of.
  int of_script = 0;
  int words = 0;
  int capitalised = 0;  ///< Of the words.
};

Letters letters_of(std::string_view utf8) {
  Letters letters;
  std::array<int, USCRIPT_CODE_LIMIT> count{};
  bool in_word = false;
  for (std::size_t i = 0; i < utf8.size();) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), i, utf8.size(), c);
    const bool ascii = c >= 0 && c < 0x80;
    const bool letter = ascii ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : c >= 0 && u_isalpha(c);
    if (letter) {
      UErrorCode status = U_ZERO_ERROR;
      UScriptCode code = ascii ? USCRIPT_LATIN : uscript_getScript(c, &status);
      if (code == USCRIPT_KATAKANA) code = USCRIPT_HIRAGANA;
      if (code >= 0 && code < USCRIPT_CODE_LIMIT) ++count[static_cast<std::size_t>(code)];
      ++letters.all;
      if (!in_word) {
        ++letters.words;
        if (ascii ? c <= 'Z' : u_isUUppercase(c)) ++letters.capitalised;
      }
    }
    // A mark is within a word (Devanagari's vowels), as an apostrophe is.
    in_word = letter || (in_word && (ascii ? c == '\'' : c == 0x2019 || (c >= 0 && u_getCombiningClass(c) != 0)));
  }
  // Kana stand between the Han characters of Japanese and of no other language; some Chinese names have one.
  constexpr int kKanaOfJapanese = 10;
  if (count[USCRIPT_HIRAGANA] * kKanaOfJapanese > count[USCRIPT_HAN]) {
    count[USCRIPT_HIRAGANA] += std::exchange(count[USCRIPT_HAN], 0);
  }
  const auto most = std::ranges::max_element(count);
  letters.script = static_cast<UScriptCode>(most - count.begin());
  letters.of_script = *most;
  return letters;
}

bool is_one_of(std::string_view list, std::string_view language) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == language) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

/// Languages so close that a page's declaration knows better than the text, if the text is of the same row.
constexpr std::string_view kClose[] = {"id ms", "hr bs sr",    "no da",     "cs sk",    "gl pt",    "gl es", "ca oc",
                                       "mk bg", "xh zu ss nr", "st tn nso", "hi mr ne", "fa ps tg", "af nl", "az tr"};

}  // namespace

Claim claim_of(std::string_view utf8) {
  constexpr CLD2::CLDHints kNoHints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language three[3];
  int percent[3];
  double score[3];
  int text_bytes = 0;
  bool is_reliable = false;
  int valid_prefix = 0;
  const CLD2::Language found = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      utf8.data(), static_cast<int>(utf8.size()), /*is_plain_text=*/true, &kNoHints, /*flags=*/0, three, percent, score,
      nullptr, &text_bytes, &is_reliable, &valid_prefix);
  if (found == CLD2::UNKNOWN_LANGUAGE || found == CLD2::TG_UNKNOWN_LANGUAGE) return {};
  const std::string code = CLD2::LanguageCode(found);
  if (code.empty() || code == "un" || code.starts_with("xx")) return {};
  return {modern(code), is_reliable, percent[0]};
}

std::optional<SharedScript> shared_script_of(std::string_view utf8) {
  const Letters letters = letters_of(beginning_of(utf8));
  for (const SharedScriptCode& shared : kSharedScripts) {
    if (letters.all > 0 && shared.code == letters.script) return shared.script;
  }
  return std::nullopt;
}

std::optional<Identified> identify(std::string_view utf8, const LanguageModel& model) {
  const std::string text = repair_utf8(beginning_of(utf8));
  const Letters letters = letters_of(text);
  if (letters.all == 0) return std::nullopt;
  const Claim claim = claim_of(beginning_of(text, kEnoughToClaim));
  const auto as_claimed = [&]() -> std::optional<Identified> {
    if (!claim.reliable) return std::nullopt;
    return Identified{claim.language, claim.percent / 100.0};
  };
  // Half one script, half another: no language has it, unless CLD2 is sure.
  if (letters.of_script * 10 < letters.all * 6) return as_claimed();

  for (const OwnScript& own : kOwnScripts) {
    if (own.code != letters.script) continue;
    const bool other = claim.reliable && is_one_of(own.others, claim.language);
    return Identified{other ? claim.language : std::string(own.language), 1};
  }
  for (const SharedScriptCode& shared : kSharedScripts) {
    if (shared.code != letters.script) continue;
    const auto guess = model.guess(shared.script, text, claim);
    // The model has never seen most of CLD2's languages. It is believed against one of them where it is sure, and the
    // text short: CLD2 calls one Spanish sentence in ten Galician.
    constexpr double kSure = 0.9;
    constexpr int kLong = 200;  // Letters.
    if (claim.reliable && !model.knows(shared.script, claim.language) && (letters.all >= kLong || guess.sure < kSure)) {
      return as_claimed();
    }
    if (!claim.reliable) {
      // A few words; or names, which are of no language. A name list has .2 at most of any
      // language, a sentence seldom less.
      constexpr int kFew = 8;
      constexpr double kLikely = 0.2;
      constexpr double kLikelyOfNames = 0.6;  // Half of "Ing. Adam Novak, CSc." is names, and yet it is Czech.
      const bool names = letters.capitalised * 10 > letters.words * 7;
      if (letters.all < kFew || guess.sure < (names ? kLikelyOfNames : kLikely)) return std::nullopt;
    }
    return Identified{modern(std::string(guess.language)), guess.sure};
  }
  return as_claimed();
}

std::optional<std::string> identify_language(std::string_view utf8) {
  auto found = identify(utf8, LanguageModel::shipped());
  if (!found) return std::nullopt;
  return std::move(found->language);
}

std::string language_of(std::string_view declared, std::string_view text) {
  const auto claimed = normalize_language(declared);
  const auto found = identify(text, LanguageModel::shipped());
  if (!found) return claimed.value_or("und");
  if (!claimed || *claimed == found->language) return found->language;
  for (const std::string_view close : kClose) {
    if (is_one_of(close, *claimed) && is_one_of(close, found->language)) return *claimed;
  }
  // A sentence or two may be a quotation, or all names. Pages declare the language of their template, so that a text of
  // another one that is surely that is believed from here on.
  constexpr std::size_t kTelling = 100;
  constexpr double kSure = 0.9;
  return text.size() >= kTelling && found->sure >= kSure ? found->language : *claimed;
}

std::optional<std::string> normalize_language(std::string_view tag) {
  constexpr std::size_t kLongestTag = 60;
  if (tag.size() > kLongestTag) return std::nullopt;
  const std::string folded = fold(collapse(tag));
  const std::size_t end = folded.find_first_of("-_,; @.");
  const std::string_view first = std::string_view(folded).substr(0, end);
  const std::string* const found = known_language(folded, first);
  if (!found) return std::nullopt;
  if (*found == "zh") {
    for (const std::string_view traditional : {"hant", "-tw", "_tw", "-hk", "_hk", "-mo", "_mo"}) {
      if (folded.find(traditional) != std::string::npos) return "zh-Hant";
    }
  }
  return *found;
}

std::string likeliest_of_script(std::string_view utf8) {
  struct Script {
    UScriptCode code;
    const char* language;
  };
  static constexpr Script kLikeliest[] = {
      {USCRIPT_LATIN, "en"},    {USCRIPT_CYRILLIC, "ru"}, {USCRIPT_HIRAGANA, "ja"},   {USCRIPT_KATAKANA, "ja"},
      {USCRIPT_HAN, "zh"},      {USCRIPT_HANGUL, "ko"},   {USCRIPT_ARABIC, "ar"},     {USCRIPT_HEBREW, "he"},
      {USCRIPT_GREEK, "el"},    {USCRIPT_THAI, "th"},     {USCRIPT_DEVANAGARI, "hi"}, {USCRIPT_BENGALI, "bn"},
      {USCRIPT_ARMENIAN, "hy"}, {USCRIPT_GEORGIAN, "ka"}, {USCRIPT_TAMIL, "ta"},      {USCRIPT_TELUGU, "te"},
      {USCRIPT_GUJARATI, "gu"}, {USCRIPT_GURMUKHI, "pa"}};
  constexpr int kEnoughLetters = 400;
  std::map<std::string_view, int> letters;
  int seen = 0;
  for (std::size_t i = 0; i < utf8.size() && seen < kEnoughLetters;) {
    UChar32 c = 0;
    U8_NEXT(utf8.data(), i, utf8.size(), c);
    if (c < 0 || !u_isalpha(c)) continue;
    ++seen;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode code = uscript_getScript(c, &status);
    for (const Script& script : kLikeliest) {
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
