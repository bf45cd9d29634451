#pragma once
// WebSub (wire/websub.h): what must survive of our subscriptions at other people's hubs, and of those who subscribed at
// ours. Bases of Reader and Writer (store.h), whose rules hold here.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "wire/source.h"

namespace dateline::store {

/// One of ours, at a hub that a source's feed names.
struct Subscription {
  std::string key;  ///< The callback's address ends with it; only we and the hub know it.
  wire::SourceId source;
  std::string hub, topic;
  std::string secret;                   ///< Deliveries are signed with it.
  bool leaving = false;                 ///< The source is gone, or names another hub: to be unsubscribed.
  bool asked = false;                   ///< The hub was asked, and has not asked back yet.
  std::optional<Instant> expires_at{};  ///< The hub asked whether we mean it, and grants it until then.
  Instant next_at{};                    ///< When the hub is to be asked: at first, again, for renewal.
  int failures = 0;                     ///< In a row: it refused, or did not come to ask back.
  std::string problem{};                ///< In plain words; "" when all is well.

  bool operator==(const Subscription&) const = default;
};

/// Somebody who subscribed to a feed of ours, and was asked whether it was meant.
struct Subscriber {
  std::string topic, callback;
  std::string host;    ///< Of the callback.
  std::string secret;  ///< "": deliveries are not signed.
  Instant expires_at{};
  Instant next_at{};  ///< Not before then is it tried again.
  int failures = 0;   ///< In a row.
  std::optional<Instant> failing_since{};

  bool operator==(const Subscriber&) const = default;
};

struct SubscriberCounts {
  std::int64_t all = 0, of_host = 0, topics = 0;
};

class PushReader {
 public:
  virtual ~PushReader() = default;

  virtual Result<std::vector<Subscription>> subscriptions() const = 0;

  /// The feeds of ours that somebody subscribed to, each with the digest of its bytes that were sent out last.
  virtual Result<std::vector<std::pair<std::string, std::string>>> topics() const = 0;
  virtual Result<std::optional<Subscriber>> subscriber(std::string_view topic, std::string_view callback) const = 0;
  /// Those who have not got what their topic has now and may be tried, the longest waiting first; none of `but_hosts`.
  virtual Result<std::vector<Subscriber>> due_subscribers(Instant now, const std::vector<std::string>& but_hosts,
                                                          std::size_t limit) const = 0;
  virtual Result<SubscriberCounts> count_subscribers(std::string_view host) const = 0;
};

class PushWriter {
 public:
  virtual ~PushWriter() = default;

  virtual Status put_subscription(const Subscription& subscription) = 0;
  virtual Status remove_subscription(std::string_view key) = 0;

  /// A topic has these bytes now; if it had others, all its subscribers are due.
  virtual Status put_topic(std::string_view topic, std::string_view digest) = 0;
  /// A new one has what its topic has now, and a known one keeps what it has. `digest`: of a topic that is new.
  virtual Status put_subscriber(const Subscriber& subscriber, std::string_view digest) = 0;
  /// A topic goes with its last subscriber. OK if there is none.
  virtual Status remove_subscriber(std::string_view topic, std::string_view callback) = 0;
  /// It has got the bytes with this digest; still due, if its topic has others by now.
  virtual Status put_delivered(std::string_view topic, std::string_view callback, std::string_view digest) = 0;
  /// It could not be reached: `subscriber`'s next_at, failures and failing_since. `gives_up`: not due before the next
  /// change.
  virtual Status put_undelivered(const Subscriber& subscriber, bool gives_up) = 0;
  virtual Status remove_expired_subscribers(Instant now) = 0;
};

}  // namespace dateline::store
