#include "story/term_vector.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "story/tuning.h"
#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::story {

double cosine(const TermVector& a, const TermVector& b) {
  double sum = 0;
  auto i = a.entries.begin();
  auto j = b.entries.begin();
  while (i != a.entries.end() && j != b.entries.end()) {
    if (i->term < j->term) {
      ++i;
    } else if (j->term < i->term) {
      ++j;
    } else {
      sum += static_cast<double>(i->weight) * j->weight;
      ++i;
      ++j;
    }
  }
  return sum;
}

void normalize(TermVector& v) {
  double square = 0;
  for (const auto& e : v.entries) square += static_cast<double>(e.weight) * e.weight;
  if (square <= 0) return;
  const double factor = 1 / std::sqrt(square);
  for (auto& e : v.entries) e.weight = static_cast<float>(e.weight * factor);
}

TermVector add_scaled(const TermVector& a, const TermVector& b, double factor) {
  TermVector sum;
  sum.entries.reserve(a.entries.size() + b.entries.size());
  auto i = a.entries.begin();
  auto j = b.entries.begin();
  while (i != a.entries.end() || j != b.entries.end()) {
    if (j == b.entries.end() || (i != a.entries.end() && i->term < j->term)) {
      sum.entries.push_back(*i++);
    } else if (i == a.entries.end() || j->term < i->term) {
      sum.entries.push_back({j->term, static_cast<float>(j->weight * factor)});
      ++j;
    } else {
      sum.entries.push_back({i->term, static_cast<float>(i->weight + j->weight * factor)});
      ++i;
      ++j;
    }
  }
  return sum;
}

void keep_heaviest(TermVector& v, std::size_t most) {
  if (v.entries.size() <= most) return;
  auto heavier = [](const TermVector::Entry& a, const TermVector::Entry& b) {
    return a.weight != b.weight ? a.weight > b.weight
                                : a.term < b.term;  // A total order: the same input, the same result.
  };
  std::nth_element(v.entries.begin(), v.entries.begin() + static_cast<std::ptrdiff_t>(most), v.entries.end(), heavier);
  v.entries.resize(most);
  std::sort(v.entries.begin(), v.entries.end(), [](const auto& a, const auto& b) { return a.term < b.term; });
}

TermVector TermStatistics::learn(const article::Article& article) {
  // An ordered map: the vector's order, and with it every sum of floats, is the same at every replay.
  std::map<std::uint32_t, double> counts;
  const std::string_view language = article.language;
  const std::string_view text =
      article.text.empty() ? std::string_view(article.lede) : std::string_view(article.text).substr(0, kTextBytes);
  // A text without a headline gets its first words for one, and these would then count twice and thrice.
  const bool headline_is_text = text.starts_with(std::string_view(article.headline).substr(0, 40));

  auto count = [&](std::string_view part, double weight) {
    for (std::string& term : text::terms(part, language)) counts[number_of(std::move(term))] += weight;
    for (std::string& name : text::names(part, language)) {
      if (name.find(' ') == std::string::npos) continue;  // A name of one word is a term already.
      counts[number_of("“" + name + "”")] += weight * kNameWeight;
    }
  };
  if (!headline_is_text || text.empty()) count(article.headline, text.empty() ? 1.0 : kHeadlineWeight);
  count(text, 1.0);

  TermVector v;
  v.entries.reserve(counts.size());
  for (const auto& [term, tf] : counts) {
    v.entries.push_back({term, static_cast<float>((1 + std::log(std::max(tf, 0.5))) * weight_of(term))});
  }
  normalize(v);

  ++articles_;
  for (const auto& [term, tf] : counts) ++frequency_[term];
  return v;
}

std::uint32_t TermStatistics::number_of(std::string&& term) {
  auto [it, fresh] = numbers_.try_emplace(std::move(term), static_cast<std::uint32_t>(names_.size()));
  if (fresh) {
    names_.push_back(it->first);
    frequency_.push_back(0);
  }
  return it->second;
}

double TermStatistics::weight_of(std::uint32_t term) const {
  // Inverse document frequency, smoothed as if 50 articles of other matters had come before: at a cold start every term
  // is then about equally rare, and nothing jumps when the second article arrives.
  return std::log(1 + (static_cast<double>(articles_) + 50) / (frequency_[term] + 0.5));
}

}  // namespace dateline::story
