#include "story/story.h"

#include <algorithm>
#include <set>

#include "base/result.h"

namespace dateline::story {

std::string_view to_string(Kinship kinship) {
  switch (kinship) {
    case Kinship::kOwnReport:
      return "own-report";
    case Kinship::kSameText:
      return "same-text";
    case Kinship::kSameDocument:
      return "same-document";
  }
  return "own-report";
}

const article::Article& Story::best() const {
  DATELINE_CHECK(!members.empty());
  // Own reports before copies, what we may show in full before the rest, then the one that tells most. A primary source
  // speaks for itself and not for the story, so it leads only when nobody else reported.
  auto worth = [](const Member& m) {
    const article::Article& a = *m.article;
    return std::tuple(m.kinship != Kinship::kSameText, !a.outlet.primary, a.rights == wire::Rights::kFull,
                      std::min<std::size_t>(std::max(a.text.size(), m.text_bytes), 4000));
  };
  const Member* best = &members.front();
  for (const Member& m : members) {
    if (worth(m) > worth(*best)) best = &m;
  }
  return *best->article;
}

const article::Article* Story::primary() const {
  for (const Member& m : members) {
    if (m.article->outlet.primary && m.kinship != Kinship::kSameText) return m.article.get();
  }
  return nullptr;
}

Instant Story::first_reported() const {
  return members.front().article->reported_at();
}

Instant Story::last_reported() const {
  Instant last = first_reported();
  for (const Member& m : members) last = std::max(last, m.article->reported_at());
  return last;
}

int Story::outlets() const {
  std::set<std::string_view> owners;
  for (const Member& m : members) owners.insert(m.article->outlet.owner);
  return static_cast<int>(owners.size());
}

int Story::independent_outlets() const {
  std::set<std::string_view> owners;
  for (const Member& m : members) {
    if (m.kinship != Kinship::kSameText) owners.insert(m.article->outlet.owner);
  }
  return static_cast<int>(owners.size());
}

}  // namespace dateline::story
