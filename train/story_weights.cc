// Trains the model of src/story/evidence.h on labelled streams and prints src/story/weights.cc.
// story_weights CORPORA GOLDEN > src/story/weights.cc
//
// A story grows: now one report, now twenty. So the examples are groups drawn by chance from a labelled story, of one
// to thirteen reports: two of one story (the same event), and one with the three most alike of other stories (not). The
// same model then judges a report against a story and a story against a story. Logistic regression with a ridge, by
// Newton's method; random numbers from a fixed seed: the same input gives the same weights.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <random>

#include "labelled.h"
#include "story/evidence.h"
#include "story/languages.h"
#include "story/profile.h"

namespace dateline {
namespace {

using story::Evidence;
using story::Profile;

/// What a stream's examples count. The invented streams (golden) teach what the others have not (twins that differ in one
/// term, other languages), and are too easy to count for much; a pair stands for itself and not for a hundred draws.
constexpr double kGoldenWeight = 0.1;
constexpr double kPairWeight = 10;
/// An example of one event counts so many times: among the candidates of an article there are few that are not alike at
/// all, and a story told twice is a lesser fault where there is little to go by. Of .5, 1, 2, 5, 10 and 20 tried, what
/// was best on the development set of each kind, with the same evidence needed for all (0).
constexpr double kSameReport = 1.2;
constexpr double kSameText = 5;
constexpr double kSameHeadline = 4;

struct Example {
  Evidence evidence;
  bool same = false;
  double weight = 1;
};

struct Read {
  Profile profile;
  std::string story;
  std::string language;
};

/// As the index would read them, in order of arrival.
std::vector<Read> read(const std::vector<labelled::Labelled>& stream) {
  story::Reader reader;
  story::Languages languages;
  story::DocumentFrequency frequency;
  std::vector<Read> all;
  for (const labelled::Labelled& l : stream) {
    const std::string language = languages.of(*l.article);
    all.push_back({reader.read(*l.article, language, frequency).profile, l.story, language});
    frequency.learn(all.back().profile, language, l.article->fetched_at);
  }
  return all;
}

class Drawer {
 public:
  explicit Drawer(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  std::size_t size() {
    static constexpr std::size_t kSizes[] = {1, 1, 1, 2, 3, 5, 8, 13};
    return kSizes[below(std::size(kSizes))];
  }
  /// Takes up to `most` of `from` away and adds them up.
  Profile draw(std::vector<const Read*>& from, std::size_t most) {
    Profile sum;
    for (std::size_t i = 0; i < most && !from.empty(); ++i) {
      const std::size_t at = below(from.size());
      add(sum, from[at]->profile);
      from.erase(from.begin() + static_cast<std::ptrdiff_t>(at));
    }
    return sum;
  }

 private:
  std::mt19937_64 random_;
};

/// `weight` is what the stream's examples count in all for each of its stories.
void examples_of(const std::vector<Read>& stream, int rounds, double weight, Drawer& drawer,
                 std::vector<Example> (&out)[3]) {
  std::map<std::pair<std::string, std::string>, std::vector<const Read*>> stories;
  for (const Read& r : stream) stories[{r.language, r.story}].push_back(&r);
  const auto put = [&](const Profile& a, const Profile& b, bool same) {
    const story::Model* model = &story::model_for(a, b);
    out[model == &story::kReportModel ? 0 : model == &story::kTextModel ? 1 : 2].push_back({weigh(a, b), same, weight});
  };
  for (int round = 0; round < rounds; ++round) {
    for (const auto& [name, reports] : stories) {
      const auto times = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(reports.size())))) + 2;
      for (std::size_t t = 0; t < times; ++t) {
        static constexpr std::size_t kFirst[] = {1, 1, 1, 2, 4};
        std::vector<const Read*> rest = reports;
        const std::size_t most = reports.size() > 1 ? reports.size() - 1 : 1;
        const Profile a = drawer.draw(rest, std::min(kFirst[drawer.below(5)], most));
        if (!rest.empty()) put(a, drawer.draw(rest, drawer.size()), true);
        std::vector<std::pair<double, Profile>> others;
        for (const auto& [other, others_reports] : stories) {
          if (other == name || other.first != name.first) continue;
          std::vector<const Read*> all = others_reports;
          Profile b = drawer.draw(all, drawer.size());
          const Evidence e = weigh(a, b);
          others.emplace_back(-(e[Evidence::kCommon] + 0.1 * e[Evidence::kSharedTerms]), std::move(b));
        }
        std::ranges::sort(others, {}, [](const auto& o) { return o.first; });
        if (others.size() > 3) others.resize(3);
        for (const auto& [likeness, b] : others) put(a, b, false);
      }
    }
  }
}

