#include <gmock/gmock.h>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

using PictureStore = StoreTest;
using PostStore = StoreTest;
using LiveEntryStore = StoreTest;
using AccountStore = StoreTest;
using AuditLog = StoreTest;

desk::Account account(std::string name) {
  desk::Account made;
  made.name = std::move(name);
  made.role = desk::Role::kAdmin;
  made.password_hash = "$argon2id$";
  made.created_at = kNow;
  return made;
}

TEST_F(PostStore, GivesBackWhatWasPut) {
  desk::Post post = a_post(0xfedcba9876543210);
  post.kicker = "Analysis";
  post.standfirst = "Standfirst";
  post.byline = "Ana Ruiz";
  post.section = "world";
  post.notes = {{desk::Note::Kind::kCorrection, "An earlier version was wrong.", kNow},
                {desk::Note::Kind::kUpdate, "A third outlet has it.", kNow + 1h},
                {desk::Note::Kind::kWithdrawal, "", std::nullopt}};
  post.replies_open = false;
  post.updated_at = kNow + 1h;
  post.tags = {"Havana", "Law enforcement"};
  post.brief = {{"It met twice."}, {"Who led it.", "What it cost."}, {}};
  post.picture = desk::PictureUse{.id = desk::PictureId{0xfedcba9876543211},
                                  .width = 1200,
                                  .height = 800,
                                  .alt = "A table",
                                  .caption = "Havana",
                                  .credit = "Bo Li"};
  post.live = desk::Post::Live::kOver;
  post.live_ended_at = kNow + 2h;
  expect_ok(writer().put_post(post));
  const auto read = value(reader().post(post.id));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, post.id);
  EXPECT_EQ(read->state, post.state);
  EXPECT_EQ(read->kicker, post.kicker);
  EXPECT_EQ(read->headline, post.headline);
  EXPECT_EQ(read->standfirst, post.standfirst);
  EXPECT_EQ(read->byline, post.byline);
  EXPECT_EQ(read->section, post.section);
  EXPECT_EQ(read->body, post.body);
  EXPECT_EQ(read->notes, post.notes);
  EXPECT_EQ(read->replies_open, post.replies_open);
  EXPECT_EQ(read->created_at, post.created_at);
  EXPECT_EQ(read->updated_at, post.updated_at);
  EXPECT_EQ(read->published_at, post.published_at);
  EXPECT_EQ(read->revision, 1);
  EXPECT_EQ(read->saved_by, "ana");
  EXPECT_EQ(read->tags, post.tags);
  EXPECT_EQ(read->brief.known, post.brief.known);
  EXPECT_EQ(read->brief.unknown, post.brief.unknown);
  EXPECT_EQ(read->brief.matters, post.brief.matters);
  ASSERT_TRUE(read->picture);
  EXPECT_EQ(read->picture->id, post.picture->id);
  EXPECT_EQ(read->picture->width, 1200);
  EXPECT_EQ(read->picture->height, 800);
  EXPECT_EQ(read->picture->alt, "A table");
  EXPECT_EQ(read->picture->caption, "Havana");
  EXPECT_EQ(read->picture->credit, "Bo Li");
  EXPECT_EQ(read->live, desk::Post::Live::kOver);
  EXPECT_EQ(read->live_ended_at, post.live_ended_at);
}

TEST_F(PostStore, GivesBackAPostWithoutPictureTagsAndBrief) {
  expect_ok(writer().put_post(a_post()));
  const auto read = value(reader().post(a_post().id));
  EXPECT_FALSE(read->picture);
  EXPECT_THAT(read->tags, IsEmpty());
  EXPECT_TRUE(read->brief.empty());
  EXPECT_EQ(read->live, desk::Post::Live::kNo);
}

TEST_F(PostStore, IsAmongThoseWithItsTagsOnceItIsInTheStream) {
  desk::Post post = a_post();
  post.tags = {"Law enforcement"};
  expect_ok(writer().put_post(post));
  EXPECT_FALSE(value(reader().tag_name("law-enforcement")));
  expect_ok(writer().put_article(placed(report(post.id.value), 1)));
  EXPECT_EQ(value(reader().tag_name("law-enforcement")), "Law enforcement");
  post.revision = 2;
  post.tags.clear();
  expect_ok(writer().put_post(post));
  EXPECT_FALSE(value(reader().tag_name("law-enforcement")));
}

