#pragma once

#include <memory>
#include <span>

#include "site/catalogue.h"
#include "site/context.h"
#include "site/html.h"
#include "story/story.h"

namespace dateline::site {

/// As many stories as a lead package holds: the lead, the second and third beside it, three more below the lead.
inline constexpr std::size_t kLeadPackageStories = 6;

/// The best stories, first to last, with their rank to be seen from size alone. At least one. The first three show the
/// picture of the newsroom's own article, where they have one.
Result<Html> lead_package(const Context& context, std::span<const std::shared_ptr<const story::Story>> stories,
                          Instant now);

}  // namespace dateline::site
