// From exec to the first byte of the front page, and what the process then holds, with no articles and with 100,000.
// `start [FOLDER]`: the data folders are made there (build/bench/data), and again when they are older than some hours,
// for the articles are of the last days.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/newsroom.h"
#include "base/clock.h"
#include "generated_stream.h"
#include "store/store.h"

namespace {

using namespace dateline;
namespace fs = std::filesystem;
using std::chrono::steady_clock;

constexpr std::size_t kArticles = 100'000;
constexpr int kRuns = 5;
constexpr int kPages = 1'000;
constexpr double kStartGoal = 150;   // ms
constexpr double kIdleGoal = 60;     // MB
constexpr double kMemoryGoal = 250;  // MB
constexpr auto kFresh = std::chrono::hours{6};

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "start: %s\n", why.c_str());
  std::exit(1);
}

void line(const std::string& what, double figure, const char* unit, double goal) {
  std::printf("%-64s %8.1f %s   goal %3.0f  %s\n", what.c_str(), figure, unit, goal, figure < goal ? "met" : "MISSED");
  std::fflush(stdout);
}

/// What is asked of a folder: pages that are there, and words to search for.
struct Folder {
  std::string name;
  double days;
};

GeneratedStream stream_of(const Folder& folder) {
  return GeneratedStream(kArticles, folder.days, 200, 200);
}

