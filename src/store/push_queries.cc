#include "store/push_queries.h"

#include "store/read_rows.h"
#include "store/sql_text.h"

namespace dateline::store {
namespace {

Subscription subscription_from(Columns& columns) {
  Subscription out;
  out.key = columns.text();
  out.source = columns.id<wire::SourceId>();
  out.hub = columns.text();
  out.topic = columns.text();
  out.secret = columns.text();
  out.leaving = columns.flag();
  out.asked = columns.flag();
  out.expires_at = columns.optional_instant();
  out.next_at = columns.instant();
  out.failures = static_cast<int>(columns.number());
  out.problem = columns.text();
  return out;
}

Subscriber subscriber_from(Columns& columns) {
  Subscriber out;
  out.topic = columns.text();
  out.callback = columns.text();
  out.host = columns.text();
  out.secret = columns.text();
  out.expires_at = columns.instant();
  out.next_at = columns.instant();
  out.failures = static_cast<int>(columns.number());
  out.failing_since = columns.optional_instant();
  return out;
}

}  // namespace

Result<std::vector<Subscription>> list_subscriptions(Database& database) {
  static const std::string kSql = sql({"SELECT ", kSubscriptionColumns, " FROM subscriptions"});
  return all_of(database.query(kSql), subscription_from);
}

Result<std::vector<std::pair<std::string, std::string>>> list_topics(Database& database) {
  return all_of(database.query("SELECT topic, digest FROM topics ORDER BY topic"), [](Columns& columns) {
    std::string topic = columns.text();
    return std::pair(std::move(topic), columns.text());
  });
}

Result<std::optional<Subscriber>> find_subscriber(Database& database, std::string_view topic,
                                                  std::string_view callback) {
  static const std::string kSql =
      sql({"SELECT ", kSubscriberColumns, " FROM subscribers WHERE topic = ?1 AND callback = ?2"});
  return first_of(database.query(kSql, {topic, callback}), subscriber_from);
}

Result<std::vector<Subscriber>> list_due_subscribers(Database& database, Instant now,
                                                     const std::vector<std::string>& but_hosts, std::size_t limit) {
  // A host is a name or an address, so it has no line break.
  static const std::string kSql =
      sql({"SELECT ", kSubscriberColumns,
           " FROM subscribers WHERE due AND next_at <= ?1 AND instr(?2, char(10) || host || char(10)) = 0 "
           "AND expires_at > ?1 ORDER BY next_at LIMIT ?3"});
  std::string hosts = "\n";
  for (const std::string& host : but_hosts) hosts += host + "\n";
  return all_of(database.query(kSql, {now, hosts, static_cast<std::int64_t>(limit)}), subscriber_from);
}

Result<SubscriberCounts> count_subscribers_of(Database& database, std::string_view host) {
  SubscriberCounts counts;
  DATELINE_TRY(counts.all, database.number("SELECT count(*) FROM subscribers"));
  DATELINE_TRY(counts.of_host, database.number("SELECT count(*) FROM subscribers WHERE host = ?1", {host}));
  DATELINE_TRY(counts.topics, database.number("SELECT count(*) FROM topics"));
  return counts;
}

}  // namespace dateline::store
