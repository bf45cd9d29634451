#pragma once
// Sources in memory: the part of site_fixture.h that is about these. It answers as the store and the newsroom do.

#include <optional>
#include <string>
#include <vector>

#include "store/store.h"

namespace dateline::site {

struct FakeSources {
  std::vector<store::KnownSource> all;  ///< In the order in which they came.

  std::vector<store::KnownSource>::iterator at(wire::SourceId id);
  std::optional<store::KnownSource> find(wire::SourceId id) const;

  static bool is(store::SourceFilter::Which which, const wire::FetchState& state, Instant now);
  /// Takes the words as one. In trouble first, or else as they came.
  store::SourceList list(const store::SourceFilter& filter, Instant now, int offset, int limit) const;
  store::SourceCounts counts(Instant now) const;
  std::vector<std::string> folders() const;
};

}  // namespace dateline::site
