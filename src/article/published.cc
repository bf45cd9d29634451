#include "article/published.h"

#include <algorithm>
#include <string>

#include "text/utf8.h"

namespace dateline::article {
namespace {

/// In nodes (see distance()). What is marked as a date so near the headline is the report's.
constexpr std::size_t kNear = 60;
constexpr auto kAnywhere = static_cast<std::size_t>(-1);

/// "/2023/01/31/" in an address.
std::optional<text::LocalTime> date_in_path(std::string_view url) {
  const auto digits_at = [&](std::size_t at, std::size_t count) {
    if (at + count > url.size()) return false;
    return std::ranges::all_of(url.substr(at, count), [](char c) { return c >= '0' && c <= '9'; });
  };
  for (std::size_t i = url.find('/'); i != std::string_view::npos; i = url.find('/', i + 1)) {
    if (!digits_at(i + 1, 4) || i + 11 > url.size()) continue;
    const char mark = url[i + 5];
    if ((mark != '/' && mark != '-') || !digits_at(i + 6, 2) || url[i + 8] != mark || !digits_at(i + 9, 2)) continue;
    std::string iso(url.substr(i + 1, 10));
    std::ranges::replace(iso, '/', '-');
    if (const auto at = text::parse_local(iso)) return at;
  }
  return std::nullopt;
}

/// Where the headline stands; 0 when no heading has its text.
std::size_t position_of(const Metadata& page, std::string_view headline) {
  const std::string folded = text::fold(headline);
  for (std::size_t i = 0; i < page.headings.size(); ++i) {
    if (text::fold(page.headings[i]) == folded) return page.heading_positions[i];
  }
  return page.heading_positions.empty() ? 0 : page.heading_positions.front();
}

/// What stands before the headline is more often of another report, or today's date.
std::size_t distance(std::size_t mark, std::size_t headline) {
  constexpr std::size_t kBefore = 3;
  return mark > headline ? mark - headline : kBefore * (headline - mark);
}

enum class Of { kPublishing, kChange };

/// The nearest to the headline.
const DateMark* nearest(const Metadata& page, Of of, std::size_t headline, std::size_t farthest) {
  const DateMark* best = nullptr;
  for (const DateMark& mark : page.dates) {
    if (mark.updated != (of == Of::kChange) || distance(mark.position, headline) > farthest) continue;
    if (!best || distance(mark.position, headline) < distance(best->position, headline)) best = &mark;
  }
  return best;
}

std::chrono::sys_days local_day(const text::LocalTime& time) {
  return std::chrono::floor<std::chrono::days>(time.at + time.offset);
}

/// "RAJPUR, Jan 31, 2023 (SNA) - Ferries ..."
std::optional<text::LocalTime> date_in_dateline(std::string_view lede, const text::DateHabits& habits) {
  constexpr std::size_t kLongest = 100;
  const std::string_view beginning = lede.substr(0, kLongest);
  std::size_t end = std::string_view::npos;
  for (const std::string_view mark : {" - ", " – ", " — ", " -- ", "—", "("}) end = std::min(end, beginning.find(mark));
  if (end == std::string_view::npos) return std::nullopt;
  return text::find_date(beginning.substr(0, end), habits);
}

/// The same day, also when one of the two has day and month turned round.
bool may_be_same_day(const text::LocalTime& one, const text::LocalTime& other) {
  const std::chrono::year_month_day a(local_day(one)), b(local_day(other));
  return a == b || (a.year() == b.year() && static_cast<unsigned>(a.month()) == static_cast<unsigned>(b.day()) &&
                    static_cast<unsigned>(a.day()) == static_cast<unsigned>(b.month()));
}

/// What readers see, where it is another day than what is declared for machines.
std::optional<text::LocalTime> seen_instead(const Metadata& page, const UnderHeadline& under, std::size_t headline,
                                            const text::LocalTime& declared) {
  const auto confirms = [&](const text::LocalTime& seen) { return may_be_same_day(seen, declared); };
  if (under.published && confirms(*under.published)) return std::nullopt;
  for (const DateMark& mark : page.dates) {
    if (distance(mark.position, headline) <= kNear && confirms(mark.time)) return std::nullopt;
  }
  // Where each change of the site counts as publishing, the date that readers see is the older one.
  const bool stamp = page.modified && declared.at >= page.modified->at - std::chrono::days(1);
  // Elsewhere a date without a word beside it may be of the last change.
  const auto counts = [&](const text::LocalTime& seen) {
    return stamp || !page.modified || local_day(seen) != local_day(*page.modified);
  };
  // By more than zones explain: those of the farthest clocks west and east, or a day for what has no time.
  const auto zones = [&](int hours) { return declared.has_time ? std::chrono::hours(hours) : std::chrono::hours(24); };
  const auto earliest = std::chrono::floor<std::chrono::days>(declared.at - zones(12));
  const auto latest = std::chrono::floor<std::chrono::days>(declared.at + zones(14));
  const auto is_older = [&](const text::LocalTime& seen) { return local_day(seen) < earliest; };
  if (const DateMark* near = nearest(page, Of::kPublishing, headline, kNear)) {
    if (counts(near->time) && (is_older(near->time) || local_day(near->time) > latest)) return near->time;
    return std::nullopt;
  }
  if (under.published) {
    if (counts(*under.published) && is_older(*under.published)) return under.published;
    return std::nullopt;
  }
  if (!stamp) return std::nullopt;
  const DateMark* const far = nearest(page, Of::kPublishing, headline, kAnywhere);
  return far && far->published && is_older(far->time) ? std::optional(far->time) : std::nullopt;
}

}  // namespace

std::optional<text::LocalTime> choose_published(const Metadata& page, const UnderHeadline& under,
                                                std::string_view headline, std::string_view lede,
                                                std::string_view page_url) {
  const std::size_t at = position_of(page, headline);
  const DateMark* const near = nearest(page, Of::kPublishing, at, kNear);
  const std::optional<text::LocalTime> seen = near ? std::optional(near->time) : under.published;
  if (page.published) {
    // The same moment with its zone.
    if (seen && seen->at == page.published->at) return seen;
    if (const auto other = seen_instead(page, under, at, *page.published)) return other;
    return page.published;
  }
  if (seen) return seen;
  if (const auto in_path = date_in_path(page_url)) return in_path;
  if (const auto in_path = date_in_path(page.canonical)) return in_path;
  if (const auto in_dateline = date_in_dateline(lede, page.date_habits)) return in_dateline;
  // Better the day of a change than none: it tells an old report from a new one.
  if (const DateMark* change = nearest(page, Of::kChange, at, kNear)) return change->time;
  if (under.changed) return under.changed;
  if (const DateMark* far = nearest(page, Of::kPublishing, at, kAnywhere)) return far->time;
  if (const DateMark* change = nearest(page, Of::kChange, at, kAnywhere)) return change->time;
  return under.elsewhere;
}

}  // namespace dateline::article
