#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace dateline::store {

/// SQL put together from constants, once; never from values, which are always bound.
inline std::string sql(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

/// "?1, ?2, ?3" for as many columns as the list names.
inline std::string parameters_for(std::string_view columns) {
  const auto count = std::count(columns.begin(), columns.end(), ',') + 1;
  std::string out;
  for (auto i = 1; i <= count; ++i) out += (i > 1 ? ", ?" : "?") + std::to_string(i);
  return out;
}

/// "INSERT INTO table (columns) VALUES (?1, ...)", and after it "ON CONFLICT ..." if given.
inline std::string insert_into(std::string_view table, std::string_view columns, std::string_view on_conflict = {}) {
  return sql({"INSERT INTO ", table, " (", columns, ") VALUES (", parameters_for(columns), ") ", on_conflict});
}

}  // namespace dateline::store
