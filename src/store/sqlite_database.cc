// Beside search_words.cc the only file that knows SQLite's own interface.
#include "store/sqlite_database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "store/search_words.h"

namespace dateline::store {
namespace {

// A batch of the newsroom takes milliseconds; whoever waits this long waits for another process.
constexpr int kBusyMilliseconds = 10'000;

// trusted_schema, cell_size_check: a file that somebody prepared must not run or crash anything
// (sqlite.org/security.html). journal_size_limit: after a bulk import the log shrinks again.
constexpr const char* kPragmas =
    "PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA journal_size_limit = 67108864;";
// secure_delete: what is erased or changed is overwritten with zeros, in rows and indexes (erasures.h). cache_size: 64
// MB, so that a batch of replies, each in a handful of indexes, does not push its own pages out; with SQLite's 2 MB a
// reply took 186 us of the writer with 100,000 there, with this 75 us, however many.
constexpr const char* kWriterPragmas =
    "PRAGMA secure_delete = ON;"
    "PRAGMA cache_size = -65536;";

Error describe(sqlite3* handle, int code, const std::filesystem::path& file) {
  const std::string where = file.string() + ": ";
  const std::string what = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Code::kUnavailable, where + "another process holds the database; try again when it is done"};
    case SQLITE_FULL:
      return {Code::kInternal, where + "the disk is full; make room and try again"};
    case SQLITE_NOTADB:
      return {Code::kInvalid, where + "this is not a database; is it the right data folder?"};
    case SQLITE_CORRUPT:
      return {Code::kInternal,
              where + "the database is damaged (" + what + "); run 'dateline check', then restore a backup"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return {Code::kInternal, where + what + "; does the file belong to the user that runs dateline?"};
    case SQLITE_IOERR:
      return {Code::kInternal, where + what + "; look at the system's log for the disk"};
    case SQLITE_TOOBIG:
      return {Code::kLimit, where + "a text is larger than the database takes"};
    case SQLITE_CONSTRAINT:
      if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
        return {Code::kNotFound, where + "what this belongs to does not exist"};
      }
      return {Code::kConflict, where + what};
    default:
      return {Code::kInternal, where + what};
  }
}

/// hash_of(column, ...) in SQL: for a migration, which changes the columns that a row's hash is over.
void hash_of_columns(sqlite3_context* context, int count, sqlite3_value** values) {
  Row row;
  for (int i = 0; i < count; ++i) {
    switch (sqlite3_value_type(values[i])) {
      case SQLITE_NULL:
        row.emplace_back();
        break;
      case SQLITE_INTEGER:
        row.emplace_back(std::int64_t{sqlite3_value_int64(values[i])});
        break;
      default: {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(values[i]));
        std::string text(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_value_bytes(values[i])));
        if (sqlite3_value_type(values[i]) == SQLITE_BLOB) {
          row.emplace_back(Blob{std::move(text)});
        } else {
          row.emplace_back(std::move(text));
        }
      }
    }
  }
  const std::string hash = hash_of(row);
  sqlite3_result_text64(context, hash.data(), hash.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// SQLite makes its files readable to everybody; the log beside a file takes the file's own mode.
Status make_private(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return fail(Code::kInternal, file.string() + ": cannot be opened for writing: " + std::strerror(errno));
  ::close(fd);
  return {};
}

}  // namespace

Query::Query(Query&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)), busy_(other.busy_) {}

Query::~Query() {
  if (!statement_) return;
  if (!busy_) {
    sqlite3_finalize(statement_);
    return;
  }
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  *busy_ = false;
}

Result<bool> Query::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return database_->failure();
}

