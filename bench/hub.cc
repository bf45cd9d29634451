// A change of one feed on its way to all who subscribed: build/bench/bin/hub [subscribers, 10000]. The subscribers are
// a process of their own, at fifty addresses of this machine, and answer at once; the site is a feed of 100 KB.
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "app/hub.h"
#include "base/ids.h"
#include "process_cost.h"
#include "text/url.h"

namespace dateline::app {
namespace {

constexpr int kHosts = 50;
const std::string kSite = "https://gazette.example";
const std::string kTopic = kSite + "/feed";

/// What both processes know.
struct Shared {
  std::atomic<int> delivered = 0;
  std::atomic<int> port = 0;
};

[[noreturn]] void be_subscribers(Shared& shared) {
  const auto server = net::HttpServer::start({.listen = "0.0.0.0:0", .workers = 1, .max_connections_per_address = 0},
                                             [&](const net::Request&, net::Respond respond) {
                                               respond(net::Response{.status = 204});
                                               ++shared.delivered;
                                             })
                          .value();
  const std::string address = server->address();
  shared.port = std::stoi(address.substr(address.rfind(':') + 1));
  for (;;) pause();
}

std::string feed_of(int number) {
  std::string feed = "<rss version='2.0'><channel><title>Cape Gazette " + std::to_string(number) + "</title>";
  while (feed.size() < 100'000) feed += "<item><title>A headline of some words</title></item>";
  return feed + "</channel></rss>";
}

int measure(int subscribers) {
  void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  Shared& shared = *new (memory) Shared;
  const pid_t sink = fork();
  if (sink == 0) be_subscribers(shared);
  while (shared.port == 0) usleep(1000);

  std::string pattern = (std::filesystem::temp_directory_path() / "dateline-hub-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const SystemClock clock;
  const auto store = store::open_sqlite(folder, store::Access::kWrite).value();
  const auto freshness = std::make_shared<Freshness>();
  {
    const auto newsroom =
        Newsroom::open({.name = "Cape Gazette", .public_url = kSite, .freshness = freshness}, clock, *store).value();
    std::atomic<int> number = 0;
    const auto page = [&](net::Request, net::Respond respond) {
      net::Response response;
      response.content_type = "application/rss+xml; charset=utf-8";
      response.headers = {{"Link", wire::link_field(kSite + "/websub", kTopic)}};
      response.body = std::make_shared<const std::string>(feed_of(number));
      respond(std::move(response));
    };
    const auto done = ask<void>([&](auto answer) {
      newsroom->write_unseen(
          [&](store::Writer& writer) -> Status {
            for (int i = 0; i < subscribers; ++i) {
              const std::string host = "127.0.1." + std::to_string(1 + i % kHosts);
              DATELINE_TRY_VOID(writer.put_subscriber(
                  {.topic = kTopic,
                   .callback = "http://" + host + ":" + std::to_string(shared.port) + "/" + std::to_string(i),
                   .host = host,
                   .secret = random_key(32),
                   .expires_at = clock.now() + std::chrono::days{10}},
                  content_hash(feed_of(0))));
            }
            return {};
          },
          std::move(answer));
    });
    if (!done) return std::fprintf(stderr, "%s\n", done.error().message.c_str()), 1;

    const std::vector<std::string> loopback{"127.0.0.0/8"};
    Hub hub({kSite, "dateline bench", *net::AddressGate::with_allowed(loopback), freshness}, page, clock,
            store->reader(), *newsroom);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    const double before = bench::megabytes_of(getpid());
    const double cpu_before = bench::cpu_of(getpid());
    double most = before;
    const auto begun = std::chrono::steady_clock::now();
    number = 1;
    freshness->moved_on();
    while (shared.delivered < subscribers) {
      usleep(10'000);
      most = std::max(most, bench::megabytes_of(getpid()));
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    const double cpu = bench::cpu_of(getpid()) - cpu_before;
    std::printf("%d subscribers, %.0f KB each: %.1f s, %.0f deliveries a second, %.2f ms of CPU each\n", subscribers,
                static_cast<double>(feed_of(1).size()) / 1e3, seconds, subscribers / seconds, 1e3 * cpu / subscribers);
    std::printf("memory: %.1f MB before, %.1f MB at most, so %.1f MB for all of it\n", before, most, most - before);
  }
  kill(sink, SIGTERM);
  waitpid(sink, nullptr, 0);
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace dateline::app

int main(int argc, char** argv) {
  return dateline::app::measure(argc > 1 ? std::atoi(argv[1]) : 10'000);
}
