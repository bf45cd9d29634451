// How fast pages become trees, by our parser, by gumbo and by MyHTML, in one run:
//   DATELINE_CORPORA=... html_bench [ROUNDS, 5]
// over the real pages of the corpora ("raw"), and over the same pages written anew from our tree without script, style
// and comments ("clean"). Every round goes over all pages, in chunks that each parser takes in turn, so that all of
// them meet the same noise; printed are medians of the rounds, of ratios too. See bench/README.md.
#include <benchmark/benchmark.h>
#include <gumbo.h>
#include <myhtml/api.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "corpus_pages.h"
#include "in_a_child.h"

namespace dateline::bench {
namespace {

using markup::Node;

void parse_by_us(std::string_view page) {
  const auto document = markup::Document::parse(page);
  benchmark::DoNotOptimize(&document->root());
}

void parse_by_gumbo(std::string_view page) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // Nobody reads them, and keeping them costs.
  GumboOutput* output = gumbo_parse_with_options(&options, page.data(), page.size());
  benchmark::DoNotOptimize(output->root);
  gumbo_destroy_output(&options, output);
}

/// Made once; it costs milliseconds.
myhtml_t* myhtml() {
  static myhtml_t* const made = [] {
    myhtml_t* parser = myhtml_create();
    DATELINE_CHECK(myhtml_init(parser, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) == MyHTML_STATUS_OK);
    return parser;
  }();
  return made;
}

void parse_into(myhtml_tree_t* tree, std::string_view page) {
  DATELINE_CHECK(myhtml_parse(tree, MyENCODING_UTF_8, page.data(), page.size()) == MyHTML_STATUS_OK);
  benchmark::DoNotOptimize(myhtml_tree_get_document(tree));
}

void parse_by_myhtml(std::string_view page) {
  myhtml_tree_t* tree = myhtml_tree_create();
  DATELINE_CHECK(myhtml_tree_init(tree, myhtml()) == MyHTML_STATUS_OK);
  parse_into(tree, page);
  myhtml_tree_destroy(tree);
}

/// As one parses page after page with MyHTML, if every tree may be gone when the next one comes.
void parse_by_myhtml_reused(std::string_view page) {
  static myhtml_tree_t* const tree = [] {
    myhtml_tree_t* made = myhtml_tree_create();
    DATELINE_CHECK(myhtml_tree_init(made, myhtml()) == MyHTML_STATUS_OK);
    return made;
  }();
  parse_into(tree, page);
  myhtml_tree_clean(tree);
}

struct Parser {
  const char* name;
  void (*parse)(std::string_view);
};
constexpr Parser kParsers[] = {{"dateline", parse_by_us},
                               {"gumbo", parse_by_gumbo},
                               {"MyHTML", parse_by_myhtml},
                               {"MyHTML, one tree", parse_by_myhtml_reused}};

void append_escaped(std::string_view text, std::string& out) {
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
}

/// A tidy page of the same content: every element closed, every attribute quoted.
std::string clean(std::string_view page) {
  static constexpr std::string_view kVoid[] = {"area",  "base", "br",   "col",    "embed", "hr",  "img",
                                               "input", "link", "meta", "source", "track", "wbr", "param"};
  const auto document = markup::Document::parse(page).value();
  std::string out = "<!doctype html>";
  const Node* const root = &document.root();
  for (const Node* node = root; node;) {
    bool skip = false;
    if (node->is_text()) {
      append_escaped(node->text(), out);
    } else if (node->is_element()) {
      skip = node->is("script") || node->is("style");
      if (!skip) {
        out.append("<").append(node->name());
        for (const auto& [name, value] : node->attributes()) {
          out.append(" ").append(name).append("=\"");
          append_escaped(value, out);
          out += '"';
        }
        out += '>';
        if (node->first_child) {
          node = node->first_child;
          continue;
        }
      }
    }
    if (node->is_element() && !skip && std::ranges::find(kVoid, node->name()) == std::end(kVoid)) {
      out.append("</").append(node->name()) += '>';
    }
    while (node != root && !node->next) {
      node = node->parent;
      out.append("</").append(node->name()) += '>';
    }
    node = node == root ? nullptr : node->next;
  }
  return out;
}

struct Set {
  std::string name;
  std::vector<Page> pages;
  double megabytes() const {
    std::size_t bytes = 0;
    for (const Page& page : pages) bytes += page.utf8.size();
    return static_cast<double>(bytes) / 1e6;
  }
};

/// Adds up what each parser took for each set, over all chunks of a round.
class Seconds : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) of_[run.run_name.function_name] += run.cpu_accumulated_time;
  }
  double of(const std::string& set, const Parser& parser) const { return of_.at(set + '/' + parser.name); }

 private:
  std::map<std::string, double> of_;
};

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

void print_goal(const char* what, double value, const char* format, bool met) {
  std::printf("%-46s ", what);
  std::printf(format, value);
  std::printf("  %s\n", met ? "met" : "MISSED");
}

/// 2 MB: some seconds lie between two parsers' turns at most.
constexpr std::size_t kChunkBytes = 2'000'000;

