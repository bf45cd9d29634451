#pragma once
// WebSub's tables, read.

#include "store/push_store.h"
#include "store/sqlite_database.h"

namespace dateline::store {

inline constexpr std::string_view kSubscriptionColumns =
    "key, source, hub, topic, secret, leaving, asked, expires_at, next_at, failures, problem";
inline constexpr std::string_view kSubscriberColumns =
    "topic, callback, host, secret, expires_at, next_at, failures, failing_since";

Result<std::vector<Subscription>> list_subscriptions(Database& database);
Result<std::vector<std::pair<std::string, std::string>>> list_topics(Database& database);
Result<std::optional<Subscriber>> find_subscriber(Database& database, std::string_view topic,
                                                  std::string_view callback);
Result<std::vector<Subscriber>> list_due_subscribers(Database& database, Instant now,
                                                     const std::vector<std::string>& but_hosts, std::size_t limit);
Result<SubscriberCounts> count_subscribers_of(Database& database, std::string_view host);

}  // namespace dateline::store
