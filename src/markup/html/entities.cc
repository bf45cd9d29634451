#include "markup/html/entities.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace dateline::markup {
namespace {

struct Named {
  std::string_view name;  ///< Without "&" and ";".
  char32_t code_points[2];
  bool without_semicolon = false;
};

// Only read by the compiler, which makes of it the tables below, a third of its size.
constexpr Named kNamed[] = {
#include "markup/html/entities.inc"
};
static_assert(std::ranges::is_sorted(kNamed, {}, &Named::name));

/// Writes `code_point` to `out` as UTF-8. Gives the place behind it.
constexpr char* put_utf8(char32_t code_point, char* out) {
  const auto put = [&out](char32_t byte) { *out++ = static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
  return out;
}

struct Entry {
  std::uint16_t name_begin : 15;  ///< In kNames; the name ends where that of the next entry begins.
  std::uint16_t without_semicolon : 1;
  char utf8[6];  ///< Zeros behind it.
};
static_assert(sizeof(Entry) == 8);

constexpr std::size_t kNamesSize = [] {
  std::size_t size = 0;
  for (const Named& named : kNamed) size += named.name.size();
  return size;
}();
static_assert(kNamesSize < 1 << 15);

/// All names, without anything between them.
constexpr std::array<char, kNamesSize> kNames = [] {
  std::array<char, kNamesSize> names{};
  char* out = names.data();
  for (const Named& named : kNamed) out = std::ranges::copy(named.name, out).out;
  return names;
}();

/// As sorted as kNamed, and one more, which ends the last name.
constexpr std::array<Entry, std::size(kNamed) + 1> kEntries = [] {
  std::array<Entry, std::size(kNamed) + 1> entries{};
  std::uint16_t begin = 0;
  for (std::size_t i = 0; i < std::size(kNamed); ++i) {
    entries[i].name_begin = begin & 0x7FFF;
    entries[i].without_semicolon = kNamed[i].without_semicolon;
    char* out = entries[i].utf8;
    for (const char32_t code_point : kNamed[i].code_points) {
      if (code_point != 0) out = put_utf8(code_point, out);
    }
    begin = static_cast<std::uint16_t>(begin + kNamed[i].name.size());
  }
  entries[std::size(kNamed)].name_begin = begin & 0x7FFF;
  return entries;
}();

constexpr std::string_view name_of(const Entry& entry) {
  return {kNames.data() + entry.name_begin, static_cast<std::size_t>((&entry)[1].name_begin - entry.name_begin)};
}

constexpr std::size_t kSlots = 4096;  // About half of them are taken.

constexpr std::size_t slot_of(std::string_view name) {
  std::uint32_t hash = 0;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x9E3779B1;
  return hash >> 20;
}
static_assert(kSlots == std::size_t{1} << (32 - 20));

/// One more than the place in kEntries of the name whose slot this is, or of one that found its own slot taken; 0 in an
/// empty slot.
constexpr std::array<std::uint16_t, kSlots> kPlaces = [] {
  std::array<std::uint16_t, kSlots> places{};
  for (std::size_t i = 0; i < std::size(kNamed); ++i) {
    std::size_t slot = slot_of(kNamed[i].name);
    while (places[slot] != 0) slot = (slot + 1) % kSlots;
    places[slot] = static_cast<std::uint16_t>(i + 1);
  }
  return places;
}();

constexpr std::size_t kLongestName = 31;             // "CounterClockwiseContourIntegral".
constexpr std::size_t kLongestWithoutSemicolon = 6;  // "Aacute".
static_assert(std::ranges::all_of(kNamed, [](const Named& named) {
  return named.name.size() <= (named.without_semicolon ? kLongestWithoutSemicolon : kLongestName);
}));

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

const Entry* find_entry(std::string_view name) {
  for (std::size_t slot = slot_of(name); kPlaces[slot] != 0; slot = (slot + 1) % kSlots) {
    const Entry& entry = kEntries[kPlaces[slot] - std::size_t{1}];
    if (name_of(entry) == name) return &entry;
  }
  return nullptr;
}

CharacterReference named_reference(std::string_view source, bool in_attribute) {
  std::size_t letters = 1;
  while (letters < source.size() && letters <= kLongestName &&
         (is_letter(source[letters]) || is_digit(source[letters])))
    ++letters;
  const std::string_view name = source.substr(1, letters - 1);
  const bool closed = letters < source.size() && source[letters] == ';';
  const Entry* entry = closed ? find_entry(name) : nullptr;
  std::size_t length = letters + 1;
  for (std::size_t size = std::min(name.size(), kLongestWithoutSemicolon); !entry && size >= 2; --size) {
    entry = find_entry(name.substr(0, size));
    if (entry && !entry->without_semicolon) entry = nullptr;
    length = size + 1;
    const char next = length < source.size() ? source[length] : '\0';
    if (entry && in_attribute && (next == '=' || is_letter(next) || is_digit(next))) return {};
  }
  if (!entry) return {};
  CharacterReference reference{.length = length};
  std::ranges::copy(entry->utf8, reference.characters.begin());
  reference.size = static_cast<std::uint8_t>(strnlen(entry->utf8, sizeof(entry->utf8)));
  return reference;
}

char32_t meant_by(std::uint32_t number) {
  // What windows-1252 has at 0x80 to 0x9F; five places are empty there and stay.
  static constexpr char16_t kWindows1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (number >= 0x80 && number <= 0x9F) return kWindows1252[number - 0x80];
  const bool surrogate = number >= 0xD800 && number <= 0xDFFF;
  return number == 0 || surrogate || number > 0x10FFFF ? U'\uFFFD' : char32_t{number};
}

CharacterReference numeric_reference(std::string_view source) {
  const bool hexadecimal = source.size() > 2 && (source[2] == 'x' || source[2] == 'X');
  const std::size_t begin = hexadecimal ? 3 : 2;
  std::size_t at = begin;
  std::uint32_t number = 0;
  for (; at < source.size(); ++at) {
    const char c = source[at];
    const char lower = static_cast<char>(c | 0x20);
    std::uint32_t digit;
    if (is_digit(c)) {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (hexadecimal && lower >= 'a' && lower <= 'f') {
      digit = static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      break;
    }
    if (number <= 0x10FFFF) number = number * (hexadecimal ? 16 : 10) + digit;
  }
  if (at == begin) return {};
  if (at < source.size() && source[at] == ';') ++at;
  CharacterReference reference{.length = at};
  char* end = put_utf8(meant_by(number), reference.characters.data());
  reference.size = static_cast<std::uint8_t>(end - reference.characters.data());
  return reference;
}

}  // namespace

CharacterReference read_character_reference(std::string_view source, bool in_attribute) {
  if (source.size() < 2) return {};
  if (source[1] == '#') return numeric_reference(source);
  if (is_letter(source[1])) return named_reference(source, in_attribute);
  return {};
}

}  // namespace dateline::markup
