#pragma once
// Pages of lists that are walked along an index: where one begins, and what the next is called.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

/// An entry's place in a list whose largest key comes first. Lists of one key leave `minor` 0.
struct Place {
  std::int64_t major = 0, minor = 0;
};

/// The place, or the key, of a list that begins with the smallest: turns the order round, and never overflows.
constexpr std::int64_t oldest_first(std::int64_t key_or_place) {
  return ~key_or_place;
}

/// What a cursor says: "b175" is what comes before 175 in time, further down the list; "a175" what is after it.
struct Position {
  bool upwards = false;
  bool is_first_page = true;
  Place from{std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max()};
};
Position read_cursor(std::string_view cursor);
std::string cursor_after(Place last);    ///< For Paged::next.
std::string cursor_before(Place first);  ///< For Paged::previous.

/// One query for both directions. In `text`, "{<}" stands for the comparison with where the page begins and "{DESC}"
/// for the order; "{ASC}" for the other one, in a list whose smallest key comes first (see oldest_first).
class BothWays {
 public:
  explicit BothWays(const std::string& text)
      : down_(fill(text, "<", "DESC", "ASC")), up_(fill(text, ">", "ASC", "DESC")) {}
  const std::string& of(const Position& position) const { return position.upwards ? up_ : down_; }

 private:
  static std::string fill(std::string text, std::string_view comparison, std::string_view order,
                          std::string_view other);
  std::string down_, up_;
};

/// Most entries that any page has.
inline constexpr int kLargestPage = 50'000;
inline int limit_of(const Page& page) {
  return std::clamp(page.limit, 1, kLargestPage);
}

/// The rows of `query`, which asked for limit_of(page) + 1, as a page. `read(Columns&)` gives each row's entry and
/// place.
template <class T, class Read>
Result<Paged<T>> read_page(Result<Query> query, const Position& position, const Page& page, Read read) {
  if (!query) return fail(query.error());
  const auto limit = static_cast<std::size_t>(limit_of(page));
  Paged<T> out;
  std::vector<Place> places;
  bool more = false;
  for (;;) {
    DATELINE_TRY(const bool row, query->next());
    if (!row) break;
    if (out.items.size() == limit) {
      more = true;
      break;
    }
    Columns columns(*query);
    std::pair<T, Place> entry = read(columns);
    out.items.push_back(std::move(entry.first));
    places.push_back(entry.second);
  }
  if (position.upwards) {
    std::ranges::reverse(out.items);
    std::ranges::reverse(places);
  }
  if (places.empty()) return out;
  // Where a page was come to from the other side, there is something on that side.
  if (position.upwards || more) out.next = cursor_after(places.back());
  if (position.upwards ? more : !position.is_first_page) out.previous = cursor_before(places.front());
  return out;
}

}  // namespace dateline::store
