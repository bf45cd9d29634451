#pragma once
// Trains the model of src/article/topic_model.h; for train/topics.cc, and for bench/classes.cc, which measures it on
// articles that it has not seen.
//
// A softmax, twice: first on everything that is no labelled article of the day (what ships with train/, other corpora),
// then on the articles of categories/pool, where a weight may leave the first one only at a price: a word that the few
// articles say nothing of keeps what is known of it. Each time until nothing gets better (L-BFGS), so that neither the
// order of the examples nor chance has a part in it: the same examples give the same bytes.
//
// What an example says may be less than the model has to tell: "society" is one of nine topics. So an example names all
// classes it may be of, and is right with the sum of their probabilities.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <zlib.h>

#include "article/section.h"
#include "article/topic_model.h"

namespace dateline::topic_training {

// What an example counts, and what a weight costs. Tried by tenths of categories/pool, with several salts in the hashes of
// words, since which words meet in a row alone makes .02 of difference.
constexpr float kPoolWeight = 1;
constexpr float kWrittenWeight = 3;      ///< Of train/topic_examples.tsv: short, so that each word says little.
constexpr float kWikinewsWeight = 0.03F;  ///< There is much of it, and a category is no topic.
constexpr float kTermWeight = 0.1F;
constexpr float kWordWeight = 1;
constexpr float kPageWeight = 1;
constexpr double kFirstRidge = 0.02;
constexpr double kSecondRidge = 0.001;
constexpr float kRarest = 5;  ///< One text in 150; what is rarer is not known to be.

/// Classes as bits, in the order of kTopicClasses.
using Classes = std::uint32_t;

/// "13s 13t" -> bits.
inline Classes classes(std::string_view names) {
  Classes bits = 0;
  std::istringstream in{std::string(names)};
  for (std::string name; in >> name;) {
    const auto at = std::ranges::find(article::kTopicClasses, name);
    if (at == article::kTopicClasses.end()) std::cerr << "no such topic: " << name << "\n", std::exit(1);
    bits |= Classes{1} << (at - article::kTopicClasses.begin());
  }
  return bits;
}

struct Example {
  std::vector<article::TopicRow> rows;
  Classes of = 0;
  float weight = 1;
  bool cyrillic = false;
};

inline Example example_of(std::string_view headline, std::string_view text, Classes of, float weight) {
  const auto leads_cyrillic = [](char byte) { return byte == '\xD0' || byte == '\xD1'; };
  const auto letters = static_cast<std::size_t>(std::ranges::count_if(text, leads_cyrillic));
  return {article::topic_rows(headline, text), of, weight, letters > text.size() / 4};
}

/// An article of categories/pool.
struct PoolArticle {
  std::string language, category, headline, text;
};

/// The seven classes of categories/pool and its not_news, by ours.
struct PoolCategory {
  std::string_view name;
  std::string_view classes;
};
inline constexpr PoolCategory kPoolCategories[] = {{"society", "02 03 05 08 09 11 12 14 16"},
                                                   {"economy", "04"},
                                                   {"technology", "13t"},
                                                   {"sports", "15"},
                                                   {"entertainment", "01 10"},
                                                   {"science", "06 07 13s"},
                                                   {"other", "17"},
                                                   {"not_news", "no"}};

inline std::string gunzipped(const std::filesystem::path& path) {
  std::string bytes;
  if (gzFile file = gzopen(path.c_str(), "rb")) {
    char buffer[1 << 16];
    for (int n = 0; (n = gzread(file, buffer, sizeof buffer)) > 0;) bytes.append(buffer, static_cast<std::size_t>(n));
    gzclose(file);
  }
  if (bytes.empty()) std::cerr << path << ": cannot be read\n", std::exit(1);
  return bytes;
}

inline std::vector<PoolArticle> read_pool(const std::filesystem::path& corpora) {
  std::vector<PoolArticle> articles;
  std::ifstream in(corpora / "categories/pool/articles.jsonl");
  for (std::string line; std::getline(in, line);) {
    const boost::json::value json = boost::json::parse(line);
    const auto field = [&](const char* name) { return std::string(json.at(name).as_string()); };
    articles.push_back({field("lang"), field("category"), field("title"), field("text")});
  }
  return articles;
}

inline Example example_of(const PoolArticle& article) {
  const auto category = std::ranges::find(kPoolCategories, article.category, &PoolCategory::name);
  return example_of(article.headline, article.text, classes(category->classes), kPoolWeight);
}

/// Wikinews by category, without the breaks between articles: pieces of an article's length, the first sentence of each
/// taken for the headline.
inline void read_wikinews(const std::filesystem::path& corpora, std::vector<Example>& examples) {
  struct File {
    const char* name;
    const char* classes;
  };
  // Of transport there are accidents more than cars: it is left out.
  constexpr File kFiles[] = {{"en_culture_and_entertainment", "01"},   {"en_disasters_and_accidents", "02 03 16"},
                             {"en_economy_and_business", "04 09 11"},     {"en_health", "07"},
                             {"en_science_and_technology", "06 07 13s 13t"}, {"en_science_space", "13s"},
                             {"en_sports", "15"},                      {"en_tech_computing", "13t"},
                             {"ru_incidents", "02 03 16"},             {"ru_science", "13s 13t 07 06"}};
  constexpr std::size_t kPiece = 1500;
  constexpr std::size_t kMostPieces = 400;
  for (const File& file : kFiles) {
    const std::string text = gunzipped(corpora / "categories/wikinews" / (std::string(file.name) + ".txt.gz"));
    const std::size_t stride = std::max(kPiece, text.size() / kMostPieces);
    for (std::size_t from = 0; from + kPiece < text.size(); from += stride) {
      const std::size_t start = text.find(". ", from);
      const std::size_t second = text.find(". ", start + 2);
      if (second == std::string::npos || second > from + kPiece) continue;
      const std::string_view all = text;
      examples.push_back(example_of(all.substr(start + 2, second - start - 2), all.substr(second + 2, kPiece),
                                    classes(file.classes), kWikinewsWeight));
    }
  }
}

/// The terms of Media Topics. Their numbers were given out topic by topic up to 20001131, later ones as they came up.
inline void read_vocabulary(const std::filesystem::path& corpora, std::vector<Example>& examples) {
  struct Range {
    int last;
    const char* classes;
  };
  constexpr Range kRanges[] = {{52, "01"},  {81, "16"},  {138, "02"}, {169, "03"}, {397, "04"},  {417, "05"},
                               {445, "06"}, {497, "07"}, {508, "08"}, {537, "09"}, {573, "10"},  {656, "11"},
                               {709, "12"}, {755, "13s"}, {767, "13t"}, {821, "14"}, {1126, "15"}, {1131, "17"}};
  std::istringstream in(gunzipped(corpora / "iptc/mediatopics/mediatopics.tsv.gz"));
  constexpr std::string_view kNarrower = "medtop:2000";
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (!line.starts_with(kNarrower) || tab == std::string::npos) continue;
    const int number = std::stoi(line.substr(kNarrower.size(), tab - kNarrower.size()));
    const auto range = std::ranges::find_if(kRanges, [&](const Range& r) { return number <= r.last; });
    if (range == std::end(kRanges)) continue;
    const std::string term = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
    examples.push_back(example_of("", term, classes(range->classes), kTermWeight));
  }
}

