#include <gtest/gtest.h>

#include "desk/reply_rules.h"

namespace dateline::desk {
namespace {

using namespace std::chrono_literals;

constexpr Instant kNow{1'675'188'000s};  // 2023-01-31 18:00 UTC

ReplyDraft draft(std::string text = "I was there and saw it.") {
  ReplyDraft made;
  made.article = article::ArticleId{1};
  made.name = "Ana";
  made.text = std::move(text);
  return made;
}

using Why = ReplyRefusal::Why;

Why refusal(const ReplyDraft& draft, const ReplyHistory& history, ReplyRules rules = {}) {
  const auto verdict = Moderation(std::move(rules)).judge(draft, history, kNow);
  EXPECT_FALSE(verdict);
  return verdict ? Why{-1} : verdict.error().why;
}

std::string rule(const ReplyDraft& draft, const ReplyHistory& history = {}, ReplyRules rules = {}) {
  const auto verdict = Moderation(std::move(rules)).judge(draft, history, kNow);
  if (!verdict) return "refused";
  return std::string(to_string(verdict->state)) + (verdict->rule.empty() ? "" : " " + verdict->rule);
}

const ReplyHistory kKnown{.proven = true, .approved = 1};

TEST(Moderation, PublishesAtOnceOnlyWhoProvedAnAddressAndWasPublishedBefore) {
  EXPECT_EQ(rule(draft()), "held unproven");
  EXPECT_EQ(rule(draft(), {.approved = 7}), "held unproven") << "a typed address proves nothing";
  EXPECT_EQ(rule(draft(), {.proven = true}), "held first-reply");
  EXPECT_EQ(rule(draft(), kKnown), "approved");
}

TEST(Moderation, HoldsEveryReplyWhereTheDeskWantsIt) {
  EXPECT_EQ(rule(draft(), kKnown, {.hold_all = true}), "held every-reply");
}

TEST(Moderation, NamesTheLinksThatHeldAReply) {
  const ReplyDraft two = draft("See https://a.example and HTTP://www.b.example.");
  EXPECT_EQ(rule(two, kKnown), "held links 2");
  EXPECT_EQ(rule(two, kKnown, {.hold_links = 3}), "approved");
  EXPECT_EQ(rule(two, kKnown, {.hold_links = 0}), "approved");
}

TEST(Moderation, TakesOneLinkAsAReference) {
  for (const std::string_view text :
       {"See https://www.a.example/page for more.", "www.a.example", "https://", "www."}) {
    EXPECT_EQ(rule(draft(std::string(text)), kKnown), "approved") << text;
  }
}

TEST(Moderation, NamesTheWordThatHeldAReply) {
  EXPECT_EQ(rule(draft("Best CASINO in town"), kKnown, {.hold_words = {"casino"}}), "held word casino");
  EXPECT_EQ(rule(draft("Best casino in town"), kKnown, {.spam_words = {"casino"}}), "spam word casino");
  ReplyDraft named = draft();
  named.name = "Casino";
  EXPECT_EQ(rule(named, kKnown, {.hold_words = {"casino"}}), "held word casino") << "in the name, too";
}

TEST(Moderation, TellsWhatTellsMostFirst) {
  const ReplyDraft worst = draft("casino https://a.example https://b.example");
  const ReplyHistory like_spam{.spam_clues = "casino"};
  EXPECT_EQ(rule(worst, like_spam, {.hold_all = true, .hold_words = {"casino"}}), "held word casino");
  EXPECT_EQ(rule(worst, like_spam, {.hold_all = true}), "held spam casino");
  EXPECT_EQ(rule(worst, like_spam, {.hold_all = true, .hold_spam_like = false}), "held links 2");
}

TEST(Moderation, HoldsALongTextThatCameBeforeFromAnybody) {
  const ReplyDraft text = draft("The council has sold the harbour to its own brother-in-law.");
  EXPECT_EQ(rule(text, {.same_text_by_anyone = 2, .proven = true, .approved = 1}), "held repeated 2");
  EXPECT_EQ(rule(draft("Thank you!"), {.same_text_by_anyone = 9, .proven = true, .approved = 1}), "approved");
}

TEST(Moderation, RefusesWhereRepliesAreClosed) {
  EXPECT_EQ(refusal(draft(), {.replies_open = false}), Why::kClosed);
  EXPECT_EQ(refusal(draft(), {}, {.closed = true}), Why::kClosed);
}

TEST(Moderation, ClosesRepliesSoManyDaysAfterPublication) {
  const ReplyRules week{.close_after_days = 7};
  EXPECT_EQ(refusal(draft(), {.published_at = kNow - 24h * 7}, week), Why::kClosed);
  EXPECT_EQ(rule(draft(), {.published_at = kNow - 24h * 7 + 1s}, week), "held unproven");
}

TEST(Moderation, RefusesAnAnswerToAReplyThatIsGone) {
  ReplyDraft answer = draft();
  answer.parent = ReplyId{7};
  EXPECT_EQ(refusal(answer, {.parent_exists = false}), Why::kNoParent);
}

TEST(Moderation, ThreadsFiveDeepAndNoDeeper) {
  ReplyDraft answer = draft();
  answer.parent = ReplyId{7};
  EXPECT_EQ(rule(answer, {.parent_depth = 4}), "held unproven");
  EXPECT_EQ(refusal(answer, {.parent_depth = 5}), Why::kTooDeep);
}

TEST(Moderation, RefusesTheSameTextTwice) {
  EXPECT_EQ(refusal(draft(), {.same_text_before = true}), Why::kRepeated);
}

TEST(Moderation, RefusesASecondReplyWithinFifteenSecondsAndSaysHowLongToWait) {
  EXPECT_EQ(refusal(draft(), {.last_by_reader = kNow}), Why::kTooSoon);
  EXPECT_EQ(rule(draft(), {.last_by_reader = kNow - 15s}), "held unproven");
  EXPECT_EQ(Moderation({}).judge(draft(), {.last_by_reader = kNow - 14s}, kNow).error().wait, 1s);
  EXPECT_EQ(rule(draft(), {.last_by_reader = kNow}, {.seconds_between = 0}), "held unproven");
}

TEST(Moderation, DoesNotLockReadersOutWhenTheClockWasSetBack) {
  EXPECT_EQ(rule(draft(), {.last_by_reader = kNow + 48h}), "held unproven");
}

TEST(ReplyRules, AreKeptAsTheyAre) {
  const ReplyRules rules{.closed = true,
                         .close_after_days = 30,
                         .hold_unknown = false,
                         .hold_links = 5,
                         .hold_words = {"buy now", "ünter"},
                         .spam_words = {"casino"},
                         .most_of_text = 0};
  EXPECT_EQ(kept_rules(keep_rules(rules)), rules);
  EXPECT_EQ(kept_rules(""), ReplyRules());
  EXPECT_EQ(kept_rules("hold_links many\nhold_links -1\nwhat is this\n\n"), ReplyRules());
}

TEST(Ground, ReadsWhatItPrints) {
  for (const Ground ground : kGrounds) EXPECT_EQ(parse_ground(to_string(ground)), ground);
  EXPECT_EQ(parse_ground(""), std::nullopt);
}

TEST(ReplyState, ReadsWhatItPrints) {
  for (const ReplyState state :
       {ReplyState::kHeld, ReplyState::kApproved, ReplyState::kRejected, ReplyState::kSpam, ReplyState::kErased}) {
    EXPECT_EQ(parse_reply_state(to_string(state)), state);
  }
  EXPECT_EQ(parse_reply_state("pending"), std::nullopt);
}

}  // namespace
}  // namespace dateline::desk
