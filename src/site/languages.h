#pragma once

#include <string>
#include <string_view>

namespace dateline::site {

/// "es" -> "Spanish"; the tag itself where we have no name for it, "" for "und".
std::string language_name(std::string_view tag);

}  // namespace dateline::site
