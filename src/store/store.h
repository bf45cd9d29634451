#pragma once
// Everything that must survive, behind operations of the newsroom's own language. No SQL shows here, so that PostgreSQL
// can serve the same interface.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "article/article.h"
#include "article/entry_mark.h"
#include "base/clock.h"
#include "base/result.h"
#include "desk/account.h"
#include "desk/dossier.h"
#include "desk/picture.h"
#include "desk/post.h"
#include "store/page.h"
#include "store/push_store.h"
#include "store/reply_store.h"
#include "story/front_page.h"
#include "story/story.h"
#include "story/story_index.h"
#include "wire/source.h"

namespace dateline::store {

/// An article with its place in a story, as the newsroom decided it; the newsroom is rebuilt from these at a start.
struct PlacedArticle {
  std::shared_ptr<const article::Article> article;
  story::StoryId story;
  story::Kinship kinship = story::Kinship::kOwnReport;
  std::optional<article::ArticleId> of;
  bool by_editor = false;
};

/// The stories of the same matter as `story`: story::Story::earlier and abroad.
struct StoryLinks {
  story::StoryId story;
  std::vector<story::StoryId> earlier;
  std::vector<story::StoryId> abroad;
};

/// What editors decided about whole stories, as it holds now.
struct StoryDecisions {
  std::vector<story::StoryId> locked;
  std::vector<std::pair<story::StoryId, story::StoryId>> apart;  ///< Never to be merged by the machine.
};

/// Which stories a list holds; what is "" or false asks for nothing.
struct StoryFilter {
  std::string section{}, language{};  ///< As story::Story has them.
  bool locked = false;
  bool by_editor = false;  ///< An editor put one of its reports there.
};

using KnownSource = std::pair<wire::Source, wire::FetchState>;

/// Which sources a list holds, and in which order; a default asks for nothing.
struct SourceFilter {
  enum class Which {
    kAll,
    kTrouble,    ///< Failing, and still asked.
    kAttention,  ///< wire::needs_attention()
    kQuiet,      ///< wire::Standing::kQuiet
    kGone,
    kMoved,  ///< Asked at another address than its own.
  };
  enum class Order {
    kName,
    kAdded,    ///< The newest first.
    kTrouble,  ///< The one that has failed longest first.
    kSilence,  ///< The one that has brought nothing for longest first.
    kNext,     ///< The one that is asked next first.
  };
  std::string words{};  ///< All of them, in name, address, owner or folder; A to Z in either case.
  std::optional<std::string> folder{};
  Which which = Which::kAll;
  Order order = Order::kName;
};

struct SourceList {
  std::vector<KnownSource> items;
  std::int64_t all = 0;  ///< That pass the filter.
};

struct SourceCounts {
  std::int64_t all = 0, trouble = 0, attention = 0, quiet = 0, gone = 0, moved = 0;
};

struct BarRecord {
  story::StoryId story;
  story::BarDecision decision;
  std::string headline;  ///< The report's that the editor chose; "" for the story's best.
  std::string by;
  Instant at{};
};

/// An entry of a live article with what only the desk needs to know of it.
struct KeptEntry {
  desk::PostId post;
  desk::LiveEntry entry;
  bool taken_back = false;
};

/// What a reader looks for; what is "" or absent asks for nothing.
struct SearchQuery {
  /// A reader's words: all of them, "phrases in quotation marks"; anything else is taken as a word, so that no query is
  /// an error. Words inside a run of Chinese, Japanese or Thai are found.
  std::string words{};
  std::string section{};                              ///< As article::Article::section.
  std::string outlet{};                               ///< OutletRecord::slug.
  std::string language{};                             ///< "es", which finds "es-MX" too.
  std::optional<std::chrono::sys_days> from{}, to{};  ///< Of the report (UTC), both included.
  /// The best of the newest 1,000 hits first (words in the headline, words that come again, short texts), else the
  /// newest first.
  bool best_first = false;
};

struct SearchHit {
  std::shared_ptr<const article::Article> article;
  story::StoryId story;
  std::string snippet;  ///< Plain text around the words found, "…" at the cuts.
  /// Where the words found stand: begin and end, in bytes.
  using Places = std::vector<std::pair<std::size_t, std::size_t>>;
  Places in_headline{}, in_snippet{};
};

struct SearchFound : Paged<SearchHit> {
  std::int64_t about = 0;  ///< Hits in all; beyond 1,000 an estimate of two digits.
  bool is_exact = true;
};

struct DayCount {
  std::chrono::sys_days day;
  std::int64_t articles = 0;
};

/// An outlet that at least one article is of.
struct OutletRecord {
  std::string slug;     ///< Of the name (text/slug.h); of a second name with that slug, "-2" behind it.
  wire::Outlet outlet;  ///< This and the rights: as of its newest article.
  wire::Rights rights = wire::Rights::kSnippet;
  std::vector<std::string> languages;  ///< As articles say them, the one with the most articles first.
  std::int64_t articles = 0;
  Instant newest{};  ///< When its newest article arrived.
};

struct ChangedStory {
  story::StoryId story;
  Instant changed_at{};  ///< When its newest report arrived.
};

/// Stories that reports came to, one after the other.
struct Arrivals {
  std::vector<story::StoryId> stories;  ///< Each once.
  std::int64_t last = 0;                ///< The number of the last report that was looked at.
};

/// Which dossiers a list holds; what is absent asks for nothing.
struct DossierFilter {
  std::optional<desk::Dossier::State> state{};  ///< Absent: all that readers see, so none that was dismissed.
  std::optional<story::DossierKind> kind{};     ///< As readers see it.
};

struct PublishedReply {
  article::ArticleId article;
  desk::PublicReply reply;
};

struct Counts {
  std::int64_t articles = 0, stories = 0, sources = 0, posts = 0, replies = 0, held_replies = 0;
};

/// Reads. Any thread, any number at once; each call sees one consistent state. Never waits for the writer.
/// Absent is nullopt or nullptr; a Result fails only when the database does.
class Reader : public ReplyReader, public PushReader {
 public:
  // Articles and stories
  virtual Result<std::shared_ptr<const article::Article>> article(
      article::ArticleId id) const = 0;  ///< nullptr: absent
  virtual Result<std::optional<story::StoryId>> story_of(article::ArticleId id) const = 0;
  /// Members in order of report; nullptr: absent. A merged id is answered with the story it went into.
  virtual Result<std::shared_ptr<const story::Story>> story(story::StoryId id) const = 0;
  /// The stories that pass `filter`, whole, the one with the newest arrival first. Cost: by the page, and 7 us for each
  /// story that a section or language passes over; so that a rare one costs no more than 0.15 s, a page may hold fewer
  /// than its limit, even none, and still have a `next`.
  virtual Result<Paged<std::shared_ptr<const story::Story>>> stories(const StoryFilter& filter,
                                                                     const Page& page) const = 0;
  /// Every article fetched at or after `since`, in order of arrival, with its place. Streams: memory of one article.
  virtual Status each_placed(Instant since, const std::function<void(PlacedArticle)>& visit) const = 0;
  /// The stories with a report at `since` or later (article::Article::reported_at), and of the others the newest, so
  /// that there are `at_least` so many. Cost: by their reports.
  virtual Result<std::vector<story::StoryId>> newest_stories(std::size_t at_least, Instant since) const = 0;
  /// As each_placed(), for a start: the text (not the lede) of reports of stories that `whole` does not want is left
  /// out, and the first `visit` that says false ends it.
  virtual Status read_back(Instant since, const std::function<bool(story::StoryId)>& whole,
                           const std::function<bool(PlacedArticle)>& visit) const = 0;
  /// The stories that have `story` among their earlier rounds. Cost: by those.
  virtual Result<std::vector<story::StoryId>> later_rounds(story::StoryId story) const = 0;
  // For a start, with read_back(): all there are.
  virtual Result<std::vector<StoryLinks>> story_links() const = 0;
  virtual Result<StoryDecisions> story_decisions() const = 0;
  /// What a query of nothing finds is nothing. Cost: a few milliseconds, of common words as of rare ones.
  virtual Result<SearchFound> search(const SearchQuery& query, const Page& page) const = 0;

