#include "classes.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "../train/language_training.h"
#include "../train/topic_training.h"
#include "article/topic_model.h"
#include "text/language.h"
#include "text/language_model.h"
#include "text/word_hash.h"

namespace dateline {
namespace {

struct Share {
  int right = 0, of = 0;
  double share() const { return of ? static_cast<double>(right) / of : 0; }
  void add(bool is_right) {
    right += is_right ? 1 : 0;
    ++of;
  }
};

/// Of this process, so that what else the machine does is no part of a figure.
double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

const char* met(double figure, double goal) {
  return figure >= goal ? "met" : "MISSED";
}

/// Of the file "nb" and "nn" our "no"; Chinese in either script is Chinese.
std::string plain(std::string_view language) {
  if (language == "nb" || language == "nn") return "no";
  if (language == "zh-Hant") return "zh";
  return std::string(language);
}

}  // namespace

void measure_languages(const std::filesystem::path& corpora) {
  namespace training = language_training;
  const std::vector<training::Sentence> sentences = training::read_sentences(corpora);
  std::array<std::vector<training::Sentence>, 2> halves;
  for (std::size_t i = 0; i < sentences.size(); ++i) halves[i % 2].push_back(sentences[i]);

  std::map<std::string, Share> ours;
  std::map<std::string, Share> cld2;
  std::map<std::string, std::map<std::string, int>> instead;
  double seconds = 0;
  for (const std::size_t half : {0, 1}) {
    const text::LanguageModel model(training::train(halves[1 - half]));
    const double start = processor_seconds();
    for (const training::Sentence& sentence : halves[half]) {
      const auto found = text::identify(sentence.text, model);
      const std::string truth = plain(sentence.language);
      const std::string answer = found ? plain(found->language) : "none";
      ours[truth].add(answer == truth);
      if (answer != truth) ++instead[truth][answer];
    }
    seconds += processor_seconds() - start;
  }
  for (const training::Sentence& sentence : sentences) {
    const text::Claim claim = text::claim_of(sentence.text);
    const std::string truth = plain(sentence.language);
    cld2[truth].add(claim.reliable && plain(claim.language) == truth);
  }

  std::printf("languages: single sentences, nothing declared, the model trained on the other half\n");
  std::printf("%-6s %14s %7s %7s  %s\n", "", "right of", "ours", "CLD2", "taken for");
  Share all, best, all_cld2, best_cld2;
  for (const auto& [language, share] : ours) {
    const bool known = training::best_known(language);
    const Share& theirs = cld2[language];
    for (Share* sum : {&all, known ? &best : nullptr}) {
      if (sum) sum->right += share.right, sum->of += share.of;
    }
    for (Share* sum : {&all_cld2, known ? &best_cld2 : nullptr}) {
      if (sum) sum->right += theirs.right, sum->of += theirs.of;
    }
    std::printf("%-4s%s %7d %6d %7.3f %7.3f ", language.c_str(), known ? " *" : "  ", share.right, share.of,
                share.share(), theirs.share());
    std::vector<std::pair<int, std::string>> most;
    for (const auto& [other, times] : instead[language]) most.emplace_back(-times, other);
    std::ranges::sort(most);
    constexpr std::size_t kShown = 4;
    for (std::size_t i = 0; i < std::min(most.size(), kShown); ++i) {
      std::printf(" %s %d", most[i].second.c_str(), -most[i].first);
    }
    std::printf("\n");
  }
  constexpr double kGoal = 0.985;
  std::printf("the %zu best known (*)  %.4f  CLD2 alone %.4f  goal %.3f %s\n", std::size(training::kBestKnown),
              best.share(), best_cld2.share(), kGoal, met(best.share(), kGoal));
  std::printf("all %zu                %.4f  CLD2 alone %.4f\n", ours.size(), all.share(), all_cld2.share());
  std::printf("a sentence takes %.1f microseconds\n", seconds / static_cast<double>(sentences.size()) * 1e6);
  // A body: sentences of one language until it is as long as one.
  constexpr std::size_t kBody = 4000;
  std::vector<std::string> bodies;
  for (const training::Sentence& sentence : sentences) {
    if (bodies.empty() || bodies.back().size() >= kBody) bodies.emplace_back();
    bodies.back() += sentence.text + " ";
  }
  const double start = processor_seconds();
  std::size_t found = 0;
  for (const std::string& body : bodies) found += text::identify_language(body).has_value() ? 1 : 0;
  seconds = processor_seconds() - start;
  std::printf("a body of 4 KB takes %.1f microseconds (%zu of %zu have a language)\n\n",
              seconds / static_cast<double>(bodies.size()) * 1e6, found, bodies.size());
}

namespace {

/// The one of the pool's classes that the probabilities of its topics make likeliest.
std::string_view category_of(const article::TopicModel::Probabilities& probabilities) {
  std::string_view best;
  double most = -1;
  for (const topic_training::PoolCategory& category : topic_training::kPoolCategories) {
    const topic_training::Classes bits = topic_training::classes(category.classes);
    double sum = 0;
    for (std::size_t k = 0; k < probabilities.size(); ++k) sum += bits >> k & 1 ? probabilities[k] : 0;
    if (sum > most) most = sum, best = category.name;
  }
  return best;
}

using Answers = std::map<std::string, std::map<std::string_view, int>>;

void print(const char* title, const Answers& answers) {
  std::printf("%-14s", title);
  for (const auto& category : topic_training::kPoolCategories) std::printf(" %13s", category.name.data());
  std::printf("\n");
  for (const auto& truth : topic_training::kPoolCategories) {
    const auto row = answers.find(std::string(truth.name));
    if (row == answers.end()) continue;
    std::printf("%-14s", truth.name.data());
    for (const auto& answer : topic_training::kPoolCategories) {
      const auto cell = row->second.find(answer.name);
      std::printf(" %13d", cell == row->second.end() ? 0 : cell->second);
    }
    std::printf("\n");
  }
}

/// Small invented reports in languages of which nothing is labelled; beside it what is right when each has another's
/// label.
void abroad(const article::TopicModel& model) {
  std::map<std::string, Share> shares;
  std::map<std::string, Share> shuffled;
  const std::vector<topic_training::PoolArticle> reports =
      topic_training::read_reports(std::filesystem::path(DATELINE_BENCH) / "topics_abroad.tsv");
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const auto& report = reports[i];
    const std::string_view answer = category_of(model.probabilities(article::topic_rows(report.headline, report.text)));
    // Far enough away to be of another class.
    const std::string& another = reports[(i + reports.size() / 2 + 5) % reports.size()].category;
    for (const std::string& of : {std::string("all"), report.language}) {
      shares[of].add(answer == report.category);
      shuffled[of].add(answer == another);
    }
  }
  std::printf("invented reports (bench/topics_abroad.tsv), right of seven classes; in brackets with labels shuffled\n");
  for (const auto& [language, share] : shares) {
    std::printf("%-4s %3d of %3d  %.2f (%.2f)\n", language.c_str(), share.right, share.of, share.share(),
                shuffled[language].share());
  }
}

}  // namespace

