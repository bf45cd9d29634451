#include "site/replies/avatar.h"

#include <string>

namespace dateline::site {
namespace {

constexpr int kSide = 5, kHalf = (kSide + 1) / 2;
constexpr std::uint64_t kHues = 6;

/// A stroke as thick as it is long: a third of the letters of four sides. One cell of paper is around the pattern.
void square(std::string& path, int x, int y) {
  path += 'M';
  path += static_cast<char>('1' + x);
  path += ' ';
  path += static_cast<char>('1' + y);
  path += "h1";
}

}  // namespace

Html avatar(std::uint32_t seed) {
  // Spread over all bits (the finaliser of SplitMix64), so that neighbours differ as much as strangers.
  std::uint64_t bits = seed + 0x9e3779b97f4a7c15U;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
  bits ^= bits >> 31;
  const std::uint64_t hue = bits % kHues;
  bits /= kHues;

  std::string full, light;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kHalf; ++x, bits >>= 2) {
      // Of four cells two are empty; the one in the middle never is, so no picture is.
      const bool is_middle = x == kHalf - 1 && y == kSide / 2;
      if ((bits & 2) == 0 && !is_middle) continue;
      std::string& path = (bits & 1) != 0 ? light : full;
      square(path, x, y);
      if (x != kSide - 1 - x) square(path, kSide - 1 - x, y);
    }
  }
  return html(
      R"(<svg class="avatar hue-{}" viewBox="0 -.5 7 7" aria-hidden="true"><path d="{}"/><path class="light" d="{}"/></svg>)",
      hue, full, light);
}

}  // namespace dateline::site
