#include "story/evidence.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "story/story_fixture.h"
#include "story/tuning.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

struct Weighing : testing::Test {
  Reader reader;
  DocumentFrequency frequency;

  Profile read(std::string headline, std::string text = "") {
    return reader.read(*report("wire", 0, std::move(headline), std::move(text)), "en", frequency).profile;
  }
  Evidence of(const Profile& a, const Profile& b) const { return weigh(a, b); }
};

constexpr const char* kAsh =
    "Ash from Mount Keli closed the airport of Porto Novo on Monday and stranded 4,200 travellers. Governor Ines Moura "
    "ordered three villages below the crater to leave.";
constexpr const char* kAshToo =
    "Three villages were cleared and thousands of passengers were stuck as the volcano Mount Keli threw ash over Porto "
    "Novo. No flight will leave before Wednesday, Governor Ines Moura said; 4,200 people wait.";
constexpr const char* kStrike =
    "Nurses at the city hospital walked out over pay on Monday. Their union wants nine percent; the board offers four.";

TEST_F(Weighing, TwoAccountsOfOneEventHaveMoreInCommonThanTwoEvents) {
  const Profile ash = read("Volcano shuts airport of Porto Novo", kAsh);
  const Profile too = read("Villages cleared as Mount Keli erupts", kAshToo);
  const Profile strike = read("Nurses walk out over pay", kStrike);
  const Evidence same = of(ash, too);
  const Evidence other = of(ash, strike);
  for (const auto f : {Evidence::kSharedTerms, Evidence::kSharedNames, Evidence::kSharedNumbers, Evidence::kCommon,
                       Evidence::kHeadlineCovered}) {
    EXPECT_GT(same[f], other[f]) << f;
  }
  EXPECT_GT(log_odds(model_for(ash, too), same), kJoinEvidence);
  EXPECT_LT(log_odds(model_for(ash, strike), other), kSplitEvidence);
}

TEST_F(Weighing, ATemplateIsAlikeHeadlinesThatDifferInOneThing) {
  const Profile ohio = read("Alder wins Ohio");
  const Profile iowa = read("Alder wins Iowa");
  const Profile paraphrase = read("Ohio goes to Alder");
  EXPECT_TRUE(is_twin(of(ohio, iowa), kHeadlineModel));
  EXPECT_FALSE(is_twin(of(ohio, paraphrase), kHeadlineModel));
  EXPECT_EQ(of(ohio, read("In Ohio, Alder wins"))[Evidence::kTemplate], 0);
  EXPECT_EQ(of(ohio, ohio)[Evidence::kTemplate], 0);
}

TEST_F(Weighing, ATemplateIsNoneWhereTheTextHasTheOtherThing) {
  const Profile ohio = read("Alder wins Ohio", "Alder took Ohio by nine points and then carried Iowa as well.");
  const Profile iowa = read("Alder wins Iowa", "Alder carried Iowa hours after the victory in Ohio.");
  EXPECT_EQ(of(ohio, iowa)[Evidence::kTemplate], 0);
}

TEST_F(Weighing, AModelIsChosenByWhatThereIsToCompare) {
  const Profile bare = read("Volcano shuts airport");
  const Profile full = read("Volcano shuts airport", kAsh);
  const Profile untitled =
      read("Ash from Mount Keli closed the airport of Porto Novo on Monday and stranded 4,200 travellers.", kAsh);
  EXPECT_EQ(&model_for(bare, full), &kHeadlineModel);
  EXPECT_EQ(&model_for(full, full), &kReportModel);
  EXPECT_EQ(&model_for(untitled, full), &kTextModel);
  Profile mixed = bare;
  add(mixed, full);
  EXPECT_EQ(&model_for(mixed, full), &kReportModel);
}

TEST_F(Weighing, OfWhatHasNoTermsIsFinite) {
  const Evidence e = of(read("the of and"), read("Volcano shuts airport", kAsh));
  for (const double value : e.values) EXPECT_TRUE(std::isfinite(value));
}

/// One report in a few of 60 terms, some in its headline, some of them names and numbers.
Profile any_report() {
  const auto picks = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<std::uint32_t, bool>>>(
      rc::gen::pair(rc::gen::inRange<std::uint32_t>(0, 60), rc::gen::weightedElement<bool>({{3, false}, {1, true}}))));
  std::map<std::uint32_t, bool> terms(picks.begin(), picks.end());
  Profile p;
  double square = 0;
  for (const auto& [t, headline] : terms) {
    const float rarity = 0.1F + 0.9F * static_cast<float>(text::mix(t) % 1000) / 1000;
    p.terms.push_back({t, rarity, 1, static_cast<std::uint16_t>(headline ? 1 : 0),
                       static_cast<std::uint8_t>(rarity * 255), static_cast<TermKind>(t % 3)});
    square += rarity * rarity;
    p.headline += headline ? p.terms.back().rarity() : 0;
  }
  for (ProfileTerm& t : p.terms) {
    t.weight /= static_cast<float>(std::sqrt(square));
    p.weight += t.weight;
  }
  p.reports = 1;
  p.lengths = static_cast<float>(p.terms.size());
  cut(p, kReportTerms);
  return p;
}

