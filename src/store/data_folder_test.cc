#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "store/article_rows.h"
#include "store/desk_rows.h"
#include "store/migrations.h"
#include "store/sql_text.h"
#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

mode_t mode_of(const std::filesystem::path& path) {
  struct stat info{};
  EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
  return info.st_mode & 0777;
}

TEST(DataFolder, IsMadeForItsOwnerOnly) {
  TemporaryFolder folder;
  const auto store = value(open_sqlite(folder / "a/b/data", Access::kWrite));
  expect_ok(store->writer().put_setting("key", "value"));
  EXPECT_EQ(mode_of(folder / "a/b/data"), 0700u);
  for (const auto& entry : std::filesystem::directory_iterator(folder / "a/b/data")) {
    EXPECT_EQ(mode_of(entry.path()), 0600u) << entry.path();
  }
}

TEST(DataFolder, KeepsWhatWasWrittenOverARestart) {
  TemporaryFolder folder;
  expect_ok(value(open_sqlite(folder.data(), Access::kWrite))->writer().put_setting("key", "value"));
  const auto store = value(open_sqlite(folder.data(), Access::kWrite));
  EXPECT_EQ(value(store->reader().setting("key")), "value");
}

TEST(DataFolder, TakesAPathWithAFinalSlash) {
  TemporaryFolder folder;
  EXPECT_TRUE(open_sqlite(folder.data() / "", Access::kWrite));
}

TEST(DataFolder, IsUsedByOneProcessAtATime) {
  TemporaryFolder folder;
  const auto store = value(open_sqlite(folder.data(), Access::kWrite));
  const auto second = open_sqlite(folder.data(), Access::kWrite);
  EXPECT_EQ(code(second), Code::kConflict);
  EXPECT_EQ(message(second), folder.data().string() + " is in use by dateline (process " + std::to_string(::getpid()) +
                                 "); stop it first, or name another folder with --data");
}

TEST(DataFolder, NamesTheOtherProcessThatHoldsIt) {
  TemporaryFolder folder;
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto store = open_sqlite(folder.data(), Access::kWrite);
    const char said = store ? 'y' : 'n';
    if (::write(ready[1], &said, 1) != 1) ::_exit(1);
    for (;;) ::pause();
  }
  char said = 'n';
  ASSERT_EQ(::read(ready[0], &said, 1), 1);
  ASSERT_EQ(said, 'y');

  const auto ours = open_sqlite(folder.data(), Access::kWrite);
  EXPECT_EQ(code(ours), Code::kConflict);
  EXPECT_THAT(message(ours), HasSubstr("(process " + std::to_string(child) + ")"));
  EXPECT_TRUE(open_sqlite(folder.data(), Access::kRead)) << "reading goes on beside the writer";

  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  ::close(ready[0]);
  ::close(ready[1]);
  EXPECT_TRUE(open_sqlite(folder.data(), Access::kWrite)) << "a killed process holds nothing";
}

TEST(DataFolder, OpenForReadingSeesWhatTheWriterCommits) {
  TemporaryFolder folder;
  const auto store = value(open_sqlite(folder.data(), Access::kWrite));
  const auto other = value(open_sqlite(folder.data(), Access::kRead));
  expect_ok(store->writer().put_setting("key", "value"));
  EXPECT_EQ(value(other->reader().setting("key")), "value");
}

TEST(DataFolder, OpenForReadingIsNotWritable) {
  TemporaryFolder folder;
  value(open_sqlite(folder.data(), Access::kWrite)).reset();
  const auto store = value(open_sqlite(folder.data(), Access::kRead));
  EXPECT_DEATH(store->writer(), "broken invariant");
}

TEST(DataFolder, IsNotMadeByReading) {
  TemporaryFolder folder;
  const auto store = open_sqlite(folder.data(), Access::kRead);
  EXPECT_EQ(code(store), Code::kNotFound);
  EXPECT_THAT(message(store), HasSubstr("--data"));
  EXPECT_FALSE(std::filesystem::exists(folder.data()));
}

