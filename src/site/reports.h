#pragma once

#include <vector>

#include "story/story.h"

namespace dateline::site {

/// A report in its own words, with the reprints of its text.
struct ToldReport {
  const story::Member* own;  ///< Never null.
  std::vector<const story::Member*> reprints{};
};

/// The story's reports in order of report. A reprint of a reprint stands with the first of them; of several versions of
/// one document the newest stands for all. What it points to lives as long as `story`.
std::vector<ToldReport> reports_of(const story::Story& story);

}  // namespace dateline::site
