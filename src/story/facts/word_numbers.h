#pragma once
// The words of two short texts, counted from 0. Internal to story.

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

namespace dateline::story {

/// Numbers hashes in the order in which they come: a table that is made and thrown away a thousand times a second.
class WordNumbers {
 public:
  explicit WordNumbers(std::size_t expected = 128) : slots_(std::bit_ceil(expected * 2 + 8)) {}

  /// Its number; a new one if it is new.
  std::uint32_t number(std::uint32_t hash) {
    if ((size_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = slots_[place(hash)];
    if (slot.number == 0) slot = {hash, ++size_};
    return slot.number - 1;
  }
  std::optional<std::uint32_t> find(std::uint32_t hash) const {
    const Slot& slot = slots_[place(hash)];
    return slot.number == 0 ? std::nullopt : std::optional(slot.number - 1);
  }
  bool contains(std::uint32_t hash) const { return slots_[place(hash)].number != 0; }
  std::uint32_t size() const { return size_; }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  ///< From 1; 0 for none.
  };
  std::size_t place(std::uint32_t hash) const {
    std::size_t at = (hash * 0x9E3779B1U) & (slots_.size() - 1);
    while (slots_[at].number != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number != 0) slots_[place(slot.hash)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::uint32_t size_ = 0;
};

}  // namespace dateline::story