  // Lists of articles, the newest arrival first, except where it says otherwise. Cost: by the page, however long the
  // list; what does not exist is an empty page. Names in addresses are slugs (text/slug.h).
  /// Reported from `first` on and before `end` (article::Article::reported_at), the newest report first.
  virtual Result<Paged<PlacedArticle>> articles_between(Instant first, Instant end, const Page& page) const = 0;
  /// How many were reported from each of `bounds`, which rise, to the next. Cost: a small row a whole day (UTC) between
  /// two bounds, and one a report of what is left before and after those; so a year costs no more than a day.
  virtual Result<std::vector<std::int64_t>> counts_between(const std::vector<Instant>& bounds) const = 0;
  /// When the newest report before `at` was reported, and the oldest of `at` or later; absent if there is none.
  virtual Result<std::optional<Instant>> reported_before(Instant at) const = 0;
  virtual Result<std::optional<Instant>> reported_from(Instant at) const = 0;
  /// The days (UTC) from `first` to `last` that have articles, in order. Cost: a small row a day.
  virtual Result<std::vector<DayCount>> days(std::chrono::sys_days first, std::chrono::sys_days last) const = 0;
  /// By a person or desk, however the name was printed: Article::authors tell how.
  virtual Result<Paged<PlacedArticle>> articles_by_author(std::string_view slug, const Page& page) const = 0;
  /// The newsroom's own, published, that have this tag. Cost: by all articles with the tag.
  virtual Result<Paged<PlacedArticle>> articles_by_tag(std::string_view slug, const Page& page) const = 0;
  virtual Result<std::optional<std::string>> tag_name(
      std::string_view slug) const = 0;  ///< As its newest article has it.
  virtual Result<Paged<PlacedArticle>> articles_of_outlet(std::string_view slug, const Page& page) const = 0;
  virtual Result<std::optional<OutletRecord>> outlet(std::string_view slug) const = 0;
  virtual Result<std::vector<OutletRecord>> outlets() const = 0;  ///< By name. Cost: by outlets, not by articles.
  /// Stories that got their newest report at `since` or after, the oldest change first; a page may be of 50,000 (0.2
  /// s). `previous` is not given.
  virtual Result<Paged<ChangedStory>> changed_stories(Instant since, const Page& page) const = 0;
  /// Approved replies, the newest first: to `article`, or (nullopt) to all.
  virtual Result<Paged<PublishedReply>> newest_replies(std::optional<article::ArticleId> article,
                                                       const Page& page) const = 0;

