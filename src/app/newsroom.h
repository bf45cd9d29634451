#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/jobs.h"
#include "app/reply_desk.h"
#include "base/clock.h"
#include "base/freshness.h"
#include "base/published.h"
#include "base/result.h"
#include "site/newsroom.h"
#include "store/store.h"
#include "story/front_page.h"
#include "story/story_index.h"
#include "wire/source.h"

namespace dateline::app {

/// Where an article went.
struct Filed {
  article::ArticleId article;
  story::StoryId story;
  story::Kinship kinship = story::Kinship::kOwnReport;
  std::string headline;
  bool is_new = true;  ///< False: known already, as it is.
};

/// What the machine finds of a matter.
struct FoundDossier {
  story::Dossier dossier;
  Instant active_at{};  ///< When its newest report was reported.
};

/// The newsroom: one thread that owns grouping, ranking and the write connection. What is asked of it is done in the
/// order it was asked, in batches: one commit (one fsync) for all that waits, then the new front page, then the
/// answers. An answer with a value is therefore durable and visible. The queue holds 10,000 jobs; who asks more waits.
class Newsroom final : public site::Newsroom {
 public:
  struct Options {
    std::string name;        ///< Of the newsroom as an outlet.
    std::string public_url;  ///< Without a final slash.
    std::string language = "en";
    bool keep_clock =
        false;  ///< Keep the clock in the store, so that a shifted one (the sample's) goes on where it stopped.
    /// Moves on after each change that readers may see, and at midnight, before those who asked for it are answered.
    std::shared_ptr<Freshness> freshness = std::make_shared<Freshness>();
    bool can_mail = false;  ///< A postman takes letters away (postman.h).
  };

  /// Shows the front page that was kept; where every report is, the newsroom's own thread then reads back before it
  /// does what it is asked (kept_page.h, docs/decisions/0011). In a folder without a kept page it is read back at once.
  /// `store` must be open for writing; no one else may use its writer from now on.
  static Result<std::unique_ptr<Newsroom>> open(Options options, const Clock& clock, store::Store& store);
  /// Finishes what was asked, then ends the thread.
  ~Newsroom() override;

  /// Called now, for there may be a new front page since the caller looked, and then after each new one on the newsroom
  /// thread; never twice at once.
  void on_new_edition(std::function<void()> call) {
    const std::lock_guard lock(mutex_);
    on_new_edition_ = std::move(call);
    on_new_edition_();
  }

  /// Called after each source that was added, changed or removed, on the newsroom thread.
  void on_new_sources(std::function<void()> call) {
    const std::lock_guard lock(mutex_);
    on_new_sources_ = std::move(call);
  }

  /// Who asks sources, when somebody does not want to wait for their time.
  void on_ask_now(std::function<void(wire::SourceId)> call) {
    const std::lock_guard lock(mutex_);
    on_ask_now_ = std::move(call);
  }
  /// Any thread. Has them asked now, if somebody asks sources.
  void ask_now(wire::SourceId source) {
    const std::lock_guard lock(mutex_);
    on_ask_now_(source);
  }
  /// Grows with each source that was added, changed or removed.
  std::uint64_t source_changes() const { return source_changes_; }

  std::shared_ptr<const story::FrontPage> front_page() const override { return front_page_.get(); }

  ReplyDesk& replies() override { return *replies_; }

  void save_post(std::string who, desk::Post post, site::Done<desk::Post> done) override;
  void save_entry(std::string who, desk::PostId post, desk::LiveEntry entry, site::Done<desk::LiveEntry> done) override;
  void take_back_entry(std::string who, desk::LiveEntryId entry, bool taken_back,
                       site::Done<desk::PostId> done) override;
  void save_picture(std::string who, desk::Picture picture, std::vector<desk::Rendition> renditions,
                    site::Done<void> done) override;
  void decide_bar(std::string who, story::StoryId story, std::optional<story::BarDecision> decision,
                  std::string headline, site::Done<void> done) override;
  void drop_notice(std::string who, article::ArticleId report, site::Done<void> done) override;
  void merge_stories(std::string who, story::StoryId into, story::StoryId from,
                     site::Done<story::StoryId> done) override;
  void move_reports(std::string who, std::vector<article::ArticleId> reports, std::optional<story::StoryId> to,
                    site::Done<story::StoryId> done) override;
  void lock_story(std::string who, story::StoryId story, bool locked, site::Done<story::StoryId> done) override;
  void explain(article::ArticleId report, story::StoryId story,
               site::Done<story::Explanation::Candidate> done) override;
  void save_dossier(std::string who, desk::DossierId id, int revision, desk::DossierEdits edits,
                    site::Done<desk::Dossier> done) override;
  void decide_dossier(std::string who, desk::DossierId id, desk::Dossier::State state,
                      site::Done<desk::Dossier> done) override;
  void save_source(std::string who, std::optional<wire::SourceId> was, wire::Source source,
                   site::Done<void> done) override;
  void add_sources(std::string who, std::vector<wire::Source> sources,
                   site::Done<std::vector<wire::SourceId>> done) override;
  void remove_sources(std::string who, std::vector<wire::SourceId> ids,
                      site::Done<std::vector<wire::Source>> done) override;
  void ask_sources(std::string who, std::vector<wire::SourceId> ids,
                   site::Done<std::vector<wire::SourceId>> done) override;
  void take_new_addresses(std::string who, std::vector<wire::SourceId> ids,
                          site::Done<std::vector<wire::SourceId>> done) override;
  void open_session(std::string account, site::Done<std::string> done) override;
  void close_session(std::string key, site::Done<void> done) override;
  void use_setup_link(std::string link_key, std::string account, std::string password_hash,
                      site::Done<std::string> done) override;

