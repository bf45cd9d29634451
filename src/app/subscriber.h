#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "app/newsroom.h"
#include "base/clock.h"
#include "desk/limit.h"
#include "net/address_gate.h"
#include "net/fetch_pool.h"
#include "net/http_server.h"
#include "store/store.h"
#include "wire/websub.h"

namespace dateline::app {

/// Subscribes to the sources whose feeds name a hub (WebSub), and takes what the hubs push. What is subscribed to is
/// kept in the store before a hub hears of it, so a restart goes on with it. What is pushed is not kept here: it is
/// handed on, and if it gets lost there, the next poll brings it, since no validator has changed.
/// Thread-safe. One thread asks the hubs.
class Subscriber {
 public:
  struct Options {
    /// Under which the world reaches us, without a final slash; "": nobody could push, so nothing is subscribed to.
    std::string public_url;
    std::string user_agent;
    net::AddressGate gate;
  };
  /// Who reads what was pushed: the poller. Both may be called from any thread and do not block.
  struct Receiver {
    /// `pushed` is as if it had been fetched from the topic, without validators.
    std::function<void(wire::SourceId, net::FetchResponse pushed)> read;
    std::function<void(wire::SourceId)> ask_now;  ///< A hub says that there is something new, and not what.
  };

  /// All outlive it.
  Subscriber(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom);
  ~Subscriber();

  /// Callbacks: our addresses below /websub/.
  static bool is_for(const net::Request& request) { return request.path.starts_with("/websub/"); }
  void handle(net::Request request, net::Respond respond);

  /// From now on what is pushed goes there; nullopt: nowhere, hubs are told to come again. Returns when no call to the
  /// one before is under way.
  void hand_to(std::optional<Receiver> receiver);

  /// A source's feed was read, and says this about hubs. To be called with each feed that was fetched, never with one
  /// that was pushed: a hub need not repeat what the publisher says.
  void heard(wire::SourceId source, const wire::HubLinks& links);

  /// Its hub pushes, as far as we see: it need not be polled often (wire::calm()).
  bool is_pushed(wire::SourceId source) const;

  struct Counts {
    std::uint64_t taken = 0;   ///< Deliveries handed on.
    std::uint64_t forged = 0;  ///< Without the right signature: answered, and passed over.
  };
  Counts counts() const;

 private:
  struct Ours {
    store::Subscription kept;
    bool changed = false;  ///< The store does not know yet.
    bool over = false;     ///< To be taken out of the store.
    Instant since{};       ///< When its feed named this hub first, as far as this process knows.
    std::optional<Instant> pushed_at{};
  };
  using Answer = Result<net::FetchResponse>;

  net::Response answer_question(const std::string& key, const net::Request& request);
  net::Response take_delivery(const std::string& key, net::Request request);

  // The thread only.
  void run();
  void leave_removed_sources();
  std::vector<store::Subscription> take_due();
  bool keep();
  void ask_hub(const store::Subscription& subscription);
  void asked(const std::string& key, const Answer& answer);

  // Under the lock.
  void subscribe(wire::SourceId source, std::string hub, std::string topic);
  void leave(const std::string& key);
  void failed(Ours& ours, std::string problem, std::optional<std::chrono::seconds> retry_after = {});
  void mark(Ours& ours);

  // Constant after construction.
  const Options options_;
  const Clock& clock_;
  const store::Reader& reader_;
  Newsroom& newsroom_;

  // The thread only.
  std::uint64_t sources_seen_ = ~std::uint64_t{0};  ///< Newsroom::source_changes() when they were looked at.
  Instant sources_seen_at_{};

  mutable std::mutex mutex_;  ///< Guards what follows.
  std::condition_variable wake_;
  std::unordered_map<std::string, Ours> all_;  ///< By key.
  std::unordered_map<wire::SourceId, std::string> key_of_;
  Instant next_look_{};       ///< Nothing is due before.
  bool has_changes_ = false;  ///< Of some Ours::changed.
  bool woken_ = false;
  std::size_t asking_ = 0;
  desk::Limit deliveries_;
  Counts counts_;
  bool said_no_url_ = false;

  std::mutex receiver_mutex_;  ///< Guards the next; held while it is called.
  std::optional<Receiver> receiver_;

  std::atomic<bool> stopping_ = false;
  std::unique_ptr<net::FetchPool> pool_;
  std::thread thread_;
};

}  // namespace dateline::app
