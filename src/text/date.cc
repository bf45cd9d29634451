#include "text/date.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "text/month_names.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

using namespace std::chrono;

/// In letters. The longest date that pages print has about 60; a sentence is not searched for one.
constexpr std::size_t kLongestDate = 120;

/// What a date is made of, in the order it was found.
struct Token {
  enum class Kind { kNumber, kWord, kMark };
  Kind kind;
  std::string_view text;
  bool after_space = false;

  bool is(char mark) const { return kind == Kind::kMark && text.front() == mark; }
  int number() const {
    int value = -1;
    if (kind == Kind::kNumber) std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }
};

std::vector<Token> tokens_of(std::string_view text) {
  const auto kind_of = [](char c) {
    if (c >= '0' && c <= '9') return Token::Kind::kNumber;
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) return Token::Kind::kWord;
    return Token::Kind::kMark;
  };
  std::vector<Token> tokens;
  bool after_space = true;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      after_space = true;
      ++i;
      continue;
    }
    const Token::Kind kind = kind_of(text[i]);
    std::size_t end = i + 1;
    while (kind != Token::Kind::kMark && end < text.size() && kind_of(text[end]) == kind) ++end;
    tokens.push_back({kind, text.substr(i, end - i), after_space});
    after_space = false;
    i = end;
  }
  return tokens;
}

struct Zone {
  std::string_view name;
  int minutes;
};
/// Zones by name, as news prints them. Those used by several countries mean the one that publishes most in English.
constexpr Zone kZones[] = {
    {"z", 0},       {"utc", 0},    {"gmt", 0},    {"ut", 0},     {"wet", 0},    {"west", 60},  {"bst", 60},
    {"cet", 60},    {"cest", 120}, {"mez", 60},   {"mesz", 120}, {"eet", 120},  {"eest", 180}, {"sast", 120},
    {"msk", 180},   {"trt", 180},  {"eat", 180},  {"gst", 240},  {"pkt", 300},  {"ist", 330},  {"npt", 345},
    {"ict", 420},   {"wib", 420},  {"sgt", 480},  {"hkt", 480},  {"awst", 480}, {"jst", 540},  {"kst", 540},
    {"acst", 570},  {"acdt", 630}, {"aest", 600}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}, {"brt", -180},
    {"art", -180},  {"ast", -240}, {"adt", -180}, {"nst", -210}, {"ndt", -150}, {"est", -300}, {"edt", -240},
    {"cst", -360},  {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"akst", -540},
    {"akdt", -480}, {"hst", -600},
};
/// "ET": the zone without saying whether summer time holds.
constexpr Zone kAmericanZones[] = {{"et", -300}, {"ct", -360}, {"mt", -420}, {"pt", -480}};

/// Summer time in the United States, by its rule since 2007; a day's error before that does not matter to anybody.
bool is_american_summer(sys_days day) {
  const year y = year_month_day(day).year();
  return day >= sys_days(y / March / Sunday[2]) && day < sys_days(y / November / Sunday[1]);
}

/// Reads the tokens of one date. Each part may be set once; what is no part of a date is passed over.
class Reader {
 public:
  /// `abroad`: names of months are looked for in all languages, not in the most frequent only.
  Reader(const std::vector<Token>& tokens, const DateHabits& habits, bool abroad)
      : tokens_(tokens), habits_(habits), abroad_(abroad) {}

  std::optional<LocalTime> read() {
    while (at_ < tokens_.size()) {
      if (read_time() || read_date() || read_meridiem() || read_zone()) continue;
      if (is_torn()) return std::nullopt;
      ++at_;
    }
    if (day_ == 0 || month_ == 0 || year_ == 0) return std::nullopt;
    const year_month_day date = gregorian();
    if (!date.ok()) return std::nullopt;
    if (meridiem_ != 0) {
      if (hour_ < 1 || hour_ > 12) return hour_ > 12 && hour_ < 24 ? combine(date) : std::nullopt;
      hour_ = hour_ % 12 + (meridiem_ == 'p' ? 12 : 0);
    }
    return combine(date);
  }

