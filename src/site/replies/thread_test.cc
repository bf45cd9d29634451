#include "site/replies/thread.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "site/paths.h"
#include "site/site_fixture.h"

namespace dateline::site {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

store::ThreadEntry entry(std::uint64_t id, std::optional<std::uint64_t> parent = std::nullopt) {
  store::ThreadEntry made{.id = {id}, .parent = {}, .posted_at = Instant(std::chrono::seconds(id))};
  if (parent) made.parent = desk::ReplyId{*parent};
  return made;
}

std::vector<std::pair<std::uint64_t, int>> seen(const std::vector<store::ThreadEntry>& entries,
                                                ThreadOrder order = ThreadOrder::kOldest) {
  const Thread thread(entries, order);
  std::vector<std::pair<std::uint64_t, int>> out;
  for (const auto& place : thread.places()) out.emplace_back(place.id.value, place.depth);
  return out;
}

TEST(Thread, GoesFiveDeepAndNoDeeper) {
  EXPECT_THAT(seen({entry(1), entry(2, 1), entry(3, 2), entry(4, 3), entry(5, 4), entry(6, 5), entry(7)}),
              ElementsAre(Pair(1U, 1), Pair(2U, 2), Pair(3U, 3), Pair(4U, 4), Pair(5U, 5), Pair(6U, 5), Pair(7U, 1)));
}

TEST(Thread, OrdersRepliesAnewButLeavesAnswersInTheirOrder) {
  const std::vector<store::ThreadEntry> entries = {entry(1), entry(2, 1), entry(3), entry(4, 1)};
  EXPECT_THAT(seen(entries, ThreadOrder::kNewest), ElementsAre(Pair(3U, 1), Pair(1U, 1), Pair(2U, 2), Pair(4U, 2)));
}

TEST(Thread, TakesForBestWhatTheDeskPickedThenWhatMoreWasSaidTo) {
  std::vector<store::ThreadEntry> entries = {entry(1), entry(2), entry(3, 2), entry(4, 3), entry(5), entry(6)};
  entries[4].picked = true;
  EXPECT_THAT(seen(entries, ThreadOrder::kBest),
              ElementsAre(Pair(5U, 1), Pair(2U, 1), Pair(3U, 2), Pair(4U, 3), Pair(1U, 1), Pair(6U, 1)));
}

TEST(Thread, KeepsThePlaceOfAnErasedReplyOnlyWhileSomethingAnswersIt) {
  std::vector<store::ThreadEntry> entries = {entry(1), entry(2, 1), entry(3, 2), entry(4), entry(5, 4)};
  for (const std::size_t i : {1u, 3u, 4u}) entries[i].gone = true;
  EXPECT_THAT(seen(entries), ElementsAre(Pair(1U, 1), Pair(2U, 2), Pair(3U, 3)));
  const Thread thread(entries, ThreadOrder::kOldest);
  EXPECT_EQ(thread.shown(), 2u);
  EXPECT_EQ(thread.places()[0].answers, 1u) << "an erased one is no answer";
}

TEST(Thread, IsCutIntoPagesOfFifty) {
  std::vector<store::ThreadEntry> entries;
  for (std::uint64_t i = 1; i <= 101; ++i) entries.push_back(entry(i));
  const Thread thread(entries, ThreadOrder::kOldest);
  EXPECT_EQ(thread.pages(), 3);
  EXPECT_EQ(thread.page(3).size(), 1u);
  EXPECT_EQ(thread.page_of({50}), 1);
  EXPECT_EQ(thread.page_of({51}), 2);
  EXPECT_EQ(thread.page_of({999}), std::nullopt);
  EXPECT_EQ(Thread({}, ThreadOrder::kBest).pages(), 1);
}

RC_GTEST_PROP(Thread, ShowsEveryReplyOnceWhateverTheParentsAre, (const std::vector<std::uint8_t>& parents)) {
  std::vector<store::ThreadEntry> entries;
  for (std::size_t i = 0; i < parents.size(); ++i)
    entries.push_back(entry(i, parents[i] % 2 ? std::optional<std::uint64_t>(parents[i]) : std::nullopt));
  for (const auto order : {ThreadOrder::kOldest, ThreadOrder::kNewest, ThreadOrder::kBest}) {
    std::set<std::uint64_t> ids;
    for (const auto& [id, depth] : seen(entries, order)) {
      RC_ASSERT(depth >= 1 && depth <= desk::kMaxReplyDepth);
      RC_ASSERT(ids.insert(id).second);
    }
    RC_ASSERT(ids.size() == entries.size());
  }
}

struct ThreadPages : testing::Test {
  SiteFixture f;
  desk::Post post = f.add_post("Five meetings", "Text.");
  std::string article = "/article/" + post.article_id().str();

