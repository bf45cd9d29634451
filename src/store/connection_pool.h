#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "store/sqlite_database.h"

namespace dateline::store {

class ConnectionPool;

/// The use of a connection for the time of one call. From a pool: inside a read transaction, so that everything read
/// through it belongs to one state of the store.
class Lease {
 public:
  /// A connection that the caller owns anyway; nothing happens at the end.
  explicit Lease(Database& own) : database_(&own) {}
  Lease(Lease&& other) noexcept;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

  Database& operator*() const { return *database_; }

 private:
  friend class ConnectionPool;
  Lease(std::unique_ptr<Database> borrowed, ConnectionPool& pool)
      : database_(borrowed.get()), borrowed_(std::move(borrowed)), pool_(&pool) {}

  Database* database_;
  std::unique_ptr<Database> borrowed_;
  ConnectionPool* pool_ = nullptr;
};

/// Read-only connections to one file. Any thread. Must outlive its leases.
class ConnectionPool {
 public:
  explicit ConnectionPool(std::filesystem::path file) : file_(std::move(file)) {}

  /// Never waits: opens another connection when all are in use.
  Result<Lease> borrow();

 private:
  friend class Lease;
  void give_back(std::unique_ptr<Database> connection);

  const std::filesystem::path file_;

  std::mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_;  // Guarded by mutex_.
};

}  // namespace dateline::store