 private:
  const Token* peek(std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() ? &tokens_[at_ + ahead] : nullptr;
  }
  bool mark_at(std::size_t ahead, char mark) const { return peek(ahead) && peek(ahead)->is(mark); }
  bool word_at(std::size_t ahead, std::string_view word) const {
    return peek(ahead) && peek(ahead)->kind == Token::Kind::kWord && peek(ahead)->text == word;
  }
  int number_at(std::size_t ahead) const { return peek(ahead) ? peek(ahead)->number() : -1; }
  std::size_t digits_at(std::size_t ahead) const { return number_at(ahead) < 0 ? 0 : peek(ahead)->text.size(); }

  /// Whether the word here parts what cannot be of one date: "December 22, 2022 Reviewed March 5".
  bool is_torn() const {
    constexpr std::size_t kLongestBetween = 4;  // "de", "of", "gada", "года".
    const Token* token = peek();
    const bool some = day_ != 0 || month_ != 0 || year_ != 0;
    const bool all = day_ != 0 && month_ != 0 && year_ != 0;
    if (!some || all || token->kind != Token::Kind::kWord) return false;
    return length(token->text) > kLongestBetween && month_at(0).number == 0;
  }

  year_month_day gregorian() const {
    constexpr int kBuddhist = 543;
    // The years of no other calendar look like these.
    const bool buddhist = year_ >= 2500 && year_ < 2700;
    if (calendar_ == MonthName::Calendar::kPersian) return day_of_persian(year_, month_, day_);
    return {year(year_ - (buddhist ? kBuddhist : 0)), month(static_cast<unsigned>(month_)),
            day(static_cast<unsigned>(day_))};
  }

  /// The month that the words from here name; two words where one does not say it.
  MonthName month_at(std::size_t ahead) const {
    const Token* token = peek(ahead);
    if (!token || token->kind != Token::Kind::kWord) return {};
    if (!abroad_) return {.number = frequent_month(token->text)};
    if (const Token* next = peek(ahead + 1); next && next->kind == Token::Kind::kWord) {
      const std::string both = std::string(token->text) + " " + std::string(next->text);
      if (const MonthName name = month_of(both, habits_.language); name.number != 0) return name;
    }
    return month_of(token->text, habits_.language);
  }

  std::optional<LocalTime> combine(year_month_day date) const {
    if (hour_ > 24 || minute_ > 59 || second_ > 60 || (hour_ == 24 && (minute_ > 0 || second_ > 0)))
      return std::nullopt;
    const sys_days days(date);
    int offset = offset_;
    if (american_) offset += is_american_summer(days) ? 60 : 0;
    return LocalTime{days + hours(hour_) + minutes(minute_ - offset) + seconds(second_), minutes(offset), has_time_};
  }

  /// Whether the word there begins with one of these.
  bool starts_at(std::size_t ahead, std::initializer_list<std::string_view> beginnings) const {
    const Token* token = peek(ahead);
    return token && token->kind == Token::Kind::kWord &&
           std::ranges::any_of(beginnings, [&](std::string_view mark) { return token->text.starts_with(mark); });
  }

