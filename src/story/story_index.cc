#include "story/story_index.h"

#include <algorithm>
#include <map>

#include "story/tuning.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

double days_between(Instant a, Instant b) {
  return std::chrono::duration<double, std::ratio<86400>>(a - b).count();
}

/// Between two spans of time; 0 where they overlap.
double days_apart(Instant first, Instant last, Instant other_first, Instant other_last) {
  return last < other_first ? days_between(other_first, last) : other_last < first ? days_between(first, other_last) : 0;
}

constexpr double kGapDays = std::chrono::duration<double, std::ratio<86400>>(kStoryGap).count();

}  // namespace

StoryId id_opened_by(article::ArticleId first) {
  return StoryId{digest64("story:" + first.str())};
}

StoryId id_next_to(StoryId taken) {
  return StoryId{digest64("story:" + taken.str())};
}

Placement StoryIndex::add(ArticlePtr article, Explanation* why) {
  Placement placement;
  if (Report* old = find_report(article->id)) {
    // The same document again: a newer version takes its predecessor's place and stays in the story, whatever it says
    // now; readers have the link.
    Cluster& cluster = *find(place_.at(article->id));
    Reading reading = reader_.read(*article, cluster.language, frequency_);
    old->article = std::move(article);
    old->profile = std::move(reading.profile);
    old->sketch = std::move(reading.sketch);
    // A flood of versions of a large story would make this the dearest thing here, and one report in so many tells little.
    if (cluster.reports.size() <= kCopySources) rebuild(cluster);
    touch(cluster);
    placement.story = cluster.id;
    placement.kinship = Kinship::kSameDocument;
    if (why) why->verdict = "the same document as before: it replaces the earlier version";
    return placement;
  }

  const std::string language = languages_.of(*article);
  Report report;
  report.article = article;
  Reading reading = reader_.read(*article, language, frequency_);
  report.profile = std::move(reading.profile);
  report.sketch = std::move(reading.sketch);

  const Instant at = article->claimed_at();
  std::vector<Scored> scored;
  for (Cluster* cluster : candidates(report.profile, language, nullptr)) {
    scored.push_back(score(*cluster, report.profile, at, at));
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const Scored& a, const Scored& b) { return a.log_odds > b.log_odds; });
  const auto best = std::find_if(scored.begin(), scored.end(), [&](const Scored& s) {
    return !s.cluster->is_card() && !s.cluster->locked && s.days <= kGapDays && s.log_odds >= kJoinEvidence &&
           members_agree(*s.cluster, report.profile);
  });
  if (why) *why = explain(scored, *article, report.profile, best != scored.end());

  Cluster* into = nullptr;
  if (best != scored.end()) {
    into = best->cluster;
    std::tie(report.kinship, report.of) = kinship_in(*into, report);
  } else {
    into = &open_for(report, language, placement.changes);
    placement.opened = true;
  }
  placement.story = into->id;
  placement.kinship = report.kinship;
  placement.of = report.of;
  placement.changes.placed.push_back({article->id, into->id, report.kinship, report.of, false});
  insert(*into, std::move(report));
  if (placement.opened) link_earlier(*into, scored, placement.changes);
  return placement;
}

void StoryIndex::restore(ArticlePtr article, StoryId story, Kinship kinship, std::optional<article::ArticleId> of,
                         bool by_editor) {
  if (find_report(article->id) != nullptr) return;
  Cluster* cluster = find(story);
  const std::string language = cluster ? cluster->language : languages_.of(*article);
  if (cluster == nullptr) cluster = &open(story, language);
  if (cluster->is_card()) cluster->profile = {};
  Reading reading = reader_.read(*article, language, frequency_);
  insert(*cluster, {std::move(article), std::move(reading.profile), std::move(reading.sketch), kinship, of, by_editor});
}

void StoryIndex::restore_links(StoryId story, std::vector<StoryId> earlier, std::vector<StoryId> abroad) {
  if (Cluster* cluster = find(story)) {
    cluster->earlier = std::move(earlier);
    cluster->abroad = std::move(abroad);
    cluster->snapshot.reset();
  }
}

void StoryIndex::restore_lock(StoryId story) {
  if (Cluster* cluster = find(story)) {
    cluster->locked = true;
    cluster->snapshot.reset();
  }
}

void StoryIndex::restore_apart(StoryId one, StoryId other) {
  apart_.insert(std::minmax(one, other));
}

