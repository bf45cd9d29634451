// What hostile pages cost: each in a process of its own, its CPU time and peak memory, beside the limits.
//   bombs html ...        our HTML parser: a second for the page of 1 MB, 8 times the page and 16 MB
//   bombs article ...     reading the page whole: a second, 64 MB above the page
//   bombs feed ...        reading a feed, an OPML file and an archive, packed or not: two seconds, 64 MB above the file
// and then
//   [FOLDER...]           the bombs of markup/testing/bombs.h at 1 MB, and every file of the folders
//   --bytes N [FOLDER...] the bombs at another size
//   --corpus              each page of $DATELINE_CORPORA/extraction cut at ten places; random bytes
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <random>

#include "article/extract.h"
#include "corpus_pages.h"
#include "in_a_child.h"
#include "markup/testing/bombs.h"
#include "wire/feed.h"
#include "wire/opml.h"
#include "wire/warc.h"

namespace dateline::bench {
namespace {

constexpr std::chrono::seconds kGiveUp{120};
constexpr std::size_t kMostUnpacked = std::size_t{56} << 20;  // As the command line unpacks (src/app/reading.cc).

struct Worst {
  int tried = 0, failed = 0, slow = 0, large = 0;
  double seconds_a_megabyte = 0, multiple = 0;
};

/// What is measured.
struct Stage {
  std::string_view name;
  double most_seconds;
  bool is_html;
  void (*run)(const std::string& page);
  std::size_t (*most_memory)(std::size_t page);
  const char* limit;
};
constexpr Stage kStages[] = {
    {"html", 1, true, [](const std::string& page) { DATELINE_CHECK(markup::Document::parse(page).has_value()); },
     [](std::size_t page) { return 8 * page + (std::size_t{16} << 20); }, "8 x + 16 MB"},
    {"article", 1, true,
     [](const std::string& page) {
       wire::FetchedPage fetched;
       fetched.url = fetched.final_url = "https://news.example/a/b.html";
       fetched.body = page;
       const auto reading = article::read_page(fetched);
       DATELINE_CHECK(reading ? !reading->article.text.empty() : !reading.error().message.empty());
     },
     [](std::size_t page) { return page + (std::size_t{64} << 20); }, "64 MB more than the page"},
    {"feed", 2, false,
     [](const std::string& file) {
       std::string unpacked;
       if (is_gzip(file)) {
         std::string kept;
         unpacked = gunzip(file, kMostUnpacked, &kept).value_or(kept);
       }
       const std::string& bytes = unpacked.empty() ? file : unpacked;
       const auto feed = wire::parse_feed(bytes, "https://news.example/feed");
       DATELINE_CHECK(feed ? !feed->format.empty() : !feed.error().message.empty());
       const auto list = wire::parse_opml(bytes);
       DATELINE_CHECK(list || !list.error().message.empty());
       const std::string path = "/tmp/dateline-bomb-" + std::to_string(::getpid());
       DATELINE_CHECK(write_file(path, file).has_value());
       const auto archive = wire::read_warc(path, [](wire::FetchedPage) {});
       std::filesystem::remove(path);
       DATELINE_CHECK(archive || !archive.error().message.empty());
     },
     [](std::size_t file) { return file + (std::size_t{64} << 20); }, "64 MB more than the file"},
};

void count(const Stage& stage, std::size_t bytes, const ChildCost& cost, Worst& worst) {
  ++worst.tried;
  worst.failed += !cost.ended;
  worst.slow += cost.seconds > stage.most_seconds;
  worst.large += cost.peak_bytes > stage.most_memory(bytes);
}

ChildCost cost_of(const Stage& stage, const std::string& page, Worst& worst) {
  const ChildCost cost = in_a_child([&] { stage.run(page); }, kGiveUp);
  count(stage, page.size(), cost, worst);
  return cost;
}

/// Pieces that follow each other in one child, since a process for each of 11,000 took minutes. Each is timed for
/// itself; memory is what the child held at most by then, so the smallest come first: a peak is never held against a
/// smaller one.
void measure_together(const Stage& stage, const std::string& name, std::vector<std::string> pieces, Worst& worst) {
  std::ranges::sort(pieces, {}, &std::string::size);
  std::size_t done = 0;
  for (const ChildCost& cost : in_one_child(pieces.size(), [&](std::size_t i) { stage.run(pieces[i]); }, kGiveUp)) {
    if (!cost.ended) std::printf("%s, %zu bytes: signal %d\n", name.c_str(), pieces[done].size(), cost.signal);
    count(stage, pieces[done++].size(), cost, worst);
  }
}

void measure(const Stage& stage, const std::string& name, const std::string& page, Worst& worst) {
  const ChildCost cost = cost_of(stage, page, worst);
  const double megabytes = static_cast<double>(page.size()) / 1e6;
  std::printf("%-58s %10zu %9.1f %9.1f %8.1f", name.c_str(), page.size(), cost.seconds * 1e3,
              cost.seconds * 1e3 / megabytes, static_cast<double>(cost.peak_bytes) / static_cast<double>(page.size()));
  if (!cost.ended) std::printf("  ENDED BY SIGNAL %d", cost.signal);
  if (cost.seconds > stage.most_seconds) std::printf("  SLOW");
  if (cost.peak_bytes > stage.most_memory(page.size())) std::printf("  LARGE");
  std::printf("\n");
}

void print_worst(const Stage& stage, const char* what, const Worst& worst) {
  std::printf("%s: %d tried, %d did not end well, %d above %.0f s, %d above %s\n", what, worst.tried, worst.failed,
              worst.slow, stage.most_seconds, worst.large, stage.limit);
}

int bombs(const Stage& stage, std::size_t bytes, int folders, char** names) {
  std::printf("%-58s %10s %9s %9s %8s\n", "", "bytes", "ms", "ms/MB", "memory x");
  Worst worst;
  if (stage.is_html) {
    for (const auto& [name, make] : markup::testing::bombs(bytes)) measure(stage, name, make(), worst);
  }
  for (int i = 0; i < folders; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(names[i])) {
      const auto file = read_file(entry.path());
      const std::string name = entry.path().filename().string();
      if (file && !stage.is_html) measure(stage, name, *file, worst);
      if (file && stage.is_html && file->size() <= markup::kMaxHtmlBytes)
        measure(stage, name, markup::decode_html(*file), worst);
    }
  }
  print_worst(stage, "bombs", worst);
  return worst.failed + worst.slow + worst.large == 0 ? 0 : 1;
}

int corpus(const Stage& stage) {
  Worst cut;
  for (const char* set : {"wcxb", "fundus"}) {
    for (const Page& page : corpus_pages(set)) {
      std::vector<std::string> parts;
      for (std::size_t i = 1; i <= 10; ++i)
        parts.push_back(markup::decode_html(page.utf8.substr(0, page.utf8.size() * i / 11)));
      measure_together(stage, page.name, std::move(parts), cut);
    }
  }
  print_worst(stage, "pages cut at ten places", cut);
  Worst random_bytes;
  std::mt19937_64 random(2026);
  constexpr int kRounds = 100, kARound = 20;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::string> pieces;
    for (int i = 0; i < kARound; ++i) {
      std::string bytes(random() % 100'000, '\0');
      // Half of them with a taste for markup.
      constexpr std::string_view kMarkup =
          "<>/!-=\"'& abptd\n\0]["
          "svg";
      for (char& c : bytes) c = i % 2 ? static_cast<char>(random()) : kMarkup[random() % kMarkup.size()];
      pieces.push_back(markup::decode_html(bytes));
    }
    measure_together(stage, "random bytes, round " + std::to_string(round), std::move(pieces), random_bytes);
  }
  print_worst(stage, "random bytes", random_bytes);
  return cut.failed + cut.slow + cut.large + random_bytes.failed + random_bytes.slow + random_bytes.large == 0 ? 0 : 1;
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  using namespace dateline::bench;
  setvbuf(stdout, nullptr, _IOLBF, 0);
  const auto* stage =
      argc > 1 ? std::ranges::find(kStages, std::string_view(argv[1]), &Stage::name) : std::end(kStages);
  if (stage == std::end(kStages)) {
    std::fprintf(stderr, "usage: bombs html|article|feed [--corpus | [--bytes N] FOLDER...]\n");
    return 2;
  }
  if (argc > 2 && std::strcmp(argv[2], "--corpus") == 0) return corpus(*stage);
  if (argc > 3 && std::strcmp(argv[2], "--bytes") == 0) {
    return bombs(*stage, std::strtoul(argv[3], nullptr, 10), argc - 4, argv + 4);
  }
  return bombs(*stage, 1'000'000, argc - 2, argv + 2);
}
