// What a search costs among 500,000 articles: a mix of rare and common words, phrases and filters, in both orders, as
// readers' connections run it. `search [FOLDER]`: the data folder is made there once (build/bench/data/search), some
// minutes, and used again.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "generated_stream.h"
#include "store/store.h"

namespace {

using namespace dateline;
namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::size_t kArticles = 500'000;
constexpr double kDays = 1'000;
constexpr double kGoal = 50;     // ms, of the p99
constexpr int kQuestions = 100;  // Of each kind and order.
constexpr const char* kSections[] = {"world",  "politics", "business", "science",
                                     "health", "culture",  "sport",    "opinion"};

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "search: %s\n", why.c_str());
  std::exit(1);
}

/// Of 100 to 200 words, over three years, in three languages.
GeneratedStream stream() {
  return GeneratedStream(kArticles, kDays, 100, 100);
}

/// Straight into the store: how stories are grouped is nothing to search.
void make(const fs::path& data) {
  std::fprintf(stderr, "making %s: %zu articles ...\n", data.c_str(), kArticles);
  fs::remove_all(data);
  auto store = store::open_sqlite(data, store::Access::kWrite);
  if (!store) give_up(store.error().message);
  store::Writer& writer = (*store)->writer();
  GeneratedStream articles = stream();
  constexpr std::size_t kAtOnce = 5'000;
  for (std::size_t made = 0; made < kArticles; ++made) {
    if (made % kAtOnce == 0 && !writer.begin()) give_up("cannot write");
    const auto item = articles.next();
    auto article = std::make_shared<article::Article>(*item.article);
    article->section = kSections[item.story % std::size(kSections)];
    article->authors = {"Reporter " + std::to_string(item.story % 5'000)};
    store::PlacedArticle placed;
    placed.article = std::move(article);
    placed.story = story::StoryId{item.story + 1};
    if (Status put = writer.put_article(placed); !put) give_up(put.error().message);
    if ((made + 1) % kAtOnce == 0) {
      if (Status kept = writer.commit(); !kept) give_up(kept.error().message);
      std::fprintf(stderr, "\r%zu", made + 1);
    }
  }
  std::ofstream(data / "made") << kArticles << '\n';
  std::fprintf(stderr, "\rdone   \n");
}

/// Words of articles here and there, by how many articles of the sample have them.
struct Vocabulary {
  std::vector<std::string> rare, common, phrases;

  static Vocabulary of_stream() {
    std::map<std::string, int> articles;
    Vocabulary words;
    GeneratedStream some = stream();
    for (int i = 0; i < 20'000; ++i) {
      const auto item = some.next();
      std::vector<std::string> seen;
      std::string word;
      for (const char c : item.article->headline + " " + item.article->text + " ") {
        if (c != ' ' && c != '.') {
          word += c;
        } else if (!word.empty()) {
          seen.push_back(std::exchange(word, {}));
        }
      }
      if (i % 100 == 0) words.phrases.push_back('"' + seen[10] + ' ' + seen[11] + '"');
      std::ranges::sort(seen);
      seen.erase(std::ranges::unique(seen).begin(), seen.end());
      for (const std::string& one : seen) ++articles[one];
    }
    std::vector<std::pair<int, std::string>> by_count;
    for (const auto& [one, count] : articles) by_count.emplace_back(-count, one);
    std::ranges::sort(by_count);
    for (std::size_t i = 0; i < 40; ++i) words.common.push_back(by_count[i].second);
    for (std::size_t i = by_count.size() / 3; words.rare.size() < 200; i += 37)
      words.rare.push_back(by_count[i].second);
    return words;
  }
};

class Figures {
 public:
  void add(double milliseconds) { all_.push_back(milliseconds); }
  void add(const Figures& other) { all_.insert(all_.end(), other.all_.begin(), other.all_.end()); }
  double at(double share) {
    std::ranges::sort(all_);
    return all_[static_cast<std::size_t>(share * static_cast<double>(all_.size() - 1))];
  }

 private:
  std::vector<double> all_;
};

void line(const std::string& what, Figures& figures) {
  const double p99 = figures.at(.99);
  std::printf("%-48s p50 %7.2f ms   p99 %7.2f ms   most %7.2f ms   goal %.0f  %s\n", what.c_str(), figures.at(.5), p99,
              figures.at(1), kGoal, p99 < kGoal ? "met" : "MISSED");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path data =
      argc > 1 ? fs::path(argv[1]) : fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "data" / "search";
  fs::create_directories(data.parent_path());
  if (!fs::exists(data / "made")) make(data);
  auto store = store::open_sqlite(data, store::Access::kWrite);  // Brings an older schema up.
  if (!store) give_up(store.error().message);
  const store::Reader& reader = (*store)->reader();
  const Vocabulary words = Vocabulary::of_stream();
  std::mt19937_64 random(2023);
  const auto any = [&](const std::vector<std::string>& of) { return of[random() % of.size()]; };
  const auto day = [&] {
    return std::chrono::floor<std::chrono::days>(Instant{std::chrono::seconds{1'700'000'000}}) +
           std::chrono::days(static_cast<int>(random() % static_cast<std::uint64_t>(kDays)));
  };

  const std::vector<std::pair<std::string, std::function<store::SearchQuery()>>> kinds = {
      {"a rare word", [&] { return store::SearchQuery{.words = any(words.rare)}; }},
      {"a common word", [&] { return store::SearchQuery{.words = any(words.common)}; }},
      {"two common words", [&] { return store::SearchQuery{.words = any(words.common) + " " + any(words.common)}; }},
      {"a common and a rare word",
       [&] { return store::SearchQuery{.words = any(words.common) + " " + any(words.rare)}; }},
      {"a phrase", [&] { return store::SearchQuery{.words = any(words.phrases)}; }},
      {"a common word of one section",
       [&] {
         return store::SearchQuery{.words = any(words.common), .section = kSections[random() % std::size(kSections)]};
       }},
      {"a common word of one outlet",
       [&] {
         return store::SearchQuery{.words = any(words.common), .outlet = "outlet-" + std::to_string(random() % 400)};
       }},
      {"a common word of one language",
       [&] {
         return store::SearchQuery{.words = any(words.common),
                                   .language = std::vector<std::string>{"en", "es", "ru"}[random() % 3]};
       }},
      {"a common word of one day",
       [&] {
         const auto one = day();
         return store::SearchQuery{.words = any(words.common), .from = one, .to = one};
       }},
      {"a common word of some months",
       [&] {
         const auto from = day();
         return store::SearchQuery{.words = any(words.common), .from = from, .to = from + std::chrono::days(130)};
       }},
      {"a rare word of some months",
       [&] {
         const auto from = day();
         return store::SearchQuery{.words = any(words.rare), .from = from, .to = from + std::chrono::days(130)};
       }},
      {"all of a section in a year", [&] {
         const auto from = day();
         return store::SearchQuery{
             .section = kSections[random() % std::size(kSections)], .from = from, .to = from + std::chrono::days(365)};
       }}};

  std::printf("%zu articles; a page of 20 hits with what was found, and how many there are\n", kArticles);
  Figures all;
  for (const auto& [name, make_query] : kinds) {
    for (const bool best : {false, true}) {
      Figures figures;
      std::size_t hits = 0;
      for (int i = 0; i < kQuestions; ++i) {
        store::SearchQuery query = make_query();
        query.best_first = best;
        const auto begin = steady_clock::now();
        auto found = reader.search(query, {});
        // Now and then somebody reads on.
        if (found && i % 4 == 0 && !found->next.empty()) found = reader.search(query, {found->next, 20});
        figures.add(std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count());
        if (!found) give_up(found.error().message);
        hits += found->items.size();
      }
      line(name + (best ? ", best first" : ", newest first"), figures);
      if (hits == 0) std::printf("  nothing was found at all: not a fair question\n");
      all.add(figures);
    }
  }
  line("all of them", all);
  return 0;
}
