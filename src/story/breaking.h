#pragma once

#include <optional>

#include "story/story.h"

namespace dateline::story {

/// When the story broke: the moment by which kBreakingOutlets distinct owners had reported it, each in its own words,
/// within kBreakingWindow; the latest such moment. Absent if that never happened, or no new owner has come for
/// kBreakingQuiet before `now`. Copies and second reports of one house count for nothing, so volume does not break a
/// story. Pure. Cost: linear in the story's members.
std::optional<Instant> breaking_since(const Story& story, Instant now);

}  // namespace dateline::story