TEST(DataFolder, OfANewerSchemaIsRefusedAndLeftAlone) {
  TemporaryFolder folder;
  value(open_sqlite(folder.data(), Access::kWrite)).reset();
  const int newer = newest_schema() + 2;
  expect_ok(value(Database::open(folder.database(), Database::Mode::kWrite))
                ->run_script("PRAGMA user_version = " + std::to_string(newer)));
  for (const Access access : {Access::kWrite, Access::kRead}) {
    const auto store = open_sqlite(folder.data(), access);
    EXPECT_EQ(code(store), Code::kInvalid);
    EXPECT_EQ(message(store), folder.database().string() + ": schema is version " + std::to_string(newer) +
                                  ", this build knows up to " + std::to_string(newest_schema()) +
                                  "; run a newer dateline");
  }
}

TEST(DataFolder, OfAnOlderSchemaIsNotMigratedByReading) {
  TemporaryFolder folder;
  value(open_sqlite(folder.data(), Access::kWrite)).reset();
  expect_ok(value(Database::open(folder.database(), Database::Mode::kWrite))
                ->run_script("PRAGMA user_version = " + std::to_string(newest_schema() - 1)));
  EXPECT_THAT(message(open_sqlite(folder.data(), Access::kRead)), HasSubstr("start 'dateline serve' once"));
}

TEST(DataFolder, OfSchemaOneIsBroughtUpWithItsStories) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.data());
  {
    const auto database = value(Database::open(folder.database(), Database::Mode::kWrite));
    expect_ok(migrate(*database, 1));
    for (const std::uint64_t id : {1u, 2u, 3u}) {
      Row row = to_row(report(id));
      row.push_back(hash_of(row));
      expect_ok(database->run(insert_into("articles", sql({kArticleColumns, ", hash"})), row));
      expect_ok(database->run(
          "INSERT INTO articles_fts (rowid, headline, lede, text) SELECT arrival, headline, lede, text FROM articles "
          "WHERE id = ?1",
          {article::ArticleId{id}}));
      expect_ok(database->run("INSERT INTO placements VALUES (?1, ?2, 'own-report', NULL)",
                              {database->last_row(), story::StoryId{id}}));
    }
    // The same story twice: what a merger could leave behind in schema 1.
    expect_ok(database->run_script("INSERT INTO story_earlier VALUES (3, 0, 2), (3, 1, 1), (3, 2, 2)"));
  }
  const auto store = value(open_sqlite(folder.data(), Access::kWrite));
  const auto story = value(store->reader().story(story::StoryId{3}));
  ASSERT_NE(story, nullptr);
  EXPECT_THAT(story->earlier, testing::ElementsAre(story::StoryId{2}, story::StoryId{1}));
  EXPECT_THAT(story->abroad, testing::IsEmpty());
  EXPECT_FALSE(story->locked);
  EXPECT_FALSE(story->members.at(0).by_editor);
  expect_ok(store->writer().put_changes(only(&story::Changes::locked, {{story::StoryId{3}, true}}), {}));
  EXPECT_THAT(value(store->check()).problems, testing::IsEmpty());
}

TEST(DataFolder, OfSchemaFourteenIsToldWhichCopiesAreWholeAndWhichAreCut) {
  TemporaryFolder folder;
  {
    value(open_sqlite(folder.data(), Access::kWrite));
  }
  {
    const auto database = value(Database::open(folder.database(), Database::Mode::kWrite));
    for (const auto& [id, text] : {std::pair(1u, "One sentence. And another."), std::pair(2u, "One sentence."),
                                   std::pair(3u, "One sentence. And another!")}) {
      article::Article article = report(id);
      article.text = text;
      Row row = to_row(article);
      row.push_back(hash_of(row));
      expect_ok(database->run(insert_into("articles", sql({kArticleColumns, ", hash"})), row));
      expect_ok(database->run("INSERT INTO placements VALUES (?1, 1, ?2, ?3, 0)",
                              {database->last_row(), std::string(id == 1 ? "own-report" : "same-text"),
                               id == 1 ? std::nullopt : std::optional(article::ArticleId{1})}));
    }
    expect_ok(database->run_script("DROP TABLE dossier_reports; DROP TABLE dossiers; PRAGMA user_version = 14"));
  }
  const auto store = value(open_sqlite(folder.data(), Access::kWrite));
  std::map<std::uint64_t, std::string_view> kinships;
  const auto story = value(store->reader().story(story::StoryId{1}));
  for (const auto& member : story->members) kinships[member.article->id.value] = to_string(member.kinship);
  EXPECT_EQ(kinships, (std::map<std::uint64_t, std::string_view>{{1, "own-report"}, {2, "cut"}, {3, "verbatim"}}));
}

