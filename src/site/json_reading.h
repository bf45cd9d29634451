#pragma once
// For tests: what the site wrote, read again.

#include <boost/json/parse.hpp>

#include "site/json.h"

namespace dateline::site {

/// Absent if it is no JSON.
inline std::optional<json::value> read_json(std::string_view text) {
  boost::system::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error);
  if (error) return std::nullopt;
  return value;
}

}  // namespace dateline::site
