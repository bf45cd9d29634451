#pragma once

#include <memory>
#include <span>

#include "site/catalogue.h"
#include "site/html.h"
#include "story/story.h"

namespace dateline::site {

/// A section, "Latest": times and headlines, nothing else; empty for no stories.
Html latest_list(const Catalogue& texts, std::span<const std::shared_ptr<const story::Story>> stories, Instant now);

}  // namespace dateline::site
