#include "story/story_index.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <set>

#include "story/tuning.h"
#include "text/shingles.h"

namespace dateline::story {
namespace {

/// How alike two articles must be, by how much there is to compare: between a bare headline and a full lede the bar
/// rises evenly with the number of distinct terms.
double bar_for(std::size_t terms) {
  const double share = (static_cast<double>(terms) - kHeadlineTerms) / (kTextTerms - kHeadlineTerms);
  return kJoinHeadline + (kJoinText - kJoinHeadline) * std::clamp(share, 0.0, 1.0);
}

double hours_between(Instant a, Instant b) {
  return std::abs(std::chrono::duration<double, std::ratio<3600>>(a - b).count());
}

bool same_language(std::string_view a, std::string_view b) {
  return a == b || a == "und" || b == "und";
}

}  // namespace

Placement StoryIndex::add(ArticlePtr article) {
  Report report;
  report.article = article;
  report.terms = statistics_.learn(*article);
  report.shingles = text::shingles(article->text);

  Placement placement;
  if (auto known = place_.find(article->id); known != place_.end()) {
    // The same document again: a newer version takes its predecessor's place and stays in the story, whatever it says
    // now; readers have the link.
    Cluster& cluster = *find(known->second);
    for (Report& old : cluster.reports) {
      if (old.article->id != article->id) continue;
      report.kinship = old.kinship;
      report.of = old.of;
      report.by_editor = old.by_editor;
      old = std::move(report);
      break;
    }
    cluster.snapshot.reset();
    placement.story = cluster.id;
    placement.kinship = Kinship::kSameDocument;
    placement.why.verdict = "the same document as before: it replaces the earlier version";
    return placement;
  }

  std::vector<Scored> scored = candidates(*article, report.terms);
  const auto fits = [](const Scored& s) {
    return !s.cluster->locked && s.hours <= kStoryGap.count() && s.quorum && s.similarity >= s.needed;
  };
  const auto best = std::find_if(scored.begin(), scored.end(), fits);

  if (best == scored.end()) {
    Cluster fresh;
    fresh.id = StoryId{digest64("story:" + article->id.str())};
    fresh.language = article->language;
    Cluster& cluster = clusters_.emplace(fresh.id, std::move(fresh)).first->second;
    placement.story = cluster.id;
    placement.opened = true;
    placement.changes.opened.push_back(cluster.id);
    placement.why = explain(scored, report.terms, false);
    const Instant at = article->claimed_at();
    for (const Scored& s : scored) {
      if (s.hours <= kStoryGap.count() || s.raw < kSameMatter) continue;
      Cluster& later = s.cluster->first > at ? *s.cluster : cluster;
      const Cluster& earlier = s.cluster->first > at ? cluster : *s.cluster;
      later.earlier.push_back(earlier.id);
      std::sort(later.earlier.begin(), later.earlier.end(), [&](StoryId a, StoryId b) {
        const Cluster* x = find(a);
        const Cluster* y = find(b);
        const Instant ta = x == nullptr || x->reports.empty() ? at : x->first;
        const Instant tb = y == nullptr || y->reports.empty() ? at : y->first;
        return ta != tb ? ta > tb : a < b;
      });
      if (later.earlier.size() > kEarlierStories) later.earlier.resize(kEarlierStories);
      later.snapshot.reset();
      std::vector<StoryId>& relinked = placement.changes.relinked;
      if (std::find(relinked.begin(), relinked.end(), later.id) == relinked.end()) relinked.push_back(later.id);
    }
    placement.changes.placed.push_back({article->id, cluster.id, Kinship::kOwnReport, std::nullopt, false});
    insert(cluster, std::move(report));
    return placement;
  }

  Cluster* into = best->cluster;
  placement.why = explain(scored, report.terms, true);

  // An article that fits two stories may show that they are one.
  for (auto other = std::next(best); other != scored.end(); ++other) {
    if (!fits(*other) || are_apart(into->id, other->cluster->id)) continue;
    if (cosine(into->centroid, other->cluster->centroid) < kMergeShare * std::max(best->needed, other->needed))
      continue;
    // The story that was first keeps its id: links to it are older.
    Cluster* from = other->cluster;
    if (std::tuple(from->first, from->id) < std::tuple(into->first, into->id)) std::swap(into, from);
    placement.changes.merged.push_back({from->id, into->id});
    merge(*into, *from);
    break;
  }

  std::tie(report.kinship, report.of) = kinship_in(*into, report);
  placement.story = into->id;
  placement.kinship = report.kinship;
  placement.of = report.of;
  placement.changes.placed.push_back({article->id, into->id, report.kinship, report.of, false});
  insert(*into, std::move(report));
  return placement;
}

Changes StoryIndex::settle(Instant) {
  return {};
}

Result<Changes> StoryIndex::merge(StoryId into_id, StoryId from_id) {
  Cluster* into = find(into_id);
  Cluster* from = find(from_id);
  if (into == nullptr || from == nullptr) return fail(Code::kNotFound, "there is no such story any more");
  if (into == from) return fail(Code::kConflict, "these two are one story already");
  Changes changes;
  const auto pair = std::minmax(into->id, from->id);
  if (apart_.erase({pair.first, pair.second}) > 0) changes.together_again.emplace_back(pair.first, pair.second);
  changes.merged.push_back({from->id, into->id});
  // All of both: what an editor brought together, the machine does not part.
  merge(*into, *from);
  for (Report& r : into->reports) {
    r.by_editor = true;
    changes.placed.push_back({r.article->id, into->id, r.kinship, r.of, true});
  }
  into->snapshot.reset();
  return changes;
}

Result<Changes> StoryIndex::move(const std::vector<article::ArticleId>& articles, std::optional<StoryId> to) {
  Changes changes;
  std::set<article::ArticleId> going(articles.begin(), articles.end());
  std::vector<Cluster*> sources;
  for (const article::ArticleId id : going) {
    const auto place = place_.find(id);
    Cluster* from = place == place_.end() ? nullptr : find(place->second);
    if (from == nullptr) return fail(Code::kNotFound, "there is no article " + id.str() + " in a story");
    if (std::find(sources.begin(), sources.end(), from) == sources.end()) sources.push_back(from);
  }
  if (sources.empty()) return fail(Code::kInvalid, "choose at least one report");
  Cluster* target = to ? find(*to) : nullptr;
  if (to && target == nullptr) return fail(Code::kNotFound, "there is no story " + to->str());
  if (!to && sources.size() == 1 && sources.front()->reports.size() == going.size()) {
    return fail(Code::kInvalid, "these are all reports of the story: nothing would be left of it");
  }
  std::vector<Report> moved;
  for (Cluster* from : sources) {
    if (from == target) continue;
    for (const Report& r : from->reports) {
      if (going.contains(r.article->id)) moved.push_back(r);
    }
  }
  if (moved.empty()) return fail(Code::kInvalid, "these reports are in that story already");
  for (const Report& r : moved) remove(r.article->id);
  if (target == nullptr) {
    // As if its first report had opened it; where that id is taken, the next report's.
    for (const Report& r : moved) {
      const StoryId id{digest64("story:" + r.article->id.str())};
      if (clusters_.contains(id)) continue;
      redirects_.erase(id);
      target = &clusters_[id];
      target->id = id;
      target->language = r.article->language;
      changes.opened.push_back(id);
      break;
    }
    if (target == nullptr) return fail(Code::kConflict, "no id is free for the new story");
  }
  for (Report& r : moved) {
    std::tie(r.kinship, r.of) = kinship_in(*target, r);
    r.by_editor = true;
    changes.placed.push_back({r.article->id, target->id, r.kinship, r.of, true});
    insert(*target, std::move(r));
  }
  for (Cluster* from : sources) {
    if (from == target || from->reports.empty()) continue;
    const auto pair = std::minmax(from->id, target->id);
    if (apart_.emplace(pair.first, pair.second).second) changes.apart.emplace_back(pair.first, pair.second);
  }
  return changes;
}

Result<Changes> StoryIndex::lock(StoryId id, bool locked) {
  Cluster* cluster = find(id);
  if (cluster == nullptr) return fail(Code::kNotFound, "there is no story " + id.str());
  cluster->locked = locked;
  cluster->snapshot.reset();
  Changes changes;
  changes.locked.emplace_back(cluster->id, locked);
  return changes;
}

Result<Explanation::Candidate> StoryIndex::explain(article::ArticleId id, StoryId story) const {
  const auto place = place_.find(id);
  const Cluster* home = place == place_.end() ? nullptr : find(place->second);
  const Cluster* cluster = find(story);
  if (home == nullptr) return fail(Code::kNotFound, "there is no article " + id.str());
  if (cluster == nullptr) return fail(Code::kNotFound, "there is no story " + story.str());
  for (const Report& r : home->reports) {
    if (r.article->id == id) return explain(score(const_cast<Cluster*>(cluster), *r.article, r.terms), r.terms);
  }
  return fail(Code::kNotFound, "there is no article " + id.str());
}

void StoryIndex::restore_lock(StoryId story) {
  if (Cluster* cluster = find(story)) cluster->locked = true;
}

void StoryIndex::restore_apart(StoryId one, StoryId other) {
  apart_.insert(std::minmax(one, other));
}

bool StoryIndex::are_apart(StoryId one, StoryId other) const {
  return apart_.contains(std::minmax(one, other));
}

void StoryIndex::restore(ArticlePtr article, StoryId story, Kinship kinship, std::optional<article::ArticleId> of,
                         bool by_editor) {
  if (place_.contains(article->id)) return;
  auto [it, fresh] = clusters_.try_emplace(story);
  if (fresh) {
    it->second.id = story;
    it->second.language = article->language;
  }
  Report report;
  report.terms = statistics_.learn(*article);
  report.shingles = text::shingles(article->text);
  report.article = std::move(article);
  report.kinship = kinship;
  report.of = of;
  report.by_editor = by_editor;
  insert(it->second, std::move(report));
}

void StoryIndex::restore_links(StoryId story, std::vector<StoryId> earlier, std::vector<StoryId> abroad) {
  if (Cluster* cluster = find(story)) {
    cluster->earlier = std::move(earlier);
    cluster->abroad = std::move(abroad);
    cluster->snapshot.reset();
  }
}

void StoryIndex::remove(article::ArticleId id) {
  auto known = place_.find(id);
  if (known == place_.end()) return;
  Cluster* cluster = find(known->second);
  place_.erase(known);
  if (cluster == nullptr) return;
  std::erase_if(cluster->reports, [&](const Report& r) { return r.article->id == id; });
  by_newest_.erase({cluster->newest, cluster->id});
  if (cluster->reports.empty()) {
    clusters_.erase(cluster->id);  // Its postings die of age; find() answers nullptr meanwhile.
    return;
  }
  std::vector<Report> rest = std::move(cluster->reports);
  cluster->reports.clear();
  cluster->sum = {};
  for (Report& r : rest) {
    if (r.of == id) {  // What it was copied from is gone: the copy now stands for itself.
      r.of.reset();
      r.kinship = Kinship::kOwnReport;
    }
    insert(*cluster, std::move(r));
  }
}

std::shared_ptr<const Story> StoryIndex::story(StoryId id) const {
  const Cluster* cluster = find(id);
  if (cluster == nullptr) return nullptr;
  if (cluster->snapshot) return cluster->snapshot;
  auto story = std::make_shared<Story>();
  story->id = cluster->id;
  story->language = cluster->language;
  story->earlier = cluster->earlier;
  story->abroad = cluster->abroad;
  story->locked = cluster->locked;
  std::map<std::string_view, int> sections;
  for (const Report& r : cluster->reports) {
    story->members.push_back({r.article, r.kinship, r.of, r.by_editor});
    if (!r.article->section.empty()) ++sections[r.article->section];
  }
  std::stable_sort(story->members.begin(), story->members.end(), [](const Member& a, const Member& b) {
    return a.article->reported_at() < b.article->reported_at();
  });
  int most = 0;
  for (const auto& [section, count] : sections) {
    if (count > most) {
      most = count;
      story->section = section;
    }
  }
  cluster->snapshot = story;
  return story;
}

std::optional<StoryId> StoryIndex::story_of(article::ArticleId id) const {
  auto it = place_.find(id);
  if (it == place_.end()) return std::nullopt;
  const Cluster* cluster = find(it->second);
  return cluster == nullptr ? std::nullopt : std::optional(cluster->id);
}

std::vector<std::shared_ptr<const Story>> StoryIndex::newest(std::size_t most, Instant now) const {
  std::vector<std::shared_ptr<const Story>> stories;
  for (auto it = by_newest_.rbegin(); it != by_newest_.rend() && stories.size() < most; ++it) {
    if (clusters_.at(it->second).first <= now + kClockSkew) stories.push_back(story(it->second));
  }
  return stories;
}

StoryIndex::Cluster* StoryIndex::find(StoryId id) {
  return const_cast<Cluster*>(std::as_const(*this).find(id));
}

const StoryIndex::Cluster* StoryIndex::find(StoryId id) const {
  for (auto redirect = redirects_.find(id); redirect != redirects_.end(); redirect = redirects_.find(id)) {
    id = redirect->second;
  }
  auto it = clusters_.find(id);
  return it == clusters_.end() ? nullptr : &it->second;
}

std::vector<StoryIndex::Scored> StoryIndex::candidates(const article::Article& article, const TermVector& terms) {
  TermVector probes = terms;
  keep_heaviest(probes, kProbeTerms);
  // Flat and sorted rather than hashed: some two thousand postings, most of them of different stories.
  std::vector<std::pair<StoryId, double>> hits;
  for (const auto& [term, weight] : probes.entries) {
    auto list = postings_.find(term);
    if (list == postings_.end()) continue;
    for (StoryId id : list->second) hits.emplace_back(id, static_cast<double>(weight) * weight);
  }
  std::stable_sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::pair<double, StoryId>> promising;
  for (const auto& [id, weight] : hits) {
    if (!promising.empty() && promising.back().second == id) {
      promising.back().first += weight;
    } else {
      promising.emplace_back(weight, id);
    }
  }
  std::stable_sort(promising.begin(), promising.end(), [](const auto& a, const auto& b) { return a.first > b.first; });

  std::vector<Scored> scored;
  for (const auto& [weight, id] : promising) {
    if (scored.size() == kCandidates) break;
    Cluster* cluster = find(id);
    if (cluster == nullptr || !same_language(cluster->language, article.language)) continue;
    const auto same = [&](const Scored& s) { return s.cluster == cluster; };  // Two postings, one story since a merge.
    if (std::any_of(scored.begin(), scored.end(), same)) continue;
    scored.push_back(score(cluster, article, terms));
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const Scored& a, const Scored& b) { return a.similarity > b.similarity; });
  return scored;
}

