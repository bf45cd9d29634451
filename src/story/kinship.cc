// Who copied whom, in a story: descent.h asked about the reports that there are.
#include <algorithm>
#include <map>
#include <set>

#include "story/descent.h"
#include "story/story_index.h"
#include "story/tuning.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

/// Of `size` reports the places of the first, which are copied, and of the newest.
template <class Look>
void look_at_ends(std::size_t size, Look look) {
  const std::size_t first = std::min(size, kCopySources / 2);
  for (std::size_t i = 0; i < first; ++i) look(i);
  for (std::size_t i = std::max(first, size - std::min(size, kCopySources / 2)); i < size; ++i) look(i);
}

}  // namespace

StoryIndex::Descent StoryIndex::descent_in(const std::vector<Report>& reports, const Report& report,
                                           const std::vector<article::ArticleId>* sources) const {
  const bool is_there = place_.contains(report.article->id);
  // What was made of a source is thought of as the source is.
  std::set<article::ArticleId> family;
  std::vector<const Report*> before;
  std::size_t others = 0;
  const auto look = [&](const Report& r) {
    if (r.article->id == report.article->id || !precedes(r, report)) return;
    if (is_there && descends_from(reports, r, report.article->id)) return;
    if (sources != nullptr) {
      if (r.of && family.contains(*r.of)) family.insert(r.article->id);
      if (!family.contains(r.article->id) && (is_copy(r.kinship) || ++others > kOthersHeard)) return;
    }
    before.push_back(&r);
  };

  if (sources != nullptr) {
    // Most reports share some words with one that they were not made of, which is soon seen.
    std::vector<Forebear> as_they_are;
    for (const article::ArticleId id : *sources) {
      const auto source = std::ranges::find(reports, id, [](const Report& r) { return r.article->id; });
      if (source == reports.end() || !family.insert(id).second) continue;
      as_they_are.push_back({.marks = &source->marks, .outlet = {}, .from = {}});
    }
    if (!parent_of(report.marks, {}, as_they_are)) return {};
    // They may be in the middle of a long story, where it is not looked.
    const std::size_t end =
        reports.size() > kLongestTold ? 0 : reports.size() - std::min(reports.size(), kCopySources / 2);
    for (std::size_t i = kCopySources / 2; i < end; ++i) {
      if (family.contains(reports[i].article->id)) look(reports[i]);
    }
  }
  look_at_ends(reports.size(), [&](std::size_t i) { look(reports[i]); });
  if (before.empty()) return {};
  std::ranges::stable_sort(before, {}, [](const Report* r) { return r->article->reported_at(); });
  if (std::ssize(before) > kForebears) before.erase(before.begin() + kForebears / 2, before.end() - kForebears / 2);

  std::vector<Forebear> forebears;
  for (const Report* r : before) {
    Forebear& forebear = forebears.emplace_back();
    forebear.marks = &r->marks;
    forebear.outlet = r->article->outlet.name;
    forebear.primary = r->article->outlet.primary;
    forebear.own = !is_copy(r->kinship);
    if (!r->of) continue;
    const auto from = std::ranges::find(before, *r->of, [](const Report* b) { return b->article->id; });
    if (from != before.end()) forebear.from = static_cast<std::size_t>(from - before.begin());
  }
  const auto parent = parent_of(report.marks, whole(report)->text, forebears);
  // Nobody descends from what was made of it, in whatever order reports came to stand here.
  if (!parent || descends_from(reports, *before[parent->forebear], report.article->id)) return {};
  return {parent->kinship, before[parent->forebear]->article->id};
}

