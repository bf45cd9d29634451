#pragma once

#include <string>

#include "site/catalogue.h"
#include "story/story_index.h"

namespace dateline::site {

/// How a report stands to the story that was asked about.
struct Standing {
  bool in_story = false;
  bool by_editor = false;  ///< An editor put it where it is.
  bool alone = false;      ///< It is the only report of the story.
  bool locked = false;     ///< The story is.
};

/// One sentence or two for an editor: is it in the story, and by whose judgement.
std::string verdict(const Catalogue& texts, const story::Explanation::Candidate& why, const Standing& standing);
/// 0.82 -> "likely". By the ranges that weather services and the IPCC give such words.
const std::string& likelihood_in_words(const Catalogue& texts, double likelihood);

}  // namespace dateline::site