TEST_F(PictureStore, GivesBackWhatWasPutAndItsBytesByWidthAndType) {
  using namespace std::string_literals;
  const desk::Picture picture{.id = {0xfedcba9876543210},
                              .width = 960,
                              .height = 540,
                              .alt = "A harbour",
                              .caption = "At dusk",
                              .credit = "Ana Ruiz",
                              .by = "ana",
                              .at = kNow};
  expect_ok(writer().put_picture(picture, {{480, 270, "image/webp", "RIFF\0\xff"s}, {960, 540, "image/jpeg", "j"}}));
  const auto read = value(reader().picture(picture.id));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->width, 960);
  EXPECT_EQ(read->height, 540);
  EXPECT_EQ(read->alt, "A harbour");
  EXPECT_EQ(read->caption, "At dusk");
  EXPECT_EQ(read->credit, "Ana Ruiz");
  EXPECT_EQ(read->by, "ana");
  EXPECT_EQ(read->at, kNow);
  EXPECT_EQ(*value(reader().rendition(picture.id, 480, "image/webp")), "RIFF\0\xff"s);
  EXPECT_EQ(*value(reader().rendition(picture.id, 960, "image/jpeg")), "j");
  EXPECT_EQ(value(reader().rendition_bytes(picture.id, 480, "image/webp")), 6);
  EXPECT_FALSE(value(reader().rendition_bytes(picture.id, 480, "image/jpeg")));
  EXPECT_FALSE(value(reader().rendition(picture.id, 480, "image/jpeg")));
  EXPECT_FALSE(value(reader().rendition(desk::PictureId{1}, 480, "image/webp")));
  EXPECT_FALSE(value(reader().picture(desk::PictureId{1})));
}

TEST_F(PictureStore, TakesNewWordsForTheSamePictureAndListsTheNewestFirst) {
  desk::Picture picture{{1}, 480, 270, "A harbour", "", "", "ana", kNow};
  expect_ok(writer().put_picture(picture, {{480, 270, "image/webp", "bytes"}}));
  expect_ok(writer().put_picture({{2}, 480, 270, "A pier", "", "", "ana", kNow}, {}));
  picture.alt = "A harbour at dusk";
  expect_ok(writer().put_picture(picture, {{480, 270, "image/webp", "other bytes"}}));
  const auto all = value(reader().pictures(10));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].alt, "A pier");
  EXPECT_EQ(all[1].alt, "A harbour at dusk");
  EXPECT_EQ(value(reader().pictures(1)).size(), 1u);
  EXPECT_EQ(*value(reader().rendition(picture.id, 480, "image/webp")), "bytes");
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(PostStore, IsFoundByItsArticle) {
  expect_ok(writer().put_post(a_post(1)));
  EXPECT_EQ(value(reader().post_of(a_post(1).article_id()))->id, desk::PostId{1});
  EXPECT_FALSE(value(reader().post_of(a_post(2).article_id())));
  EXPECT_FALSE(value(reader().post(desk::PostId{2})));
}

TEST_F(PostStore, KeepsEveryRevision) {
  desk::Post post = a_post();
  expect_ok(writer().put_post(post));
  post.revision = 2;
  post.headline = "Corrected";
  expect_ok(writer().put_post(post));
  EXPECT_EQ(value(reader().post(post.id))->headline, "Corrected");
  EXPECT_EQ(value(reader().counts()).posts, 1);
  const auto database = value(Database::open(folder_.database(), Database::Mode::kRead));
  EXPECT_EQ(value(database->number("SELECT count(*) FROM post_revisions")), 2);
}

TEST_F(PostStore, RefusesARevisionThatSomebodyElseSaved) {
  desk::Post post = a_post();
  expect_ok(writer().put_post(post));
  post.headline = "Mine";
  const auto status = writer().put_post(post);
  EXPECT_EQ(code(status), Code::kConflict);
  EXPECT_THAT(message(status), HasSubstr("revision 1 of post " + post.id.str() + " was saved meanwhile by ana"));
  EXPECT_EQ(value(reader().post(post.id))->headline, a_post().headline);
}

