#pragma once
// The sample edition of late January 2023 (sample/), embedded, so that a newcomer sees every feature offline.

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "store/store.h"

namespace dateline::app {

/// Where the sample's clock starts.
inline constexpr Instant kSampleStart{std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + std::chrono::hours{18}};

/// True if the folder was filled with the sample edition; it stays the sample from then on.
Result<bool> holds_sample(const store::Reader& reader);

/// Name and tagline of the sample's newsroom, where the configuration leaves them as they are.
Config with_sample_names(Config config);

/// Fills an empty folder: articles in order of arrival, the newsroom's own article with its replies, the editor's bar.
/// kConflict if there are articles already.
Status fill_with_sample(store::Store& store, const Config& config);

/// The clock of a folder: the sample's goes on where it stopped, any other is the system's.
Result<std::unique_ptr<Clock>> clock_of(const store::Reader& reader);

}  // namespace dateline::app
