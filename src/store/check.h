#pragma once

#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

/// Reads everything and compares it with what it should be. `database` must not be in a transaction.
/// `alone`: nobody else writes now, so the search index may also be compared with the articles, for which FTS5 wants
/// the write lock; then `database` must be writable.
Result<CheckReport> check_database(Database& database, bool alone);

}  // namespace dateline::store
