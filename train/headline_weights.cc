// Learns how much each piece of evidence of src/article/headline.h weighs, from pages whose headline people wrote down.
// headline_weights CORPORA > src/article/headline_weights.cc
//
// A choice among a page's claims, where headline_of_news() makes none: the chance of a claim is its weight's share of
// all (softmax), with a ridge; gradient descent from zero, without chance: the same input gives the same weights. On
// standard error: how many choices are right on the whole, and on sites that were left out.
#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "article/headline.h"
#include "base/file.h"
#include "base/ids.h"
#include "text/url.h"

namespace dateline {
namespace {

using article::HeadlineClaim;
using Weights = std::array<double, HeadlineClaim::kFeatures>;

/// Of .001, .003 and .01 tried with 1 and 3 for the weight below, the best on sites left out; they differ by three pages.
constexpr double kRidge = 0.003;
/// A page of the news corpus counts so many times, news being what dateline reads.
constexpr double kNewsPage = 3;
constexpr int kSteps = 3000;
/// So that weights and ridge are of pages and not of their number.
constexpr double kPages = 800;
constexpr double kRate = 0.5;
constexpr int kFolds = 10;

struct Page {
  std::vector<HeadlineClaim> claims;
  std::vector<bool> right;
  std::optional<bool> decided;  ///< Whether headline_of_news() is right; absent where the weights decide.
  double weight = 1;
  bool possible = false;
  int fold = 0;
  int corpus = 0;
};

void read(const std::filesystem::path& folder, int corpus, std::vector<Page>& pages) {
  const auto truth_text = read_file(folder / "truth.json");
  if (!truth_text) {
    std::fprintf(stderr, "%s\n", truth_text.error().message.c_str());
    std::exit(1);
  }
  const boost::json::object truth = boost::json::parse(*truth_text).as_object();
  std::vector<std::string> keys;
  for (const auto& [key, value] : truth) keys.emplace_back(key);
  std::ranges::sort(keys);
  for (const std::string& key : keys) {
    const boost::json::object& fields = truth.at(key).as_object();
    if (fields.at("page_type").as_string() != "article" || !fields.at("title").is_string()) continue;
    const auto packed = read_file(folder / "html" / (key + ".html.gz"));
    if (!packed) continue;
    const auto html = gunzip(*packed);
    if (!html) continue;
    const auto document = markup::Document::parse(markup::decode_html(*html));
    if (!document) continue;
    const article::Metadata metadata = article::read_metadata(*document, "");
    const auto canonical = text::Url::parse(metadata.canonical);
    Page page;
    page.claims = article::headline_claims(metadata, canonical ? canonical->site() : "");
    const std::string title = article::bare(std::string_view(fields.at("title").as_string()));
    bool any = false;
    for (const HeadlineClaim& claim : page.claims) {
      page.right.push_back(article::bare(claim.text) == title);
      any = any || page.right.back();
    }
    if (const auto news = article::headline_of_news(metadata, canonical ? canonical->site() : ""))
      page.decided = article::bare(*news) == title;
    const auto url = text::Url::parse(fields.at("url").is_string() ? std::string_view(fields.at("url").as_string()) : "");
    page.fold = static_cast<int>(digest64(url ? url->site() : key) % kFolds);
    page.corpus = corpus;
    page.possible = any;
    // Where no claim is right, or none is asked for, none is to be learned from.
    page.weight = any && !page.decided ? (corpus == 0 ? 1 : kNewsPage) / kPages : 0;
    pages.push_back(std::move(page));
  }
}

double sum(const Weights& weights, const HeadlineClaim& claim) {
  double all = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) all += weights[i] * claim.evidence[i];
  return all;
}

/// From all pages but those of one fold (-1: from all).
Weights learn(const std::vector<Page>& pages, int without) {
  Weights weights{};
  for (int step = 0; step < kSteps; ++step) {
    Weights gradient{};
    for (const Page& page : pages) {
      if (page.fold == without || page.weight == 0) continue;
      std::vector<double> chance;
      double most = -1e9, all = 0, good = 0;
      for (const HeadlineClaim& claim : page.claims) chance.push_back(sum(weights, claim));
      for (const double value : chance) most = std::max(most, value);
      for (double& value : chance) all += value = std::exp(value - most);
      for (std::size_t i = 0; i < chance.size(); ++i) good += page.right[i] ? chance[i] : 0;
      for (std::size_t i = 0; i < chance.size(); ++i) {
        const double pull = page.weight * ((page.right[i] ? chance[i] / good : 0) - chance[i] / all);
        for (std::size_t k = 0; k < gradient.size(); ++k) gradient[k] += pull * page.claims[i].evidence[k];
      }
    }
    for (std::size_t k = 0; k < weights.size(); ++k) weights[k] += kRate * (gradient[k] - kRidge * weights[k]);
  }
  return weights;
}

bool is_right(const Weights& weights, const Page& page) {
  if (page.decided) return *page.decided;
  std::size_t best = 0;
  for (std::size_t i = 1; i < page.claims.size(); ++i) {
    if (sum(weights, page.claims[i]) > sum(weights, page.claims[best])) best = i;
  }
  return !page.claims.empty() && page.right[best];
}

int run(const std::filesystem::path& corpora) {
  std::vector<Page> pages;
  read(corpora / "extraction/wcxb", 0, pages);
  read(corpora / "extraction/fundus", 1, pages);
  const Weights weights = learn(pages, -1);
  int all[2] = {}, possible[2] = {}, right[2] = {}, right_left_out[2] = {};
  for (int fold = 0; fold < kFolds; ++fold) {
    const Weights others = learn(pages, fold);
    for (const Page& page : pages) {
      if (page.fold != fold) continue;
      ++all[page.corpus];
      possible[page.corpus] += page.possible ? 1 : 0;
      right[page.corpus] += is_right(weights, page) ? 1 : 0;
      right_left_out[page.corpus] += is_right(others, page) ? 1 : 0;
    }
  }
  for (const int corpus : {0, 1}) {
    std::fprintf(stderr, "%s: %d pages, right among the claims of %d; chosen %d, on sites left out %d\n",
                 corpus == 0 ? "wcxb" : "fundus", all[corpus], possible[corpus], right[corpus], right_left_out[corpus]);
  }
  std::printf("// Made by train/headline_weights from pages whose headline people wrote down; do not edit by hand.\n");
  std::printf("#include \"article/headline.h\"\n\nnamespace dateline::article {\n\n");
  std::printf("constinit const std::array<double, HeadlineClaim::kFeatures> kHeadlineWeights{");
  for (std::size_t i = 0; i < weights.size(); ++i) std::printf("%s%s%.4f", i ? "," : "", i % 8 ? " " : "\n    ", weights[i]);
  std::printf("};\n\n}  // namespace dateline::article\n");
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: headline_weights CORPORA > src/article/headline_weights.cc\n");
    return 2;
  }
  return dateline::run(argv[1]);
}
