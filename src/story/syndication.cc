#include "story/syndication.h"

#include <algorithm>

#include "story/tuning.h"
#include "text/shingles.h"

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

bool is_same_text(const article::Article& one, const Sketch& one_sketch, const article::Article& other,
                  const Sketch& other_sketch) {
  if (one_sketch.empty() || other_sketch.empty()) return false;
  if (!may_share(one_sketch, other_sketch)) return false;
  // A sample errs by a few parts in a hundred; what it lets through is looked at in full.
  if (contained(one_sketch, other_sketch) < kReprint - kSketchError) return false;
  const auto a = text::shingles(one.text);
  const auto b = text::shingles(other.text);
  return std::min(a.size(), b.size()) >= kReprintShingles && contained(a, b) >= kReprint;
}

}  // namespace dateline::story
