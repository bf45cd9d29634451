// The front page, made anew after each batch: 400 stories of which one got a new report, as on any day; the same while
// one outlet floods that story with 10,000 near-copies; and, as the limit, a tick in which nothing changed.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "story/front_page.h"
#include "story/tuning.h"

namespace dateline::story {
namespace {

constexpr Instant kStart{std::chrono::sys_days{std::chrono::year{2023} / 1 / 31}};

std::shared_ptr<const Story> story(std::uint64_t id, std::size_t reports, std::size_t owners) {
  static const char* const kSections[] = {"world", "business", "politics", "science", "culture", "sport"};
  auto s = std::make_shared<Story>();
  s->id = StoryId{id + 1};
  s->language = "en";
  s->section = kSections[id % std::size(kSections)];
  for (std::size_t i = 0; i < reports; ++i) {
    auto a = std::make_shared<article::Article>();
    a->id = article::ArticleId{id * 100'000 + i};
    a->outlet.owner = a->outlet.name = "outlet" + std::to_string((id + i % owners) % 500);
    a->headline = "Headline of report " + std::to_string(i);
    a->section = s->section;
    a->fetched_at = kStart + std::chrono::minutes{id} + std::chrono::seconds{i};
    s->members.push_back({std::move(a), Kinship::kOwnReport, std::nullopt});
  }
  return s;
}

/// Every page after a batch in which `changes` got a new report: two snapshots of it take turns.
void pages(benchmark::State& state, const std::shared_ptr<const Story>& changes, bool changing) {
  std::vector<std::shared_ptr<const Story>> stories;
  for (std::uint64_t i = 0; i + 1 < kRankedStories; ++i) stories.push_back(story(i, 5, 5));
  stories.push_back(changes);
  const std::shared_ptr<const Story> snapshots[] = {changes, std::make_shared<Story>(*changes)};
  const Instant now = kStart + std::chrono::hours{12};
  BreakingWatch watch;
  std::uint64_t edition = 0;
  for (auto _ : state) {
    ++edition;
    if (changing) stories.back() = snapshots[edition % 2];
    watch.observe(stories, now);
    benchmark::DoNotOptimize(make_front_page(watch, {}, "The paper", edition));
  }
}

void NothingChanged(benchmark::State& state) {
  pages(state, story(kRankedStories, 5, 5), false);
}
void OneOfFiveReportsChanged(benchmark::State& state) {
  pages(state, story(kRankedStories, 5, 5), true);
}
void NothingChangedBesideTenThousandOfOneOwner(benchmark::State& state) {
  pages(state, story(kRankedStories, 10'000, 1), false);
}
void TenThousandOfOneOwnerChanged(benchmark::State& state) {
  pages(state, story(kRankedStories, 10'000, 1), true);
}
BENCHMARK(NothingChanged)->Unit(benchmark::kMicrosecond);
BENCHMARK(OneOfFiveReportsChanged)->Unit(benchmark::kMicrosecond);
BENCHMARK(NothingChangedBesideTenThousandOfOneOwner)->Unit(benchmark::kMicrosecond);
BENCHMARK(TenThousandOfOneOwnerChanged)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dateline::story
