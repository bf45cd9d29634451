#include "site/times.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>

namespace dateline::site {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

std::string day_and_month(year_month_day date) {
  return std::to_string(unsigned(date.day())) + " " + std::string(kMonths[unsigned(date.month()) - 1]);
}

std::string clock_time(Instant at) {
  const hh_mm_ss time{at - floor<days>(at)};
  char text[24];
  std::snprintf(text, sizeof text, "%02d:%02d UTC", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  return text;
}

}  // namespace

std::string date_in_words(Instant at) {
  const sys_days day = floor<days>(at);
  const year_month_day date{day};
  return std::string(kDays[weekday{day}.c_encoding()]) + ", " + day_and_month(date) + " " +
         std::to_string(int(date.year()));
}

std::string time_in_words(Instant at) {
  const year_month_day date{floor<days>(at)};
  return day_and_month(date) + " " + std::to_string(int(date.year())) + ", " + clock_time(at);
}

Html time_tag(Instant at) {
  return html(R"(<time datetime="{}">{}</time>)", format_rfc3339(at), time_in_words(at));
}

Html shortest_time_tag(Instant at, Instant now) {
  const year_month_day date{floor<days>(at)}, today{floor<days>(now)};
  const std::string words = date == today ? clock_time(at)
                            : date.year() == today.year()
                                ? day_and_month(date)
                                : day_and_month(date) + " " + std::to_string(int(date.year()));
  return html(R"(<time datetime="{}" title="{}">{}</time>)", format_rfc3339(at), time_in_words(at), words);
}

Html short_time_tag(Instant at, Instant now) {
  const year_month_day date{floor<days>(at)}, today{floor<days>(now)};
  const std::string words = date == today                 ? clock_time(at)
                            : date.year() == today.year() ? day_and_month(date) + ", " + clock_time(at)
                                                          : time_in_words(at);
  return html(R"(<time datetime="{}" title="{}">{}</time>)", format_rfc3339(at), time_in_words(at), words);
}

}  // namespace dateline::site
