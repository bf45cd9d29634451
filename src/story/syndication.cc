#include "story/syndication.h"

#include <algorithm>

#include "story/tuning.h"
#include "text/shingles.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

/// How much of the shorter text stands in the longer one.
double contained(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  return a.size() <= b.size() ? text::containment(a, b) : text::containment(b, a);
}

/// Whether any of the smallest hashes of the smaller sketch is in the other: of a copy, six in ten are. Most pairs are
/// none, and this is a fifth of the cost of seeing it in full.
bool may_share(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  if (a.size() > b.size()) std::swap(a, b);
  constexpr std::size_t kLooked = 10;  // .4 to the tenth power: one copy in ten thousand is missed.
  std::size_t j = 0;
  for (std::size_t i = 0; i < std::min(kLooked, a.size()); ++i) {
    while (j < b.size() && b[j] < a[i]) ++j;
    if (j < b.size() && b[j] == a[i]) return true;
  }
  return false;
}

}  // namespace

Sketch sketch_of(std::span<const text::Token> tokens) {
  if (tokens.size() < kReprintShingles) return {};
  Sketch sketch = text::shingles(tokens);
  std::erase_if(sketch, [](std::uint64_t hash) { return hash % kSketchShare != 0; });
  sketch.shrink_to_fit();
  return sketch;
}

namespace {

/// Room for the smallest hashes of some 60,000 reports: the copies come within days.
constexpr std::size_t kTable = std::size_t{1} << 19;

}  // namespace

CopyIndex::CopyIndex(std::size_t smallest, int least) : smallest_(smallest), least_(least), table_(kTable) {}

void CopyIndex::put(const Sketch& hashes, article::ArticleId report) {
  for (std::size_t i = 0; i < std::min(smallest_, hashes.size()); ++i) {
    // The smallest hashes are left, and all multiples of something: what is below is spread evenly.
    table_[text::mix(hashes[i]) & (kTable - 1)] = {hashes[i], report};
  }
}

std::vector<article::ArticleId> CopyIndex::of(const Sketch& hashes) const {
  const std::size_t looked_at = std::min(smallest_, hashes.size());
  for (std::size_t i = 0; i < looked_at; ++i) __builtin_prefetch(&table_[text::mix(hashes[i]) & (kTable - 1)]);
  std::vector<std::pair<int, article::ArticleId>> found;
  for (std::size_t i = 0; i < looked_at; ++i) {
    const Entry& entry = table_[text::mix(hashes[i]) & (kTable - 1)];
    if (entry.shingle != hashes[i]) continue;
    const auto known = std::ranges::find(found, entry.report, [](const auto& f) { return f.second; });
    if (known == found.end()) {
      found.emplace_back(-1, entry.report);
    } else {
      --known->first;
    }
  }
  std::ranges::stable_sort(found, {}, [](const auto& f) { return f.first; });
  constexpr std::size_t kMost = 3;
  std::vector<article::ArticleId> reports;
  for (const auto& [count, report] : found) {
    if (reports.size() < kMost && -count >= least_) reports.push_back(report);
  }
  return reports;
}

bool may_be_same_text(const Sketch& one, const Sketch& other) {
  if (one.empty() || other.empty() || !may_share(one, other)) return false;
  // A sample errs by a few parts in a hundred; what it lets through is looked at in full.
  return contained(one, other) >= kReprint - kSketchError;
}

bool is_same_text(std::string_view one, std::string_view other) {
  const auto a = text::shingles(one);
  const auto b = text::shingles(other);
  return std::min(a.size(), b.size()) >= kReprintShingles && contained(a, b) >= kReprint;
}

}  // namespace dateline::story