Profile any_story() {
  Profile sum;
  const int reports = *rc::gen::inRange(1, 6);
  for (int i = 0; i < reports; ++i) add(sum, any_report());
  return sum;
}

RC_GTEST_PROP(Evidences, AreSymmetric, ()) {
  const Profile a = any_story();
  const Profile b = any_story();
  const Evidence one = weigh(a, b);
  const Evidence other = weigh(b, a);
  for (std::size_t f = 0; f < one.values.size(); ++f) RC_ASSERT(std::abs(one.values[f] - other.values[f]) < 1e-9);
  RC_ASSERT(&model_for(a, b) == &model_for(b, a));
}

RC_GTEST_PROP(Evidences, StayWithinTheirBounds, ()) {
  const Profile a = any_story();
  const Profile b = any_story();
  const Evidence e = weigh(a, b);
  for (const auto f : {Evidence::kCommon, Evidence::kHeadlineCovered, Evidence::kHeadlinesAlike, Evidence::kTemplate}) {
    RC_ASSERT(e[f] >= 0);
    RC_ASSERT(e[f] <= 1 + 1e-6);
  }
  RC_ASSERT(e[Evidence::kSharedTerms] >= 0);
  RC_ASSERT(e[Evidence::kSharedNames] <= e[Evidence::kSharedTerms] + 1e-9);
  RC_ASSERT(e[Evidence::kSharedNumbers] <= e[Evidence::kSharedTerms] + 1e-9);
  RC_ASSERT(e[Evidence::kHeadlinesAlike] <= e[Evidence::kHeadlineCovered] + 1e-9);
  RC_ASSERT(e[Evidence::kTemplate] <= e[Evidence::kHeadlinesAlike] + 1e-9);
  RC_ASSERT(std::abs(e[Evidence::kSmallerSize] - std::log(std::min(a.reports, b.reports))) < 1e-6);
  RC_ASSERT(std::abs(e[Evidence::kLargerSize] - std::log(std::max(a.reports, b.reports))) < 1e-6);
  RC_ASSERT(e[Evidence::kFewReports] <= std::log(4.0) + 1e-9);
  RC_ASSERT(e[Evidence::kLength] >= 0);
}

RC_GTEST_PROP(Evidences, AReportIsLikestToItself, ()) {
  const Profile a = any_report();
  const Profile b = any_report();
  const Evidence self = weigh(a, a);
  const Evidence other = weigh(a, b);
  for (const auto f : {Evidence::kSharedTerms, Evidence::kSharedNames, Evidence::kSharedNumbers, Evidence::kCommon}) {
    RC_ASSERT(self[f] >= other[f] - 1e-9);
  }
  RC_ASSERT(std::abs(self[Evidence::kCommon] - 1) < 1e-5);
  RC_ASSERT(self[Evidence::kTemplate] == 0);
  if (a.headline > 0) RC_ASSERT(std::abs(self[Evidence::kHeadlinesAlike] - 1) < 1e-5);
}

// A second way to the same number: term by term through a map, as the header says it.
RC_GTEST_PROP(Evidences, WhatBothHaveIsTheSumOverTheirTerms, ()) {
  const Profile a = any_story();
  const Profile b = any_story();
  double shared = 0, names = 0;
  for (const ProfileTerm& x : a.terms) {
    for (const ProfileTerm& y : b.terms) {
      if (x.term != y.term) continue;
      const double rarity = std::min(x.rarity(), y.rarity());
      const double mass = rarity * rarity * (x.reports / a.reports) * (y.reports / b.reports);
      shared += mass;
      if (x.kind == TermKind::kName) names += mass;
    }
  }
  RC_ASSERT(std::abs(weigh(a, b)[Evidence::kSharedTerms] - std::log(1 + 5 * shared)) < 1e-5);
  RC_ASSERT(std::abs(weigh(a, b)[Evidence::kSharedNames] - std::log(1 + 5 * names)) < 1e-5);
}

TEST(Evidences, TheLogarithmOfTheOddsIsTheSumOfItsParts) {
  Evidence e;
  Model model{0.5, {}};
  EXPECT_DOUBLE_EQ(log_odds(model, e), 0.5);
  for (std::size_t f = 0; f < e.values.size(); ++f) {
    e.values[f] = static_cast<double>(f);
    model.weights[f] = f % 2 == 0 ? 1 : -1;
  }
  EXPECT_DOUBLE_EQ(log_odds(model, e), 0.5 + 0 - 1 + 2 - 3 + 4 - 5 + 6 - 7 + 8 - 9 + 10);
}

}  // namespace
}  // namespace dateline::story
