#include "text/segment.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/result.h"
#include "text/eight_bytes.h"
#include "text/sentences.h"

namespace dateline::text {
namespace {

enum class Rules { kWord, kSentence };

/// A break iterator of this thread. Making one costs about a millisecond (rules and dictionaries are loaded), so each
/// thread keeps those it has used: a handful, since languages are bounded below.
icu::BreakIterator& iterator_for(Rules rules, std::string_view language) {
  thread_local std::map<std::string, std::unique_ptr<icu::BreakIterator>, std::less<>> kept;
  // Only the language counts, and only a short one: the name comes from outside and is a key here.
  std::string key(rules == Rules::kWord ? "w" : "s");
  for (const char c : language.substr(0, 3)) {
    if (c < 'a' || c > 'z') break;
    key += c;
  }
  if (const auto found = kept.find(key); found != kept.end()) return *found->second;
  if (kept.size() > 64) kept.clear();

  std::string name = key.substr(1);
  // ss=standard: "Mr." and "U.S." do not end a sentence (CLDR's suppressions, for the languages that have them).
  if (rules == Rules::kSentence) name += "@ss=standard";
  const icu::Locale locale(name.c_str());
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> made(rules == Rules::kWord
                                               ? icu::BreakIterator::createWordInstance(locale, status)
                                               : icu::BreakIterator::createSentenceInstance(locale, status));
  DATELINE_CHECK(U_SUCCESS(status) && made);  // ICU without its data: a broken installation.
  return *kept.emplace(std::move(key), std::move(made)).first->second;
}

/// A UTF-8 text as ICU wants it, closed at the end.
class IcuText {
 public:
  explicit IcuText(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text_, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
    DATELINE_CHECK(U_SUCCESS(status));
  }
  IcuText(const IcuText&) = delete;
  IcuText& operator=(const IcuText&) = delete;
  ~IcuText() { utext_close(&text_); }
  UText* get() { return &text_; }

