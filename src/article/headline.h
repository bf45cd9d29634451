#pragma once
// Inside article/: what the report is called.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/metadata.h"

namespace dateline::article {

/// What may be the headline, and what speaks for it.
struct HeadlineClaim {
  static constexpr std::size_t kFeatures = 29;

  std::string text;  ///< One line, without the site's name.
  std::array<double, kFeatures> evidence{};
};

/// Of a page that says it is news (schema.org's NewsArticle and its kinds) and what the report is called: that.
/// Newsrooms write it by hand, and what else a page has is as often made for search engines or for social networks.
/// Absent where the page says no such thing.
std::optional<std::string> headline_of_news(const Metadata& page, std::string_view host);

/// Each text once that the page has where headlines stand; empty when it has none at all.
std::vector<HeadlineClaim> headline_claims(const Metadata& page, std::string_view host);

/// Learned from pages whose headline people wrote down: made by train/headline_weights (headline_weights.cc).
extern const std::array<double, HeadlineClaim::kFeatures> kHeadlineWeights;

/// headline_of_news(), else the claim whose evidence weighs most; "" when there is none.
std::string choose_headline(const Metadata& page, std::string_view host);

/// Letters and digits only, folded: for comparing what differs in punctuation and space.
std::string bare(std::string_view text);

}  // namespace dateline::article
