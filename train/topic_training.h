#pragma once
// Trains the model of src/article/topic_model.h; for train/topics.cc, and for bench/classes.cc, which measures it on
// articles that it has not seen.
//
// A softmax by stochastic gradient descent (steps of one size: with one for each weight, AdaGrad, common words drown the rare ones). What an example says may be less than
// the model has to tell: "society" is one of eleven topics. So an example names all classes it may be of, and is right
// with the sum of their probabilities. Random numbers from a fixed seed: the same examples give the same bytes.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <zlib.h>

#include "article/section.h"
#include "article/topic_model.h"

namespace dateline::topic_training {

// What an example counts, and how the descent goes. Of some 45 settings tried by tenths of categories/pool these are among
// the better; the last twenty have .70 to .77 there, and adding up in another order alone moves a setting by .03, so that differences
// of that size say nothing.
constexpr float kPoolWeight = 1;      ///< News of the day, of many outlets.
constexpr float kWikinewsWeight = 0.1F;  ///< There is much of it, and a category is no topic.
constexpr float kTermWeight = 0.1F;
constexpr float kWordWeight = 1;
constexpr float kPageWeight = 1;
constexpr float kRidge = 1e-6F;
constexpr float kRate = 20;
constexpr int kPasses = 16;
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
  std::vector<std::uint16_t> rows;
  Classes of = 0;
  float weight = 1;
};

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
                                                   {"entertainment", "01"},
                                                   {"science", "06 07 13s"},
                                                   {"other", "10 17"},
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
  Example example{article::topic_rows(article.headline, article.text), 0, kPoolWeight};
  for (const PoolCategory& category : kPoolCategories) {
    if (category.name == article.category) example.of = classes(category.classes);
  }
  return example;
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
      examples.push_back({article::topic_rows(all.substr(start + 2, second - start - 2), all.substr(second + 2, kPiece)),
                          classes(file.classes), kWikinewsWeight});
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
    examples.push_back({article::topic_rows("", term), classes(range->classes), kTermWeight});
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
      examples.push_back({article::topic_rows("", word), classes(name), kWordWeight});
    }
  }
}

/// Pages of extraction/: the desk that the address names, in whatever language; and pages that are no articles.
inline void read_pages(const std::filesystem::path& corpora, std::vector<Example>& examples) {
  struct Desk {
    std::string_view section;
    const char* classes;
  };
  constexpr Desk kDesks[] = {{"business", "04 09"}, {"politics", "11 16"}, {"science", "06 13s 13t"},
                             {"health", "07"},      {"culture", "01"},     {"sport", "15"}};
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
      const std::string url = field("url");
      const std::size_t host = url.find("://");
      const std::size_t path = host == std::string::npos ? host : url.find('/', host + 3);
      const std::string_view section = path == std::string::npos ? "" : article::section_of_path(url.substr(path));
      const auto desk = std::ranges::find(kDesks, section, &Desk::section);
      const bool product = field("page_type") == "product" || field("page_type") == "service";
      Classes of = 0;
      if (product) {
        of = classes("no");
      } else if (field("page_type") == "article" && desk != std::end(kDesks)) {
        of = classes(desk->classes);
      }
      if (of != 0) examples.push_back({article::topic_rows(field("title"), field("text")), of, kPageWeight});
    }
  }
}

/// All that is not categories/pool. `words` is train/topic_words.tsv.
inline std::vector<Example> read_others(const std::filesystem::path& corpora, const std::filesystem::path& words) {
  std::vector<Example> examples;
  read_wikinews(corpora, examples);
  read_vocabulary(corpora, examples);
  read_words(words, examples);
  read_pages(corpora, examples);
  return examples;
}

using Texts = std::map<std::string, std::vector<std::vector<std::uint16_t>>>;

/// How telling a row is, from 0 (in every text) to 1: by the logarithm of the share of texts that have it, in the
/// language where most have (a word of Russian is common though most texts are English).
inline std::vector<float> rarity_of(const Texts& texts) {
  std::vector<float> rarity(article::kTopicRows, 1);
  for (const auto& [language, rows_of_texts] : texts) {
    std::vector<float> count(article::kTopicRows, 0.5F);
    for (const auto& rows : rows_of_texts) {
      for (const std::uint16_t row : rows) ++count[row];
    }
    for (std::size_t row = 0; row < rarity.size(); ++row) {
      const float share = count[row] / static_cast<float>(rows_of_texts.size() + 1);
      rarity[row] = std::min(rarity[row], -std::log(share) / kRarest);
    }
  }
  rarity[0] = 1;
  return rarity;
}

