#pragma once
// What search engines read of a page, as JSON-LD of schema.org's types; each a whole document for Frame::linked_data.
// We name ourselves as publisher of what we wrote and of nothing else.

#include <memory>
#include <span>
#include <vector>

#include "desk/post.h"
#include "site/context.h"
#include "site/html.h"
#include "site/pages/own_article.h"
#include "story/story.h"

namespace dateline::site {

using StoryList = std::span<const std::shared_ptr<const story::Story>>;

/// WebSite with its search, and the list of its stories.
DataBlock front_data(const Context& context, StoryList stories);
/// CollectionPage of a list at `page` (a path), below the front page.
DataBlock list_data(const Context& context, std::string_view name, const Href& page, StoryList stories);
/// CollectionPage of a story's reports, based on its primary source where there is one.
DataBlock story_data(const Context& context, const story::Story& story);
/// NewsArticle of our own with its replies; LiveBlogPosting when it is a live article, with its entries.
DataBlock article_data(const Context& context, const OwnArticle& article);
/// The path that leads to an outlet's report on our site: it is theirs, so nothing more is claimed.
DataBlock wire_data(const Context& context, const article::Article& article);

}  // namespace dateline::site
