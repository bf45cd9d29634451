#pragma once

#include <string>
#include <vector>

#include "site/catalogue.h"
#include "site/html.h"

namespace dateline::site {

/// "By Ana Ruiz and Bo Li", each name leading to the page of what that person reported.
Html byline(const Catalogue& texts, const std::vector<std::string>& authors);

}  // namespace dateline::site
