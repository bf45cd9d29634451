#include "story/breaking.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "story/tuning.h"

namespace dateline::story {
namespace {

using std::chrono::hours;

/// The most tellings within kBreakingWindow, `at` rising.
template <class Times>
int largest_burst(const Times& times) {
  std::size_t first = 0;
  std::size_t most = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    while (times[i] - times[first] > kBreakingWindow) ++first;
    most = std::max(most, i - first + 1);
  }
  return static_cast<int>(most);
}

/// Until then it waits for the time that it claims.
Instant shown_from(const article::Article& a) {
  return a.claimed_at() - kClockSkew;
}

Instant told(const article::Article& a) {
  return std::max(a.reported_at(), shown_from(a));
}

/// The section that most owners name so far; "" when none does. As it was then: a story does not become unusual, or
/// cease to be, because somebody files it elsewhere later.
class SectionSoFar {
 public:
  void add(std::string_view section) {
    if (!section.empty()) ++owners_[section];
  }
  std::string most() const {
    const auto best = std::max_element(owners_.begin(), owners_.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == owners_.end() ? "" : std::string(best->first);
  }

 private:
  std::map<std::string_view, int> owners_;
};

}  // namespace

Count count(const Story& story) {
  Count counted;
  counted.shown_from = Instant::max();
  counted.last_reported = Instant::min();
  std::unordered_set<std::string_view> carriers;
  std::vector<const article::Article*> own;
  std::string_view carrier;  // A flood is one owner's reports in a row: those cost no look-up.
  bool in_order = true;
  for (const Member& m : story.members) {
    const article::Article& a = *m.article;
    counted.shown_from = std::min(counted.shown_from, shown_from(a));
    counted.last_reported = std::max(counted.last_reported, a.reported_at());
    if (carriers.empty() || a.outlet.owner != carrier) carriers.insert(carrier = a.outlet.owner);
    if (is_copy(m.kinship)) continue;
    in_order = in_order && (own.empty() || told(*own.back()) <= told(a));
    own.push_back(&a);
  }
  // Members come in order of report, so this is for those that wait for their time.
  if (!in_order) {
    std::stable_sort(own.begin(), own.end(), [](const auto* a, const auto* b) { return told(*a) < told(*b); });
  }

  std::unordered_map<std::string_view, Instant> last_telling;
  Instant* last = nullptr;
  std::string_view owner;
  for (const article::Article* a : own) {
    const Instant at = told(*a);
    bool first = false;
    if (last == nullptr || a->outlet.owner != owner) {
      owner = a->outlet.owner;
      const auto [entry, is_new] = last_telling.try_emplace(owner, at);
      last = &entry->second;
      first = is_new;
    }
    if (!first && at - *last < kBreakingUpdate) continue;
    *last = at;
    counted.tellings.push_back({at, a->fetched_at, owner, a->section, first});
  }
  std::sort(counted.tellings.begin(), counted.tellings.end(),
            [](const Telling& a, const Telling& b) { return std::tie(a.at, a.owner) < std::tie(b.at, b.owner); });
  counted.owners = static_cast<int>(last_telling.size());
  counted.carriers.assign(carriers.begin(), carriers.end());
  std::sort(counted.carriers.begin(), counted.carriers.end());
  return counted;
}

void BreakingWatch::observe(const std::vector<std::shared_ptr<const Story>>& stories, Instant now) {
  const bool new_hour = std::chrono::floor<hours>(now) != std::chrono::floor<hours>(now_);
  now_ = now;
  std::unordered_map<StoryId, Watched*> before;
  for (Watched& w : watched_) before[w.story->id] = &w;

  std::vector<Watched> watched;
  std::vector<std::size_t> to_follow;
  watched.reserve(stories.size());
  for (const auto& story : stories) {
    const auto known = before.find(story->id);
    // Snapshots are immutable, and we hold this one: the same address is the same story.
    if (known != before.end() && known->second->story == story) {
      Watched& same = watched.emplace_back(std::move(*known->second));
      before.erase(known);
      const auto& tellings = same.count.tellings;
      if (!tellings.empty() && tellings.back().at > std::min(now, same.followed_to))
        to_follow.push_back(watched.size() - 1);
      continue;
    }
    Watched& fresh = watched.emplace_back(Watched{story, count(*story), {}, {}});
    learn(fresh);
    to_follow.push_back(watched.size() - 1);
  }
  watched_ = std::move(watched);
  if (new_hour) let_old_ones_go();

  // Only when all is learnt, so that the order in which stories are given does not matter.
  for (const std::size_t i : to_follow) {
    watched_[i].breaking = follow(watched_[i]);
    watched_[i].followed_to = now;
  }
}

void BreakingWatch::forget(StoryId story) {
  told_.erase(story);
}

void BreakingWatch::learn(const Watched& watched) {
  Told told{watched.story->language, watched.story->section, {}};
  for (const Telling& t : watched.count.tellings) {
    if (t.first) told.firsts.push_back({t.at, t.arrived});
  }
  // What one house alone told says nothing: else its mere volume would make every other story unusual.
  if (told.firsts.size() < 2) {
    told_.erase(watched.story->id);
  } else {
    told_[watched.story->id] = std::move(told);
  }
}

void BreakingWatch::let_old_ones_go() {
  const Instant old = now_ - kUsualMemory - kBreakingLongest;
  std::erase_if(told_, [&](const auto& entry) { return entry.second.firsts.front().at < old; });
  std::erase_if(needed_, [&](const auto& entry) { return std::get<2>(entry.first) < old; });
}

int BreakingWatch::needed(const std::string& language, const std::string& section, Instant at) {
  const auto hour = std::chrono::floor<hours>(at);
  const auto [known, fresh] = needed_.try_emplace(Kind{language, section, hour}, kBreakingOutlets);
  if (!fresh) return known->second;

  std::map<int, double, std::greater<>> bursts{{kBreakingOutlets - 1, kUsualPrior}};  // The largest first.
  double all = kUsualPrior;
  std::vector<Instant> times;
  for (const auto& [id, told] : told_) {
    if (told.language != language || told.section != section) continue;
    times.clear();
    for (const auto& first : told.firsts) {
      if (first.at < hour && first.arrived < hour) times.push_back(first.at);
    }
    if (times.size() < 2 || hour - times.front() > kUsualMemory) continue;
    const double age = std::chrono::duration<double, std::ratio<3600>>(hour - times.front()).count();
    const double weight = std::exp2(-age / kUsualHalfLifeHours);
    bursts[largest_burst(times)] += weight;
    all += weight;
  }
  double reach = 0;
  for (const auto& [burst, weight] : bursts) {
    reach += weight;
    if (reach <= kUnusualShare * all) continue;
    const int more = std::max(1, static_cast<int>(std::ceil(burst * kBreakingExcess)));
    known->second = std::max(kBreakingOutlets, burst + more);
    break;
  }
  return known->second;
}

Breaking BreakingWatch::follow(const Watched& watched) {
  Breaking state;
  SectionSoFar section;
  std::vector<Instant> told;  // What counts towards a burst: before it first breaks, only first tellings.
  std::size_t window = 0;     // Index into `told` of the first within kBreakingWindow.
  Instant last_new{};
  for (const Telling& t : watched.count.tellings) {
    if (t.at > now_) break;
    if (t.first) section.add(t.section);
    const bool was_on = state.at(t.at);
    if (t.first && was_on) last_new = t.at;
    if (t.first || state.since) {
      told.push_back(t.at);
      while (t.at - told[window] > kBreakingWindow) ++window;
      // An owner's tellings are further apart than the window is wide, so tellings are owners.
      const int burst = static_cast<int>(told.size() - window);
      // Of an update, only what was told after the story may break again; the rest was this bulletin's already.
      const Instant from = state.since ? *state.since + kBreakingUpdate : Instant::min();
      const auto fresh = static_cast<int>(
          told.end() - std::lower_bound(told.begin() + static_cast<std::ptrdiff_t>(window), told.end(), from));
      if (fresh >= kBreakingOutlets) {
        int enough = needed(watched.story->language, section.most(), t.at);
        if (state.since) enough = std::max(enough, static_cast<int>(std::ceil(state.burst * kBreakingUpdateShare)));
        if (fresh >= enough) state.since = last_new = t.at;
      }
      state.burst = std::max(state.burst, burst);
    }
    if (state.since) state.until = std::min(last_new + kBreakingQuiet, *state.since + kBreakingLongest);
  }
  return state;
}

}  // namespace dateline::story
