// Who copied whom: is it right, and what does it cost? Each figure beside its goal. See bench/README.md.
//   descent [SHOWN]         5,000 generated articles (copied/stream.h), twice: of the sentences that the rules were
//   tuned
//                           on, and of others; shows so many mistakes of each kind
//   descent sample EDITION  the sample edition, against copied/sample.tsv
//   descent real CORPORA [show]  real stories: what is called a copy there, to be read
#include <cstdio>
#include <cstring>
#include <ctime>
#include <map>

#include "../train/labelled.h"
#include "copied/stream.h"
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

void generated(const char* set, std::size_t shown) {
  const CopiedStream stream(std::string(DATELINE_BENCH "/copied/") + set, 700, 2000, 5000);
  const auto& items = stream.items();
  Newsroom newsroom;
  for (const std::size_t i : stream.arrivals()) newsroom.file(items[i].article);

  std::map<article::ArticleId, std::size_t> by_id;
  for (std::size_t i = 0; i < items.size(); ++i) by_id[items[i].article->id] = i;
  Share reprints, rewrites, marked, kinds, later, together, own_together, unknowable;
  std::map<std::string, std::size_t> mistakes;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const CopiedStream::Item& item = items[i];
    const Found& found = newsroom.places().at(item.article->id);
    const CopiedStream::Item* parent = found.of ? &items[by_id.at(*found.of)] : nullptr;
    const CopiedStream::Item* truth = &items[item.parent];
    kinds.count(found.kinship == item.kinship);
    std::string mistake;
    if (!is_copy(item.kinship)) {
      const auto first = std::ranges::find(items, item.event, &CopiedStream::Item::event);
      own_together.count(found.story == newsroom.places().at(first->article->id).story);
      marked.count(is_copy(found.kinship));
      if (is_copy(found.kinship)) mistake = "own report called " + std::string(to_string(found.kinship));
    } else {
      const bool right = parent == truth;
      // Two texts that are the same word for word have the same copies.
      const bool as_good = parent && parent->article->text == truth->article->text;
      if (as_good && !right) unknowable.count(true);
      (is_reprint(item.kinship) ? reprints : rewrites).count(right);
      if (item.generation > 1) later.count(right);
      together.count(found.story == newsroom.places().at(truth->article->id).story);
      if (!right)
        mistake = std::string(to_string(item.kinship)) + (item.generation > 1 ? " of a copy" : "") + " called " +
                  std::string(to_string(found.kinship)) +
                  (found.story != newsroom.places().at(truth->article->id).story ? ", not in its parent's story"
                   : truth->article->fetched_at > item.article->fetched_at       ? ", came before its parent"
                                                                                 : "") +
                  (!parent                           ? ""
                   : as_good                         ? " of another of the same text"
                   : parent->event != item.event     ? " of another event's"
                   : &items[truth->parent] == parent ? " of its parent's parent"
                                                     : " of another");
    }
    if (mistake.empty()) continue;
    if (mistakes[mistake]++ < shown) {
      std::printf("--- %s\n%s %s\n%s\n--- found %s\n%s\n--- truth\n%s\n", mistake.c_str(),
                  format_rfc3339(*item.article->published_at).c_str(), item.article->outlet.name.c_str(),
                  item.article->text.c_str(), parent ? parent->article->outlet.name.c_str() : "",
                  parent ? parent->article->text.c_str() : "", truth->article->text.c_str());
    }
  }
  std::size_t words = 0;
  for (const auto& item : items) words += static_cast<std::size_t>(std::ranges::count(item.article->text, ' '));
  std::printf("%-9s  articles %zu of %zu words  own %zu\n", set, items.size(), words / items.size(), marked.of);
  print("parent right, verbatim and cut", reprints, .95);
  print("parent right, reworded", rewrites, .85);
  print("own reports called copies", marked, .01, true);
  print("kind right, of all", kinds, 0);
  print("parent right, copies of copies", later, 0);
  print("copy in the story of its parent", together, 0);
  print("own report in the story of its event", own_together, 0);
  std::printf("parent has the very same text as the true one: %zu, counted as wrong\n", unknowable.of);
  for (const auto& [mistake, times] : mistakes) std::printf("  %5zu %s\n", times, mistake.c_str());

  std::printf("%.0f articles/s of CPU, settling included\n", static_cast<double>(items.size()) / newsroom.busy());
}

