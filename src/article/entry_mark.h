#pragma once

#include <cstdint>

#include "article/article.h"
#include "wire/source.h"

namespace dateline::article {

/// What a source's entry was filed as: kept beside the article, one for each of its keys (identity.h). Those of source
/// 0 hold for every source: an address that an article has besides the one that its id comes from.
struct EntryMark {
  wire::SourceId source;
  std::uint64_t key = 0;
  ArticleId article;
  std::uint64_t says = 0;  ///< Arrival::says.

  bool operator==(const EntryMark&) const = default;
};

/// An article to be filed, with what its entry is known by from now on.
struct Filing {
  Article article;
  std::vector<EntryMark> marks;
};

}  // namespace dateline::article
