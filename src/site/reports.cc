#include "site/reports.h"

#include <algorithm>
#include <unordered_map>

namespace dateline::site {
namespace {

using story::Kinship;
using story::Member;
using ById = std::unordered_map<article::ArticleId, const Member*>;

/// The report that `member` copied; nullptr if it is its own, or its source is not there.
const Member* source_of(const Member& member, const ById& by_id) {
  if (!story::is_copy(member.kinship) || !member.of || *member.of == member.article->id) return nullptr;
  const auto found = by_id.find(*member.of);
  return found == by_id.end() ? nullptr : found->second;
}

}  // namespace

std::vector<ToldReport> reports_of(const story::Story& story) {
  ById by_id;
  for (const Member& member : story.members) {
    const Member*& newest = by_id[member.article->id];
    if (!newest || newest->article->fetched_at <= member.article->fetched_at) newest = &member;
  }
  std::vector<const Member*> roots;
  std::unordered_map<const Member*, std::vector<const Member*>> copies;
  for (const Member& member : story.members) {
    if (by_id.at(member.article->id) != &member) continue;  // An earlier version of a document.
    const Member* source = source_of(member, by_id);
    (source ? copies[source] : roots).push_back(&member);
  }
  std::vector<ToldReport> reports;
  const auto tell = [&](const Member& root) {
    ToldReport& report = reports.emplace_back(ToldReport{&root});
    // The stack holds what is still to be told, the first on top; no recursion, for a chain may be long.
    std::vector<ToldCopy> waiting;
    const auto wait = [&](const Member* source, std::size_t depth) {
      const auto found = copies.find(source);
      if (found == copies.end()) return;
      for (auto copy = found->second.rbegin(); copy != found->second.rend(); ++copy) waiting.push_back({*copy, depth});
      copies.erase(found);
    };
    wait(&root, 0);
    while (!waiting.empty()) {
      const ToldCopy next = waiting.back();
      waiting.pop_back();
      report.copies.push_back(next);
      wait(next.copy, next.depth + 1);
    }
  };
  for (const Member* root : roots) tell(*root);
  // Reports that copied one another in a circle are in no story of ours; who reads a broken one sees them all the same.
  for (const Member& member : story.members) {
    if (copies.empty()) break;
    if (copies.contains(&member)) tell(member);
  }
  std::ranges::stable_sort(reports, {}, [](const ToldReport& r) { return r.own->article->reported_at(); });
  return reports;
}

}  // namespace dateline::site
