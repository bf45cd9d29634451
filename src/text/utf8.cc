#include "text/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/result.h"
#include "text/eight_bytes.h"
#include "text/segment.h"

namespace dateline::text {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";
constexpr std::string_view kEllipsis = "…";

/// The code point at `i`, which moves past it; negative for one maximal ill-formed part.
UChar32 next(std::string_view bytes, std::size_t& i) {
  UChar32 c;
  const std::size_t size = bytes.size();
  U8_NEXT(bytes.data(), i, size, c);
  return c;
}

/// Explicit directional formatting: it reorders what stands around it, so a headline could rewrite the page.
bool is_bidi_control(UChar32 c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_dropped(UChar32 c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || is_bidi_control(c) || c == 0xFEFF;  // U+FEFF: a stray byte order mark.
}

/// Bytes of the character at `i` if it is ASCII or has two bytes and is seen for sure; else 0. No white space and
/// nothing that is dropped is between U+00C0 and U+07FF.
std::size_t plain_character(std::string_view utf8, std::size_t i) {
  if (i >= utf8.size()) return 0;
  if (utf8[i] > ' ' && utf8[i] < 0x7F) return 1;
  const auto lead = static_cast<unsigned char>(utf8[i]);
  return lead >= 0xC3 && lead < 0xE0 && i + 1 < utf8.size() && U8_IS_TRAIL(static_cast<std::uint8_t>(utf8[i + 1])) ? 2
                                                                                                                   : 0;
}

/// The end of the words of plain characters that start at `from`, between them one space at a time.
std::size_t end_of_plain_words(std::string_view utf8, std::size_t from) {
  std::size_t i = from;
  while (i < utf8.size()) {
    std::size_t size = plain_character(utf8, i);
    if (size == 0 && utf8[i] == ' ' && i > from && plain_character(utf8, i + 1) > 0) size = 1;
    if (size == 0) break;
    i += size;
  }
  return i;
}

enum class Gap { kNone, kSpace, kParagraph };

/// The one loop behind collapse() and collapse_paragraphs().
std::string fold_space(std::string_view utf8, bool keep_paragraphs) {
  std::string out;
  out.reserve(utf8.size());
  Gap gap = Gap::kNone;
  bool line_open = false;  // A line end was seen in this gap: a second one makes a paragraph.
  const auto write = [&](std::string_view visible) {
    if (gap != Gap::kNone && !out.empty()) out += keep_paragraphs && gap == Gap::kParagraph ? "\n\n" : " ";
    gap = Gap::kNone;
    line_open = false;
    out += visible;
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t start = i;
    // Words a space apart, which most texts are made of, need no tables and go over as one.
    i = end_of_plain_words(utf8, i);
    if (i > start) {
      write(utf8.substr(start, i - start));
      continue;
    }
    if (utf8[i] == ' ' || utf8[i] == '\t') {  // Of indented markup, there are as many as of letters.
      if (gap == Gap::kNone) gap = Gap::kSpace;
      ++i;
      continue;
    }
    const UChar32 c = next(utf8, i);
    if (c >= 0 && u_isUWhiteSpace(c)) {
      if (gap == Gap::kNone) gap = Gap::kSpace;
      const bool carriage_return_of_crlf = c == '\r' && i < utf8.size() && utf8[i] == '\n';
      if (c == 0x2029 || ((c == '\n' || c == '\r' || c == 0x85) && line_open)) gap = Gap::kParagraph;
      if ((c == '\n' || c == '\r' || c == 0x85) && !carriage_return_of_crlf) line_open = true;
      if (carriage_return_of_crlf && !line_open) line_open = false;
      continue;
    }
    if (c >= 0 && is_dropped(c)) continue;
    write(c < 0 ? kReplacement : utf8.substr(start, i - start));
  }
  return out;
}

const icu::Normalizer2& case_folder() {
  UErrorCode status = U_ZERO_ERROR;
  const auto* folder = icu::Normalizer2::getNFKCCasefoldInstance(status);
  DATELINE_CHECK(U_SUCCESS(status));  // ICU without its data: a broken installation.
  return *folder;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = ascii_run(bytes, 0); i < bytes.size(); i += ascii_run(bytes, i)) {
    if (next(bytes, i) < 0) return false;
  }
  return true;
}

std::string repair_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  std::size_t good_from = 0;
  for (std::size_t i = ascii_run(bytes, 0); i < bytes.size(); i += ascii_run(bytes, i)) {
    const std::size_t start = i;
    if (next(bytes, i) >= 0) continue;
    out += bytes.substr(good_from, start - good_from);
    out += kReplacement;
    good_from = i;
  }
  out += bytes.substr(good_from);
  return out;
}

std::string collapse(std::string_view utf8) {
  return fold_space(utf8, false);
}

std::string collapse_paragraphs(std::string_view utf8) {
  return fold_space(utf8, true);
}

std::string fold(std::string_view utf8) {
  std::string out;
  if (ascii_run(utf8, 0) == utf8.size()) {
    out.resize(utf8.size());
    std::ranges::transform(utf8, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return out;
  }
  const std::string repaired = is_utf8(utf8) ? std::string() : repair_utf8(utf8);
  const std::string_view source = repaired.empty() ? utf8 : repaired;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  case_folder().normalizeUTF8(0, icu::StringPiece(source.data(), static_cast<std::int32_t>(source.size())), sink,
                              nullptr, status);
  DATELINE_CHECK(U_SUCCESS(status));  // Only memory or a text above 2 GiB, which no limit of ours lets in.
  return out;
}

std::string shorten(std::string_view utf8, std::size_t most) {
  if (utf8.size() <= most) return std::string(utf8);
  if (most < kEllipsis.size()) return {};
  // Walk back from the last byte that fits to a character's start, and not between a letter and its accent.
  std::size_t end = most - kEllipsis.size();
  for (; end > 0; --end) {
    if (U8_IS_TRAIL(static_cast<std::uint8_t>(utf8[end]))) continue;
    std::size_t i = end;
    const UChar32 c = next(utf8, i);
    if (c >= 0 && (U_GET_GC_MASK(c) & U_GC_M_MASK || c == 0x200D)) continue;
    break;
  }
  // "Near" is a quarter of the room: a longer step back would waste more than a cut word costs.
  const auto is_space = [&](std::size_t i) { return utf8[i] == ' ' || utf8[i] == '\n' || utf8[i] == '\t'; };
  for (std::size_t i = end, nearest = end - end / 4; i > nearest; --i) {
    if (is_space(i)) {
      end = i;
      break;
    }
  }
  while (end > 0 && (is_space(end - 1) || std::strchr(",;:-(", utf8[end - 1]))) --end;
  return std::string(utf8.substr(0, end)).append(kEllipsis);
}

std::size_t length(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return !U8_IS_TRAIL(static_cast<std::uint8_t>(c)); }));
}

std::string first_sentences(std::string_view utf8, int count, std::string_view language) {
  return std::string(utf8.substr(0, end_of_sentence(utf8, count, language)));
}

}  // namespace dateline::text