/// As the stream has it, but ending now.
article::Article shifted(const Folder& folder, const article::Article& made, Instant end) {
  article::Article a = made;
  const auto last = Instant{std::chrono::seconds{1'700'000'000}} +
                    std::chrono::seconds{static_cast<std::int64_t>(folder.days * 86'400)};
  a.fetched_at += end - last;
  a.published_at = a.fetched_at;
  a.authors = {"Reporter " + std::to_string(a.id.value % 2'000)};
  return a;
}

/// Through the newsroom, as they would have come: grouped, settled each minute, kept.
void make(const fs::path& data, const Folder& folder) {
  std::fprintf(stderr, "making %s: %zu articles over %.0f days ...\n", data.c_str(), kArticles, folder.days);
  fs::remove_all(data);
  const Instant end = SystemClock().now();
  ManualClock clock(end - std::chrono::seconds{static_cast<std::int64_t>(folder.days * 86'400)});
  auto store = store::open_sqlite(data, store::Access::kWrite);
  if (!store) give_up(store.error().message);
  auto newsroom = app::Newsroom::open({"Bench", "", "en", false}, clock, **store);
  if (!newsroom) give_up(newsroom.error().message);
  GeneratedStream stream = stream_of(folder);
  constexpr std::size_t kAtOnce = 100;
  for (std::size_t made = 0; made < kArticles; made += kAtOnce) {
    std::vector<article::Article> batch;
    for (std::size_t i = 0; i < kAtOnce; ++i) batch.push_back(shifted(folder, *stream.next().article, end));
    clock.set(batch.back().fetched_at);
    auto filed =
        app::ask<std::vector<app::Filed>>([&](auto done) { (*newsroom)->file(std::move(batch), std::move(done)); });
    if (!filed) give_up(filed.error().message);
    if (made % 10'000 == 0) std::fprintf(stderr, "\r%zu", made);
  }
  newsroom->reset();
  std::ofstream(data / "made") << end.time_since_epoch().count();
  std::fprintf(stderr, "\rdone   \n");
}

bool is_fresh(const fs::path& data) {
  std::int64_t made = 0;
  std::ifstream(data / "made") >> made;
  return SystemClock().now() - Instant{std::chrono::seconds{made}} < kFresh;
}

int connect_to(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

/// The status of a GET; 0 if nobody answers. Reads it whole unless only the first byte counts.
int get(int port, const std::string& target, bool whole) {
  const int fd = connect_to(port);
  if (fd < 0) return 0;
  const std::string request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
  if (::write(fd, request.data(), request.size()) != static_cast<ssize_t>(request.size())) {
    ::close(fd);
    return 0;
  }
  char buffer[65'536];
  std::string head;
  for (ssize_t got; (got = ::read(fd, buffer, sizeof buffer)) > 0;) {
    if (head.size() < 12) head.append(buffer, static_cast<std::size_t>(got));
    if (!whole && head.size() >= 12) break;
  }
  ::close(fd);
  return head.size() >= 12 ? std::atoi(head.c_str() + 9) : 0;
}

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), size) != 0) give_up("no free port");
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(fd);
  return ntohs(address.sin_port);
}

/// A `dateline serve`, from exec to its end.
class Server {
 public:
  Server(const fs::path& binary, const fs::path& data) : port_(free_port()) {
    const std::string listen = "127.0.0.1:" + std::to_string(port_);
    const auto begin = steady_clock::now();
    pid_ = ::fork();
    if (pid_ == 0) {
      const int nowhere = ::open("/dev/null", O_WRONLY);
      ::dup2(nowhere, 1);
      ::dup2(nowhere, 2);
      ::execl(binary.c_str(), binary.c_str(), "serve", "--data", data.c_str(), "--listen", listen.c_str(), nullptr);
      ::_exit(127);
    }
    while (get(port_, "/", false) != 200) {
      if (::waitpid(pid_, nullptr, WNOHANG) != 0)
        give_up("dateline did not start; is another one on " + data.string() + "?");
      if (steady_clock::now() - begin > std::chrono::minutes{2}) give_up("no front page within two minutes");
      std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
    milliseconds_ = std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
  }
  ~Server() { end(SIGTERM); }

  void end(int signal) {
    if (pid_ == 0) return;
    ::kill(pid_, signal);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  double milliseconds() const { return milliseconds_; }
  int port() const { return port_; }

  /// Waits until it has nothing to do: no processor time used for a second.
  void rest() const {
    for (long before = -1, now = ticks(); before != now; now = ticks()) {
      before = now;
      std::this_thread::sleep_for(std::chrono::milliseconds{1'500});
    }
  }
  double memory() const {
    std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
    for (std::string row; std::getline(status, row);) {
      if (row.starts_with("VmRSS:")) return std::atof(row.c_str() + 6) / 1024;
    }
    return 0;
  }

 private:
  long ticks() const {
    std::ifstream stat("/proc/" + std::to_string(pid_) + "/stat");
    std::string all;
    std::getline(stat, all);
    long user = 0, system = 0;
    std::sscanf(all.c_str() + all.rfind(')') + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user,
                &system);
    return (user + system) / 5;  // Its ticks of a second are no work.
  }

  const int port_;
  pid_t pid_ = 0;
  double milliseconds_ = 0;
};

/// Pages of articles all over the folder, and searches for words of their headlines: a thousand different ones.
std::vector<std::string> pages_of(const Folder& folder) {
  std::vector<std::string> pages;
  GeneratedStream stream = stream_of(folder);
  for (std::size_t i = 0; i < kArticles; ++i) {
    const auto item = stream.next();
    if (i % (kArticles / kPages) != 0) continue;
    if (pages.size() % 2 == 0) {
      pages.push_back("/article/" + item.article->id.str());
    } else {
      const std::string& headline = item.article->headline;
      std::string words;
      for (const char c : headline.substr(0, headline.find(' ', headline.find(' ') + 1))) {
        char code[4];
        std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned char>(c));
        words += code;
      }
      pages.push_back("/search?q=" + words);
    }
  }
  return pages;
}

void measure(const fs::path& binary, const fs::path& data, const Folder& folder) {
  std::vector<double> stopped, killed;
  for (int run = 0; run < kRuns; ++run) stopped.push_back(Server(binary, data).milliseconds());
  Server(binary, data).end(SIGKILL);
  for (int run = 0; run < kRuns; ++run) {
    Server server(binary, data);
    killed.push_back(server.milliseconds());
    if (run > 0) server.rest();  // Killed at once, and killed at rest.
    server.end(SIGKILL);
  }
  line(folder.name + ": start to first page, worst of " + std::to_string(kRuns), std::ranges::max(stopped), "ms",
       kStartGoal);
  line(folder.name + ": the same after kill -9", std::ranges::max(killed), "ms", kStartGoal);
  Server server(binary, data);
  const auto begin = steady_clock::now();
  server.rest();
  const double seconds = std::chrono::duration<double>(steady_clock::now() - begin).count() - 1.5;
  line(folder.name + ": memory, everything read back", server.memory(), "MB", kMemoryGoal);
  std::printf("  at rest %.1f s after the first page\n", std::max(0.0, seconds));
  int refused = 0;
  for (const std::string& page : pages_of(folder)) refused += get(server.port(), page, true) != 200;
  if (refused > 0) std::printf("  %d of the pages were not served\n", refused);
  server.rest();
  line(folder.name + ": memory, after " + std::to_string(kPages) + " different pages and searches", server.memory(),
       "MB", kMemoryGoal);
}

}  // namespace

int main(int argc, char** argv) {
  const fs::path bin = fs::read_symlink("/proc/self/exe").parent_path();
  const fs::path binary = bin / "dateline";
  const fs::path root = argc > 1 ? fs::path(argv[1]) : bin.parent_path() / "data";
  fs::create_directories(root);

  const fs::path empty = root / "empty";
  fs::remove_all(empty);
  {
    const Server server(binary, empty);
    server.rest();
    line("no articles: memory at rest", server.memory(), "MB", kIdleGoal);
  }
  for (const Folder& folder : {Folder{"100,000 articles of 100 days", 100}, Folder{"100,000 articles of 3 days", 3}}) {
    const fs::path data = root / std::to_string(static_cast<int>(folder.days));
    if (!is_fresh(data)) make(data, folder);
    measure(binary, data, folder);
  }
  return 0;
}
