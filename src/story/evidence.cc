#include "story/evidence.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "story/tuning.h"

namespace dateline::story {

namespace {

/// Places of the terms that both have. Without branches on the terms, whose order a processor cannot guess: of two
/// profiles that are compared most have little in common.
struct Matches {
  std::array<std::uint16_t, kLargestProfile> a, b;
  std::size_t count = 0;
};

void match(const Profile& a, const Profile& b, Matches& out) {
  const std::size_t n = a.terms.size(), m = b.terms.size();
  std::size_t i = 0, j = 0, k = 0;
  while (i < n && j < m) {
    const std::uint32_t x = a.terms[i].term, y = b.terms[j].term;
    out.a[k] = static_cast<std::uint16_t>(i);
    out.b[k] = static_cast<std::uint16_t>(j);
    k += x == y;
    i += x <= y;
    j += y <= x;
  }
  out.count = k;
}

/// The rarest of the terms that half the headlines have and the other side has nowhere: these belong to the event and
/// not to one outlet's wording.
double rarest_missing(const Profile& profile, const std::uint16_t* matched, std::size_t count) {
  double rarest = 0;
  std::size_t k = 0;
  for (const std::uint16_t i : profile.in_headlines) {
    while (k < count && matched[k] < i) ++k;
    const ProfileTerm& term = profile.terms[i];
    if ((k == count || matched[k] != i) && static_cast<float>(term.headlines) * 2 >= profile.reports)
      rarest = std::max(rarest, static_cast<double>(term.rarity()));
  }
  return rarest;
}

}  // namespace

Evidence weigh(const Profile& a, const Profile& b) {
  if (a.reports <= 0 || b.reports <= 0) return {};  // A story of copies whose source was withdrawn says nothing.
  double shared = 0, names = 0, numbers = 0;        // Rarity squared of what both have.
  double common_a = 0, common_b = 0;                // Weight of what both have.
  double covered_a = 0, covered_b = 0;              // Rarity of a headline's terms that the other has.
  double alike_a = 0, alike_b = 0;                  // Rarity of a headline's terms that the other's headline has.
  Matches both;
  match(a, b, both);
  for (std::size_t k = 0; k < both.count; ++k) {
    const ProfileTerm& x = a.terms[both.a[k]];
    const ProfileTerm& y = b.terms[both.b[k]];
    const double rarity = std::min(x.rarity(), y.rarity());
    const double mass = rarity * rarity * (x.reports / a.reports) * (y.reports / b.reports);
    shared += mass;
    if (x.kind == TermKind::kName) names += mass;
    if (x.kind == TermKind::kNumber) numbers += mass;
    common_a += x.weight;
    common_b += y.weight;
    covered_a += x.rarity() * static_cast<float>(x.headlines);
    covered_b += y.rarity() * static_cast<float>(y.headlines);
    if (x.headlines > 0 && y.headlines > 0) {
      alike_a += x.rarity() * static_cast<float>(x.headlines);
      alike_b += y.rarity() * static_cast<float>(y.headlines);
    }
  }

  const auto share = [](double part, double whole) { return whole > 0 ? std::min(1.0, part / whole) : 0.0; };
  Evidence e;
  // log(1 + 5x): about linear for a headline's one or two shared names, flat for a text's dozens.
  e.values[Evidence::kSharedTerms] = std::log1p(5 * shared);
  e.values[Evidence::kSharedNames] = std::log1p(5 * names);
  e.values[Evidence::kSharedNumbers] = std::log1p(5 * numbers);
  e.values[Evidence::kCommon] = (share(common_a, a.weight) + share(common_b, b.weight)) / 2;
  e.values[Evidence::kHeadlineCovered] = (share(covered_a, a.headline) + share(covered_b, b.headline)) / 2;
  e.values[Evidence::kHeadlinesAlike] = (share(alike_a, a.headline) + share(alike_b, b.headline)) / 2;
  if (const double alike = e[Evidence::kHeadlinesAlike] - kTemplateAlike; alike > 0) {
    e.values[Evidence::kTemplate] =
        alike * std::min(rarest_missing(a, both.a.data(), both.count), rarest_missing(b, both.b.data(), both.count));
  }
  e.values[Evidence::kSmallerSize] = std::log(std::min(a.reports, b.reports));
  e.values[Evidence::kLargerSize] = std::log(std::max(a.reports, b.reports));
  e.values[Evidence::kFewReports] = std::min(e[Evidence::kLargerSize], std::log(4.0));
  e.values[Evidence::kLength] = std::log(std::max(1.0F, std::min(a.lengths / a.reports, b.lengths / b.reports)));
  return e;
}

bool is_twin(const Evidence& evidence, const Model& model) {
  return &model != &kTextModel && evidence[Evidence::kTemplate] >= kTwin;
}

double log_odds(const Model& model, const Evidence& evidence) {
  double sum = model.bias;
  for (std::size_t f = 0; f < evidence.values.size(); ++f) sum += model.weights[f] * evidence.values[f];
  return sum;
}

}  // namespace dateline::story
