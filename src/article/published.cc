#include "article/published.h"

#include <algorithm>
#include <string>

#include "text/utf8.h"

namespace dateline::article {
namespace {

/// In nodes (see distance()). What is marked as a date so near the headline is the report's.
constexpr std::size_t kNear = 60;

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

/// The nearest to the headline, those of changes only when there are no others.
const DateMark* nearest(const Metadata& page, std::size_t headline, std::size_t farthest) {
  for (const bool updated : {false, true}) {
    const DateMark* best = nullptr;
    for (const DateMark& mark : page.dates) {
      if (mark.updated != updated || distance(mark.position, headline) > farthest) continue;
      if (!best || distance(mark.position, headline) < distance(best->position, headline)) best = &mark;
    }
    if (best) return best;
  }
  return nullptr;
}

}  // namespace

std::optional<text::LocalTime> choose_published(const Metadata& page, const UnderHeadline& under,
                                                std::string_view headline, std::string_view page_url) {
  const std::size_t at = position_of(page, headline);
  const DateMark* const near = nearest(page, at, kNear);
  std::optional<text::LocalTime> seen;
  if (near && !near->updated) seen = near->time;
  if (!seen) seen = under.published;
  if (!seen && near) seen = near->time;
  if (page.published) {
    // Where each change of the site counts as publishing, the date that readers see is the older one.
    const bool stamp = page.modified && page.published->at >= page.modified->at;
    if (stamp && seen && !(near && near->updated) && seen->at < page.published->at - std::chrono::hours(24))
      return seen;
    // The same moment with its zone.
    if (seen && seen->at == page.published->at) return seen;
    return page.published;
  }
  if (seen) return seen;
  if (const auto in_path = date_in_path(page_url)) return in_path;
  if (const auto in_path = date_in_path(page.canonical)) return in_path;
  if (const DateMark* far = nearest(page, at, static_cast<std::size_t>(-1))) return far->time;
  return std::nullopt;
}

}  // namespace dateline::article
