#include "story/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "story/story_fixture.h"
#include "story/tuning.h"
#include "text/terms.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

struct ProfileOf : testing::Test {
  Reader reader;
  DocumentFrequency frequency;

  Profile read(std::string headline, std::string text = "") {
    return reader.read(*report("wire", 0, std::move(headline), std::move(text)), "en", frequency).profile;
  }
};

const ProfileTerm* find(const Profile& profile, std::string_view word) {
  const std::vector<std::string> terms = text::terms(word);
  if (terms.empty()) return nullptr;
  const auto found = std::ranges::find(profile.terms, text::term_hash(terms[0]), &ProfileTerm::term);
  return found == profile.terms.end() ? nullptr : &*found;
}

/// What holds for every profile.
void expect_sound(const Profile& p) {
  EXPECT_TRUE(std::ranges::is_sorted(p.terms, {}, &ProfileTerm::term));
  EXPECT_EQ(std::ranges::adjacent_find(p.terms, {}, &ProfileTerm::term), p.terms.end());
  EXPECT_LE(p.terms.size(), kLargestProfile);
  std::vector<std::uint16_t> in_headlines;
  float weight = 0;
  for (std::size_t i = 0; i < p.terms.size(); ++i) {
    const ProfileTerm& t = p.terms[i];
    if (t.headlines > 0) in_headlines.push_back(static_cast<std::uint16_t>(i));
    weight += t.weight;
    EXPECT_GE(t.rarity(), 0);
    EXPECT_LE(t.rarity(), 1);
    EXPECT_LE(static_cast<float>(t.headlines), t.reports);
    EXPECT_LE(t.reports, p.reports);
  }
  EXPECT_EQ(p.in_headlines, in_headlines);
  EXPECT_LE(weight, p.weight * 1.001F);
}

TEST_F(ProfileOf, AReportIsAUnitVectorOfItsTermsAndNames) {
  const Profile p = read("Volcano shuts island airport", "Ash from the volcano closed the airport of Porto Novo. ");
  expect_sound(p);
  double square = 0;
  for (const ProfileTerm& t : p.terms) square += t.weight * t.weight;
  EXPECT_NEAR(square, 1, 1e-5);
  EXPECT_EQ(p.reports, 1);
  EXPECT_EQ(p.bare, 0);
  EXPECT_EQ(find(p, "the"), nullptr);
  ASSERT_NE(find(p, "volcano"), nullptr);
  EXPECT_EQ(find(p, "volcano")->headlines, 1);
  EXPECT_EQ(find(p, "ash")->headlines, 0);
  EXPECT_EQ(std::ranges::count(p.terms, TermKind::kName, &ProfileTerm::kind), 1);
}

TEST_F(ProfileOf, AHeadlineAloneIsBareAndOneWithATextIsNot) {
  EXPECT_EQ(read("Volcano shuts island airport").bare, 1);
  EXPECT_EQ(read("Volcano shuts island airport", "Ash closed it.").bare, 0);
}

TEST_F(ProfileOf, ATextWhoseFirstSentenceStandsForItsHeadlineIsUntitledAndCountsItOnce) {
  const std::string text = "Ash from a volcano closed the island's airport on Monday. Flights resume on Thursday.";
  const Profile p = read("Ash from a volcano closed the island's airport on Monday.", text);
  EXPECT_EQ(p.untitled, 1);
  EXPECT_EQ(find(p, "volcano")->headlines, 1);
  EXPECT_EQ(find(p, "resume")->headlines, 1);  // The first terms are taken for the headline.
  EXPECT_EQ(read("Ash from a volcano closed the island's airport on Monday", text).untitled, 0);
}

TEST_F(ProfileOf, NumbersAreAloneOfTheirKindHoweverTheyAreWritten) {
  const Profile p = read("1,200 flee volcano", "Some 1200 people left.");
  EXPECT_EQ(std::ranges::count(p.terms, TermKind::kNumber, &ProfileTerm::kind), 1);
}

TEST_F(ProfileOf, WhatStandsBelowTheTopOfALongTextDoesNotCount) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "filler" + std::to_string(i % 1000) + " ";
  const Profile p = read("Keliwatu", text + " Zwickelberger");
  expect_sound(p);
  EXPECT_LE(p.terms.size(), kReportTerms);
  EXPECT_GT(p.lengths, kReportTerms);  // It tells how many there were.
  EXPECT_EQ(find(p, "Zwickelberger"), nullptr);
  EXPECT_NE(find(p, "Keliwatu"), nullptr);
}

TEST_F(ProfileOf, NothingToReadIsAnEmptyProfile) {
  const Profile p = read("the of and", "");
  expect_sound(p);
  EXPECT_TRUE(p.terms.empty());
  EXPECT_EQ(p.weight, 0);
  expect_sound(read("–", "… ??? \xC3"));
}

