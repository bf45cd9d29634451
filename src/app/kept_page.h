#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/store.h"
#include "story/front_page.h"

namespace dateline::app {

/// A front page as a text of some kilobytes: which stories stand where, by their ids. For the store, so that the next
/// start has a page to show before grouping is read back.
std::string keep_page(const story::FrontPage& page);

/// Likewise its notices, which are kept by themselves, with what they are about. What cannot be read is left out.
std::string keep_notices(const std::vector<story::BarNotice>& notices);
std::vector<story::BarNotice> kept_notices(std::string_view kept);

/// The page that was kept, without its notices, with its stories as `reader` has them now: what was withdrawn since is
/// gone, and of the bar what an editor dropped or took back. nullptr where `kept` is no kept page. Cost: a look-up a
/// story, of which a page has 400 at most (story::kRankedStories).
Result<std::shared_ptr<story::FrontPage>> kept_page(std::string_view kept, const store::Reader& reader);

}  // namespace dateline::app
