#include "text/shingles.h"

#include <algorithm>

#include "base/result.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "text/word_hash.h"

namespace dateline::text {
namespace {

/// Sorts what lies evenly spread, as hashes do: dealt into 256 piles by the upper byte, then pile by pile. For the 196
/// shingles of a short article 0.7 microseconds, where std::sort takes 4: no comparison to guess wrong. What was chosen
/// to fall into one pile costs what std::sort costs.
void sort_hashes(std::vector<std::uint64_t>& hashes) {
  const auto pile_of = [](std::uint64_t hash) { return static_cast<std::size_t>(hash >> 56); };
  std::array<std::size_t, 257> ends{};
  for (const std::uint64_t hash : hashes) ++ends[pile_of(hash) + 1];
  for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
  std::vector<std::uint64_t> dealt(hashes.size());
  for (const std::uint64_t hash : hashes) dealt[ends[pile_of(hash)]++] = hash;  // ends[i]: now where pile i ends.
  for (std::size_t i = 0, from = 0; i < 256; from = ends[i++]) {
    if (ends[i] - from > 16) std::sort(dealt.data() + from, dealt.data() + ends[i]);
  }
  for (std::size_t i = 1; i < dealt.size(); ++i) {  // By insertion: nothing is further than 16 from its place.
    const std::uint64_t hash = dealt[i];
    std::size_t at = i;
    for (; at > 0 && dealt[at - 1] > hash; --at) dealt[at] = dealt[at - 1];
    dealt[at] = hash;
  }
  hashes = std::move(dealt);
}

/// The shingles of words whose hashes `hash_at` tells.
template <class HashAt>
std::vector<std::uint64_t> shingles_of(std::size_t words, std::size_t size, HashAt hash_at) {
  DATELINE_CHECK(size > 0);
  std::vector<std::uint64_t> out;
  if (words == 0) return out;
  const std::size_t width = std::min(size, words);
  out.assign(words - width + 1, width);
  // Word by word over all shingles, not shingle by shingle: so no step waits for the one before.
  for (std::size_t i = 0; i < width; ++i) {
    for (std::size_t from = 0; from < out.size(); ++from) out[from] = mix(out[from] + kGolden + hash_at(from + i));
  }
  sort_hashes(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

std::size_t intersection_size(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::size_t common = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++common;
    const bool step_i = *i <= *j;
    const bool step_j = *j <= *i;
    if (step_i) ++i;
    if (step_j) ++j;
  }
  return common;
}

/// The family: h_i(x) = the upper 32 bits of a_i * x + b_i with odd a_i (multiply-add-shift, Dietzfelbinger 1996). Its
/// constants come from splitmix64 started at 1; they are stored with every article, so they never change.
struct Family {
  std::array<std::uint64_t, 64> a;
  std::array<std::uint64_t, 64> b;
};
constexpr Family make_family() {
  Family family{};
  std::uint64_t state = 1;
  for (std::size_t i = 0; i < 64; ++i) {
    family.a[i] = mix(state += kGolden) | 1;
    family.b[i] = mix(state += kGolden);
  }
  return family;
}
constexpr Family kFamily = make_family();

}  // namespace

std::vector<std::uint64_t> shingles(std::string_view utf8, std::size_t size) {
  const std::string folded = fold(utf8);
  std::vector<std::string_view> words;
  find_words(folded, "", words);
  std::vector<std::uint64_t> hashes(words.size());
  std::ranges::transform(words, hashes.begin(), word_hash);
  return shingles_of(hashes.size(), size, [&](std::size_t i) { return hashes[i]; });
}

std::vector<std::uint64_t> shingles(std::span<const Token> tokens, std::size_t size) {
  return shingles_of(tokens.size(), size, [&](std::size_t i) { return tokens[i].word; });
}

double jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  const std::size_t common = intersection_size(a, b);
  const std::size_t all = a.size() + b.size() - common;
  return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

double containment(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  return a.empty() ? 0 : static_cast<double>(intersection_size(a, b)) / static_cast<double>(a.size());
}

MinHash min_hash(std::span<const std::uint64_t> shingles) {
  MinHash least;
  least.fill(0xFFFFFFFF);
  for (const std::uint64_t x : shingles) {
    for (std::size_t i = 0; i < least.size(); ++i) {
      least[i] = std::min(least[i], static_cast<std::uint32_t>((kFamily.a[i] * x + kFamily.b[i]) >> 32));
    }
  }
  return least;
}

}  // namespace dateline::text
