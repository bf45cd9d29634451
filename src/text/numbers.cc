#include "text/numbers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "text/latin.h"

namespace dateline::text {
namespace {

/// The digit at `i`, whose size goes to `bytes`: ASCII, Arabic, Persian, full width.
std::optional<char> digit_at(std::string_view s, std::size_t i, std::size_t& bytes) {
  if (i >= s.size()) return std::nullopt;
  const auto byte = [&](std::size_t k) { return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0U; };
  bytes = 1;
  if (s[i] >= '0' && s[i] <= '9') return s[i];
  bytes = 2;
  if (byte(0) == 0xD9 && byte(1) >= 0xA0 && byte(1) <= 0xA9) return static_cast<char>('0' + byte(1) - 0xA0);
  if (byte(0) == 0xDB && byte(1) >= 0xB0 && byte(1) <= 0xB9) return static_cast<char>('0' + byte(1) - 0xB0);
  bytes = 3;
  if (byte(0) == 0xEF && byte(1) == 0xBC && byte(2) >= 0x90 && byte(2) <= 0x99)
    return static_cast<char>('0' + byte(2) - 0x90);
  return std::nullopt;
}

std::string digits_from(std::string_view s, std::size_t& i) {
  std::string out;
  std::size_t bytes = 0;
  while (const auto digit = digit_at(s, i, bytes)) {
    out += *digit;
    i += bytes;
  }
  return out;
}

/// Zeros that the word after a number stands for: "million", "млн", "万".
std::size_t zeros_after(std::string_view rest) {
  for (const auto& [word, zeros] : {std::pair{"万", 4}, {"萬", 4}, {"亿", 8}, {"億", 8}}) {
    if (rest.starts_with(word)) return static_cast<std::size_t>(zeros);
  }
  for (const std::string_view space : {" ", "\u00A0", "\u202F"}) {
    if (!rest.starts_with(space)) continue;
    const std::string word = to_latin(rest.substr(space.size(), 16));
    for (const char* million : {"millio", "millon", "milion", "milho", "mln", "mio", "mlywn"}) {
      if (word.starts_with(million)) return 6;
    }
    for (const char* thousand : {"thousand", "tausend", "tys", "mille ", "mil ", "mila ", "alf ", "duizend"}) {
      if (word.starts_with(thousand)) return 3;
    }
  }
  return 0;
}

/// "1.200", "1,200" and "1 200" are "1200"; "3,5" is "3.5"; "3.5 million" is "3500000". Moves `i` past it. "" for
/// a date or a score.
std::string number_at(std::string_view s, std::size_t& i) {
  constexpr std::array<std::string_view, 10> kSeparators = {".",      ",",      "'",      "’", " ",
                                                            "\u00A0", "\u202F", "\u2009", "٬", "٫"};
  std::string whole = digits_from(s, i);
  std::string fraction;
  std::string_view grouped_by;
  bool is_number = true;
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view separator : kSeparators) {
      if (!s.substr(i).starts_with(separator)) continue;
      std::size_t end = i + separator.size();
      const std::string group = digits_from(s, end);
      if (group.empty()) break;
      const bool point = separator == "." || separator == "," || separator == "٫";
      if (fraction.empty() && group.size() == 3 && (grouped_by.empty() ? whole.size() <= 3 : grouped_by == separator)) {
        grouped_by = separator;
        whole += group;
      } else if (!point) {
        break;
      } else {
        is_number = is_number && fraction.empty();  // "31.01.2023"
        fraction = group;
      }
      i = end;
      more = true;
      break;
    }
  }
  if (!is_number || whole.size() > 15) return {};
  const std::size_t zeros = zeros_after(s.substr(i));
  for (std::size_t k = 0; k < zeros; ++k) {
    whole += fraction.empty() ? '0' : fraction.front();
    if (!fraction.empty()) fraction.erase(0, 1);
  }
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return fraction.empty() ? whole : whole + "." + fraction;
}

/// Chinese and Japanese numbers in characters: "八万五千" is "85000". Moves `i` past it; "" for what is not one.
std::string han_number_at(std::string_view s, std::size_t& i) {
  constexpr std::array<std::string_view, 11> kDigits = {"零", "一", "二", "三", "四", "五",
                                                        "六", "七", "八", "九", "两"};
  constexpr std::array<std::pair<std::string_view, std::uint64_t>, 7> kUnits = {{{"十", 10},
                                                                                 {"百", 100},
                                                                                 {"千", 1000},
                                                                                 {"万", 10'000},
                                                                                 {"萬", 10'000},
                                                                                 {"亿", 100'000'000},
                                                                                 {"億", 100'000'000}}};
  std::uint64_t total = 0, section = 0, digit = 0;
  bool any_unit = false;
  const std::size_t start = i;
  for (; i < s.size() && i < start + 45; i += 3) {
    const std::string_view here = s.substr(i, 3);
    if (const auto* found = std::ranges::find(kDigits, here); found != kDigits.end()) {
      digit = found == kDigits.end() - 1 ? 2 : static_cast<std::uint64_t>(found - kDigits.begin());
      continue;
    }
    const auto* unit = std::ranges::find(kUnits, here, &std::pair<std::string_view, std::uint64_t>::first);
    if (unit == kUnits.end()) break;
    any_unit = true;
    if (unit->second < 10'000) {
      section += std::max<std::uint64_t>(digit, 1) * unit->second;
    } else {
      total += (section + digit) * unit->second;
      section = 0;
    }
    digit = 0;
  }
  if (i == start) i += 3;
  // Ten alone is in "十分", a thousand in "千葉"; a hundred of each is chance.
  return any_unit && i - start >= 6 ? std::to_string(total + section + digit) : std::string();
}

/// A part of a word ("B52", "COVID-19") or of a time or a score ("10:30") is no number.
bool ends_in_word_or_colon(std::string_view before) {
  if (before.ends_with('-')) before.remove_suffix(1);
  if (before.empty()) return false;
  const char last = before.back();
  return last == ':' || (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z');
}

}  // namespace

std::vector<std::string> numbers(std::string_view utf8) {
  std::vector<std::string> out;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    std::string number;
    if (digit_at(utf8, i, bytes)) {
      const std::string_view before = utf8.substr(0, i);
      number = number_at(utf8, i);
      if (ends_in_word_or_colon(before) || utf8.substr(i).starts_with(':')) number.clear();
    } else if (static_cast<unsigned char>(utf8[i]) >= 0xE4) {
      number = han_number_at(utf8, i);
    } else {
      ++i;
    }
    if (number.size() >= 2) out.push_back(std::move(number));
  }
  return out;
}

}  // namespace dateline::text
