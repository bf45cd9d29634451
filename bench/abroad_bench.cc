// Links between languages: the traits of one article by script, and what a report and a question cost with 1,000 and
// 100,000 stories held, which must be the same.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "story/abroad.h"

namespace dateline::story {
namespace {

article::Article article(const std::string& language) {
  article::Article a;
  a.language = language;
  a.canonical_url = "https://wire.example/" + language;
  std::string paragraph;
  if (language == "en") {
    a.headline = "Bridge over the Olt collapses, 17 dead";
    paragraph =
        "A road bridge over the Olt in southern Romania gave way on Friday, killing at least 17 people. Prefect Mircea "
        "Dragulescu said that 43 were in hospital. Divers of the navy searched for a bus from Slatina.\n\n";
  } else if (language == "ru") {
    a.headline = "В Румынии обрушился мост через Олт, погибли 17 человек";
    paragraph =
        "В пятницу на юге Румынии обрушился автомобильный мост через реку Олт. По словам префекта Мирчи Драгулеску, "
        "погибли не менее 17 человек, 43 доставлены в больницы. Водолазы ищут автобус из Слатины.\n\n";
  } else if (language == "ar") {
    a.headline = "مقتل 17 شخصا في انهيار جسر في رومانيا";
    paragraph =
        "لقي 17 شخصا على الأقل مصرعهم وأصيب 43 آخرون يوم الجمعة في انهيار جسر جنوب رومانيا، بحسب المحافظ ميرتشيا "
        "دراغوليسكو. ويبحث الغواصون عن حافلة كانت في طريقها إلى العاصمة.\n\n";
  } else {
    a.headline = "罗马尼亚一座大桥垮塌 17人遇难";
    paragraph = "罗马尼亚南部一座公路桥星期五垮塌，造成至少17人死亡，四十三人受伤送医。潜水员正在搜寻一辆客车。\n\n";
  }
  while (a.text.size() < 4096) a.text += paragraph;
  return a;
}

void TraitsOf(benchmark::State& state, const char* language) {
  const article::Article a = article(language);
  for (auto _ : state) benchmark::DoNotOptimize(traits_of(a));
}
BENCHMARK_CAPTURE(TraitsOf, english, "en")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(TraitsOf, russian, "ru")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(TraitsOf, arabic, "ar")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(TraitsOf, chinese, "zh")->Unit(benchmark::kMicrosecond);

/// Reports of matters that three languages tell: ten traits of the matter's own, thirty of all (Zipf).
class Stream {
 public:
  Traits next() {
    const std::uint64_t number = count_++;
    Traits t;
    t.language = number % 3 == 0 ? "en" : number % 3 == 1 ? "fr" : "de";
    t.reported = Instant{std::chrono::seconds{1'675'000'000 + static_cast<std::int64_t>(number) * 3}};
    for (std::uint32_t i = 0; i < 10; ++i) add(t, 1U << 31 | static_cast<std::uint32_t>(number / 3 * 10 + i));
    for (int i = 0; i < 30; ++i)
      add(t, static_cast<std::uint32_t>(std::pow(50'000.0, std::uniform_real_distribution<double>(0, 1)(random_))));
    std::ranges::sort(t.traits, {}, &Trait::hash);
    const auto repeats = std::ranges::unique(t.traits, {}, &Trait::hash);
    t.traits.erase(repeats.begin(), repeats.end());
    return t;
  }
  std::uint64_t count() const { return count_; }

 private:
  static void add(Traits& t, std::uint32_t value) {
    t.traits.push_back({value * 2654435761U, Trait::Kind::kName, 1, 0.002F});
  }

  std::uint64_t count_ = 0;
  std::mt19937_64 random_{2023};  // Fixed: the same stream at every run.
};

void Put(benchmark::State& state) {
  Stream stream;
  AbroadLinks abroad;
  for (std::int64_t i = 0; i < state.range(0); ++i) abroad.put(StoryId{static_cast<std::uint64_t>(i)}, stream.next());
  for (auto _ : state) {
    state.PauseTiming();
    const StoryId id{stream.count()};
    const Traits t = stream.next();
    state.ResumeTiming();
    abroad.put(id, t);
    abroad.forget(StoryId{id.value - static_cast<std::uint64_t>(state.range(0))});
    benchmark::DoNotOptimize(abroad.links(id));
  }
}
BENCHMARK(Put)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Iterations(20'000)->Unit(benchmark::kMicrosecond);

void Links(benchmark::State& state) {
  Stream stream;
  AbroadLinks abroad;
  for (std::int64_t i = 0; i < state.range(0); ++i) abroad.put(StoryId{static_cast<std::uint64_t>(i)}, stream.next());
  std::uint64_t id = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(abroad.links(StoryId{id++ % static_cast<std::uint64_t>(state.range(0))}));
}
BENCHMARK(Links)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dateline::story
