#pragma once
// When two values are one: quantities and dates, by their meanings. Internal to story.

#include <algorithm>
#include <cmath>

#include "story/facts/facts.h"

namespace dateline::story {

/// Of values told in other units ("two months" for "eight weeks").
inline constexpr double kOtherUnit = .1;

/// A number, an amount, a duration; no rate.
inline bool is_quantity(const Fact& f) {
  return (f.kind == FactKind::kNumber || f.kind == FactKind::kAmount || f.kind == FactKind::kDuration) && !f.rate;
}
inline bool is_name(const Fact& f) {
  return f.kind == FactKind::kName || f.kind == FactKind::kOrganisation || f.kind == FactKind::kPlace;
}

/// They differ by no more than that share of the larger.
inline bool near(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}
/// Errors of the hand: figures in another order, one figure more, less or other.
bool is_slip(double a, double b);
/// "a fortnight", "14 days"; "about 1,200", "1,187".
bool same_quantity(const Fact& a, const Fact& b);

/// What both name must agree; at least one thing must be named by both.
struct DateLikeness {
  int same = 0, other = 0;
};
DateLikeness compare_dates(const Fact& a, const Fact& b);
bool same_date(const Fact& a, const Fact& b);
/// What is most exact about `a` is in `b`: "2015" tells nothing of November 9, 2015.
bool tells_date(const Fact& a, const Fact& b);
/// They say different things of the same: two days, two times.
bool contradict(const Fact& a, const Fact& b);

}  // namespace dateline::story
