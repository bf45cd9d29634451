#pragma once
// Ids are made from content, so the same input gives the same ids on every machine and at every replay.

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// The first 64 bits of BLAKE2b. 64 bits: by the birthday bound, a billion articles meet one collision with a
/// probability of 3 %; forging the id of a given article takes 2^64 tries.
std::uint64_t digest64(std::string_view bytes);

/// BLAKE2b-256 in lower-case hex: the content hash that rows carry, since SQLite does not notice bit rot.
std::string content_hash(std::string_view bytes);

/// `size` random bytes as lower-case hex, from the operating system: session cookies, preview keys, tokens.
std::string random_key(std::size_t size = 16);

/// 13 characters of Crockford's base 32, lower case: sorts like the number, survives being read out on the phone.
std::string encode_id(std::uint64_t value);
/// Absent unless `text` is exactly what encode_id() prints.
std::optional<std::uint64_t> decode_id(std::string_view text);

/// An id that cannot be mistaken for another kind of id.
template <class Tag>
struct Id {
  std::uint64_t value = 0;

  std::string str() const { return encode_id(value); }
  static std::optional<Id> parse(std::string_view text) {
    if (auto value = decode_id(text)) return Id{*value};
    return std::nullopt;
  }
  auto operator<=>(const Id&) const = default;
};

}  // namespace dateline

template <class Tag>
struct std::hash<dateline::Id<Tag>> {
  std::size_t operator()(dateline::Id<Tag> id) const noexcept { return id.value; }
};
