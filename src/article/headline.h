#pragma once
// Inside article/: what the report is called.

#include <string>

#include "article/metadata.h"

namespace dateline::article {

/// One line, without the site's name; "" when the page has none at all.
std::string choose_headline(const Metadata& page, std::string_view host);

}  // namespace dateline::article
