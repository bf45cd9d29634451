// The only file that knows libvips: Debian's libvips-tools, run as a child process.
#include "desk/darkroom.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>

#include "base/file.h"
#include "base/log.h"

namespace dateline::desk {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

// A rendition of 1,600 pixels is 0.1 to 0.6 MB; what gets here is no rendition.
constexpr rlim_t kMaxOutput = 16 << 20;
constexpr rlim_t kMaxFiles = 64;
// Of what the program says, as much as a line of the log holds.
constexpr std::size_t kMaxSaid = 400;
// How long a picture waits for the one before it.
constexpr std::chrono::seconds kMaxWait{20};
// At 80 a photograph's WebP is about 0.15 MB at 1,600 pixels, and nobody sees a difference at arm's length.
constexpr std::string_view kWebpOptions = "[Q=80,strip]";
// Transparency has no JPEG: it becomes white, as on paper.
constexpr std::string_view kJpegOptions = "[Q=82,strip,optimize_coding,interlace,background=255]";
// Higher than any that read_picture_head() lets through, so that only the width counts.
constexpr std::string_view kAnyHeight = "16000";

constexpr std::string_view kBroken =
    "This picture cannot be read: it is broken or incomplete. Save it again, or send the original.";

/// A folder that nobody else may enter, and that goes with its files.
class PrivateFolder {
 public:
  static Result<PrivateFolder> make() {
    std::string path = (fs::temp_directory_path() / "dateline-picture-XXXXXX").string();
    if (!::mkdtemp(path.data())) {
      return fail(Code::kInternal, path + ": cannot be made: " + std::strerror(errno) + "; is the disk full?");
    }
    return PrivateFolder(std::move(path));
  }
  PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  explicit PrivateFolder(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

struct Outcome {
  int status = 0;  ///< As waitpid() gives it.
  bool in_time = true;
  std::string said;  ///< The beginning of its standard error.

  bool is_good() const { return in_time && WIFEXITED(status) && WEXITSTATUS(status) == 0; }
};

struct Limit {
  __rlimit_resource resource;
  rlim_t value;
};

/// What runs between fork() and exec: nothing that allocates or locks, for other threads may hold a lock of ours.
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment, const char* folder,
                         int out, std::span<const Limit> limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::setpgid(0, 0);
  const int nothing = ::open("/dev/null", O_RDWR);
  bool fine =
      nothing >= 0 && ::dup2(nothing, 0) == 0 && ::dup2(nothing, 1) == 1 && ::dup2(out, 2) == 2 && ::chdir(folder) == 0;
  for (const Limit& limit : limits) {
    const rlimit both{limit.value, limit.value};
    fine = fine && ::setrlimit(limit.resource, &both) == 0;
  }
  // Our sockets and the database: they are close-on-exec, and this does not trust that all of them are.
  fine = fine && ::close_range(3, ~0U, 0) == 0;
  if (fine) ::execve(program, arguments, environment);
  ::_exit(127);
}

/// Runs a program in `folder`, without a shell, and waits for its end.
Result<Outcome> run(const std::string& program, std::vector<std::string> words, std::vector<std::string> variables,
                    const fs::path& folder, std::span<const Limit> limits, std::chrono::seconds deadline) {
  words.insert(words.begin(), program);
  std::vector<char*> arguments, environment;
  for (std::string& word : words) arguments.push_back(word.data());
  for (std::string& variable : variables) environment.push_back(variable.data());
  arguments.push_back(nullptr);
  environment.push_back(nullptr);

  // The pipe is also how we learn of the end: it closes with the last process that holds it.
  std::array<int, 2> said{};
  if (::pipe2(said.data(), O_CLOEXEC) != 0)
    return fail(Code::kInternal, "no pipe: " + std::string(std::strerror(errno)));
  const pid_t child = ::fork();
  if (child == 0) become(program.c_str(), arguments.data(), environment.data(), folder.c_str(), said[1], limits);
  ::close(said[1]);
  if (child < 0) {
    ::close(said[0]);
    return fail(Code::kUnavailable, "cannot start " + program + ": " + std::strerror(errno));
  }

  Outcome outcome;
  const auto until = Steady::now() + deadline;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()).count();
    pollfd watched{said[0], POLLIN, 0};
    const int ready = left > 0 ? ::poll(&watched, 1, static_cast<int>(left)) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      outcome.in_time = false;
      break;
    }
    std::array<char, 4096> bytes;
    const ssize_t size = ::read(said[0], bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    outcome.said.append(bytes.data(), std::min(static_cast<std::size_t>(size), kMaxSaid - outcome.said.size()));
  }
  ::close(said[0]);
  // Its whole group, and even when it seems to have ended: it may have closed the pipe and stayed.
  if (!outcome.in_time) {
    ::kill(-child, SIGKILL);
    ::kill(child, SIGKILL);  // It had not yet come to make the group.
  }
  while (::waitpid(child, &outcome.status, 0) < 0 && errno == EINTR) {
  }
  return outcome;
}

