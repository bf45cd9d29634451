#pragma once
// "What we know": the few sentences of a story's reports whose facts most outlets have.

#include <string>
#include <vector>

#include "story/story.h"

namespace dateline::site {

struct KnownLine {
  std::string sentence;  ///< As the outlet wrote it, without the place in front.
  story::ArticlePtr report;
};

/// Three to five sentences, the best confirmed first, no two of which say the same: each from what its outlet allows to
/// be quoted, at most two of one report. Confirmed are names and numbers that reports of other owners have, too. Empty
/// where fewer than two owners tell the story in its language, or fewer than three sentences may be shown. Pure. Cost:
/// linear in the texts of at most 24 reports.
std::vector<KnownLine> what_is_known(const story::Story& story);

}  // namespace dateline::site
