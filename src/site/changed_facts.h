#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>

#include "base/clock.h"
#include "story/story.h"

namespace dateline::site {

/// In how many copies of a story facts were changed, for lists. To find that out is the story's own page's work, which
/// leaves it here; a list tells what is known and compares nothing. Thread-safe.
class ChangedFacts {
 public:
  /// As the page of `story` found it.
  void found(const story::Story& story, std::size_t copies);
  /// 0 where there are none, and where nobody looked since the story's last report.
  std::size_t in_copies_of(const story::Story& story) const;

 private:
  /// Which state of the story it was found in.
  struct Found {
    std::size_t reports;
    Instant last_reported;
    std::size_t copies;
  };

  mutable std::mutex mutex_;  // Guards all below.
  std::map<story::StoryId, Found> found_;
  std::deque<story::StoryId> order_;  // The oldest first; the next to go.
};

}  // namespace dateline::site
