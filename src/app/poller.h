#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "app/newsroom.h"
#include "base/clock.h"
#include "net/address_gate.h"
#include "net/http_client.h"
#include "store/store.h"

namespace dateline::app {

/// Asks each source when its time has come and files what is new. One thread, one connection at a time: polite, and
/// enough for some thousand sources a quarter of an hour.
class Poller {
 public:
  struct Options {
    std::chrono::minutes poll{15};
    std::string user_agent;
    net::AddressGate gate;
  };
  Poller(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom);
  /// Ends after the fetch that is under way (at most its time-out, 20 s).
  ~Poller();

 private:
  void run();
  void poll_due(net::HttpClient& client);

  const Options options_;
  const Clock& clock_;
  const store::Reader& reader_;
  Newsroom& newsroom_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace dateline::app
