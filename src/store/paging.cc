#include "store/paging.h"

#include <charconv>

namespace dateline::store {
namespace {

std::string cursor(char direction, Place place) {
  std::string out = direction + std::to_string(place.major);
  if (place.minor != 0) out += "." + std::to_string(place.minor);
  return out;
}

/// Takes the number that `text` begins with off it.
bool take_number(std::string_view& text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

}  // namespace

Position read_cursor(std::string_view cursor) {
  Position position;
  if (!cursor.starts_with('b') && !cursor.starts_with('a')) return position;
  position.upwards = cursor.starts_with('a');
  cursor.remove_prefix(1);
  Place from;
  if (!take_number(cursor, from.major)) return {};
  if (cursor.starts_with('.')) {
    cursor.remove_prefix(1);
    if (!take_number(cursor, from.minor)) return {};
  }
  if (!cursor.empty()) return {};
  position.from = from;
  position.is_first_page = false;
  return position;
}

std::string cursor_after(Place last) {
  return cursor('b', last);
}

std::string cursor_before(Place first) {
  return cursor('a', first);
}

std::string BothWays::fill(std::string text, std::string_view comparison, std::string_view order,
                           std::string_view other) {
  for (const auto& [name, value] :
       {std::pair<std::string_view, std::string_view>("{<}", comparison), {"{DESC}", order}, {"{ASC}", other}}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at)) {
      text.replace(at, name.size(), value);
    }
  }
  return text;
}

}  // namespace dateline::store
