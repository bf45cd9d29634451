#pragma once
// What search engines read of a page, as JSON-LD of schema.org's types; each a whole document for Frame::linked_data.
// We name ourselves as publisher of what we wrote and of nothing else.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "desk/post.h"
#include "site/context.h"
#include "site/dossier_view.h"
#include "site/html.h"
#include "site/pages/own_article.h"
#include "story/story.h"

namespace dateline::site {

using StoryList = std::span<const std::shared_ptr<const story::Story>>;

/// WebSite with its search, and the list of its stories.
DataBlock front_data(const Context& context, StoryList stories);
/// The way from the front page down to a page: the last step is the page itself. One without a name is left out.
struct Step {
  std::string name;
  Href page;  ///< A path.
};
using Trail = std::vector<Step>;
using ReportList = std::span<const store::PlacedArticle>;
/// CollectionPage of stories, and where it stands.
DataBlock list_data(const Context& context, const Trail& trail, StoryList stories);
/// The same of reports; of what is no list of reports, without.
DataBlock reports_data(const Context& context, const Trail& trail, ReportList reports = {});
/// ProfilePage of a person or desk, and of an outlet; with what they reported.
DataBlock author_data(const Context& context, const Trail& trail, ReportList reports);
DataBlock outlet_data(const Context& context, const Trail& trail, const store::OutletRecord& outlet,
                      ReportList reports);
/// AboutPage of the newspaper.
DataBlock about_data(const Context& context, const Trail& trail);
/// SearchResultsPage.
DataBlock search_data(const Context& context, const Trail& trail);
/// CollectionPage of a story's reports, based on its primary source where there is one.
DataBlock story_data(const Context& context, const story::Story& story);
/// EventSeries of a dossier, with an Event for each round.
DataBlock dossier_data(const Context& context, const DossierView& view);
/// NewsArticle of our own with its replies; LiveBlogPosting when it is a live article, with its entries.
DataBlock article_data(const Context& context, const OwnArticle& article);
/// The path that leads to an outlet's report on our site: it is theirs, so nothing more is claimed.
DataBlock wire_data(const Context& context, const article::Article& article);

}  // namespace dateline::site
