#pragma once
// Inside article/: what the report is called.

#include <array>
#include <string>
#include <vector>

#include "article/metadata.h"

namespace dateline::article {

/// What may be the headline, and what speaks for it.
struct HeadlineClaim {
  static constexpr std::size_t kFeatures = 34;

  std::string text;  ///< One line, without the site's name.
  std::array<double, kFeatures> evidence{};
};

/// Each text once that the page has where headlines stand; empty when it has none at all.
std::vector<HeadlineClaim> headline_claims(const Metadata& page, std::string_view host);

/// Learned from pages whose headline people wrote down: made by train/headline_weights (headline_weights.cc).
extern const std::array<double, HeadlineClaim::kFeatures> kHeadlineWeights;

/// The claim whose evidence weighs most; "" when there is none.
std::string choose_headline(const Metadata& page, std::string_view host);

/// Letters and digits only, folded: for comparing what differs in punctuation and space.
std::string bare(std::string_view text);

}  // namespace dateline::article
