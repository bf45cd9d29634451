#include "wire/schedule.h"

#include <algorithm>
#include <vector>

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

/// A Retry-After of years is a mistake or a joke.
constexpr seconds kLongestRetryAfter = 7 * 24h;

/// Up to a tenth later, always the same for the same source and length.
seconds with_phase(seconds wait, std::uint64_t phase) {
  return wait + seconds{wait.count() * static_cast<std::int64_t>(phase % 1000) / 10'000};
}

/// The first moment from `when` on at which the feed does not wish to be left alone; `when` itself if it always does.
Instant outside(const Wishes& wishes, Instant when) {
  if (wishes.skip_hours.none() && wishes.skip_days.none()) return when;
  Instant hour = when;
  for (int i = 0; i < 7 * 24; ++i) {
    const auto day = std::chrono::floor<std::chrono::days>(hour);
    const auto of_day = static_cast<std::size_t>(std::chrono::floor<std::chrono::hours>(hour - day).count());
    if (!wishes.skip_hours[of_day] && !wishes.skip_days[std::chrono::weekday{day}.c_encoding()]) return hour;
    hour = std::chrono::floor<std::chrono::hours>(hour) + 1h;
  }
  return when;
}

}  // namespace

seconds rhythm_of(std::span<const Instant> published, Instant now) {
  // Twenty: more reaches so far back that a feed which has changed its habits would seem to have the old ones.
  constexpr std::size_t kMost = 20;
  std::vector<Instant> dates;
  // What is dated ahead (an announced concert, a wrong clock) says nothing about when entries come.
  std::ranges::copy_if(published, std::back_inserter(dates), [&](Instant at) { return at <= now; });
  std::ranges::sort(dates, std::greater());
  dates.resize(std::min(dates.size(), kMost));
  if (dates.size() < 2) return 0s;
  const auto mean = (dates.front() - dates.back()) / static_cast<std::int64_t>(dates.size() - 1);
  const auto rhythm = std::max<Instant::duration>(mean, now - dates.front());
  return std::max(1s, std::chrono::duration_cast<seconds>(rhythm));
}

Pace calm(Pace pace) {
  pace.shortest = std::clamp<seconds>(1h, pace.shortest, pace.longest);
  return pace;
}

seconds rhythm_after(seconds before, bool something_new, const Pace& pace) {
  // As next_after_success() asks twice in a rhythm.
  if (before == 0s) return 2 * pace.shortest;
  return std::clamp(something_new ? before / 2 : before * 3 / 2, 2 * pace.shortest, 2 * pace.longest);
}

Instant next_after_success(Instant now, seconds rhythm, const Wishes& wishes, const Politeness& politeness,
                           const Pace& pace, std::uint64_t phase) {
  seconds wait = std::clamp(rhythm / 2, pace.shortest, pace.longest);
  const seconds wished =
      std::max<seconds>({wishes.at_least, politeness.fresh_for.value_or(0s), politeness.retry_after.value_or(0s)});
  wait = std::max(wait, std::min(wished, pace.longest));
  return outside(wishes, now + with_phase(wait, phase));
}

Instant next_after_failure(Instant now, int failures, const Politeness& politeness, const Pace& pace,
                           std::uint64_t phase) {
  seconds wait = pace.shortest;
  for (int i = 0; i < failures && wait < pace.longest; ++i) wait *= 2;
  wait = std::min(wait, pace.longest);
  if (politeness.retry_after) wait = std::clamp(*politeness.retry_after, wait, kLongestRetryAfter);
  return now + with_phase(wait, phase);
}

}  // namespace dateline::wire