bool StoryIndex::precedes(const Report& one, const Report& other) const {
  const auto order = [](const Report& r) { return std::pair(r.article->reported_at(), r.article->fetched_at); };
  if (order(other) < order(one)) return !precedes(other, one);
  if (one.article->fetched_at <= other.article->fetched_at + kCameTogether) return true;
  // It came later and claims to be older. Anybody can claim that: the texts must show it, or its name stand for it.
  if (one.article->outlet.primary || is_known_source(one.article->outlet.owner)) return true;
  if (!may_be_same_text(one.sketch, other.sketch)) return false;
  const Forebear source{.marks = &one.marks, .outlet = one.article->outlet.name, .from = {}};
  return shows_descent(other.marks, whole(other)->text, source);
}

bool StoryIndex::descends_from(const std::vector<Report>& reports, const Report& report, article::ArticleId ancestor) {
  const Report* at = &report;
  for (std::size_t steps = 0; at->of && steps < reports.size(); ++steps) {
    if (*at->of == ancestor) return true;
    const auto parent = std::ranges::find(reports, *at->of, [](const Report& r) { return r.article->id; });
    if (parent == reports.end()) return false;
    at = &*parent;
  }
  return false;
}

void StoryIndex::note_copied(std::string_view owner, std::string_view by) {
  if (owner == by) return;
  std::vector<std::uint64_t>& copied_by = copied_by_[std::string(owner)];
  const std::uint64_t who = text::word_hash(by);
  if (copied_by.size() < kKnownBy && std::ranges::find(copied_by, who) == copied_by.end()) copied_by.push_back(who);
}

bool StoryIndex::is_known_source(std::string_view owner) const {
  const auto known = copied_by_.find(std::string(owner));
  return known != copied_by_.end() && known->second.size() >= kKnownBy;
}

void StoryIndex::look_again(Cluster& cluster, Changes& changes) {
  // In a flood each copy may claim to be the oldest, and what one was made from is told well enough.
  if (cluster.reports.size() > kCopySources && is_copy(cluster.reports.back().kinship)) return;
  bool learnt_too_much = false;
  const article::ArticleId newcomer = cluster.reports.back().article->id;
  const Instant at = cluster.reports.back().article->reported_at();
  look_at_ends(cluster.reports.size(), [&](std::size_t i) {
    Report& r = cluster.reports[i];
    const Report& late = cluster.reports.back();
    if (r.article->id == newcomer || r.article->reported_at() < at || !precedes(late, r)) return;
    const Forebear as_it_is[] = {{.marks = &late.marks, .outlet = late.article->outlet.name, .from = {}}};
    if (!parent_of(r.marks, {}, as_it_is)) return;
    const Descent now = descent_in(cluster.reports, r);
    if (now.of != newcomer) return;
    learnt_too_much = learnt_too_much || (is_reprint(now.kinship) && !is_reprint(r.kinship));
    r.put(now);
    changes.placed.push_back({r.article->id, cluster.id, r.kinship, r.of, r.by_editor});
  });
  if (learnt_too_much && cluster.reports.size() <= kCopySources) rebuild(cluster);
}

std::vector<const StoryIndex::Report*> StoryIndex::adopt_orphans(std::vector<Report>& reports) const {
  std::set<article::ArticleId> here;
  for (const Report& r : reports) here.insert(r.article->id);
  std::map<article::ArticleId, article::ArticleId> heirs;  // Of what is gone: its first copy.
  std::vector<std::pair<Report*, article::ArticleId>> left;
  for (Report& r : reports) {
    if (!r.of || here.contains(*r.of)) continue;
    heirs.try_emplace(*r.of, r.article->id);
    left.emplace_back(&r, *std::exchange(r.of, std::nullopt));
  }
  std::vector<const Report*> changed;
  for (auto& [orphan, parent] : left) {
    Report& r = *orphan;
    const Kinship was = std::exchange(r.kinship, Kinship::kOwnReport);
    if (changed.size() < kCopySources) {
      r.put(descent_in(reports, r));
    } else if (heirs.at(parent) != r.article->id) {
      r.kinship = was;  // A flood of copies: they are of one text.
      r.of = heirs.at(parent);
    }
    changed.push_back(&r);
  }
  return changed;
}

}  // namespace dateline::story