StoryIndex::Scored StoryIndex::score(Cluster* cluster, const article::Article& article, const TermVector& terms) const {
  const Instant at = article.claimed_at();
  Scored s{};
  s.cluster = cluster;
  s.raw = cosine(terms, cluster->centroid);
  s.hours = at < cluster->first  ? hours_between(cluster->first, at)
            : at > cluster->last ? hours_between(at, cluster->last)
                                 : 0;
  s.similarity = s.raw * std::exp2(-s.hours / kTimeHalfLifeHours);
  s.needed = bar_for(terms.entries.size()) *
             (1 + kTightenPerDoubling * std::log2(static_cast<double>(cluster->reports.size())));
  s.quorum = quorum(*cluster, terms, s.needed);
  return s;
}

bool StoryIndex::quorum(const Cluster& cluster, const TermVector& terms, double needed) const {
  const std::size_t asked = std::min(cluster.reports.size(), kQuorumMembers);
  std::size_t alike = 0;
  for (std::size_t i = 0; i < asked; ++i) {
    const Report& r = cluster.reports[cluster.reports.size() - 1 - i];
    if (cosine(terms, r.terms) >= needed * kQuorumShare) ++alike;
  }
  return static_cast<double>(alike) >= kQuorum * static_cast<double>(asked);
}

