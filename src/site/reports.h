#pragma once

#include <cstddef>
#include <vector>

#include "story/story.h"

namespace dateline::site {

/// A report that took its text from another.
struct ToldCopy {
  const story::Member* copy;  ///< Never null.
  std::size_t depth = 0;      ///< 0: it copied the own report; 1: it copied a copy; and so on.
};

/// A report in its own words, with what was made of it.
struct ToldReport {
  const story::Member* own;  ///< Never null.
  /// Each after what it copied, and those of one source in order of report: as a tree is read.
  std::vector<ToldCopy> copies{};
};

/// The story's reports in order of report. Of several versions of one document the newest stands for all. What it
/// points to lives as long as `story`. Cost: linear, whoever copied whom.
std::vector<ToldReport> reports_of(const story::Story& story);

}  // namespace dateline::site
