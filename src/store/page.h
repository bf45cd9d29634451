#pragma once

#include <string>
#include <vector>

namespace dateline::store {

/// Which page of a list: what `next` or `previous` of another page said; "" is the first. Opaque and short, of letters,
/// digits, "." and "-" only; it says between which two entries the page begins, so what comes in meanwhile moves
/// nothing. What no page ever said is taken for "".
struct Page {
  std::string cursor{};
  int limit = 20;  ///< Entries; 1 at least.
};

template <class T>
struct Paged {
  std::vector<T> items;
  std::string next;      ///< "" where the list ends.
  std::string previous;  ///< "" where it begins.
};

}  // namespace dateline::store