  /// Files articles in the order given. A fetched_at after the newsroom's clock is set to it: this is where they
  /// arrive.
  void file(std::vector<article::Article> articles, site::Done<std::vector<Filed>> done);
  /// The same of a source's entries; with each article is kept what its entry is known by.
  void file(std::vector<article::Filing> filings, site::Done<std::vector<Filed>> done);
  /// Keeps what was found (app/archivist.h): a dossier that shares reports with one that there is replaces what the
  /// machine said of that, under the editors' word; another one is proposed. Reports were looked at up to number
  /// `looked_at` (store::Arrivals).
  void file_dossiers(std::vector<FoundDossier> found, std::int64_t looked_at, site::Done<void> done);
  void put_source(std::string who, wire::Source source, site::Done<void> done);
  void remove_source(std::string who, wire::SourceId id, site::Done<bool> done);
  /// States of sources that were removed meanwhile are passed over.
  void put_fetch_states(std::vector<std::pair<wire::SourceId, wire::FetchState>> states, site::Done<void> done);
  /// Writes what no reader sees and no other rule of the newsroom's concerns (WebSub), in the next batch.
  void write_unseen(std::function<Status(store::Writer&)> work, site::Done<void> done);
  /// A one-time link for `account` ("" for the first one); the value is its key. Makes the account where there is none.
  void make_setup_link(std::string who, std::string account, desk::Role role, site::Done<std::string> done);

 private:
  using Job = Jobs::Job;

  Newsroom(Options options, const Clock& clock, store::Store& store);
  /// Reads back into `index_` where every report is. If the newsroom is closed meanwhile with nothing left to do, it
  /// ends early, and `is_back_` stays false.
  Status load();
  void run();
  void refuse_all(const Error& error);
  void run_batch(std::vector<Job>& batch);
  void publish();
  Status keep_page(store::Writer& writer);
  bool settling_is_due() const;
  Job settling();
  template <class T>
  void submit(std::function<Result<T>(store::Writer&)> work, site::Done<T> done, bool seen = true) {
    jobs_.submit<T>(std::move(work), std::move(done), seen);
  }

  // Newsroom thread, inside a job.
  Result<Filed> file_one(store::Writer& writer, article::Article article);
  /// The story as it is stored, whole, after putting back into `index_` what that no longer has of it. kNotFound.
  Result<std::shared_ptr<const story::Story>> recall(store::Writer& writer, story::StoryId id);
  /// A published post into the stream of articles, as it is now.
  Status file_post(store::Writer& writer, const desk::Post& post);
  /// As recall(), the stories that have the ids which `report` would open one under; so that `index_` takes another.
  Status recall_namesakes(store::Writer& writer, article::ArticleId report);
  /// Who was told in the bar what the article reports is told that it was corrected, or withdrawn. Before it leaves its
  /// story.
  Status tell_again(store::Writer& writer, article::ArticleId report, story::BarNotice::Kind kind,
                    std::string headline);
  bool is_told(article::ArticleId report) const;
  /// It is public again, its correction was taken out, or an editor says so.
  Status stop_telling(store::Writer& writer, article::ArticleId report);
  /// Out of its story, the index and the search; OK if it is in none.
  Status take_out(store::Writer& writer, article::ArticleId report);
  /// Stores what `index_` changed just now; the bar follows.
  Status keep(store::Writer& writer, const story::Changes& changes);
  /// `done`, and before it, if it went well, on_new_sources().
  template <class T>
  site::Done<T> telling_of_sources(site::Done<T> done);
  Status audit(store::Writer& writer, std::string who, std::string action, std::string target, std::string detail);
  Result<std::string> new_session(store::Writer& writer, const std::string& account);

  // Constant after construction.
  const Options options_;
  const Clock& clock_;
  store::Store& store_;
  Jobs jobs_;
  std::unique_ptr<ReplyDesk> replies_;

  // Newsroom thread only.
  story::StoryIndex index_;
  std::map<story::StoryId, story::EditorsWord> words_;
  std::vector<story::BarNotice> notices_;  ///< The newest first; some may be over.
  story::BreakingWatch watch_;
  std::uint64_t edition_ = 0;
  std::chrono::sys_days today_{};  ///< Of the last page: pages say "18:04" of today.
  bool is_back_ = false;           ///< Everything was read back.
  Instant settled_at_{};
  bool filed_since_settled_ = false;
  std::uint64_t kept_edition_ = 0;  ///< The page that the store keeps, and when it was put there.
  Instant kept_at_{};
  bool grouping_touched_ = false;  ///< By the job that runs now: if it fails, `index_` knows too much.

  // Any thread.
  Published<story::FrontPage> front_page_;
  std::atomic<std::uint64_t> source_changes_ = 0;
  std::mutex mutex_;  ///< Guards what follows.
  std::function<void()> on_new_edition_ = [] {};
  std::function<void()> on_new_sources_ = [] {};
  std::function<void(wire::SourceId)> on_ask_now_ = [](wire::SourceId) {};

  std::thread thread_;
};

/// Asks and waits for the answer: for the command line and for start-up, never on the newsroom thread.
template <class T>
Result<T> ask(const std::function<void(site::Done<T>)>& question) {
  auto answer = std::make_shared<std::promise<Result<T>>>();
  auto future = answer->get_future();
  question([answer](Result<T> value) { answer->set_value(std::move(value)); });
  return future.get();
}

}  // namespace dateline::app
