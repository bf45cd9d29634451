#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "base/ids.h"

namespace dateline {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;

/// A file descriptor that is closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  const int fd_;
};

Error system_error(std::string_view doing, const std::filesystem::path& path, int number) {
  Code code = Code::kInternal;
  std::string reason = std::generic_category().message(number);
  if (number == ENOENT || number == ENOTDIR) {
    code = Code::kNotFound;
    reason = "no such file or folder; check the path";
  } else if (number == EACCES || number == EPERM) {
    code = Code::kDenied;
    reason = "permission denied; check its owner and mode";
  } else if (number == EISDIR) {
    code = Code::kInvalid;
    reason = "it is a folder, and a file is needed";
  } else if (number == ENOSPC || number == EDQUOT) {
    reason = "the disk is full; make room and try again";
  } else if (number == EROFS) {
    reason = "the file system is read-only";
  }
  return {code, std::string(doing) + " " + path.string() + ": " + reason};
}

std::string mebibytes(std::size_t bytes) {
  return bytes >= (std::size_t{1} << 20) ? std::to_string(bytes >> 20) + " MiB" : std::to_string(bytes) + " bytes";
}

Status write_all(int fd, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail(system_error("cannot write", path, errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// Inflates the members of a gzip file one after the other.
class Inflater {
 public:
  Inflater() { ready_ = ::inflateInit2(&stream_, 15 + 16) == Z_OK; }  // 15: the largest window; 16: gzip only.
  ~Inflater() {
    if (ready_) ::inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool ready() const { return ready_; }
  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const bool standard_input = path == "-";
  const Descriptor file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  const std::filesystem::path name = standard_input ? "standard input" : path;
  if (file.get() < 0) return fail(system_error("cannot open", name, errno));

  std::string bytes;
  struct stat about{};
  if (::fstat(file.get(), &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
    bytes.reserve(std::min(static_cast<std::size_t>(about.st_size), max_bytes) + 1);
  }
  while (true) {
    const std::size_t before = bytes.size();
    // One byte above the limit is enough to know that it is met.
    const std::size_t want = std::min(kChunk, max_bytes - before + 1);
    bytes.resize(before + want);
    const ssize_t got = ::read(file.get(), bytes.data() + before, want);
    if (got < 0) {
      bytes.resize(before);
      if (errno == EINTR) continue;
      return fail(system_error("cannot read", name, errno));
    }
    bytes.resize(before + static_cast<std::size_t>(got));
    if (got == 0) return bytes;
    if (bytes.size() > max_bytes) {
      return fail(Code::kLimit, name.string() + ": larger than the limit of " + mebibytes(max_bytes));
    }
  }
}

Status write_file(const std::filesystem::path& path, std::string_view bytes, bool secret) {
  // In the same folder, since a rename is only atomic within one file system. The name is random and O_EXCL is set,
  // so nobody can put a link there first.
  std::filesystem::path temporary = path;
  temporary += "." + random_key(8) + ".tmp";
  const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, secret ? 0600 : 0666));
  if (file.get() < 0) return fail(system_error("cannot write", path, errno));

  const auto give_up = [&](Error error) {
    ::unlink(temporary.c_str());
    return fail(std::move(error));
  };
  if (auto written = write_all(file.get(), bytes, path); !written) return give_up(written.error());
  if (::fsync(file.get()) != 0) return give_up(system_error("cannot write", path, errno));
  if (::rename(temporary.c_str(), path.c_str()) != 0) return give_up(system_error("cannot replace", path, errno));

  // The new name is durable once its folder is.
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
    return fail(system_error("cannot make durable", folder, errno));
  }
  return {};
}

bool is_gzip(std::string_view bytes) {
  return bytes.starts_with("\x1f\x8b\x08");  // Magic, and deflate, the only method there is.
}

Result<std::string> gunzip(std::string_view bytes, std::size_t max_bytes, std::string* kept) {
  Inflater inflater;
  if (!inflater.ready()) return fail(Code::kInternal, "cannot unpack: out of memory");
  z_stream& stream = inflater.stream();

  // All there can be of it, since a text that grows is there twice. What is not written to costs nothing.
  constexpr std::size_t kMostUnpacked = 1032;  // Deflate makes of a byte no more than this (zlib's technical notes).
  std::string out;
  out.reserve(std::min(max_bytes, bytes.size() * kMostUnpacked));
  std::size_t fed = 0;  // Bytes given to zlib, which counts in 32 bits.
  const auto broken = [&](const std::string& why) {
    const std::size_t at = fed - stream.avail_in;
    if (kept) *kept = std::move(out);
    return fail(Code::kInvalid, "broken gzip data at byte " + std::to_string(at) + ": " + why);
  };

  std::array<char, kChunk> chunk;
  while (true) {
    if (stream.avail_in == 0 && fed < bytes.size()) {
      const std::size_t part = std::min(bytes.size() - fed, kChunk);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + fed));
      stream.avail_in = static_cast<uInt>(part);
      fed += part;
    }
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    const int status = ::inflate(&stream, Z_NO_FLUSH);
    const std::size_t got = chunk.size() - stream.avail_out;
    if (out.size() + got > max_bytes) {
      return fail(Code::kLimit, "unpacks to more than the limit of " + mebibytes(max_bytes));
    }
    out.append(chunk.data(), got);

    if (status == Z_STREAM_END) {
      const std::string_view rest = bytes.substr(fed - stream.avail_in);
      // Tapes and some servers pad with zeros; anything else behind the last member is damage.
      if (rest.find_first_not_of('\0') == std::string_view::npos) return out;
      if (!is_gzip(rest)) return broken("more data behind the end that is not gzip");
      ::inflateReset(&stream);
    } else if (status == Z_MEM_ERROR) {
      return fail(Code::kInternal, "cannot unpack: out of memory");
    } else if (status == Z_BUF_ERROR || (status == Z_OK && got == 0 && stream.avail_in == 0)) {
      if (fed == bytes.size()) return broken("it ends in the middle");
    } else if (status != Z_OK) {
      return broken(stream.msg ? stream.msg : "not gzip");
    }
  }
}

}  // namespace dateline