  /// 18:00, 18:00:00.123, 6 pm, 18h30, 18時30分, 1800 after a "T".
  bool read_time() {
    if (has_time_ || digits_at(0) == 0) return false;
    if (digits_at(0) <= 2 && starts_at(1, {"時", "时", "點", "点", "시"})) {
      const bool minutes_too = digits_at(2) > 0 && digits_at(2) <= 2 && starts_at(3, {"分", "분"});
      set_time(number_at(0), minutes_too ? number_at(2) : 0, 0);
      at_ += minutes_too ? 4 : 2;
      return true;
    }
    if (digits_at(0) <= 2 && mark_at(1, ':') && digits_at(2) == 2) {
      set_time(number_at(0), number_at(2), 0);
      at_ += 3;
      if (mark_at(0, ':') && digits_at(1) == 2) {
        second_ = number_at(1);
        at_ += 2;
      }
      if ((mark_at(0, '.') || mark_at(0, ',')) && digits_at(1) > 0 && !peek(0)->after_space && !peek(1)->after_space) {
        at_ += 2;  // Fractions of a second.
      } else if ((mark_at(0, '.') || mark_at(0, ',')) && peek(1) && peek(1)->kind == Token::Kind::kNumber &&
                 !peek(1)->after_space) {
        at_ += 2;  // Fractions too long for a number.
      }
      return true;
    }
    if (digits_at(0) <= 2 && word_at(1, "h")) {
      set_time(number_at(0), digits_at(2) == 2 && !peek(2)->after_space ? number_at(2) : 0, 0);
      at_ += digits_at(2) == 2 && !peek(2)->after_space ? 3 : 2;
      return true;
    }
    if (digits_at(0) <= 2 && is_meridiem(1)) {
      set_time(number_at(0), 0, 0);
      ++at_;
      return true;
    }
    if (after_t_ && (digits_at(0) == 6 || digits_at(0) == 4 || digits_at(0) == 2)) {
      const int packed = number_at(0);
      if (digits_at(0) == 6) set_time(packed / 10000, packed / 100 % 100, packed % 100);
      if (digits_at(0) == 4) set_time(packed / 100, packed % 100, 0);
      if (digits_at(0) == 2) set_time(packed, 0, 0);
      ++at_;
      if ((mark_at(0, '.') || mark_at(0, ',')) && peek(1) && peek(1)->kind == Token::Kind::kNumber) at_ += 2;
      return true;
    }
    return false;
  }

  void set_time(int hour, int minute, int second) {
    has_time_ = true;
    hour_ = hour;
    minute_ = minute;
    second_ = second;
  }

  bool is_meridiem(std::size_t ahead) const {
    if (word_at(ahead, "am") || word_at(ahead, "pm")) return true;
    return (word_at(ahead, "a") || word_at(ahead, "p")) && mark_at(ahead + 1, '.') && word_at(ahead + 2, "m");
  }

  /// Stands before the time in East Asia, and may hang on the word for the day.
  bool read_east_asian_meridiem(std::string_view word) {
    const auto says = [&](std::initializer_list<std::string_view> marks) {
      return std::ranges::any_of(marks, [&](std::string_view mark) { return word.ends_with(mark); });
    };
    if (says({"下午", "午後", "오후"})) {
      meridiem_ = 'p';
    } else if (says({"上午", "午前", "오전"})) {
      meridiem_ = 'a';
    } else {
      return false;
    }
    return true;
  }

  bool read_meridiem() {
    if (!has_time_ && peek()->kind == Token::Kind::kWord && read_east_asian_meridiem(peek()->text)) {
      ++at_;
      return true;
    }
    if (!has_time_ || !is_meridiem(0)) return false;
    meridiem_ = peek(0)->text.front();
    at_ += peek(0)->text.size() == 2 ? 1 : 3;
    return true;
  }

