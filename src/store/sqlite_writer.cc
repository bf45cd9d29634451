#include "store/sqlite_writer.h"

namespace dateline::store {

Status SqliteWriter::begin() {
  DATELINE_CHECK(!in_batch_);
  DATELINE_TRY_VOID(database_->run("BEGIN IMMEDIATE"));
  in_batch_ = true;
  return {};
}

Status SqliteWriter::commit() {
  DATELINE_CHECK(in_batch_);
  if (!database_->in_transaction()) {
    // A full or failing disk makes SQLite roll back by itself; a COMMIT would then have nothing to say.
    in_batch_ = false;
    return fail(Code::kInternal, database_->file().string() +
                                     ": the database gave up this batch, nothing of it was written; is the disk full?");
  }
  Status done = database_->run("COMMIT");
  if (!done) rollback();
  in_batch_ = false;
  if (must_overwrite_) overwrite();
  return done;
}

void SqliteWriter::rollback() {
  in_batch_ = false;
  if (!database_->in_transaction()) return;
  // Fails only where SQLite has rolled back already.
  static_cast<void>(database_->run("ROLLBACK"));
}

Status SqliteWriter::attempt(const std::function<Status()>& job) {
  DATELINE_CHECK(in_batch_);
  if (!database_->in_transaction()) {
    return fail(Code::kInternal, database_->file().string() + ": the database gave up this batch; is the disk full?");
  }
  return database_->atomically(job);
}

}  // namespace dateline::store
