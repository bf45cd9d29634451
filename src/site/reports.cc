#include "site/reports.h"

#include <algorithm>
#include <unordered_map>

namespace dateline::site {
namespace {

using story::Kinship;
using story::Member;
using ById = std::unordered_map<article::ArticleId, const Member*>;

/// The report whose text `member` is; reprints of reprints lead to the first of them.
const Member* origin_of(const Member& member, const ById& by_id) {
  const Member* at = &member;
  for (std::size_t steps = 0; steps <= by_id.size(); ++steps) {
    if (!story::is_copy(at->kinship) || !at->of) return at;
    const auto found = by_id.find(*at->of);
    if (found == by_id.end()) return at;
    at = found->second;
  }
  return &member;
}

}  // namespace

std::vector<ToldReport> reports_of(const story::Story& story) {
  ById by_id;
  for (const Member& member : story.members) {
    const Member*& newest = by_id[member.article->id];
    if (!newest || newest->article->fetched_at <= member.article->fetched_at) newest = &member;
  }
  std::vector<ToldReport> reports;
  std::unordered_map<article::ArticleId, std::size_t> place;
  for (const Member& member : story.members) {
    if (by_id.at(member.article->id) != &member) continue;  // An earlier version of a document.
    const Member* origin = origin_of(member, by_id);
    const auto [found, fresh] = place.try_emplace(origin->article->id, reports.size());
    if (fresh) reports.push_back({origin});
    if (origin != &member) reports[found->second].reprints.push_back(&member);
  }
  std::ranges::stable_sort(reports, {}, [](const ToldReport& r) { return r.own->article->reported_at(); });
  return reports;
}

}  // namespace dateline::site
