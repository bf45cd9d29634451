// All that was reported, by the day: /archive (months), /archive/2023/01 (days), /archive/2023/01/31 (what was
// reported). A day is the newsroom's: what was reported at half past eleven in the evening there is of that evening.

#include <charconv>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/pages.h"
#include "site/pages/placed_list.h"
#include "site/paths.h"

namespace dateline::site {
namespace {

using namespace std::chrono;

constexpr int kReportsPerPage = 60;
constexpr sys_days kFirst{year{1900} / 1 / 1}, kLast{year{2999} / 12 / 31};

/// "2023", "01"; absent unless it is written just like that, so that each page has one address.
std::optional<int> number_of(std::string_view text, std::size_t digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.size() != digits || error != std::errc() || end != text.data() + text.size() || text[0] == '-')
    return std::nullopt;
  return number;
}

std::optional<year_month> month_of(const Visit& visit) {
  const auto y = number_of(visit.parts[0], 4), m = number_of(visit.parts[1], 2);
  if (!y || !m) return std::nullopt;
  const year_month month = year{*y} / *m;
  if (!month.ok() || month / 1 < year_month_day{kFirst} || month / 1 > year_month_day{kLast}) return std::nullopt;
  return month;
}

std::string two_digits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// When that date begins where the newsroom is.
Instant start_of(const text::Locale& locale, sys_days date) {
  const year_month_day day{date};
  return locale.start_of_day(std::to_string(static_cast<int>(day.year())) + "-" +
                             two_digits(static_cast<unsigned>(day.month())) + "-" +
                             two_digits(static_cast<unsigned>(day.day())));
}

/// A time of that date there, so that it is told as that date.
Instant told_as(const text::Locale& locale, sys_days date) {
  return start_of(locale, date) + hours{12};
}

/// The day on which it was reported, where the newsroom is; absent for none, or for a time that no address has.
std::optional<sys_days> day_of(const text::Locale& locale, std::optional<Instant> reported) {
  if (!reported) return std::nullopt;
  const sys_days day{locale.calendar_day(*reported)};
  return day < kFirst || day > kLast ? std::nullopt : std::optional(day);
}

std::string month_in_words(const Catalogue& texts, year_month month) {
  return texts.locale().month(told_as(texts.locale(), sys_days{month / 15}));
}

Html step(const std::optional<Href>& to, std::string_view rel, std::string_view words) {
  if (!to) return html("<span></span>");
  return html(R"(<a rel="{}" href="{}">{}</a>)", rel, *to, words);
}

/// `below`: what leads down to it from /archive, with itself at the end; nothing for /archive itself.
Html page_of_archive(const Context& context, const Trail& below, const Html& main, ReportList reports = {}) {
  Trail trail{{context.texts.say("archive.name"), archive_path()}};
  trail.insert(trail.end(), below.begin(), below.end());
  return framed(context, *context.newsroom.front_page(),
                {.title = trail.back().name,
                 .description = context.texts.say("archive.intro"),
                 .address = trail.back().page,
                 .sheet = "lists.css",
                 .machines = {.linked_data = reports_data(context, trail, reports)}},
                main);
}

Html calendar(const Context& context, year_month month, const std::map<sys_days, std::int64_t>& counts) {
  const Catalogue& texts = context.texts;
  Html head;
  for (int i = 0; i < 7; ++i) {  // 2 January 2023 was a Monday, and weeks here begin with it (ISO 8601).
    const std::string name = texts.locale().weekday(told_as(texts.locale(), sys_days{year{2023} / 1 / (2 + i)}));
    head.add("<th scope=\"col\">{}</th>", name);
  }
  Html rows, row;
  const sys_days first{month / 1}, last{month / std::chrono::last};
  const unsigned before = weekday{first}.iso_encoding() - 1;
  for (unsigned i = 0; i < before; ++i) row.add("<td></td>");
  for (sys_days day = first; day <= last; day += days{1}) {
    const auto number = static_cast<unsigned>(year_month_day{day}.day());
    const auto found = counts.find(day);
    if (found == counts.end()) {
      row.add("<td><span>{}</span></td>", number);
    } else {
      row.add(R"(<td><a href="{}">{}<span class="count">{}</span></a></td>)", archive_path(day), number,
              texts.count("report.count", found->second));
    }
    if (weekday{day} == Sunday || day == last) {
      for (unsigned i = weekday{day}.iso_encoding(); i < 7; ++i) row.add("<td></td>");
      rows.add("<tr>{}</tr>\n", row);
      row = Html();
    }
  }
  return html(R"(<table class="calendar">
<caption class="unseen">{}</caption>
<thead><tr>{}</tr></thead>
<tbody>
{}</tbody>
</table>
)",
              month_in_words(texts, month), head, rows);
}

}  // namespace