 private:
  UText text_ = UTEXT_INITIALIZER;
};

/// Classes of UAX #29 that our loop tells apart.
enum Class : std::uint8_t {
  kOther,
  kLetter,
  kHebrew,
  kHangul,  ///< Joins its own kind only: ICU parts "SK와" and "19일", where a particle follows a name or a number.
  kDigit,
  kMidLetter,
  kMidNumber,
  kMidNumberLetter,  ///< Full stop, curly apostrophe: between letters or between digits.
  kApostrophe,       ///< The straight one; the same, and after a Hebrew letter.
  kDoubleQuote,
  kJoiner,  ///< Underscore and its kin.
  kMark,    ///< Accents and format characters: part of what stands before them.
  kForIcu,  ///< Needs a dictionary or emoji rules.
};

Class class_by_property(UChar32 c) {
  if (c >= 0xAC00 && c <= 0xD7A3) return kHangul;
  switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
      return kLetter;
    case U_WB_HEBREW_LETTER:
      return kHebrew;
    case U_WB_NUMERIC:
      return kDigit;
    case U_WB_MIDLETTER:
      return kMidLetter;
    case U_WB_MIDNUM:
      return kMidNumber;
    case U_WB_MIDNUMLET:
      return kMidNumberLetter;
    case U_WB_SINGLE_QUOTE:
      return kApostrophe;
    case U_WB_DOUBLE_QUOTE:
      return kDoubleQuote;
    case U_WB_EXTENDNUMLET:
      return kJoiner;
    case U_WB_EXTEND:
    case U_WB_FORMAT:
      return u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT ? kForIcu : kMark;
    case U_WB_ZWJ:
    case U_WB_KATAKANA:
      return kForIcu;
    default:
      break;
  }
  if (u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return kForIcu;  // Thai, Lao, Khmer, Burmese.
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &status);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ? kForIcu : kOther;
}

/// Classes of the code points below U+2100 (alphabets, general punctuation), looked up once. A byte each; a text uses
/// few lines of it.
using Table = std::array<Class, 0x2100>;

Table make_table(Class colon) {
  Table made;
  for (UChar32 c = 0; c < static_cast<UChar32>(made.size()); ++c) {
    made[static_cast<std::size_t>(c)] = class_by_property(c);
  }
  made['@'] = kOther;  // See append_by_icu().
  made[':'] = colon;
  return made;
}

/// Finnish and Swedish inflect abbreviations after a colon ("EU:n"); elsewhere it ends the word (CLDR).
const Table& class_table(std::string_view language) {
  if (language.starts_with("fi") || language.starts_with("sv")) {
    static const Table nordic = make_table(kMidLetter);
    return nordic;
  }
  static const Table common = make_table(kOther);
  return common;
}

bool is_word_class(Class c) {
  return c == kLetter || c == kHebrew || c == kDigit;
}
bool is_letter_class(Class c) {
  return c == kLetter || c == kHebrew;
}

constexpr std::uint64_t kEachByte = 0x0101010101010101;

/// The number of letters a-z, A-Z at the start of eight bytes.
std::size_t ascii_letters(std::uint64_t bytes) {
  constexpr std::uint64_t kHigh = kEachByte * 0x80;
  const std::uint64_t small = (bytes | kEachByte * 0x20) & ~kHigh;
  const std::uint64_t from_a = small + kEachByte * (0x80 - 'a');       // The high bit of a byte: it is "a" or above,
  const std::uint64_t above_z = small + kEachByte * (0x80 - 'z' - 1);  // it is above "z".
  const std::uint64_t not_letters = ~(from_a & ~above_z & ~bytes) & kHigh;
  return static_cast<std::size_t>(std::countr_zero(not_letters)) / 8;  // Of 0 it is 64.
}

/// The number of bytes that letters of U+0400 to U+047F (D0 80 to D1 BF: Russian, Ukrainian) take at the start of
/// eight.
std::size_t cyrillic_letters(std::uint64_t bytes) {
  constexpr std::uint64_t kEachPair = 0x0001000100010001;
  const std::uint64_t wrong_bits = (bytes & kEachPair * 0xC0FE) ^ kEachPair * 0x80D0;
  return static_cast<std::size_t>(std::countr_zero(wrong_bits)) / 16 * 2;
}

/// The end of the commonest letters from `i` on. It may stop early: they are looked up singly then.
std::size_t skip_letters(std::string_view utf8, std::size_t i) {
  while (utf8.size() - i >= 8) {
    const std::uint64_t bytes = eight_bytes(utf8.data() + i);
    const std::size_t letters = std::max(ascii_letters(bytes), cyrillic_letters(bytes));
    i += letters;
    if (letters < 8) break;
  }
  return i;
}

bool has_letter_or_digit(std::string_view piece) {
  const std::size_t size = piece.size();
  for (std::size_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(piece.data(), i, size, c);
    if (c >= 0 && u_isalnum(c)) return true;
  }
  return false;
}

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

void append_by_icu(std::string_view utf8, std::string_view language, std::vector<std::string_view>& out) {
  // ICU 72 takes "@" for a letter, so that "@" alone would be a word and "@reuters" another one than "reuters".
  std::string plain;
  std::string_view source = utf8;
  if (utf8.find('@') != std::string_view::npos) {
    plain = utf8;
    std::ranges::replace(plain, '@', ' ');
    source = plain;
  }
  IcuText text(source);
  icu::BreakIterator& breaks = iterator_for(Rules::kWord, language);
  UErrorCode status = U_ZERO_ERROR;
  breaks.setText(text.get(), status);
  DATELINE_CHECK(U_SUCCESS(status));
  std::int32_t start = breaks.first();
  for (std::int32_t end = breaks.next(); end != icu::BreakIterator::DONE; start = end, end = breaks.next()) {
    const std::string_view piece = utf8.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start));
    // Not by ICU's rule status: it tells of the last character only, and takes "__" for letters.
    if (has_letter_or_digit(piece)) out.push_back(piece);
  }
}

/// Where the stretch around `at` begins and ends that is best left to ICU: no word reaches over a space. An end is a
/// space before ASCII, so that Thai phrases or Chinese names in a row go to ICU together.
struct Stretch {
  std::size_t begin;
  std::size_t end;
};
Stretch stretch_around(std::string_view utf8, std::size_t at) {
  const std::size_t space = utf8.substr(0, at).rfind(' ');
  std::size_t end = utf8.find(' ', at);
  while (end < utf8.size() && end + 1 < utf8.size() && static_cast<std::uint8_t>(utf8[end + 1]) >= 0x80) {
    end = utf8.find(' ', end + 1);
  }
  return {space == std::string_view::npos ? 0 : space, std::min(end, utf8.size())};
}