  bool read_date() {
    const Token* token = peek();
    if (token->kind == Token::Kind::kWord) {
      if (token->text == "t" && day_ != 0) {
        after_t_ = true;
        ++at_;
        return true;
      }
      if (month_ != 0) return false;
      if (token->text == "tháng" && digits_at(1) > 0 && digits_at(1) <= 2) {  // Vietnamese counts the months.
        month_ = number_at(1);
        at_ += 2;
        return true;
      }
      const MonthName name = month_at(0);
      month_ = name.number;
      if (month_ == 0) return false;
      calendar_ = name.calendar;
      at_ += name.words;
      if (mark_at(0, '.') || mark_at(0, '-')) ++at_;
      return true;
    }
    if (token->kind != Token::Kind::kNumber) return false;
    if (read_east_asian_part() || read_numeric_date()) return true;
    const int number = token->number();
    // Four digits are a year, one or two a day, or a year once the day is known ("31 Jan 23").
    if (token->text.size() == 4 && year_ == 0) {
      year_ = number;
    } else if (token->text.size() <= 2 && day_ == 0 && number > 0) {
      day_ = number;
    } else if (token->text.size() == 2 && day_ != 0 && month_ != 0 && year_ == 0) {
      year_ = calendar_ == MonthName::Calendar::kBuddhist ? 2500 + number : full_year(number);
    } else {
      return false;
    }
    ++at_;
    return true;
  }

  /// 2024年, 1月, 15日, 2024년, 令和6年: a number and the word that says what it is.
  bool read_east_asian_part() {
    const int number = number_at(0);
    const std::size_t digits = digits_at(0);
    if (digits == 0 || digits > 4) return false;
    if (year_ == 0 && starts_at(1, {"年", "년"})) {
      struct Era {
        std::string_view name;
        int before;
      };
      constexpr auto kEras = std::to_array<Era>({{"令和", 2018}, {"平成", 1988}, {"民國", 1911}, {"民国", 1911}});
      int before = digits == 4 ? 0 : -1;
      if (digits < 4 && at_ > 0) {
        for (const Era& era : kEras) {
          if (tokens_[at_ - 1].text.ends_with(era.name)) before = era.before;
        }
      }
      if (before >= 0) year_ = before + number;  // Else of an era that is not named.
    } else if (month_ == 0 && digits <= 2 && starts_at(1, {"月", "월"})) {
      month_ = number;
    } else if (day_ == 0 && digits <= 2 && starts_at(1, {"日", "일", "號", "号"})) {
      day_ = number;
      read_east_asian_meridiem(peek(1)->text);
    } else {
      return false;
    }
    at_ += 2;
    return true;
  }

  /// RFC 2822 section 4.3.
  static int full_year(int two_digits) { return two_digits < 50 ? 2000 + two_digits : 1900 + two_digits; }

  bool read_numeric_date() {
    if (month_ != 0 || day_ != 0 || year_ != 0) return false;
    if (digits_at(0) == 8 || digits_at(0) == 14) return false;  // Packed: see read_packed().
    const Token* mark = peek(1);
    if (!mark || !(mark->is('-') || mark->is('/') || mark->is('.')) || !peek(3) || !peek(3)->is(mark->text.front())) {
      return false;
    }
    const int first = number_at(0);
    const int second = number_at(2);
    const int third = number_at(4);
    if (first < 0 || second < 0 || third < 0 || digits_at(2) > 2) return false;
    if (digits_at(0) == 4 && digits_at(4) <= 2) {
      // In Persian, so early a year is of the Persian calendar; in Arabic it would be of another.
      if (first < 1500 && habits_.language.starts_with("fa")) calendar_ = MonthName::Calendar::kPersian;
      set_date(first, second, third);
    } else if (digits_at(0) <= 2 && (digits_at(4) == 4 || digits_at(4) == 2)) {
      const int y = digits_at(4) == 4 ? third : full_year(third);
      if (mark->is('.') || first > 12 || first == second) {
        set_date(y, second, first);
      } else if (second > 12) {
        set_date(y, first, second);
      } else if (habits_.day_first) {
        set_date(y, *habits_.day_first ? second : first, *habits_.day_first ? first : second);
      } else {
        return false;  // 03/04/2023: two readings, and a wrong date is worse than none.
      }
    } else {
      return false;
    }
    at_ += 5;
    return true;
  }

  void set_date(int y, int m, int d) {
    year_ = y;
    month_ = m;
    day_ = d;
  }

