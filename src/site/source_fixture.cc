#include "site/source_fixture.h"

#include <algorithm>
#include <set>
#include <utility>

#include "wire/source_words.h"

namespace dateline::site {

std::vector<store::KnownSource>::iterator FakeSources::at(wire::SourceId id) {
  return std::ranges::find(all, id, [](const auto& known) { return known.first.id; });
}

std::optional<store::KnownSource> FakeSources::find(wire::SourceId id) const {
  for (const auto& known : all) {
    if (known.first.id == id) return known;
  }
  return std::nullopt;
}

bool FakeSources::is(store::SourceFilter::Which which, const wire::FetchState& state, Instant now) {
  using Which = store::SourceFilter::Which;
  const wire::Standing standing = wire::standing_of(state, now);
  return which == Which::kTrouble     ? standing == wire::Standing::kFailing
         : which == Which::kAttention ? wire::needs_attention(state, now)
         : which == Which::kQuiet     ? standing == wire::Standing::kQuiet
         : which == Which::kGone      ? standing == wire::Standing::kGone
         : which == Which::kMoved     ? !state.moved_to.empty()
                                      : true;
}

store::SourceList FakeSources::list(const store::SourceFilter& filter, Instant now, int offset, int limit) const {
  std::vector<store::KnownSource> found;
  for (const auto& [source, state] : all) {
    if (is(filter.which, state, now) && (!filter.folder || source.folder == *filter.folder) &&
        (source.outlet.name + " " + source.url + " " + source.outlet.owner).find(filter.words) != std::string::npos)
      found.emplace_back(source, state);
  }
  if (filter.order == store::SourceFilter::Order::kTrouble) {
    std::ranges::stable_sort(found, {}, [](const auto& known) {
      return std::pair(!known.second.failing_since, known.second.failing_since.value_or(Instant{}));
    });
  }
  store::SourceList list{{}, std::ssize(found)};
  for (auto i = static_cast<std::size_t>(offset); i < found.size() && std::ssize(list.items) < limit; ++i)
    list.items.push_back(found[i]);
  return list;
}

store::SourceCounts FakeSources::counts(Instant now) const {
  using Which = store::SourceFilter::Which;
  const auto count = [&](Which which) {
    return std::ranges::count_if(all, [&](const auto& known) { return is(which, known.second, now); });
  };
  return {count(Which::kAll),   count(Which::kTrouble), count(Which::kAttention),
          count(Which::kQuiet), count(Which::kGone),    count(Which::kMoved)};
}

std::vector<std::string> FakeSources::folders() const {
  std::set<std::string> names;
  for (const auto& [source, state] : all) {
    if (!source.folder.empty()) names.insert(source.folder);
  }
  return {names.begin(), names.end()};
}

}  // namespace dateline::site
