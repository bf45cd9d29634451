#pragma once
// Do two groups of reports tell one event? Internal to story.

#include <array>
#include <string_view>

#include "story/profile.h"

namespace dateline::story {

/// What is known about two profiles (a report and a story, or two stories), each a number that grows with likeness or
/// with difference as its name says.
struct Evidence {
  enum Feature {
    kSharedTerms,      ///< Rarity of what both have, by the share of reports that have it. Grows with the texts.
    kSharedNames,      ///< Of that, the names of several words.
    kSharedNumbers,    ///< Of that, numbers.
    kCommon,           ///< Share of their weight that both have, 0 to 1.
    kHeadlineCovered,  ///< Share of each headline that stands in the other, headline or text, 0 to 1.
    kHeadlinesAlike,   ///< Share of each headline that stands in the other's headline, 0 to 1.
    kTemplate,     ///< Very alike headlines, and yet each has a rare term that the other nowhere has; see is_twin().
    kSmallerSize,  ///< Logarithm of the smaller group's reports.
    kLargerSize,   ///< Of the larger's.
    kFewReports,   ///< Of the larger's too, up to four: the second account of an event tells most about it.
    kLength,       ///< Logarithm of the terms of the shorter one's reports.
    kFeatures
  };
  std::array<double, kFeatures> values{};

  double operator[](Feature f) const { return values[f]; }
};

/// Symmetric. Cost: linear in the profiles' terms.
Evidence weigh(const Profile& a, const Profile& b);

/// A model: what each feature adds to the logarithm of the odds that it is one event.
struct Model {
  double bias;
  std::array<double, Evidence::kFeatures> weights;
};
/// By what there is to compare (weights.cc, made by train/story_weights): reports with headline and text; texts of
/// which one side's have no headline; and where one side is nothing but headlines.
extern const Model kReportModel;
extern const Model kTextModel;
extern const Model kHeadlineModel;

inline const Model& model_for(const Profile& a, const Profile& b) {
  if (a.bare == a.reports || b.bare == b.reports) return kHeadlineModel;
  return a.untitled * 2 > a.reports || b.untitled * 2 > b.reports ? kTextModel : kReportModel;
}

/// One template filled twice ("Holcroft wins Ohio", "Holcroft wins Iowa"): two events, whatever else speaks for one.
/// Only where there are headlines.
bool is_twin(const Evidence& evidence, const Model& model);

/// The logarithm of the odds, 0 at even odds.
double log_odds(const Model& model, const Evidence& evidence);

}  // namespace dateline::story
