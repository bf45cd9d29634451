// text::to_utf8: ICU's converters and charset detection behind the web's rules for charset names.

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};
using Converter = std::unique_ptr<UConverter, Close>;
using Detector = std::unique_ptr<UCharsetDetector, Close>;

/// The converters that pages may ask for: those of the WHATWG Encoding Standard. Others that ICU knows (UTF-7, SCSU,
/// HZ, EBCDIC) are refused, because in them harmless-looking bytes become markup.
constexpr std::array<std::string_view, 37> kAllowed = {
    "UTF-8",          "UTF-16LE",      "UTF-16BE",     "IBM866",       "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",
    "ISO-8859-5",     "ISO-8859-6",    "ISO-8859-7",   "ISO-8859-8",   "ISO-8859-10",  "ISO-8859-13",  "ISO-8859-14",
    "ISO-8859-15",    "ISO-8859-16",   "KOI8-R",       "KOI8-U",       "macintosh",    "windows-874",  "windows-1250",
    "windows-1251",   "windows-1252",  "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
    "windows-1258",   "GB18030",       "Big5-HKSCS",   "EUC-JP",       "ISO-2022-JP",  "windows-31j",  "windows-949",
    "x-mac-cyrillic", "x-user-defined"};

/// Labels that the web reads as a superset of what they name (Encoding Standard, section 4.2).
struct Label {
  std::string_view label;
  std::string_view charset;
};
constexpr std::array<Label, 34> kLabels = {{
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"cp1251", "windows-1251"},
    {"x-cp1251", "windows-1251"},
    {"cp1250", "windows-1250"},
    {"iso-8859-8-i", "ISO-8859-8"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"big5", "Big5-HKSCS"},
    {"big5-hkscs", "Big5-HKSCS"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"ms_kanji", "windows-31j"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"utf8", "UTF-8"},
    {"utf-16", "UTF-16LE"},
    {"unicode", "UTF-16LE"},
}};

/// ICU's name for a charset label of the web; empty when it is unknown or refused.
std::string charset_of(std::string_view label) {
  while (!label.empty() && static_cast<unsigned char>(label.front()) <= ' ') label.remove_prefix(1);
  while (!label.empty() && static_cast<unsigned char>(label.back()) <= ' ') label.remove_suffix(1);
  if (label.size() >= 2 && (label.front() == '"' || label.front() == '\'') && label.back() == label.front()) {
    label = label.substr(1, label.size() - 2);
  }
  constexpr std::size_t kLongestLabel = 40;  // The longest of the standard has 21.
  if (label.empty() || label.size() > kLongestLabel) return {};
  std::string lower(label);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c += 32;
    if (static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7F || c == ',') return {};
  }
  if (const auto* known = std::ranges::find(kLabels, lower, &Label::label); known != kLabels.end()) {
    return std::string(known->charset);
  }
  for (const char* standard : {"MIME", "IANA", "WINDOWS"}) {
    UErrorCode status = U_ZERO_ERROR;
    const char* name = ucnv_getStandardName(lower.c_str(), standard, &status);
    if (U_FAILURE(status) || !name) continue;
    if (const auto* allowed = std::ranges::find(kAllowed, std::string_view(name)); allowed != kAllowed.end()) {
      return std::string(*allowed);
    }
  }
  for (const std::string_view allowed : kAllowed) {
    if (ucnv_compareNames(lower.c_str(), std::string(allowed).c_str()) == 0) return std::string(allowed);
  }
  return {};
}

/// How the bytes above ASCII look when they are read as UTF-8.
struct Utf8Look {
  std::size_t well_formed = 0;
  std::size_t ill_formed = 0;
  std::size_t zero_bytes = 0;
};
Utf8Look look_at(std::string_view bytes) {
  Utf8Look look;
  const std::size_t size = bytes.size();
  for (std::size_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(bytes.data(), i, size, c);
    look.well_formed += c >= 0x80;
    look.ill_formed += c < 0;
    look.zero_bytes += c == 0;
  }
  return look;
}

std::string convert(std::string_view bytes, const std::string& charset) {
  if (charset == "UTF-8") return repair_utf8(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const Converter from(ucnv_open(charset.c_str(), &status));
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
std::string detect(std::string_view bytes) {
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
    const std::string charset = U_SUCCESS(status) ? charset_of(name) : "";
    // In short texts ICU sees UTF-16 where none is: no real one is without a zero byte, if only for its spaces.
    if (!charset.empty() && charset != "UTF-8" && (has_zero || !charset.starts_with("UTF-16"))) return charset;
  }
  return "windows-1252";
}

/// True when the bytes say clearly that they are not in the charset that the transport or the markup claims.
bool contradicts(const std::string& charset, const Utf8Look& look) {
  if (charset == "UTF-8") return look.ill_formed > look.well_formed;
  if (charset.starts_with("UTF-16")) return look.zero_bytes == 0 && look.ill_formed == 0;
  // Well-formed UTF-8 above ASCII does not happen by chance in a single-byte charset; it does in GBK and the like.
  const bool single_byte = charset.starts_with("windows-125") || charset.starts_with("ISO-8859") ||
                           charset.starts_with("KOI8") || charset == "macintosh" || charset == "IBM866";
  return single_byte && look.ill_formed == 0 && look.well_formed > 0;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::optional<std::string_view> declared) {
  return to_utf8(bytes, declared ? std::span(&*declared, 1) : std::span<const std::string_view>());
}

std::string to_utf8(std::string_view bytes, std::span<const std::string_view> declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return repair_utf8(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return convert(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return convert(bytes.substr(2), "UTF-16BE");
  const Utf8Look look = look_at(bytes);
  for (const std::string_view label : declared) {
    const std::string charset = charset_of(label);
    if (!charset.empty() && !contradicts(charset, look)) return convert(bytes, charset);
  }
  if (look.ill_formed == 0) return std::string(bytes);
  // Mostly UTF-8 with a broken spot (a text cut in the middle of a character) is still UTF-8.
  if (look.well_formed >= 10 * look.ill_formed) return repair_utf8(bytes);
  return convert(bytes, detect(bytes));
}

}  // namespace dateline::text
