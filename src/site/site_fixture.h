#pragma once
// A newsroom in memory, for the tests of the site: it holds what is put into it and takes back what the site asks of
// it, at once and on the caller's thread.

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "site/reply_fixture.h"
#include "site/site.h"
#include "site/source_fixture.h"
#include "store/store.h"

namespace dateline::site {

class FakeReader final : public FakeReplyReader {
 public:
  std::map<std::uint64_t, std::shared_ptr<const article::Article>> articles;
  std::map<std::uint64_t, std::shared_ptr<const story::Story>> all_stories;
  std::map<std::uint64_t, story::StoryId> merged;
  std::vector<store::BarRecord> bar_records;
  std::vector<desk::Post> all_posts;
  std::vector<store::KeptEntry> all_entries;  ///< In order of publication.
  std::vector<desk::Picture> all_pictures;    ///< Newest first.
  std::map<std::uint64_t, std::vector<desk::Rendition>> all_renditions;
  std::vector<desk::Account> all_accounts;
  std::map<std::string, desk::Session> sessions;
  std::map<std::string, desk::SetupLink> setup_links;

  Result<std::shared_ptr<const article::Article>> article(article::ArticleId id) const override;
  Result<std::optional<story::StoryId>> story_of(article::ArticleId id) const override;
  Result<std::shared_ptr<const story::Story>> story(story::StoryId id) const override;
  Result<store::Paged<std::shared_ptr<const story::Story>>> stories(const store::StoryFilter& filter,
                                                                    const store::Page& page) const override;
  Status each_placed(Instant, const std::function<void(store::PlacedArticle)>&) const override;
  Result<std::vector<store::StoryLinks>> story_links() const override;
  Result<std::vector<story::StoryId>> newest_stories(std::size_t, Instant) const override;
  Status read_back(Instant, const std::function<bool(story::StoryId)>&,
                   const std::function<bool(store::PlacedArticle)>&) const override;
  Result<store::StoryDecisions> story_decisions() const override;
  std::map<std::uint64_t, std::vector<std::string>> tags;  ///< By article.

  /// Takes the words as one, and reads the filters.
  Result<store::SearchFound> search(const store::SearchQuery& query, const store::Page& page) const override;

  Result<store::Paged<store::PlacedArticle>> articles_between(Instant first, Instant end,
                                                              const store::Page& page) const override;
  Result<std::vector<std::int64_t>> counts_between(const std::vector<Instant>& bounds) const override;
  Result<std::optional<Instant>> reported_before(Instant at) const override;
  Result<std::optional<Instant>> reported_from(Instant at) const override;
  Result<std::vector<story::StoryId>> later_rounds(story::StoryId id) const override;
  Result<std::vector<store::DayCount>> days(std::chrono::sys_days first, std::chrono::sys_days last) const override;
  Result<store::Paged<store::PlacedArticle>> articles_by_author(std::string_view slug,
                                                                const store::Page& page) const override;
  Result<store::Paged<store::PlacedArticle>> articles_by_tag(std::string_view slug,
                                                             const store::Page& page) const override;
  Result<std::optional<std::string>> tag_name(std::string_view slug) const override;
  Result<store::Paged<store::PlacedArticle>> articles_of_outlet(std::string_view slug,
                                                                const store::Page& page) const override;
  Result<std::optional<store::OutletRecord>> outlet(std::string_view slug) const override;
  Result<std::vector<store::OutletRecord>> outlets() const override;
  Result<store::Paged<store::ChangedStory>> changed_stories(Instant since, const store::Page& page) const override;
  Result<store::Paged<store::PublishedReply>> newest_replies(std::optional<article::ArticleId> article,
                                                             const store::Page& page) const override;
  std::vector<desk::Dossier> all_dossiers;
  Result<std::optional<desk::Dossier>> dossier(desk::DossierId id) const override;
  Result<std::vector<desk::Dossier>> dossiers_with(std::span<const article::ArticleId> reports) const override;
  Result<store::Paged<desk::Dossier>> dossiers(const store::DossierFilter& filter,
                                               const store::Page& page) const override;
  Result<store::Arrivals> arrivals(std::int64_t, int) const override;
  FakeSources all_sources;
  Result<std::vector<store::KnownSource>> sources() const override;
  Result<std::optional<store::KnownSource>> source(wire::SourceId id) const override;
  Result<store::SourceList> sources(const store::SourceFilter& filter, Instant now, int offset,
                                    int limit) const override;
  Result<store::SourceCounts> source_counts(Instant now) const override;
  Result<std::vector<std::string>> source_folders() const override;
  Result<std::vector<store::Subscription>> subscriptions() const override;
  Result<std::vector<std::pair<std::string, std::string>>> topics() const override;
  Result<std::optional<store::Subscriber>> subscriber(std::string_view, std::string_view) const override;
  Result<std::vector<store::Subscriber>> due_subscribers(Instant, const std::vector<std::string>&,
                                                         std::size_t) const override;
  Result<store::SubscriberCounts> count_subscribers(std::string_view) const override;
  Result<std::vector<article::EntryMark>> entry_marks(wire::SourceId, std::span<const std::uint64_t>) const override;
  Result<std::vector<store::BarRecord>> bar() const override;