TEST(DataFolder, OfSchemaTwoIsBroughtUpWithItsPosts) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.data());
  {
    const auto database = value(Database::open(folder.database(), Database::Mode::kWrite));
    expect_ok(migrate(*database, 2));
    // The columns that schema 2 had, with the hash over them.
    constexpr std::string_view kColumns =
        "post, revision, state, kicker, headline, standfirst, byline, section, body, correction, replies_open, "
        "created_at, updated_at, published_at, saved_by";
    Row row = to_row(a_post());
    row.resize(15);
    row[9] = std::string("It was Havana,\r\nnot Washington.");
    row.push_back(hash_of(row));
    expect_ok(database->run(insert_into("post_revisions", sql({kColumns, ", hash"})), row));
    expect_ok(database->run("INSERT INTO posts (id, article, newest) VALUES (1, 1, ?1)", {database->last_row()}));
  }
  const auto store = value(open_sqlite(folder.data(), Access::kWrite));
  const auto post = value(store->reader().post(a_post().id));
  ASSERT_TRUE(post);
  EXPECT_EQ(post->headline, a_post().headline);
  EXPECT_THAT(post->notes, testing::ElementsAre(desk::Note{desk::Note::Kind::kCorrection,
                                                           "It was Havana, not Washington.", a_post().updated_at}))
      << "its correction, with the time of the revision that had it first";
  EXPECT_EQ(post->live, desk::Post::Live::kNo);
  EXPECT_THAT(value(store->check()).problems, testing::IsEmpty()) << "the hash is over the new columns";
}

TEST(DataFolder, WithAnotherProgramsDatabaseIsLeftAlone) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.data());
  expect_ok(value(Database::open(folder.database(), Database::Mode::kWrite))->run_script("CREATE TABLE theirs (x)"));
  const auto store = open_sqlite(folder.data(), Access::kWrite);
  EXPECT_EQ(code(store), Code::kInvalid);
  EXPECT_THAT(message(store), HasSubstr("another program's database"));
  EXPECT_EQ(
      value(value(Database::open(folder.database(), Database::Mode::kRead))->number("SELECT count(*) FROM theirs")), 0);
}

TEST(DataFolder, WithAFileThatIsNoDatabaseSaysSo) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.data());
  std::ofstream(folder.database()) << std::string(10'000, 'x');
  const auto store = open_sqlite(folder.data(), Access::kWrite);
  EXPECT_EQ(code(store), Code::kInvalid);
  EXPECT_THAT(message(store), EndsWith("this is not a database; is it the right data folder?"));
}

TEST(DataFolder, ThatIsAFileSaysSo) {
  TemporaryFolder folder;
  std::ofstream(folder.data()) << "x";
  EXPECT_THAT(message(open_sqlite(folder.data(), Access::kWrite)), HasSubstr("is not a folder"));
}

TEST(DataFolder, SyncsEveryCommit) {
  TemporaryFolder folder;
  value(open_sqlite(folder.data(), Access::kWrite)).reset();
  const auto database = value(Database::open(folder.database(), Database::Mode::kWrite));
  auto mode = value(database->query("PRAGMA journal_mode"));
  ASSERT_TRUE(value(mode.next()));
  EXPECT_EQ(mode.text(0), "wal");
  EXPECT_EQ(value(database->number("PRAGMA synchronous")), 2) << "FULL";
  EXPECT_EQ(value(database->number("PRAGMA foreign_keys")), 1);
  EXPECT_EQ(value(database->number("PRAGMA trusted_schema")), 0);
}

}  // namespace
}  // namespace dateline::store
