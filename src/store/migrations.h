#pragma once

#include "base/result.h"
#include "store/sqlite_database.h"

namespace dateline::store {

/// The newest schema that this build knows: the number of migrations.
int newest_schema();

/// Is this a dateline database that this build can read? kInvalid if not, saying which way out there is.
Status check_schema(Database& database);

/// Brings the database up to schema `to` (a test stops at an older one), each migration in a transaction of its own. An
/// empty file becomes a dateline database. kInvalid for another program's database or a newer schema; then nothing was
/// touched.
Status migrate(Database& database, int to = newest_schema());

}  // namespace dateline::store
