#include "story/story.h"

#include <algorithm>
#include <set>

#include "base/result.h"

namespace dateline::story {

namespace {
constexpr std::pair<Kinship, std::string_view> kKinships[] = {{Kinship::kOwnReport, "own-report"},
                                                              {Kinship::kVerbatim, "verbatim"},
                                                              {Kinship::kCut, "cut"},
                                                              {Kinship::kReworded, "reworded"},
                                                              {Kinship::kSameDocument, "same-document"}};
}  // namespace

std::string_view to_string(Kinship kinship) {
  return std::ranges::find(kKinships, kinship, [](const auto& k) { return k.first; })->second;
}

std::optional<Kinship> parse_kinship(std::string_view word) {
  const auto known = std::ranges::find(kKinships, word, [](const auto& k) { return k.second; });
  return known == std::end(kKinships) ? std::nullopt : std::optional(known->first);
}

const article::Article& Story::best() const {
  DATELINE_CHECK(!members.empty());
  // Own reports before copies, what we may show in full before the rest, then the one that tells most. A primary source
  // speaks for itself and not for the story, so it leads only when nobody else reported.
  auto worth = [](const Member& m) {
    const article::Article& a = *m.article;
    return std::tuple(!is_copy(m.kinship), !a.outlet.primary, a.rights == wire::Rights::kFull,
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
    if (m.article->outlet.primary && !is_copy(m.kinship)) return m.article.get();
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
    if (!is_copy(m.kinship)) owners.insert(m.article->outlet.owner);
  }
  return static_cast<int>(owners.size());
}

int Story::copies() const {
  return static_cast<int>(std::ranges::count_if(members, [](const Member& m) { return is_copy(m.kinship); }));
}

}  // namespace dateline::story
