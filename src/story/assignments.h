#pragma once

#include <optional>
#include <unordered_map>

#include "story/story_index.h"

namespace dateline::story {

/// Where each article is, kept from what a StoryIndex says has changed: for a whole stream, also of stories that have
/// left the index. One thread.
class Assignments {
 public:
  void apply(const Changes& changes) {
    for (const StoryId id : changes.opened) reopen(id);
    for (const Changes::Merged& m : changes.merged) merged_[m.from] = m.into;
    for (const Changes::Placed& p : changes.placed) story_[p.article] = p.story;
  }
  /// Following merges; absent for an article that was never placed.
  std::optional<StoryId> story_of(article::ArticleId id) const {
    const auto found = story_.find(id);
    if (found == story_.end()) return std::nullopt;
    StoryId story = found->second;
    for (auto into = merged_.find(story); into != merged_.end(); into = merged_.find(story)) story = into->second;
    return story;
  }

 private:
  /// What went with `id` into another story stays there, now that `id` stands for itself again. Rare, so it may look at
  /// everything.
  void reopen(StoryId id) {
    const auto merged = merged_.find(id);
    if (merged == merged_.end()) return;
    const StoryId into = merged->second;
    merged_.erase(merged);
    for (auto& [article, story] : story_) {
      if (story == id) story = into;
    }
    for (auto& [from, other] : merged_) {
      if (other == id) other = into;
    }
  }

  std::unordered_map<article::ArticleId, StoryId> story_;
  std::unordered_map<StoryId, StoryId> merged_;
};

}  // namespace dateline::story