TEST_F(PostStore, ListsTheOneSavedLastFirst) {
  for (const std::uint64_t id : {1u, 2u, 3u}) expect_ok(writer().put_post(a_post(id)));
  desk::Post again = a_post(1);
  again.revision = 2;
  expect_ok(writer().put_post(again));
  std::vector<std::uint64_t> ids;
  for (const desk::Post& post : value(reader().posts())) ids.push_back(post.id.value);
  EXPECT_THAT(ids, ElementsAre(1, 3, 2));
}

KeptEntry an_entry(std::uint64_t number) {
  KeptEntry kept;
  kept.post = a_post().id;
  kept.entry.id = desk::LiveEntryId{number};
  kept.entry.headline = "Entry " + std::to_string(number);
  kept.entry.body = "The wind **turns**.";
  kept.entry.key_event = true;
  kept.entry.byline = "Ana Ruiz";
  kept.entry.at = kNow;
  kept.entry.updated_at = kNow + 1min;
  kept.entry.revision = 1;
  kept.entry.saved_by = "ana";
  return kept;
}

TEST_F(PostStore, ListsWhatIsPublishedByItsFirstPublicationPageByPage) {
  const auto put = [&](std::uint64_t id, desk::Post::State state, Instant published, int revision = 1) {
    desk::Post post = a_post(id);
    post.state = state;
    post.published_at = published;
    post.revision = revision;
    expect_ok(writer().put_post(post));
  };
  using State = desk::Post::State;
  put(1, State::kPublished, kNow);
  put(2, State::kPublished, kNow + 2h);
  put(0xfedcba9876543210, State::kPublished, kNow + 2h);  // In the same second, with a negative number in SQL.
  put(4, State::kDraft, kNow + 3h);
  put(5, State::kPublished, kNow + 3h);
  put(5, State::kWithdrawn, kNow + 3h, 2);
  put(1, State::kPublished, kNow, 2);  // An edit keeps its place.
  const auto page = [&](const std::string& cursor) { return value(reader().published_posts({cursor, 1})); };
  std::vector<std::uint64_t> ids;
  std::string cursor;
  do {
    const auto found = page(cursor);
    ASSERT_EQ(found.items.size(), 1U);
    ids.push_back(found.items[0].id.value);
    if (cursor.empty()) put(6, State::kPublished, kNow + 4h);  // Moves nothing.
    cursor = found.next;
  } while (!cursor.empty() && ids.size() < 9);
  EXPECT_THAT(ids, ElementsAre(2, 0xfedcba9876543210, 1));
}

TEST_F(LiveEntryStore, GivesBackWhatWasPut) {
  expect_ok(writer().put_post(a_post()));
  const KeptEntry put = an_entry(0xfedcba9876543212);
  expect_ok(writer().put_live_entry(put));
  const auto read = value(reader().live_entry(put.entry.id));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->post, put.post);
  EXPECT_FALSE(read->taken_back);
  EXPECT_EQ(read->entry.id, put.entry.id);
  EXPECT_EQ(read->entry.headline, put.entry.headline);
  EXPECT_EQ(read->entry.body, put.entry.body);
  EXPECT_EQ(read->entry.key_event, true);
  EXPECT_EQ(read->entry.byline, "Ana Ruiz");
  EXPECT_EQ(read->entry.at, kNow);
  EXPECT_EQ(read->entry.updated_at, kNow + 1min);
  EXPECT_EQ(read->entry.revision, 1);
  EXPECT_EQ(read->entry.saved_by, "ana");
  EXPECT_FALSE(value(reader().live_entry(desk::LiveEntryId{1})));
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(LiveEntryStore, ListsTheNewestFirstAndAnEditKeepsItsPlace) {
  expect_ok(writer().put_post(a_post(1)));
  expect_ok(writer().put_post(a_post(2)));
  for (const std::uint64_t id : {9u, 4u, 7u}) expect_ok(writer().put_live_entry(an_entry(id)));
  KeptEntry of_another = an_entry(5);
  of_another.post = desk::PostId{2};
  expect_ok(writer().put_live_entry(of_another));
  KeptEntry edited = an_entry(9);
  edited.entry.revision = 2;
  edited.entry.headline = "Corrected";
  expect_ok(writer().put_live_entry(edited));
  std::vector<std::string> headlines;
  for (const auto& entry : value(reader().live_entries(desk::PostId{1}))) headlines.push_back(entry.headline);
  EXPECT_THAT(headlines, ElementsAre("Entry 7", "Entry 4", "Corrected"));
  const auto database = value(Database::open(folder_.database(), Database::Mode::kRead));
  EXPECT_EQ(value(database->number("SELECT count(*) FROM live_entry_revisions")), 5) << "every revision is kept";
}

