// The pass that is made every minute: what one report at a time could not see.
#include <algorithm>
#include <cmath>

#include "story/story_index.h"
#include "story/tuning.h"

namespace dateline::story {
namespace {

/// How much of `report` is in `sum`, by the average over its reports.
double likeness(const Profile& report, const Profile& sum) {
  if (sum.reports <= 0) return 0;
  double dot = 0;
  auto i = report.terms.begin();
  auto j = sum.terms.begin();
  while (i != report.terms.end() && j != sum.terms.end()) {
    if (i->term < j->term) {
      ++i;
    } else if (j->term < i->term) {
      ++j;
    } else {
      dot += static_cast<double>(i->weight) * j->weight;
      ++i;
      ++j;
    }
  }
  return dot / sum.reports;
}

constexpr double kGapDays = std::chrono::duration<double, std::ratio<86400>>(kStoryGap).count();

}  // namespace

Changes StoryIndex::settle(Instant now) {
  Changes changes;
  split_what_came_apart(changes);
  merge_what_is_one(changes);
  link_abroad(now, changes);
  for (const StoryId id : changed_) {
    if (Cluster* cluster = find(id)) cluster->changed = false;
  }
  changed_.clear();
  let_old_ones_go(now);
  return changes;
}

void StoryIndex::split_what_came_apart(Changes& changes) {
  const std::vector<StoryId> looked_at = changed_;
  for (const StoryId id : looked_at) {
    Cluster* cluster = live(id);
    if (cluster == nullptr || cluster->locked) continue;
    const auto own = static_cast<std::size_t>(cluster->profile.reports);
    if (own < kSplitReports || static_cast<double>(own) < kSplitGrowth * static_cast<double>(cluster->checked_size))
      continue;
    cluster->checked_size = own;
    const bool by_hand =
        std::any_of(cluster->reports.begin(), cluster->reports.end(), [](const Report& r) { return r.by_editor; });
    if (by_hand) continue;

    // Two means: the second half grows from the report that is least like the whole.
    const Report* odd = nullptr;
    double least = 2;
    for (const Report& r : cluster->reports) {
      if (is_reprint(r.kinship)) continue;
      const double like = likeness(r.profile, cluster->profile);
      if (like < least) {
        least = like;
        odd = &r;
      }
    }
    // What the odd one out still fits, nothing has left. Of a small story it is part of the sum itself, and always
    // fits.
    if (own > kSplitSmall &&
        log_odds(model_for(odd->profile, cluster->profile), weigh(odd->profile, cluster->profile)) >= kMergeEvidence)
      continue;
    Profile stays = cluster->profile;
    Profile goes = odd->profile;
    std::vector<bool> going(cluster->reports.size());
    for (int round = 0; round < 3; ++round) {
      Profile next_stays, next_goes;
      for (std::size_t i = 0; i < cluster->reports.size(); ++i) {
        const Report& r = cluster->reports[i];
        if (is_reprint(r.kinship)) continue;
        going[i] = &r == odd || likeness(r.profile, goes) > likeness(r.profile, stays);
        story::add(going[i] ? next_goes : next_stays, r.profile);
      }
      stays = std::move(next_stays);
      goes = std::move(next_goes);
      if (stays.reports == 0) break;
    }
    if (stays.reports < 2 || goes.reports < 2) continue;
    if (log_odds(model_for(stays, goes), weigh(stays, goes)) >= kSplitEvidence) continue;

    // A copy goes with its source, that one with its own. The half that has the story's first report keeps its id.
    std::unordered_map<article::ArticleId, std::size_t> at;
    for (std::size_t i = 0; i < cluster->reports.size(); ++i) at[cluster->reports[i].article->id] = i;
    for (std::size_t i = 0; i < cluster->reports.size(); ++i) {
      std::size_t k = i;
      for (std::size_t steps = 0; cluster->reports[k].of && steps < at.size(); ++steps)
        k = at.at(*cluster->reports[k].of);
      going[i] = going[k];
    }
    if (going.front()) going.flip();
    const auto first = std::find(going.begin(), going.end(), true);
    if (first == going.end()) continue;  // Rewrites only were unlike their sources.
    Cluster& fresh = open_for(*cluster->reports[static_cast<std::size_t>(first - going.begin())].article,
                              cluster->language, changes);
    move_reports(*cluster, fresh, going, false, changes);
    for (const auto& pair : inherit_apart(cluster->id, fresh.id)) changes.apart.push_back(pair);
    cluster->checked_size = static_cast<std::size_t>(cluster->profile.reports);
    fresh.checked_size = static_cast<std::size_t>(fresh.profile.reports);
  }
}

StoryIndex::Cluster& StoryIndex::open_for(const article::Article& first, std::string_view language, Changes& changes) {
  // By the report that opened it; where that id is taken, one made from it.
  StoryId id = id_opened_by(first.id);
  while (clusters_.contains(id)) id = id_next_to(id);
  changes.opened.push_back(id);
  return open(id, language);
}

void StoryIndex::move_reports(Cluster& from, Cluster& to, const std::vector<bool>& going, bool by_editor,
                              Changes& changes) {
  std::vector<Report> stay, go;
  for (std::size_t i = 0; i < from.reports.size(); ++i) {
    (going[i] ? go : stay).push_back(std::move(from.reports[i]));
  }
  for (const Report* r : adopt_orphans(stay)) {
    changes.placed.push_back({r->article->id, from.id, r->kinship, r->of, r->by_editor});
  }
  adopt_orphans(go);
  for (Report& r : go) {
    if (!is_copy(r.kinship)) r.put(descent_in(to.reports, r));
    r.by_editor = r.by_editor || by_editor;
    changes.placed.push_back({r.article->id, to.id, r.kinship, r.of, r.by_editor});
    insert(to, std::move(r));
    look_again(to, changes);
  }
  from.reports = std::move(stay);
  if (from.reports.empty()) return;
  rebuild(from);
}

bool StoryIndex::opened_by_twins(const Cluster& one, const Cluster& other) {
  const Profile& a = one.reports.front().profile;
  const Profile& b = other.reports.front().profile;
  return is_twin(weigh(a, b), model_for(a, b));
}

void StoryIndex::merge_what_is_one(Changes& changes) {
  const std::set<StoryId> fresh(changes.opened.begin(), changes.opened.end());  // Parted just now.
  // As an index: a merge adds what it made at the end, to be looked at again.
  for (std::size_t i = 0; i < changed_.size(); ++i) {
    Cluster* cluster = live(changed_[i]);
    if (cluster == nullptr || cluster->id != changed_[i] || cluster->locked || fresh.contains(cluster->id)) continue;
    const auto own = static_cast<std::size_t>(cluster->profile.reports);
    if (own == cluster->compared_size) continue;  // Only copies came.
    if (own > kMergeSmall && static_cast<double>(own) < kMergeGrowth * static_cast<double>(cluster->compared_size))
      continue;
    cluster->compared_size = own;
    const auto by_hand = [](const Cluster& c) {
      return std::any_of(c.reports.begin(), c.reports.end(), [](const Report& r) { return r.by_editor; });
    };
    Cluster* best = nullptr;
    double most = 0;
    for (Cluster* other : candidates(cluster->profile, cluster->language, cluster)) {
      if (other->is_card() || other->locked || fresh.contains(other->id) || are_apart(cluster->id, other->id)) continue;
      const Scored s = score(*other, cluster->profile, cluster->span);
      double needed = kMergeEvidence;
      if (s.model == &kHeadlineModel) {
        const double smaller = std::min(cluster->profile.reports, other->profile.reports);
        needed -= kHeadlineSizeEvidence * std::min(kHeadlineDoublings, std::log2(smaller));
      }
      const double excess = s.log_odds - needed;
      if (s.days > kGapDays || excess < most) continue;
      if (opened_by_twins(*cluster, *other)) continue;
      if (by_hand(*cluster) && by_hand(*other)) continue;  // Each is as an editor wants it.
      most = excess;
      best = other;
    }
    if (best == nullptr) continue;
    // The story that was first keeps its id: links to it are older. But what an editor made stays where it is.
    Cluster* into = cluster;
    Cluster* from = best;
    if (std::tuple(!by_hand(*from), from->span.first, from->id) <
        std::tuple(!by_hand(*into), into->span.first, into->id))
      std::swap(into, from);
    absorb(*into, *from, changes);
    into->compared_size = 0;
    into->changed = false;  // To be looked at again, as what it is now.
    touch(*into);
  }
}

void StoryIndex::tell_traits(StoryId id, Instant now) {
  Cluster* cluster = live(id);
  // Only what is near in time is linked, so after a restart the old need not be read again.
  if (cluster == nullptr || cluster->span.last + kStoryGap < now) return;
  std::size_t own = 0;
  for (const Report& r : cluster->reports) {
    if (is_reprint(r.kinship) || ++own <= cluster->with_traits) continue;
    if (own > kTraitReports) break;
    Traits traits = traits_of(*whole(r));
    if (traits.language.empty()) traits.language = cluster->language;
    abroad_.put(cluster->id, traits);
    cluster->with_traits = own;
  }
}

void StoryIndex::link_abroad(Instant now, Changes& changes) {
  for (const StoryId id : changed_) tell_traits(id, now);
  for (std::size_t told = 0; told < kToldAtOnce && !untold_.empty(); ++told) {
    const StoryId id = untold_.back();
    untold_.pop_back();
    tell_traits(id, now);
  }
  for (const StoryId id : abroad_.take_relinked()) {
    Cluster* cluster = live(id);
    if (cluster == nullptr) continue;
    cluster->abroad = abroad_.links(id);
    cluster->snapshot.reset();
    if (std::find(changes.relinked.begin(), changes.relinked.end(), id) == changes.relinked.end())
      changes.relinked.push_back(id);
  }
}

void StoryIndex::let_old_ones_go(Instant now) {
  for (auto it = by_newest_.begin(); it != by_newest_.end() && by_newest_.size() > kKeptStories;) {
    Cluster& cluster = *clusters_.at(it->second);
    ++it;
    if (cluster.newest >= now - kStoryMemory) break;
    if (cluster.span.last >= now - kStoryMemory) continue;  // Waits for its time.
    abroad_.forget(cluster.id);
    cluster.with_traits = 0;
    for (const Report& r : cluster.reports) place_.erase(r.article->id);
    by_newest_.erase({cluster.newest, cluster.id});
    std::vector<Report>().swap(cluster.reports);
    cluster.snapshot.reset();
    cut(cluster.profile, kCardTerms);
    cards_.push_back(cluster.id);
  }
  while (cards_.size() > kCards) {
    // Unless it was put back meanwhile, or went into another.
    if (Cluster* cluster = find(cards_.front()); cluster != nullptr && cluster->is_card()) erase(*cluster);
    cards_.pop_front();
  }
}

}  // namespace dateline::story