/// The model's bytes, for TopicModel and src/article/topic_model.bin.
inline std::string train(std::vector<Example> examples, const std::vector<float>& rarity) {
  constexpr std::size_t kClasses = article::kTopicClassCount;
  std::vector<float> weights(article::kTopicRows * kClasses, 0.F);
  std::vector<float> sums(weights.size(), 0.F);
  std::array<float, kClasses> p{};
  std::mt19937 random(1);  // Its numbers are the standard's; std::shuffle's use of them is not.
  for (int pass = 0; pass < kPasses; ++pass) {
    for (std::size_t i = examples.size(); i > 1; --i) std::swap(examples[i - 1], examples[random() % i]);
    for (const Example& example : examples) {
      p.fill(0.F);
      for (const std::uint16_t row : example.rows) {
        const float x = rarity[row];
        for (std::size_t k = 0; k < kClasses; ++k) p[k] += x * weights[row * kClasses + k];
      }
      float squares = 0;
      for (const std::uint16_t row : example.rows) squares += rarity[row] * rarity[row];
      const float value = 1 / std::sqrt(squares);
      float most = p[0] * value;
      for (float& score : p) most = std::max(most, score *= value);
      float total = 0;
      float right = 0;
      for (std::size_t k = 0; k < kClasses; ++k) {
        total += p[k] = std::exp(p[k] - most);
        if (example.of >> k & 1) right += p[k];
      }
      for (std::size_t k = 0; k < kClasses; ++k) {
        const float share = example.of >> k & 1 ? p[k] / std::max(right, 1e-20F) : 0;
        p[k] = (p[k] / total - share) * example.weight * value;
      }
      for (const std::uint16_t row : example.rows) {
        for (std::size_t k = 0; k < kClasses; ++k) {
          const std::size_t at = row * kClasses + k;
          const float gradient = rarity[row] * p[k] + kRidge * weights[at];
          weights[at] -= kRate * gradient;
        }
      }
    }
    // The mean of the later passes: the last examples seen count no more than others.
    if (pass < kPasses / 2) continue;
    for (std::size_t at = 0; at < weights.size(); ++at) sums[at] += weights[at];
  }
  for (float& weight : sums) weight /= kPasses - kPasses / 2;
  weights = std::move(sums);
  // So that whoever uses them needs no rarity.
  for (std::size_t row = 0; row < article::kTopicRows; ++row) {
    for (std::size_t k = 0; k < kClasses; ++k) weights[row * kClasses + k] *= rarity[row];
  }
  constexpr int kLargest = 7;
  std::vector<float> sizes;
  for (const float weight : weights) sizes.push_back(std::abs(weight));
  const auto nearly_largest = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 999 / 1000);
  std::ranges::nth_element(sizes, nearly_largest);
  char step[32];
  std::snprintf(step, sizeof step, "%.5f", static_cast<double>(*nearly_largest / kLargest));
  // A text's length is measured without rarity where the model is used: with it, it is so much less.
  double longer = 0;
  int texts = 0;
  for (const Example& example : examples) {
    constexpr std::size_t kText = 100;
    if (example.rows.size() < kText) continue;
    double squares = 0;
    for (const std::uint16_t row : example.rows) squares += rarity[row] * rarity[row];
    longer += std::sqrt(static_cast<double>(example.rows.size()) / squares);
    ++texts;
  }
  char scale[32];
  std::snprintf(scale, sizeof scale, "%.5f", std::stod(step) * longer / std::max(texts, 1));
  std::string bytes = std::string(scale) + "\n";
  for (std::size_t row = 0; row < article::kTopicRows; ++row) {
    for (std::size_t i = 0; i < kClasses; i += 2) {
      const auto cell = [&](std::size_t k) {
        if (k >= kClasses) return 8L;
        return std::clamp(std::lround(weights[row * kClasses + k] / std::stod(step)), -7L, 7L) + 8;
      };
      bytes += static_cast<char>(cell(i) * 16 + cell(i + 1));
    }
  }
  return bytes;
}

/// The same from `others` and the articles of categories/pool that may be learnt from.
inline std::string train(std::vector<Example> others, std::span<const PoolArticle> pool) {
  Texts texts;
  for (const Example& example : others) {
    constexpr std::size_t kText = 100;
    if (example.rows.size() >= kText) texts["others"].push_back(example.rows);
  }
  for (const PoolArticle& article : pool) {
    others.push_back(example_of(article));
    texts[article.language].push_back(others.back().rows);
  }
  return train(std::move(others), rarity_of(texts));
}

}  // namespace dateline::topic_training
