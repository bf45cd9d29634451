#pragma once

#include "store/article_queries.h"
#include "store/connection_pool.h"
#include "store/desk_queries.h"
#include "store/dossier_queries.h"
#include "store/list_queries.h"
#include "store/push_queries.h"
#include "store/reply_queries.h"
#include "store/search_query.h"
#include "store/source_queries.h"
#include "store/store.h"

namespace dateline::store {

/// Everything that Reader promises, on a connection that the derived class lends for each call. `Base` is Reader, or
/// Writer, which reads on its own connection and so sees what it has not committed yet.
template <class Base>
class Reading : public Base {
 public:
  Result<std::shared_ptr<const article::Article>> article(article::ArticleId id) const override {
    return on_lease([&](Database& database) { return find_article(database, id); });
  }
  Result<std::optional<story::StoryId>> story_of(article::ArticleId id) const override {
    return on_lease([&](Database& database) { return find_story_of(database, id); });
  }
  Result<std::shared_ptr<const story::Story>> story(story::StoryId id) const override {
    return on_lease([&](Database& database) { return find_story(database, id); });
  }
  Result<Paged<std::shared_ptr<const story::Story>>> stories(const StoryFilter& filter,
                                                             const Page& page) const override {
    return on_lease([&](Database& database) { return list_stories(database, filter, page); });
  }
  Status each_placed(Instant since, const std::function<void(PlacedArticle)>& visit) const override {
    return read_back(
        since, [](story::StoryId) { return true; },
        [&](PlacedArticle placed) {
          visit(std::move(placed));
          return true;
        });
  }
  Result<std::vector<story::StoryId>> newest_stories(std::size_t at_least, Instant since) const override {
    return on_lease([&](Database& database) { return list_newest_stories(database, at_least, since); });
  }
  Status read_back(Instant since, const std::function<bool(story::StoryId)>& whole,
                   const std::function<bool(PlacedArticle)>& visit) const override {
    return on_lease([&](Database& database) { return visit_placed(database, since, whole, visit); });
  }
  Result<std::vector<StoryLinks>> story_links() const override {
    return on_lease([](Database& database) { return list_links(database); });
  }
  Result<StoryDecisions> story_decisions() const override {
    return on_lease([](Database& database) { return list_decisions(database); });
  }
  Result<SearchFound> search(const SearchQuery& query, const Page& page) const override {
    return on_lease([&](Database& database) { return search_articles(database, query, page); });
  }
  Result<std::vector<story::StoryId>> later_rounds(story::StoryId story) const override {
    return on_lease([&](Database& database) { return list_later_rounds(database, story); });
  }
  Result<std::vector<std::int64_t>> counts_between(const std::vector<Instant>& bounds) const override {
    return on_lease([&](Database& database) { return count_between(database, bounds); });
  }
  Result<std::optional<Instant>> reported_before(Instant at) const override {
    return on_lease([&](Database& database) { return find_reported_before(database, at); });
  }
  Result<std::optional<Instant>> reported_from(Instant at) const override {
    return on_lease([&](Database& database) { return find_reported_from(database, at); });
  }
  Result<Paged<PlacedArticle>> articles_between(Instant first, Instant end, const Page& page) const override {
    return on_lease([&](Database& database) { return list_between(database, first, end, page); });
  }
  Result<std::vector<DayCount>> days(std::chrono::sys_days first, std::chrono::sys_days last) const override {
    return on_lease([&](Database& database) { return list_days(database, first, last); });
  }
  Result<Paged<PlacedArticle>> articles_by_author(std::string_view slug, const Page& page) const override {
    return on_lease([&](Database& database) { return list_author(database, slug, page); });
  }
  Result<Paged<PlacedArticle>> articles_by_tag(std::string_view slug, const Page& page) const override {
    return on_lease([&](Database& database) { return list_tag(database, slug, page); });
  }
  Result<std::optional<std::string>> tag_name(std::string_view slug) const override {
    return on_lease([&](Database& database) { return find_tag_name(database, slug); });
  }
  Result<Paged<PlacedArticle>> articles_of_outlet(std::string_view slug, const Page& page) const override {
    return on_lease([&](Database& database) { return list_outlet(database, slug, page); });
  }
  Result<std::optional<OutletRecord>> outlet(std::string_view slug) const override {
    return on_lease([&](Database& database) { return find_outlet(database, slug); });
  }
  Result<std::vector<OutletRecord>> outlets() const override {
    return on_lease([](Database& database) { return list_outlets(database); });
  }
  Result<Paged<ChangedStory>> changed_stories(Instant since, const Page& page) const override {
    return on_lease([&](Database& database) { return list_changed_stories(database, since, page); });
  }
  Result<Paged<PublishedReply>> newest_replies(std::optional<article::ArticleId> article,
                                               const Page& page) const override {
    return on_lease([&](Database& database) { return list_newest_replies(database, article, page); });
  }
  Result<std::optional<desk::Dossier>> dossier(desk::DossierId id) const override {
    return on_lease([&](Database& database) { return find_dossier(database, id); });
  }
  Result<std::vector<desk::Dossier>> dossiers_with(std::span<const article::ArticleId> reports) const override {
    return on_lease([&](Database& database) { return find_dossiers_with(database, reports); });
  }
  Result<Paged<desk::Dossier>> dossiers(const DossierFilter& filter, const Page& page) const override {
    return on_lease([&](Database& database) { return list_dossiers(database, filter, page); });
  }
  Result<Arrivals> arrivals(std::int64_t after, int limit) const override {
    return on_lease([&](Database& database) { return list_arrivals(database, after, limit); });
  }
  Result<std::vector<article::EntryMark>> entry_marks(wire::SourceId source,
                                                      std::span<const std::uint64_t> keys) const override {
    return on_lease([&](Database& database) { return find_entry_marks(database, source, keys); });
  }
  Result<std::vector<KnownSource>> sources() const override {
    return on_lease([](Database& database) { return list_sources(database); });
  }
  Result<std::optional<KnownSource>> source(wire::SourceId id) const override {
    return on_lease([&](Database& database) { return find_source(database, id); });
  }
  Result<SourceList> sources(const SourceFilter& filter, Instant now, int offset, int limit) const override {
    return on_lease([&](Database& database) { return list_sources(database, filter, now, offset, limit); });
  }
  Result<SourceCounts> source_counts(Instant now) const override {
    return on_lease([&](Database& database) { return count_sources(database, now); });
  }
  Result<std::vector<std::string>> source_folders() const override {
    return on_lease([](Database& database) { return list_source_folders(database); });
  }
  Result<std::vector<BarRecord>> bar() const override {
    return on_lease([](Database& database) { return list_bar(database); });
  }
  Result<std::optional<desk::Post>> post(desk::PostId id) const override {
    return on_lease([&](Database& database) { return find_post(database, id); });
  }
  Result<std::optional<desk::Post>> post_of(article::ArticleId id) const override {
    return on_lease([&](Database& database) { return find_post_of(database, id); });
  }
  Result<std::vector<desk::Post>> posts() const override {
    return on_lease([](Database& database) { return list_posts(database); });
  }
  Result<Paged<desk::Post>> published_posts(const Page& page) const override {
    return on_lease([&](Database& database) { return list_published_posts(database, page); });
  }
  Result<std::vector<desk::LiveEntry>> live_entries(desk::PostId post) const override {
    return on_lease([&](Database& database) { return list_live_entries(database, post); });
  }
  Result<std::optional<KeptEntry>> live_entry(desk::LiveEntryId id) const override {
    return on_lease([&](Database& database) { return find_live_entry(database, id); });
  }
  Result<std::vector<desk::Picture>> pictures(int limit) const override {
    return on_lease([&](Database& database) { return list_pictures(database, limit); });
  }
  Result<std::optional<desk::Picture>> picture(desk::PictureId id) const override {
    return on_lease([&](Database& database) { return find_picture(database, id); });
  }
  Result<std::shared_ptr<const std::string>> rendition(desk::PictureId id, int width,
                                                       std::string_view content_type) const override {
    return on_lease([&](Database& database) { return find_rendition(database, id, width, content_type); });
  }
  Result<std::optional<std::int64_t>> rendition_bytes(desk::PictureId id, int width,
                                                      std::string_view content_type) const override {
    return on_lease([&](Database& database) { return count_rendition_bytes(database, id, width, content_type); });
  }
  Result<std::vector<ThreadEntry>> thread(article::ArticleId article) const override {
    return on_lease([&](Database& database) { return list_thread(database, article); });
  }
  Result<std::vector<desk::PublicReply>> public_replies(const std::vector<desk::ReplyId>& ids) const override {
    return on_lease([&](Database& database) { return list_public_replies(database, ids); });
  }
  Result<std::int64_t> count_replies(article::ArticleId article) const override {
    return on_lease([&](Database& database) { return count_approved(database, article); });
  }
  Result<std::optional<desk::OwnReply>> own_reply(std::string_view status_key_hash) const override {
    return on_lease([&](Database& database) { return find_own_reply(database, status_key_hash); });
  }
  Result<std::optional<desk::Report>> report_by_key(std::string_view key_hash) const override {
    return on_lease([&](Database& database) { return find_report_by_key(database, key_hash); });
  }
  Result<std::optional<desk::Appeal>> appeal_of(desk::ReplyId reply,
                                                std::optional<desk::ReportId> report) const override {
    return on_lease([&](Database& database) { return find_appeal_of(database, reply, report); });
  }
  Result<std::optional<desk::MailedLink>> mailed_link(std::string_view key_hash, Instant now) const override {
    return on_lease([&](Database& database) { return find_link(database, key_hash, now); });
  }
  Result<std::optional<PersonalData>> personal_data(desk::PersonId person) const override {
    return on_lease([&](Database& database) { return find_personal_data(database, person); });
  }
  Result<std::optional<desk::Reply>> reply(desk::ReplyId id) const override {
    return on_lease([&](Database& database) -> Result<std::optional<desk::Reply>> {
      DATELINE_TRY(std::optional<KeptReply> kept, find_reply(database, id));
      if (!kept) return std::nullopt;
      return std::move(kept->reply);
    });
  }
  Result<Paged<desk::Reply>> replies(ReplyQueue queue, const Page& page) const override {
    return on_lease([&](Database& database) { return list_queue(database, queue, page); });
  }
  Result<QueueCounts> queue_counts() const override {
    return on_lease([](Database& database) { return count_queues(database); });
  }
  Result<std::vector<desk::Reply>> answers(desk::ReplyId id, int limit) const override {
    return on_lease([&](Database& database) { return list_answers(database, id, limit); });
  }
  Result<std::optional<desk::PersonHistory>> person(desk::PersonId id) const override {
    return on_lease([&](Database& database) { return find_person_history(database, id); });
  }
  Result<Paged<desk::Reply>> replies_of(desk::PersonId person, const Page& page) const override {
    return on_lease([&](Database& database) { return list_replies_of(database, person, page); });
  }
  Result<std::vector<desk::Report>> reports_of(desk::ReplyId id) const override {
    return on_lease([&](Database& database) { return list_reports(database, id); });
  }
  Result<Paged<desk::Appeal>> appeals(desk::Appeal::State state, const Page& page) const override {
    return on_lease([&](Database& database) { return list_appeals(database, state, page); });
  }
  Result<std::optional<desk::Appeal>> appeal(desk::AppealId id) const override {
    return on_lease([&](Database& database) { return find_appeal(database, id); });
  }
  Status each_reply(Instant since, const std::function<void(const desk::Reply&)>& visit) const override {
    return on_lease([&](Database& database) { return visit_replies(database, since, visit); });
  }
  Result<desk::ReplyRules> reply_rules() const override {
    return on_lease([](Database& database) { return find_rules(database); });
  }
  Result<std::vector<desk::Letter>> due_letters(Instant now, int limit) const override {
    return on_lease([&](Database& database) { return list_due_letters(database, now, limit); });
  }
  Result<std::optional<desk::Letter>> letter(desk::LetterId id) const override {
    return on_lease([&](Database& database) { return find_letter(database, id); });
  }
  Result<std::int64_t> waiting_letters() const override {
    return on_lease([](Database& database) { return count_letters(database); });
  }
  Result<std::vector<Subscription>> subscriptions() const override {
    return on_lease([](Database& database) { return list_subscriptions(database); });
  }
  Result<std::vector<std::pair<std::string, std::string>>> topics() const override {
    return on_lease([](Database& database) { return list_topics(database); });
  }
  Result<std::optional<Subscriber>> subscriber(std::string_view topic, std::string_view callback) const override {
    return on_lease([&](Database& database) { return find_subscriber(database, topic, callback); });
  }
  Result<std::vector<Subscriber>> due_subscribers(Instant now, const std::vector<std::string>& but_hosts,
                                                  std::size_t limit) const override {
    return on_lease([&](Database& database) { return list_due_subscribers(database, now, but_hosts, limit); });
  }
  Result<SubscriberCounts> count_subscribers(std::string_view host) const override {
    return on_lease([&](Database& database) { return count_subscribers_of(database, host); });
  }
  Result<std::optional<desk::Account>> account(std::string_view name) const override {
    return on_lease([&](Database& database) { return find_account(database, name); });
  }
  Result<std::vector<desk::Account>> accounts() const override {
    return on_lease([](Database& database) { return list_accounts(database); });
  }
  Result<std::optional<desk::Session>> session(std::string_view key_hash, Instant now) const override {
    return on_lease([&](Database& database) { return find_session(database, key_hash, now); });
  }
  Result<std::optional<desk::SetupLink>> setup_link(std::string_view key_hash, Instant now) const override {
    return on_lease([&](Database& database) { return find_setup_link(database, key_hash, now); });
  }
  Result<std::vector<desk::AuditEntry>> audit(int limit) const override {
    return on_lease([&](Database& database) { return list_audit(database, limit); });
  }
  Result<std::optional<std::string>> setting(std::string_view key) const override {
    return on_lease([&](Database& database) { return find_setting(database, key); });
  }
  Result<Counts> counts() const override {
    return on_lease([](Database& database) { return count_all(database); });
  }

 private:
  virtual Result<Lease> lease() const = 0;

  template <class Job>
  auto on_lease(Job job) const -> decltype(job(std::declval<Database&>())) {
    Result<Lease> lent = lease();
    if (!lent) return fail(lent.error());
    return job(**lent);
  }
};

/// Reads on read-only connections of its own. Any thread.
class PooledReader final : public Reading<Reader> {
 public:
  explicit PooledReader(std::filesystem::path file) : pool_(std::move(file)) {}

 private:
  Result<Lease> lease() const override { return pool_.borrow(); }

  mutable ConnectionPool pool_;  // Locks for itself.
};

}  // namespace dateline::store