  /// +0100, -05:00, GMT+1, EST, ET.
  bool read_zone() {
    const Token* token = peek();
    if (has_time_ && !has_offset_ && (token->is('+') || token->is('-')) && digits_at(1) > 0 && !peek(1)->after_space) {
      const int sign = token->is('+') ? 1 : -1;
      int total = 0;
      std::size_t used = 2;
      if (digits_at(1) == 4) {
        total = number_at(1) / 100 * 60 + number_at(1) % 100;
      } else if (digits_at(1) <= 2) {
        total = number_at(1) * 60;
        if (mark_at(2, ':') && digits_at(3) == 2) {
          total += number_at(3);
          used = 4;
        }
      } else {
        return false;
      }
      constexpr int kFarthest = 14 * 60;  // Kiribati.
      if (total > kFarthest) return false;
      offset_ = sign * total;
      american_ = false;
      has_offset_ = true;
      at_ += used;
      return true;
    }
    // A name after an offset is a comment: "+0100 (CET)".
    if (token->kind != Token::Kind::kWord || !has_time_ || has_offset_) return false;
    for (const Zone& zone : kZones) {
      if (zone.name != token->text) continue;
      offset_ = zone.minutes;
      american_ = false;
      // "GMT+1" goes on with its offset.
      has_offset_ = !((mark_at(1, '+') || mark_at(1, '-')) && zone.minutes == 0 && zone.name != "z");
      ++at_;
      return true;
    }
    for (const Zone& zone : kAmericanZones) {
      if (zone.name != token->text) continue;
      offset_ = zone.minutes;
      american_ = true;
      has_offset_ = true;
      ++at_;
      return true;
    }
    return false;
  }

  const std::vector<Token>& tokens_;
  const DateHabits& habits_;
  const bool abroad_;
  std::size_t at_ = 0;
  MonthName::Calendar calendar_ = MonthName::Calendar::kGregorian;
  int year_ = 0, month_ = 0, day_ = 0;
  int hour_ = 0, minute_ = 0, second_ = 0;
  int offset_ = 0;  ///< Minutes east of Greenwich.
  char meridiem_ = 0;
  bool has_time_ = false, has_offset_ = false, american_ = false, after_t_ = false;
};

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool may_have_digit(std::string_view text) {
  return std::ranges::any_of(text,
                             [](char c) { return (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; });
}

/// With Arabic, Bengali, Thai ... digits as ASCII's, and without the points of Thai abbreviations ("ม.ค.").
std::string plain_digits(std::string text) {
  if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return text;
  std::string out;
  out.reserve(text.size());
  for (std::int32_t i = 0, size = static_cast<std::int32_t>(text.size()); i < size;) {
    const std::int32_t from = i;
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    const std::int32_t digit = c >= 0x80 ? u_charDigitValue(c) : -1;
    const auto lead = static_cast<unsigned char>(out.size() >= 3 ? out[out.size() - 3] : 0);
    const bool thai = lead == 0xE0 && static_cast<unsigned char>(out[out.size() - 2]) >= 0xB8;
    if (digit >= 0) {
      out += static_cast<char>('0' + digit);
    } else if (c != '.' || !thai) {
      out.append(text, static_cast<std::size_t>(from), static_cast<std::size_t>(i - from));
    }
  }
  return out;
}

/// A day and a year among other words: worth looking the words up in all languages.
bool may_be_date_abroad(const std::vector<Token>& tokens) {
  const auto number = [&](auto test) {
    return std::ranges::any_of(tokens, [&](const Token& token) { return test(token.text.size(), token.number()); });
  };
  return number([](std::size_t digits, int value) { return digits <= 2 && value >= 1 && value <= 31; }) &&
         number([](std::size_t digits, int value) { return (digits == 4 || digits == 2) && value >= 1; }) &&
         std::ranges::any_of(
             tokens, [](const Token& token) { return token.kind == Token::Kind::kWord && token.text.size() >= 3; });
}

/// Seconds or milliseconds since 1970.
std::optional<LocalTime> read_epoch(std::string_view text) {
  const std::string_view whole = text.substr(0, text.find('.'));
  if (whole.size() < text.size() && !all_digits(text.substr(whole.size() + 1))) return std::nullopt;
  if (!all_digits(whole)) return std::nullopt;
  std::int64_t value = 0;
  if (std::from_chars(whole.data(), whole.data() + whole.size(), value).ec != std::errc()) return std::nullopt;
  if (whole.size() == 9 || whole.size() == 10) return LocalTime{Instant(seconds(value)), minutes(0), true};
  if (whole.size() == 12 || whole.size() == 13) return LocalTime{Instant(seconds(value / 1000)), minutes(0), true};
  return std::nullopt;
}

/// "20230131", "20230131T180000Z", "20230131180000" with dashes put in, so that one reader serves all.
std::string unpack(std::string_view text) {
  const auto digits = static_cast<std::size_t>(
      std::ranges::find_if_not(text, [](char c) { return c >= '0' && c <= '9'; }) - text.begin());
  if (digits != 8 && digits != 12 && digits != 14) return std::string(text);
  std::string out;
  out.append(text, 0, 4).append("-").append(text, 4, 2).append("-").append(text, 6, 2);
  if (digits > 8) out.append("t").append(text, 8, digits - 8);
  return out.append(text, digits);
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
  return out;
}

/// The country that a host's last label is of: "uk" of news.example.uk; "" for others.
std::string country_of_host(std::string_view host) {
  const std::string label(host.substr(host.rfind('.') + 1));
  if (label == "gov" || label == "edu" || label == "mil") return "US";
  if (label == "uk") return "GB";
  // Sold to everybody.
  for (const std::string_view generic : {"io", "co", "ai", "me", "tv", "fm", "ly", "cc", "to", "gg", "sh", "eu"}) {
    if (label == generic) return "";
  }
  return label.size() == 2 ? upper(label) : "";
}

}  // namespace

