// ICU's converters and charset detection behind the web's rules for charset names.

#include "text/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <ranges>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "text/eight_bytes.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Converter = std::unique_ptr<UConverter, Close>;
using Detector = std::unique_ptr<UCharsetDetector, Close>;

/// An encoding of the standard, and ICU's converter for it. ISO-8859-16 is not here, which ICU has not, and neither is
/// "replacement" (ISO-2022-KR, ISO-2022-CN, HZ), in which harmless-looking bytes become markup: those are detected.
struct Encoding {
  std::string_view name;
  const char* converter;
  std::string_view labels;
  bool single_byte = true;
};
constexpr auto kEncodings = std::to_array<Encoding>({
    {"utf-8", "UTF-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8", false},
    {"ibm866", "IBM866", "866 cp866 csibm866 ibm866"},
    {"iso-8859-2", "ISO-8859-2",
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", "ISO-8859-3",
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", "ISO-8859-4",
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", "ISO-8859-5",
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"},
    {"iso-8859-6", "ISO-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
     "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7", "ISO-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", "ISO-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual"},
    {"iso-8859-8-i", "ISO-8859-8", "csiso88598i iso-8859-8-i logical"},
    {"iso-8859-10", "ISO-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", "ISO-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", "ISO-8859-14", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", "ISO-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"koi8-r", "KOI8-R", "cskoi8r koi koi8 koi8-r koi8_r"},
    {"koi8-u", "KOI8-U", "koi8-ru koi8-u"},
    {"macintosh", "macintosh", "csmacintosh mac macintosh x-mac-roman"},
    {"windows-874", "windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {"windows-1250", "windows-1250", "cp1250 windows-1250 x-cp1250"},
    {"windows-1251", "windows-1251", "cp1251 windows-1251 x-cp1251"},
    // With x-user-defined, as which the standard reads a page that calls itself so.
    {"windows-1252", "windows-1252",
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
     "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 x-user-defined"},
    {"windows-1253", "windows-1253", "cp1253 windows-1253 x-cp1253"},
    {"windows-1254", "windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 "
     "x-cp1254"},
    {"windows-1255", "windows-1255", "cp1255 windows-1255 x-cp1255"},
    {"windows-1256", "windows-1256", "cp1256 windows-1256 x-cp1256"},
    {"windows-1257", "windows-1257", "cp1257 windows-1257 x-cp1257"},
    {"windows-1258", "windows-1258", "cp1258 windows-1258 x-cp1258"},
    {"x-mac-cyrillic", "x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"},
    {"gbk", "GB18030", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk", false},
    {"gb18030", "GB18030", "gb18030", false},
    {"big5", "Big5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5", false},
    {"euc-jp", "EUC-JP", "cseucpkdfmtjapanese euc-jp x-euc-jp", false},
    {"iso-2022-jp", "ISO-2022-JP", "csiso2022jp iso-2022-jp", false},
    {"shift_jis", "windows-31j", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis", false},
    {"euc-kr", "windows-949",
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
     false},
    {"utf-16be", "UTF-16BE", "unicodefffe utf-16be", false},
    {"utf-16le", "UTF-16LE", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le", false},
});

const Encoding* find_encoding(std::string_view name) {
  const auto* found = std::ranges::find(kEncodings, name, &Encoding::name);
  return found == kEncodings.end() ? nullptr : found;
}

/// How the bytes above ASCII look when they are read as UTF-8.
struct Utf8Look {
  std::size_t well_formed = 0;
  std::size_t ill_formed = 0;
};
Utf8Look look_at(std::string_view bytes) {
  Utf8Look look;
  bool is_cut = false;
  for (std::size_t i = ascii_run(bytes, 0); i < bytes.size(); i += ascii_run(bytes, i)) {
    const std::size_t begin = i;
    UChar32 c;
    U8_NEXT(bytes.data(), i, bytes.size(), c);
    look.well_formed += c >= 0x80;
    look.ill_formed += c < 0;
    is_cut = c < 0 && i == bytes.size() && U8_IS_LEAD(static_cast<std::uint8_t>(bytes[begin]));
  }
  // A character that the end cuts says nothing against UTF-8, where others speak for it.
  if (is_cut && look.well_formed > 0) --look.ill_formed;
  return look;
}

std::string convert(std::string_view bytes, const char* converter) {
  UErrorCode status = U_ZERO_ERROR;
  const Converter from(ucnv_open(converter, &status));
  const Converter to(ucnv_open("UTF-8", &status));
  if (U_FAILURE(status)) return repair_utf8(bytes);  // A charset that this ICU was built without.
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 2048> pivot;
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  std::array<char, 8192> buffer;
  const char* source = bytes.data();
  bool first = true;
  do {
    status = U_ZERO_ERROR;
    char* target = buffer.data();
    ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source, bytes.data() + bytes.size(),
                   pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), first, true, &status);
    out.append(buffer.data(), target);
    first = false;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return is_utf8(out) ? out : repair_utf8(out);
}

/// ICU's guess; windows-1252, the web's fallback, when it has none.
std::string_view detect(std::string_view bytes) {
  // From the first byte that is not ASCII: what stands before it tells nothing. 32 KiB of it are plenty (ICU itself
  // looks at 8 KiB once markup is stripped).
  constexpr std::size_t kEnough = std::size_t{32} << 10;
  const auto first = std::ranges::find_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  std::size_t from = static_cast<std::size_t>(first - bytes.begin());
  from -= std::min<std::size_t>(from, 64);
  const std::string_view sample = bytes.substr(from, kEnough);

  UErrorCode status = U_ZERO_ERROR;
  const Detector detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return "windows-1252";
  ucsdet_enableInputFilter(detector.get(), true);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return "windows-1252";
  const bool has_zero = sample.find('\0') != std::string_view::npos;
  for (std::int32_t i = 0; i < count; ++i) {  // The surest first.
    const char* name = ucsdet_getName(matches[i], &status);
    const auto encoding = U_SUCCESS(status) ? encoding_of(name) : std::nullopt;
    // In short texts ICU sees UTF-16 where none is: no real one is without a zero byte, if only for its spaces.
    if (encoding && encoding != "utf-8" && (has_zero || !encoding->starts_with("utf-16"))) return *encoding;
  }
  return "windows-1252";
}

/// True when the bytes say clearly that they are not in the encoding that the transport or the markup claims.
bool contradicts(std::string_view encoding, std::string_view bytes, const Utf8Look& look) {
  if (encoding == "utf-8") return look.ill_formed > look.well_formed;
  if (encoding.starts_with("utf-16")) return look.ill_formed == 0 && bytes.find('\0') == std::string_view::npos;
  // Well-formed UTF-8 above ASCII does not happen by chance in a single-byte encoding. In GBK and the like it does, for
  // a word: from 139,000 places of Chinese, Japanese and Korean text in GBK, Big5, EUC-JP, Shift_JIS and EUC-KR the
  // longest run read as UTF-8 had 5 characters, and one in eight goes on for another.
  constexpr std::size_t kBeyondChance = 16;
  return look.ill_formed == 0 && look.well_formed >= (find_encoding(encoding)->single_byte ? 1 : kBeyondChance);
}

struct ByteOrderMark {
  std::string_view bytes;
  std::string_view encoding;
};
constexpr auto kByteOrderMarks =
    std::to_array<ByteOrderMark>({{"\xEF\xBB\xBF", "utf-8"}, {"\xFF\xFE", "utf-16le"}, {"\xFE\xFF", "utf-16be"}});

}  // namespace

std::optional<std::string_view> encoding_of(std::string_view label) {
  const auto trim = [&label] {
    while (!label.empty() && static_cast<unsigned char>(label.front()) <= ' ') label.remove_prefix(1);
    while (!label.empty() && static_cast<unsigned char>(label.back()) <= ' ') label.remove_suffix(1);
  };
  trim();
  // Servers quote it, though the standard knows no quotes.
  if (label.size() >= 2 && (label.front() == '"' || label.front() == '\'') && label.back() == label.front()) {
    label = label.substr(1, label.size() - 2);
    trim();
  }
  constexpr std::size_t kLongestLabel = std::string_view("cseucpkdfmtjapanese").size();
  if (label.size() > kLongestLabel) return std::nullopt;
  std::string key(label);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c += 32;
  }
  // A hostile page has a million labels, so they are not looked for one by one.
  static const std::unordered_map<std::string_view, std::string_view> kNames = [] {
    std::unordered_map<std::string_view, std::string_view> names;
    for (const Encoding& encoding : kEncodings) {
      for (const auto word : encoding.labels | std::views::split(' '))
        names.emplace(std::string_view(word), encoding.name);
    }
    return names;
  }();
  const auto found = kNames.find(key);
  return found == kNames.end() ? std::nullopt : std::optional(found->second);
}

ChosenEncoding choose_encoding(std::string_view bytes, std::span<const std::string_view> declared) {
  for (const ByteOrderMark& mark : kByteOrderMarks) {
    if (bytes.starts_with(mark.bytes)) return {.name = mark.encoding, .byte_order_mark = true};
  }
  const Utf8Look look = look_at(bytes);
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const auto encoding = encoding_of(declared[i]);
    if (encoding && !contradicts(*encoding, bytes, look)) return {.name = *encoding, .declared = i};
  }
  // Mostly UTF-8 with a broken spot is still UTF-8.
  if (look.ill_formed == 0 || look.well_formed >= 10 * look.ill_formed) return {.name = "utf-8"};
  return {.name = detect(bytes)};
}

std::string decode(std::string_view bytes, std::string_view encoding) {
  const Encoding* known = find_encoding(encoding);
  DATELINE_CHECK(known);
  const auto* mark = std::ranges::find(kByteOrderMarks, encoding, &ByteOrderMark::encoding);
  if (mark != kByteOrderMarks.end() && bytes.starts_with(mark->bytes)) bytes.remove_prefix(mark->bytes.size());
  return encoding == "utf-8" ? repair_utf8(bytes) : convert(bytes, known->converter);
}

std::string to_utf8(std::string_view bytes, std::optional<std::string_view> declared) {
  return to_utf8(bytes, declared ? std::span(&*declared, 1) : std::span<const std::string_view>());
}

std::string to_utf8(std::string_view bytes, std::span<const std::string_view> declared) {
  return decode(bytes, choose_encoding(bytes, declared).name);
}

}  // namespace dateline::text