void StoryIndex::remove(article::ArticleId id) {
  const auto known = place_.find(id);
  if (known == place_.end()) return;
  Cluster& cluster = *find(known->second);
  place_.erase(known);
  std::erase_if(cluster.reports, [&](const Report& r) { return r.article->id == id; });
  if (cluster.reports.empty()) return erase(cluster);
  for (Report& r : cluster.reports) {
    if (r.of != id) continue;  // What it was copied from is gone: the copy now stands for itself.
    r.of.reset();
    r.kinship = Kinship::kOwnReport;
  }
  rebuild(cluster);
  touch(cluster);
}

std::shared_ptr<const Story> StoryIndex::story(StoryId id) const {
  const Cluster* cluster = find(id);
  if (cluster == nullptr || cluster->is_card()) return nullptr;
  if (cluster->snapshot) return cluster->snapshot;
  auto story = std::make_shared<Story>();
  story->id = cluster->id;
  story->language = cluster->language;
  story->earlier = cluster->earlier;
  story->abroad = cluster->abroad;
  story->locked = cluster->locked;
  std::map<std::string_view, int> sections;
  story->members.reserve(cluster->reports.size());
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
  const auto place = place_.find(id);
  if (place == place_.end()) return std::nullopt;
  return find(place->second)->id;
}

std::vector<std::shared_ptr<const Story>> StoryIndex::newest(std::size_t most, Instant now) const {
  std::vector<std::shared_ptr<const Story>> stories;
  for (auto it = by_newest_.rbegin(); it != by_newest_.rend() && stories.size() < most; ++it) {
    if (clusters_.at(it->second)->first <= now + kClockSkew) stories.push_back(story(it->second));
  }
  return stories;
}

StoryIndex::Cluster* StoryIndex::find(StoryId id) {
  return const_cast<Cluster*>(std::as_const(*this).find(id));
}

const StoryIndex::Cluster* StoryIndex::find(StoryId id) const {
  if (const auto redirect = redirects_.find(id); redirect != redirects_.end()) id = redirect->second;
  const auto found = clusters_.find(id);
  return found == clusters_.end() ? nullptr : found->second;
}

StoryIndex::Cluster* StoryIndex::live(StoryId id) {
  Cluster* cluster = find(id);
  return cluster != nullptr && !cluster->is_card() ? cluster : nullptr;
}

StoryIndex::Report* StoryIndex::find_report(article::ArticleId id) {
  const auto place = place_.find(id);
  if (place == place_.end()) return nullptr;
  for (Report& r : find(place->second)->reports) {
    if (r.article->id == id) return &r;
  }
  return nullptr;
}

bool StoryIndex::are_apart(StoryId one, StoryId other) const {
  return !apart_.empty() && apart_.contains(std::minmax(one, other));
}

std::vector<StoryIndex::Cluster*> StoryIndex::candidates(const Profile& profile, std::string_view language,
                                                         const Cluster* except) {
  std::vector<const ProfileTerm*> probes;
  probes.reserve(profile.terms.size());
  for (const ProfileTerm& term : profile.terms) probes.push_back(&term);
  const auto heavier = [](const ProfileTerm* a, const ProfileTerm* b) {
    return a->weight != b->weight ? a->weight > b->weight : a->term < b->term;
  };
  if (probes.size() > kProbeTerms) {
    std::nth_element(probes.begin(), probes.begin() + kProbeTerms, probes.end(), heavier);
    probes.resize(kProbeTerms);
    std::sort(probes.begin(), probes.end(), heavier);  // Sums of floats depend on the order.
  }
  const std::uint64_t salt = std::uint64_t{text::term_hash(language)} << 32;
  likeness_.resize(slots_.size());
  float hope = 0;
  for (const ProfileTerm* term : probes) {
    const float weight = term->weight * term->weight;
    hope += weight;
    for (const Postings::Slot slot : postings_.of(salt | term->term)) {
      if (likeness_[slot] == 0) met_.push_back(slot);
      likeness_[slot] += weight;
    }
  }
  const float least = hope * kLeastLikeness;
  const auto liker = [&](Postings::Slot a, Postings::Slot b) {
    return likeness_[a] != likeness_[b] ? likeness_[a] > likeness_[b] : a < b;
  };
  std::erase_if(met_, [&](Postings::Slot slot) {
    const Cluster* cluster = slots_[slot].get();
    const bool no = cluster == nullptr || cluster == except || cluster->language != language || likeness_[slot] < least;
    if (no) likeness_[slot] = 0;
    return no;
  });
  const std::size_t most = std::min(kCandidates, met_.size());
  std::partial_sort(met_.begin(), met_.begin() + static_cast<std::ptrdiff_t>(most), met_.end(), liker);
  std::vector<Cluster*> best;
  for (std::size_t i = 0; i < most; ++i) best.push_back(slots_[met_[i]].get());
  for (const Postings::Slot slot : met_) likeness_[slot] = 0;
  met_.clear();
  return best;
}

