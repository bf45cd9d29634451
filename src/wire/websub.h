#pragma once
// WebSub (W3C Recommendation of 23 January 2018), both sides: what its messages say. Who sends them, and what is
// remembered, is in app/subscriber.h and app/hub.h. All functions are pure; any thread.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_server.h"
#include "wire/feed.h"

namespace dateline::wire {

/// Where a feed can be subscribed to.
struct HubLinks {
  std::vector<std::string> hubs;  ///< In the publisher's order. Absolute http(s) URLs, as all here.
  std::string topic;              ///< What to subscribe to, its rel="self"; "" when it does not say.

  bool operator==(const HubLinks&) const = default;
};
/// Section 4: what the Link fields of the answer say wins over what the document says, of hub and topic each.
/// `link_field`: their values, joined by commas; `base_url`: where the feed was fetched.
HubLinks hub_links(std::string_view link_field, std::string_view base_url, const Feed& feed);
/// The value of a Link field for a feed of ours, and for its deliveries.
std::string link_field(std::string_view hub, std::string_view topic);

enum class HubMode { kSubscribe, kUnsubscribe };
std::string_view to_string(HubMode mode);  ///< "subscribe", "unsubscribe"

/// What a subscriber asks of a hub (section 5.1).
struct SubscriptionRequest {
  HubMode mode = HubMode::kSubscribe;
  std::string topic, callback;
  std::string secret{};  ///< "": deliveries are not to be signed.
  std::optional<std::chrono::seconds> lease{};
};
std::string to_form(const SubscriptionRequest& request);  ///< application/x-www-form-urlencoded
/// kInvalid says what is missing or wrong, for the one who asked: no such mode, a topic or callback that is no http(s)
/// URL, a secret of 200 bytes or more. A lease that is no number is none.
Result<SubscriptionRequest> read_subscription_request(const net::Form& form);

/// What a hub asks at a callback: is it meant (section 5.3)? Or says: it is not granted (section 5.2).
struct HubQuestion {
  std::optional<HubMode> mode;  ///< Absent: denied.
  std::string topic;
  std::string challenge{};                      ///< To be repeated by who means it.
  std::optional<std::chrono::seconds> lease{};  ///< That the hub grants.
  std::string reason{};                         ///< Of a denial; may be "".
};
/// Absent: something else is asked there.
std::optional<HubQuestion> read_question(const net::Form& query);
/// `callback` with the question in its query, whose own parameters stay.
std::string question_url(std::string_view callback, const HubQuestion& question);

/// X-Hub-Signature of `body`: "sha256=" and the HMAC in hex. hmac.cc.
std::string signature_of(std::string_view body, std::string_view secret);
/// Was `field` made of `body` with this secret? By any of the methods that the Recommendation names, sha1 too: hubs of
/// its early days know no other, and that SHA-1 collides does not help to forge an HMAC. In constant time. hmac.cc.
bool has_signature(std::string_view field, std::string_view body, std::string_view secret);

/// A subscriber asks for ten days: what the Recommendation suggests to hubs.
inline constexpr std::chrono::seconds kLeaseAsked = std::chrono::days{10};
/// What our hub grants: a day at least, so that nobody makes it ask back all the time; 30 at most, so that a subscriber
/// that is gone without a word is forgotten; ten where nothing is asked.
std::chrono::seconds lease_granted(std::optional<std::chrono::seconds> asked);
/// What a subscriber believes a hub: an hour at least, so that nobody makes us ask all the time (for what lies between,
/// there is polling), and 30 days at most; a day where nothing is said.
std::chrono::seconds lease_taken(std::optional<std::chrono::seconds> granted);
/// At two thirds: time enough for a hub that is out of order for days.
Instant renewal_of(Instant granted_at, std::chrono::seconds lease);

}  // namespace dateline::wire
