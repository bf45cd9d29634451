#include "story/breaking.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "story/tuning.h"

namespace dateline::story {

std::optional<Instant> breaking_since(const Story& story, Instant now) {
  std::vector<Instant> first_of_owner;
  std::set<std::string_view> owners;
  for (const Member& m : story.members) {  // In order of report, so an owner's first report comes first.
    if (m.kinship != Kinship::kOwnReport) continue;
    if (owners.insert(m.article->outlet.owner).second) first_of_owner.push_back(m.article->reported_at());
  }
  if (first_of_owner.size() < static_cast<std::size_t>(kBreakingOutlets)) return std::nullopt;
  if (now - first_of_owner.back() > kBreakingQuiet) return std::nullopt;

  std::optional<Instant> since;
  for (std::size_t i = kBreakingOutlets - 1; i < first_of_owner.size(); ++i) {
    if (first_of_owner[i] - first_of_owner[i - (kBreakingOutlets - 1)] <= kBreakingWindow) since = first_of_owner[i];
  }
  return since;
}

}  // namespace dateline::story