TEST_F(LiveEntryStore, TakenBackIsKeptButNotShown) {
  expect_ok(writer().put_post(a_post()));
  KeptEntry entry = an_entry(1);
  expect_ok(writer().put_live_entry(entry));
  entry.entry.revision = 2;
  entry.taken_back = true;
  expect_ok(writer().put_live_entry(entry));
  EXPECT_THAT(value(reader().live_entries(entry.post)), IsEmpty());
  EXPECT_TRUE(value(reader().live_entry(entry.entry.id))->taken_back);
  entry.entry.revision = 3;
  entry.taken_back = false;
  expect_ok(writer().put_live_entry(entry));
  EXPECT_EQ(value(reader().live_entries(entry.post)).size(), 1u);
}

TEST_F(LiveEntryStore, RefusesWhatSomebodyElseSavedAndWhatIsNotThere) {
  expect_ok(writer().put_post(a_post(1)));
  expect_ok(writer().put_post(a_post(2)));
  expect_ok(writer().put_live_entry(an_entry(1)));
  EXPECT_THAT(message(writer().put_live_entry(an_entry(1))), HasSubstr("was saved meanwhile by ana"));
  KeptEntry moved = an_entry(1);
  moved.entry.revision = 2;
  moved.post = desk::PostId{2};
  EXPECT_EQ(code(writer().put_live_entry(moved)), Code::kConflict);
  KeptEntry stray = an_entry(2);
  stray.post = desk::PostId{3};
  EXPECT_EQ(code(writer().put_live_entry(stray)), Code::kNotFound);
  EXPECT_FALSE(value(reader().live_entry(stray.entry.id))) << "nothing of it is left";
}

TEST_F(AccountStore, GivesBackWhatWasPut) {
  expect_ok(writer().put_account(account("ana")));
  const auto read = value(reader().account("ana"));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->role, desk::Role::kAdmin);
  EXPECT_EQ(read->password_hash, "$argon2id$");
  EXPECT_EQ(read->created_at, kNow);
  EXPECT_FALSE(value(reader().account("bo")));
}

TEST_F(AccountStore, ChangesAnAccountButNotItsAge) {
  expect_ok(writer().put_account(account("bo")));
  desk::Account changed = account("bo");
  changed.role = desk::Role::kEditor;
  changed.password_hash = "$other$";
  changed.created_at = kNow + 1h;
  expect_ok(writer().put_account(changed));
  expect_ok(writer().put_account(account("ana")));
  const auto accounts = value(reader().accounts());
  ASSERT_EQ(accounts.size(), 2u);
  EXPECT_EQ(accounts[0].name, "ana");
  EXPECT_EQ(accounts[1].role, desk::Role::kEditor);
  EXPECT_EQ(accounts[1].password_hash, "$other$");
  EXPECT_EQ(accounts[1].created_at, kNow);
}

TEST_F(AccountStore, OpensASessionUntilItExpires) {
  expect_ok(writer().put_account(account("ana")));
  expect_ok(writer().put_session({"hash", "ana", kNow + desk::kSessionLife}));
  EXPECT_EQ(value(reader().session("hash", kNow))->account, "ana");
  EXPECT_TRUE(value(reader().session("hash", kNow + desk::kSessionLife - 1s)));
  EXPECT_FALSE(value(reader().session("hash", kNow + desk::kSessionLife)));
  EXPECT_FALSE(value(reader().session("other", kNow)));
}

