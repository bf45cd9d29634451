#include "story/front_page.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "story/tuning.h"

namespace dateline::story {
namespace {

using Watched = BreakingWatch::Watched;

struct Ranked {
  const Watched* watched;
  double score;

  const Story& story() const { return *watched->story; }
};

bool by_score(const Ranked& a, const Ranked& b) {
  return std::tuple(-a.score, a.story().id) < std::tuple(-b.score, b.story().id);
}

bool by_newest(const Ranked& a, const Ranked& b) {
  const Instant x = a.watched->count.last_reported;
  const Instant y = b.watched->count.last_reported;
  return x != y ? x > y : a.story().id < b.story().id;
}

double hours_since(Instant then, Instant now) {
  return std::max(0.0, std::chrono::duration<double, std::ratio<3600>>(now - then).count());
}

/// What `boost` adds at first and, halved every `half_life` hours, later.
double wearing_off(double boost, double hours, double half_life) {
  return std::log2(1 + boost * std::exp2(-hours / half_life));
}

/// The top of the page shows more than one section: each further story of a section already there counts less.
void vary_sections(std::vector<Ranked>& ranked) {
  std::map<std::string_view, int> seen;
  for (std::size_t place = 0; place < std::min(kVariedPlaces, ranked.size()); ++place) {
    const auto from = ranked.begin() + static_cast<std::ptrdiff_t>(place);
    const auto to = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(ranked.size(), place + kVariedReach));
    const auto varied = [&](const Ranked& r) { return r.score + kRepeatPart * seen[r.story().section]; };
    const auto best =
        std::max_element(from, to, [&](const Ranked& a, const Ranked& b) { return varied(a) < varied(b); });
    ++seen[best->story().section];
    std::rotate(from, best, best + 1);
  }
}

bool same_stories(const std::vector<std::shared_ptr<const Story>>& a,
                  const std::vector<std::shared_ptr<const Story>>& b) {
  // A story's snapshot is made anew at each change and kept otherwise, so the address tells.
  return a == b;
}

}  // namespace

std::string_view to_string(BarNotice::Kind kind) {
  return kind == BarNotice::Kind::kCorrection ? "correction" : "withdrawal";
}

bool was_in_bar(StoryId story, const BreakingWatch& watch, const std::map<StoryId, EditorsWord>& words, Instant now) {
  const auto word = words.find(story);
  // What an editor dropped counts: it was there, and dropping it is what comes before withdrawing it.
  if (word != words.end() &&
      (word->second.decision == BarDecision::kPinned || now - word->second.at <= kBulletinMemory)) {
    return true;
  }
  return std::ranges::any_of(watch.stories(), [&](const Watched& w) {
    return w.story->id == story && w.breaking.since && now - *w.breaking.since <= kBulletinMemory;
  });
}

Rank rank(const Watched& watched, const EditorsWord* word, std::string_view own_outlet, Instant now) {
  const Count& count = watched.count;
  Rank rank;
  // Logarithm: the third outlet says more than the thirtieth. The outer one makes it a part of a sum.
  rank.owners = std::log2(std::log2(1.0 + std::max(1, count.owners)));
  // By the last telling, not the last report: nobody keeps a story fresh by repeating it.
  const auto past =
      std::find_if(count.tellings.rbegin(), count.tellings.rend(), [&](const Telling& t) { return t.at <= now; });
  const Instant told = past != count.tellings.rend() ? past->at : count.last_reported;
  rank.freshness = -hours_since(told, now) / kRankHalfLifeHours;
  if (watched.breaking.at(now)) {
    rank.breaking = wearing_off(kBreakingBoost, hours_since(*watched.breaking.since, now), kBreakingHalfLifeHours);
  }
  if (word != nullptr && word->decision == BarDecision::kPinned) {
    rank.pin = wearing_off(kPinBoost, hours_since(word->at, now), kPinHalfLifeHours);
  }
  if (!own_outlet.empty() && std::binary_search(count.carriers.begin(), count.carriers.end(), own_outlet)) {
    rank.own = kOwnArticlePart;
  }
  if (watched.story->section == "opinion") rank.section = kOpinionPart;
  return rank;
}

FrontPage make_front_page(const BreakingWatch& watch, const std::map<StoryId, EditorsWord>& words,
                          std::string_view own_outlet, std::uint64_t edition) {
  const Instant now = watch.now();
  FrontPage page;
  page.edition = edition;
  page.made_at = now;

  std::vector<Ranked> ranked;
  for (const Watched& watched : watch.stories()) {
    if (watched.count.shown_from > now) continue;
    const auto found = words.find(watched.story->id);
    const EditorsWord* word = found == words.end() ? nullptr : &found->second;
    ranked.push_back({&watched, rank(watched, word, own_outlet, now).sum()});

    if (word != nullptr && word->decision == BarDecision::kPinned) {
      page.bar.push_back({watched.story, word->headline, word->at, true});
    } else if (word == nullptr && watched.breaking.at(now)) {
      page.bar.push_back({watched.story, "", *watched.breaking.since, false});
    }
  }
  std::sort(page.bar.begin(), page.bar.end(), [](const BarEntry& a, const BarEntry& b) {
    return a.since != b.since ? a.since > b.since : a.story->id < b.story->id;
  });
  if (page.bar.size() > kBarEntries) page.bar.resize(kBarEntries);
  for (BarEntry& entry : page.bar) {
    if (entry.headline.empty()) entry.headline = entry.story->best().headline;
  }

  std::sort(ranked.begin(), ranked.end(), by_score);
  vary_sections(ranked);
  for (const Ranked& r : ranked) {
    const auto& story = r.watched->story;
    if (page.stories.size() < kFrontPageStories) page.stories.push_back(story);
    auto& section = page.sections[story->section];
    if (section.size() < kSectionStories) section.push_back(story);
  }

  const std::size_t latest = std::min(kLatest, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(latest), ranked.end(), by_newest);
  for (std::size_t i = 0; i < latest; ++i) page.latest.push_back(ranked[i].watched->story);
  return page;
}

bool same_page(const FrontPage& a, const FrontPage& b) {
  const auto same_entry = [](const BarEntry& x, const BarEntry& y) {
    return x.story == y.story && x.headline == y.headline && x.since == y.since && x.by_editor == y.by_editor;
  };
  if (!std::equal(a.bar.begin(), a.bar.end(), b.bar.begin(), b.bar.end(), same_entry)) return false;
  if (a.notices != b.notices) return false;
  if (!same_stories(a.stories, b.stories) || !same_stories(a.latest, b.latest)) return false;
  return a.sections == b.sections;
}

}  // namespace dateline::story
