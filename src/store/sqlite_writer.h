#pragma once

#include <memory>

#include "store/reading.h"
#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

/// The one connection that writes. Newsroom thread only. What a call writes, it writes as a whole or not at all, inside
/// a batch and outside of one. Batches are in sqlite_writer.cc, articles and sources in write_articles.cc, stories in
/// write_stories.cc, the desk in write_desk.cc, dossiers in write_dossiers.cc, replies in
/// write_replies.cc, WebSub in write_pushes.cc.
class SqliteWriter final : public Reading<Writer> {
 public:
  explicit SqliteWriter(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  Status begin() override;
  Status commit() override;
  void rollback() override;
  Status attempt(const std::function<Status()>& job) override;

  Status put_article(const PlacedArticle& placed) override;
  Status put_changes(const story::Changes& changes, const std::vector<StoryLinks>& links) override;
  Status put_dossier(const desk::Dossier& dossier) override;
  Status put_source(const wire::Source& source) override;
  Status readdress_source(wire::SourceId was, const wire::Source& now) override;
  Result<bool> remove_source(wire::SourceId id) override;
  Status put_entry_marks(std::span<const article::EntryMark> marks) override;
  Status put_fetch_state(wire::SourceId id, const wire::FetchState& state) override;
  Status put_bar(const BarRecord& record) override;
  Status clear_bar(story::StoryId story) override;
  Status remove_article(article::ArticleId id) override;

  Status put_post(const desk::Post& post) override;
  Status put_live_entry(const KeptEntry& kept) override;
  Status put_picture(const desk::Picture& picture, const std::vector<desk::Rendition>& renditions) override;
  Status put_account(const desk::Account& account) override;
  Status put_session(const desk::Session& session) override;
  Status remove_session(std::string_view key_hash) override;
  Status remove_sessions_of(std::string_view account) override;
  Status put_setup_link(const desk::SetupLink& link) override;
  Status remove_setup_link(std::string_view key_hash) override;
  Status append_audit(const desk::AuditEntry& entry) override;
  Status put_setting(std::string_view key, std::string_view value) override;

  Status put_reply(const desk::Reply& reply, std::string_view status_key_hash, std::string_view once) override;
  Status update_reply(const desk::Reply& reply) override;
  Result<std::optional<desk::ReplyId>> reply_by_once(std::string_view once) const override;
  Result<std::string> once_of(desk::ReplyId id) const override;
  Result<desk::ReplyHistory> history_for(const desk::ReplyDraft& draft, Instant now) const override;
  Result<desk::Person> person_of(const desk::EmailAddress& email, Instant now) override;
  Result<std::optional<desk::Person>> find_person(const desk::EmailAddress& email) const override;
  Status put_person(const desk::Person& person) override;
  Status put_reader_key(std::string_view key_hash, desk::PersonId person, Instant expires_at) override;
  Status put_mailed_link(const desk::MailedLink& link) override;
  Status remove_mailed_link(std::string_view key_hash) override;
  Status put_report(const desk::Report& report, std::string_view key_hash) override;
  Status put_appeal(const desk::Appeal& appeal) override;
  Status put_letter(const desk::Letter& letter) override;
  Status remove_letter(desk::LetterId id) override;
  Status remove_letters_about(desk::ReplyId id) override;
  Status put_reply_rules(const desk::ReplyRules& rules) override;
  Result<std::int64_t> erase_person(desk::PersonId person) override;
  Result<std::int64_t> forget_peers(Instant before) override;

  Status put_subscription(const Subscription& subscription) override;
  Status remove_subscription(std::string_view key) override;
  Status put_topic(std::string_view topic, std::string_view digest) override;
  Status put_subscriber(const Subscriber& subscriber, std::string_view digest) override;
  Status remove_subscriber(std::string_view topic, std::string_view callback) override;
  Status put_delivered(std::string_view topic, std::string_view callback, std::string_view digest) override;
  Status put_undelivered(const Subscriber& subscriber, bool gives_up) override;
  Status remove_expired_subscribers(Instant now) override;

 private:
  Result<Lease> lease() const override { return Lease(*database_); }
  std::filesystem::path erasures_file() const;
  void overwrite();

  const std::unique_ptr<Database> database_;
  bool in_batch_ = false;
  bool must_overwrite_ = false;  ///< Somebody was erased, and the log may still hold what stood there.
};

}  // namespace dateline::store
