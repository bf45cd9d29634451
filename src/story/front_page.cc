#include "story/front_page.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "story/breaking.h"
#include "story/tuning.h"

namespace dateline::story {
namespace {

struct Ranked {
  std::shared_ptr<const Story> story;
  double score;
};

bool by_score(const Ranked& a, const Ranked& b) {
  if (a.score != b.score) return a.score > b.score;
  const Instant x = a.story->last_reported();  // Scores of long ago are all nought; then the newer goes first.
  const Instant y = b.story->last_reported();
  return x != y ? x > y : a.story->id < b.story->id;
}

/// The top of the page shows more than one section: each further story of a section already there counts less.
void vary_sections(std::vector<Ranked>& ranked) {
  constexpr std::size_t kTop = 7;       // The lead package and what stands beside it.
  constexpr double kRepeatShare = 0.8;  // A story must be a quarter stronger to be the second of its section.
  std::map<std::string, int> seen;
  for (std::size_t place = 0; place < std::min(kTop, ranked.size()); ++place) {
    auto best = ranked.begin() + static_cast<std::ptrdiff_t>(place);
    double best_score = -1;
    // Only the next few can win: a story's share falls by at most kRepeatShare each time.
    const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(ranked.size(), place + 20));
    for (auto it = best; it != end; ++it) {
      const double score = it->score * std::pow(kRepeatShare, seen[it->story->section]);
      if (score > best_score) {
        best_score = score;
        best = it;
      }
    }
    ++seen[best->story->section];
    std::rotate(ranked.begin() + static_cast<std::ptrdiff_t>(place), best, best + 1);
  }
}

bool same_stories(const std::vector<std::shared_ptr<const Story>>& a,
                  const std::vector<std::shared_ptr<const Story>>& b) {
  // A story's snapshot is made anew at each change and kept otherwise, so the address tells.
  return a == b;
}

}  // namespace

double rank(const Story& story, bool breaking, std::string_view own_outlet, Instant now) {
  const double hours =
      std::max(0.0, std::chrono::duration<double, std::ratio<3600>>(now - story.last_reported()).count());
  // Logarithm: the third outlet says more than the thirtieth.
  double score = std::log2(1.0 + story.independent_outlets()) * std::exp2(-hours / kRankHalfLifeHours);
  if (breaking) score *= 1 + kBreakingBoost * std::exp2(-hours / kBreakingHalfLifeHours);
  if (story.section == "opinion") score *= kOpinionShare;
  const bool own = !own_outlet.empty() && std::any_of(story.members.begin(), story.members.end(), [&](const Member& m) {
    return m.article->outlet.owner == own_outlet;
  });
  return own ? score * kOwnArticleBoost : score;
}

FrontPage make_front_page(const std::vector<std::shared_ptr<const Story>>& stories,
                          const std::map<StoryId, EditorsWord>& words, std::string_view own_outlet, Instant now,
                          std::uint64_t edition) {
  FrontPage page;
  page.edition = edition;
  page.made_at = now;

  std::vector<Ranked> ranked;
  for (const auto& story : stories) {
    const bool waits = std::all_of(story->members.begin(), story->members.end(),
                                   [&](const Member& m) { return m.article->claimed_at() > now + kClockSkew; });
    if (waits) continue;
    const auto since = breaking_since(*story, now);
    ranked.push_back({story, rank(*story, since.has_value(), own_outlet, now)});

    const auto word = words.find(story->id);
    if (word != words.end()) {
      if (word->second.decision == BarDecision::kDropped) continue;
      const std::string& chosen = word->second.headline;
      page.bar.push_back({story, chosen.empty() ? story->best().headline : chosen, word->second.at, true});
    } else if (since) {
      page.bar.push_back({story, story->best().headline, *since, false});
    }
  }
  std::sort(page.bar.begin(), page.bar.end(), [](const BarEntry& a, const BarEntry& b) {
    return a.since != b.since ? a.since > b.since : a.story->id < b.story->id;
  });
  if (page.bar.size() > kBarEntries) page.bar.resize(kBarEntries);

  std::sort(ranked.begin(), ranked.end(), by_score);
  vary_sections(ranked);
  for (const Ranked& r : ranked) {
    if (page.stories.size() < kFrontPageStories) page.stories.push_back(r.story);
    auto& section = page.sections[r.story->section];
    if (section.size() < kSectionStories) section.push_back(r.story);
  }

  std::sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    const auto key = [](const Ranked& r) {
      return std::tuple(-r.story->last_reported().time_since_epoch().count(), r.story->id);
    };
    return key(a) < key(b);
  });
  for (const Ranked& r : ranked) {
    if (page.latest.size() == kLatest) break;
    page.latest.push_back(r.story);
  }
  return page;
}

bool same_page(const FrontPage& a, const FrontPage& b) {
  const auto same_entry = [](const BarEntry& x, const BarEntry& y) {
    return x.story == y.story && x.headline == y.headline && x.since == y.since && x.by_editor == y.by_editor;
  };
  if (!std::equal(a.bar.begin(), a.bar.end(), b.bar.begin(), b.bar.end(), same_entry)) return false;
  if (!same_stories(a.stories, b.stories) || !same_stories(a.latest, b.latest)) return false;
  return a.sections == b.sections;
}

}  // namespace dateline::story
