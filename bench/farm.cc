// A farm of feeds on loopback, a server process with feeds of real shapes, and dateline that reads them:
//   farm rates [FEEDS]            as fast as it goes: unchanged feeds, then changed ones, a second
//   farm rhythm [FEEDS] [MINUTES] the product itself with a rhythm of five minutes: CPU, memory, and how long an entry
//                                 takes from publication to the store
//   farm memory [FEEDS]           the product with so many sources (100,000), each asked once
//   farm kill [FEEDS] [TIMES]     the product killed every few seconds: each entry that was published is stored once
// Of a hundred feeds two answer 500, two after two seconds, two with a permanent redirect, three are not well-formed,
// two give all entries one id, and five send no validators.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "app/newsroom.h"
#include "app/poller.h"
#include "base/file.h"
#include "net/http_client.h"
#include "net/http_server.h"
#include "process_cost.h"
#include "store/store.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

constexpr int kShown = 20;  // Entries in a feed.

const char* verdict(bool met) {
  return met ? "met" : "MISSED";
}

double seconds_since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// --- The farm ---

enum class Kind { kPlain, kBroken, kSlow, kMoved, kMalformed, kOneId, kNoValidators };
Kind kind_of(int feed) {
  const int at = feed % 100;
  if (at < 2) return Kind::kBroken;
  if (at < 4) return Kind::kSlow;
  if (at < 6) return Kind::kMoved;
  if (at < 9) return Kind::kMalformed;
  if (at < 11) return Kind::kOneId;
  if (at < 16) return Kind::kNoValidators;
  return Kind::kPlain;
}

