#pragma once
// The rows of a query as values.

#include <optional>
#include <utility>
#include <vector>

#include "store/sqlite_database.h"

namespace dateline::store {

/// The first row, read by `read(Columns&)`; absent if there is none.
template <class Read>
auto first_of(Result<Query> query, Read read) -> Result<std::optional<decltype(read(std::declval<Columns&>()))>> {
  if (!query) return fail(query.error());
  DATELINE_TRY(const bool found, query->next());
  if (!found) return std::nullopt;
  Columns columns(*query);
  return read(columns);
}

/// All rows, each read by `read(Columns&)`.
template <class Read>
auto all_of(Result<Query> query, Read read) -> Result<std::vector<decltype(read(std::declval<Columns&>()))>> {
  if (!query) return fail(query.error());
  std::vector<decltype(read(std::declval<Columns&>()))> rows;
  for (;;) {
    DATELINE_TRY(const bool row, query->next());
    if (!row) return rows;
    Columns columns(*query);
    rows.push_back(read(columns));
  }
}

}  // namespace dateline::store