std::pair<Kinship, std::optional<article::ArticleId>> StoryIndex::kinship_in(const Cluster& cluster,
                                                                             const Report& report) const {
  if (report.shingles.size() < kReprintShingles) return {Kinship::kOwnReport, std::nullopt};
  const Report* source = nullptr;
  for (const Report& r : cluster.reports) {
    if (r.shingles.size() < kReprintShingles || r.kinship == Kinship::kSameText) continue;
    const bool longer = r.shingles.size() >= report.shingles.size();
    const double shared =
        longer ? text::containment(report.shingles, r.shingles) : text::containment(r.shingles, report.shingles);
    if (shared < kReprint) continue;
    if (source == nullptr || r.article->reported_at() < source->article->reported_at()) source = &r;
  }
  if (source == nullptr) return {Kinship::kOwnReport, std::nullopt};
  return {Kinship::kSameText, source->article->id};
}

void StoryIndex::insert(Cluster& cluster, Report report) {
  const Instant at = report.article->claimed_at();
  const bool first = cluster.reports.empty();
  by_newest_.erase({cluster.newest, cluster.id});
  cluster.newest = first ? report.article->reported_at() : std::max(cluster.newest, report.article->reported_at());
  by_newest_.insert({cluster.newest, cluster.id});
  cluster.first = first ? at : std::min(cluster.first, at);
  cluster.last = first ? at : std::max(cluster.last, at);
  // Copies of one text count once in the centroid, or a much-printed report would drag the story to its own wording.
  if (report.kinship != Kinship::kSameText) {
    cluster.sum = add_scaled(cluster.sum, report.terms, 1);
    keep_heaviest(cluster.sum, kCentroidTerms);
    cluster.centroid = cluster.sum;
    normalize(cluster.centroid);
  }
  post(cluster.id, report.terms);
  place_[report.article->id] = cluster.id;
  cluster.reports.push_back(std::move(report));
  cluster.snapshot.reset();
}

