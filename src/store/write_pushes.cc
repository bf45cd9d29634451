// WebSub: our subscriptions, and those who subscribed to us.
#include "store/push_queries.h"
#include "store/sql_text.h"
#include "store/sqlite_writer.h"

namespace dateline::store {

Status SqliteWriter::put_subscription(const Subscription& s) {
  static const std::string kSql = sql({"INSERT OR REPLACE INTO subscriptions (", kSubscriptionColumns, ") VALUES (",
                                       parameters_for(kSubscriptionColumns), ")"});
  return database_->run(kSql, {s.key, s.source, s.hub, s.topic, s.secret, s.leaving, s.asked, s.expires_at, s.next_at,
                               s.failures, s.problem});
}

Status SqliteWriter::remove_subscription(std::string_view key) {
  return database_->run("DELETE FROM subscriptions WHERE key = ?1", {key});
}

Status SqliteWriter::put_topic(std::string_view topic, std::string_view digest) {
  return database_->atomically([&]() -> Status {
    DATELINE_TRY_VOID(
        database_->run("INSERT INTO topics (topic, digest) VALUES (?1, ?2) ON CONFLICT (topic) DO UPDATE SET digest = "
                       "excluded.digest WHERE digest <> excluded.digest",
                       {topic, digest}));
    if (database_->changes() == 0) return {};
    // Who fails is left alone until its time.
    return database_->run("UPDATE subscribers SET due = 1 WHERE topic = ?1", {topic});
  });
}

Status SqliteWriter::put_subscriber(const Subscriber& s, std::string_view digest) {
  static const std::string kSql = insert_into(
      "subscribers", kSubscriberColumns,
      "ON CONFLICT (topic, callback) DO UPDATE SET secret = excluded.secret, expires_at = excluded.expires_at, "
      "next_at = excluded.next_at, failures = excluded.failures, failing_since = excluded.failing_since");
  return database_->atomically([&]() -> Status {
    DATELINE_TRY_VOID(
        database_->run("INSERT OR IGNORE INTO topics (topic, digest) VALUES (?1, ?2)", {s.topic, digest}));
    return database_->run(
        kSql, {s.topic, s.callback, s.host, s.secret, s.expires_at, s.next_at, s.failures, s.failing_since});
  });
}

Status SqliteWriter::remove_subscriber(std::string_view topic, std::string_view callback) {
  return database_->atomically([&]() -> Status {
    DATELINE_TRY_VOID(database_->run("DELETE FROM subscribers WHERE topic = ?1 AND callback = ?2", {topic, callback}));
    return database_->run(
        "DELETE FROM topics WHERE topic = ?1 AND NOT EXISTS (SELECT 1 FROM subscribers WHERE topic = ?1)", {topic});
  });
}

Status SqliteWriter::put_delivered(std::string_view topic, std::string_view callback, std::string_view digest) {
  return database_->run(
      "UPDATE subscribers SET due = (SELECT digest <> ?3 FROM topics WHERE topic = ?1), next_at = 0, failures = 0, "
      "failing_since = NULL WHERE topic = ?1 AND callback = ?2",
      {topic, callback, digest});
}

Status SqliteWriter::put_undelivered(const Subscriber& s, bool gives_up) {
  return database_->run(
      "UPDATE subscribers SET due = ?3, next_at = ?4, failures = ?5, failing_since = ?6 WHERE topic = ?1 AND callback "
      "= ?2",
      {s.topic, s.callback, !gives_up, s.next_at, s.failures, s.failing_since});
}

Status SqliteWriter::remove_expired_subscribers(Instant now) {
  return database_->atomically([&]() -> Status {
    DATELINE_TRY_VOID(database_->run("DELETE FROM subscribers WHERE expires_at <= ?1", {now}));
    if (database_->changes() == 0) return {};
    return database_->run("DELETE FROM topics WHERE topic NOT IN (SELECT topic FROM subscribers)");
  });
}

}  // namespace dateline::store