/// train/topic_words.tsv: words that mostly stand in texts of one topic, in several languages.
inline void read_words(const std::filesystem::path& file, std::vector<Example>& examples) {
  std::ifstream in(file);
  if (!in) std::cerr << file << ": cannot be read\n", std::exit(1);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    for (std::string word; words >> word;) {
      examples.push_back(example_of("", word, classes(name), kWordWeight));
    }
  }
}

/// Reports written for us, a line each: topic or category, language, headline, text.
inline std::vector<PoolArticle> read_reports(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) std::cerr << file << ": cannot be read\n", std::exit(1);
  std::vector<PoolArticle> reports;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    PoolArticle& report = reports.emplace_back();
    for (std::string* field : {&report.category, &report.language, &report.headline, &report.text}) {
      std::getline(fields, *field, '\t');
    }
  }
  return reports;
}

/// By the desk that an address names in one of its folders, in whatever language; 0 when it names none.
inline Classes of_address(std::string_view url) {
  constexpr const char* kSociety = "02 03 05 08 09 11 12 14 16";
  struct Desk {
    std::string_view name;
    const char* classes;
  };
  // What a section of ours is too wide for.
  constexpr Desk kFolders[] = {{"/tech/", "13t"},          {"/technology/", "13t"},     {"/tehnologii/", "13t"},
                               {"/it/", "13t"},            {"/gadgets/", "13t"},        {"/auto/", "13t"},
                               {"/society/", kSociety},    {"/obshchestvo/", kSociety}, {"/obschestvo/", kSociety},
                               {"/incidents/", "02 03 16"}, {"/accidents/", "02 03"},    {"/crime/", "02"}};
  constexpr Desk kDesks[] = {{"business", "04 09"}, {"politics", "11 16"}, {"sport", "15"},
                             {"health", "07"},      {"culture", "01 10"},   {"science", "06 07 13s 13t"}};
  const std::size_t host = url.find("://");
  const std::size_t path = host == std::string_view::npos ? host : url.find('/', host + 3);
  if (path == std::string_view::npos) return 0;
  url.remove_prefix(path);
  const auto folder = std::ranges::find_if(kFolders, [&](const Desk& d) { return url.contains(d.name); });
  if (folder != std::end(kFolders)) return classes(folder->classes);
  const auto desk = std::ranges::find(kDesks, article::section_of_path(url), &Desk::name);
  return desk == std::end(kDesks) ? 0 : classes(desk->classes);
}

