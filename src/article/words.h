#pragma once
// Inside article/: looking for a few known words at each of very many elements.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dateline::article {

/// Short texts that are looked for together, each byte being read once (Baeza-Yates and Gonnet 1992): a bit stands for
/// each of their bytes, and is set while all up to it have just been read. 64 bytes in all.
class Parts {
 public:
  template <std::size_t N>
  consteval explicit Parts(const std::array<std::string_view, N>& parts) {
    int bit = 0;
    for (const std::string_view part : parts) {
      first_ |= std::uint64_t{1} << bit;
      for (const char c : part) {
        if (bit == 64) throw "more than 64 bytes";
        of_byte_[static_cast<unsigned char>(c)] |= std::uint64_t{1} << bit++;
      }
      last_ |= std::uint64_t{1} << (bit - 1);
    }
  }
  constexpr bool any_in(std::string_view text) const {
    std::uint64_t read = 0;
    for (const char c : text) {
      read = (read << 1 | first_) & of_byte_[static_cast<unsigned char>(c)];
      if (read & last_) return true;
    }
    return false;
  }

 private:
  std::array<std::uint64_t, 256> of_byte_{};
  std::uint64_t first_ = 0, last_ = 0;
};

}  // namespace dateline::article