void register_chunks(const Set& set) {
  for (std::size_t from = 0; from < set.pages.size();) {
    std::size_t to = from, bytes = 0;
    while (to < set.pages.size() && bytes < kChunkBytes) bytes += set.pages[to++].utf8.size();
    for (const Parser& parser : kParsers) {
      // The name's end tells chunks apart, and is not part of what Seconds counts by.
      benchmark::RegisterBenchmark((set.name + '/' + parser.name).c_str(),
                                   [&set, &parser](benchmark::State& state) {
                                     for (auto _ : state) {
                                       for (auto page = state.range(0); page < state.range(1); ++page) {
                                         parser.parse(set.pages[static_cast<std::size_t>(page)].utf8);
                                       }
                                     }
                                   })
          ->Args({static_cast<std::int64_t>(from), static_cast<std::int64_t>(to)})
          ->Iterations(1);
    }
    from = to;
  }
}

void print_speed(const std::vector<Set>& sets, const std::vector<Seconds>& rounds) {
  std::printf("MB/s of one core, medians of %zu rounds\n%-14s %6s %7s", rounds.size(), "", "pages", "MB");
  for (const Parser& parser : kParsers) std::printf(" %17s", parser.name);
  std::printf("  / gumbo  / MyHTML\n");
  std::vector<double> speeds, by_gumbo, by_myhtml;
  for (const Set& set : sets) {
    std::printf("%-14s %6zu %7.1f", set.name.c_str(), set.pages.size(), set.megabytes());
    const auto of_rounds = [&](auto figure) {
      std::vector<double> values;
      for (const Seconds& round : rounds) values.push_back(figure(round));
      return median(values);
    };
    for (const Parser& parser : kParsers) {
      std::printf(" %17.1f",
                  of_rounds([&](const Seconds& round) { return set.megabytes() / round.of(set.name, parser); }));
    }
    const auto ratio = [&](auto other) {
      return of_rounds([&](const Seconds& round) { return other(round) / round.of(set.name, kParsers[0]); });
    };
    speeds.push_back(
        of_rounds([&](const Seconds& round) { return set.megabytes() / round.of(set.name, kParsers[0]); }));
    by_gumbo.push_back(ratio([&](const Seconds& round) { return round.of(set.name, kParsers[1]); }));
    // The better of its two ways.
    by_myhtml.push_back(ratio([&](const Seconds& round) {
      return std::min(round.of(set.name, kParsers[2]), round.of(set.name, kParsers[3]));
    }));
    std::printf("   %6.2f    %6.2f\n", by_gumbo.back(), by_myhtml.back());
  }
  const double slowest = std::ranges::min(speeds);
  print_goal("slowest set, at least 100 MB/s", slowest, "%7.1f", slowest >= 100);
  const double least_gumbo = std::ranges::min(by_gumbo);
  print_goal("times as fast as gumbo, at least 4", least_gumbo, "%7.2f", least_gumbo >= 4);
  const double least_myhtml = std::ranges::min(by_myhtml);
  print_goal("times as fast as MyHTML, at least 1", least_myhtml, "%7.2f", least_myhtml >= 1);
}

void print_memory(const std::vector<Set>& sets) {
  std::printf("\npeak memory above the start, of the largest page of each set\n");
  for (const Set& set : sets) {
    const auto& page = std::ranges::max(set.pages, {}, [](const Page& one) { return one.utf8.size(); }).utf8;
    std::printf("%-14s %6.2f MB:", set.name.c_str(), static_cast<double>(page.size()) / 1e6);
    bool met = false;
    for (const Parser& parser : kParsers) {
      if (&parser == &kParsers[3]) break;
      myhtml();  // Not part of a page's cost.
      const ChildCost cost = in_a_child([&] { parser.parse(page); }, std::chrono::seconds(60));
      std::printf(" %s %.1f MB, %.1f x", parser.name, static_cast<double>(cost.peak_bytes) / 1e6,
                  static_cast<double>(cost.peak_bytes) / static_cast<double>(page.size()));
      if (&parser == &kParsers[0]) {
        met = cost.ended && cost.peak_bytes <= 8 * page.size() + (std::size_t{16} << 20);
        std::printf(" (8 x + 16 MB: %s)", met ? "met" : "MISSED");
      }
      std::printf(&parser == &kParsers[2] ? "\n" : ",");
    }
  }
}

}  // namespace
}  // namespace dateline::bench

int main(int argc, char** argv) {
  using namespace dateline::bench;
  benchmark::Initialize(&argc, argv);
  const int count = argc > 1 ? std::atoi(argv[1]) : 5;
  std::vector<Set> sets;
  for (const char* name : {"wcxb", "fundus"}) {
    Set raw{std::string(name) + " raw", corpus_pages(name)};
    Set cleaned{std::string(name) + " clean", {}};
    for (const Page& page : raw.pages) cleaned.pages.push_back({page.name, clean(page.utf8)});
    sets.push_back(std::move(raw));
    sets.push_back(std::move(cleaned));
  }
  print_memory(sets);  // First, while this process is as small as it can be.
  for (const Set& set : sets) register_chunks(set);
  std::vector<Seconds> rounds(static_cast<std::size_t>(count));
  for (Seconds& round : rounds) benchmark::RunSpecifiedBenchmarks(&round);
  print_speed(sets, rounds);
}