  // Dossiers
  virtual Result<std::optional<desk::Dossier>> dossier(desk::DossierId id) const = 0;
  /// Those that any of these reports is in, dismissed ones, too; the one with the most of them first. Cost: a look-up a
  /// report.
  virtual Result<std::vector<desk::Dossier>> dossiers_with(std::span<const article::ArticleId> reports) const = 0;
  /// The one with the newest report first. Cost: by the page, and a small row for each that `kind` passes over.
  virtual Result<Paged<desk::Dossier>> dossiers(const DossierFilter& filter, const Page& page) const = 0;
  /// The stories of the next `limit` reports after number `after`: reports are numbered as they come, from 1 on; a
  /// newer version of one keeps its number. `last` is `after` where there are no more. Cost: by the limit.
  virtual Result<Arrivals> arrivals(std::int64_t after, int limit) const = 0;

  // Sources
  virtual Result<std::vector<KnownSource>> sources() const = 0;  ///< In the order in which they came.
  virtual Result<std::optional<KnownSource>> source(wire::SourceId id) const = 0;
  /// `limit` of those that pass the filter, after the first `offset`: what a list is sorted by changes all the time, so
  /// its pages are counted. Cost: by all sources.
  virtual Result<SourceList> sources(const SourceFilter& filter, Instant now, int offset, int limit) const = 0;
  /// Cost: by all sources.
  virtual Result<SourceCounts> source_counts(Instant now) const = 0;
  virtual Result<std::vector<std::string>> source_folders() const = 0;  ///< By name.

