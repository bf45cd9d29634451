#pragma once
// Articles as sparse vectors of weighted terms (TF-IDF). Internal to story.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "article/article.h"

namespace dateline::story {

/// Terms by number, numbers growing; weights of a unit vector.
struct TermVector {
  struct Entry {
    std::uint32_t term;
    float weight;
  };
  std::vector<Entry> entries;

  bool empty() const { return entries.empty(); }
};

/// Cosine of two unit vectors, 0 to 1. Linear in their lengths.
double cosine(const TermVector& a, const TermVector& b);
/// Divides by the length; an empty vector stays empty.
void normalize(TermVector& v);
/// a + b * factor, not normalised.
TermVector add_scaled(const TermVector& a, const TermVector& b, double factor);
/// Keeps the `most` heaviest entries.
void keep_heaviest(TermVector& v, std::size_t most);

/// Counts in how many articles each term has stood, and weighs terms by it. One thread.
class TermStatistics {
 public:
  /// The article's vector, weighed by what was known before it; then counts it in.
  TermVector learn(const article::Article& article);
  /// A term as people read it, for explanations: the stem, or a name in quotation marks.
  const std::string& name_of(std::uint32_t term) const { return names_[term]; }
  std::size_t articles() const { return articles_; }

 private:
  std::uint32_t number_of(std::string&& term);
  double weight_of(std::uint32_t term) const;

  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
  std::vector<std::uint32_t> frequency_;  ///< By term number: articles that had it.
  std::size_t articles_ = 0;
};

}  // namespace dateline::story
