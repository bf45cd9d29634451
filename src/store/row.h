#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"

namespace dateline::store {

/// Bytes that are no text.
struct Blob {
  std::string bytes;
};

/// What one column of one row holds: nothing, a whole number, a text, or bytes. Ids are kept as the number of the same
/// bits (the database's are signed), times as seconds since 1970.
class Value {
 public:
  Value() = default;  ///< NULL.
  Value(std::nullopt_t) {}
  Value(bool value) : held_(std::int64_t{value}) {}
  Value(int value) : held_(std::int64_t{value}) {}
  Value(std::int64_t value) : held_(value) {}
  Value(Instant at) : held_(std::int64_t{at.time_since_epoch().count()}) {}
  Value(std::string text) : held_(std::move(text)) {}
  Value(std::string_view text) : held_(std::string(text)) {}
  Value(Blob blob) : held_(std::move(blob)) {}
  Value(const char* text) : held_(std::string(text)) {}
  template <class Tag>
  Value(Id<Tag> id) : held_(static_cast<std::int64_t>(id.value)) {}
  template <class T>
  Value(const std::optional<T>& value) {
    if (value) *this = Value(*value);
  }

  const std::int64_t* number() const { return std::get_if<std::int64_t>(&held_); }
  const std::string* text() const { return std::get_if<std::string>(&held_); }
  const Blob* blob() const { return std::get_if<Blob>(&held_); }

 private:
  std::variant<std::monostate, std::int64_t, std::string, Blob> held_;
};

/// The columns of a row, in the order of the table's column list.
using Row = std::vector<Value>;

/// A list in one column, a line each; a stray line break in one becomes a space.
std::string join_lines(const std::vector<std::string>& list);
std::vector<std::string> split_lines(std::string_view lines);

/// Over type, length and bytes of each column, so that no two rows are the same bytes. This is what notices a flipped
/// bit: SQLite itself found 6 of 300.
std::string hash_of(std::span<const Value> row);
/// The row, and its hash behind it: what is put into a table that carries one.
Row with_hash(Row row);

}  // namespace dateline::store
