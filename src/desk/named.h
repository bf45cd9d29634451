#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace dateline::desk {

/// Each value of an enumeration, with the word that it is kept under.
template <class Value, std::size_t N>
using Names = std::array<std::pair<Value, std::string_view>, N>;

template <class Value, std::size_t N>
std::string_view name_of(Value value, const Names<Value, N>& names) {
  const auto found = std::ranges::find(names, value, [](const auto& entry) { return entry.first; });
  DATELINE_CHECK(found != names.end());
  return found->second;
}

template <class Value, std::size_t N>
std::optional<Value> named(std::string_view name, const Names<Value, N>& names) {
  const auto found = std::ranges::find(names, name, [](const auto& entry) { return entry.second; });
  return found == names.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace dateline::desk
