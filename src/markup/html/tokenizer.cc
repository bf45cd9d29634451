#include "markup/html/tokenizer.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <cstring>

#include "markup/html/entities.h"

namespace dateline::markup {
namespace {

// Classes of bytes. U+0000 ends everything: it is either the end of the source or to be replaced.
enum : std::uint8_t {
  kSpace = 1,
  kLetter = 2,
  kEndsTagName = 4,
  kEndsAttributeName = 8,
  kEndsValue = 16,  // An unquoted one; also "&", which is to be decoded.
  kEndsDoctypeName = 32,
};
struct Bytes {
  std::array<std::uint8_t, 256> classes{};
  std::array<char, 256> lower{};
};
constexpr Bytes kBytes = [] {
  Bytes bytes;
  const auto add = [&bytes](std::string_view members, int classes) {
    for (const char c : members) bytes.classes[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(classes);
  };
  for (int c = 0; c < 256; ++c) {
    const bool upper = c >= 'A' && c <= 'Z';
    bytes.lower[static_cast<std::size_t>(c)] = static_cast<char>(upper ? c + 'a' - 'A' : c);
    if (upper || (c >= 'a' && c <= 'z')) bytes.classes[static_cast<std::size_t>(c)] |= kLetter;
  }
  add(" \t\n\f", kSpace);
  add({" \t\n\f/>\0", 7}, kEndsTagName);
  add({" \t\n\f/>=\0", 8}, kEndsAttributeName);
  add({" \t\n\f>&\0", 7}, kEndsValue);
  add({" \t\n\f>\0", 6}, kEndsDoctypeName);
  return bytes;
}();
bool is(char c, std::uint8_t classes) {
  return (kBytes.classes[static_cast<unsigned char>(c)] & classes) != 0;
}
char lower(char c) {
  return kBytes.lower[static_cast<unsigned char>(c)];
}

/// The first of `bytes` at or after `at`; `end` when there is none. Reads up to kPadding behind `end`.
template <class... Byte>
char* find(char* at, char* end, Byte... bytes) {
#ifdef __SSE2__
  static_assert(Tokenizer::kPadding >= sizeof(__m128i));
  for (; at < end; at += sizeof(__m128i)) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const int hits = _mm_movemask_epi8((_mm_cmpeq_epi8(block, _mm_set1_epi8(bytes)) | ...));
    if (hits != 0) return std::min(at + std::countr_zero(static_cast<unsigned>(hits)), end);
  }
  return end;
#else
  while (at < end && ((*at != bytes) && ...)) ++at;
  return at;
#endif
}

/// Lower-cases from `at` up to the first byte of `ending_classes`, one of which is U+0000. Gives its place.
char* lower_until(char* at, std::uint8_t ending_classes) {
  for (; !is(*at, ending_classes); ++at) *at = lower(*at);
  return at;
}

/// Whether `lower_case` stands at `at` in any case. It has no U+0000, so this stops at the end of the source.
bool stands_at(const char* at, std::string_view lower_case) {
  for (const char c : lower_case) {
    if (lower(*at++) != c) return false;
  }
  return true;
}

/// Whether "<" or "</", which is `tag`, and the whole of `name` stand at `at`.
bool tag_stands_at(const char* at, std::string_view tag, std::string_view name) {
  return stands_at(at, tag) && stands_at(at + tag.size(), name) && *(at += tag.size() + name.size()) != '\0' &&
         is(*at, kEndsTagName);
}

/// Whether the "<" at `at` begins a tag, a comment, a doctype or a CDATA section. Else it is text.
bool begins_markup(const char* at, const char* end) {
  return is(at[1], kLetter) || at[1] == '!' || at[1] == '?' || (at[1] == '/' && at + 2 < end);
}

/// Tells most attribute names apart at once, the short ones surely: a tag may have a million of them, each to be
/// compared with all that are kept.
std::uint32_t fingerprint_of(std::string_view name) {
  std::uint32_t head = 0;
  std::uint32_t tail = 0;
  if (name.size() >= sizeof(head)) {
    std::memcpy(&head, name.data(), sizeof(head));
    std::memcpy(&tail, name.data() + name.size() - sizeof(tail), sizeof(tail));
  } else {
    for (const char c : name) head = head << 8 | static_cast<unsigned char>(c);
  }
  return head ^ std::rotl(tail, 11) ^ static_cast<std::uint32_t>(name.size() << 24);
}

/// What to write for the U+0000 or "&" at `at`, and how much of the source that is.
CharacterReference special_at(const char* at, const char* end, bool in_attribute) {
  if (*at == '\0') return {.length = 1, .characters = {'\xEF', '\xBF', '\xBD'}, .size = 3};
  CharacterReference reference = read_character_reference({at, end}, in_attribute);
  if (reference.length == 0) reference = {.length = 1, .characters = {'&'}, .size = 1};
  return reference;
}

/// Where the script ends whose text begins at `at`: at "</script>" or the like, unless it stands between
/// "<!-- <script>" and "</script>" or "-->". These are the states of script data, one "<" or ">" at a time.
char* end_of_script(char* at, char* end, std::string_view script) {
  enum { kPlain, kEscaped, kDoubleEscaped } state = kPlain;
  for (;; ++at) {
    at = state == kPlain ? find(at, end, '<') : find(at, end, '<', '>');
    if (at == end) return end;
    if (*at == '>') {
      // The dashes may be those of "<!--", as in "<!-->".
      if (at[-1] == '-' && at[-2] == '-') state = kPlain;
    } else if (state == kDoubleEscaped) {
      if (tag_stands_at(at, "</", "script")) state = kEscaped;
    } else if (!script.empty() && tag_stands_at(at, "</", script)) {
      return at;
    } else if (state == kEscaped) {
      if (tag_stands_at(at, "<", "script")) state = kDoubleEscaped;
    } else if (stands_at(at, "<!--")) {
      state = kEscaped;
      at += 3;
    }
  }
}

}  // namespace

Tokenizer::Tokenizer(std::span<char> source, Arena& spill)
    : at_(source.data()), end_(source.data() + source.size()), spill_(spill) {}

Token& Tokenizer::next() {
  token_ = {};
  while (at_ < end_) {
    const bool made = state_ == State::kData ? read_data() : state_ == State::kCdata ? read_cdata() : read_raw_text();
    if (made) return token_;
  }
  token_ = {};  // A tag that the source's end cuts off is dropped.
  return token_;
}

bool Tokenizer::read_data() {
  char* const begin = at_;
  References references = References::kNone;
  for (;; ++at_) {
    at_ = find(at_, end_, '<', '&', '\0');
    if (at_ == end_ || *at_ == '\0') break;
    if (*at_ == '&') {
      references = References::kInText;
    } else if (begins_markup(at_, end_)) {
      break;
    }
  }
  if (at_ > begin) {
    token_.kind = Token::Kind::kText;
    token_.text = references == References::kNone ? std::string_view(begin, at_) : decoded(begin, at_, references);
    return true;
  }
  if (*at_ == '<') return read_markup();
  ++at_;
  token_.kind = Token::Kind::kNul;
  return true;
}

bool Tokenizer::read_raw_text() {
  char* const stop = end_of_raw_text();
  if (stop == at_) {
    at_ += 2;
    state_ = State::kData;
    return read_tag(Token::Kind::kEndTag);
  }
  token_.kind = Token::Kind::kText;
  token_.text = decoded(at_, stop, state_ == State::kRcdata ? References::kInText : References::kNone);
  at_ = stop;
  return true;
}

char* Tokenizer::end_of_raw_text() const {
  if (state_ == State::kPlaintext) return end_;
  if (state_ == State::kScriptData) return end_of_script(at_, end_, last_start_tag_);
  if (last_start_tag_.empty()) return end_;
  char* at = find(at_, end_, '<');
  while (at < end_ && !tag_stands_at(at, "</", last_start_tag_)) at = find(at + 1, end_, '<');
  return at;
}

bool Tokenizer::read_cdata() {
  char* const begin = at_;
  for (;; ++at_) {
    at_ = find(at_, end_, '>', '\0');
    if (at_ == end_ || *at_ == '\0') break;
    if (at_ - begin >= 2 && at_[-1] == ']' && at_[-2] == ']') {
      token_.kind = Token::Kind::kText;
      token_.text = {begin, at_ - 2};
      ++at_;
      state_ = State::kData;
      return !token_.text.empty();
    }
  }
  if (at_ > begin) {
    token_.kind = Token::Kind::kText;
    token_.text = {begin, at_};
  } else {
    ++at_;
    token_.kind = Token::Kind::kNul;
  }
  return true;
}

/// From a "<" that begins_markup().
bool Tokenizer::read_markup() {
  ++at_;
  if (is(*at_, kLetter)) return read_tag(Token::Kind::kStartTag);
  if (*at_ == '?') return read_bogus_comment();
  if (*at_++ == '/') {
    if (is(*at_, kLetter)) return read_tag(Token::Kind::kEndTag);
    if (*at_ != '>') return read_bogus_comment();
    ++at_;  // "</>" is nothing at all.
    return false;
  }
  if (stands_at(at_, "--")) return read_comment();
  if (stands_at(at_, "doctype")) return read_doctype();
  constexpr std::string_view kCdataStart = "[CDATA[";
  if (cdata_allowed_ && std::string_view(at_, end_).starts_with(kCdataStart)) {
    at_ += kCdataStart.size();
    state_ = State::kCdata;
    return false;
  }
  return read_bogus_comment();
}

/// From the first letter of the name.
bool Tokenizer::read_tag(Token::Kind kind) {
  token_.kind = kind;
  token_.name = read_name(kEndsTagName);
  std::size_t count = 0;
  for (;;) {
    skip_space();
    if (*at_ == '>') break;
    if (*at_ == '/') {
      if (*++at_ != '>') continue;
      token_.self_closing = true;
      break;
    }
    if (at_ == end_) return false;
    Attribute attribute{read_name(kEndsAttributeName), {}};
    skip_space();
    if (*at_ == '=') {
      ++at_;
      skip_space();
      attribute.value = read_attribute_value();
    }
    if (kind == Token::Kind::kEndTag || count == kMaxAttributes) continue;
    const std::uint32_t fingerprint = fingerprint_of(attribute.name);
    const auto kept_end = fingerprints_.begin() + count;
    auto kept = std::find(fingerprints_.begin(), kept_end, fingerprint);
    while (kept != kept_end && attributes_[kept - fingerprints_.begin()].name != attribute.name) {
      kept = std::find(kept + 1, kept_end, fingerprint);
    }
    if (kept != kept_end) continue;
    fingerprints_[count] = fingerprint;
    attributes_[count++] = attribute;
  }
  ++at_;
  token_.tag = tag_of(token_.name);
  token_.attributes = {attributes_.data(), count};
  if (kind == Token::Kind::kStartTag) last_start_tag_ = token_.name;
  return true;
}

std::string_view Tokenizer::read_name(std::uint8_t ending_classes) {
  char* const begin = at_;
  at_ = lower_until(*begin == '=' ? begin + 1 : begin, ending_classes);  // Of an attribute it may be the first byte.
  if (*at_ != '\0' || at_ == end_) return {begin, at_};
  while (*at_ == '\0' && at_ < end_) at_ = lower_until(at_ + 1, ending_classes);
  return decoded(begin, at_, References::kNone);
}

std::string_view Tokenizer::read_attribute_value() {
  char* begin = at_;
  const char quote = *begin;
  if (quote != '"' && quote != '\'') {
    while (!is(*at_, kEndsValue)) ++at_;
    if (*at_ != '&' && *at_ != '\0') return {begin, at_};
    at_ = find(at_, end_, ' ', '\t', '\n', '\f', '>');
    return decoded(begin, at_, References::kInAttribute);
  }
  ++begin;
  char* stop = find(begin, end_, quote, '&', '\0');
  if (*stop == quote) {
    at_ = stop + 1;
    return {begin, stop};
  }
  stop = find(stop, end_, quote);
  at_ = std::min(stop + 1, end_);
  return stop == end_ ? std::string_view() : decoded(begin, stop, References::kInAttribute);
}

/// From the dashes. The end of a comment needs no dashes of its own in "<!-->" and "<!--->".
bool Tokenizer::read_comment() {
  char* const begin = at_ + 2;
  token_.kind = Token::Kind::kComment;
  char* stop = begin;
  for (at_ = begin;; ++at_) {
    at_ = find(at_, end_, '>');
    const std::string_view before(begin, at_);
    std::string_view closing;
    if (at_ == begin || before == "-") {
      closing = before;
    } else if (before.ends_with("--")) {
      closing = "--";
    } else if (before.ends_with("--!")) {
      closing = "--!";
    } else if (at_ < end_) {
      continue;
    } else if (before.ends_with("-")) {
      closing = "-";  // The source ends within what would have closed it.
    }
    stop = at_ - closing.size();
    break;
  }
  at_ = std::min(at_ + 1, end_);
  token_.text = decoded(begin, stop, References::kNone);
  return true;
}

bool Tokenizer::read_bogus_comment() {
  char* const begin = at_;
  char* const stop = find(begin, end_, '>');
  at_ = std::min(stop + 1, end_);
  token_.kind = Token::Kind::kComment;
  token_.text = decoded(begin, stop, References::kNone);
  return true;
}

bool Tokenizer::read_doctype() {
  at_ += std::string_view("doctype").size();
  token_.kind = Token::Kind::kDoctype;
  token_.force_quirks = !read_doctype_parts();
  at_ = std::min(find(at_, end_, '>') + 1, end_);  // What stands before it is passed over.
  return true;
}

/// False when the doctype is not as it should be.
bool Tokenizer::read_doctype_parts() {
  skip_space();
  if (*at_ == '>' || at_ == end_) return false;
  token_.name = read_name(kEndsDoctypeName);
  skip_space();
  if (*at_ == '>') return true;
  const bool is_public = stands_at(at_, "public");
  if (!is_public && !stands_at(at_, "system")) return false;
  at_ += std::string_view("public").size();
  skip_space();
  if (is_public) {
    if (!read_doctype_id(token_.public_id)) return false;
    skip_space();
    if (*at_ == '>') return true;
  }
  if (!read_doctype_id(token_.system_id)) return false;
  skip_space();
  return at_ < end_;
}

bool Tokenizer::read_doctype_id(std::optional<std::string_view>& id) {
  const char quote = *at_;
  if (quote != '"' && quote != '\'') return false;
  char* const begin = at_ + 1;
  at_ = find(begin, end_, quote, '>');
  const bool closed = *at_ == quote;
  id = decoded(begin, at_, References::kNone);
  if (closed) ++at_;
  return closed;
}

void Tokenizer::skip_space() {
  while (is(*at_, kSpace)) ++at_;
}

/// The text from `begin` to `end` with U+FFFD for U+0000 and characters for references. Stays where it is unless it
/// grows.
std::string_view Tokenizer::decoded(char* begin, char* end, References references) {
  const auto next_special = [&](char* from) {
    return references == References::kNone ? find(from, end, '\0') : find(from, end, '&', '\0');
  };
  char* read = next_special(begin);
  char* write = read;
  bool spilled = false;
  while (read < end) {
    const CharacterReference reference = special_at(read, end, references == References::kInAttribute);
    if (!spilled && reference.size > read + reference.length - write) {
      // U+0000 grows by two bytes. Of references only "&nGt;" and "&nLt;" grow, by one.
      const std::ptrdiff_t growth = 2 * std::count(read, end, '\0') + std::count(read, end, '&');
      char* const copy = spill_.take(static_cast<std::size_t>(end - read + (write - begin) + growth));
      std::memcpy(copy, begin, static_cast<std::size_t>(write - begin));
      write = copy + (write - begin);
      begin = copy;
      spilled = true;
    }
    for (std::size_t i = 0; i < reference.size; ++i) *write++ = reference.characters[i];
    read += reference.length;
    char* const next = next_special(read);
    std::memmove(write, read, static_cast<std::size_t>(next - read));
    write += next - read;
    read = next;
  }
  return {begin, write};
}

}  // namespace dateline::markup
