#pragma once
// What copies changed: the facts of a report beside those of its source, with the place in both texts marked.

#include <vector>

#include "article/article.h"
#include "site/catalogue.h"
#include "site/html.h"
#include "story/compare.h"
#include "story/story.h"

namespace dateline::site {

struct Drift {
  story::ArticlePtr source, copy;
  story::Comparison comparison;  ///< With at least one fact that changed.
};

/// Every report that took its text from `source` (reprint or rewrite) and changed a fact on the way. Reports in their
/// own words are not held against it: what they say differently they may know better.
std::vector<Drift> find_drifts(const story::ArticlePtr& source, const std::vector<story::ArticlePtr>& reports);

/// A section, "Facts that changed on the way"; empty for none. Sentences are quoted as far as the outlets' rights go.
Html drift_section(const Catalogue& texts, const std::vector<Drift>& drifts);

}  // namespace dateline::site
