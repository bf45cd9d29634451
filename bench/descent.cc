// Who copied whom: is it right, and what does it cost? Each figure beside its goal. See bench/README.md.
//   descent [SHOWN]         5,000 generated articles (copied_stream.h); shows so many mistakes of each kind
//   descent sample FILE     the sample edition, against the truth below
//   descent real CORPORA    labelled real stories: what is called a copy there, to be read
#include <cstdio>
#include <cstring>
#include <ctime>
#include <map>

#include "../train/labelled.h"
#include "copied_stream.h"
#include "story/descent.h"
#include "story/story_index.h"

namespace dateline {
namespace {

using story::Kinship;

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

struct Found {
  story::StoryId story;
  Kinship kinship = Kinship::kOwnReport;
  std::optional<article::ArticleId> of;
};
using Places = std::unordered_map<article::ArticleId, Found>;

/// As the newsroom does: what an index says has changed is kept, and settled every minute.
class Newsroom {
 public:
  void file(const story::ArticlePtr& article) {
    const double begin = cpu_seconds();
    story::Changes settled;
    if (article->fetched_at >= settled_ + std::chrono::minutes{1}) {
      settled = index_.settle(article->fetched_at);
      settled_ = article->fetched_at;
    }
    const story::Placement placement = index_.add(article);
    busy_ += cpu_seconds() - begin;
    keep(settled);
    keep(placement.changes);
  }
  const Places& places() const { return places_; }
  double busy() const { return busy_; }

 private:
  void keep(const story::Changes& changes) {
    for (const auto& p : changes.placed) places_[p.article] = {p.story, p.kinship, p.of};
  }
  story::StoryIndex index_;
  Places places_;
  Instant settled_{};
  double busy_ = 0;
};

struct Share {
  std::size_t of = 0, right = 0;
  void count(bool is) {
    ++of;
    if (is) ++right;
  }
  double value() const { return of == 0 ? 0 : static_cast<double>(right) / static_cast<double>(of); }
};

void print(const char* what, const Share& share, double goal, bool at_most = false) {
  std::printf("%-42s %5zu of %5zu  %.4f", what, share.right, share.of, share.value());
  if (goal > 0) {
    const bool met = at_most ? share.value() <= goal : share.value() >= goal;
    std::printf("  goal %s%.2f %s", at_most ? "at most " : "", goal, met ? "met" : "MISSED");
  }
  std::printf("\n");
}

void generated(std::size_t shown) {
  const CopiedStream stream(DATELINE_BENCH, 700, 2000, 5000);
  const auto& items = stream.items();
  Newsroom newsroom;
  for (const std::size_t i : stream.arrivals()) newsroom.file(items[i].article);

  std::map<article::ArticleId, std::size_t> by_id;
  for (std::size_t i = 0; i < items.size(); ++i) by_id[items[i].article->id] = i;
  Share reprints, rewrites, rewrites_up, marked, late_marked, kinds, later, together, unknowable;
  std::map<std::string, std::size_t> mistakes;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const CopiedStream::Item& item = items[i];
    const Found& found = newsroom.places().at(item.article->id);
    const auto parent = found.of ? std::optional(by_id.at(*found.of)) : std::nullopt;
    kinds.count(found.kinship == item.kinship);
    std::string mistake;
    if (!is_copy(item.kinship)) {
      marked.count(is_copy(found.kinship));
      if (is_copy(found.kinship)) mistake = "own report called " + std::string(to_string(found.kinship));
    } else {
      const bool right = parent == item.parent;
      // Two texts that are the same word for word have the same copies.
      const bool as_good = parent && items[*parent].article->text == items[item.parent].article->text;
      if (as_good && !right) unknowable.count(true);
      (is_reprint(item.kinship) ? reprints : rewrites).count(right);
      if (item.generation > 1) later.count(right);
      together.count(found.story == newsroom.places().at(items[item.parent].article->id).story);
      if (!right)
        mistake = std::string(to_string(item.kinship)) + (item.generation > 1 ? " of a copy" : "") + " called " +
                  std::string(to_string(found.kinship)) +
                  (!parent                                         ? ""
                   : as_good                                       ? " of another of the same text"
                   : items[*parent].event != item.event            ? " of another event's"
                   : items[item.parent].parent == *parent || items[*parent].parent == item.parent ? " of a neighbour"
                                                                                                    : " of another");
    }
    if (mistake.empty()) continue;
    if (mistakes[mistake]++ < shown) {
      std::printf("--- %s\n%s %s\n%s\n--- found %s\n%s\n--- truth\n%s\n", mistake.c_str(),
                  format_rfc3339(*item.article->published_at).c_str(), item.article->outlet.name.c_str(),
                  item.article->text.c_str(), parent ? items[*parent].article->outlet.name.c_str() : "",
                  parent ? items[*parent].article->text.c_str() : "", items[item.parent].article->text.c_str());
    }
  }
  std::size_t words = 0;
  for (const auto& item : items) words += static_cast<std::size_t>(std::ranges::count(item.article->text, ' '));
  std::printf("generated  articles %zu of %zu words  own %zu\n", items.size(), words / items.size(), marked.of);
  print("parent right, verbatim and cut", reprints, .95);
  print("parent right, reworded", rewrites, .85);
  print("own reports called copies", marked, .01, true);
  print("kind right, of all", kinds, 0);
  print("parent right, copies of copies", later, 0);
  print("copy in the story of its parent", together, 0);
  std::printf("parent has the very same text as the true one: %zu, counted as wrong\n", unknowable.of);
  for (const auto& [mistake, times] : mistakes) std::printf("  %5zu %s\n", times, mistake.c_str());

  std::printf("%.0f articles/s of CPU, settling included\n", static_cast<double>(items.size()) / newsroom.busy());
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  dateline::generated(what.empty() ? 0 : std::strtoul(what.c_str(), nullptr, 10));
  return 0;
}
