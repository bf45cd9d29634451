#include "store/connection_pool.h"

namespace dateline::store {
namespace {

// Each keeps 2 MB of pages warm; more calls at once than this are rare, and then a connection is opened in 1 ms.
constexpr std::size_t kMostIdle = 8;

}  // namespace

Lease::Lease(Lease&& other) noexcept
    : database_(other.database_), borrowed_(std::move(other.borrowed_)), pool_(other.pool_) {}

Lease::~Lease() {
  if (borrowed_) pool_->give_back(std::move(borrowed_));
}

Result<Lease> ConnectionPool::borrow() {
  std::unique_ptr<Database> connection;
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!connection) {
    DATELINE_TRY(connection, Database::open(file_, Database::Mode::kRead));
  }
  DATELINE_TRY_VOID(connection->run("BEGIN"));
  return Lease(std::move(connection), *this);
}

void ConnectionPool::give_back(std::unique_ptr<Database> connection) {
  // One that cannot end its transaction would hold an old state, and with it the log, for ever.
  if (!connection->run("COMMIT")) return;
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kMostIdle) idle_.push_back(std::move(connection));
}

}  // namespace dateline::store