  desk::ReplyId add(std::string text, std::optional<desk::ReplyId> parent = std::nullopt, std::string name = "Jon") {
    return f.add_reply(post, std::move(name), "jon@mail.example", std::move(text), desk::ReplyState::kApproved, parent)
        .id;
  }
  std::string page(const std::string& query = "") { return f.body(f.get(article + query)); }
};

TEST_F(ThreadPages, LoadTheTextsOfOnePageHoweverLongTheThreadIs) {
  for (int i = 0; i < 10'000; ++i) add("Number " + std::to_string(i) + ".");
  const std::string first = page();
  EXPECT_THAT(first, HasSubstr("10,000 Replies"));
  EXPECT_THAT(first, HasSubstr("Number 49."));
  EXPECT_THAT(first, Not(HasSubstr("Number 50.")));
  EXPECT_LE(f.reader.asked_for, 100u);
  EXPECT_THAT(page("?page=200"), HasSubstr("Number 9999."));
  EXPECT_EQ(page("?page=201"), page("?page=200")) << "there is no later one";
  EXPECT_EQ(page("?page=x"), first);
}

TEST_F(ThreadPages, AreFoundByThePermalinkOfEachReply) {
  desk::ReplyId last;
  for (int i = 0; i < 60; ++i) last = add("Number " + std::to_string(i) + ".");
  EXPECT_THAT(page(), Not(HasSubstr("id=\"reply-" + last.str())));
  const Href link = reply_path(post.article_id(), last);
  EXPECT_EQ(link.str(), article + "?reply=" + last.str() + "#reply-" + last.str());
  const std::string there = page("?reply=" + last.str());
  EXPECT_THAT(there, HasSubstr("id=\"reply-" + last.str()));
  EXPECT_THAT(there, HasSubstr("<link rel=\"canonical\" href=\"http://127.0.0.1:8080" + article + "\">"));
  EXPECT_THAT(there, HasSubstr("aria-label=\"Replies, page 2\" aria-current=\"page\""));
  EXPECT_THAT(page("?replytocom=" + last.str()), HasSubstr("Leave a Reply to Jon"));
}

TEST_F(ThreadPages, KeepTheOrderFromPageToPage) {
  for (int i = 0; i < 60; ++i) add("Number " + std::to_string(i) + ".");
  const std::string newest = page("?replies=newest");
  EXPECT_THAT(newest, HasSubstr("Number 59."));
  EXPECT_THAT(newest, Not(HasSubstr("Number 9.")));
  EXPECT_THAT(newest, HasSubstr(article + "?replies=newest&amp;page=2#replies"));
  EXPECT_THAT(newest, HasSubstr("rel=\"nofollow\" aria-current=\"page\">Newest"));
  EXPECT_THAT(page("?replies=newest&page=2"), HasSubstr("Number 9."));
}

TEST_F(ThreadPages, FoldAnswersUnderWhatTheyAnswerWithoutAScript) {
  const auto first = add("One.");
  const auto second = add("Two.", first, "Eva");
  add("Three.", second, "Max");
  const std::string all = page();
  EXPECT_THAT(all, HasSubstr("<details open class=\"answers\"><summary>2 answers</summary>\n<ol>"));
  EXPECT_THAT(all, HasSubstr("<summary>1 answer</summary>"));
  EXPECT_THAT(all, Not(HasSubstr("in answer to"))) << "each stands right below what it answers";
  add("Four.", first, "Ida");
  EXPECT_THAT(page(), HasSubstr("in answer to <a href=\"" + article + "?reply=" + first.str()));
}

TEST_F(ThreadPages, NameWhomAReplyAnswersOnAnotherPage) {
  const auto first = add("One.", std::nullopt, "Zoe");
  for (int i = 0; i < 60; ++i) add("Answer " + std::to_string(i) + ".", first);
  EXPECT_THAT(page("?page=2"), HasSubstr("in answer to <a href=\"" + article + "?reply=" + first.str()));
  EXPECT_THAT(page("?page=2"), HasSubstr("Zoe</a>"));
}

TEST_F(ThreadPages, SayOfAnErasedReplyNothingButThatItIs) {
  const auto first = add("Secret.");
  add("Why?", first);
  f.reader.find(first)->state = desk::ReplyState::kErased;
  f.reader.find(first)->text = "";
  f.reader.find(first)->name = "";
  EXPECT_THAT(page(), HasSubstr("Erased by its author."));
  EXPECT_THAT(page(), HasSubstr("1 Reply"));
  f.reader.all_replies.pop_back();
  EXPECT_THAT(page(), Not(HasSubstr("Erased by its author.")));
}

TEST_F(ThreadPages, MarkWhatTheDeskPickedAndWhatWasEdited) {
  const auto first = add("One.");
  EXPECT_THAT(page(), Not(HasSubstr("Picked by the desk")));
  f.reader.find(first)->picked = true;
  f.reader.find(first)->edited_at = f.clock.now();
  EXPECT_THAT(page(), HasSubstr("Picked by the desk"));
  EXPECT_THAT(page(), HasSubstr("edited <time"));
  EXPECT_THAT(page(), HasSubstr("href=\"/replies/" + first.str() + "/report\" rel=\"nofollow\""));
}

TEST_F(ThreadPages, OfferNoAnswerAtTheLastDepth) {
  std::optional<desk::ReplyId> above;
  for (int i = 0; i < desk::kMaxReplyDepth; ++i) above = add("Deep.", above);
  EXPECT_THAT(page(), Not(HasSubstr("replytocom=" + above->str())));
}

}  // namespace
}  // namespace dateline::site