/// One pass of UAX #29 (WB4 to WB13b) for the scripts that need no dictionary; what needs one, ICU adds.
void append_words(std::string_view utf8, std::string_view language, std::vector<std::string_view>& out) {
  const Table& table = class_table(language);
  const std::size_t size = utf8.size();
  const auto classify = [&](std::size_t& i) {
    UChar32 c;
    U8_NEXT(utf8.data(), i, size, c);
    if (c < 0) return kOther;
    return static_cast<std::size_t>(c) < table.size() ? table[static_cast<std::size_t>(c)] : class_by_property(c);
  };
  for (std::size_t i = 0; i < size;) {
    const std::size_t start = i;
    Class last = classify(i);
    if (last == kForIcu) {
      const auto [begin, stop] = stretch_around(utf8, start);
      while (!out.empty() && out.back().data() >= utf8.data() + begin) out.pop_back();
      append_by_icu(utf8.substr(begin, stop - begin), language, out);
      i = stop;
      continue;
    }
    if (last == kHangul) {
      for (const Class kind : {kHangul, kMark}) {
        for (std::size_t next = i; next < size && classify(next) == kind;) i = next;
      }
      out.push_back(utf8.substr(start, i - start));
      continue;
    }
    if (!is_word_class(last) && last != kJoiner) continue;
    bool has_word = is_word_class(last);
    std::size_t end = i;
    std::size_t resume = i;
    while (i < size) {
      if (last == kLetter) {
        i = end = skip_letters(utf8, i);
        if (i == size) break;
      }
      if (utf8[i] == ' ') {  // What ends most words, and need not be read again.
        resume = i + 1;
        break;
      }
      const Class here = classify(i);
      if (here == kMark) {
        end = i;
        continue;
      }
      if (is_word_class(here) || here == kJoiner) {
        has_word |= here != kJoiner;
        last = here;
        end = i;
        continue;
      }
      // A mark between two of a kind: look one further, over accents.
      const bool joins_letters = here == kMidLetter || here == kMidNumberLetter || here == kApostrophe;
      const bool joins_digits = here == kMidNumber || here == kMidNumberLetter || here == kApostrophe;
      std::size_t ahead = i;
      std::size_t end_of_marks = i;
      Class after = kOther;
      while (ahead < size && (after = classify(ahead)) == kMark) {
        after = kOther;
        end_of_marks = ahead;
      }
      if ((joins_letters && is_letter_class(last) && is_letter_class(after)) ||
          (joins_digits && last == kDigit && after == kDigit) ||
          (here == kDoubleQuote && last == kHebrew && after == kHebrew)) {
        last = after;
        i = end = ahead;
        continue;
      }
      if (last == kHebrew && here == kApostrophe) end = end_of_marks;  // WB7a: it stays even at the end of a word.
      break;
    }
    i = std::max(end, resume);
    if (has_word) out.push_back(utf8.substr(start, end - start));
  }
}

}  // namespace

void find_words_by_icu(std::string_view utf8, std::string_view language, std::vector<std::string_view>& out) {
  out.clear();
  append_by_icu(utf8, language, out);
}

void find_words(std::string_view utf8, std::string_view language, std::vector<std::string_view>& out) {
  out.clear();
  append_words(utf8, language, out);
}

std::size_t end_of_sentence(std::string_view utf8, int count, std::string_view language) {
  IcuText text(utf8);
  icu::BreakIterator& breaks = iterator_for(Rules::kSentence, language);
  UErrorCode status = U_ZERO_ERROR;
  breaks.setText(text.get(), status);
  DATELINE_CHECK(U_SUCCESS(status));
  breaks.first();
  std::int32_t end = 0;
  for (; count > 0; --count) {
    const std::int32_t found = breaks.next();
    if (found == icu::BreakIterator::DONE) break;
    end = found;
  }
  auto stop = static_cast<std::size_t>(end);
  while (stop > 0 && is_space(utf8[stop - 1])) --stop;
  return stop;
}

std::vector<std::string_view> sentences(std::string_view utf8, std::string_view language) {
  std::vector<std::string_view> found;
  icu::BreakIterator& breaks = iterator_for(Rules::kSentence, language);
  while (!utf8.empty()) {
    const std::string_view line = utf8.substr(0, utf8.find('\n'));
    utf8.remove_prefix(std::min(utf8.size(), line.size() + 1));
    IcuText text(line);
    UErrorCode status = U_ZERO_ERROR;
    breaks.setText(text.get(), status);
    DATELINE_CHECK(U_SUCCESS(status));
    std::size_t start = 0;
    for (std::int32_t end = breaks.first(); end != icu::BreakIterator::DONE; end = breaks.next()) {
      std::string_view sentence = line.substr(start, static_cast<std::size_t>(end) - start);
      start = static_cast<std::size_t>(end);
      while (!sentence.empty() && is_space(sentence.front())) sentence.remove_prefix(1);
      while (!sentence.empty() && is_space(sentence.back())) sentence.remove_suffix(1);
      if (!sentence.empty()) found.push_back(sentence);
    }
  }
  return found;
}

}  // namespace dateline::text
