#include "text/shingles.h"

#include <algorithm>

#include "base/result.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014): every bit of the input reaches every bit of the result.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}
/// splitmix64's step: 2^64 divided by the golden ratio.
constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15;

/// 64-bit FNV-1a with its published basis and prime, then mixed. Not keyed: whoever wants to may craft collisions,
/// which costs us a wrong guess that is verified later, never more.
std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return mix(hash);
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
  DATELINE_CHECK(size > 0);
  std::vector<std::uint64_t> word_hashes;
  for_each_word(fold(utf8), "", [&](std::string_view word) { word_hashes.push_back(hash_of(word)); });
  std::vector<std::uint64_t> out;
  if (word_hashes.empty()) return out;
  const std::size_t width = std::min(size, word_hashes.size());
  out.reserve(word_hashes.size() - width + 1);
  for (std::size_t from = 0; from + width <= word_hashes.size(); ++from) {
    std::uint64_t hash = width;
    for (std::size_t i = from; i < from + width; ++i) hash = mix(hash + kGolden + word_hashes[i]);
    out.push_back(hash);
  }
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
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
