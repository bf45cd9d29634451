#pragma once

#include <optional>
#include <string_view>

namespace dateline::net {

/// The byte that `text` begins with in the form "%XX"; absent if it begins otherwise.
constexpr std::optional<char> decode_percent(std::string_view text) {
  constexpr auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (text.size() < 3 || text[0] != '%') return std::nullopt;
  const int high = digit(text[1]);
  const int low = digit(text[2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

}  // namespace dateline::net
