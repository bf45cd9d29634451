#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/log.h"
#include "store/check.h"
#include "store/erasures.h"
#include "store/folder_lock.h"
#include "store/migrations.h"
#include "store/reading.h"
#include "store/sqlite_writer.h"
#include "store/store.h"
#include "store/sync.h"

namespace dateline::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDatabaseFile = "dateline.db";

/// Only its owner may look into a folder that holds readers' addresses.
Status make_folder(const fs::path& data) {
  std::error_code error;
  if (fs::exists(data, error)) {
    if (fs::is_directory(data, error)) return {};
    return fail(Code::kInvalid, data.string() + " is not a folder; name another one with --data");
  }
  const fs::path parent = fs::absolute(data, error).lexically_normal().parent_path();
  fs::create_directories(parent, error);
  if (error) return fail(Code::kInternal, parent.string() + ": cannot be made: " + error.message());
  if (::mkdir(data.c_str(), 0700) != 0 && errno != EEXIST) {
    return fail(Code::kInternal, data.string() + ": cannot be made: " + std::strerror(errno));
  }
  return sync(parent);
}

/// Leaves the place to nobody else: the file is made here, empty and private, or it was there before.
Status make_backup_file(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) {
    ::close(fd);
    return {};
  }
  if (errno == EEXIST) return fail(Code::kConflict, file.string() + " exists; name a new file for the backup");
  return fail(Code::kInternal, file.string() + ": cannot be made: " + std::strerror(errno));
}

Status check_backup(const fs::path& file) {
  DATELINE_TRY(const std::unique_ptr<Database> copy, Database::open(file, Database::Mode::kWrite));
  DATELINE_TRY_VOID(check_schema(*copy));
  DATELINE_TRY(const CheckReport report, check_database(*copy, true));
  if (report.problems.empty()) return {};
  return fail(Code::kInternal, "the backup was not kept, for what it copies is damaged: " + report.problems.front());
}

class SqliteStore final : public Store {
 public:
  SqliteStore(fs::path data, std::optional<FolderLock> lock, std::unique_ptr<Database> database)
      : data_(std::move(data)), lock_(std::move(lock)), reader_(file()) {
    if (database) writer_ = std::make_unique<SqliteWriter>(std::move(database));
  }

  const Reader& reader() const override { return reader_; }

  Writer& writer() override {
    DATELINE_CHECK(writer_ != nullptr);
    return *writer_;
  }

  Status backup(const fs::path& target) const override {
    DATELINE_TRY_VOID(make_backup_file(target));
    Status done = copy_to(target);
    if (!done) {
      std::error_code ignored;
      fs::remove(target, ignored);
    }
    return done;
  }

  Result<CheckReport> check() const override {
    // Connections of its own: a check reads everything, which would drive what readers keep warm out of their caches.
    std::optional<FolderLock> lock;
    if (!writer_) {
      if (Result<FolderLock> taken = FolderLock::take(data_)) lock.emplace(std::move(*taken));
    }
    const bool alone = lock.has_value() || writer_ != nullptr;
    DATELINE_TRY(const std::unique_ptr<Database> database,
                 Database::open(file(), alone ? Database::Mode::kWrite : Database::Mode::kRead));
    return check_database(*database, alone);
  }

 private:
  fs::path file() const { return data_ / kDatabaseFile; }

  Status copy_to(const fs::path& target) const {
    DATELINE_TRY(const std::unique_ptr<Database> source, Database::open(file(), Database::Mode::kRead));
    // One statement, one state: writers go on meanwhile. The stepwise backup starts again at each write.
    DATELINE_TRY_VOID(source->run("VACUUM INTO ?1", {target.string()}));
    DATELINE_TRY_VOID(check_backup(target));
    DATELINE_TRY_VOID(sync(target));
    const fs::path folder = target.parent_path();
    return sync(folder.empty() ? fs::path(".") : folder);
  }

  // Constant after construction. Order matters: connections close before the lock is let go.
  const fs::path data_;
  const std::optional<FolderLock> lock_;

  // Newsroom thread only.
  std::unique_ptr<SqliteWriter> writer_;

  // Any thread.
  const PooledReader reader_;
};

Result<std::unique_ptr<Store>> open_for_writing(const fs::path& data) {
  DATELINE_TRY_VOID(make_folder(data));
  DATELINE_TRY(FolderLock lock, FolderLock::take(data));
  DATELINE_TRY(std::unique_ptr<Database> database, Database::open(data / kDatabaseFile, Database::Mode::kWrite));
  DATELINE_TRY_VOID(migrate(*database));
  // After migrate(), which refuses what is not ours: this is the first change.
  DATELINE_TRY_VOID(database->run("PRAGMA journal_mode = WAL"));
  DATELINE_TRY(const std::int64_t people, apply_erasures(*database, data / kErasuresFile));
  if (people > 0) {
    log::info("store", "erased again, since a backup brought them back: " + std::to_string(people) + " people");
  }
  // What was erased before a crash, or just now, may still stand in the log.
  DATELINE_TRY_VOID(database->empty_log());
  DATELINE_TRY_VOID(sync(data));
  return std::make_unique<SqliteStore>(data, std::move(lock), std::move(database));
}

Result<std::unique_ptr<Store>> open_for_reading(const fs::path& data) {
  std::error_code error;
  if (!fs::exists(data / kDatabaseFile, error)) {
    if (error == std::errc::permission_denied)
      return fail(Code::kDenied, data.string() + ": permission denied; run dateline as the folder's owner");
    return fail(Code::kNotFound, data.string() + " holds no " + kDatabaseFile + "; name dateline's folder with --data");
  }
  DATELINE_TRY(const std::unique_ptr<Database> database, Database::open(data / kDatabaseFile, Database::Mode::kRead));
  DATELINE_TRY_VOID(check_schema(*database));
  return std::make_unique<SqliteStore>(data, std::nullopt, nullptr);
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const fs::path& data, Access access) {
  return access == Access::kWrite ? open_for_writing(data) : open_for_reading(data);
}

}  // namespace dateline::store
