#include "story/facts/compare_values.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace dateline::story {
namespace {

/// Of values that are said to be rounded.
constexpr double kRounded = .16;

/// How many figures of a number are not zeros at its end: of 1,200 two.
std::size_t figures_of(double x) {
  std::string digits = std::to_string(std::llround(std::abs(x) * 100));
  while (digits.size() > 1 && digits.ends_with('0')) digits.pop_back();
  return digits.size();
}

/// "three-quarters of a million"
bool is_share(const Fact& f) {
  return f.printed.contains("quarter") || f.printed.contains("third");
}

/// Early, middle or late in a month, with what people let pass.
bool in_part(int day, int part) {
  return part == 1 ? day <= 13 : part == 2 ? day >= 8 && day <= 23 : day >= 18;
}

}  // namespace

bool is_slip(double a, double b) {
  const auto digits = [](double x) {
    std::string out = std::to_string(std::llround(x * 100));
    while (out.size() > 1 && out.ends_with('0')) out.pop_back();
    return out;
  };
  std::string x = digits(a), y = digits(b);
  if (x == y) return true;
  if (x.size() != y.size() || x.size() < 2) return false;
  int differences = 0;
  for (std::size_t i = 0; i < x.size(); ++i) differences += x[i] != y[i];
  std::ranges::sort(x);
  std::ranges::sort(y);
  return x == y || (differences == 1 && x.size() >= 3);
}

bool same_quantity(const Fact& a,
                   const Fact& b) {  // "seis más", "seis pesos": what one of them leaves out is the same.
  const bool bare =
      (a.dimension == Dimension::kNone && a.noun == 0) || (b.dimension == Dimension::kNone && b.noun == 0);
  if (a.dimension != b.dimension) return bare && near(a.printed_value, b.printed_value, 1e-6);
  if (a.dimension == Dimension::kMoney && a.unit != 0 && b.unit != 0 && a.unit != b.unit) return false;
  if (near(a.value, b.value, 1e-6)) return true;
  // "in the 83rd minute", "seven minutes from the end"
  if (a.dimension == Dimension::kTime && a.unit == b.unit && a.value < .1 && b.value < .1) {
    for (const double match : {80, 90, 120}) {
      if (near((a.value + b.value) * 1440, match, 1e-6)) return true;
    }
  }
  if (a.rough || b.rough) {
    // One that was rounded has fewer figures: "nearly 3,900" for 3,860, but not "up to 621" for 612.
    if (a.unit == b.unit && a.dimension != Dimension::kTime && a.unit != 0 && a.printed_value != b.printed_value &&
        figures_of(a.printed_value) == figures_of(b.printed_value) && !is_share(a) && !is_share(b))
      return false;
    return near(a.value, b.value, kRounded);
  }
  return a.unit != b.unit && near(a.value, b.value, a.dimension == Dimension::kTime ? kOtherUnit : .01);
}

DateLikeness compare_dates(const Fact& a, const Fact& b) {
  DateLikeness out;
  const auto weigh = [&](auto x, auto y) {
    if (x == 0 || y == 0) return;
    ++(x == y ? out.same : out.other);
  };
  weigh(a.year, b.year);
  weigh(a.month, b.month);
  weigh(a.day, b.day);
  weigh(a.weekday, b.weekday);
  weigh(a.season, b.season);
  if (a.value == b.value) weigh(a.relative, b.relative);
  if (a.month == b.month) {
    weigh(a.part, b.part);
    // "July 15" is mid-July.
    if (a.day != 0 && b.part != 0) out.other += !in_part(a.day, b.part);
    if (b.day != 0 && a.part != 0) out.other += !in_part(b.day, a.part);
  }
  if (a.minute >= 0 && b.minute >= 0) {
    const int apart = std::abs(a.minute - b.minute);
    const bool half_day = (a.half_day_open || b.half_day_open) && apart == 12 * 60;
    ++(apart == 0 || half_day ? out.same : out.other);
  }
  return out;
}
bool same_date(const Fact& a, const Fact& b) {
  const DateLikeness alike = compare_dates(a, b);
  return alike.same > 0 && alike.other == 0;
}
bool tells_date(const Fact& a, const Fact& b) {
  if (!same_date(a, b)) return false;
  if (a.day != 0) return b.day != 0;
  if (a.minute >= 0) return b.minute >= 0;
  return a.month == 0 || b.month != 0;
}
bool contradict(const Fact& a, const Fact& b) {
  return compare_dates(a, b).other > 0;
}

}  // namespace dateline::story
