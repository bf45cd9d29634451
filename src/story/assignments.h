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
    for (const StoryId id : changes.opened) merged_.erase(id);
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
  std::unordered_map<article::ArticleId, StoryId> story_;
  std::unordered_map<StoryId, StoryId> merged_;
};

}  // namespace dateline::story