std::int64_t Query::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Query::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (!bytes) return "";
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Value Query::value(int column) const {
  switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_NULL:
      return {};
    case SQLITE_INTEGER:
      return number(column);
    case SQLITE_BLOB:
      return Blob{text(column)};
    default:
      return text(column);
  }
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, Mode mode) {
  if (mode == Mode::kWrite) DATELINE_TRY_VOID(make_private(file));
  sqlite3* handle = nullptr;
  // NOMUTEX: a connection is used by one thread at a time, see connection_pool.h.
  const int flags = (mode == Mode::kWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle, file));
  if (code != SQLITE_OK) return fail(describe(handle, code, file));
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  // DIRECTONLY: not for the schema of a file that somebody prepared.
  if (sqlite3_create_function_v2(handle, "hash_of", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                                 hash_of_columns, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return database->failure();
  }
  if (!register_search_words(handle)) {
    return fail(Code::kInternal, "this SQLite was built without FTS5, which search needs; use Debian's libsqlite3-0");
  }
  DATELINE_TRY_VOID(database->run_script(kPragmas));
  if (mode == Mode::kWrite) DATELINE_TRY_VOID(database->run_script(kWriterPragmas));
  return database;
}

Database::~Database() {
  for (auto& [sql, prepared] : prepared_) sqlite3_finalize(prepared.statement);
  sqlite3_close(handle_);
}

std::unexpected<Error> Database::failure() const {
  return fail(describe(handle_, sqlite3_extended_errcode(handle_), file_));
}

Result<Query> Database::query(std::string_view sql, std::span<const Value> values) {
  auto found = prepared_.find(sql);
  if (found == prepared_.end()) found = prepared_.emplace(std::string(sql), Prepared{}).first;
  Prepared& prepared = found->second;
  // A statement that is running already (a visitor that asks the same) gets a copy of its own.
  sqlite3_stmt* statement = prepared.busy ? nullptr : prepared.statement;
  if (!statement) {
    const unsigned flags = prepared.busy ? 0 : SQLITE_PREPARE_PERSISTENT;
    if (sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), flags, &statement, nullptr) !=
        SQLITE_OK) {
      return failure();
    }
    if (!prepared.busy) prepared.statement = statement;
  }
  Query query(*this, statement, prepared.busy ? nullptr : &prepared.busy);
  prepared.busy = true;
  DATELINE_CHECK(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int index = static_cast<int>(i) + 1;
    int code = SQLITE_OK;
    if (const std::int64_t* number = values[i].number()) {
      code = sqlite3_bind_int64(statement, index, *number);
    } else if (const std::string* text = values[i].text()) {
      code = sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (const Blob* blob = values[i].blob()) {
      code = sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT);
    } else {
      code = sqlite3_bind_null(statement, index);
    }
    if (code != SQLITE_OK) return failure();
  }
  return query;
}

Status Database::run(std::string_view sql, std::span<const Value> values) {
  DATELINE_TRY(Query running, query(sql, values));
  for (;;) {
    DATELINE_TRY(const bool row, running.next());
    if (!row) return {};
  }
}

Status Database::run_script(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failure();
  return {};
}

Result<std::int64_t> Database::number(std::string_view sql, std::initializer_list<Value> values) {
  DATELINE_TRY(Query running, query(sql, values));
  DATELINE_TRY(const bool row, running.next());
  return row ? running.number(0) : 0;
}

Result<bool> Database::empty_log() {
  sqlite3_busy_timeout(handle_, 0);
  const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(handle_, kBusyMilliseconds);
  if ((code & 0xff) == SQLITE_BUSY) return false;
  if (code != SQLITE_OK) return failure();
  return true;
}

Status Database::atomically(const std::function<Status()>& job) {
  const bool nested = in_transaction();
  // IMMEDIATE: one that reads first and writes later would not wait for another writer, but fail.
  DATELINE_TRY_VOID(run(nested ? "SAVEPOINT job" : "BEGIN IMMEDIATE"));
  Status done = job();
  if (done) done = run(nested ? "RELEASE job" : "COMMIT");
  // A full disk ends the whole transaction by itself; then there is nothing left to take back.
  if (!done && in_transaction()) {
    if (nested) static_cast<void>(run("ROLLBACK TO job"));
    static_cast<void>(run(nested ? "RELEASE job" : "ROLLBACK"));
  }
  return done;
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(handle_);
}

std::int64_t Database::changes() const {
  return sqlite3_changes64(handle_);
}

}  // namespace dateline::store