  Result<std::optional<desk::Post>> post(desk::PostId id) const override;
  Result<std::optional<desk::Post>> post_of(article::ArticleId id) const override;
  Result<std::vector<desk::Post>> posts() const override;
  Result<store::Paged<desk::Post>> published_posts(const store::Page& page) const override;

  Result<std::vector<desk::LiveEntry>> live_entries(desk::PostId post) const override;
  Result<std::optional<store::KeptEntry>> live_entry(desk::LiveEntryId id) const override;

  Result<std::vector<desk::Picture>> pictures(int) const override;
  Result<std::optional<desk::Picture>> picture(desk::PictureId id) const override;
  Result<std::shared_ptr<const std::string>> rendition(desk::PictureId id, int width,
                                                       std::string_view content_type) const override;

  Result<std::optional<std::int64_t>> rendition_bytes(desk::PictureId id, int width,
                                                      std::string_view content_type) const override;

  Result<std::optional<desk::Account>> account(std::string_view name) const override;
  Result<std::vector<desk::Account>> accounts() const override;
  Result<std::optional<desk::Session>> session(std::string_view key_hash, Instant now) const override;
  Result<std::optional<desk::SetupLink>> setup_link(std::string_view key_hash, Instant now) const override;
  Result<std::vector<desk::AuditEntry>> audit(int) const override;
  Result<std::optional<std::string>> setting(std::string_view) const override;
  Result<store::Counts> counts() const override;
};

class FakeNewsroom final : public Newsroom {
 public:
  FakeNewsroom(FakeReader& reader, const Clock& clock) : reply_desk(reader, clock), reader_(reader), clock_(clock) {}

  std::shared_ptr<const story::FrontPage> front = std::make_shared<story::FrontPage>();
  FakeReplyDesk reply_desk;
  std::shared_ptr<const story::FrontPage> front_page() const override;

  ReplyDesk& replies() override;

  void save_post(std::string who, desk::Post post, Done<desk::Post> done) override;

  void save_entry(std::string who, desk::PostId post, desk::LiveEntry entry, Done<desk::LiveEntry> done) override;
  void take_back_entry(std::string, desk::LiveEntryId entry, bool taken_back, Done<desk::PostId> done) override;
  void save_picture(std::string who, desk::Picture picture, std::vector<desk::Rendition> renditions,
                    Done<void> done) override;

  void decide_bar(std::string who, story::StoryId story, std::optional<story::BarDecision> decision,
                  std::string headline, Done<void> done) override;

  void drop_notice(std::string, article::ArticleId report, Done<void> done) override;