std::vector<Example> examples_of(const std::vector<labelled::Pair>& pairs, double weight) {
  std::vector<Example> out;
  for (const labelled::Pair& pair : pairs) {
    const std::vector<Read> two = read({{pair.first, "1"}, {pair.second, "2"}});
    out.push_back({weigh(two[0].profile, two[1].profile), pair.same, weight});
  }
  return out;
}

/// Features that are trained; the others keep the weight that they are given.
using Mask = std::array<bool, Evidence::kFeatures>;
using Weights = std::array<double, Evidence::kFeatures>;

story::Model train(const std::vector<Example>& examples, const Mask& mask, double same_counts,
                   const Weights& given = {}) {
  constexpr double kRidge = 1;
  constexpr std::size_t kF = Evidence::kFeatures;
  constexpr std::size_t kN = kF + 1;
  std::array<double, kF> mean{}, deviation{};
  double total = 0;
  for (const Example& e : examples) total += e.weight;
  for (const Example& e : examples)
    for (std::size_t f = 0; f < kF; ++f) mean[f] += e.weight * e.evidence.values[f] / total;
  for (const Example& e : examples)
    for (std::size_t f = 0; f < kF; ++f) deviation[f] += e.weight * std::pow(e.evidence.values[f] - mean[f], 2) / total;
  for (double& d : deviation) d = d > 1e-12 ? std::sqrt(d) : 1;

  std::array<double, kN> w{};
  for (int step = 0; step < 50; ++step) {
    std::array<std::array<double, kN + 1>, kN> system{};  // Hessian and gradient.
    for (const Example& e : examples) {
      std::array<double, kN> x{1};
      for (std::size_t f = 0; f < kF; ++f) x[f + 1] = mask[f] ? (e.evidence.values[f] - mean[f]) / deviation[f] : 0;
      double sum = 0;
      for (std::size_t f = 0; f < kN; ++f) sum += w[f] * x[f];
      for (std::size_t f = 0; f < kF; ++f) sum += mask[f] ? 0 : given[f] * e.evidence.values[f];
      const double p = 1 / (1 + std::exp(-sum));
      const double c = e.weight * (e.same ? same_counts : 1);
      for (std::size_t f = 0; f < kN; ++f) {
        system[f][kN] += c * (p - (e.same ? 1 : 0)) * x[f];
        for (std::size_t g = 0; g < kN; ++g) system[f][g] += c * p * (1 - p) * x[f] * x[g];
      }
    }
    for (std::size_t f = 1; f < kN; ++f) {
      system[f][kN] += kRidge * w[f];
      system[f][f] += kRidge;
    }
    for (std::size_t f = 0; f < kN; ++f) {
      std::size_t pivot = f;
      for (std::size_t r = f + 1; r < kN; ++r)
        if (std::abs(system[r][f]) > std::abs(system[pivot][f])) pivot = r;
      std::swap(system[f], system[pivot]);
      for (std::size_t r = 0; r < kN; ++r) {
        if (r == f) continue;
        const double factor = system[r][f] / system[f][f];
        for (std::size_t c = f; c <= kN; ++c) system[r][c] -= factor * system[f][c];
      }
    }
    double largest = 0;
    for (std::size_t f = 0; f < kN; ++f) {
      const double by = system[f][kN] / system[f][f];
      w[f] -= by;
      largest = std::max(largest, std::abs(by));
    }
    if (largest < 1e-9) break;
  }
  story::Model model{w[0], {}};
  for (std::size_t f = 0; f < kF; ++f) {
    model.weights[f] = mask[f] ? w[f + 1] / deviation[f] : given[f];
    if (mask[f]) model.bias -= model.weights[f] * mean[f];
  }
  return model;
}