Result<net::Response> archive_page(const Context& context, const Visit&) {
  const Catalogue& texts = context.texts;
  const text::Locale& locale = texts.locale();
  DATELINE_TRY(const auto days_in_utc, context.reader.days(kFirst, kLast));
  std::set<year_month> near;  // With something, or beside a month with something: a day is another one in every zone.
  for (const store::DayCount& counted : days_in_utc) {
    for (const year_month_day date : {counted.day - days{1}, counted.day + days{1}}) {
      near.insert(date.year() / date.month());
    }
  }
  std::set<Instant> bounds;
  for (const year_month of : near) {
    bounds.insert(start_of(locale, sys_days{of / 1}));
    bounds.insert(start_of(locale, sys_days{(of + months{1}) / 1}));
  }
  const std::vector<Instant> starts(bounds.begin(), bounds.end());
  DATELINE_TRY(const auto counts, context.reader.counts_between(starts));
  std::map<year, std::map<month, std::int64_t>, std::greater<>> years;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const year_month_day date = locale.calendar_day(starts[i] + hours{12});
    years[date.year()][date.month()] = counts[i];
  }
  Html main = html(R"(<h1 class="page-name">{}</h1>
<p class="page-intro">{}</p>
)",
                   texts.say("archive.name"), texts.say("archive.intro"));
  if (years.empty()) {
    main.add(R"(<p class="empty">{}</p>
)",
             texts.say("archive.empty"));
  }
  for (const auto& [year, months] : years) {
    Html links;
    for (const auto& [month, articles] : months) {
      links.add(R"(<li><a href="{}">{} <span class="count">{}</span></a></li>
)",
                archive_path(year / month), month_in_words(texts, year / month), texts.locale().number(articles));
    }
    main.add(R"(<section class="part">
<h2 class="section-name">{}</h2>
<ol class="months">
{}</ol>
</section>
)",
             static_cast<int>(year), links);
  }
  return public_page(page_of_archive(context, {}, main));
}

Result<net::Response> archive_month_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const auto month = month_of(visit);
  if (!month) return fail(Code::kNotFound, "not a month");
  const text::Locale& locale = texts.locale();
  const sys_days first{*month / 1}, end{(*month + months{1}) / 1};
  std::vector<Instant> bounds;
  for (sys_days day = first; day <= end; day += days{1}) bounds.push_back(start_of(locale, day));
  DATELINE_TRY(const auto reports, context.reader.counts_between(bounds));
  std::map<sys_days, std::int64_t> counts;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (reports[i] > 0) counts[first + days{i}] = reports[i];
  }
  if (counts.empty()) return fail(Code::kNotFound, "nothing was reported in that month");
  DATELINE_TRY(const auto newest_before, context.reader.reported_before(bounds.front()));
  DATELINE_TRY(const auto oldest_after, context.reader.reported_from(bounds.back()));
  const auto link = [&](std::optional<sys_days> to, std::string_view rel) {
    if (!to) return step(std::nullopt, rel, "");
    const year_month_day date{*to};
    const year_month of = date.year() / date.month();
    return step(archive_path(of), rel, month_in_words(texts, of));
  };

  const std::string name = month_in_words(texts, *month);
  Html main = html(R"(<p class="crumbs"><a href="{}">{}</a></p>
<h1 class="page-name">{}</h1>
{}<nav class="days" aria-label="{}">{}{}</nav>
)",
                   archive_path(), texts.say("archive.name"), name, calendar(context, *month, counts),
                   texts.say("archive.months"), link(day_of(locale, newest_before), "prev"),
                   link(day_of(locale, oldest_after), "next"));
  return public_page(page_of_archive(context, {{name, archive_path(*month)}}, main));
}

Result<net::Response> archive_day_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const auto month = month_of(visit);
  const auto number = number_of(visit.parts[2], 2);
  if (!month || !number || !(*month / *number).ok()) return fail(Code::kNotFound, "not a day");
  const sys_days day{*month / *number};
  const text::Locale& locale = texts.locale();
  const Instant start = start_of(locale, day), end = start_of(locale, day + days{1});
  DATELINE_TRY(const auto counted, context.reader.counts_between({start, end}));
  const std::int64_t articles = counted.front();
  if (articles == 0) return fail(Code::kNotFound, "nothing was reported on that day");
  DATELINE_TRY(const auto newest_before, context.reader.reported_before(start));
  DATELINE_TRY(const auto oldest_after, context.reader.reported_from(end));
  const auto before = day_of(locale, newest_before), after = day_of(locale, oldest_after);
  DATELINE_TRY(const auto reports, context.reader.articles_between(start, end, page_of(visit, kReportsPerPage)));

  const auto link = [&](std::optional<sys_days> to, std::string_view rel) {
    return to ? step(archive_path(*to), rel, texts.locale().day(told_as(texts.locale(), *to)))
              : step(std::nullopt, rel, "");
  };
  const std::string name = texts.locale().date(told_as(texts.locale(), day));
  const Html neighbours = html("{}{}", link(before, "prev"), link(after, "next"));
  // The links stand below, too, but one landmark is enough.
  Html main = html(R"(<p class="crumbs"><a href="{}">{}</a> · <a href="{}">{}</a></p>
<h1 class="page-name">{}</h1>
<p class="page-intro">{}</p>
<nav class="days" aria-label="{}">{}</nav>
{}{}<p class="days">{}</p>
)",
                   archive_path(), texts.say("archive.name"), archive_path(*month), month_in_words(texts, *month), name,
                   texts.count("report.count", articles), texts.say("archive.days"), neighbours,
                   placed_list(context, reports.items, Shown::kEachStory, 2),
                   pager(context, archive_path(day), reports.previous, reports.next), neighbours);
  return public_page(page_of_archive(context,
                                     {{month_in_words(texts, *month), archive_path(*month)}, {name, archive_path(day)}},
                                     main, reports.items));
}

}  // namespace dateline::site
