#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "store/temporary_store.h"

namespace dateline::store {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class Backup : public StoreTest {
 protected:
  Backup() { expect_ok(writer().put_article(placed(report(1, "Havana"), 1))); }
};

TEST_F(Backup, IsADataFolderWhenPutIntoOne) {
  const auto file = folder_ / "backup.db";
  expect_ok(store_->backup(file));
  std::filesystem::create_directories(folder_ / "restored");
  std::filesystem::copy_file(file, folder_ / "restored/dateline.db");
  const auto restored = value(open_sqlite(folder_ / "restored", Access::kWrite));
  EXPECT_EQ(value(restored->reader().article(article::ArticleId{1}))->headline, "Havana");
  EXPECT_EQ(value(restored->reader().search({.words = "havana"}, {})).items.size(), 1u);
  EXPECT_THAT(value(restored->check()).problems, IsEmpty());
}

TEST_F(Backup, IsOneFileForItsOwnerOnly) {
  expect_ok(store_->backup(folder_ / "backup.db"));
  struct stat info{};
  ASSERT_EQ(::stat((folder_ / "backup.db").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "backup.db-journal"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "backup.db-wal"));
}

TEST_F(Backup, DoesNotReplaceAFile) {
  std::ofstream(folder_ / "backup.db") << "precious";
  const auto status = store_->backup(folder_ / "backup.db");
  EXPECT_EQ(code(status), Code::kConflict);
  EXPECT_THAT(message(status), HasSubstr("exists; name a new file"));
  EXPECT_EQ(std::filesystem::file_size(folder_ / "backup.db"), 8u);
}

TEST_F(Backup, WithoutAFolderToStandInSaysSo) {
  EXPECT_THAT(message(store_->backup(folder_ / "absent/backup.db")), HasSubstr("absent/backup.db: cannot be made"));
}

TEST_F(Backup, HoldsWhatWasCommittedWhenItBegan) {
  expect_ok(writer().begin());
  expect_ok(writer().put_article(placed(report(2), 2)));
  expect_ok(store_->backup(folder_ / "backup.db"));
  expect_ok(writer().commit());
  const auto copy = value(Database::open(folder_ / "backup.db", Database::Mode::kRead));
  EXPECT_EQ(value(copy->number("SELECT count(*) FROM articles")), 1);
}

TEST_F(Backup, OfADamagedStoreIsNotKept) {
  tamper("UPDATE articles SET text = 'A tent.'");
  const auto status = store_->backup(folder_ / "backup.db");
  EXPECT_THAT(message(status), HasSubstr("the backup was not kept"));
  EXPECT_THAT(message(status), HasSubstr(article::ArticleId{1}.str()));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "backup.db"));
}

TEST_F(Backup, WorksBesideAWriterOfAnotherProcess) {
  const auto other = value(open_sqlite(folder_.data(), Access::kRead));
  expect_ok(other->backup(folder_ / "backup.db"));
}

}  // namespace
}  // namespace dateline::store