  /// What `source`, and source 0, have under these keys. Cost: two look-ups a key.
  virtual Result<std::vector<article::EntryMark>> entry_marks(wire::SourceId source,
                                                              std::span<const std::uint64_t> keys) const = 0;

  // The bar
  virtual Result<std::vector<BarRecord>> bar() const = 0;

  // The newsroom's own articles
  virtual Result<std::optional<desk::Post>> post(desk::PostId id) const = 0;
  virtual Result<std::optional<desk::Post>> post_of(article::ArticleId id) const = 0;
  virtual Result<std::vector<desk::Post>> posts() const = 0;  ///< Newest saved first.
  /// What readers see of them, the last published first. Cost: by the page.
  virtual Result<Paged<desk::Post>> published_posts(const Page& page) const = 0;
  /// What readers see of a live article: the newest entry first, without those that were taken back.
  virtual Result<std::vector<desk::LiveEntry>> live_entries(desk::PostId post) const = 0;
  /// As its last revision has it, taken back or not.
  virtual Result<std::optional<KeptEntry>> live_entry(desk::LiveEntryId id) const = 0;

  // Their pictures
  virtual Result<std::vector<desk::Picture>> pictures(int limit) const = 0;  ///< Newest first.
  virtual Result<std::optional<desk::Picture>> picture(desk::PictureId id) const = 0;
  /// The bytes; nullptr: there is none of that width and type. Cost: reading them, 0.1 ms for 100 KB.
  virtual Result<std::shared_ptr<const std::string>> rendition(desk::PictureId id, int width,
                                                               std::string_view content_type) const = 0;
  /// How many they are, without reading them.
  virtual Result<std::optional<std::int64_t>> rendition_bytes(desk::PictureId id, int width,
                                                              std::string_view content_type) const = 0;

  // Accounts
  virtual Result<std::optional<desk::Account>> account(std::string_view name) const = 0;
  virtual Result<std::vector<desk::Account>> accounts() const = 0;
  virtual Result<std::optional<desk::Session>> session(std::string_view key_hash,
                                                       Instant now) const = 0;  ///< Absent when expired.
  virtual Result<std::optional<desk::SetupLink>> setup_link(std::string_view key_hash, Instant now) const = 0;
  virtual Result<std::vector<desk::AuditEntry>> audit(int limit) const = 0;  ///< Newest first.

  virtual Result<std::optional<std::string>> setting(std::string_view key) const = 0;
  virtual Result<Counts> counts() const = 0;
};

/// Writes; also reads, and sees its own uncommitted writes. Newsroom thread only.
/// Between begin() and commit() any number of attempts: one fsync for all of them (group commit).
class Writer : public Reader, public ReplyWriter, public PushWriter {
 public:
  virtual Status begin() = 0;
  /// Durable when it returns OK (WAL, synchronous=FULL). After a failure nothing of the batch is there.
  virtual Status commit() = 0;
  virtual void rollback() = 0;
  /// Runs one job inside the batch: a job that fails leaves nothing behind, the others stay.
  virtual Status attempt(const std::function<Status()>& job) = 0;

