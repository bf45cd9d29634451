#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "story/breaking.h"
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

/// What was told in the bar and did not hold: our own report of it was corrected, or withdrawn (a wire's CORRECTION and
/// KILL). Who was shown the one is shown the other.
struct BarNotice {
  enum class Kind { kCorrection, kWithdrawal } kind = Kind::kCorrection;
  StoryId story;               ///< That the report was told in; it may be no more.
  article::ArticleId article;  ///< The report.
  std::string headline;        ///< Of the report: as it is now, or as it was when it was withdrawn.
  Instant at{};
  bool operator==(const BarNotice&) const = default;
};
std::string_view to_string(BarNotice::Kind kind);  ///< "correction", "withdrawal".

/// What the site shows, ranked. Made by the newsroom thread after each batch, then never edited; readers hold it as
/// long as they like.
struct FrontPage {
  std::uint64_t edition = 0;  ///< Grows by one at each change; the id of live events.
  Instant made_at{};
  std::vector<BarEntry> bar;                          ///< Each story once, the newest first. Empty when nothing breaks.
  std::vector<BarNotice> notices;                     ///< Stand in the bar, too; the newest first.
  std::vector<std::shared_ptr<const Story>> stories;  ///< The best first: at most kFrontPageStories.
  std::map<std::string, std::vector<std::shared_ptr<const Story>>> sections;  ///< The same by section.
  std::vector<std::shared_ptr<const Story>> latest;  ///< The newest report first, at most kLatest.
};

/// Why a story stands where it does: parts of a sum, in halvings of freshness (a part of 1 makes up for
/// kRankHalfLifeHours). What ranks is the sum of these, so they are the explanation, too.
struct Rank {
  double owners = 0;     ///< Distinct owners with a report of their own, however many reports: 0 for one, 1 for three.
  double freshness = 0;  ///< Less by 1 for each kRankHalfLifeHours since an owner last told it.
  double breaking = 0;   ///< It breaks; wears off by the hour.
  double pin = 0;        ///< An editor pinned it. A drop from the bar is no part: it does not sink a story here.
  double own = 0;        ///< The newsroom has an article in it.
  double section = 0;    ///< Opinion stands lower.
  double sum() const { return owners + freshness + breaking + pin + own + section; }
};

/// `word`: the editor's, or nullptr. Pure. Cost: by what was counted, not by the members.
Rank rank(const BreakingWatch::Watched& watched, const EditorsWord* word, std::string_view own_outlet, Instant now);

/// Whether readers were told of the story in the bar within the last kBulletinMemory, or are told now.
bool was_in_bar(StoryId story, const BreakingWatch& watch, const std::map<StoryId, EditorsWord>& words, Instant now);

/// Ranks the stories that `watch` observed last, as of then: by rank(), the top with its sections varied. In the bar
/// stands what breaks, and what an editor pinned; not what an editor dropped. What claims a time to come is not shown
/// before it. It has no notices: those are the newsroom's to add. Pure: the same stories in any order, the same words
/// and time give the same page. Cost: n log n in the stories, nothing by their members.
FrontPage make_front_page(const BreakingWatch& watch, const std::map<StoryId, EditorsWord>& words,
                          std::string_view own_outlet, std::uint64_t edition);

/// True if readers would see no difference: the same stories in the same places with the same reports.
bool same_page(const FrontPage& a, const FrontPage& b);

}  // namespace dateline::story
