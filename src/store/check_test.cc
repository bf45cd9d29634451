#include <gmock/gmock.h>

#include <fstream>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Check : public StoreTest {
 protected:
  Check() {
    for (const std::uint64_t id : {1u, 2u}) expect_ok(writer().put_article(placed(report(id, "Havana"), 1)));
    expect_ok(writer().put_post(a_post()));
    expect_ok(put(writer(), a_reply(1)));
    for (int i = 0; i < 3; ++i) expect_ok(writer().append_audit({kNow, "ana", "post.publish", "x", ""}));
  }
};

TEST_F(Check, FindsNothingWrongWithWhatWeWrote) {
  const CheckReport found = value(store_->check());
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.rows_checked, 7) << "articles, a post, a reply, audit entries";
  EXPECT_EQ(found.counts.articles, 2);
  EXPECT_EQ(found.counts.replies, 1);
}

TEST_F(Check, NamesTheArticleOfWhichOneByteChanged) {
  tamper("UPDATE articles SET text = 'A tent.' WHERE id = 2");
  EXPECT_THAT(problems(), Contains(AllOf(HasSubstr("articles: article " + article::ArticleId{2}.str()),
                                         HasSubstr("restore a backup"))));
}

TEST_F(Check, NamesRowsOfTheDesk) {
  tamper("UPDATE post_revisions SET body = 'changed'");
  tamper("UPDATE replies SET state = 'approved'");
  tamper("DROP TRIGGER audit_keeps_what_it_says; UPDATE audit SET who = 'bo' WHERE sequence = 2");
  KeptEntry entry;
  entry.post = a_post().id;
  entry.entry.id = desk::LiveEntryId{3};
  entry.entry.revision = 1;
  expect_ok(writer().put_live_entry(entry));
  tamper("UPDATE live_entry_revisions SET body = 'changed'");
  EXPECT_THAT(
      problems(),
      ElementsAre(HasSubstr("post " + a_post().id.str()), HasSubstr("live entry " + entry.entry.id.str()),
                  HasSubstr("reply " + desk::ReplyId{1}.str()), HasSubstr("audit entry 2 is not what was written")));
}

TEST_F(Check, NamesPeopleReportsAndAppeals) {
  const auto email = desk::EmailAddress::parse("ana@example.org");
  const desk::Person person = value(writer().person_of(*email, kNow));
  desk::Report report;
  report.id = desk::ReportId{5};
  report.reply = desk::ReplyId{1};
  expect_ok(writer().put_report(report, "key"));
  desk::Appeal appeal;
  appeal.id = desk::AppealId{6};
  appeal.reply = desk::ReplyId{1};
  expect_ok(writer().put_appeal(appeal));
  EXPECT_THAT(problems(), IsEmpty());
  tamper(
      "UPDATE people SET email = 'bo@example.org'; UPDATE reports SET words = 'x'; UPDATE appeals SET state = "
      "'granted'");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("person " + person.id.str()), HasSubstr("report " + report.id.str()),
                                      HasSubstr("appeal " + appeal.id.str())));
}

TEST_F(Check, FindsAnErasedReplyThatStillSaysSomething) {
  tamper("UPDATE replies SET state = 'erased'");
  EXPECT_THAT(problems(), Contains(HasSubstr("replies: 1 were erased and still say something")));
}

TEST_F(Check, ReadsEveryByteOfAPicture) {
  expect_ok(writer().put_picture({{7}, 480, 270, "A pier", "", "", "ana", kNow}, {{480, 270, "image/webp", "bytes"}}));
  EXPECT_THAT(problems(), IsEmpty());
  tamper("UPDATE renditions SET bytes = x'627974657300'");
  tamper("UPDATE pictures SET alt = 'A pear'");
  const std::string id = desk::PictureId{7}.str();
  EXPECT_THAT(problems(),
              ElementsAre(HasSubstr("pictures: picture " + id), HasSubstr("renditions: rendition of picture " + id)));
}

