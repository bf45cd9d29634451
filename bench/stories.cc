// Grouping: is it right, and what does it cost? Prints a line a figure, beside what a plain TF-IDF pass reaches and
// what we want. See bench/README.md.
//   stories sets CORPORA [GOLDEN]   labelled sets: BCubed F1, right verdicts
//   stories stream [ARTICLES]       a generated stream (1,000,000): articles a second, memory, the same at a replay
//   stories flood                   one outlet posts 10,000 near-copies an hour
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <map>
#include <set>

#include "../train/labelled.h"
#include "generated_stream.h"
#include "story/assignments.h"
#include "story/breaking.h"
#include "story/story_index.h"
#include "story/tuning.h"
#include "text/word_hash.h"

namespace dateline {
namespace {

using labelled::Labelled;

/// The stories that a stream's articles are in at its end, settled as the newsroom does.
std::vector<story::StoryId> group(const std::vector<Labelled>& stream) {
  story::StoryIndex index;
  story::Assignments where;
  Instant settled{};
  std::size_t since = 0;
  Instant at{};
  for (const Labelled& l : stream) {
    at = l.article->fetched_at;
    if (at >= settled + std::chrono::minutes{1} || ++since == 200) {
      where.apply(index.settle(at));
      settled = at;
      since = 0;
    }
    where.apply(index.add(l.article).changes);
  }
  where.apply(index.settle(at));
  std::vector<story::StoryId> found;
  for (const Labelled& l : stream) found.push_back(*where.story_of(l.article->id));
  return found;
}

struct BCubed {
  double precision = 0, recall = 0;
  std::size_t stories = 0, true_stories = 0;
  double f1() const { return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0; }
};

/// Bagga, Baldwin 1998.
BCubed score(const std::vector<Labelled>& stream, const std::vector<story::StoryId>& found) {
  std::map<std::pair<std::string, story::StoryId>, double> both;
  std::map<std::string, double> truth;
  std::map<story::StoryId, double> ours;
  for (std::size_t i = 0; i < stream.size(); ++i) {
    ++both[{stream[i].story, found[i]}];
    ++truth[stream[i].story];
    ++ours[found[i]];
  }
  BCubed b;
  for (const auto& [key, n] : both) {
    b.precision += n * n / ours[key.second];
    b.recall += n * n / truth[key.first];
  }
  b.precision /= static_cast<double>(stream.size());
  b.recall /= static_cast<double>(stream.size());
  b.stories = ours.size();
  b.true_stories = truth.size();
  return b;
}

void print(const char* name, const BCubed& b, std::size_t articles, double goal, double plain) {
  std::printf("%-9s articles %zu  stories %zu (true %zu)  BCubed P %.4f R %.4f F1 %.4f", name, articles, b.stories,
              b.true_stories, b.precision, b.recall, b.f1());
  if (goal > 0) std::printf("  goal %.2f %s  plain TF-IDF %.2f", goal, b.f1() >= goal ? "met" : "MISSED", plain);
  std::printf("\n");
}

void sets(const std::filesystem::path& corpora, const std::filesystem::path& golden) {
  struct Set {
    const char* name;
    double goal, plain;
  };
  for (const Set& set : {Set{"ecbplus", .90, .83}, Set{"uci", .85, .75}}) {
    const auto stream = labelled::read_stream(corpora / "stories" / set.name / "articles.jsonl");
    print(set.name, score(stream, group(stream)), stream.size(), set.goal, set.plain);
  }

  std::map<std::string, std::pair<int, int>> verdicts;
  for (const labelled::Pair& pair : labelled::read_pairs(corpora / "stories/pairs/pairs.jsonl")) {
    const auto found = group({{pair.first, ""}, {pair.second, ""}});
    const bool right = (found[0] == found[1]) == pair.same;
    for (const std::string& name : {pair.language, std::string("all")}) {
      ++verdicts[name].second;
      if (right) ++verdicts[name].first;
    }
  }
  std::printf("pairs    ");
  for (const auto& [name, v] : verdicts) std::printf(" %s %d of %d", name.c_str(), v.first, v.second);
  const double share = static_cast<double>(verdicts["all"].first) / verdicts["all"].second;
  std::printf("  right %.4f  goal 0.93 %s\n", share, share >= .93 ? "met" : "MISSED");

  if (golden.empty()) return;
  BCubed sum;
  double articles = 0;
  for (const auto& file : labelled::streams_in(golden)) {
    const auto stream = labelled::read_stream(file);
    const BCubed b = score(stream, group(stream));
    const double n = static_cast<double>(stream.size());
    sum.precision += b.precision * n;
    sum.recall += b.recall * n;
    sum.stories += b.stories;
    sum.true_stories += b.true_stories;
    articles += n;
    if (std::getenv("EACH") && b.f1() < .95)
      std::printf("  %-50s P %.3f R %.3f  %zu (%zu)\n", file.stem().c_str(), b.precision, b.recall, b.stories,
                  b.true_stories);
  }
  sum.precision /= articles;
  sum.recall /= articles;
  print("golden", sum, static_cast<std::size_t>(articles), 0, 0);
}

// --- A month of three languages
// ---------------------------------------------------------------------------------------

/// Seconds of this thread's CPU: what other programs take does not count.
double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

std::size_t resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtoul(line.c_str() + 6, nullptr, 10) / 1024;
  }
  return 0;
}

