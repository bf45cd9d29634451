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

/// What an editor said about a story, and when.
struct EditorsWord {
  BarDecision decision = BarDecision::kPinned;
  std::string headline;  ///< Of the report the editor chose; "" for the story's best.
  Instant at{};
};

struct BarEntry {
  std::shared_ptr<const Story> story;
  std::string headline;  ///< Of the report the editor chose, else of the story's best report.
  Instant since{};       ///< When it broke, or was pinned.
  bool by_editor = false;
};

/// What the site shows, ranked. Made by the newsroom thread after each batch, then never edited; readers hold it as
/// long as they like.
struct FrontPage {
  std::uint64_t edition = 0;  ///< Grows by one at each change; the id of live events.
  Instant made_at{};
  std::vector<BarEntry> bar;                          ///< Each story once, the newest first. Empty when nothing breaks.
  std::vector<std::shared_ptr<const Story>> stories;  ///< The best first: at most kFrontPageStories.
  std::map<std::string, std::vector<std::shared_ptr<const Story>>> sections;  ///< The same by section.
  std::vector<std::shared_ptr<const Story>> latest;  ///< The newest report first, at most kLatest.
};

/// Ranks stories: distinct owners with a report of their own, halved every few hours; breaking stories higher while
/// they are fresh, the newsroom's own work (`own_outlet`) before its equals, opinion lower, sections varied at the top.
/// What claims a time after `now` is not shown before it. Pure: the same stories, words and time give the same page.
/// Cost: n log n in the stories given; give it those of the last days.
FrontPage make_front_page(const std::vector<std::shared_ptr<const Story>>& stories,
                          const std::map<StoryId, EditorsWord>& words, std::string_view own_outlet, Instant now,
                          std::uint64_t edition);

/// The sum that ranks a story, for the desk and for explanations.
double rank(const Story& story, bool breaking, std::string_view own_outlet, Instant now);

/// True if readers would see no difference: the same stories in the same places with the same reports.
bool same_page(const FrontPage& a, const FrontPage& b);

}  // namespace dateline::story
