#pragma once
// Reading sources: what Reader promises, on one connection.

#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

Result<std::vector<KnownSource>> list_sources(Database& database);
Result<std::optional<KnownSource>> find_source(Database& database, wire::SourceId id);
Result<SourceList> list_sources(Database& database, const SourceFilter& filter, Instant now, int offset, int limit);
Result<SourceCounts> count_sources(Database& database, Instant now);
Result<std::vector<std::string>> list_source_folders(Database& database);

}  // namespace dateline::store
