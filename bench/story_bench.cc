// Grouping: articles a second with 1,000, 10,000 and 100,000 articles in the index, beside the cost of their terms
// alone.
#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "story/story_index.h"
#include "text/terms.h"

namespace dateline::story {
namespace {

/// A stream of reports: each story has six words of its own, told by four outlets among 120 words of a common language
/// whose frequencies fall as in real text (Zipf).
class Stream {
 public:
  ArticlePtr next() {
    const std::uint64_t number = count_++;
    const std::uint64_t matter = number / 40 * 10 + number % 10;  // Ten stories at a time, four reports each.
    auto a = std::make_shared<article::Article>();
    a->canonical_url = "https://outlet" + std::to_string(number % 7) + ".example/" + std::to_string(number);
    a->id = article::article_id(a->canonical_url);
    a->outlet.owner = a->outlet.name = "outlet" + std::to_string(number % 7);
    a->language = "en";
    a->fetched_at = Instant{
        std::chrono::seconds{1'675'000'000 + static_cast<std::int64_t>(number) * 26}};  // A million in 300 days.
    for (int i = 0; i < 6; ++i) a->headline += own_word(matter, i) + " ";
    for (int i = 0; i < 120; ++i) a->text += i % 10 == 0 ? own_word(matter, i / 10 % 6) + " " : common_word() + " ";
    return a;
  }

 private:
  static std::string own_word(std::uint64_t matter, int i) {
    std::string word = "q";
    for (std::uint64_t n = matter * 6 + static_cast<std::uint64_t>(i) + 1; n > 0; n /= 20)
      word += "bcdfghjklmnpqrstvwxz"[n % 20];
    return word;
  }
  std::string common_word() {
    const double u = std::uniform_real_distribution<double>(0, 1)(random_);
    auto rank = static_cast<std::uint64_t>(std::pow(20'000.0, u));
    std::string word = "a";
    for (; rank > 0; rank /= 20) word += "bcdfghjklmnpqrstvwxz"[rank % 20];
    return word;
  }

  std::uint64_t count_ = 0;
  std::mt19937_64 random_{2023};  // Fixed: the same stream at every run.
};

void Grouping(benchmark::State& state) {
  Stream stream;
  StoryIndex index;
  for (std::int64_t i = 0; i < state.range(0); ++i) index.add(stream.next());
  for (auto _ : state) {
    state.PauseTiming();
    ArticlePtr article = stream.next();
    state.ResumeTiming();
    benchmark::DoNotOptimize(index.add(std::move(article)));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Grouping)->Arg(1'000)->Arg(10'000)->Arg(50'000)->Iterations(5'000)->Unit(benchmark::kMicrosecond);

void TermsAlone(benchmark::State& state) {
  Stream stream;
  for (auto _ : state) {
    state.PauseTiming();
    ArticlePtr article = stream.next();
    state.ResumeTiming();
    benchmark::DoNotOptimize(text::terms(article->text, "en"));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(TermsAlone)->Iterations(5'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace dateline::story
