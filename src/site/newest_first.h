#pragma once
// Pages of a list that is in memory whole, with cursors as the store's lists have them.

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "store/store.h"

namespace dateline::site {

/// The newest of `all` first: those behind the one that the cursor names, which itself need not be there any more, so
/// what comes in or goes meanwhile moves nothing. `key(T)`: its time and its id. `previous` is not given.
template <class T, class Key>
store::Paged<T> newest_first(std::vector<T> all, const store::Page& page, Key key) {
  using Place = std::pair<Instant, std::uint64_t>;
  const auto place = [&](const T& one) -> Place {
    const auto [at, id] = key(one);
    return {at, id.value};
  };
  std::ranges::sort(all, std::greater(), place);
  auto from = all.begin();
  const char* const end = page.cursor.data() + page.cursor.size();
  std::int64_t seconds = 0;
  std::uint64_t id = 0;
  const auto dot = std::from_chars(page.cursor.data(), end, seconds);
  if (dot.ec == std::errc() && dot.ptr != end && std::from_chars(dot.ptr + 1, end, id).ptr == end) {
    const Place last{Instant{std::chrono::seconds{seconds}}, id};
    from = std::ranges::find_if(all, [&](const T& one) { return place(one) < last; });
  }
  const auto to = from + std::min<std::ptrdiff_t>(page.limit, all.end() - from);
  store::Paged<T> out;
  if (from != to && to != all.end()) {
    const auto [at, number] = place(*(to - 1));
    out.next = std::to_string(at.time_since_epoch().count()) + "." + std::to_string(number);
  }
  out.items.assign(std::make_move_iterator(from), std::make_move_iterator(to));
  return out;
}

}  // namespace dateline::site
