#pragma once
// Inside wire/: bytes that come bit by bit, so that an archive of any size is read with the memory of one record.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dateline::wire {

/// Where bytes come from.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Up to `into.size()` bytes; 0 at the end. After an Error nothing more comes.
  virtual Result<std::size_t> read(std::span<char> into) = 0;
};

/// A file; kNotFound or kDenied with its name.
Result<std::unique_ptr<ByteStream>> open_file(const std::filesystem::path& path);

/// Bytes in memory, which must outlive the stream. For tests and fuzzing.
std::unique_ptr<ByteStream> stream_of(std::string_view bytes);

/// `packed`, unpacked: gzip members one after the other, as web archives are packed. Damage is an Error at its place,
/// after all that came before it.
std::unique_ptr<ByteStream> unpack(std::unique_ptr<ByteStream> packed);

/// Reads lines and blocks off a stream and knows how far it is.
class StreamReader {
 public:
  explicit StreamReader(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  /// The next bytes without taking them; fewer at the end.
  std::string_view peek(std::size_t size);
  /// The next line without its end; absent at the end. A line above 64 KiB comes in pieces.
  std::optional<std::string> line();
  /// The next `size` bytes, fewer at the end. Memory grows with what is there, not with what was promised.
  std::string block(std::uint64_t size);
  /// Passes over `size` bytes; how many there were.
  std::uint64_t skip(std::uint64_t size);

  bool at_end() { return peek(1).empty(); }
  std::uint64_t offset() const { return offset_; }
  /// What went wrong below, if anything did; reading then ends as if the stream did.
  const std::optional<Error>& error() const { return error_; }

 private:
  bool fill();
  void take(std::size_t size);

  std::unique_ptr<ByteStream> stream_;
  std::string buffer_;
  std::size_t start_ = 0;  // Of what is not taken yet, in buffer_.
  std::uint64_t offset_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace dateline::wire
