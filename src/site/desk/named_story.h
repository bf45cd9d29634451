#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "site/context.h"
#include "story/story.h"

namespace dateline::site {

/// The story that an editor means by what was typed or pasted: the id of a story or of one of its reports (capitals,
/// and the letters o, i and l for the digits that they look like, are forgiven), the address of either on this site, or
/// the address of a report where its outlet has it. Absent if none is known by it.
Result<std::optional<story::StoryId>> story_named(const Context& context, std::string_view typed);

/// The stories that were perhaps meant by what names none: those whose id is a slip away, then those that a search for
/// the words finds. The likeliest first, at most three.
Result<std::vector<std::shared_ptr<const story::Story>>> stories_meant(const Context& context, std::string_view typed);

}  // namespace dateline::site
