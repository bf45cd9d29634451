#include "desk/report.h"

#include <gtest/gtest.h>

#include "desk/letter.h"
#include "desk/person.h"

namespace dateline::desk {
namespace {

std::string problems_of(const ReportForm& form) {
  const auto draft = check_report({1}, form, "203.0.113.7");
  std::string fields;
  if (!draft) {
    for (const Problem& problem : draft.error()) fields += problem.field + " ";
  }
  return fields;
}

TEST(Report, NeedsAGroundAndOfAnotherGroundWords) {
  EXPECT_EQ(problems_of({"insult", "", ""}), "");
  EXPECT_EQ(problems_of({"", "", ""}), "ground ");
  EXPECT_EQ(problems_of({"rude", "", ""}), "ground ");
  EXPECT_EQ(problems_of({"other", " \n", ""}), "words ");
  EXPECT_EQ(problems_of({"other", "It names my child.", ""}), "");
  EXPECT_EQ(problems_of({"insult", std::string(2001, 'x'), "nobody"}), "words email ");
}

TEST(Report, KeepsNoWholeNetworkAddress) {
  const auto draft = check_report({1}, {"insult", "", "eva@mail.example"}, "203.0.113.7");
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->peer, "203.0.113.0/24");
  EXPECT_EQ(draft->email->for_the_desk(), "eva@mail.example");
}

TEST(Appeal, NeedsWords) {
  EXPECT_FALSE(check_appeal(" \n "));
  EXPECT_FALSE(check_appeal(std::string(2001, 'x')));
  EXPECT_EQ(*check_appeal(" It was no insult.\r\n"), "It was no insult.");
}

TEST(Report, StatesReadWhatTheyPrint) {
  for (const auto state : {Report::State::kOpen, Report::State::kUpheld, Report::State::kDismissed})
    EXPECT_EQ(parse_report_state(to_string(state)), state);
  for (const auto state : {Appeal::State::kOpen, Appeal::State::kGranted, Appeal::State::kRefused})
    EXPECT_EQ(parse_appeal_state(to_string(state)), state);
  for (const auto kind : {Letter::Kind::kProve, Letter::Kind::kManage, Letter::Kind::kDecision, Letter::Kind::kReported,
                          Letter::Kind::kAppeal, Letter::Kind::kAnswered})
    EXPECT_EQ(parse_letter_kind(to_string(kind)), kind);
  for (const auto kind : {MailedLink::Kind::kProve, MailedLink::Kind::kManage, MailedLink::Kind::kStop})
    EXPECT_EQ(parse_link_kind(to_string(kind)), kind);
  EXPECT_EQ(parse_report_state("else"), std::nullopt);
}

TEST(Letter, IsGivenUpAfterTwoDays) {
  std::chrono::seconds tried{};
  int attempts = 1;
  for (; const auto wait = retry_after(attempts); ++attempts) tried += *wait;
  EXPECT_GE(tried, std::chrono::days(2) - std::chrono::hours(2));
  EXPECT_LE(tried, std::chrono::days(2) + std::chrono::hours(2));
  EXPECT_EQ(retry_after(1), std::chrono::seconds(10));
}

TEST(Origin, IsTheWholeAddressOrTheNetworkOfAHousehold) {
  EXPECT_NE(origin_of("203.0.113.7"), origin_of("203.0.113.8"));
  EXPECT_EQ(origin_of("::ffff:203.0.113.7"), origin_of("203.0.113.7"));
  EXPECT_EQ(origin_of("2001:db8:1:2::1"), origin_of("2001:db8:1:2:ffff::9"));
  EXPECT_NE(origin_of("2001:db8:1:2::1"), origin_of("2001:db8:1:3::1"));
  EXPECT_EQ(origin_of("nonsense"), 0U);
}

TEST(TextDigest, IsTheSameForATextThatWasVariedALittle) {
  EXPECT_EQ(text_digest("Buy now!!"), text_digest("BUY  NOW"));
  EXPECT_NE(text_digest("Buy now"), text_digest("Buy later"));
  EXPECT_NE(text_digest("!!!"), text_digest("???"));
}

}  // namespace
}  // namespace dateline::desk
