#pragma once

#include <string>
#include <vector>

#include "site/context.h"
#include "site/html.h"
#include "site/visit.h"
#include "store/store.h"

namespace dateline::site {

enum class Shown {
  kEachReport,  ///< Of an author or an outlet: every report is one of theirs.
  kEachStory,   ///< Of a day or a tag: what others report of the same story is a number beside the first.
};

/// Reports as author, tag, outlet and archive pages list them, in the order given. A headline leads to the report; what
/// else is known of it, to its story.
Html placed_list(const Context& context, const std::vector<store::PlacedArticle>& reports, Shown shown,
                 int heading_level);

/// "Newer", "Older": links to `page` with the cursors of a list; empty where there is but one page.
Html pager(const Context& context, const Href& page, const std::string& newer, const std::string& older);

/// The cursor that a visitor's address asks for.
store::Page page_of(const Visit& visit, int limit);

}  // namespace dateline::site
