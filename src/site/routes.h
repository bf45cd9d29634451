#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "site/visit.h"

namespace dateline::site {

struct Route {
  std::string_view method;   ///< "GET" or "POST".
  std::string_view pattern;  ///< A star stands for one part of the path.
  AnyHandler handler;
};
/// Every address of the site and what answers it.
std::span<const Route> routes();

struct Match {
  const Route* route = nullptr;  ///< nullptr: nothing answers.
  std::vector<std::string> parts;
  std::string allow;  ///< Methods that the path has, when it does not have this one: "GET, HEAD".
};
Match match_route(std::string_view method, std::string_view path);

}  // namespace dateline::site
