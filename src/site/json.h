#pragma once
// Boost.JSON for this module: the one include, and the shapes that all our JSON has.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace dateline::site {

namespace json = boost::json;

inline json::string json_text(std::string_view text) {
  return json::string(text.data(), text.size());
}
inline json::string json_time(Instant at) {
  return json_text(format_rfc3339(at));
}
/// Null when there is none.
inline json::value json_time(const std::optional<Instant>& at) {
  return at ? json::value(json_time(*at)) : json::value(nullptr);
}

}  // namespace dateline::site
