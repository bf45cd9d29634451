#pragma once
// Boost.JSON for this module: one include, and reading without exceptions.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace dateline::app {

namespace json = boost::json;

inline std::optional<json::object> parse_object(std::string_view text) {
  boost::system::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

/// "" when absent or no string.
inline std::string string_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains({key.data(), key.size()});
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

inline bool true_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains({key.data(), key.size()});
  return value != nullptr && value->is_bool() && value->as_bool();
}

/// The texts of a list; none when absent.
inline std::vector<std::string> strings_at(const json::object& object, std::string_view key) {
  std::vector<std::string> out;
  const json::value* value = object.if_contains({key.data(), key.size()});
  if (value == nullptr || !value->is_array()) return out;
  for (const json::value& one : value->as_array()) {
    if (one.is_string()) out.emplace_back(one.as_string());
  }
  return out;
}

/// RFC 3339, or null when absent.
inline json::value time_or_null(const std::optional<Instant>& at) {
  return at ? json::value(format_rfc3339(*at)) : json::value(nullptr);
}

inline json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace dateline::app