void sample(const std::filesystem::path& edition) {
  std::map<std::string, std::pair<std::string, std::string>> truth;
  for (const std::string& line : labelled::lines_of(std::filesystem::path(DATELINE_BENCH) / "copied/sample.tsv")) {
    if (line.starts_with('#')) continue;
    const std::size_t one = line.find('\t');
    const std::size_t two = line.find('\t', one + 1);
    truth[line.substr(0, one)] = {line.substr(one + 1, two - one - 1), line.substr(two + 1)};
  }
  Newsroom newsroom;
  std::map<article::ArticleId, std::string> urls;
  for (const std::string& line : labelled::lines_of(edition)) {
    boost::json::object object = boost::json::parse(line).as_object();
    auto article = std::make_shared<article::Article>(*labelled::article_of(object, ""));
    article->outlet.name = object.at("outlet").as_string();
    article->outlet.owner = object.at("owner").as_string();
    article->outlet.primary = object.at("primary").as_bool();
    urls[article->id] = object.at("url").as_string();
    newsroom.file(std::move(article));
  }
  Share right;
  for (const auto& [id, url] : urls) {
    const Found& found = newsroom.places().at(id);
    const auto& [kinship, of] = truth.at(url);
    right.count(to_string(found.kinship) == kinship && (found.of ? urls.at(*found.of) : "") == of);
    if (is_copy(found.kinship) || kinship != "own-report")
      std::printf("  %s: %s of %s (true: %s)\n", url.c_str(), std::string(to_string(found.kinship)).c_str(),
                  found.of ? urls.at(*found.of).c_str() : "-", kinship.c_str());
  }
  print("sample edition, kind and parent right", right, 1);
}

/// Nobody has labelled who copied whom there, so what is called a copy is printed, to be read.
void real(const std::filesystem::path& corpora, bool shown) {
  const auto show = [&](const char* set, const Found& found, const story::ArticlePtr& copy, const std::string& source) {
    if (shown)
      std::printf("--- %s, %s\n%s\n--- of\n%s\n", set, std::string(to_string(found.kinship)).c_str(),
                  copy->text.c_str(), source.c_str());
  };
  for (const char* set : {"ecbplus", "uci"}) {
    const auto stream = labelled::read_stream(corpora / "stories" / set / "articles.jsonl");
    Newsroom newsroom;
    std::map<article::ArticleId, std::string> texts;
    for (const auto& l : stream) {
      newsroom.file(l.article);
      texts[l.article->id] = l.article->text;
    }
    std::map<Kinship, std::size_t> kinds;
    for (const auto& l : stream) {
      const Found& found = newsroom.places().at(l.article->id);
      ++kinds[found.kinship];
      if (found.of) show(set, found, l.article, texts.at(*found.of));
    }
    std::printf("%-9s of %zu: verbatim %zu, cut %zu, reworded %zu\n", set, stream.size(), kinds[Kinship::kVerbatim],
                kinds[Kinship::kCut], kinds[Kinship::kReworded]);
  }
  std::map<Kinship, std::size_t> kinds;
  std::size_t together = 0;
  for (const labelled::Pair& pair : labelled::read_pairs(corpora / "stories/pairs/pairs.jsonl")) {
    Newsroom newsroom;
    newsroom.file(pair.first);
    newsroom.file(pair.second);
    const Found& found = newsroom.places().at(pair.second->id);
    together += found.story == newsroom.places().at(pair.first->id).story;
    ++kinds[found.kinship];
    if (found.of) show("pairs", found, pair.second, pair.first->text);
  }
  std::printf("pairs     of %zu in one story: verbatim %zu, cut %zu, reworded %zu\n", together,
              kinds[Kinship::kVerbatim], kinds[Kinship::kCut], kinds[Kinship::kReworded]);
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "sample" && argc > 2) {
    dateline::sample(argv[2]);
  } else if (what == "real" && argc > 2) {
    dateline::real(argv[2], argc > 3);
  } else if (what.find_first_not_of("0123456789") == std::string::npos) {
    for (const char* set : {"tune", "kept-out"})
      dateline::generated(set, what.empty() ? 0 : std::strtoul(what.c_str(), nullptr, 10));
  } else {
    std::fprintf(stderr, "usage: descent [SHOWN] | sample EDITION | real CORPORA [show]\n");
    return 2;
  }
  return 0;
}
