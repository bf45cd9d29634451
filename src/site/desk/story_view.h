#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "desk/problem.h"
#include "site/context.h"
#include "site/html.h"
#include "site/visit.h"
#include "story/front_page.h"
#include "story/story.h"

namespace dateline::site {

bool has_report(const story::Story& story, article::ArticleId id);

/// "Locked", "In the bar", "By hand": what an editor's hand has to do with a story, as words.
Html story_marks(const Catalogue& texts, const story::Story& story, const story::FrontPage& front);

/// A story that this one may have to do with, and how it was found.
struct NearStory {
  std::shared_ptr<const story::Story> story;
  std::string how;  ///< "An earlier round", "In Spanish", "Found by “havana” “castro”"
};

/// The page of one story: what it shows, and what somebody entered on it.
struct StoryView {
  std::shared_ptr<const story::Story> story;
  std::shared_ptr<const story::FrontPage> front;
  std::vector<NearStory> near{};
  Html notice{};  ///< What was just done, with the way back.

  // When a form comes back: what it holds, and what is wrong with it.
  std::vector<article::ArticleId> checked{};
  std::string to{}, from{};  ///< As typed.
  std::vector<desk::Problem> problems{};
  std::vector<std::shared_ptr<const story::Story>> meant{};  ///< By what is in the field of the problem.
};

/// Loads all that the page shows, so that it can be rendered where nobody may wait. A merged id gives the story that it
/// went into. kNotFound: no such story.
Result<StoryView> load_story_view(const Context& context, std::string_view id);

net::Response story_view_page(const Context& context, const Editor& editor, int status, const StoryView& view);

}  // namespace dateline::site