void measure_topics(const std::filesystem::path& corpora) {
  namespace training = topic_training;
  constexpr std::uint64_t kParts = 10;
  const std::vector<training::PoolArticle> pool = training::read_pool(corpora);
  const training::Prior prior = training::prior_of(training::read_others(corpora, DATELINE_TRAIN));
  std::map<std::string, Share> shares;
  std::map<std::string, Answers> answers;
  double seconds = 0;
  // Divided into tenths in several ways: one way alone says as much about the division as about the model.
  constexpr std::uint64_t kDivisions = 5;
  for (std::uint64_t division = 0; division < kDivisions; ++division) {
    // The same headline twice is in the same part, or the one would be learnt from the other.
    const auto part_of = [&](const training::PoolArticle& article) {
      return text::mix(text::word_hash(article.headline) + division * text::kGolden) % kParts;
    };
    for (std::uint64_t part = 0; part < kParts; ++part) {
      std::vector<training::PoolArticle> seen;
      std::ranges::copy_if(pool, std::back_inserter(seen), [&](const auto& a) { return part_of(a) != part; });
      const article::TopicModel model(training::train(prior, seen));
      const double start = processor_seconds();
      for (const auto& article : pool) {
        if (part_of(article) != part) continue;
        const auto rows = article::topic_rows(article.headline, article.text);
        const std::string_view answer = category_of(model.probabilities(rows));
        for (const std::string& of : {std::string("all"), article.language}) shares[of].add(answer == article.category);
        ++answers[article.language][article.category][answer];
      }
      seconds += processor_seconds() - start;
    }
  }
  std::printf("topics: categories/pool, each tenth by a model of the other nine; %d divisions into tenths added up\n",
              static_cast<int>(kDivisions));
  for (const auto& [language, of_language] : answers) print(language.c_str(), of_language);
  constexpr double kGoal = 0.80;
  std::printf("seven classes and not_news  %.3f (%d of %d)  en %.3f  ru %.3f  goal %.2f %s\n", shares["all"].share(),
              shares["all"].right, shares["all"].of, shares["en"].share(), shares["ru"].share(), kGoal,
              met(shares["all"].share(), kGoal));
  std::printf("a text takes %.1f microseconds\n", seconds / shares["all"].of * 1e6);
  abroad(article::TopicModel::shipped());
}

}  // namespace dateline
