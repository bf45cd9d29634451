#pragma once
// For tests and benchmarks: pages made to cost a parser more than their size, or to nest without end.

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace dateline::markup::testing {

struct Bomb {
  std::string name;
  std::function<std::string()> make;  ///< The page.
};

/// One of each kind, of about `bytes` each.
std::vector<Bomb> bombs(std::size_t bytes);

}  // namespace dateline::markup::testing
