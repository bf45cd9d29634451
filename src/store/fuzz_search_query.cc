#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "store/search_query.h"
#include "store/sqlite_database.h"

// Whatever a reader types, FTS5 must take it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto database = [] {
    const auto file = std::filesystem::temp_directory_path() / ("fuzz_search_query-" + std::to_string(::getpid()));
    auto opened = dateline::store::Database::open(file, dateline::store::Database::Mode::kWrite);
    if (!opened || !(*opened)->run_script("CREATE VIRTUAL TABLE IF NOT EXISTS f USING fts5 (x)")) std::abort();
    std::filesystem::remove(file);  // Stays open, and leaves nothing behind.
    return std::move(*opened);
  }();
  const std::string expression = dateline::store::fts_expression({reinterpret_cast<const char*>(data), size});
  if (expression.empty()) return 0;
  if (!database->number("SELECT count(*) FROM f WHERE f MATCH ?1", {expression})) std::abort();
  return 0;
}
