#pragma once

#include <bitset>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "base/clock.h"

namespace dateline::wire {

/// What a feed itself asks for.
struct Wishes {
  std::chrono::minutes at_least{0};  ///< RSS ttl, sy:updatePeriod: not more often than this; 0 when it says nothing.
  std::bitset<24> skip_hours = {};   ///< RSS skipHours, in UTC.
  std::bitset<7> skip_days = {};     ///< RSS skipDays, 0 is Sunday.

  bool operator==(const Wishes&) const = default;
};

/// What its server asks for with this answer.
struct Politeness {
  std::optional<std::chrono::seconds> retry_after = {};  ///< With 429 and 503.
  std::optional<std::chrono::seconds> fresh_for = {};    ///< Cache-Control: max-age, less Age.
};

/// How a newsroom wants its sources asked. The defaults are the issue of a compromise: five minutes is as often as
/// publishers' own pages are rebuilt, and a day is as long as a feed of daily news holds its entries.
struct Pace {
  std::chrono::seconds shortest = std::chrono::minutes{5};
  std::chrono::seconds longest = std::chrono::hours{24};
};

/// For a source whose hub brings what is new (app/subscriber.h): asked once an hour at most, and still at least as
/// often as `pace` says, which finds what a hub has lost.
Pace calm(Pace pace);

/// How long lies between two entries of a feed, by the dates of those that it holds (any order) and by how long it has
/// been silent at `now`; 0 where fewer than two are dated. A feed that brings ten at once and nothing for a day has a
/// rhythm of a day: the silence counts, not the burst.
std::chrono::seconds rhythm_of(std::span<const Instant> published, Instant now);

/// Without dates: what was thought before, halved when there was something new, half as much again when there was not.
std::chrono::seconds rhythm_after(std::chrono::seconds before, bool something_new, const Pace& pace);

/// When to ask again after an answer: twice in its rhythm, within `pace`, never against what feed or server wish (for a
/// day at most: a max-age of a year on a feed is a mistake). `phase`, any number that belongs to the source, moves it
/// by up to a tenth, so that sources added together are not asked together for ever.
Instant next_after_success(Instant now, std::chrono::seconds rhythm, const Wishes& wishes, const Politeness& politeness,
                           const Pace& pace, std::uint64_t phase);

/// After the `failures`-th failure in a row, 1 or more: twice as long each time up to a day, or as long as the server
/// asks, up to a week.
Instant next_after_failure(Instant now, int failures, const Politeness& politeness, const Pace& pace,
                           std::uint64_t phase);

}  // namespace dateline::wire
