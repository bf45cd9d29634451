#include "story/evidence.h"

#include <algorithm>
#include <cmath>

#include "story/tuning.h"

namespace dateline::story {

Evidence weigh(const Profile& a, const Profile& b) {
  double shared = 0, names = 0, numbers = 0;           // Rarity squared of what both have.
  double common_a = 0, common_b = 0;                   // Weight of what both have.
  double covered_a = 0, covered_b = 0;                 // Rarity of a headline's terms that the other has.
  double alike_a = 0, alike_b = 0;                     // Rarity of a headline's terms that the other's headline has.
  double missing_a = 0, missing_b = 0;                 // The rarest of a headline's terms that the other has nowhere.
  const auto miss = [](const ProfileTerm& term, float reports, double& missing) {
    // Half the headlines have it: it belongs to the event and not to one outlet's wording.
    if (term.headlines * 2 >= reports) missing = std::max(missing, static_cast<double>(term.rarity));
  };
  auto i = a.terms.begin();
  auto j = b.terms.begin();
  while (i != a.terms.end() && j != b.terms.end()) {
    if (i->term < j->term) {
      if (i->headlines > 0) miss(*i, a.reports, missing_a);
      ++i;
    } else if (j->term < i->term) {
      if (j->headlines > 0) miss(*j, b.reports, missing_b);
      ++j;
    } else {
      const double rarity = std::min(i->rarity, j->rarity);
      const double mass = rarity * rarity * (i->reports / a.reports) * (j->reports / b.reports);
      shared += mass;
      if (i->kind == TermKind::kName) names += mass;
      if (i->kind == TermKind::kNumber) numbers += mass;
      common_a += i->weight;
      common_b += j->weight;
      covered_a += i->rarity * i->headlines;
      covered_b += j->rarity * j->headlines;
      if (i->headlines > 0 && j->headlines > 0) {
        alike_a += i->rarity * i->headlines;
        alike_b += j->rarity * j->headlines;
      }
      ++i;
      ++j;
    }
  }
  for (; i != a.terms.end(); ++i)
    if (i->headlines > 0) miss(*i, a.reports, missing_a);
  for (; j != b.terms.end(); ++j)
    if (j->headlines > 0) miss(*j, b.reports, missing_b);

  const auto share = [](double part, double whole) { return whole > 0 ? std::min(1.0, part / whole) : 0.0; };
  Evidence e;
  // log(1 + 5x): about linear for a headline's one or two shared names, flat for a text's dozens.
  e.values[Evidence::kSharedTerms] = std::log1p(5 * shared);
  e.values[Evidence::kSharedNames] = std::log1p(5 * names);
  e.values[Evidence::kSharedNumbers] = std::log1p(5 * numbers);
  e.values[Evidence::kCommon] = (share(common_a, a.weight) + share(common_b, b.weight)) / 2;
  e.values[Evidence::kHeadlineCovered] = (share(covered_a, a.headline) + share(covered_b, b.headline)) / 2;
  e.values[Evidence::kHeadlinesAlike] = (share(alike_a, a.headline) + share(alike_b, b.headline)) / 2;
  e.values[Evidence::kTemplate] = e[Evidence::kHeadlinesAlike] * std::min(missing_a, missing_b);
  e.values[Evidence::kSmallerSize] = std::log(std::min(a.reports, b.reports));
  e.values[Evidence::kLargerSize] = std::log(std::max(a.reports, b.reports));
  e.values[Evidence::kFewReports] = std::min(e[Evidence::kLargerSize], std::log(4.0));
  e.values[Evidence::kLength] = std::log(std::max(1.0F, std::min(a.lengths / a.reports, b.lengths / b.reports)));
  return e;
}

double log_odds(const Model& model, const Evidence& evidence) {
  double sum = model.bias;
  for (std::size_t f = 0; f < evidence.values.size(); ++f) sum += model.weights[f] * evidence.values[f];
  return sum;
}

}  // namespace dateline::story
