#include "story/languages.h"

#include <algorithm>

#include "text/language.h"

namespace dateline::story {
namespace {

/// From here on a text tells its language by itself; CLD2 calls one English headline in seven something else.
constexpr std::size_t kTellingBytes = 200;
/// What a short text's own language counts, against a long one's.
constexpr double kShortVote = 0.25;
/// A language that has less than this share of its script's articles is taken for a misreading of a headline.
constexpr double kPlausible = 0.1;
/// A script's likeliest language has so many votes from the start, or the first headline, misread, would be what the
/// stream is taken for. Two headlines of another language outweigh it, nine make that the prevailing one.
constexpr double kPriorVotes = 2;
constexpr double kMostVotes = 10'000;  ///< Then all are halved: a stream may change its language.

}  // namespace

std::string Languages::of(const article::Article& article) {
  if (article.language != "und" && !article.language.empty()) {
    return text::normalize_language(article.language).value_or(article.language);
  }
  std::string sample = article.headline + "\n" + article.lede;
  if (sample.size() < kTellingBytes) sample += "\n" + article.text.substr(0, 4 * kTellingBytes);
  const std::string likely = text::likeliest_of_script(sample);
  std::map<std::string, double>& met = met_[likely];
  if (met.empty()) met[likely] = kPriorVotes;
  const auto vote = [&](const std::string& language, double weight) {
    double& count = met[language];
    count += weight;
    if (count > kMostVotes) {
      for (auto& [name, votes] : met) votes /= 2;
    }
  };

  const auto own = text::identify_language(sample);
  if (own && sample.size() >= kTellingBytes) {
    vote(*own, 1);
    return *own;
  }
  const auto most =
      std::max_element(met.begin(), met.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const auto [prevailing, votes] = *most;
  if (!own) return prevailing;
  vote(*own, kShortVote);
  return met[*own] > kShortVote + kPlausible * votes ? *own : prevailing;
}

}  // namespace dateline::story
