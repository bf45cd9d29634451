#include "desk/post.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::desk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

constexpr Instant kNow{1'675'188'000s};  // 2023-01-31 18:00 UTC

Post good_post() {
  Post post = new_post(kNow);
  post.headline = "Havana and Washington talk again";
  post.body = "The first round since 2018.";
  post.section = "world";
  return post;
}

std::vector<std::string> fields(const std::vector<Problem>& problems) {
  std::vector<std::string> out;
  for (const Problem& problem : problems) out.push_back(problem.field);
  return out;
}

TEST(Post, StartsAsAnEmptyDraftWithAnIdOfItsOwn) {
  const Post post = new_post(kNow);
  EXPECT_EQ(post.state, Post::State::kDraft);
  EXPECT_EQ(post.revision, 0);
  EXPECT_EQ(post.created_at, kNow);
  EXPECT_EQ(post.published_at, std::nullopt);
  EXPECT_NE(post.id, new_post(kNow).id);
}

TEST(Post, MayBeSavedEmptyButNotPublished) {
  EXPECT_THAT(check_post(new_post(kNow), false), IsEmpty());
  EXPECT_THAT(fields(check_post(new_post(kNow), true)), ElementsAre("headline", "body"));
}

TEST(Post, WithHeadlineAndTextMayBePublished) {
  EXPECT_THAT(check_post(good_post(), true), IsEmpty());
}

TEST(Post, OfSpaceOnlyMayNotBePublished) {
  Post post = good_post();
  post.headline = "  ";
  post.body = "\n\n";
  EXPECT_THAT(fields(check_post(post, true)), ElementsAre("headline", "body"));
}

TEST(Post, HasItsHeadlineOnOneLine) {
  Post post = good_post();
  post.headline = "Havana\nWashington";
  const auto problems = check_post(post, false);
  ASSERT_THAT(fields(problems), ElementsAre("headline"));
  EXPECT_EQ(problems[0].message, "Please write the headline on one line.");
}

TEST(Post, StandsInASectionThatTheSiteHas) {
  Post post = good_post();
  post.section = "";
  EXPECT_THAT(check_post(post, true), IsEmpty());
  post.section = "horoscope";
  EXPECT_THAT(fields(check_post(post, false)), ElementsAre("section"));
}

TEST(Post, IsToldHowFarItIsOverALimit) {
  Post post = good_post();
  for (int i = 0; i < 301; ++i) post.kicker += "é";
  const auto problems = check_post(post, false);
  ASSERT_THAT(fields(problems), ElementsAre("kicker"));
  EXPECT_THAT(problems[0].message, HasSubstr("it has 301 characters, and 300 fit"));
}

TEST(Post, IsUtf8) {
  Post post = good_post();
  post.byline = "Jos\xe9";
  EXPECT_THAT(fields(check_post(post, false)), ElementsAre("byline"));
}

TEST(Post, StateReadsWhatItPrints) {
  for (const auto state : {Post::State::kDraft, Post::State::kPublished, Post::State::kWithdrawn}) {
    EXPECT_EQ(parse_state(to_string(state)), state);
  }
  EXPECT_EQ(parse_state("deleted"), std::nullopt);
}

TEST(Post, ThatIsLiveMayBePublishedBeforeThereIsASummary) {
  Post post = good_post();
  post.body = "";
  post.live = Post::Live::kOn;
  EXPECT_THAT(check_post(post, true), IsEmpty());
}

TEST(Post, HasShortTagsAndFewOfThem) {
  Post post = good_post();
  post.tags = {"Havana", "Law enforcement"};
  EXPECT_THAT(check_post(post, true), IsEmpty());
  post.tags[1] = std::string(61, 'x');
  EXPECT_THAT(check_post(post, false).at(0).message, HasSubstr("Please shorten the line “xxx"));
  post.tags.assign(21, "Havana");
  EXPECT_EQ(check_post(post, false).at(0).message, "Please leave out some of the tags: there are 21, and 20 fit.");
}

TEST(Post, HasABriefOfShortLines) {
  Post post = good_post();
  post.brief = {{"Two days"}, {"a\nb"}, {}};
  EXPECT_THAT(fields(check_post(post, false)), ElementsAre("unknown"));
  post.brief = {{}, {}, std::vector<std::string>(11, "x")};
  EXPECT_THAT(fields(check_post(post, false)), ElementsAre("matters"));
}

TEST(Post, SaysWhatItsPictureShowsBeforeItIsPublished) {
  Post post = good_post();
  post.picture = PictureUse{.id = PictureId{1}, .width = 1200, .height = 800, .alt = "", .caption = "", .credit = ""};
  EXPECT_THAT(check_post(post, false), IsEmpty());
  EXPECT_THAT(fields(check_post(post, true)), ElementsAre("picture_alt"));
}

TEST(Post, DatesANoteOnceAndHasNoWithdrawalWhilePublic) {
  const Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 3} + std::chrono::hours(12);
  Post post = new_post(noon);
  post.state = Post::State::kWithdrawn;
  post.notes = {{Note::Kind::kCorrection, "It was Havana.", noon}, {Note::Kind::kWithdrawal, "We were deceived.", {}}};
  date_notes(post, noon + std::chrono::hours(1));
  ASSERT_EQ(post.notes.size(), 2u);
  EXPECT_EQ(post.notes[0].at, noon);
  EXPECT_EQ(post.notes[1].at, noon + std::chrono::hours(1));
  post.state = Post::State::kPublished;
  date_notes(post, noon + std::chrono::hours(2));
  EXPECT_EQ(post.newest_note(Note::Kind::kWithdrawal), nullptr);
  ASSERT_NE(post.newest_note(Note::Kind::kCorrection), nullptr);
  EXPECT_EQ(post.newest_note(Note::Kind::kCorrection)->text, "It was Havana.");
}

TEST(Post, HasNotesOfOneParagraphEach) {
  Post post = new_post({});
  post.notes = {{Note::Kind::kUpdate, "One.\nTwo.", {}}};
  const auto problems = check_post(post, false);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "note");
}

TEST(LiveEntry, IsAHeadlineOrATextAndAKeyEventHasAHeadline) {
  LiveEntry entry = new_entry(kNow);
  EXPECT_THAT(fields(check_entry(entry)), ElementsAre("entry_body"));
  entry.body = "The wind turns.";
  EXPECT_THAT(check_entry(entry), IsEmpty());
  entry.key_event = true;
  EXPECT_THAT(fields(check_entry(entry)), ElementsAre("entry_headline"));
  entry.body = "";
  entry.headline = "The bridge is closed";
  EXPECT_THAT(check_entry(entry), IsEmpty());
}

TEST(Post, LiveReadsWhatItPrints) {
  for (const auto live : {Post::Live::kNo, Post::Live::kOn, Post::Live::kOver}) {
    EXPECT_EQ(parse_live(to_string(live)), live);
  }
  EXPECT_EQ(parse_live("soon"), std::nullopt);
}

}  // namespace
}  // namespace dateline::desk