DateHabits habits_of(std::string_view tag, std::string_view host) {
  // By CLDR's short dates. Canada writes all three ways; where the year comes first, a date that has it last is
  // foreign.
  constexpr auto kMonthFirst =
      std::to_array<std::string_view>({"US", "PH", "PR", "GU", "AS", "MP", "VI", "UM", "MH", "PA"});
  constexpr auto kUnknown = std::to_array<std::string_view>(
      {"CA", "zh", "ja", "ko", "hu", "sv", "lt", "mn", "eu", "ne", "si", "ug", "ii", "dz", "bo", "af", "ak", "se"});
  DateHabits habits;
  const std::string_view language = tag.substr(0, tag.find_first_of("-_"));
  const auto letters = [](std::string_view part, std::size_t least, std::size_t most) {
    return part.size() >= least && part.size() <= most &&
           std::ranges::all_of(part, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  };
  if (!letters(language, 2, 3)) return habits;
  for (const char c : language) habits.language += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  // "en-US" is what systems for publishing say of every English page; whose country the host names knows better.
  std::string country = country_of_host(host);
  for (std::size_t at = language.size(); country.empty() && at < tag.size();) {
    const std::size_t end = std::min(tag.find_first_of("-_", at + 1), tag.size());
    if (const std::string_view part = tag.substr(at + 1, end - at - 1); letters(part, 2, 2)) country = upper(part);
    at = end;
  }
  const auto is_one_of = [&](const auto& list) {
    return std::ranges::find(list, country) != list.end() || std::ranges::find(list, habits.language) != list.end();
  };
  if ((habits.language == "en" && country.empty()) || is_one_of(kUnknown)) return habits;
  habits.day_first = !is_one_of(kMonthFirst);
  return habits;
}

std::optional<LocalTime> parse_local(std::string_view text, const DateHabits& habits) {
  // Folding also makes one space of many and plain letters of capitals.
  if (text.size() > 4 * kLongestDate || !may_have_digit(text)) return std::nullopt;
  const std::string folded = plain_digits(fold(collapse(text)));
  if (!has_digit(folded) || length(folded) > kLongestDate) return std::nullopt;
  std::optional<LocalTime> found = read_epoch(folded);
  if (!found) {
    const std::string unpacked = unpack(folded);
    const std::vector<Token> tokens = tokens_of(unpacked);
    found = Reader(tokens, habits, false).read();
    if (!found && may_be_date_abroad(tokens)) found = Reader(tokens, habits, true).read();
  }
  constexpr Instant kEarliest = sys_days(year(1990) / 1 / 1);
  constexpr Instant kLatest = sys_days(year(2100) / 1 / 1);
  if (!found || found->at < kEarliest || found->at >= kLatest) return std::nullopt;
  return found;
}

std::optional<Instant> parse_date(std::string_view text) {
  const auto found = parse_local(text);
  return found ? std::optional(found->at) : std::nullopt;
}

std::string format_local(const LocalTime& time) {
  std::string out = format_rfc3339(time.at + time.offset);
  if (time.offset == minutes(0)) return out;
  const auto far = static_cast<int>(std::abs(time.offset.count()));
  char zone[16];
  std::snprintf(zone, sizeof zone, "%c%02d:%02d", time.offset < minutes(0) ? '-' : '+', far / 60 % 100, far % 60);
  return out.replace(out.size() - 1, 1, zone);
}

std::optional<LocalTime> find_date(std::string_view line, const DateHabits& habits) {
  // Every run of whole words is tried, the longest first from each start, since a time behind the date belongs to it.
  constexpr std::size_t kMostWords = 16;
  constexpr std::size_t kMostInDate = 7;
  if (line.size() > 4 * kLongestDate || !may_have_digit(line) || length(line) > kLongestDate) return std::nullopt;
  std::string apart;
  for (const char c : plain_digits(std::string(line))) {
    // "HealthDecember 22" of two elements that stand side by side.
    if (c >= 'A' && c <= 'Z' && !apart.empty() && apart.back() >= 'a' && apart.back() <= 'z') apart += ' ';
    apart += c;
  }
  if (!has_digit(apart)) return std::nullopt;
  for (const std::string_view mark : {"•", "·", "⋅", "●", "|", "｜"}) {
    for (std::size_t at = apart.find(mark); at != std::string::npos; at = apart.find(mark, at))
      apart.replace(at, mark.size(), " ");
  }
  line = apart;
  std::vector<std::pair<std::size_t, std::size_t>> words;
  for (std::size_t at = 0; at < line.size() && words.size() < kMostWords;) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) words.emplace_back(at, end);
    at = end + 1;
  }
  for (std::size_t first = 0; first < words.size(); ++first) {
    for (std::size_t last = std::min(words.size(), first + kMostInDate); last > first; --last) {
      std::string_view part = line.substr(words[first].first, words[last - 1].second - words[first].first);
      while (!part.empty() && std::string_view("|,;:()[]-").find(part.back()) != std::string_view::npos)
        part.remove_suffix(1);
      while (!part.empty() && std::string_view("|,;:()[]-").find(part.front()) != std::string_view::npos)
        part.remove_prefix(1);
      // A mere number could be seconds since 1970, or anything.
      if (part.size() < 6 || !has_digit(part) || part.find_first_not_of("0123456789") == std::string_view::npos)
        continue;
      if (const auto at = parse_local(part, habits)) return at;
    }
  }
  return std::nullopt;
}

bool is_month(std::string_view word) {
  constexpr std::size_t kLongest = 40;  // The longest name of a month has 27 bytes.
  if (word.size() < 2 || word.size() > kLongest) return false;
  return frequent_month(fold(word)) != 0;
}

}  // namespace dateline::text
