#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dateline {

/// The candidate that was probably meant by `word`: the nearest by edit distance (a swap of neighbours counts one), if
/// it is at most a third of the word's length away. Absent if none is that near.
std::optional<std::string_view> closest(std::string_view word, std::span<const std::string_view> candidates);

/// ", did you mean 'serve'?" or "".
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace dateline