TEST_F(AccountStore, OpensNoSessionForNobody) {
  const auto status = writer().put_session({"hash", "nobody", kNow});
  EXPECT_EQ(code(status), Code::kNotFound);
  EXPECT_EQ(message(status), "there is no account 'nobody'");
}

TEST_F(AccountStore, ForgetsExpiredSessionsWhenANewOneOpens) {
  expect_ok(writer().put_account(account("ana")));
  expect_ok(writer().put_session({"old", "ana", kNow}));
  expect_ok(writer().put_session({"live", "ana", kNow + 1s}));
  expect_ok(writer().put_session({"new", "ana", kNow + desk::kSessionLife}));
  EXPECT_FALSE(value(reader().session("old", Instant{})));
  EXPECT_TRUE(value(reader().session("live", Instant{})));
  EXPECT_TRUE(value(reader().session("new", Instant{})));
}

TEST_F(AccountStore, EndsSessions) {
  for (const std::string name : {"ana", "bo"}) {
    expect_ok(writer().put_account(account(name)));
    for (const std::string key : {"1", "2"}) expect_ok(writer().put_session({name + key, name, kNow + 1h}));
  }
  expect_ok(writer().remove_session("bo1"));
  expect_ok(writer().remove_sessions_of("ana"));
  EXPECT_FALSE(value(reader().session("ana1", kNow)));
  EXPECT_FALSE(value(reader().session("ana2", kNow)));
  EXPECT_FALSE(value(reader().session("bo1", kNow)));
  EXPECT_TRUE(value(reader().session("bo2", kNow)));
}

TEST_F(AccountStore, HasOneSetupLinkForEachAccount) {
  expect_ok(writer().put_setup_link({"first", "", kNow + 1h}));
  expect_ok(writer().put_setup_link({"second", "", kNow + 1h}));
  expect_ok(writer().put_setup_link({"anas", "ana", kNow + 1h}));
  EXPECT_FALSE(value(reader().setup_link("first", kNow)));
  EXPECT_EQ(value(reader().setup_link("second", kNow))->account, "");
  EXPECT_EQ(value(reader().setup_link("anas", kNow))->account, "ana");
  EXPECT_FALSE(value(reader().setup_link("anas", kNow + 1h))) << "expired";
  expect_ok(writer().remove_setup_link("anas"));
  EXPECT_FALSE(value(reader().setup_link("anas", kNow)));
}

TEST_F(AuditLog, ShowsTheNewestFirst) {
  expect_ok(writer().append_audit({kNow, "ana", "post.publish", "x", "Havana"}));
  expect_ok(writer().append_audit({kNow + 1s, "bo", "reply.approve", "y", ""}));
  const auto entries = value(reader().audit(10));
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].who, "bo");
  EXPECT_EQ(entries[1].at, kNow);
  EXPECT_EQ(entries[1].action, "post.publish");
  EXPECT_EQ(entries[1].target, "x");
  EXPECT_EQ(entries[1].detail, "Havana");
  EXPECT_EQ(value(reader().audit(1)).size(), 1u);
  EXPECT_THAT(value(reader().audit(0)), IsEmpty());
}

TEST_F(AuditLog, IsNeverChangedNorShortened) {
  expect_ok(writer().append_audit({kNow, "ana", "post.publish", "x", ""}));
  const auto database = value(Database::open(folder_.database(), Database::Mode::kWrite));
  EXPECT_THAT(message(database->run("UPDATE audit SET who = 'bo'")), HasSubstr("never changed"));
  EXPECT_THAT(message(database->run("DELETE FROM audit")), HasSubstr("never shortened"));
}

TEST_F(StoreTest, RemembersSettings) {
  EXPECT_FALSE(value(reader().setting("edition")));
  expect_ok(writer().put_setting("edition", "sample"));
  expect_ok(writer().put_setting("edition", ""));
  EXPECT_EQ(value(reader().setting("edition")), "") << "empty is not absent";
}

}  // namespace
}  // namespace dateline::store
