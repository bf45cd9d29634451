#pragma once
// Trains the model of src/text/language_model.h on sentences of known languages; for train/languages.cc, and for
// bench/classes.cc, which measures it on sentences that it has not seen.
//
// A softmax over a script's languages, by stochastic gradient descent with a step for each weight (AdaGrad), then each
// weight rounded to one of fifteen. Random numbers from a fixed seed: the same sentences give the same bytes.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "text/language_model.h"

namespace dateline::language_training {

/// Thirty languages in which much is written on the web; chosen by hand, not by a count. An example of one
/// of them counts for four of another, for so much likelier is a text in it; Malay would else take half of Indonesian.
inline constexpr std::string_view kBestKnown[] = {"en", "es", "de", "ja", "fr", "pt", "ru", "it", "nl", "pl",
                                                  "tr", "zh", "fa", "vi", "id", "cs", "ko", "uk", "hu", "ar",
                                                  "sv", "ro", "el", "da", "fi", "he", "sk", "th", "bg", "no"};
inline bool best_known(std::string_view language) {
  const std::string_view code = language == "nb" || language == "nn" ? "no" : language;
  return std::ranges::find(kBestKnown, code) != std::end(kBestKnown);
}

struct Sentence {
  std::string text;
  std::string language;  ///< Of its file: "nb", "nn".
};

/// languages/lingua: a file a language, a sentence a line.
inline std::vector<Sentence> read_sentences(const std::filesystem::path& corpora) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(corpora / "languages/lingua")) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Sentence> sentences;
  for (const std::filesystem::path& file : files) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
      if (!line.empty()) sentences.push_back({line, file.stem().string()});
    }
  }
  return sentences;
}

struct Example {
  std::vector<std::pair<std::uint16_t, float>> rows;  ///< With how much each counts.
  std::size_t language = 0;
  float weight = 1;
};

inline Example example_of(const Sentence& sentence) {
  Example example;
  std::vector<std::uint16_t> rows = text::rows_of(sentence.text);
  std::ranges::sort(rows);
  const float share = 1 / std::sqrt(std::max<float>(static_cast<float>(rows.size()), 1));
  for (const std::uint16_t row : rows) {
    if (example.rows.empty() || example.rows.back().first != row) example.rows.emplace_back(row, 0.F);
    example.rows.back().second += share;
  }
  example.rows.emplace_back(text::row_of(text::claim_of(sentence.text)), 1.F);
  constexpr float kBestKnownWeight = 4;
  example.weight = best_known(sentence.language) ? kBestKnownWeight : 1;
  // Two files are one language to us.
  if (sentence.language == "nb" || sentence.language == "nn") example.weight /= 2;
  return example;
}

/// One script's weights, a row of `languages` each.
inline std::vector<float> fit(std::vector<Example> examples, std::size_t languages) {
  constexpr int kPasses = 8;  // From five to ten the figures stay.
  constexpr float kRate = 0.1F;
  constexpr float kFirstStep = 1e-3F;
  constexpr float kNothing = 0.01F;  // Of probability; most languages are out of the question.
  std::vector<float> weights(text::kModelRows * languages, 0.F);
  std::vector<float> squares(weights.size(), kFirstStep);
  std::vector<float> scores(languages);
  std::vector<std::size_t> moved;
  std::mt19937 random(1);  // Its numbers are the standard's; std::shuffle's use of them is not.
  for (int pass = 0; pass < kPasses; ++pass) {
    for (std::size_t i = examples.size(); i > 1; --i) std::swap(examples[i - 1], examples[random() % i]);
    for (const Example& example : examples) {
      std::ranges::fill(scores, 0.F);
      for (const auto& [row, value] : example.rows) {
        const float* from = &weights[row * languages];
        for (std::size_t k = 0; k < languages; ++k) scores[k] += value * from[k];
      }
      const float most = *std::ranges::max_element(scores);
      float total = 0;
      for (float& score : scores) total += score = std::exp(score - most);
      moved.clear();
      for (std::size_t k = 0; k < languages; ++k) {
        scores[k] = scores[k] / total - (k == example.language ? 1.F : 0.F);
        if (std::abs(scores[k]) > kNothing) moved.push_back(k);
        scores[k] *= example.weight;
      }
      for (const auto& [row, value] : example.rows) {
        for (const std::size_t k : moved) {
          const std::size_t at = row * languages + k;
          const float gradient = scores[k] * value;
          squares[at] += gradient * gradient;
          weights[at] -= kRate * gradient / std::sqrt(squares[at]);
        }
      }
    }
  }
  return weights;
}

/// The model's bytes, for LanguageModel and src/text/language_model.bin.
inline std::string train(std::span<const Sentence> sentences) {
  // A language belongs to the script that most of its sentences are in; the others are quotations.
  std::map<std::string, std::array<int, text::kSharedScriptNames.size()>> scripts;
  for (const Sentence& sentence : sentences) {
    if (const auto script = text::shared_script_of(sentence.text)) {
      ++scripts[sentence.language][static_cast<std::size_t>(*script)];
    }
  }
  std::map<std::string, int> sentences_of;
  for (const Sentence& sentence : sentences) ++sentences_of[sentence.language];
  std::string head;
  std::string body;
  for (std::size_t script = 0; script < text::kSharedScriptNames.size(); ++script) {
    std::vector<std::string> languages;
    for (const auto& [language, counts] : scripts) {
      if (counts[script] * 2 > sentences_of[language]) languages.push_back(language);
    }
    std::vector<Example> examples;
    for (const Sentence& sentence : sentences) {
      const auto at = std::ranges::find(languages, sentence.language);
      if (at == languages.end() || text::shared_script_of(sentence.text) != text::SharedScript(script)) continue;
      examples.push_back(example_of(sentence));
      examples.back().language = static_cast<std::size_t>(at - languages.begin());
    }
    const std::vector<float> weights = fit(std::move(examples), languages.size());

    // One weight in a thousand is larger than what the largest number stands for.
    constexpr int kLargest = 7;
    std::vector<float> sizes;
    for (const float weight : weights) sizes.push_back(std::abs(weight));
    const auto nearly_largest = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 999 / 1000);
    std::ranges::nth_element(sizes, nearly_largest);
    char step[32];
    std::snprintf(step, sizeof step, "%.5f", static_cast<double>(*nearly_largest / kLargest));
    head += std::string(text::kSharedScriptNames[script]) + " " + step;
    for (const std::string& language : languages) head += " " + language;
    head += "\n";
    for (std::size_t row = 0; row < text::kModelRows; ++row) {
      for (std::size_t i = 0; i < languages.size(); i += 2) {
        const auto cell = [&](std::size_t k) {
          if (k >= languages.size()) return 8L;
          return std::clamp(std::lround(weights[row * languages.size() + k] / std::stod(step)), -7L, 7L) + 8;
        };
        body += static_cast<char>(cell(i) * 16 + cell(i + 1));
      }
    }
  }
  return head + body;
}

}  // namespace dateline::language_training