/// The path of an executable along PATH; "" if there is none.
std::string find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) return ::access(name.c_str(), X_OK) == 0 ? name : "";
  const char* variable = ::getenv("PATH");
  std::string_view rest = variable ? variable : "/usr/bin:/bin";
  while (!rest.empty()) {
    const auto colon = rest.find(':');
    const fs::path path = fs::path(rest.substr(0, colon)) / name;
    if (path.is_absolute() && ::access(path.c_str(), X_OK) == 0) return path.string();
    rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
  }
  return "";
}

/// Held while a picture is made; false when the one before it took too long.
class Turn {
 public:
  explicit Turn(std::binary_semaphore& turn) : turn_(turn), ours_(turn.try_acquire_for(kMaxWait)) {}
  ~Turn() {
    if (ours_) turn_.release();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  explicit operator bool() const { return ours_; }

 private:
  std::binary_semaphore& turn_;
  const bool ours_;
};

}  // namespace

Darkroom::Darkroom(Options options) : options_(std::move(options)), program_(find_program(options_.program)) {}

std::string_view Darkroom::what_is_missing() {
  return "To take pictures, dateline needs the program vips: run 'apt-get install libvips-tools' on the server and "
         "restart dateline. Everything else works without it.";
}

Result<Darkroom::Developed> Darkroom::develop(std::string_view bytes) const {
  DATELINE_TRY_VOID(read_picture_head(bytes));
  if (!is_ready()) return fail(Code::kUnavailable, std::string(what_is_missing()));
  const Turn turn(turn_);
  if (!turn) return fail(Code::kUnavailable, "Other pictures are being prepared. Please send it again in a minute.");
  DATELINE_TRY(const PrivateFolder folder, PrivateFolder::make());
  DATELINE_TRY_VOID(write_file(folder.path() / "in", bytes, true));

  const std::array limits = {Limit{RLIMIT_CPU, static_cast<rlim_t>(options_.cpu.count())},
                             Limit{RLIMIT_AS, options_.memory}, Limit{RLIMIT_FSIZE, kMaxOutput},
                             Limit{RLIMIT_NOFILE, kMaxFiles}, Limit{RLIMIT_CORE, 0}};
  const std::string home = folder.path().string();
  const auto print = [&](int width, const std::string& file, std::string_view options,
                         std::string_view content_type) -> Result<Rendition> {
    DATELINE_TRY(const Outcome outcome,
                 run(program_,
                     {"thumbnail", "in", file + std::string(options), std::to_string(width), "--height",
                      std::string(kAnyHeight), "--size", "down", "--export-profile", "srgb", "--fail-on", "truncated"},
                     // Only the loaders that are fuzzed upstream; nothing on disk but in the folder; one thread.
                     {"VIPS_BLOCK_UNTRUSTED=1", "VIPS_WARNING=0", "VIPS_CONCURRENCY=1", "VIPS_DISC_THRESHOLD=2g",
                      "HOME=" + home, "TMPDIR=" + home, "PATH=/usr/bin:/bin", "LC_ALL=C"},
                     folder.path(), limits, options_.deadline));
    if (!outcome.is_good()) {
      log::warn("desk", "a picture could not be made: " + (outcome.in_time ? outcome.said : "it took too long"));
      return fail(Code::kInvalid, !outcome.in_time || WIFSIGNALED(outcome.status)
                                      ? "This picture takes too long or too much memory. Save it smaller, 1600 pixels "
                                        "in width, and send that."
                                      : std::string(kBroken));
    }
    auto made = read_file(folder.path() / file, kMaxOutput);
    if (!made) return fail(Code::kInternal, program_ + " made no rendition: " + made.error().message);
    // libvips 8.14 writes Exif and a profile into WebP also when told to strip it.
    if (content_type == kWebpType) made = bare_webp(*made);
    if (!made) return fail(Code::kInternal, program_ + " made no rendition: " + made.error().message);
    DATELINE_TRY(const PictureHead size, read_picture_head(*made));
    return Rendition{size.width, size.height, std::string(content_type), std::move(*made)};
  };

  // The largest first, since only it tells how wide the picture is once it stands upright.
  DATELINE_TRY(Rendition largest, print(rendition_widths(1 << 16).back(), "largest.webp", kWebpOptions, kWebpType));
  Developed developed{largest.width, largest.height, {}};
  for (const int width : rendition_widths(largest.width)) {
    if (width == largest.width) continue;
    DATELINE_TRY(Rendition smaller, print(width, std::to_string(width) + ".webp", kWebpOptions, kWebpType));
    developed.renditions.push_back(std::move(smaller));
  }
  DATELINE_TRY(Rendition jpeg, print(largest.width, "largest.jpg", kJpegOptions, kJpegType));
  developed.renditions.push_back(std::move(largest));
  developed.renditions.push_back(std::move(jpeg));
  return developed;
}

}  // namespace dateline::desk
