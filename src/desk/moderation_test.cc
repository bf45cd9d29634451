#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/reply.h"

namespace dateline::desk {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr Instant kNow{1'675'188'000s};  // 2023-01-31 18:00 UTC

ReplyDraft draft(std::string text = "I was there and saw it.") {
  ReplyDraft made;
  made.article = article::ArticleId{1};
  made.name = "Ana";
  made.text = std::move(text);
  return made;
}

Code refusal(const ReplyDraft& draft, const ReplyHistory& history) {
  const auto verdict = judge(draft, history, kNow);
  EXPECT_FALSE(verdict);
  return verdict ? Code::kInternal : verdict.error().code;
}

TEST(Moderation, HoldsEveryReplyUntilSomebodyReadIt) {
  const auto verdict = judge(draft(), {}, kNow);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(*verdict, "every-reply");
}

TEST(Moderation, NamesTheLinksThatHeldAReply) {
  const auto verdict = judge(draft("See https://a.example and HTTP://www.b.example."), {}, kNow);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(*verdict, "links 2");
}

TEST(Moderation, TakesOneLinkAsAReference) {
  for (const std::string_view text :
       {"See https://www.a.example/page for more.", "www.a.example", "https://", "www."}) {
    const auto verdict = judge(draft(std::string(text)), {}, kNow);
    ASSERT_TRUE(verdict);
    EXPECT_EQ(*verdict, "every-reply") << text;
  }
}

TEST(Moderation, RefusesWhereRepliesAreClosed) {
  EXPECT_EQ(refusal(draft(), {.replies_open = false}), Code::kDenied);
}

TEST(Moderation, RefusesAnAnswerToAReplyThatIsGone) {
  ReplyDraft answer = draft();
  answer.parent = ReplyId{7};
  EXPECT_EQ(refusal(answer, {.parent_exists = false}), Code::kNotFound);
}

TEST(Moderation, ThreadsFiveDeepAndNoDeeper) {
  ReplyDraft answer = draft();
  answer.parent = ReplyId{7};
  EXPECT_TRUE(judge(answer, {.parent_depth = 4}, kNow));
  EXPECT_EQ(refusal(answer, {.parent_depth = 5}), Code::kInvalid);
}

TEST(Moderation, RefusesTheSameTextTwice) {
  EXPECT_EQ(refusal(draft(), {.same_text_before = true}), Code::kConflict);
}

TEST(Moderation, RefusesASecondReplyWithinFifteenSeconds) {
  EXPECT_EQ(refusal(draft(), {.last_by_reader = kNow}), Code::kLimit);
  EXPECT_EQ(refusal(draft(), {.last_by_reader = kNow - 14s}), Code::kLimit);
  EXPECT_TRUE(judge(draft(), {.last_by_reader = kNow - 15s}, kNow));
}

TEST(Moderation, SaysHowLongToWait) {
  EXPECT_THAT(judge(draft(), {.last_by_reader = kNow - 5s}, kNow).error().message, HasSubstr("wait 10 seconds"));
  EXPECT_THAT(judge(draft(), {.last_by_reader = kNow - 14s}, kNow).error().message, HasSubstr("wait 1 second and"));
}

TEST(Moderation, DoesNotLockReadersOutWhenTheClockWasSetBack) {
  EXPECT_TRUE(judge(draft(), {.last_by_reader = kNow + 48h}, kNow));
}

TEST(ReplyState, ReadsWhatItPrints) {
  for (const ReplyState state : {ReplyState::kHeld, ReplyState::kApproved, ReplyState::kRejected, ReplyState::kSpam}) {
    EXPECT_EQ(parse_reply_state(to_string(state)), state);
  }
  EXPECT_EQ(parse_reply_state("pending"), std::nullopt);
}

}  // namespace
}  // namespace dateline::desk