/// Each feed on a host of its own, as in life.
std::string host_of(int feed) {
  return "127." + std::to_string(1 + feed / 62'500) + "." + std::to_string(feed / 250 % 250) + "." +
         std::to_string(feed % 250 + 1);
}

/// Words that entries do not share much, or grouping would make one story of the farm.
std::string words_of(int feed, int entry, int count) {
  std::mt19937_64 random(static_cast<std::uint64_t>(feed) * 1'000'003 + static_cast<std::uint64_t>(entry));
  constexpr std::string_view kSyllables[] = {"ka", "ro", "mi",  "ten", "sul", "ber",
                                             "no", "vi", "gra", "lo",  "pe",  "dan"};
  std::string out;
  for (int w = 0; w < count; ++w) {
    if (w > 0) out += ' ';
    for (int s = 0; s < 3; ++s) out += kSyllables[random() % std::size(kSyllables)];
  }
  return out;
}

/// What feeds have to tell when they are asked.
enum class News {
  kNone,       ///< No entry.
  kPublished,  ///< One, and what publish() adds.
  kAlways,     ///< Each time one more.
};

class Farm {
 public:
  Farm(int feeds, News news) : always_new_(news == News::kAlways), published_(static_cast<std::size_t>(feeds)) {
    if (news == News::kNone) return;
    for (auto& times : published_) times.push_back(now_ms());
  }

  void publish(int feed) {
    const std::lock_guard lock(mutex_);
    published_[static_cast<std::size_t>(feed)].push_back(now_ms());
  }

  net::Response answer(const net::Request& request) {
    ++asked_;
    if (request.path == "/asked") return net::Response::text(200, std::to_string(asked_.load()));
    if (request.path == "/versions") return net::Response::text(200, versions());
    if (request.path == "/publish") {
      publish(std::atoi(request.query.c_str()));
      return net::Response::text(200, "");
    }
    const int feed = std::atoi(request.path.c_str() + std::min<std::size_t>(3, request.path.size()));
    if (feed < 0 || feed >= static_cast<int>(published_.size())) return net::Response::text(404, "no such feed");
    const Kind kind = kind_of(feed);
    if (kind == Kind::kBroken) return net::Response::text(500, "broken");
    if (kind == Kind::kMoved && request.path.starts_with("/f/")) {
      return net::Response{.status = 301, .headers = {{"Location", "/g/" + std::to_string(feed)}}};
    }
    if (always_new_) publish(feed);
    std::vector<std::int64_t> times;
    {
      const std::lock_guard lock(mutex_);
      times = published_[static_cast<std::size_t>(feed)];
    }
    const std::string etag = "\"" + std::to_string(times.size()) + "\"";
    if (kind != Kind::kNoValidators && request.header("if-none-match") == etag) {
      return net::Response{.status = 304, .headers = {{"ETag", etag}}};
    }
    net::Response response = net::Response::text(200, write(feed, kind, times));
    response.content_type = "application/rss+xml";
    if (kind != Kind::kNoValidators) response.headers = {{"ETag", etag}};
    return response;
  }

  static bool is_slow(const net::Request& request) {
    return request.path.starts_with("/f/") && kind_of(std::atoi(request.path.c_str() + 3)) == Kind::kSlow;
  }

 private:
  std::string write(int feed, Kind kind, const std::vector<std::int64_t>& times) const {
    const std::string name = "Farm " + std::to_string(feed);
    std::string out = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + name + "</title><link>http://" +
                      host_of(feed) + "/</link>";
    const int last = static_cast<int>(times.size());
    for (int entry = last; entry > std::max(0, last - kShown); --entry) {
      const std::string number = std::to_string(entry);
      const auto at = Instant{} + std::chrono::milliseconds{times[static_cast<std::size_t>(entry - 1)]};
      out += "<item><title>" + words_of(feed, entry, 6) + "</title><link>http://" + host_of(feed) + "/" +
             std::to_string(feed) + "/" + number + "</link><guid isPermaLink=\"false\">" +
             (kind == Kind::kOneId ? std::string("post") : std::to_string(feed) + "-" + number) + "</guid><pubDate>" +
             format_http_date(std::chrono::floor<std::chrono::seconds>(at)) + "</pubDate><description>" +
             (kind == Kind::kMalformed ? "R & D <b>of " : "") + words_of(feed, entry + 1'000'000, 40) + ". Published " +
             std::to_string(times[static_cast<std::size_t>(entry - 1)]) + ".</description></item>";
    }
    return out + "</channel></rss>";
  }

  std::string versions() {
    const std::lock_guard lock(mutex_);
    std::string out;
    for (const auto& times : published_) out += std::to_string(times.size()) + "\n";
    return out;
  }

  const bool always_new_;
  std::atomic<std::int64_t> asked_ = 0;
  std::mutex mutex_;                                  ///< Guards what follows.
  std::vector<std::vector<std::int64_t>> published_;  ///< Of each feed, when each of its entries was.
};

/// The farm in a process of its own, so that what it costs is nobody else's.
class FarmProcess {
 public:
  explicit FarmProcess(int feeds, News news = News::kPublished) {
    std::array<int, 2> out{};
    DATELINE_CHECK(::pipe(out.data()) == 0);
    std::fflush(stdout);
    pid_ = ::fork();
    if (pid_ == 0) serve(feeds, news, out[1]);
    ::close(out[1]);
    std::array<char, 64> text{};
    DATELINE_CHECK(::read(out[0], text.data(), text.size() - 1) > 0);
    port_ = std::atoi(text.data());
    ::close(out[0]);
  }
  ~FarmProcess() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  FarmProcess(const FarmProcess&) = delete;
  FarmProcess& operator=(const FarmProcess&) = delete;

  std::string url(int feed) const {
    return "http://" + host_of(feed) + ":" + std::to_string(port_) + "/f/" + std::to_string(feed);
  }
  std::string get(const std::string& path) {
    const auto response = client_.get({.url = "http://127.0.0.1:" + std::to_string(port_) + path});
    DATELINE_CHECK(response.has_value());
    return response->body;
  }
  double asked() { return std::atof(get("/asked").c_str()); }
  std::vector<int> versions() {
    std::vector<int> all;
    const std::string text = get("/versions");
    for (const char* at = text.c_str(); *at;) {
      char* end = nullptr;
      all.push_back(static_cast<int>(std::strtol(at, &end, 10)));
      at = end + 1;
    }
    return all;
  }

 private:
  [[noreturn]] static void serve(int feeds, News news, int tell) {
    Farm farm(feeds, news);
    net::ServerOptions options;
    options.listen = "0.0.0.0:0";
    options.max_connections = 100'000;
    options.max_connections_per_address = 0;
    options.workers = 2;
    std::mutex mutex;
    std::vector<std::pair<Steady::time_point, std::move_only_function<void()>>> late;
    const auto server = net::HttpServer::start(options, [&](net::Request request, net::Respond respond) {
                          if (!Farm::is_slow(request)) return respond(farm.answer(request));
                          const std::lock_guard lock(mutex);
                          late.emplace_back(Steady::now() + 2s, [&farm, request = std::move(request),
                                                                 respond = std::move(respond)]() mutable {
                            respond(farm.answer(request));
                          });
                        }).value();
    const std::string port = server->address().substr(server->address().rfind(':') + 1);
    if (::write(tell, port.data(), port.size()) < 0) std::_Exit(1);
    ::close(tell);
    for (;;) {
      std::this_thread::sleep_for(20ms);
      std::vector<std::move_only_function<void()>> due;
      {
        const std::lock_guard lock(mutex);
        std::erase_if(late, [&](auto& one) {
          if (one.first > Steady::now()) return false;
          due.push_back(std::move(one.second));
          return true;
        });
      }
      for (auto& answer : due) answer();
    }
  }

  pid_t pid_ = 0;
  int port_ = 0;
  net::HttpClient client_{net::AddressGate::with_allowed(std::vector<std::string>{"127.0.0.0/8"}).value(), "farm"};
};

// --- The reader ---

/// A data folder with a source for each feed.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("dateline-farm-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

  void fill(const FarmProcess& farm, int feeds) const {
    auto store = store::open_sqlite(path_, store::Access::kWrite).value();
    store::Writer& writer = store->writer();
    DATELINE_CHECK(writer.begin().has_value());
    for (int feed = 0; feed < feeds; ++feed) {
      DATELINE_CHECK(writer.put_source(wire::Source::from_url(farm.url(feed)).value()).has_value());
    }
    DATELINE_CHECK(writer.commit().has_value());
  }

 private:
  std::filesystem::path path_;
};

