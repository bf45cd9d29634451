#include "wire/inflater.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/result.h"

namespace dateline::wire {
namespace {

/// zlib's way to name a format: 15 is the largest window, 16 on top means gzip, below zero means no header.
int window_bits(Inflater::Format format) {
  switch (format) {
    case Inflater::Format::kGzip:
      return 15 + 16;
    case Inflater::Format::kZlib:
      return 15;
    case Inflater::Format::kRaw:
      return -15;
  }
  return 15;
}

std::optional<std::string> unpack_all(Inflater::Format format, std::string_view body, std::size_t max_bytes) {
  Inflater inflater(format);
  std::string out;
  std::array<char, std::size_t{64} << 10> chunk;
  while (out.size() < max_bytes) {
    const std::size_t before = body.size();
    const Inflater::Step step = inflater.step(body, chunk);
    out.append(chunk.data(), std::min(step.written, max_bytes - out.size()));
    const bool stuck = step.written == 0 && body.size() == before;
    if (step.state != Inflater::State::kMore || stuck) break;
  }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

}  // namespace

struct Inflater::Impl {
  z_stream stream{};
};

Inflater::Inflater(Format format) : impl_(std::make_unique<Impl>()) {
  DATELINE_CHECK(::inflateInit2(&impl_->stream, window_bits(format)) == Z_OK);  // Else: out of memory.
}

Inflater::~Inflater() {
  ::inflateEnd(&impl_->stream);
}

Inflater::Step Inflater::step(std::string_view& in, std::span<char> out) {
  // zlib counts in 32 bits.
  constexpr std::size_t kMost = std::size_t{1} << 30;
  z_stream& stream = impl_->stream;
  const std::size_t given = std::min(in.size(), kMost);
  const std::size_t room = std::min(out.size(), kMost);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  stream.avail_in = static_cast<uInt>(given);
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(room);
  const int status = ::inflate(&stream, Z_NO_FLUSH);
  in.remove_prefix(given - stream.avail_in);
  const std::size_t written = room - stream.avail_out;
  if (status == Z_STREAM_END) return {State::kEnd, written};
  if (status == Z_OK || status == Z_BUF_ERROR) return {State::kMore, written};
  return {State::kBroken, written};
}

void Inflater::restart() {
  ::inflateReset(&impl_->stream);
}

std::optional<std::string> undo_encoding(std::string_view encoding, std::string_view body, std::size_t max_bytes) {
  if (encoding == "gzip" || encoding == "x-gzip") return unpack_all(Inflater::Format::kGzip, body, max_bytes);
  if (encoding == "deflate") {
    // RFC 9110 means zlib's format; some servers have always sent the bare one.
    if (auto unpacked = unpack_all(Inflater::Format::kZlib, body, max_bytes)) return unpacked;
    return unpack_all(Inflater::Format::kRaw, body, max_bytes);
  }
  return std::nullopt;
}

}  // namespace dateline::wire