StoryIndex::Scored StoryIndex::score(Cluster& cluster, const Profile& profile, Instant first, Instant last) const {
  Scored s;
  s.cluster = &cluster;
  s.evidence = weigh(profile, cluster.profile);
  s.model = &model_for(profile, cluster.profile);
  s.days = days_apart(first, last, cluster.first, cluster.last);
  s.log_odds = log_odds(*s.model, s.evidence) + kEvidencePerDay * s.days;
  return s;
}

bool StoryIndex::members_agree(const Cluster& cluster, const Profile& profile) const {
  std::size_t asked = 0;
  std::size_t alike = 0;
  for (auto r = cluster.reports.rbegin(); r != cluster.reports.rend() && asked < kQuorumReports; ++r) {
    if (r->kinship == Kinship::kSameText) continue;
    ++asked;
    if (weigh(profile, r->profile)[Evidence::kSharedTerms] >= kQuorumEvidence) ++alike;
  }
  return static_cast<double>(alike) >= kQuorum * static_cast<double>(asked);
}

StoryIndex::Cluster& StoryIndex::open(StoryId id, std::string_view language) {
  if (const auto redirect = redirects_.find(id); redirect != redirects_.end()) {
    // It was merged once and stands for itself again.
    std::erase(find(redirect->second)->absorbed, id);
    redirects_.erase(redirect);
  }
  Postings::Slot slot = static_cast<Postings::Slot>(slots_.size());
  if (!free_slots_.empty()) {
    slot = free_slots_.back();
    free_slots_.pop_back();
  } else {
    slots_.emplace_back();
  }
  slots_[slot] = std::make_unique<Cluster>();
  Cluster& cluster = *slots_[slot];
  cluster.id = id;
  cluster.slot = slot;
  cluster.language = language;
  clusters_[id] = &cluster;
  return cluster;
}

void StoryIndex::touch(Cluster& cluster) {
  cluster.snapshot.reset();
  if (cluster.changed) return;
  cluster.changed = true;
  changed_.push_back(cluster.id);
}

void StoryIndex::file_by_newest(Cluster& cluster, Instant newest) {
  by_newest_.erase({cluster.newest, cluster.id});
  cluster.newest = newest;
  by_newest_.insert({cluster.newest, cluster.id});
}

void StoryIndex::insert(Cluster& cluster, Report report) {
  const article::Article& article = *report.article;
  const Instant at = article.claimed_at();
  const bool first = cluster.reports.empty();
  file_by_newest(cluster, first ? article.reported_at() : std::max(cluster.newest, article.reported_at()));
  cluster.first = first ? at : std::min(cluster.first, at);
  cluster.last = first ? at : std::max(cluster.last, at);
  // Copies of one text count once in the sum, or a much-printed report would drag the story to its own wording.
  if (report.kinship != Kinship::kSameText) {
    story::add(cluster.profile, report.profile);
    std::vector<const ProfileTerm*> probes;
    for (const ProfileTerm& term : report.profile.terms) probes.push_back(&term);
    if (probes.size() > kProbeTerms) {
      std::nth_element(probes.begin(), probes.begin() + kProbeTerms, probes.end(),
                       [](const ProfileTerm* a, const ProfileTerm* b) {
                         return a->weight != b->weight ? a->weight > b->weight : a->term < b->term;
                       });
      probes.resize(kProbeTerms);
    }
    const std::uint64_t salt = std::uint64_t{text::term_hash(cluster.language)} << 32;
    for (const ProfileTerm* term : probes) postings_.put(salt | term->term, cluster.slot);
  }
  place_[article.id] = cluster.id;
  cluster.reports.push_back(std::move(report));
  touch(cluster);
}

void StoryIndex::rebuild(Cluster& cluster) {
  abroad_.forget(cluster.id);
  cluster.with_traits = 0;
  std::vector<Report> reports = std::move(cluster.reports);
  cluster.reports.clear();
  cluster.profile = {};
  for (Report& r : reports) insert(cluster, std::move(r));
}

