// 20,000 readers of one event stream: what a connection costs, how long a bulletin takes to nearly all of them, and
// what becomes of one who does not read. The server is a process of its own; this one is all the readers.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "net/http_server.h"

namespace dateline::net {
namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

double ms_since(Steady::time_point start) {
  return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

/// /all and /slow are streams; /all/tell and /slow/tell publish one bulletin of as many bytes as the query says.
[[noreturn]] void serve(int tell_port) {
  const auto all = std::make_shared<EventChannel>();
  const auto slow = std::make_shared<EventChannel>();
  all->set_state("bar", std::string(3000, 'b'));
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.max_connections = 100'000;
  const auto server = HttpServer::start(options, [&](Request request, Respond respond) {
    const auto& channel = request.path.starts_with("/slow") ? slow : all;
    Response response;
    if (request.path.ends_with("/tell")) {
      channel->add_bulletin("bulletin", std::string(static_cast<std::size_t>(std::atoi(request.query.c_str())), 'x'));
    } else {
      response.events = channel;
    }
    respond(std::move(response));
  });
  if (!server) std::fprintf(stderr, "live: %s\n", server.error().message.c_str());
  const std::string address = server ? (*server)->address() : "0";
  if (::write(tell_port, address.data(), address.size()) < 0) std::exit(1);
  ::close(tell_port);
  while (true) ::pause();
}

sockaddr_in at(std::uint32_t address, int port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(static_cast<std::uint16_t>(port));
  out.sin_addr.s_addr = htonl(address);
  return out;
}

/// One EventSource. Counts the ids: each bulletin once, in order.
class Reader {
 public:
  /// Several source addresses, since one has but 28,000 ports.
  Reader(int port, std::size_t number, std::string_view path, std::uint64_t last_id = 0, int receive_buffer = 0)
      : fd_(::socket(AF_INET, SOCK_STREAM, 0)), last_(last_id) {
    if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const sockaddr_in from = at(INADDR_LOOPBACK + 1 + static_cast<std::uint32_t>(number / 10'000), 0);
    const sockaddr_in to = at(INADDR_LOOPBACK, port);
    if (fd_ < 0 || ::bind(fd_, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
        ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      std::perror("live: cannot connect");
      std::exit(1);
    }
    std::string request = "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n";
    if (last_id > 0) request += "Last-Event-ID: " + std::to_string(last_id) + "\r\n";
    request += "\r\n";
    if (::send(fd_, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::exit(1);
    ::fcntl(fd_, F_SETFL, O_NONBLOCK);
  }
  ~Reader() { ::close(fd_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  int fd() const { return fd_; }
  bool closed() const { return closed_; }
  bool begun() const { return begun_; }
  std::uint64_t last() const { return last_; }
  int bulletins() const { return bulletins_; }
  int wrong() const { return wrong_; }

  /// Takes what is there.
  void read() {
    std::array<char, 65536> chunk;
    ssize_t got;
    while ((got = ::recv(fd_, chunk.data(), chunk.size(), 0)) > 0) {
      rest_.append(chunk.data(), static_cast<std::size_t>(got));
      std::size_t end;
      while ((end = rest_.find("\n\n")) != std::string::npos) {
        take(rest_.substr(0, end));
        rest_.erase(0, end + 2);
      }
      if (rest_.empty()) rest_.shrink_to_fit();
    }
    if (got == 0 || (got < 0 && errno != EAGAIN)) closed_ = true;
  }

 private:
  void take(const std::string& event) {
    begun_ = true;
    const std::size_t id_at = event.rfind("id: ", 0) == 0 ? 0 : std::string::npos;
    if (id_at == std::string::npos) return;
    const std::uint64_t id = std::strtoull(event.c_str() + 4, nullptr, 10);
    if (event.find("event: gap") != std::string::npos) ++wrong_;
    if (event.find("event: bulletin") != std::string::npos) {
      ++bulletins_;
      // After the first, ids follow one another here: nothing else is published.
      if (id != last_ + 1) ++wrong_;
    }
    last_ = id;
  }

  const int fd_;
  std::string rest_;
  std::uint64_t last_;
  int bulletins_ = 0, wrong_ = 0;
  bool begun_ = false, closed_ = false;
};

void tell(int port, const std::string& path) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in to = at(INADDR_LOOPBACK, port);
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  std::array<char, 4096> answer;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0 &&
      ::send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    while (::recv(fd, answer.data(), answer.size(), 0) > 0) {
    }
  }
  ::close(fd);
}

std::size_t resident_bytes(pid_t pid) {
  std::size_t pages = 0, resident = 0;
  if (std::FILE* file = std::fopen(("/proc/" + std::to_string(pid) + "/statm").c_str(), "r")) {
    if (std::fscanf(file, "%zu %zu", &pages, &resident) != 2) resident = 0;
    std::fclose(file);
  }
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

double cpu_seconds(pid_t pid) {
  clockid_t clock{};
  timespec time{};
  if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::size_t open_files(pid_t pid) {
  const std::filesystem::directory_iterator files("/proc/" + std::to_string(pid) + "/fd");
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

const char* verdict(bool met) {
  return met ? "met" : "MISSED";
}

int measure(pid_t server, int port, std::size_t count) {
  const std::size_t before = resident_bytes(server);
  const int ready = ::epoll_create1(0);
  std::vector<std::unique_ptr<Reader>> readers;
  std::array<epoll_event, 512> events;
  const auto read_some = [&](int wait_ms) {
    const int found = ::epoll_wait(ready, events.data(), events.size(), wait_ms);
    for (int i = 0; i < found; ++i) readers[events[static_cast<std::size_t>(i)].data.u64]->read();
  };
  for (std::size_t i = 0; i < count; ++i) {
    readers.push_back(std::make_unique<Reader>(port, i, "/all"));
    epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
    ::epoll_ctl(ready, EPOLL_CTL_ADD, readers.back()->fd(), &event);
    if (i % 100 == 99) read_some(0);
  }
  const auto deadline = Steady::now() + 60s;
  while (!std::ranges::all_of(readers, &Reader::begun) && Steady::now() < deadline) read_some(100);
  const auto each = (resident_bytes(server) - before) / count;
  std::printf("%zu connections, %zu bytes each   goal 8192: %s\n", count, each, verdict(each <= 8192));

  std::vector<double> times;
  int told = 0;
  const double cpu_before = cpu_seconds(server);
  for (int round = 0; round < 20; ++round) {
    const auto start = Steady::now();
    tell(port, "/all/tell?500");
    ++told;
    const auto have = [&] { return static_cast<std::size_t>(std::ranges::count(readers, told, &Reader::bulletins)); };
    while (have() < count * 99 / 100 && ms_since(start) < 10'000) read_some(5);
    times.push_back(ms_since(start));
    while (have() < count && ms_since(start) < 10'000) read_some(5);
  }
  std::ranges::sort(times);
  std::printf("a bulletin reaches 99 %% in %.0f ms, median of %zu; %.0f ms at worst   goal 500 ms: %s\n",
              times[times.size() / 2], times.size(), times.back(), verdict(times.back() <= 500));
  // On a machine that does something else besides, this tells how long it would take alone.
  std::printf("of which the server is busy for %.0f ms of CPU\n",
              (cpu_seconds(server) - cpu_before) * 1000 / static_cast<double>(times.size()));
  std::size_t missed = 0, wrong = 0;
  for (const auto& reader : readers) {
    missed += static_cast<std::size_t>(told - reader->bulletins());
    wrong += static_cast<std::size_t>(reader->wrong());
  }
  std::printf("of %zu bulletins read %zu were missed, %zu came twice or out of order   goal none: %s\n",
              count * static_cast<std::size_t>(told), missed, wrong, verdict(missed + wrong == 0));

  // 12 bulletins of 10 KB: more than its buffers take, less than the channel keeps.
  auto slow = std::make_unique<Reader>(port, count, "/slow", 0, 4096);
  while (!slow->begun()) slow->read();
  for (int i = 0; i < 12; ++i) tell(port, "/slow/tell?10000");
  const auto start = Steady::now();
  // It reads nothing, so it cannot see its end: the server's descriptors tell.
  const std::size_t open_before = open_files(server);
  while (open_files(server) >= open_before && ms_since(start) < 30'000) ::usleep(50'000);
  const double dropped_after = ms_since(start) / 1000;
  while (!slow->closed() && ms_since(start) < 40'000) slow->read();
  const bool dropped = slow->closed();
  Reader again(port, count, "/slow", slow->last());
  const auto until = Steady::now() + 2s;
  while (Steady::now() < until) again.read();
  const int sum = slow->bulletins() + again.bulletins();
  const bool caught_up = dropped && sum == 12 && slow->wrong() + again.wrong() == 0;
  std::printf(
      "a reader that reads nothing: %s after %.1f s with %d of 12 bulletins, came back for %d   goal all, once: %s\n",
      dropped ? "dropped" : "NOT dropped", dropped_after, slow->bulletins(), again.bulletins(), verdict(caught_up));
  return 0;
}

}  // namespace
}  // namespace dateline::net

int main(int count, char** arguments) {
  using namespace dateline::net;
  std::size_t readers = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 20'000;
  // Each side needs a descriptor a reader. Raising the hard limit takes a privilege that not every root has.
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  rlimit wanted{.rlim_cur = readers + 100, .rlim_max = std::max<rlim_t>(limit.rlim_max, readers + 100)};
  if (::setrlimit(RLIMIT_NOFILE, &wanted) != 0) {
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    readers = std::min<std::size_t>(readers, limit.rlim_max - 100);
    std::printf("only %zu files may be open here (ulimit -Hn), so %zu readers\n",
                static_cast<std::size_t>(limit.rlim_max), readers);
  }
  int pipe[2];
  if (::pipe(pipe) != 0) return 1;
  const pid_t server = ::fork();
  if (server == 0) serve(pipe[1]);
  ::close(pipe[1]);
  std::string address(64, '\0');
  const ssize_t size = ::read(pipe[0], address.data(), address.size());
  address.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  const int port = std::atoi(address.substr(address.rfind(':') + 1).c_str());
  const int status = port > 0 ? measure(server, port, readers) : 1;
  ::kill(server, SIGKILL);
  ::waitpid(server, nullptr, 0);
  return status;
}
