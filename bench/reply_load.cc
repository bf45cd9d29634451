// Replies under load: 2,000 a second posted, checked and durable while 500 readers a second load the page; then the
// page of an article with 10,000 replies. The server is a process of its own; this one is all the readers, each reply
// from a network address of its own (127.0.0.0/8), on a schedule that does not wait for the server: a late answer is
// late for whoever comes after it, too.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "app/newsroom.h"
#include "base/clock.h"
#include "base/ids.h"
#include "process_cost.h"
#include "store/store.h"

namespace dateline::app {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kRepliesOfOneAddress = 15;  // desk::ReplyRules lets 20 through in ten minutes.
constexpr int kLongThread = 10'000;

double ms_between(Steady::time_point from, Steady::time_point to) {
  return std::chrono::duration<double, std::milli>(to - from).count();
}

double percentile(std::vector<double>& of, double part) {
  if (of.empty()) return 0;
  const auto at = of.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(of.size() - 1));
  std::nth_element(of.begin(), at, of.end());
  return *at;
}

std::string some_text(std::mt19937_64& random, int words) {
  constexpr std::string_view kSyllables[] = {"ka", "ro", "mi",  "ten", "sul", "ber",
                                             "no", "vi", "gra", "lo",  "pe",  "dan"};
  std::string out;
  for (int w = 0; w < words; ++w) {
    if (w > 0) out += w % 12 == 11 ? ". " : " ";
    for (int s = 0; s < 3; ++s) out += kSyllables[random() % std::size(kSyllables)];
  }
  return out;
}

struct Folder {
  article::ArticleId busy, long_thread;
};

Result<desk::Post> publish(Newsroom& newsroom, const Clock& clock, const std::string& headline,
                           std::mt19937_64& random) {
  desk::Post post = desk::new_post(clock.now());
  post.headline = headline;
  post.body = some_text(random, 600);
  post.section = "business";
  post.state = desk::Post::State::kPublished;
  return ask<desk::Post>([&](auto done) { newsroom.save_post("bench", post, std::move(done)); });
}

/// A folder with two articles; to one of them there are 10,000 replies, each answering the one before it, some one of
/// the last ten, or nothing.
Result<Folder> fill(const std::filesystem::path& folder) {
  DATELINE_TRY(auto store, store::open_sqlite(folder, store::Access::kWrite));
  const SystemClock clock;
  DATELINE_TRY(auto newsroom, Newsroom::open({"Bench", "", "en", false}, clock, *store));
  std::mt19937_64 random(7);
  DATELINE_TRY(const desk::Post busy, publish(*newsroom, clock, "What the pier cost, and who pays for it", random));
  DATELINE_TRY(const desk::Post long_one, publish(*newsroom, clock, "Ten thousand readers about a pier", random));
  std::vector<desk::ReplyId> ids;
  std::vector<int> depths;
  for (int i = 0; i < kLongThread; ++i) {
    desk::Reply reply;
    reply.id = desk::ReplyId{digest64("bench reply " + std::to_string(i))};
    reply.article = long_one.article_id();
    int depth = 1;
    if (i > 0 && random() % 3 != 0) {
      const std::size_t parent = ids.size() - 1 - random() % std::min<std::size_t>(ids.size(), 10);
      if (depths[parent] < desk::kMaxReplyDepth) {
        reply.parent = ids[parent];
        depth = depths[parent] + 1;
      }
    }
    reply.name = "Reader " + std::to_string(i);
    reply.email = *desk::EmailAddress::parse("long" + std::to_string(i) + "@mail.example");
    reply.text = some_text(random, 60);
    reply.posted_at = clock.now() - std::chrono::seconds(kLongThread - i);
    reply.state = desk::ReplyState::kApproved;
    reply.decided_by = "bench";
    ids.push_back(reply.id);
    depths.push_back(depth);
    if (i + 1 < kLongThread) {
      newsroom->replies().put(reply, [](const auto&) {});
    } else {
      DATELINE_TRY_VOID(ask<void>([&](auto done) { newsroom->replies().put(reply, std::move(done)); }));
    }
  }
  return Folder{busy.article_id(), long_one.article_id()};
}

class Server {
 public:
  explicit Server(const std::filesystem::path& folder) {
    std::array<int, 2> out{};
    if (::pipe(out.data()) != 0) std::exit(1);
    const std::string binary = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "dateline").string();
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(out[1], 1);
      ::execl(binary.c_str(), "dateline", "serve", "--data", folder.c_str(), "--listen", "127.0.0.1:0", nullptr);
      std::perror("reply_load: cannot start dateline");
      std::_Exit(1);
    }
    ::close(out[1]);
    std::string said;
    std::array<char, 4096> chunk{};
    for (ssize_t got;
         said.find("\"listening\"") == std::string::npos && (got = ::read(out[0], chunk.data(), chunk.size())) > 0;)
      said.append(chunk.data(), static_cast<std::size_t>(got));
    const std::size_t colon = said.find("127.0.0.1:");
    if (colon == std::string::npos) std::exit(1);
    port_ = std::atoi(said.c_str() + colon + 10);
  }
  ~Server() { kill_hard(); }

  void kill_hard() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  int port() const { return port_; }
  double cpu() const { return bench::cpu_of(pid_); }

 private:
  pid_t pid_ = 0;
  int port_ = 0;
};