struct Replay {
  std::vector<double> rates;    ///< Articles a CPU second before each checkpoint.
  std::vector<std::size_t> at;  ///< The checkpoints: articles so far.
  std::uint64_t digest = 0;     ///< Of every placement and change, in order.
  BCubed truth;
};

/// Feeds the whole stream, settled every minute of its time as the newsroom does.
Replay replay(std::size_t articles, bool report) {
  GeneratedStream stream(articles);
  story::StoryIndex index;
  story::Assignments where;
  Replay out;
  Instant settled{};
  double busy = 0, busy_before = 0;
  std::size_t window_start = 0;
  std::vector<std::size_t> checkpoints;
  for (std::size_t n = 10'000; n < articles; n *= 10) checkpoints.push_back(n);
  checkpoints.push_back(articles);
  std::vector<std::pair<article::ArticleId, std::uint32_t>> labels;
  labels.reserve(articles);
  const auto mix = [&](std::uint64_t x) { out.digest = text::mix(out.digest + x + text::kGolden); };
  const auto keep = [&](const story::Changes& changes) {
    for (const auto& m : changes.merged) mix(m.from.value ^ m.into.value * 3);
    for (const auto& p : changes.placed) mix(p.article.value ^ p.story.value * 5);
    where.apply(changes);
  };
  for (std::size_t n = 0; n < articles; ++n) {
    GeneratedStream::Item item = stream.next();
    labels.emplace_back(item.article->id, item.story);
    const Instant at = item.article->fetched_at;
    const double begin = cpu_seconds();
    story::Changes settled_changes;
    if (at >= settled + std::chrono::minutes{1}) {
      settled_changes = index.settle(at);
      settled = at;
    }
    story::Placement placement = index.add(std::move(item.article));
    busy += cpu_seconds() - begin;
    keep(settled_changes);
    keep(placement.changes);
    // The rate is that of the last 10,000 (at the start) or 50,000 articles before a checkpoint.
    for (const std::size_t c : checkpoints) {
      const std::size_t window = std::min<std::size_t>(c / 2, 50'000);
      if (n + 1 == c - window) {
        busy_before = busy;
        window_start = n + 1;
      }
      if (n + 1 == c) {
        out.rates.push_back(static_cast<double>(n + 1 - window_start) / (busy - busy_before));
        out.at.push_back(c);
        if (report)
          std::printf("stream    at %8zu articles: %7.0f articles/s (the last %zu), memory %zu MB\n", c,
                      out.rates.back(), n + 1 - window_start, resident_megabytes()),
              std::fflush(stdout);
      }
    }
  }
  // How good the grouping is on it, for a check: it is generated, so it proves little.
  std::vector<story::StoryId> found;
  std::map<std::pair<std::uint32_t, story::StoryId>, double> both;
  std::map<std::uint32_t, double> truth;
  std::map<story::StoryId, double> ours;
  for (const auto& [id, label] : labels) {
    const story::StoryId story = *where.story_of(id);
    ++both[{label, story}];
    ++truth[label];
    ++ours[story];
  }
  for (const auto& [key, n] : both) {
    out.truth.precision += n * n / ours[key.second];
    out.truth.recall += n * n / truth[key.first];
  }
  out.truth.precision /= static_cast<double>(articles);
  out.truth.recall /= static_cast<double>(articles);
  out.truth.stories = ours.size();
  out.truth.true_stories = truth.size();
  if (report)
    std::printf("stream    all %zu: %.0f articles/s of CPU, settling included\n", articles,
                static_cast<double>(articles) / busy);
  return out;
}

void stream(std::size_t articles) {
  const Replay first = replay(articles, true);
  const std::size_t memory = resident_megabytes();
  print("stream", first.truth, articles, 0, 0);
  const double fall = 100 * (1 - first.rates.back() / first.rates.front());
  std::printf("stream    rate at the end %.0f/s  goal 10000 %s; falls by %.1f %% from %zu to %zu  goal < 10 %s\n",
              first.rates.back(), first.rates.back() >= 10'000 ? "met" : "MISSED", fall, first.at.front(),
              first.at.back(), fall < 10 ? "met" : "MISSED");
  std::printf("stream    memory %zu MB at most, the generator and the labels included  goal 1536 %s\n", memory,
              memory <= 1536 ? "met" : "MISSED");
  const Replay second = replay(articles, false);
  std::printf("stream    replayed: stories %s  goal identical %s\n",
              first.digest == second.digest ? "identical" : "DIFFER", first.digest == second.digest ? "met" : "MISSED");
}

// --- A flood
// -----------------------------------------------------------------------------------------------------------

/// What an outlet can do that posts 10,000 articles an hour: copies of a report that others have, of one of its own,
/// and bare headlines that differ by a number.
enum class Flood { kNone, kCopies, kOwnCopies, kHeadlines };

struct Flooded {
  double rate = 0;  ///< Of the others, in articles a CPU second.
  std::size_t stories = 0, largest = 0;
  bool in_bar = false;
  std::size_t ranked = 0;  ///< Of the stories that only it tells.
};

Flooded flooded(Flood flood) {
  constexpr std::size_t kArticles = 20'000;  // Of the others: half a day.
  constexpr std::size_t kPosts = 10'000;
  GeneratedStream stream(1'000'000);
  story::StoryIndex index;
  story::Assignments where;
  story::BreakingWatch watch;
  std::vector<article::ArticleId> posted;
  std::string text;
  Instant settled{}, at{};
  double busy = 0;
  for (std::size_t n = 0; n < kArticles; ++n) {
    GeneratedStream::Item item = stream.next();
    at = item.article->fetched_at;
    if (n == kArticles / 2) text = item.article->text;
    // 10,000 in an hour beside 1,400 of all others: seven for each of these.
    for (int i = 0; flood != Flood::kNone && n > kArticles / 2 && posted.size() < kPosts && i < 7; ++i) {
      auto post = std::make_shared<article::Article>(*item.article);
      const std::string number = std::to_string(posted.size());
      post->canonical_url = "https://flood.example/" + number;
      post->id = article::article_id(post->canonical_url);
      post->outlet = {"Flood", "flood.example", false};
      post->language = "en";
      post->headline = "Urgent number " + number + " of the flood, read all about it";
      const std::string own =
          "The flood has a report of its own that nobody asked for. " + text.substr(text.size() / 2);
      post->text =
          flood == Flood::kHeadlines ? "" : (flood == Flood::kCopies ? text : own) + " Version " + number + ".";
      post->lede = "";
      post->published_at = at;
      posted.push_back(post->id);
      where.apply(index.add(std::move(post)).changes);
    }
    const double begin = cpu_seconds();
    if (at >= settled + std::chrono::minutes{1}) {
      where.apply(index.settle(at));
      settled = at;
    }
    story::Placement placement = index.add(std::move(item.article));
    busy += cpu_seconds() - begin;
    where.apply(placement.changes);
    if (n % 500 == 0) watch.observe(index.newest(story::kRankedStories, at), at);
  }
  Flooded out;
  out.rate = kArticles / busy;
  std::map<story::StoryId, std::size_t> sizes;
  for (const article::ArticleId id : posted) out.largest = std::max(out.largest, ++sizes[*where.story_of(id)]);
  out.stories = sizes.size();
  for (const auto& w : watch.stories()) {
    const bool alone = std::ranges::all_of(
        w.story->members, [](const story::Member& m) { return m.article->outlet.owner == "flood.example"; });
    if (!alone) continue;
    ++out.ranked;
    out.in_bar = out.in_bar || w.breaking.at(watch.now());
  }
  return out;
}

void flood() {
  const double without = flooded(Flood::kNone).rate;
  for (const auto& [what, name] :
       {std::pair{Flood::kCopies, "another's text"}, std::pair{Flood::kOwnCopies, "its own text"},
        std::pair{Flood::kHeadlines, "bare headlines"}}) {
    const Flooded f = flooded(what);
    std::printf(
        "flood     10,000 posts an hour of %s: stories %zu (largest %zu), of %zu ranked %zu by it alone, in the bar %s"
        "  goal no %s; the others %.2f of the rate without it\n",
        name, f.stories, f.largest, story::kRankedStories, f.ranked, f.in_bar ? "yes" : "no",
        f.in_bar ? "MISSED" : "met", f.rate / without);
  }
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "sets" && argc >= 3) {
    dateline::sets(argv[2], argc > 3 ? argv[3] : "");
  } else if (what == "stream") {
    dateline::stream(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000'000);
  } else if (what == "flood") {
    dateline::flood();
  } else {
    std::fprintf(stderr, "usage: stories sets CORPORA [GOLDEN] | stream [ARTICLES] | flood\n");
    return 2;
  }
  return 0;
}
