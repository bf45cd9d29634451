#include "wire/byte_stream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "base/file.h"
#include "wire/inflater.h"

namespace dateline::wire {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;
/// Header lines of archives; a URL may have 8,000 bytes.
constexpr std::size_t kLongestLine = std::size_t{64} << 10;

class FileStream final : public ByteStream {
 public:
  explicit FileStream(std::FILE* file) : file_(file) {}
  ~FileStream() override { std::fclose(file_); }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t got = std::fread(into.data(), 1, into.size(), file_);
    if (got == 0 && std::ferror(file_)) {
      return fail(Code::kInternal, "cannot read on: " + std::generic_category().message(errno));
    }
    return got;
  }

 private:
  std::FILE* const file_;
};

class MemoryStream final : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : bytes_(bytes) {}

  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t got = std::min(into.size(), bytes_.size());
    std::copy_n(bytes_.data(), got, into.data());
    bytes_.remove_prefix(got);
    return got;
  }

 private:
  std::string_view bytes_;
};

class UnpackingStream final : public ByteStream {
 public:
  explicit UnpackingStream(std::unique_ptr<ByteStream> packed)
      : packed_(std::move(packed)), inflater_(Inflater::Format::kGzip) {}

  Result<std::size_t> read(std::span<char> into) override {
    while (true) {
      if (held_.empty() && !ended_) {
        DATELINE_TRY(const std::size_t got, packed_->read(chunk_));
        held_ = {chunk_.data(), got};
        ended_ = got == 0;
      }
      if (between_members_) {
        // Tapes and some servers pad with zeros.
        held_.remove_prefix(std::min(held_.find_first_not_of('\0'), held_.size()));
        if (held_.empty() && ended_) return 0;
        if (held_.empty()) continue;
        inflater_.restart();
        between_members_ = false;
      }
      const std::size_t before = held_.size();
      const Inflater::Step step = inflater_.step(held_, into);
      consumed_ += before - held_.size();
      if (step.state == Inflater::State::kBroken) {
        if (step.written > 0) return step.written;  // The same fault is met again at the next call.
        return fail(Code::kInvalid, "broken gzip data near packed byte " + std::to_string(consumed_));
      }
      if (step.state == Inflater::State::kEnd) between_members_ = true;
      if (step.written > 0) return step.written;
      if (step.state == Inflater::State::kMore && held_.empty() && ended_) {
        return fail(Code::kInvalid, "the gzip data ends in the middle");
      }
    }
  }

 private:
  const std::unique_ptr<ByteStream> packed_;
  Inflater inflater_;
  std::array<char, kChunk> chunk_;
  std::string_view held_;  // What of chunk_ is not unpacked yet.
  std::uint64_t consumed_ = 0;
  bool ended_ = false;
  bool between_members_ = true;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> open_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return fail(Code::kInvalid, "cannot open " + path.string() + ": it is a folder, and a file is needed");
  }
  std::FILE* const file = std::fopen(path.c_str(), "rbe");
  if (!file) {
    const int why = errno;
    return fail(why == ENOENT ? Code::kNotFound : Code::kDenied,
                "cannot open " + path.string() + ": " + std::generic_category().message(why));
  }
  return std::make_unique<FileStream>(file);
}

std::unique_ptr<ByteStream> stream_of(std::string_view bytes) {
  return std::make_unique<MemoryStream>(bytes);
}

std::unique_ptr<ByteStream> unpack(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<UnpackingStream>(std::move(packed));
}

bool StreamReader::fill() {
  if (ended_) return false;
  if (start_ > 0) {
    buffer_.erase(0, start_);
    start_ = 0;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kChunk);
  const Result<std::size_t> got = stream_->read({buffer_.data() + before, kChunk});
  buffer_.resize(before + got.value_or(0));
  if (!got) error_ = got.error();
  if (!got || *got == 0) ended_ = true;
  return !ended_;
}

void StreamReader::take(std::size_t size) {
  start_ += size;
  offset_ += size;
}

std::string_view StreamReader::peek(std::size_t size) {
  while (buffer_.size() - start_ < size && fill()) {
  }
  return std::string_view(buffer_).substr(start_, size);
}

std::optional<std::string> StreamReader::line() {
  std::size_t searched = 0;
  while (true) {
    const std::string_view held = std::string_view(buffer_).substr(start_);
    const std::size_t end = held.find('\n', searched);
    if (end != std::string_view::npos) {
      std::string line(held.substr(0, end));
      if (line.ends_with('\r')) line.pop_back();
      take(end + 1);
      return line;
    }
    searched = held.size();
    if (held.size() < kLongestLine && fill()) continue;
    const std::string_view rest = std::string_view(buffer_).substr(start_, kLongestLine);
    if (rest.empty()) return std::nullopt;
    std::string line(rest);
    take(line.size());
    return line;
  }
}

std::string StreamReader::block(std::uint64_t size) {
  std::string out;
  while (out.size() < size) {
    if (start_ == buffer_.size() && !fill()) break;
    const std::size_t part =
        static_cast<std::size_t>(std::min<std::uint64_t>(size - out.size(), buffer_.size() - start_));
    out.append(buffer_, start_, part);
    take(part);
  }
  return out;
}

std::uint64_t StreamReader::skip(std::uint64_t size) {
  std::uint64_t skipped = 0;
  while (skipped < size) {
    if (start_ == buffer_.size() && !fill()) break;
    const std::size_t part = static_cast<std::size_t>(std::min<std::uint64_t>(size - skipped, buffer_.size() - start_));
    take(part);
    skipped += part;
  }
  return skipped;
}

}  // namespace dateline::wire
