#include "text/latin.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "base/result.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

std::unique_ptr<icu::Transliterator> make(const char* id) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
  DATELINE_CHECK(U_SUCCESS(status) && made);  // ICU without its data: a broken installation.
  return made;
}

/// One thread's transliterators with the answers they gave. ICU takes 25 ms to make them and 1 to 10 µs a character,
/// and is not thread-safe; a text uses a hundred characters.
class Alphabet {
 public:
  const std::string& of(UChar32 c) {
    if (const auto found = kept_.find(c); found != kept_.end()) return found->second;
    if (kept_.size() > 20'000) kept_.clear();  // More than Hangul has; an attack otherwise.
    return kept_.emplace(c, ask(c)).first->second;
  }

 private:
  std::string ask(UChar32 c) const {
    if (u_isUWhiteSpace(c)) return " ";
    if (const int digit = u_charDigitValue(c); digit >= 0) return std::to_string(digit);
    if (!u_isalpha(c) || u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC)) return {};
    // Latin-ASCII would make a plain c of these, which sounds like k.
    const UChar32 small = u_tolower(c);
    if (small == 0xE7 || small == 0x107 || small == 0x10D) return "s";  // ç ć č
    icu::UnicodeString s(c);
    // As maps and passports have it ("kh", "ts", "shch"); Any-Latin alone writes Cyrillic with accents.
    if (c >= 0x400 && c < 0x530) cyrillic_->transliterate(s);
    any_->transliterate(s);
    std::string out;
    for (std::int32_t i = 0; i < s.length(); ++i) {
      const char16_t letter = s[i];
      if (letter == '~') return {};  // Small kana, which only shape the one before: "~tsu".
      if (letter >= 'a' && letter <= 'z') out += static_cast<char>(letter);
    }
    return out;
  }

  std::unique_ptr<icu::Transliterator> cyrillic_ = make("Russian-Latin/BGN");
  std::unique_ptr<icu::Transliterator> any_ = make("Any-Latin; Latin-ASCII; Lower");
  std::unordered_map<UChar32, std::string> kept_;
};

}  // namespace

std::string to_latin(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  const std::size_t size = utf8.size();
  for (std::size_t i = 0; i < size;) {
    const char byte = utf8[i];
    if (static_cast<unsigned char>(byte) >= 0x80) {
      thread_local Alphabet alphabet;  // Not made for a text in ASCII.
      UChar32 c;
      U8_NEXT(utf8.data(), i, size, c);
      if (c >= 0) out += alphabet.of(c);
      continue;
    }
    ++i;
    if (byte >= 'A' && byte <= 'Z') {
      out += static_cast<char>(byte + ('a' - 'A'));
    } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      out += byte;
    } else if (byte == ' ' || (byte >= '\t' && byte <= '\r')) {
      out += ' ';
    }
  }
  return out;
}

std::string without_accents(std::string_view utf8) {
  std::string plain = fold(utf8);
  if (std::ranges::all_of(plain, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return plain;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  DATELINE_CHECK(U_SUCCESS(status));
  const icu::UnicodeString letters = decompose->normalize(icu::UnicodeString::fromUTF8(plain), status);
  DATELINE_CHECK(U_SUCCESS(status));
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 c = letters.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    // What Unicode does not take apart: the stroke is part of these letters.
    out.append(c == 0x142   ? UChar32{'l'}
               : c == 0xF8  ? UChar32{'o'}
               : c == 0x111 ? UChar32{'d'}
               : c == 0x131 ? UChar32{'i'}
                            : c);
  }
  plain.clear();
  return out.toUTF8String(plain);
}

}  // namespace dateline::text
