// Grouping: is it right, and what does it cost? Prints a line a figure, beside what a plain TF-IDF pass reaches and what
// we want. See bench/README.md.
//   stories sets CORPORA [GOLDEN]   labelled sets: BCubed F1, right verdicts
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <set>

#include "story/assignments.h"
#include "story/story_index.h"
#include "../train/labelled.h"

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
      std::printf("  %-50s P %.3f R %.3f  %zu (%zu)\n", file.stem().c_str(), b.precision, b.recall, b.stories, b.true_stories);
  }
  sum.precision /= articles;
  sum.recall /= articles;
  print("golden", sum, static_cast<std::size_t>(articles), 0, 0);
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc >= 3 && std::strcmp(argv[1], "sets") == 0) {
    dateline::sets(argv[2], argc > 3 ? argv[3] : "");
    return 0;
  }
  std::fprintf(stderr, "usage: stories sets CORPORA [GOLDEN]\n");
  return 2;
}
