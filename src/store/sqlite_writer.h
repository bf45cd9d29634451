#pragma once

#include <memory>

#include "store/reading.h"
#include "store/sqlite_database.h"
#include "store/store.h"

namespace dateline::store {

/// The one connection that writes. Newsroom thread only. What a call writes, it writes as a whole or not at all, inside
/// a batch and outside of one. Batches are in sqlite_writer.cc, articles and sources in write_articles.cc, stories in
/// write_stories.cc, the desk in write_desk.cc.
class SqliteWriter final : public Reading<Writer> {
 public:
  explicit SqliteWriter(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  Status begin() override;
  Status commit() override;
  void rollback() override;
  Status attempt(const std::function<Status()>& job) override;

  Status put_article(const PlacedArticle& placed) override;
  Status put_changes(const story::Changes& changes, const std::vector<StoryLinks>& links) override;
  Status put_source(const wire::Source& source) override;
  Result<bool> remove_source(wire::SourceId id) override;
  Status put_fetch_state(wire::SourceId id, const wire::FetchState& state) override;
  Status put_bar(const BarRecord& record) override;
  Status clear_bar(story::StoryId story) override;
  Status remove_article(article::ArticleId id) override;

  Status put_post(const desk::Post& post) override;
  Status put_live_entry(const KeptEntry& kept) override;
  Status put_picture(const desk::Picture& picture, const std::vector<desk::Rendition>& renditions) override;
  Status put_reply(const desk::Reply& reply, std::string_view preview_key_hash, std::string_view once) override;
  Result<std::optional<desk::ReplyId>> reply_by_once(std::string_view once) const override;
  Status decide_reply(desk::ReplyId id, desk::ReplyState state, std::string_view reason, std::string_view who,
                      Instant at) override;
  Status put_account(const desk::Account& account) override;
  Status put_session(const desk::Session& session) override;
  Status remove_session(std::string_view key_hash) override;
  Status remove_sessions_of(std::string_view account) override;
  Status put_setup_link(const desk::SetupLink& link) override;
  Status remove_setup_link(std::string_view key_hash) override;
  Status append_audit(const desk::AuditEntry& entry) override;
  Status put_setting(std::string_view key, std::string_view value) override;

 private:
  Result<Lease> lease() const override { return Lease(*database_); }

  const std::unique_ptr<Database> database_;
  bool in_batch_ = false;
};

}  // namespace dateline::store