void StoryIndex::absorb(Cluster& into, Cluster& from, Changes& changes) {
  changes.merged.push_back({from.id, into.id});
  for (Report& r : from.reports) {
    const Kinship before = r.kinship;
    if (r.kinship != Kinship::kSameText) std::tie(r.kinship, r.of) = kinship_in(into, r);
    if (r.kinship != before) changes.placed.push_back({r.article->id, into.id, r.kinship, r.of, r.by_editor});
    insert(into, std::move(r));
  }
  for (const StoryId id : from.earlier) {
    if (id != into.id && std::find(into.earlier.begin(), into.earlier.end(), id) == into.earlier.end())
      into.earlier.push_back(id);
  }
  // What was parted from the one is parted from both.
  std::vector<std::pair<StoryId, StoryId>> inherited;
  for (const auto& [one, other] : apart_) {
    if (one == from.id) inherited.push_back(std::minmax(into.id, other));
    if (other == from.id) inherited.push_back(std::minmax(into.id, one));
  }
  for (const auto& pair : inherited) {
    if (pair.first != pair.second) apart_.insert(pair);
  }
  std::erase_if(apart_, [&](const auto& pair) { return pair.first == from.id || pair.second == from.id; });
  into.locked = into.locked || from.locked;
  abroad_.rename(from.id, into.id);
  into.with_traits += from.with_traits;
  into.absorbed.push_back(from.id);
  for (const StoryId id : from.absorbed) {
    redirects_[id] = into.id;
    into.absorbed.push_back(id);
  }
  from.absorbed.clear();
  redirects_[from.id] = into.id;
  from.reports.clear();
  erase(from);
}

void StoryIndex::erase(Cluster& cluster) {
  abroad_.forget(cluster.id);
  for (const StoryId id : cluster.absorbed) redirects_.erase(id);
  by_newest_.erase({cluster.newest, cluster.id});
  clusters_.erase(cluster.id);
  const Postings::Slot slot = cluster.slot;
  free_slots_.push_back(slot);
  slots_[slot].reset();  // Its postings die of age; verification turns them down meanwhile.
}

void StoryIndex::link_earlier(Cluster& opened, const std::vector<Scored>& scored, Changes& changes) {
  for (const Scored& s : scored) {
    if (s.days <= kGapDays || log_odds(*s.model, s.evidence) < kSameMatter) continue;
    Cluster& later = s.cluster->first > opened.first ? *s.cluster : opened;
    const Cluster& earlier = s.cluster->first > opened.first ? opened : *s.cluster;
    later.earlier.push_back(earlier.id);
    std::sort(later.earlier.begin(), later.earlier.end(), [&](StoryId a, StoryId b) {
      const Cluster* x = find(a);
      const Cluster* y = find(b);
      const Instant ta = x == nullptr ? opened.first : x->first;
      const Instant tb = y == nullptr ? opened.first : y->first;
      return ta != tb ? ta > tb : a < b;
    });
    if (later.earlier.size() > kEarlierStories) later.earlier.resize(kEarlierStories);
    later.snapshot.reset();
    if (std::find(changes.relinked.begin(), changes.relinked.end(), later.id) == changes.relinked.end()) {
      changes.relinked.push_back(later.id);
    }
  }
}

std::pair<Kinship, std::optional<article::ArticleId>> StoryIndex::kinship_in(const Cluster& cluster,
                                                                             const Report& report) const {
  const Report* source = nullptr;
  std::size_t looked_at = 0;
  const auto look = [&](const Report& r) {
    if (r.kinship == Kinship::kSameText || r.article->id == report.article->id) return;
    ++looked_at;
    if (!is_same_text(*r.article, r.sketch, *report.article, report.sketch)) return;
    if (source == nullptr || r.article->reported_at() < source->article->reported_at()) source = &r;
  };
  if (!report.sketch.empty()) {
    const std::size_t size = cluster.reports.size();
    std::size_t i = 0;
    for (; i < size && looked_at < kCopySources / 2; ++i) look(cluster.reports[i]);
    for (std::size_t j = size; j > i && looked_at < kCopySources; --j) look(cluster.reports[j - 1]);
  }
  if (source == nullptr) return {Kinship::kOwnReport, std::nullopt};
  return {Kinship::kSameText, source->article->id};
}

}  // namespace dateline::story
