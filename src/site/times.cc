#include "site/times.h"

#include <string>

namespace dateline::site {
namespace {

Html with_rest_on_hover(const text::Locale& locale, Instant at, const std::string& words) {
  return html(R"(<time datetime="{}" title="{}">{}</time>)", format_rfc3339(at), locale.day_and_time(at), words);
}

}  // namespace

Html time_tag(const text::Locale& locale, Instant at) {
  return html(R"(<time datetime="{}">{}</time>)", format_rfc3339(at), locale.day_and_time(at));
}

Html shortest_time_tag(const text::Locale& locale, Instant at, Instant now) {
  const auto day = locale.calendar_day(at), today = locale.calendar_day(now);
  return with_rest_on_hover(locale, at,
                            day == today                 ? locale.time(at)
                            : day.year() == today.year() ? locale.day_of_year(at)
                                                         : locale.day(at));
}

Html short_time_tag(const text::Locale& locale, Instant at, Instant now) {
  const auto day = locale.calendar_day(at), today = locale.calendar_day(now);
  return with_rest_on_hover(locale, at,
                            day == today                 ? locale.time(at)
                            : day.year() == today.year() ? locale.day_of_year_and_time(at)
                                                         : locale.day_and_time(at));
}

}  // namespace dateline::site