void print(const char* name, const story::Model& model) {
  std::printf("constinit const Model %s{\n    %.4f, {", name, model.bias);
  for (std::size_t f = 0; f < model.weights.size(); ++f) std::printf("%s%.4f", f ? ", " : "", model.weights[f]);
  std::printf("}};\n");
}

int run(const std::filesystem::path& corpora, const std::filesystem::path& golden) {
  Drawer drawer(2023);
  std::vector<Example> examples[3];  // Reports, texts, headlines.
  examples_of(read(labelled::read_stream(corpora / "stories/ecbplus/articles.jsonl")), 3, 1, drawer, examples);
  examples_of(read(labelled::read_stream(corpora / "stories/uci/articles.jsonl")), 4, 1, drawer, examples);
  for (const auto& file : labelled::streams_in(golden))
    examples_of(read(labelled::read_stream(file)), 2, kGoldenWeight, drawer, examples);
  const auto pairs = labelled::read_pairs(corpora / "stories/pairs/pairs.jsonl");
  const std::vector<Example> of_pairs = examples_of(pairs, kPairWeight);
  examples[0].insert(examples[0].end(), of_pairs.begin(), of_pairs.end());

  Mask all;
  all.fill(true);
  all[Evidence::kTemplate] = false;  // A rule of its own (tuning.h, kTwin).
  Mask texts = all;
  texts[Evidence::kFewReports] = false;  // What the size says is learnt from groups of all sizes.
  // Of bare headlines, what covers one is what is alike.
  Mask headlines = texts;
  headlines[Evidence::kHeadlinesAlike] = false;
  // Of reports with headline and text only small groups are labelled, from which nothing is to be learnt about large
  // ones: there their number counts as it does for texts, or a large story would take in all its neighbours.
  Mask reports = all;
  Weights sizes{};
  const story::Model text = train(examples[1], texts, kSameText);
  for (const auto size : {Evidence::kSmallerSize, Evidence::kLargerSize}) {
    reports[size] = false;
    sizes[size] = text.weights[size];
  }
  const story::Model report = train(examples[0], reports, kSameReport, sizes);
  const story::Model headline = train(examples[2], headlines, kSameHeadline);

  // The pairs are few, so how many are right is said as judged without each.
  std::size_t unseen = 0;
  const std::size_t first = examples[0].size() - of_pairs.size();
  for (std::size_t i = 0; i < of_pairs.size(); ++i) {
    std::vector<Example> others = examples[0];
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(first + i));
    if ((log_odds(train(others, reports, kSameReport, sizes), of_pairs[i].evidence) > 0) == of_pairs[i].same) ++unseen;
  }
  std::size_t right = 0;
  for (const Example& e : of_pairs)
    if ((log_odds(report, e.evidence) > 0) == e.same) ++right;
  std::fprintf(stderr, "examples: %zu of reports, %zu of texts, %zu of headlines; pairs right %.3f, left out in turn %.3f\n",
               examples[0].size(), examples[1].size(), examples[2].size(), static_cast<double>(right) / static_cast<double>(of_pairs.size()),
               static_cast<double>(unseen) / static_cast<double>(of_pairs.size()));
  std::printf("// Made by train/story_weights from labelled streams; do not edit by hand.\n#include \"story/evidence.h\"\n\n"
              "namespace dateline::story {\n\n");
  print("kReportModel", report);
  print("kTextModel", text);
  print("kHeadlineModel", headline);
  std::printf("\n}  // namespace dateline::story\n");
  return 0;
}

}  // namespace
}  // namespace dateline

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: story_weights CORPORA GOLDEN > src/story/weights.cc\n");
    return 2;
  }
  return dateline::run(argv[1], argv[2]);
}
