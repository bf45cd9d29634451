#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

#include "app/newsroom.h"
#include "base/clock.h"
#include "base/freshness.h"
#include "desk/limit.h"
#include "net/address_gate.h"
#include "net/fetch_pool.h"
#include "net/http_server.h"
#include "store/store.h"
#include "wire/websub.h"

namespace dateline::app {

/// The hub of our own feeds (WebSub). A subscriber is asked whether it is meant before anything else is sent to it; who
/// subscribed is kept in the store. After each change of what readers see, the feeds that have subscribers are asked of
/// the site; those whose bytes changed are sent to each of them, the newest bytes always, tried again for a day.
/// Memory: by the deliveries under way, however many subscribers there are.
/// Thread-safe. One thread asks back, looks for changes and delivers.
class Hub {
 public:
  struct Options {
    std::string public_url;  ///< Of the site, as its feeds have it, without a final slash.
    std::string user_agent;
    net::AddressGate gate;
    std::shared_ptr<const Freshness> freshness;
    std::size_t at_once = 64;  ///< Deliveries under way: each holds a socket and up to 64 KiB of an answer.
  };
  /// Site::handle(). What is a topic: an address that the site answers with a Link field naming itself and this hub.
  using AskSite = std::function<void(net::Request, net::Respond)>;

  /// All outlive it, also what `ask_site` calls.
  Hub(Options options, AskSite ask_site, const Clock& clock, const store::Reader& reader, Newsroom& newsroom);
  ~Hub();

  static bool is_for(const net::Request& request) { return request.path == "/websub"; }
  /// `request.peer` is who really asks.
  void handle(const net::Request& request, net::Respond respond);

 private:
  /// A feed as it is now.
  struct Edition {
    std::shared_ptr<const std::string> bytes;
    std::string content_type, digest;
  };
  struct Asked {
    wire::SubscriptionRequest request;
    std::string host;
    std::string digest;  ///< Of what the topic had when it was asked.
  };
  /// What came of one question or delivery.
  struct Outcome {
    std::variant<Asked, store::Subscriber> of;
    std::string sent;  ///< The challenge, or the digest of what was delivered.
    Result<net::FetchResponse> answer;
  };

  net::Response answer(const net::Request& request);
  /// Absent, and `why` says it: not a feed of ours.
  std::optional<Edition> edition_of(const std::string& topic, std::string* why = nullptr) const;

  // The thread only.
  void run();
  void ask_back();
  void look_for_changes();
  using Digests = std::vector<std::pair<std::string, std::string>>;
  bool note_changes(const Digests& changed);
  void deliver();
  void send(const store::Subscriber& to, const Edition& edition);
  void take_outcomes();
  Status keep(store::Writer& writer, const Outcome& outcome);
  Status keep_answer(store::Writer& writer, const Asked& asked, const Outcome& outcome);
  Status keep_delivery(store::Writer& writer, store::Subscriber to, const Outcome& outcome);
  void forget_expired();
  void came(Outcome outcome);  ///< The pool's thread.

  // Constant after construction.
  const Options options_;
  const std::string hub_url_;
  const AskSite ask_site_;
  const Clock& clock_;
  const store::Reader& reader_;
  Newsroom& newsroom_;

  // The thread only.
  std::uint64_t looked_at_ = ~std::uint64_t{0};  ///< Freshness when the topics were looked at.
  std::chrono::steady_clock::time_point look_again_{};
  std::unordered_set<std::string> busy_;                ///< Subscribers with a delivery under way, or not yet kept.
  std::unordered_map<std::string, std::size_t> hosts_;  ///< How many of them at each host.
  Instant forgot_at_{};

  std::mutex mutex_;  ///< Guards what follows.
  std::condition_variable wake_;
  bool woken_ = false;
  std::deque<Asked> to_ask_back_;
  std::size_t asking_back_ = 0;
  std::vector<Outcome> outcomes_;
  desk::Limit requests_;   ///< By who asks.
  desk::Limit questions_;  ///< By host of the callback: those that were not answered as they should.

  std::atomic<bool> stopping_ = false;
  std::unique_ptr<net::FetchPool> pool_;
  std::thread thread_;
};

}  // namespace dateline::app
