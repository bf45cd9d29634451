#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "story/story.h"

namespace dateline::story {

/// An editor's word on a story in the breaking bar. It outlives restarts and beats the machine.
enum class BarDecision { kPinned, kDropped };

struct BarEntry {
  std::shared_ptr<const Story> story;
  std::string headline;      ///< Of the report the editor chose, else of the story's best report.
  Instant since{};           ///< When it broke, or was pinned.
  bool by_editor = false;
};

/// What the site shows, ranked. Made by the newsroom thread after each batch, then never edited; readers hold it as long
/// as they like.
struct FrontPage {
  std::uint64_t edition = 0;                            ///< Grows by one at each change; the id of live events.
  Instant made_at{};
  std::vector<BarEntry> bar;                            ///< Each story once, the newest first. Empty when nothing breaks.
  std::vector<std::shared_ptr<const Story>> stories;    ///< The best first: at most kFrontPageStories.
  std::map<std::string, std::vector<std::shared_ptr<const Story>>> sections;  ///< The same by section.
  std::vector<std::shared_ptr<const Story>> latest;     ///< The newest report first, at most 40.
};

}  // namespace dateline::story
