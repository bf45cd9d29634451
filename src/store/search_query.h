#pragma once
// Search on one connection; store.h says what it finds. Internal to store.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

/// A reader's words as an FTS5 expression that every version of FTS5 can parse: each word and each phrase in quotation
/// marks stands quoted, so operators, brackets and columns are words like any other. "" when there is no word.
std::string fts_expression(std::string_view words);

/// The marks (migrations.cc, articles_indexed) of which each day from `first` to `last` has exactly one: whole years
/// and months where they fit.
std::vector<std::string> marks_of_days(std::chrono::sys_days first, std::chrono::sys_days last);

Result<SearchFound> search_articles(Database& database, const SearchQuery& query, const Page& page);

}  // namespace dateline::store