TEST_F(Check, TellsTheTypesOfColumnsApart) {
  tamper("UPDATE articles SET published_at = 0 WHERE id = 1");
  EXPECT_THAT(problems(), Contains(HasSubstr(article::ArticleId{1}.str()))) << "0 is not NULL";
}

TEST_F(Check, MissesEntriesTakenOutOfTheAuditLog) {
  tamper("DROP TRIGGER audit_keeps_everything; DELETE FROM audit WHERE sequence = 2");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("audit: 1 entries are gone")));
}

TEST_F(Check, MissesTheLastEntryOfTheAuditLogToo) {
  tamper("DROP TRIGGER audit_keeps_everything; DELETE FROM audit WHERE sequence = 3");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("audit: 1 entries are gone")));
}

TEST_F(Check, FindsWhatBelongsToNothing) {
  tamper("PRAGMA foreign_keys = OFF; INSERT INTO placements VALUES (99, 1, 'own-report', NULL, 0)");
  EXPECT_THAT(problems(), ElementsAre(AllOf(HasSubstr("placements: row 99"), HasSubstr("articles"))));
}

TEST_F(Check, FindsAnArticleInNoStory) {
  tamper("DELETE FROM placements WHERE arrival = 1");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("articles: 1 in no story")));
}

TEST_F(Check, FindsASearchIndexThatLacksAnArticle) {
  tamper(
      "INSERT INTO articles_fts (articles_fts, rowid, headline, lede, text) VALUES ('delete', 1, 'Havana', '', 'A "
      "text.')");
  EXPECT_THAT(problems(), Contains(HasSubstr("search index: 1 articles are missing")));
}

TEST_F(Check, FindsDecisionsAboutAStoryThatWentIntoAnother) {
  tamper(
      "INSERT INTO story_redirects VALUES (8, 1); INSERT INTO story_locks VALUES (8);"
      "INSERT INTO stories_apart VALUES (1, 8); INSERT INTO story_links VALUES (1, 'abroad', 8, 0)");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("stories: 3 rows name a story that was redirected")));
}

TEST_F(Check, FindsASearchIndexThatHoldsOtherWords) {
  tamper(
      "INSERT INTO articles_fts (articles_fts, rowid, headline, lede, text) VALUES ('delete', 1, 'Havana', '', 'A "
      "text.');"
      "INSERT INTO articles_fts (rowid, headline, lede, text) VALUES (1, 'Other', '', 'words here.')");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("search index: does not agree with the articles")));
}

TEST_F(Check, WorksBesideAWriterOfAnotherProcess) {
  const auto other = value(open_sqlite(folder_.data(), Access::kRead));
  expect_ok(writer().begin());
  EXPECT_THAT(value(other->check()).problems, IsEmpty());
  expect_ok(writer().commit());
}

TEST_F(Check, WorksOnAFolderThatNobodyHolds) {
  close();
  const auto alone = value(open_sqlite(folder_.data(), Access::kRead));
  EXPECT_THAT(value(alone->check()).problems, IsEmpty());
}

TEST_F(Check, ReportsDamagedPagesInsteadOfFailing) {
  // Its text fills the end of the file, where a page of the schema may stand otherwise.
  expect_ok(writer().put_article(placed(report(3, "Havana", std::string(100'000, 'x')), 1)));
  close();
  const auto size = static_cast<std::streamoff>(std::filesystem::file_size(folder_.database()));
  {
    std::fstream file(folder_.database(), std::ios::in | std::ios::out | std::ios::binary);
    // The last articles: the schema stands before them.
    file.seekp(size - 3 * 4'096);
    file << std::string(3 * 4'096, '\xaa');
  }
  const auto store = open_sqlite(folder_.data(), Access::kRead);
  ASSERT_TRUE(store) << store.error().message;
  const CheckReport found = value((*store)->check());
  ASSERT_FALSE(found.problems.empty());
  EXPECT_LE(found.problems.size(), 100u);
}

}  // namespace
}  // namespace dateline::store
