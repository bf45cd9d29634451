#pragma once
// Inside wire/: zlib, which only inflater.cc names.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dateline::wire {

/// Unpacks a bit at a time.
class Inflater {
 public:
  enum class Format { kGzip, kZlib, kRaw };
  enum class State { kMore, kEnd, kBroken };
  struct Step {
    State state;
    std::size_t written;
  };

  explicit Inflater(Format format);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Takes from the front of `in` and writes into `out`, as far as either goes.
  Step step(std::string_view& in, std::span<char> out);
  void restart();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Undoes a Content-Encoding ("gzip", "deflate"). What came before damage or the limit is kept; absent when nothing
/// could be unpacked or the encoding is none that we know.
std::optional<std::string> undo_encoding(std::string_view encoding, std::string_view body, std::size_t max_bytes);

}  // namespace dateline::wire