/// Pages of extraction/, the desk being in the address; and some that are no articles.
inline void read_pages(const std::filesystem::path& corpora, std::vector<Example>& examples) {
  for (const char* corpus : {"wcxb", "fundus"}) {
    std::ifstream in(corpora / "extraction" / corpus / "truth.json");
    std::stringstream bytes;
    bytes << in.rdbuf();
    const boost::json::value truth = boost::json::parse(bytes.str());
    for (const auto& [name, page] : truth.as_object()) {
      const auto field = [&](const char* key) {
        const boost::json::value* value = page.as_object().if_contains(key);
        return value && value->is_string() ? std::string(value->as_string()) : std::string();
      };
      const std::string type = field("page_type");
      const bool offer = type == "product" || type == "service";
      const Classes of = offer ? classes("no") : type == "article" ? of_address(field("url")) : 0;
      if (of != 0) examples.push_back(example_of(field("title"), field("text"), of, kPageWeight));
    }
  }
}

/// Reports of stories/pairs, the desk being in the address.
inline void read_pairs(const std::filesystem::path& corpora, std::vector<Example>& examples) {
  std::ifstream in(corpora / "stories/pairs/pairs.jsonl");
  for (std::string line; std::getline(in, line);) {
    const boost::json::value pair = boost::json::parse(line);
    for (const char* which : {"first", "second"}) {
      const auto field = [&](const char* name) { return std::string_view(pair.at(which).at(name).as_string()); };
      const Classes of = of_address(field("url"));
      if (of != 0) examples.push_back(example_of(field("title"), field("text"), of, kPageWeight));
    }
  }
}

/// All that is not categories/pool. `train` is the folder of topic_words.tsv and topic_examples.tsv.
inline std::vector<Example> read_others(const std::filesystem::path& corpora, const std::filesystem::path& train) {
  std::vector<Example> examples;
  read_wikinews(corpora, examples);
  read_vocabulary(corpora, examples);
  read_words(train / "topic_words.tsv", examples);
  for (const PoolArticle& report : read_reports(train / "topic_examples.tsv")) {
    examples.push_back(example_of(report.headline, report.text, classes(report.category), kWrittenWeight));
  }
  read_pages(corpora, examples);
  read_pairs(corpora, examples);
  return examples;
}

/// A row and a class: kTopicClassCount floats for each of kTopicRows.
using Weights = std::vector<float>;