  void merge_stories(std::string who, story::StoryId into, story::StoryId from, Done<story::StoryId> done) override;
  void move_reports(std::string who, std::vector<article::ArticleId> reports, std::optional<story::StoryId> to,
                    Done<story::StoryId> done) override;
  void lock_story(std::string who, story::StoryId story, bool locked, Done<story::StoryId> done) override;
  void explain(article::ArticleId report, story::StoryId story, Done<story::Explanation::Candidate> done) override;

  void save_dossier(std::string who, desk::DossierId id, int revision, desk::DossierEdits edits,
                    Done<desk::Dossier> done) override;
  void decide_dossier(std::string who, desk::DossierId id, desk::Dossier::State state,
                      Done<desk::Dossier> done) override;

  void save_source(std::string who, std::optional<wire::SourceId> was, wire::Source source, Done<void> done) override;
  void add_sources(std::string who, std::vector<wire::Source> sources, Done<std::vector<wire::SourceId>> done) override;
  void remove_sources(std::string who, std::vector<wire::SourceId> ids, Done<std::vector<wire::Source>> done) override;
  void ask_sources(std::string who, std::vector<wire::SourceId> ids, Done<std::vector<wire::SourceId>> done) override;
  void take_new_addresses(std::string who, std::vector<wire::SourceId> ids,
                          Done<std::vector<wire::SourceId>> done) override;

  void open_session(std::string account, Done<std::string> done) override;
  void close_session(std::string key, Done<void> done) override;
  void use_setup_link(std::string link_key, std::string account, std::string password_hash,
                      Done<std::string> done) override;

 private:
  void did(std::string who, std::string action, std::string target, std::string detail);
  void did_to_source(std::string who, std::string action, const wire::Source& source);
  void decided(std::string who, std::string action, story::StoryId story, std::string detail);

  FakeReader& reader_;
  const Clock& clock_;
};

/// The whole of it, at six in the evening of 31 January 2023, with requests as a browser sends them.
class SiteFixture {
 public:
  SiteFixture();
  ~SiteFixture();

  ManualClock clock{*parse_rfc3339("2023-01-31T18:00:00Z")};
  FakeReader reader;
  FakeNewsroom newsroom{reader, clock};
  std::string public_url = "http://127.0.0.1:8080";
  std::shared_ptr<Freshness> freshness = std::make_shared<Freshness>();
  bool sample = true;
  bool can_mail = false;
  Config config;
  Catalogue texts = *Catalogue::of("en", "UTC");
  HouseStyle house;

  /// Made at the first request, so that a test can fill the newsroom first.
  Site& site();

  net::Response send(net::Request request);
  net::Response get(std::string_view target, net::Headers headers = {});
  net::Response post(std::string_view target, std::string body, net::Headers headers = {});
  static std::string body(const net::Response& response) { return response.body ? *response.body : std::string(); }
  static std::string header(const net::Response& response, std::string_view name);

  /// A report; its id follows from `url`.
  std::shared_ptr<article::Article> report(const std::string& outlet, const std::string& url, std::string headline,
                                           std::string text);
  struct Told {
    story::ArticlePtr article;
    story::Kinship kinship = story::Kinship::kOwnReport;
    std::optional<article::ArticleId> of = std::nullopt;
  };
  /// A story of these reports, on the front page, in its section and among the latest.
  std::shared_ptr<const story::Story> add_story(const std::vector<Told>& reports,
                                                std::vector<story::StoryId> earlier = {});
  void add_to_bar(const std::shared_ptr<const story::Story>& story);
  /// A published article of the newsroom's own.
  desk::Post add_post(std::string headline, std::string markdown);
  desk::Reply add_reply(const desk::Post& post, std::string name, const std::string& email, std::string text,
                        desk::ReplyState state, std::optional<desk::ReplyId> parent = std::nullopt);
  /// A signed-in editor's cookie and form token.
  struct Signed {
    net::Headers cookie;
    std::string csrf;
  };
  Signed sign_in_as(const std::string& name);

 private:
  static net::Request request(std::string_view method, std::string_view target, std::string body, net::Headers headers);

  std::unique_ptr<Site> site_;
};

}  // namespace dateline::site