  /// A new article, with its place; or a newer version of the same id, which stays where it is. Search follows.
  virtual Status put_article(const PlacedArticle& placed) = 0;
  /// What grouping or an editor changed, in the order that story::Changes names; `links` are the lists of
  /// `changes.relinked`. Every id may be one that was merged: it stands for the story that it went into. A merged story
  /// takes its articles, links, lock, pairs and bar record along. kNotFound: an article of `placed` was never put.
  /// kConflict: a story would go into itself.
  virtual Status put_changes(const story::Changes& changes, const std::vector<StoryLinks>& links) = 0;

  /// Replaces the one of the same id; its reports are those of `machine`.
  virtual Status put_dossier(const desk::Dossier& dossier) = 0;

  virtual Status put_source(const wire::Source& source) = 0;
  /// Its marks go with it. False: there was none.
  virtual Result<bool> remove_source(wire::SourceId id) = 0;
  /// The source that was `was` has another address from now on, and so another id: what is known of it goes along, and
  /// it keeps its place. If there is one of that id already, `was` is just removed. kNotFound: no `was`.
  virtual Status readdress_source(wire::SourceId was, const wire::Source& now) = 0;
  /// Each replaces the one of the same source and key.
  virtual Status put_entry_marks(std::span<const article::EntryMark> marks) = 0;
  virtual Status put_fetch_state(wire::SourceId id, const wire::FetchState& state) = 0;

  virtual Status put_bar(const BarRecord& record) = 0;
  virtual Status clear_bar(story::StoryId story) = 0;

  virtual Status put_post(
      const desk::Post& post) = 0;  ///< Keeps every earlier revision; kConflict unless `revision` is above them.
  /// Keeps every earlier revision and the place of the first. kConflict unless `entry.revision` is above them, or if
  /// the entry belongs to another post; kNotFound: no such post.
  virtual Status put_live_entry(const KeptEntry& kept) = 0;
  virtual Status remove_article(
      article::ArticleId id) = 0;  ///< A withdrawn post leaves story and search. OK if there is none.

  /// A picture that is there already gets the new words; its renditions stay, since they are of the same bytes.
  virtual Status put_picture(const desk::Picture& picture, const std::vector<desk::Rendition>& renditions) = 0;

  virtual Status put_account(const desk::Account& account) = 0;
  virtual Status put_session(const desk::Session& session) = 0;  ///< Expired ones go. kNotFound: no such account.
  virtual Status remove_session(std::string_view key_hash) = 0;
  virtual Status remove_sessions_of(std::string_view account) = 0;
  virtual Status put_setup_link(const desk::SetupLink& link) = 0;  ///< Replaces an earlier one for the same account.
  virtual Status remove_setup_link(std::string_view key_hash) = 0;
  virtual Status append_audit(const desk::AuditEntry& entry) = 0;

  virtual Status put_setting(std::string_view key, std::string_view value) = 0;
};

/// What check() found: nothing wrong when `problems` is empty.
struct CheckReport {
  Counts counts;
  std::int64_t rows_checked = 0;
  std::vector<std::string> problems;  ///< One line each, naming table and row, and what to do.
};

/// A data folder, open.
class Store {
 public:
  virtual ~Store() = default;
  virtual const Reader& reader() const = 0;
  virtual Writer& writer() = 0;  ///< Aborts when opened read-only.
  virtual Status backup(const std::filesystem::path& file)
      const = 0;  ///< VACUUM INTO, then checked; kConflict if the file exists. Under load too.
  virtual Result<CheckReport> check() const = 0;  ///< Integrity, foreign keys, every row's content hash.
};

enum class Access {
  kWrite,  ///< Makes the folder where there is none, migrates, and holds its lock until closed.
  kRead,   ///< While another process may be writing. kNotFound where there is no data folder.
};

/// kConflict: "DIR is in use by dateline (process 4711); stop it first, or ..." (the lock file names the process).
/// kInvalid: "DIR/dateline.db: schema is version 9, this build knows up to 7; run a newer dateline".
Result<std::unique_ptr<Store>> open_sqlite(const std::filesystem::path& data, Access access);

}  // namespace dateline::store