/// What is known before any article of categories/pool is.
struct Prior {
  std::vector<float> telling;  ///< A row each, from 0 (in every text) to 1.
  Weights weights;
};

/// By the logarithm of the share of texts that have a row, in the alphabet where most have (a word of Russian is common
/// though most texts are English).
inline std::vector<float> how_telling(const std::vector<Example>& examples) {
  constexpr std::size_t kText = 100;  // Fewer rows are words, or a headline.
  std::array<std::vector<const Example*>, 2> texts;
  for (const Example& example : examples) {
    if (example.rows.size() >= kText) texts[example.cyrillic ? 1 : 0].push_back(&example);
  }
  std::vector<float> telling(article::kTopicRows, 1);
  for (const auto& alphabet : texts) {
    std::vector<float> count(article::kTopicRows, 0.5F);
    for (const Example* text : alphabet) {
      for (const auto& [row, times] : text->rows) ++count[row];
    }
    for (std::size_t row = 0; row < telling.size(); ++row) {
      const float share = count[row] / static_cast<float>(alphabet.size() + 1);
      telling[row] = std::min(telling[row], -std::log(share) / kRarest);
    }
  }
  telling[0] = 1;
  return telling;
}

/// An example as the descent sees it: rows with their values, the length being one.
struct Point {
  std::vector<std::pair<std::uint32_t, float>> values;
  Classes of = 0;
  float weight = 1;
};

inline Point point_of(const Example& example, const std::vector<float>& telling) {
  Point point{{}, example.of, example.weight};
  double squares = 0;
  for (const auto& [row, times] : example.rows) {
    const float value = static_cast<float>(times) * telling[row];
    point.values.emplace_back(row, value);
    squares += static_cast<double>(value) * value;
  }
  for (auto& [row, value] : point.values) value /= static_cast<float>(std::sqrt(squares));
  return point;
}

/// How wrong `weights` are, and which way that grows.
inline double loss(const std::vector<Point>& points, const Weights& weights, const Weights& from, double ridge,
                   Weights& slope) {
  constexpr std::size_t kClasses = article::kTopicClassCount;
  std::ranges::fill(slope, 0.F);
  double sum = 0;
  for (const Point& point : points) {
    std::array<float, kClasses> p{};
    for (const auto& [row, value] : point.values) {
      const float* cells = &weights[row * kClasses];
      for (std::size_t k = 0; k < kClasses; ++k) p[k] += value * cells[k];
    }
    const float most = *std::ranges::max_element(p);
    float total = 0;
    float right = 0;
    for (std::size_t k = 0; k < kClasses; ++k) {
      total += p[k] = std::exp(p[k] - most);
      if (point.of >> k & 1) right += p[k];
    }
    right = std::max(right, 1e-20F);
    sum += point.weight * std::log(static_cast<double>(total) / right);
    for (std::size_t k = 0; k < kClasses; ++k) {
      p[k] = point.weight * (p[k] / total - (point.of >> k & 1 ? p[k] / right : 0));
    }
    for (const auto& [row, value] : point.values) {
      float* cells = &slope[row * kClasses];
      for (std::size_t k = 0; k < kClasses; ++k) cells[k] += value * p[k];
    }
  }
  double squares = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const float moved = weights[i] - from[i];
    squares += static_cast<double>(moved) * moved;
    slope[i] += static_cast<float>(ridge) * moved;
  }
  return sum + ridge / 2 * squares;
}