/// Of the entries that were published how many are stored once, twice or not at all; feeds that answer 500 have none.
struct Kept {
  std::int64_t published = 0, missing = 0, repeated = 0;
  std::vector<double> latency;  ///< Seconds from publication to the store.
};

Kept kept_of(FarmProcess& farm, const std::filesystem::path& folder) {
  const std::vector<int> versions = farm.versions();
  std::vector<std::vector<int>> there;
  for (const int version : versions) there.emplace_back(static_cast<std::size_t>(version), 0);
  Kept kept;
  auto store = store::open_sqlite(folder, store::Access::kRead).value();
  const auto read = store->reader().each_placed(Instant{}, [&](const store::PlacedArticle& placed) {
    const article::Article& article = *placed.article;
    // http://127.w.x.y/FEED/ENTRY
    int feed = 0, entry = 0;
    const std::size_t path = article.url.find('/', 8);
    if (path == std::string::npos || std::sscanf(article.url.c_str() + path, "/%d/%d", &feed, &entry) != 2) return;
    if (feed < 0 || feed >= static_cast<int>(there.size())) return;
    auto& of_feed = there[static_cast<std::size_t>(feed)];
    if (entry < 1 || entry > static_cast<int>(of_feed.size())) return;
    ++of_feed[static_cast<std::size_t>(entry - 1)];
    const std::size_t at = article.text.rfind("Published ");
    if (at != std::string::npos && entry > 1) {
      const double published = std::atof(article.text.c_str() + at + 10) / 1000;
      kept.latency.push_back(std::chrono::duration<double>(article.fetched_at.time_since_epoch()).count() - published);
    }
  });
  DATELINE_CHECK(read.has_value());
  for (std::size_t feed = 0; feed < there.size(); ++feed) {
    if (kind_of(static_cast<int>(feed)) == Kind::kBroken) continue;
    for (const int times : there[feed]) {
      ++kept.published;
      kept.missing += times == 0;
      kept.repeated += times > 1;
    }
  }
  return kept;
}

