#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/row.h"

struct sqlite3;
struct sqlite3_stmt;

namespace dateline::store {

class Database;

/// A statement that is running; ends when it goes out of scope. Must not outlive its Database.
class Query {
 public:
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  /// Steps to the next row; false at the end.
  Result<bool> next();

  // Of the current row, counted from 0. A NULL reads as 0, "" or an empty Value; bytes are read by text() too.
  std::int64_t number(int column) const;
  std::string text(int column) const;
  bool is_null(int column) const;
  Value value(int column) const;

 private:
  friend class Database;
  Query(Database& database, sqlite3_stmt* statement, bool* busy)
      : database_(&database), statement_(statement), busy_(busy) {}

  Database* database_;
  sqlite3_stmt* statement_;
  bool* busy_;  // The cache's mark, or nullptr if the statement is this query's own.
};

/// Reads the columns of a query's row one after the other.
class Columns {
 public:
  explicit Columns(const Query& query, int first = 0) : query_(query), next_(first) {}

  std::string text() { return query_.text(next_++); }
  std::int64_t number() { return query_.number(next_++); }
  bool flag() { return number() != 0; }
  Instant instant() { return Instant{std::chrono::seconds{number()}}; }
  std::optional<Instant> optional_instant() {
    if (query_.is_null(next_)) return ++next_, std::nullopt;
    return instant();
  }
  template <class SomeId>
  SomeId id() {
    return SomeId{static_cast<std::uint64_t>(number())};
  }
  template <class SomeId>
  std::optional<SomeId> optional_id() {
    if (query_.is_null(next_)) return ++next_, std::nullopt;
    return id<SomeId>();
  }

 private:
  const Query& query_;
  int next_;
};

/// One connection. One thread at a time. Errors name the file and what to do.
class Database {
 public:
  enum class Mode {
    kRead,   ///< The file must exist.
    kWrite,  ///< The file is made, with mode 0600, where there is none.
  };
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, Mode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Starts one statement; `values` are its ?1, ?2 ... Prepared once for each text, so texts should be constant.
  Result<Query> query(std::string_view sql, std::span<const Value> values);
  Result<Query> query(std::string_view sql, std::initializer_list<Value> values = {}) {
    return query(sql, std::span<const Value>(values.begin(), values.size()));
  }
  /// Runs one statement to its end.
  Status run(std::string_view sql, std::span<const Value> values);
  Status run(std::string_view sql, std::initializer_list<Value> values = {}) {
    return run(sql, std::span<const Value>(values.begin(), values.size()));
  }
  /// Runs a text of several statements.
  Status run_script(const std::string& sql);
  /// The first column of the first row; 0 if there is none.
  Result<std::int64_t> number(std::string_view sql, std::initializer_list<Value> values = {});

  /// Takes what the log (WAL) holds into the file and empties it, so that nothing that was overwritten stands there any
  /// more. False, without waiting, where readers need it still. Not inside a transaction.
  Result<bool> empty_log();

  /// Runs `job` as a whole or not at all, inside a transaction or outside of one.
  Status atomically(const std::function<Status()>& job);

  bool in_transaction() const;
  std::int64_t last_row() const;  ///< Number of the row inserted last.
  std::int64_t changes() const;   ///< Rows changed by the last statement.
  const std::filesystem::path& file() const { return file_; }

 private:
  friend class Query;
  struct Prepared {
    sqlite3_stmt* statement = nullptr;
    bool busy = false;
  };

  Database(sqlite3* handle, std::filesystem::path file) : handle_(handle), file_(std::move(file)) {}
  std::unexpected<Error> failure() const;

  sqlite3* const handle_;
  const std::filesystem::path file_;
  std::map<std::string, Prepared, std::less<>> prepared_;
};

}  // namespace dateline::store
