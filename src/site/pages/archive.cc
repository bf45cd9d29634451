// All that was reported, by the day: /archive (months), /archive/2023/01 (days), /archive/2023/01/31 (what was
// reported). Days are counted in UTC, like the store's.

#include <charconv>
#include <chrono>
#include <map>
#include <optional>

#include "site/answer.h"
#include "site/context.h"
#include "site/frame.h"
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

/// The day of that date where the newsroom is, so that it is told as that date.
Instant told_as(const text::Locale& locale, sys_days day) {
  const year_month_day date{day};
  return locale.start_of_day(std::to_string(static_cast<int>(date.year())) + "-" +
                             two_digits(static_cast<unsigned>(date.month())) + "-" +
                             two_digits(static_cast<unsigned>(date.day()))) +
         hours{12};
}

std::string month_in_words(const Catalogue& texts, year_month month) {
  return texts.locale().month(told_as(texts.locale(), sys_days{month / 15}));
}

Html step(const std::optional<Href>& to, std::string_view rel, std::string_view words) {
  if (!to) return html("<span></span>");
  return html(R"(<a rel="{}" href="{}">{}</a>)", rel, *to, words);
}

Html page_of_archive(const Context& context, std::string title, const Href& address, const Html& main) {
  return framed(
      context, *context.newsroom.front_page(),
      {.title = title, .description = context.texts.say("archive.intro"), .address = address, .sheet = "lists.css"},
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
  DATELINE_TRY(const auto days, context.reader.days(kFirst, kLast));
  std::map<year, std::map<month, std::int64_t>, std::greater<>> years;
  for (const store::DayCount& day : days) {
    const year_month_day date{day.day};
    years[date.year()][date.month()] += day.articles;
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
  return public_page(page_of_archive(context, texts.say("archive.name"), archive_path(), main));
}

Result<net::Response> archive_month_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const auto month = month_of(visit);
  if (!month) return fail(Code::kNotFound, "not a month");
  DATELINE_TRY(const auto days, context.reader.days(kFirst, kLast));
  std::map<sys_days, std::int64_t> counts;
  std::optional<Href> before, after;
  std::string before_words, after_words;
  for (const store::DayCount& day : days) {
    const year_month_day date{day.day};
    const year_month of = date.year() / date.month();
    if (of == *month) counts[day.day] = day.articles;
    if (of < *month) {
      before = archive_path(of);
      before_words = month_in_words(texts, of);
    }
    if (of > *month && !after) {
      after = archive_path(of);
      after_words = month_in_words(texts, of);
    }
  }
  if (counts.empty()) return fail(Code::kNotFound, "nothing was reported in that month");

  const std::string name = month_in_words(texts, *month);
  Html main = html(R"(<p class="crumbs"><a href="{}">{}</a></p>
<h1 class="page-name">{}</h1>
{}<nav class="days" aria-label="{}">{}{}</nav>
)",
                   archive_path(), texts.say("archive.name"), name, calendar(context, *month, counts),
                   texts.say("archive.months"), step(before, "prev", before_words), step(after, "next", after_words));
  return public_page(page_of_archive(context, name, archive_path(*month), main));
}

Result<net::Response> archive_day_page(const Context& context, const Visit& visit) {
  const Catalogue& texts = context.texts;
  const auto month = month_of(visit);
  const auto number = number_of(visit.parts[2], 2);
  if (!month || !number || !(*month / *number).ok()) return fail(Code::kNotFound, "not a day");
  const sys_days day{*month / *number};
  DATELINE_TRY(const auto days, context.reader.days(kFirst, kLast));
  std::optional<sys_days> before, after;
  std::int64_t articles = 0;
  for (const store::DayCount& other : days) {
    if (other.day < day) before = other.day;
    if (other.day == day) articles = other.articles;
    if (other.day > day && !after) after = other.day;
  }
  if (articles == 0) return fail(Code::kNotFound, "nothing was reported on that day");
  DATELINE_TRY(const auto reports, context.reader.articles_of_day(day, page_of(visit, kReportsPerPage)));

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
  return public_page(page_of_archive(context, name, archive_path(day), main));
}

}  // namespace dateline::site
