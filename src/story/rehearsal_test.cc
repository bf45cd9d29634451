// What holds of a StoryIndex whatever is called in whatever order.
#include "story/rehearsal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace dateline::story {
namespace {

/// As RC_GTEST_PROP, but few cases: each makes an index, which is 30 MB of zeroes.
template <class Property>
void holds_for_some(Property property) {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  rc::detail::TestMetadata metadata;
  metadata.id = std::string(test->test_suite_name()) + "/" + test->name();
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  params.maxSuccess = std::min(params.maxSuccess, 40);
  params.disableShrinking = true;  // A restart a step makes it minutes; the steps that failed are printed.
  const auto result = rc::detail::checkTestable(property, metadata, params);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream out;
  rc::detail::printResultMessage(result, out);
  FAIL() << out.str();
}

rc::Gen<std::vector<Step>> steps() {
  // The larger the kind's share, the shorter the way to what goes wrong.
  const auto step = rc::gen::map(rc::gen::tuple(rc::gen::arbitrary<std::uint8_t>(), rc::gen::arbitrary<std::uint8_t>(),
                                                rc::gen::arbitrary<std::uint8_t>()),
                                 [](const auto& t) { return std::make_from_tuple<Step>(t); });
  return rc::gen::resize(200, rc::gen::container<std::vector<Step>>(step));
}

}  // namespace

void showValue(const Step& s, std::ostream& out) {
  out << "{" << s.kind % 16 << "," << int{s.which} << "," << int{s.other} << "}";
}

namespace {

TEST(Rehearsal, WhateverIsCalledEveryArticleIsInOneStoryAndTheEditorsWordHolds) {
  holds_for_some([] {
    Rehearsal rehearsal;
    for (const Step& step : *steps()) {
      rehearsal.take(step);
      if (!rehearsal.wrong().empty()) RC_FAIL(rehearsal.wrong());
    }
  });
}

TEST(Rehearsal, TheSameHoldsAcrossRestarts) {
  holds_for_some([] {
    Rehearsal rehearsal(true);
    for (const Step& step : *steps()) {
      rehearsal.take(step);
      if (!rehearsal.wrong().empty()) RC_FAIL(rehearsal.wrong());
    }
  });
}

TEST(Rehearsal, TheSameCallsGiveTheSameChangesAndStories) {
  holds_for_some([] {
    const auto calls = *steps();
    Rehearsal one, two;
    for (const Step& step : calls) one.take(step);
    for (const Step& step : calls) two.take(step);
    RC_ASSERT(one.log() == two.log());
    RC_ASSERT(one.stories() == two.stories());
  });
}

TEST(Rehearsal, AnIndexThatAsksForTextsTellsTheStoriesOfOneThatKeepsThem) {
  holds_for_some([] {
    const auto calls = *steps();
    const bool restarts = *rc::gen::arbitrary<bool>();
    Rehearsal keeps(restarts), asks(restarts, true);
    for (const Step& step : calls) keeps.take(step);
    for (const Step& step : calls) asks.take(step);
    RC_ASSERT(keeps.wrong() + asks.wrong() == "");
    RC_ASSERT(keeps.log() == asks.log());
    RC_ASSERT(keeps.stories() == asks.stories());
    for (const auto& story : asks.index().newest(1'000'000, kMorning + std::chrono::hours{24 * 365}))
      for (const Member& m : story->members) RC_ASSERT(m.article->text.empty());
  });
}

}  // namespace
}  // namespace dateline::story