/// One connection, one request at a time.
class Client {
 public:
  Client(int port, std::uint32_t from) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in source{}, to{};
    source.sin_family = to.sin_family = AF_INET;
    source.sin_addr.s_addr = htonl(from);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (fd_ < 0 || ::bind(fd_, reinterpret_cast<const sockaddr*>(&source), sizeof source) != 0 ||
        ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      std::perror("reply_load: cannot connect");
      std::exit(1);
    }
    ::fcntl(fd_, F_SETFL, O_NONBLOCK);
  }
  ~Client() { ::close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  int fd() const { return fd_; }
  int sent() const { return sent_; }
  bool busy() const { return busy_; }
  void done() { busy_ = false; }
  Steady::time_point due() const { return due_; }
  void ask(const std::string& request, Steady::time_point due) {
    due_ = due;
    ++sent_;
    busy_ = true;
    answer_.clear();
    if (::send(fd_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      broken_ = true;
  }
  /// The status, once the answer is whole; 0 before; -1 where the connection broke.
  int read() {
    std::array<char, 65536> chunk;
    ssize_t got;
    while ((got = ::recv(fd_, chunk.data(), chunk.size(), 0)) > 0)
      answer_.append(chunk.data(), static_cast<std::size_t>(got));
    const std::size_t head = answer_.find("\r\n\r\n");
    if (head == std::string::npos) return got == 0 || broken_ ? -1 : 0;
    std::size_t length = 0;
    if (const std::size_t at = answer_.find("Content-Length: "); at < head)
      length = std::strtoul(answer_.c_str() + at + 16, nullptr, 10);
    if (answer_.size() < head + 4 + length) return got == 0 ? -1 : 0;
    return std::atoi(answer_.c_str() + 9);
  }

 private:
  const int fd_;
  Steady::time_point due_{};
  int sent_ = 0;
  bool busy_ = false, broken_ = false;
  std::string answer_;
};

std::string post_of(article::ArticleId article, const std::string& text, std::uint64_t number) {
  std::string body = "comment=" + text + "&author=Reader+" + std::to_string(number) + "&email=reader" +
                     std::to_string(number) + "%40mail.example&url=&comment_post_ID=" + article.str() +
                     "&comment_parent=0&once=once" + std::to_string(number);
  std::replace(body.begin(), body.end(), ' ', '+');
  return "POST /replies HTTP/1.1\r\nHost: bench\r\nContent-Type: "
         "application/x-www-form-urlencoded\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Measured {
  std::vector<double> ms;
  std::map<int, int> by_status;
};

void run_load(const Server& server, article::ArticleId article, int rate, int readers, int seconds, Measured& replies,
              Measured& pages) {
  const int epoll = ::epoll_create1(0);
  std::mt19937_64 random(11);
  std::map<int, std::unique_ptr<Client>> clients;  // All, by descriptor.
  std::vector<Client*> idle, idle_readers;
  std::map<int, bool> is_reader;
  std::uint32_t next_address = INADDR_LOOPBACK + 256;
  const auto connect = [&](std::uint32_t from, bool reads) {
    auto made = std::make_unique<Client>(server.port(), from);
    epoll_event event{.events = EPOLLIN, .data = {.fd = made->fd()}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, made->fd(), &event);
    is_reader[made->fd()] = reads;
    Client* client = made.get();
    clients[client->fd()] = std::move(made);
    return client;
  };
  const std::string page =
      "GET /article/" + article.str() + " HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n";
  std::vector<std::string> texts;
  for (int i = 0; i < 5000; ++i) texts.push_back(some_text(random, 45));

  const Steady::time_point start = Steady::now();
  std::int64_t posted = 0, read = 0, open = 0;
  const std::int64_t posts = std::int64_t{rate} * seconds, reads = std::int64_t{readers} * seconds;
  const auto due_at = [&](std::int64_t number, int per_second) {
    return start + std::chrono::nanoseconds(number * 1'000'000'000 / std::max(per_second, 1));
  };
  while (posted < posts || read < reads || open > 0) {
    const Steady::time_point now = Steady::now();
    for (; posted < posts && due_at(posted, rate) <= now; ++posted, ++open) {
      Client* client = idle.empty() ? connect(next_address++, false) : idle.back();
      if (!idle.empty()) idle.pop_back();
      const auto number = static_cast<std::uint64_t>(posted);
      client->ask(post_of(article, texts[number % texts.size()] + " " + std::to_string(number * 7919), number),
                  due_at(posted, rate));
    }
    for (; read < reads && due_at(read, readers) <= now; ++read, ++open) {
      Client* client = idle_readers.empty()
                           ? connect(INADDR_LOOPBACK + 1 + static_cast<std::uint32_t>(read % 200), true)
                           : idle_readers.back();
      if (!idle_readers.empty()) idle_readers.pop_back();
      client->ask(page, due_at(read, readers));
    }
    std::array<epoll_event, 256> events;
    const int ready = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 1);
    for (int i = 0; i < ready; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      Client& client = *clients.at(fd);
      const int status = client.read();
      if (status == 0) continue;
      if (!client.busy()) {  // The server closes who says nothing for a while.
        std::erase(idle, &client);
        std::erase(idle_readers, &client);
        clients.erase(fd);
        continue;
      }
      client.done();
      Measured& into = is_reader[fd] ? pages : replies;
      into.ms.push_back(ms_between(client.due(), Steady::now()));
      ++into.by_status[status];
      --open;
      if (status < 0 || (!is_reader[fd] && client.sent() >= kRepliesOfOneAddress)) {
        clients.erase(fd);
      } else {
        (is_reader[fd] ? idle_readers : idle).push_back(&client);
      }
    }
    if (now - start > std::chrono::seconds(seconds + 30)) break;  // It does not keep up at all.
  }
  ::close(epoll);
}

void print_statuses(const char* what, const Measured& measured) {
  std::printf("%s", what);
  for (const auto& [status, count] : measured.by_status) std::printf("  %d: %d", status, count);
  std::printf("\n");
}

const char* verdict(bool met) {
  return met ? "met" : "MISSED";
}

/// The page, uncached (it comes with a reader's cookie), so many times: milliseconds of the server's CPU each.
void time_page(const Server& server, const std::string& path, const char* what) {
  constexpr int kTimes = 200;
  Client client(server.port(), INADDR_LOOPBACK);
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: bench\r\nCookie: dateline_reader=author=Eva\r\n\r\n";
  std::vector<double> ms;
  int wrong = 0;
  const double cpu = server.cpu();
  for (int i = 0; i < kTimes; ++i) {
    const Steady::time_point start = Steady::now();
    client.ask(request, start);
    int status;
    while ((status = client.read()) == 0) ::usleep(50);
    wrong += status != 200;
    ms.push_back(ms_between(start, Steady::now()));
  }
  const double each = (server.cpu() - cpu) * 1000 / kTimes;
  std::printf("%-42s %6.1f ms of CPU, p50 %6.1f, p99 %6.1f ms   goal 50: %s%s\n", what, each, percentile(ms, .5),
              percentile(ms, .99), verdict(percentile(ms, .99) < 50 && wrong == 0), wrong ? "  NOT ALL 200" : "");
}

int run(int rate, int readers, int seconds) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("dateline-replies-" + std::to_string(::getpid()));
  const auto filled = fill(folder);
  if (!filled) return std::fprintf(stderr, "reply_load: %s\n", filled.error().message.c_str()), 1;

  Measured replies, pages;
  double cpu = 0;
  {
    Server server(folder);
    const std::string page = "/article/" + filled->long_thread.str();
    time_page(server, page, "article with 10,000 replies, first page");
    time_page(server, page + "?replies=best", "the same, best first");
    time_page(server, page + "?replies=newest&page=150", "the same, newest first, page 150");
    const double before = server.cpu();
    run_load(server, filled->busy, rate, readers, seconds, replies, pages);
    cpu = server.cpu() - before;
    server.kill_hard();  // What was acknowledged must be there all the same.
  }
  const int taken = replies.by_status[303];
  std::printf("%d replies a second asked for, %d pages, for %d s; the server used %.2f cores\n", rate, readers, seconds,
              cpu / seconds);
  print_statuses("answers to replies:", replies);
  print_statuses("answers to pages:  ", pages);
  const double p99 = percentile(replies.ms, .99);
  std::printf("replies taken            %8.0f a second, p50 %5.1f, p99 %5.1f ms   goal 2000, 50 ms: %s\n",
              static_cast<double>(taken) / seconds, percentile(replies.ms, .5), p99,
              verdict(taken >= 2000 * seconds && p99 < 50));
  std::printf("pages meanwhile          %8.0f a second, p50 %5.1f, p99 %5.1f ms   goal 500: %s\n",
              static_cast<double>(pages.by_status[200]) / seconds, percentile(pages.ms, .5), percentile(pages.ms, .99),
              verdict(pages.by_status[200] >= 500 * seconds));
  const auto store = store::open_sqlite(folder, store::Access::kRead);
  const auto counts = store ? (*store)->reader().counts() : Result<store::Counts>();
  const std::int64_t there = counts ? counts->replies - kLongThread : -1;
  std::printf("after kill -9: %lld of %d acknowledged replies are there   goal all, once: %s\n",
              static_cast<long long>(there), taken, verdict(there == taken));
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace dateline::app

int main(int count, char** arguments) {
  const auto number = [&](int at, int otherwise) { return count > at ? std::atoi(arguments[at]) : otherwise; };
  ::signal(SIGPIPE, SIG_IGN);
  return dateline::app::run(number(1, 2100), number(2, 510), number(3, 15));
}