void StoryIndex::merge(Cluster& into, Cluster& from) {
  for (Report& r : from.reports) {
    std::tie(r.kinship, r.of) = kinship_in(into, r);
    insert(into, std::move(r));
  }
  for (StoryId id : from.earlier) {
    if (id != into.id && std::find(into.earlier.begin(), into.earlier.end(), id) == into.earlier.end())
      into.earlier.push_back(id);
  }
  const StoryId gone = from.id;
  redirects_[gone] = into.id;
  by_newest_.erase({from.newest, gone});
  clusters_.erase(gone);
}

void StoryIndex::post(StoryId id, const TermVector& terms) {
  TermVector heavy = terms;
  keep_heaviest(heavy, kProbeTerms);
  for (const auto& [term, weight] : heavy.entries) {
    std::deque<StoryId>& list = postings_[term];
    if (auto old = std::find(list.rbegin(), list.rend(), id); old != list.rend()) {
      if (old == list.rbegin()) continue;
      list.erase(std::next(old).base());  // The story is news again: it moves to the end that is dropped last.
    }
    list.push_back(id);
    if (list.size() > kPostings) list.pop_front();
  }
}

Explanation StoryIndex::explain(const std::vector<Scored>& scored, const TermVector& terms, bool joined) const {
  Explanation why;
  for (const Scored& s : scored) {
    if (why.candidates.size() == 3) break;
    why.candidates.push_back(explain(s, terms));
  }
  if (joined) {
    why.verdict = "joins the story: enough in common with it and with its members, near in time";
  } else if (why.candidates.empty()) {
    why.verdict = "opens a story: no report so far shares its words";
  } else {
    const auto& c = why.candidates.front();
    why.verdict =
        c.hours_apart > static_cast<double>(kStoryGap.count())
            ? fmt::format("opens a story: the nearest is {:.0f} days away", c.hours_apart / 24)
        : c.likelihood < c.needed
            ? fmt::format("opens a story: the nearest is {:.2f} alike, {:.2f} would be needed", c.likelihood, c.needed)
            : "opens a story: like one in sum, but too few of its reports are alike themselves";
  }
  return why;
}

Explanation::Candidate StoryIndex::explain(const Scored& s, const TermVector& terms) const {
  Explanation::Candidate c;
  c.story = s.cluster->id;
  c.headline = s.cluster->reports.empty() ? "" : s.cluster->reports.front().article->headline;
  c.likelihood = s.similarity;
  c.needed = s.needed;
  c.hours_apart = s.hours;
  c.members_agree = s.quorum;
  std::vector<std::pair<double, std::uint32_t>> shared;
  for (const auto& [term, weight] : terms.entries) {
    auto it = std::lower_bound(s.cluster->centroid.entries.begin(), s.cluster->centroid.entries.end(), term,
                               [](const TermVector::Entry& e, std::uint32_t t) { return e.term < t; });
    if (it != s.cluster->centroid.entries.end() && it->term == term)
      shared.emplace_back(static_cast<double>(weight) * it->weight, term);
  }
  std::sort(shared.begin(), shared.end(), std::greater<>());
  Reason words{"words in common:", 0};
  for (std::size_t i = 0; i < shared.size() && i < 6; ++i) words.words += " " + statistics_.name_of(shared[i].second);
  words.weight = s.raw;
  if (!shared.empty()) c.reasons.push_back(std::move(words));
  return c;
}

}  // namespace dateline::story