double percentile(std::vector<double>& of, double part) {
  if (of.empty()) return 0;
  const auto at = of.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(of.size() - 1));
  std::ranges::nth_element(of, at);
  return *at;
}

/// As fast as it goes, in this process: the poller, the newsroom and the store are the product's own.
void rates(int feeds, bool changed) {
  FarmProcess farm(feeds, changed ? News::kAlways : News::kPublished);
  const Folder folder;
  folder.fill(farm, feeds);
  const SystemClock clock;
  auto store = store::open_sqlite(folder.path(), store::Access::kWrite).value();
  auto newsroom = Newsroom::open({.name = "Farm", .public_url = ""}, clock, *store).value();
  const double empty = bench::megabytes_of(::getpid());
  {
    Poller poller({.pace = {.shortest = 1s, .longest = 1s},
                   .user_agent = "dateline farm",
                   .gate = net::AddressGate::with_allowed(std::vector<std::string>{"127.0.0.0/8"}).value()},
                  clock, store->reader(), *newsroom);
    // Once round first: connections are open, entries known.
    while (farm.asked() < feeds * 1.2) std::this_thread::sleep_for(200ms);
    const double before = farm.asked(), cpu = bench::cpu_of(::getpid());
    const auto start = Steady::now();
    std::this_thread::sleep_for(15s);
    const double asked = farm.asked() - before, seconds = seconds_since(start);
    const double used = bench::cpu_of(::getpid()) - cpu;
    const double goal = changed ? 300 : 1000;
    std::printf("%-10s %8.0f feeds a second   %6.2f ms of CPU a feed   %5.1f KB of memory a feed   goal %.0f: %s\n",
                changed ? "changed" : "unchanged", asked / seconds, used / asked * 1e3,
                (bench::megabytes_of(::getpid()) - empty) * 1e3 / feeds, goal, verdict(asked / seconds >= goal));
  }
  newsroom.reset();
}

pid_t start_product(const std::filesystem::path& folder) {
  const std::string binary = (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "dateline").string();
  std::fflush(stdout);
  const pid_t pid = ::fork();
  if (pid == 0) {
    DATELINE_CHECK(std::freopen("/dev/null", "w", stdout) &&
                   std::freopen((folder.string() + ".log").c_str(), "a", stderr));
    ::execl(binary.c_str(), "dateline", "serve", "--data", folder.c_str(), "--listen", "127.0.0.1:0", nullptr);
    std::_Exit(127);
  }
  return pid;
}

void publish_for(FarmProcess& farm, int feeds, double a_second, std::chrono::seconds time, std::mt19937_64& random) {
  const auto end = Steady::now() + time;
  while (Steady::now() < end) {
    farm.get("/publish?" + std::to_string(random() % static_cast<std::uint64_t>(feeds)));
    std::this_thread::sleep_for(std::chrono::duration<double>(1 / a_second));
  }
}

void configure(const Folder& folder, int minutes) {
  DATELINE_CHECK(write_file(folder.path() / "dateline.toml", "[wire]\npoll_minutes = " + std::to_string(minutes) +
                                                                 "\nallowed_networks = [\"127.0.0.0/8\"]\n")
                     .has_value());
}

