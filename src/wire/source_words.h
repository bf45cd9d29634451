#pragma once
// How a source stands, in words for people. The desk says it in the newsroom's language, by Standing and Trouble; the
// command line says it in English.

#include <chrono>
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "wire/source.h"

namespace dateline::wire {

enum class Standing {
  kNew,      ///< Not asked yet.
  kWell,     ///< Read when it was asked last.
  kQuiet,    ///< Read, and has brought nothing for a month.
  kFailing,  ///< Not read since FetchState::failing_since.
  kGone,     ///< For good, says its server; not asked any more.
};
Standing standing_of(const FetchState& state, Instant now);

/// A month: rarer than any feed that a newsroom watches for news, and most of them are dead.
inline constexpr std::chrono::days kQuietAfter{30};
/// A week: longer than a server's bad weekend.
inline constexpr std::chrono::days kAttentionAfter{7};
/// It is gone, or has failed for a week: somebody must decide what becomes of it. It is never dropped by itself.
bool needs_attention(const FetchState& state, Instant now);

/// A length of time as people say it: minutes up to an hour and a half, hours up to a day and a half, then days.
struct Roughly {
  enum class Unit { kMinutes, kHours, kDays };
  Unit unit = Unit::kMinutes;
  std::int64_t n = 0;  ///< 0 only for less than half a minute.
};
Roughly roughly(std::chrono::seconds length);

/// FetchState::problem within a sentence about it: without what that says already, the address in front, or a full
/// stop.
std::string said_of(const FetchState& state);

/// What is wrong, or that all is well, and when it is asked again: "The server has not answered since Tuesday, 24
/// November, 14:02 UTC: cannot connect. Asked again in 3 hours."
std::string in_plain_words(const FetchState& state, Instant now);

}  // namespace dateline::wire
