#include "story/breaking.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>

#include "story/story_fixture.h"
#include "story/tuning.h"

namespace dateline::story {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Stories = std::vector<std::shared_ptr<const Story>>;

using Reports = std::vector<std::pair<std::string, int>>;  // The outlet, and how many minutes after nine.

std::shared_ptr<Story> told_at(const Reports& reports, std::uint64_t id = 1, const char* section = "world") {
  auto s = std::make_shared<Story>();
  s->id = StoryId{id};
  s->language = "en";
  s->section = section;
  for (const auto& [outlet, minute] : reports) {
    auto a = std::make_shared<article::Article>(*report(outlet, minute, "Cable cut " + std::to_string(minute)));
    a->section = section;
    s->members.push_back({a, Kinship::kOwnReport, {}});
  }
  std::stable_sort(s->members.begin(), s->members.end(), [](const Member& a, const Member& b) {
    return a.article->reported_at() < b.article->reported_at();
  });
  return s;
}

/// Told by so many owners, a minute apart, from `minute` on.
Reports owners(int count, int minute) {
  Reports reports;
  for (int i = 0; i < count; ++i) reports.emplace_back("outlet" + std::to_string(i), minute + i);
  return reports;
}

Reports operator+(Reports a, const Reports& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Breaking breaking(std::shared_ptr<const Story> story, Instant now) {
  BreakingWatch watch;
  watch.observe({std::move(story)}, now);
  return watch.stories()[0].breaking;
}

std::optional<Instant> breaking_since(std::shared_ptr<const Story> story, Instant now) {
  const Breaking b = breaking(std::move(story), now);
  return b.at(now) ? b.since : std::nullopt;
}

TEST(Breaking, ThreeOutletsInHalfAnHourBreakAStory) {
  EXPECT_EQ(breaking_since(told_at({{"a", 0}, {"b", 10}, {"c", 29}}), kMorning + minutes{30}), kMorning + minutes{29});
}

TEST(Breaking, TwoOutletsDoNot) {
  EXPECT_FALSE(breaking_since(told_at({{"a", 0}, {"b", 1}}), kMorning + minutes{2}));
}

TEST(Breaking, ThreeReportsOfOneHouseDoNot) {
  EXPECT_FALSE(breaking_since(told_at({{"a", 0}, {"a", 1}, {"a", 2}}), kMorning + minutes{3}));
}

TEST(Breaking, CopiesDoNotHoweverMany) {
  auto s = told_at({{"a", 0}, {"b", 1}, {"c", 2}, {"d", 3}});
  for (std::size_t i = 1; i < s->members.size(); ++i) s->members[i].kinship = Kinship::kVerbatim;
  EXPECT_FALSE(breaking_since(s, kMorning + minutes{4}));
}

TEST(Breaking, ThreeOutletsOverAnHourDoNot) {
  EXPECT_FALSE(breaking_since(told_at({{"a", 0}, {"b", 30}, {"c", 61}}), kMorning + minutes{62}));
}

TEST(Breaking, AnOutletsTenThousandReportsAnHourNeverReachTheBar) {
  Reports flood;
  for (int i = 0; i < 10'000; ++i) flood.emplace_back("loud", i * 60 / 10'000);
  const auto s = told_at(flood + Reports{{"b", 20}});
  for (int minute = 0; minute < 6 * 60; minute += 10) {
    EXPECT_FALSE(breaking_since(s, kMorning + minutes{minute})) << minute;
  }
  EXPECT_EQ(count(*s).tellings.size(), 2u) << "what is kept of it is one telling an owner";
  EXPECT_TRUE(breaking_since(told_at(flood + Reports{{"b", 20}, {"c", 21}}), kMorning + minutes{30})) << "control";
}

TEST(Breaking, IsOverWhenNobodyNewHasComeForTwoHours) {
  const auto s = told_at({{"a", 0}, {"b", 1}, {"c", 2}, {"a", 122}});
  EXPECT_TRUE(breaking_since(s, kMorning + minutes{2} + hours{2}));
  EXPECT_FALSE(breaking_since(s, kMorning + minutes{3} + hours{2})) << "a told it before";
}

TEST(Breaking, StayingTakesOneNewOwnerWhereEnteringTookThree) {
  const auto s = told_at({{"a", 0}, {"b", 1}, {"c", 2}, {"d", 120}});
  EXPECT_EQ(breaking_since(s, kMorning + hours{4}), kMorning + minutes{2});
}

TEST(Breaking, WhatLeftDoesNotComeBackForOneMoreOwner) {
  EXPECT_FALSE(breaking_since(told_at({{"a", 0}, {"b", 1}, {"c", 2}, {"d", 200}}), kMorning + minutes{200}));
}

TEST(Breaking, IsOverAfterHalfADayHoweverManyTrickleIn) {
  Reports trickle = owners(3, 0);
  for (int hour = 1; hour < 20; ++hour) trickle.emplace_back("late" + std::to_string(hour), hour * 60);
  const auto s = told_at(trickle);
  EXPECT_TRUE(breaking_since(s, kMorning + minutes{2} + kBreakingLongest));
  EXPECT_FALSE(breaking_since(s, kMorning + minutes{3} + kBreakingLongest));
}

TEST(Breaking, ALargeUpdateByTheSameOutletsBreaksItAgainOnce) {
  const auto s = told_at(owners(4, 0) + owners(4, 180));
  EXPECT_FALSE(breaking_since(s, kMorning + minutes{181}));
  for (const int minute : {182, 183, 200}) {
    EXPECT_EQ(breaking_since(s, kMorning + minutes{minute}), kMorning + minutes{182}) << minute;
  }
}

TEST(Breaking, TheSecondWaveOfOneBurstIsNoSecondBulletin) {
  EXPECT_EQ(breaking_since(told_at(owners(40, 0)), kMorning + minutes{60}), kMorning + minutes{2});
}

TEST(Breaking, AnAftermathThatFewTellIsNoLargeUpdate) {
  EXPECT_FALSE(breaking_since(told_at(owners(12, 0) + owners(5, 180)), kMorning + minutes{190}));
  EXPECT_TRUE(breaking_since(told_at(owners(12, 0) + owners(6, 180)), kMorning + minutes{190}));
}

TEST(Breaking, WhatClaimsAFutureTimeWaitsForIt) {
  auto s = told_at(owners(3, 0));
  for (Member& m : s->members) {
    auto later = std::make_shared<article::Article>(*m.article);
    later->published_at = kMorning + hours{50};
    m.article = later;
  }
  EXPECT_FALSE(breaking_since(s, kMorning + minutes{10}));
  EXPECT_TRUE(breaking_since(s, kMorning + hours{50} - kClockSkew));

  BreakingWatch watch;  // The same without a new snapshot.
  watch.observe({s}, kMorning + minutes{10});
  watch.observe({s}, kMorning + hours{50} - kClockSkew);
  EXPECT_TRUE(watch.stories()[0].breaking.at(watch.now()));
}

TEST(Breaking, WhereTwelveAreUsualTwelveAreNoNewsAndFifteenAre) {
  Stories past;
  for (int i = 0; i < 30; ++i)
    past.push_back(told_at(owners(12, -60 * (5 + i)), 100 + static_cast<std::uint64_t>(i), "sport"));
  BreakingWatch watch;
  watch.observe(past, kMorning);
  const auto breaks = [&](int outlets, const char* section) {
    watch.observe({told_at(owners(outlets, 0), 1, section)}, kMorning + minutes{20});
    return watch.stories()[0].breaking.at(watch.now());
  };
  EXPECT_FALSE(breaks(3, "sport"));
  EXPECT_FALSE(breaks(14, "sport"));
  EXPECT_TRUE(breaks(15, "sport"));
  EXPECT_TRUE(breaks(3, "world")) << "what is usual in sport is usual there only";
  EXPECT_EQ(watch.needed("pt", "sport", kMorning), kBreakingOutlets) << "and in its language only";
}

TEST(Breaking, AWeekLaterNothingOfThatIsUsualAnyMore) {
  Stories past;
  for (int i = 0; i < 30; ++i) past.push_back(told_at(owners(12, -60 * (5 + i)), 100 + static_cast<std::uint64_t>(i)));
  BreakingWatch watch;
  watch.observe(past, kMorning);
  EXPECT_EQ(watch.needed("en", "world", kMorning), 15);
  EXPECT_EQ(watch.needed("en", "world", kMorning + kUsualMemory), kBreakingOutlets);
}

TEST(Breaking, OneBusyEveningDoesNotRaiseTheBar) {
  Stories past;
  for (int i = 0; i < 4; ++i) past.push_back(told_at(owners(12, -60 * (5 + i)), 100 + static_cast<std::uint64_t>(i)));
  BreakingWatch watch;
  watch.observe(past, kMorning);
  EXPECT_EQ(watch.needed("en", "world", kMorning), kBreakingOutlets);
}

TEST(Breaking, WhatOneHouseTellsAloneChangesNothingOfWhatIsUsual) {
  Stories past;
  for (int i = 0; i < 30; ++i) past.push_back(told_at(owners(12, -60 * (5 + i)), 100 + static_cast<std::uint64_t>(i)));
  for (int i = 0; i < 3000; ++i) past.push_back(told_at({{"loud", -300 - i}}, 1000 + static_cast<std::uint64_t>(i)));
  BreakingWatch watch;
  watch.observe(past, kMorning);
  EXPECT_EQ(watch.needed("en", "world", kMorning), 15);
}

TEST(Breaking, WhatArrivedLaterChangesNothingOfWhatWasUsualThen) {
  Stories past;
  for (int i = 0; i < 30; ++i) {
    auto s = told_at(owners(12, -60 * (5 + i)), 100 + static_cast<std::uint64_t>(i));
    for (Member& m : s->members) {
      auto late = std::make_shared<article::Article>(*m.article);
      late->fetched_at = kMorning + minutes{30};
      m.article = late;
    }
    past.push_back(s);
  }
  BreakingWatch watch;
  watch.observe(past, kMorning + hours{1});
  EXPECT_EQ(watch.needed("en", "world", kMorning), kBreakingOutlets);
  EXPECT_EQ(watch.needed("en", "world", kMorning + hours{1}), 15);
}

TEST(Breaking, AStoryThatWentIntoAnotherIsNoExampleAnyMore) {
  Stories past;
  for (int i = 0; i < 30; ++i) past.push_back(told_at(owners(12, -60 * (5 + i)), 100 + static_cast<std::uint64_t>(i)));
  BreakingWatch watch;
  watch.observe(past, kMorning);
  for (const auto& s : past) watch.forget(s->id);
  EXPECT_EQ(watch.needed("en", "world", kMorning), kBreakingOutlets);
}

/// Reports in order of time: minutes between them, and which of a few outlets.
Reports generated(int outlets, int longest_gap) {
  Reports reports;
  int minute = 0;
  for (const auto& [gap, outlet] : *rc::gen::container<std::vector<std::pair<int, int>>>(
           rc::gen::pair(rc::gen::inRange(0, longest_gap), rc::gen::inRange(0, outlets)))) {
    minute += gap;
    reports.emplace_back("outlet" + std::to_string(outlet), minute);
  }
  return reports;
}

/// As if each report were filed when it was made: calls `look` with all that there was, after each minute.
void live(const Reports& reports, BreakingWatch& watch, const std::function<void(Instant)>& look) {
  std::shared_ptr<const Story> s;
  std::size_t filed = 0;
  const int last = reports.empty() ? 0 : reports.back().second;
  for (int minute = 0; minute <= last + 150; ++minute) {
    const std::size_t before = filed;
    while (filed < reports.size() && reports[filed].second <= minute) ++filed;
    if (filed != before) s = told_at({reports.begin(), reports.begin() + static_cast<std::ptrdiff_t>(filed)});
    if (s == nullptr) continue;
    watch.observe({s}, kMorning + minutes{minute});
    look(kMorning + minutes{minute});
  }
}

RC_GTEST_PROP(Breaking, DoesNotFlickerAroundTheBar, ()) {
  BreakingWatch watch;
  std::optional<Instant> entered;
  std::optional<Instant> bulletin;
  live(generated(8, 25), watch, [&](Instant now) {
    const Breaking& b = watch.stories()[0].breaking;
    const bool on = b.at(now);
    if (on && !entered) entered = now;
    if (!on && entered) {
      RC_ASSERT(now - *entered > kBreakingQuiet);
      entered.reset();
    }
    if (b.since != bulletin) {
      RC_ASSERT(b.since == now);  // It breaks now, or not at all.
      if (bulletin) RC_ASSERT(*b.since - *bulletin >= kBreakingUpdate);
      bulletin = b.since;
    }
  });
}

RC_GTEST_PROP(Breaking, ReportsOfOutletsThatToldItBeforeNeverBreakAStory, ()) {
  const Reports reports = generated(6, 40);
  const Instant end = kMorning + minutes{reports.empty() ? 0 : reports.back().second + 300};
  RC_PRE(!reports.empty());
  Reports more = reports;
  for (const auto& [which, minute] : *rc::gen::container<std::vector<std::pair<std::size_t, int>>>(
           rc::gen::pair(rc::gen::inRange<std::size_t>(0, reports.size()), rc::gen::inRange(0, 300)))) {
    more.emplace_back(reports[which].first, reports[which].second + minute);  // Later than its owner's own.
  }
  const bool broke = breaking(told_at(reports), end).since.has_value();
  RC_CLASSIFY(broke);
  RC_ASSERT(breaking(told_at(more), end).since.has_value() == broke);
  RC_ASSERT(count(*told_at(more)).owners == count(*told_at(reports)).owners);
}

RC_GTEST_PROP(Breaking, WhoObservesTheSameStoriesAfterARestartHasTheSameBar, ()) {
  // Enough stories of many owners that what is usual moves while they come.
  BreakingWatch before;
  Stories stories;
  for (std::uint64_t i = 0; i < 30; ++i) stories.push_back(told_at({{"outlet0", -60}}, i + 1));
  std::vector<Reports> reports(stories.size(), Reports{{"outlet0", -60}});
  int minute = -60;
  for (int i = 0; i < 200; ++i) {
    minute += *rc::gen::inRange(0, 3);
    const auto which = *rc::gen::inRange<std::size_t>(0, stories.size());
    reports[which].emplace_back("outlet" + std::to_string(*rc::gen::inRange(0, 12)), minute);
    stories[which] = told_at(reports[which], which + 1);
    before.observe(stories, kMorning + minutes{minute});
  }
  RC_CLASSIFY(before.needed("en", "world", before.now()) > kBreakingOutlets, "more is usual at the end");
  BreakingWatch after;
  std::reverse(stories.begin(), stories.end());
  after.observe(stories, before.now());
  for (std::size_t i = 0; i < stories.size(); ++i) {
    const Breaking& x = before.stories()[stories.size() - 1 - i].breaking;
    const Breaking& y = after.stories()[i].breaking;
    RC_ASSERT(x.since == y.since);
    if (x.since) RC_ASSERT(x.until == y.until);
  }
}

}  // namespace
}  // namespace dateline::story
