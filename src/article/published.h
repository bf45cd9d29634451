#pragma once
// Inside article/: when it was published.

#include <optional>
#include <string_view>

#include "article/metadata.h"
#include "article/under_headline.h"

namespace dateline::article {

/// The date of publishing among the page's claims: what it declares for machines, what stands near `headline`, what is
/// marked as a date farther off, the address, and the dateline of `lede`. With the zone that it names.
std::optional<text::LocalTime> choose_published(const Metadata& page, const UnderHeadline& under,
                                                std::string_view headline, std::string_view lede,
                                                std::string_view page_url);

}  // namespace dateline::article