void rhythm(int feeds, int minutes) {
  FarmProcess farm(feeds);
  const Folder folder;
  folder.fill(farm, feeds);
  configure(folder, 5);
  const pid_t pid = start_product(folder.path());
  std::mt19937_64 random(2026);
  while (farm.asked() < feeds) std::this_thread::sleep_for(200ms);
  const double before = farm.asked(), cpu = bench::cpu_of(pid);
  const auto start = Steady::now();
  publish_for(farm, feeds, 20, std::chrono::minutes{minutes}, random);
  std::this_thread::sleep_for(std::chrono::minutes{6});  // Until the last is read.
  const double asked = farm.asked() - before, seconds = seconds_since(start), used = bench::cpu_of(pid) - cpu;
  const double megabytes = bench::megabytes_of(pid);
  ::kill(pid, SIGTERM);
  ::waitpid(pid, nullptr, 0);
  Kept kept = kept_of(farm, folder.path());
  std::printf("%d feeds for %.0f s: asked %.0f times, %.1f a second, %.2f ms of CPU each, %.0f MB\n", feeds, seconds,
              asked, asked / seconds, used / asked * 1e3, megabytes);
  std::printf(
      "entries: %lld published, %lld missing, %lld repeated; from publication to the store p50 %.0f s, p99 %.0f s\n",
      static_cast<long long>(kept.published), static_cast<long long>(kept.missing),
      static_cast<long long>(kept.repeated), percentile(kept.latency, .5), percentile(kept.latency, .99));
  std::printf("100,000 feeds every five minutes are 333 a second: %.2f cores\n", used / asked * 333);
}

/// What it weighs with so many sources, each asked once: after that a source costs what is remembered of it. What their
/// articles cost in grouping is another matter (bench/stories), so they have none.
void memory(int feeds) {
  FarmProcess farm(feeds, News::kNone);
  const Folder folder;
  folder.fill(farm, feeds);
  configure(folder, 1440);
  const pid_t pid = start_product(folder.path());
  const auto start = Steady::now();
  while (farm.asked() < feeds) std::this_thread::sleep_for(1s);
  const double seconds = seconds_since(start);
  std::this_thread::sleep_for(20s);  // What is under way is filed.
  const double megabytes = bench::megabytes_of(pid);
  ::kill(pid, SIGTERM);
  ::waitpid(pid, nullptr, 0);
  std::printf("%d sources, asked once in %.0f s: %.0f MB of memory   goal 300 for 100,000: %s\n", feeds, seconds,
              megabytes, verdict(megabytes < 300));
}

void kill_often(int feeds, int times) {
  FarmProcess farm(feeds);
  const Folder folder;
  folder.fill(farm, feeds);
  configure(folder, 1);
  std::mt19937_64 random(2026);
  int killed = 0;
  for (; killed < times; ++killed) {
    const pid_t pid = start_product(folder.path());
    publish_for(farm, feeds, 50, std::chrono::seconds{2 + static_cast<int>(random() % 4)}, random);
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
  }
  const pid_t pid = start_product(folder.path());
  std::this_thread::sleep_for(std::chrono::seconds{150});  // Each is asked once more, a minute and a tenth at most.
  ::kill(pid, SIGTERM);
  ::waitpid(pid, nullptr, 0);
  const Kept kept = kept_of(farm, folder.path());
  std::printf("killed %d times: %lld entries published, %lld missing, %lld stored twice   goal 0, 0: %s\n", killed,
              static_cast<long long>(kept.published), static_cast<long long>(kept.missing),
              static_cast<long long>(kept.repeated), verdict(kept.missing == 0 && kept.repeated == 0));
}

}  // namespace
}  // namespace dateline::app

int main(int count, char** arguments) {
  using namespace dateline::app;
  const std::string_view what = count > 1 ? arguments[1] : "";
  const auto number = [&](int at, int otherwise) { return count > at ? std::atoi(arguments[at]) : otherwise; };
  ::signal(SIGPIPE, SIG_IGN);
  if (what == "rates") {
    rates(number(2, 10'000), false);
    rates(number(2, 10'000), true);
  } else if (what == "rhythm") {
    rhythm(number(2, 10'000), number(3, 6));
  } else if (what == "memory") {
    memory(number(2, 100'000));
  } else if (what == "kill") {
    kill_often(number(2, 10'000), number(3, 40));
  } else {
    std::fprintf(stderr,
                 "usage: farm rates [FEEDS] | rhythm [FEEDS] [MINUTES] | memory [FEEDS] | kill [FEEDS] [TIMES]\n");
    return 2;
  }
  return 0;
}