TEST_F(ProfileOf, TheSketchIsOfTheTextAndEmptyWhereThatIsShort) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "word" + std::to_string(i) + " ";
  EXPECT_FALSE(reader.read(*report("wire", 0, "Volcano", text), "en", frequency).sketch.empty());
  EXPECT_TRUE(reader.read(*report("wire", 0, text), "en", frequency).sketch.empty());
}

TEST_F(ProfileOf, TheWordsBehindTheTermsAreAsPrinted) {
  const auto words = reader.words(*report("wire", 0, "Volcanoes shut airport", "Ash over Porto Novo."), "en");
  std::vector<std::string> printed;
  for (const auto& [term, word] : words) printed.push_back(word);
  EXPECT_THAT(printed, testing::IsSupersetOf({"Volcanoes", "Porto Novo", "Ash"}));
}

/// A report's profile of terms with these numbers (up to 1,000); a twentieth of them in the headline.
Profile made_of(const std::vector<std::uint32_t>& numbers) {
  Profile p;
  std::vector<std::uint32_t> terms = numbers;
  std::ranges::sort(terms);
  terms.erase(std::ranges::unique(terms).begin(), terms.end());
  for (const std::uint32_t t : terms) {
    const float rarity = 0.2F + 0.8F * static_cast<float>(text::mix(t) % 1000) / 1000;
    p.terms.push_back({t, rarity, 1, static_cast<std::uint16_t>(t % 20 == 0 ? 1 : 0),
                       static_cast<std::uint8_t>(rarity * 255), TermKind::kWord});
    p.weight += rarity;
    p.headline += t % 20 == 0 ? rarity : 0;
  }
  p.reports = 1;
  p.lengths = static_cast<float>(terms.size());
  cut(p, kReportTerms);
  return p;
}

rc::Gen<std::vector<std::uint32_t>> numbers() {
  return rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 1000));
}

void expect_near(const Profile& a, const Profile& b) {
  RC_ASSERT(a.terms.size() == b.terms.size());
  RC_ASSERT(a.in_headlines == b.in_headlines);
  for (std::size_t i = 0; i < a.terms.size(); ++i) {
    RC_ASSERT(a.terms[i].term == b.terms[i].term);
    RC_ASSERT(std::abs(a.terms[i].weight - b.terms[i].weight) < 1e-4F);
    RC_ASSERT(a.terms[i].reports == b.terms[i].reports);
    RC_ASSERT(a.terms[i].headlines == b.terms[i].headlines);
  }
  RC_ASSERT(a.reports == b.reports);
  RC_ASSERT(std::abs(a.weight - b.weight) < 1e-3F);
  RC_ASSERT(std::abs(a.headline - b.headline) < 1e-3F);
}

RC_GTEST_PROP(Profiles, AddUpInEitherOrderToTheSame, ()) {
  const Profile a = made_of(*numbers());
  const Profile b = made_of(*numbers());
  Profile ab = a;
  add(ab, b);
  Profile ba = b;
  add(ba, a);
  expect_near(ab, ba);
  expect_sound(ab);
}

RC_GTEST_PROP(Profiles, AddNothingToNothing, ()) {
  const Profile a = made_of(*numbers());
  Profile sum;
  add(sum, a);
  expect_near(sum, a);
  add(sum, Profile{});
  expect_near(sum, a);
}

TEST(Profiles, OfManyReportsStayBoundedAndKnowWhatTheyDropped) {
  Profile sum;
  float weight = 0;
  for (std::uint32_t n = 0; n < 100; ++n) {
    std::vector<std::uint32_t> terms;
    for (std::uint32_t i = 0; i < 100; ++i) terms.push_back((n * 37 + i * i) % 1000);
    terms.push_back(2000);  // What all have.
    const Profile p = made_of(terms);
    weight += p.weight;
    add(sum, p);
    ASSERT_LE(sum.terms.size(), kLargestProfile);
  }
  expect_sound(sum);
  EXPECT_EQ(sum.reports, 100);
  EXPECT_NEAR(sum.weight, weight, weight * 1e-4);
  EXPECT_EQ(sum.terms.back().term, 2000u);
  EXPECT_EQ(sum.terms.back().reports, 100);
}

RC_GTEST_PROP(Profiles, CutToTheirHeaviestTerms, ()) {
  const Profile whole = made_of(*numbers());
  const auto most = *rc::gen::inRange<std::size_t>(0, 60);
  Profile part = whole;
  cut(part, most);
  expect_sound(part);
  RC_ASSERT(part.terms.size() == std::min(most, whole.terms.size()));
  RC_ASSERT(part.weight == whole.weight);
  float lightest = 2;
  for (const ProfileTerm& t : part.terms) lightest = std::min(lightest, t.weight);
  std::size_t heavier = 0;
  for (const ProfileTerm& t : whole.terms) heavier += t.weight > lightest ? 1 : 0;
  RC_ASSERT(heavier <= part.terms.size());
}

}  // namespace
}  // namespace dateline::story