/// The weights that are least wrong about `points`, where leaving `from` has its price. L-BFGS, by the textbook (Nocedal
/// and Wright, algorithm 7.4), the step halved until it is worth its length.
inline Weights least_wrong(const std::vector<Point>& points, const Weights& from, double ridge) {
  constexpr int kSteps = 60;
  constexpr std::size_t kRemembered = 6;
  constexpr double kNothing = 1e-5;  // Of the loss: less is no gain.
  const auto dot = [](const Weights& a, const Weights& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
    return sum;
  };
  const auto add = [](Weights& to, double times, const Weights& what) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += static_cast<float>(times) * what[i];
  };
  struct Step {
    Weights moved, bent;
    double product;
  };
  std::vector<Step> steps;
  Weights at = from;
  Weights slope(at.size());
  double wrong = loss(points, at, from, ridge, slope);
  Weights next(at.size());
  Weights next_slope(at.size());
  for (int step = 0; step < kSteps; ++step) {
    Weights way = slope;
    std::vector<double> along(steps.size());
    for (std::size_t i = steps.size(); i-- > 0;) {
      along[i] = dot(steps[i].moved, way) / steps[i].product;
      add(way, -along[i], steps[i].bent);
    }
    const double scale = steps.empty() ? 1 / std::max(1e-9, std::sqrt(dot(slope, slope)))
                                       : steps.back().product / dot(steps.back().bent, steps.back().bent);
    for (float& x : way) x *= static_cast<float>(scale);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      add(way, along[i] - dot(steps[i].bent, way) / steps[i].product, steps[i].moved);
    }
    const double steep = dot(slope, way);
    if (steep <= 0) break;
    double length = 1;
    double now = 0;
    int halved = 0;
    constexpr int kMostHalved = 20;
    for (; halved < kMostHalved; ++halved, length /= 2) {
      next = at;
      add(next, -length, way);
      now = loss(points, next, from, ridge, next_slope);
      if (now <= wrong - 1e-4 * length * steep) break;
    }
    if (halved == kMostHalved) break;
    Step made{next, next_slope, 0};
    add(made.moved, -1, at);
    add(made.bent, -1, slope);
    made.product = dot(made.moved, made.bent);
    if (made.product > 1e-12) steps.push_back(std::move(made));
    if (steps.size() > kRemembered) steps.erase(steps.begin());
    const double gain = wrong - now;
    at.swap(next);
    slope.swap(next_slope);
    wrong = now;
    if (gain < kNothing * wrong) break;
  }
  return at;
}

inline Prior prior_of(const std::vector<Example>& others) {
  Prior prior{how_telling(others), Weights(article::kTopicRows * article::kTopicClassCount)};
  std::vector<Point> points;
  for (const Example& example : others) points.push_back(point_of(example, prior.telling));
  prior.weights = least_wrong(points, prior.weights, kFirstRidge);
  return prior;
}

/// The model's bytes, for TopicModel and src/article/topic_model.bin: a step, and half a byte for each weight, the last
/// for how telling the row is.
inline std::string packed(const Prior& model) {
  constexpr std::size_t kClasses = article::kTopicClassCount;
  constexpr int kLargest = 7;
  // So that whoever uses the weights need not know how telling their rows are.
  Weights weights = model.weights;
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] *= model.telling[i / kClasses];
  std::vector<float> sizes;
  for (const float weight : weights) {
    if (weight != 0) sizes.push_back(std::abs(weight));
  }
  const auto nearly_largest = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 999 / 1000);
  std::ranges::nth_element(sizes, nearly_largest);
  char step[32];
  std::snprintf(step, sizeof step, "%.5f", static_cast<double>(*nearly_largest / kLargest));
  std::string bytes = std::string(step) + "\n";
  for (std::size_t row = 0; row < article::kTopicRows; ++row) {
    for (std::size_t i = 0; i < kClasses; i += 2) {
      const auto cell = [&](std::size_t k) {
        if (k == kClasses) return std::clamp(std::lround(model.telling[row] * article::kMostTelling), 0L, 15L);
        return std::clamp(std::lround(weights[row * kClasses + k] / std::stod(step)), -7L, 7L) + 8;
      };
      bytes += static_cast<char>(cell(i) * 16 + cell(i + 1));
    }
  }
  return bytes;
}

/// The model of what was known and of the articles of categories/pool that may be learnt from.
inline std::string train(const Prior& prior, std::span<const PoolArticle> pool) {
  std::vector<Point> points;
  for (const PoolArticle& article : pool) points.push_back(point_of(example_of(article), prior.telling));
  return packed({prior.telling, least_wrong(points, prior.weights, kSecondRidge)});
}

}  // namespace dateline::topic_training
