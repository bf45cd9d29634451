#include "app/newsroom.h"

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "app/kept_page.h"
#include "base/log.h"
#include "story/tuning.h"
#include "text/utf8.h"

namespace dateline::app {
namespace {

/// Jobs in one commit. On a disk with 5 ms a sync, 256 are 50,000 a second; more would only make the first wait longer.
constexpr std::size_t kBatch = 256;
/// With nothing to do, the newsroom looks at the clock this often: what broke two hours ago leaves the bar.
constexpr std::chrono::milliseconds kTick{1000};
/// Grouping needs what is not older than this, counted from its arrival; the rest is in the store only.
constexpr std::chrono::days kMemory{60};
/// How long two stories that turned out to be one stay two, at most.
constexpr std::chrono::minutes kSettle{1};
/// A front page is kept for the next start at most so often: some 8 KB, in a commit that is made anyway.
constexpr std::chrono::seconds kKeepPage{10};
constexpr std::string_view kPageSetting = "front_page";
constexpr std::string_view kNoticesSetting = "bar_notices";
/// What arrived before this time was settled.
constexpr std::string_view kSettledSetting = "settled";
/// While everything is read back, after so many reports is looked whether the newsroom is to end.
constexpr std::size_t kLookUp = 256;
constexpr std::chrono::days kSession{14};
constexpr std::chrono::hours kSetupLink{72};

bool same_report(const article::Article& a, const article::Article& b) {
  return a.headline == b.headline && a.text == b.text && a.lede == b.lede && a.authors == b.authors &&
         a.image == b.image && a.modified_at == b.modified_at && a.published_at == b.published_at &&
         a.section == b.section && a.rights == b.rights && a.outlet == b.outlet;
}

/// As an entry of the audit log names a report or a story.
std::string quoted(const article::Article& report) {
  return "“" + report.headline + "”";
}

Result<story::StoryId> story_of(const store::Reader& reader, article::ArticleId report) {
  DATELINE_TRY(const auto story, reader.story_of(report));
  if (!story) return fail(Code::kNotFound, "there is no report " + report.str());
  return *story;
}

/// When the coverage ended is told by the revision that ended it. kInvalid: entries would be in no live article.
Status keep_coverage(const store::Reader& reader, const std::optional<desk::Post>& before, Instant now,
                     desk::Post& post) {
  using Live = desk::Post::Live;
  post.live_ended_at.reset();
  if (post.live == Live::kOver) {
    post.live_ended_at = before && before->live == Live::kOver ? before->live_ended_at : now;
  } else if (post.live == Live::kNo && before && before->live != Live::kNo) {
    DATELINE_TRY(const auto entries, reader.live_entries(post.id));
    if (!entries.empty()) {
      return fail(Code::kInvalid,
                  "this live article has entries, which an article without them would hide; end the "
                  "coverage, or take the entries back first");
    }
  }
  return {};
}

std::vector<story::BarNotice> still_told(std::vector<story::BarNotice> notices, Instant now) {
  std::erase_if(notices, [&](const story::BarNotice& notice) { return now - notice.at > story::kNoticeStays; });
  return notices;
}

/// As an entry of the audit log names an entry.
std::string quoted(const desk::LiveEntry& entry) {
  return "“" + (entry.headline.empty() ? text::shorten(text::collapse(entry.body), 80) : entry.headline) + "”";
}

}  // namespace

Newsroom::Newsroom(Options options, const Clock& clock, store::Store& store)
    : options_(std::move(options)), clock_(clock), store_(store) {}

Result<std::unique_ptr<Newsroom>> Newsroom::open(Options options, const Clock& clock, store::Store& store) {
  std::unique_ptr<Newsroom> newsroom(new Newsroom(std::move(options), clock, store));
  store::Writer& writer = store.writer();

  // Ids of live events must grow over restarts too, or a browser that comes back would think it has the newest.
  DATELINE_TRY(auto kept_secret, writer.setting("secret"));
  DATELINE_TRY(auto kept_edition, writer.setting("edition"));
  const std::string secret = kept_secret ? *kept_secret : random_key(32);
  const std::uint64_t floor = kept_edition ? std::strtoull(kept_edition->c_str(), nullptr, 10) : 0;
  newsroom->edition_ = floor;
  newsroom->replies_ = std::make_unique<ReplyDesk>(
      ReplyDesk::Options{.secret = secret, .can_mail = newsroom->options_.can_mail}, newsroom->jobs_, clock);
  DATELINE_TRY_VOID(writer.begin());
  DATELINE_TRY_VOID(writer.put_setting("secret", secret));
  DATELINE_TRY_VOID(
      writer.put_setting("edition", std::to_string(floor + 1'000'000'000)));  // More than one run will use.
  DATELINE_TRY_VOID(writer.commit());

  DATELINE_TRY(const auto kept, writer.setting(kPageSetting));
  std::shared_ptr<story::FrontPage> page;
  if (kept) {
    DATELINE_TRY(page, kept_page(*kept, writer));
  }
  if (page) {
    DATELINE_TRY(const auto notices, writer.setting(kNoticesSetting));
    page->notices = still_told(kept_notices(notices.value_or("")), clock.now());
    page->edition = ++newsroom->edition_;
    newsroom->front_page_.publish(std::move(page));
  } else {
    DATELINE_TRY_VOID(newsroom->load());
    newsroom->publish();
  }
  newsroom->thread_ = std::thread([n = newsroom.get()] { n->run(); });
  return newsroom;
}

Newsroom::~Newsroom() {
  jobs_.queue().close();
  if (thread_.joinable()) thread_.join();
}

Status Newsroom::load() {
  is_back_ = false;
  store::Writer& writer = store_.writer();
  index_ = story::StoryIndex([&writer](article::ArticleId id) {
    // Of what cannot be read now, no copy is found: as if it had no text.
    const auto article = writer.article(id);
    return article && *article ? (*article)->text : std::string();
  });
  words_.clear();
  const store::Reader& reader = writer;
  DATELINE_TRY_VOID(replies_->load(reader));
  const Instant now = clock_.now();
  // A week is read whole, for what is usual is learnt from it; it holds all that something may still join. What is
  // older need only be found by a later round of its matter.
  DATELINE_TRY(const auto newest, reader.newest_stories(story::kKeptStories, now - story::kUsualMemory));
  const std::unordered_set<story::StoryId> whole(newest.begin(), newest.end());
  DATELINE_TRY(const auto settled_setting, reader.setting(kSettledSetting));
  const std::optional<Instant> settled = settled_setting ? parse_rfc3339(*settled_setting) : std::nullopt;
  bool was_settled = settled.has_value();
  std::set<story::StoryId> waiting;  // Old, but with a report that claims a time to come.
  std::size_t seen = 0;
  DATELINE_TRY_VOID(reader.read_back(
      now - kMemory, [&](story::StoryId id) { return whole.contains(id); },
      [&](store::PlacedArticle placed) {
        if (was_settled && placed.article->fetched_at >= *settled) {
          index_.restore_settled();
          was_settled = false;
        }
        if (whole.contains(placed.story)) {
          index_.restore(std::move(placed.article), placed.story, placed.kinship, placed.of, placed.by_editor);
        } else {
          index_.restore_card(*placed.article, placed.story, placed.kinship);
          if (placed.article->claimed_at() >= now - story::kStoryMemory) waiting.insert(placed.story);
        }
        return ++seen % kLookUp != 0 || !jobs_.queue().closed_and_empty();
      }));
  if (jobs_.queue().closed_and_empty()) return {};
  for (const story::StoryId id : waiting) DATELINE_TRY_VOID(recall(writer, id));
  if (was_settled) index_.restore_settled();
  DATELINE_TRY(auto links, reader.story_links());
  for (store::StoryLinks& one : links) {
    index_.restore_links(one.story, std::move(one.earlier), std::move(one.abroad));
  }
  DATELINE_TRY(const store::StoryDecisions decisions, reader.story_decisions());
  for (const story::StoryId id : decisions.locked) index_.restore_lock(id);
  for (const auto& [one, other] : decisions.apart) index_.restore_apart(one, other);
  DATELINE_TRY(auto records, reader.bar());
  for (store::BarRecord& record : records) {
    words_[record.story] = {record.decision, std::move(record.headline), record.at};
  }
  DATELINE_TRY(const auto notices, reader.setting(kNoticesSetting));
  notices_ = kept_notices(notices.value_or(""));
  // What is usual is learnt from more stories than are ranked.
  watch_ = story::BreakingWatch();
  std::size_t most = story::kRankedStories;
  auto stories = index_.newest(most, now);
  while (stories.size() == most && stories.back()->last_reported() > now - story::kUsualMemory) {
    most *= 2;
    stories = index_.newest(most, now);
  }
  watch_.observe(stories, now);
  is_back_ = true;
  return {};
}

void Newsroom::run() {
  if (!is_back_) {
    if (Status back = load(); !back) return refuse_all(back.error());
    publish();
  }
  while (!jobs_.queue().closed_and_empty()) {
    std::vector<Job> batch =
        jobs_.queue().pop_batch(kBatch, index_.is_catching_up() ? std::chrono::milliseconds{0} : kTick);
    if (settling_is_due()) batch.push_back(settling());
    if (batch.empty()) {
      publish();
    } else {
      run_batch(batch);
    }
  }
  store::Writer& writer = store_.writer();
  if (!is_back_ || kept_edition_ == edition_ || !writer.begin()) return;
  kept_at_ = {};
  const Status kept = keep_page(writer);
  if (!kept || !writer.commit()) writer.rollback();
}

void Newsroom::refuse_all(const Error& error) {
  // To group without knowing what there is would open every story anew. Readers go on: they need the store alone.
  log::error("newsroom", "cannot read back the stories, so nothing new is taken: " + error.message);
  while (!jobs_.queue().closed_and_empty()) {
    for (Job& job : jobs_.queue().pop_batch(kBatch, kTick)) job.finish(fail(error));
  }
}

void Newsroom::run_batch(std::vector<Job>& batch) {
  store::Writer& writer = store_.writer();
  std::vector<Status> results(batch.size());
  Status outcome = writer.begin();
  bool touched = false;
  bool knows_too_much = false;
  bool seen = false;
  if (outcome) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      grouping_touched_ = false;
      results[i] = writer.attempt([&] { return batch[i].work(writer); });
      touched = touched || grouping_touched_;
      seen = seen || (results[i] && (*batch[i].seen || grouping_touched_));
      knows_too_much = knows_too_much || (grouping_touched_ && !results[i]);
    }
    if (options_.keep_clock) {
      const std::string now = format_rfc3339(clock_.now());
      // Lost, the clock starts a moment earlier; nothing else depends on it.
      const Status kept = writer.attempt([&] { return writer.put_setting("clock", now); });
      if (!kept) log::warn("newsroom", "the sample's clock was not kept: " + kept.error().message);
    }
    // Lost, it is tried again with the next batch.
    const Status tidied = writer.attempt([&] { return replies_->tidy(writer); });
    if (!tidied) log::warn("newsroom", "what is kept for a while only was not taken out: " + tidied.error().message);
    // Lost, the next start shows a page of a moment before for a moment.
    const Status page_kept = writer.attempt([&] { return keep_page(writer); });
    if (!page_kept) log::warn("newsroom", "the front page was not kept: " + page_kept.error().message);
    outcome = writer.commit();
    if (outcome && seen) options_.freshness->moved_on();
  }
  if (!outcome) {
    writer.rollback();
    kept_edition_ = 0;
    log::error("newsroom", "nothing of this batch was saved: " + outcome.error().message);
    for (Status& result : results) result = fail(outcome.error());
  }
  if (knows_too_much || (touched && !outcome)) {
    // Grouping knows of what was not saved: read back what was.
    if (Status loaded = load(); !loaded)
      log::error("newsroom", "cannot read back the stories: " + loaded.error().message);
  }
  publish();
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i].finish(std::move(results[i]));
}

void Newsroom::publish() {
  if (!is_back_) return;  // Closed meanwhile: nobody asks for more.
  const Instant now = clock_.now();
  const auto day = std::chrono::floor<std::chrono::days>(now);
  if (std::exchange(today_, day) != day) options_.freshness->moved_on();
  watch_.observe(index_.newest(story::kRankedStories, now), now);
  auto page = std::make_shared<story::FrontPage>(story::make_front_page(watch_, words_, options_.name, edition_ + 1));
  page->notices = still_told(notices_, now);
  if (edition_ != 0 && story::same_page(*page, *front_page_.get())) return;
  ++edition_;
  front_page_.publish(std::move(page));
  options_.freshness->moved_on();
  const std::lock_guard lock(mutex_);
  on_new_edition_();
}

Status Newsroom::keep_page(store::Writer& writer) {
  const Instant now = clock_.now();
  if (kept_edition_ == edition_ || std::chrono::abs(now - kept_at_) < kKeepPage) return {};
  DATELINE_TRY_VOID(writer.put_setting(kPageSetting, app::keep_page(*front_page_.get())));
  kept_edition_ = edition_;
  kept_at_ = now;
  return {};
}

bool Newsroom::settling_is_due() const {
  return index_.is_catching_up() ||
         std::chrono::abs(clock_.now() - settled_at_) >= kSettle;  // A clock that was set back must not stop it.
}

Newsroom::Job Newsroom::settling() {
  settled_at_ = clock_.now();
  return {.work = [this](store::Writer& writer) -> Status {
            const Instant now = clock_.now();
            const story::Changes changes = index_.settle(now);
            if (!changes.empty()) {
              grouping_touched_ = true;
              DATELINE_TRY_VOID(keep(writer, changes));
            }
            // So that a restart need not look at everything again.
            if (!std::exchange(filed_since_settled_, false)) return {};
            return writer.put_setting(kSettledSetting, format_rfc3339(now));
          },
          .finish =
              [](const Status& done) {
                if (!done) log::error("newsroom", "the stories were not settled: " + done.error().message);
              },
          .seen = std::make_shared<bool>(false)};  // Unless it touches grouping.
}

Result<Filed> Newsroom::file_one(store::Writer& writer, article::Article article) {
  const Instant now = clock_.now();
  if (article.fetched_at > now) article.fetched_at = now;

  DATELINE_TRY(auto known, writer.article(article.id));
  if (known) {
    DATELINE_TRY(auto story, writer.story_of(article.id));
    if (story && same_report(*known, article)) {
      return Filed{article.id, *story, story::Kinship::kSameDocument, article.headline, false};
    }
    article.fetched_at = known->fetched_at;  // It arrived when its first version did.
    if (story && !index_.story_of(article.id)) {
      // Older than the newsroom's memory: put it back where it was, so that the new version replaces it there.
      DATELINE_TRY_VOID(recall(writer, *story));
    }
  }

  auto value = std::make_shared<const article::Article>(std::move(article));
  grouping_touched_ = true;
  filed_since_settled_ = true;
  const story::Placement placement = index_.add(value);
  DATELINE_TRY_VOID(writer.put_article({value, placement.story, placement.kinship, placement.of}));
  DATELINE_TRY_VOID(keep(writer, placement.changes));
  return Filed{value->id, placement.story, placement.kinship, value->headline, !known};
}

Status Newsroom::keep(store::Writer& writer, const story::Changes& changes) {
  std::vector<store::StoryLinks> links;
  for (const story::StoryId id : changes.relinked) {
    if (const auto story = index_.story(id)) links.push_back({story->id, story->earlier, story->abroad});
  }
  DATELINE_TRY_VOID(writer.put_changes(changes, links));
  for (const auto& [from, into] : changes.merged) {
    watch_.forget(from);
    for (story::BarNotice& notice : notices_) {
      if (notice.story == from) notice.story = into;
    }
    // The editor's word goes along, as in the store: of two the later one.
    if (auto word = words_.find(from); word != words_.end()) {
      story::EditorsWord& kept = words_.try_emplace(into, word->second).first->second;
      if (word->second.at > kept.at) kept = word->second;
      words_.erase(word);
    }
  }
  return {};
}

Result<std::shared_ptr<const story::Story>> Newsroom::recall(store::Writer& writer, story::StoryId id) {
  DATELINE_TRY(auto story, writer.story(id));
  if (!story) return fail(Code::kNotFound, "there is no story " + id.str());
  std::vector<const story::Member*> by_arrival;
  for (const story::Member& m : story->members) by_arrival.push_back(&m);
  std::ranges::stable_sort(by_arrival, {}, [](const story::Member* m) { return m->article->fetched_at; });
  for (const story::Member* m : by_arrival) index_.restore(m->article, story->id, m->kinship, m->of, m->by_editor);
  index_.restore_links(story->id, story->earlier, story->abroad);
  if (story->locked) index_.restore_lock(story->id);
  return story;
}

Status Newsroom::recall_namesakes(store::Writer& writer, article::ArticleId report) {
  for (story::StoryId id = story::id_opened_by(report);; id = story::id_next_to(id)) {
    DATELINE_TRY(const auto story, writer.story(id));
    if (!story || story->id != id) return {};  // An id that was merged is free again.
    DATELINE_TRY_VOID(recall(writer, id));
  }
}

Status Newsroom::take_out(store::Writer& writer, article::ArticleId report) {
  DATELINE_TRY(const auto id, writer.story_of(report));
  if (!id) return {};
  DATELINE_TRY_VOID(recall(writer, *id));
  grouping_touched_ = true;
  const story::Changes changes = index_.remove(report);
  DATELINE_TRY_VOID(writer.remove_article(report));
  return keep(writer, changes);
}

void Newsroom::file(std::vector<article::Article> articles, site::Done<std::vector<Filed>> done) {
  std::vector<article::Filing> filings;
  for (article::Article& article : articles) filings.push_back({std::move(article), {}});
  file(std::move(filings), std::move(done));
}

void Newsroom::file(std::vector<article::Filing> filings, site::Done<std::vector<Filed>> done) {
  auto list = std::make_shared<std::vector<article::Filing>>(std::move(filings));
  submit<std::vector<Filed>>(
      [this, list](store::Writer& writer) -> Result<std::vector<Filed>> {
        std::vector<Filed> filed;
        for (article::Filing& filing : *list) {
          DATELINE_TRY(Filed one, file_one(writer, std::move(filing.article)));
          DATELINE_TRY_VOID(writer.put_entry_marks(filing.marks));
          filed.push_back(std::move(one));
        }
        return filed;
      },
      std::move(done));
}

void Newsroom::save_post(std::string who, desk::Post post, site::Done<desk::Post> done) {
  submit<desk::Post>(
      [this, who = std::move(who), post = std::move(post)](store::Writer& writer) mutable -> Result<desk::Post> {
        const Instant now = clock_.now();
        DATELINE_TRY(auto before, writer.post(post.id));
        if ((before ? before->revision : 0) != post.revision) {
          return fail(Code::kConflict, "somebody else saved this article meanwhile (" + before->saved_by +
                                           "); your text is kept here, look at theirs before saving again");
        }
        const bool publish = post.state == desk::Post::State::kPublished;
        const bool was_public = before && before->state == desk::Post::State::kPublished;
        ++post.revision;
        post.updated_at = now;
        post.saved_by = who;
        if (before) {
          post.created_at = before->created_at;
          post.published_at = before->published_at;
        }
        if (publish && !post.published_at) post.published_at = now;
        const bool corrected = std::ranges::any_of(
            post.notes, [](const desk::Note& n) { return !n.at && n.kind == desk::Note::Kind::kCorrection; });
        desk::date_notes(post, now);
        DATELINE_TRY_VOID(keep_coverage(writer, before, now, post));
        DATELINE_TRY_VOID(writer.put_post(post));
        using Notice = story::BarNotice::Kind;
        if (was_public && !publish) {
          DATELINE_TRY_VOID(tell_again(writer, post.article_id(), Notice::kWithdrawal, before->headline));
        } else if (was_public && corrected) {
          DATELINE_TRY_VOID(tell_again(writer, post.article_id(), Notice::kCorrection, post.headline));
        } else if (publish && (!was_public || post.newest_note(desk::Note::Kind::kCorrection) == nullptr)) {
          // Public again, or its correction was taken out.
          DATELINE_TRY_VOID(stop_telling(writer, post.article_id()));
        }
        if (publish) {
          DATELINE_TRY_VOID(file_post(writer, post));
        } else if (was_public) {
          DATELINE_TRY_VOID(take_out(writer, post.article_id()));
        }
        const char* action = publish      ? (was_public ? "post.update" : "post.publish")
                             : was_public ? "post.withdraw"
                                          : "post.save";
        DATELINE_TRY_VOID(audit(writer, who, action, post.id.str(), post.headline));
        return post;
      },
      std::move(done));
}

Status Newsroom::tell_again(store::Writer& writer, article::ArticleId report, story::BarNotice::Kind kind,
                            std::string headline) {
  const Instant now = clock_.now();
  DATELINE_TRY(const auto story, writer.story_of(report));
  // Who was told of its correction is told of its withdrawal, whatever became of the bulletin since.
  if (!story || (!is_told(report) && !story::was_in_bar(*story, watch_, words_, now))) return {};
  grouping_touched_ = true;  // Read back with it.
  std::erase_if(notices_, [&](const story::BarNotice& n) { return n.article == report; });
  notices_ = still_told(std::move(notices_), now);
  notices_.insert(notices_.begin(), {kind, *story, report, std::move(headline), now});
  return writer.put_setting(kNoticesSetting, keep_notices(notices_));
}

bool Newsroom::is_told(article::ArticleId report) const {
  return std::ranges::any_of(notices_, [&](const story::BarNotice& n) { return n.article == report; });
}

Status Newsroom::stop_telling(store::Writer& writer, article::ArticleId report) {
  if (!is_told(report)) return {};
  grouping_touched_ = true;
  std::erase_if(notices_, [&](const story::BarNotice& n) { return n.article == report; });
  return writer.put_setting(kNoticesSetting, keep_notices(notices_));
}

void Newsroom::drop_notice(std::string who, article::ArticleId report, site::Done<void> done) {
  submit<void>(
      [this, who = std::move(who), report](store::Writer& writer) -> Status {
        if (!is_told(report)) return {};  // It was over, or somebody else dropped it.
        DATELINE_TRY_VOID(stop_telling(writer, report));
        DATELINE_TRY(const auto post, writer.post_of(report));
        return audit(writer, who, "bar.drop-notice", report.str(), post ? post->headline : "");
      },
      std::move(done));
}

Status Newsroom::file_post(store::Writer& writer, const desk::Post& post) {
  const wire::Outlet outlet{options_.name, options_.name, false};
  const std::string url = options_.public_url + "/article/" + post.article_id().str();
  std::vector<desk::LiveEntry> entries;
  if (post.live != desk::Post::Live::kNo) {
    DATELINE_TRY(entries, writer.live_entries(post.id));
  }
  DATELINE_TRY_VOID(recall_namesakes(writer, post.article_id()));  // It may have been published before.
  DATELINE_TRY(Filed filed,
               file_one(writer, desk::as_article(post, entries, outlet, url, options_.language, clock_.now())));
  return {};
}

void Newsroom::save_entry(std::string who, desk::PostId post, desk::LiveEntry entry, site::Done<desk::LiveEntry> done) {
  submit<desk::LiveEntry>(
      [this, who = std::move(who), post,
       entry = std::move(entry)](store::Writer& writer) mutable -> Result<desk::LiveEntry> {
        DATELINE_TRY(const auto article, writer.post(post));
        if (!article) return fail(Code::kNotFound, "there is no article " + post.str());
        if (article->live == desk::Post::Live::kNo) return fail(Code::kConflict, "this is not a live article");
        DATELINE_TRY(const auto before, writer.live_entry(entry.id));
        const Instant now = clock_.now();
        if (!before) {
          if (entry.revision != 0) return fail(Code::kNotFound, "there is no entry " + entry.id.str());
          if (article->live == desk::Post::Live::kOver) {
            return fail(Code::kConflict, "the coverage has ended; take it up again to add an entry");
          }
          entry.at = now;
          entry.updated_at.reset();
        } else {
          const desk::LiveEntry& was = before->entry;
          const bool same = was.headline == entry.headline && was.body == entry.body && was.byline == entry.byline &&
                            was.key_event == entry.key_event;
          if (same && before->post == post && (entry.revision == 0 || entry.revision == was.revision)) return was;
          if (was.revision != entry.revision) {
            return fail(Code::kConflict, "somebody else saved this entry meanwhile (" + was.saved_by +
                                             "); your text is kept here, look at theirs before saving again");
          }
          entry.at = was.at;
          entry.updated_at = now;
        }
        ++entry.revision;
        entry.saved_by = who;
        DATELINE_TRY_VOID(writer.put_live_entry({post, entry, before && before->taken_back}));
        if (article->state == desk::Post::State::kPublished) DATELINE_TRY_VOID(file_post(writer, *article));
        DATELINE_TRY_VOID(audit(writer, who, before ? "entry.update" : "entry.publish", post.str(), quoted(entry)));
        return entry;
      },
      std::move(done));
}

void Newsroom::take_back_entry(std::string who, desk::LiveEntryId entry, bool taken_back,
                               site::Done<desk::PostId> done) {
  submit<desk::PostId>(
      [this, who = std::move(who), entry, taken_back](store::Writer& writer) -> Result<desk::PostId> {
        DATELINE_TRY(auto kept, writer.live_entry(entry));
        if (!kept) return fail(Code::kNotFound, "there is no entry " + entry.str());
        if (kept->taken_back == taken_back) return kept->post;
        kept->taken_back = taken_back;
        ++kept->entry.revision;
        kept->entry.saved_by = who;
        DATELINE_TRY_VOID(writer.put_live_entry(*kept));
        DATELINE_TRY(const auto article, writer.post(kept->post));
        if (article && article->state == desk::Post::State::kPublished) {
          DATELINE_TRY_VOID(file_post(writer, *article));
        }
        DATELINE_TRY_VOID(audit(writer, who, taken_back ? "entry.take-back" : "entry.put-back", kept->post.str(),
                                quoted(kept->entry)));
        return kept->post;
      },
      std::move(done));
}

void Newsroom::save_picture(std::string who, desk::Picture picture, std::vector<desk::Rendition> renditions,
                            site::Done<void> done) {
  submit<void>(
      [this, who = std::move(who), picture = std::move(picture),
       renditions = std::move(renditions)](store::Writer& writer) mutable -> Status {
        DATELINE_TRY(const auto known, writer.picture(picture.id));
        picture.by = known ? known->by : who;
        picture.at = known ? known->at : clock_.now();
        DATELINE_TRY_VOID(writer.put_picture(picture, renditions));
        return audit(writer, who, known ? "picture.words" : "picture.add", picture.id.str(), picture.alt);
      },
      std::move(done));
}

void Newsroom::decide_bar(std::string who, story::StoryId story, std::optional<story::BarDecision> decision,
                          std::string headline, site::Done<void> done) {
  submit<void>(
      [this, who = std::move(who), story, decision, headline = std::move(headline)](store::Writer& writer) -> Status {
        DATELINE_TRY(auto now_known, writer.story(story));
        if (!now_known) return fail(Code::kNotFound, "there is no story " + story.str());
        const story::StoryId id = now_known->id;  // It may have been merged since the page was made.
        const Instant now = clock_.now();
        grouping_touched_ = true;  // The words belong to it.
        if (decision) {
          DATELINE_TRY_VOID(writer.put_bar({id, *decision, headline, who, now}));
          words_[id] = {*decision, headline, now};
        } else {
          DATELINE_TRY_VOID(writer.clear_bar(id));
          words_.erase(id);
        }
        const char* action = !decision                                  ? "bar.take-back"
                             : *decision == story::BarDecision::kPinned ? "bar.pin"
                                                                        : "bar.drop";
        return audit(writer, who, action, id.str(), headline.empty() ? now_known->best().headline : headline);
      },
      std::move(done));
}

void Newsroom::merge_stories(std::string who, story::StoryId into, story::StoryId from,
                             site::Done<story::StoryId> done) {
  submit<story::StoryId>(
      [this, who = std::move(who), into, from](store::Writer& writer) -> Result<story::StoryId> {
        DATELINE_TRY(const auto kept, recall(writer, into));
        DATELINE_TRY(const auto gone, recall(writer, from));
        DATELINE_TRY(const story::Changes changes, index_.merge(kept->id, gone->id));
        grouping_touched_ = true;
        DATELINE_TRY_VOID(keep(writer, changes));
        DATELINE_TRY_VOID(
            audit(writer, who, "story.merge", kept->id.str(), quoted(gone->best()) + " into " + quoted(kept->best())));
        return kept->id;
      },
      std::move(done));
}

void Newsroom::move_reports(std::string who, std::vector<article::ArticleId> reports, std::optional<story::StoryId> to,
                            site::Done<story::StoryId> done) {
  submit<story::StoryId>(
      [this, who = std::move(who), reports = std::move(reports), to](store::Writer& writer) -> Result<story::StoryId> {
        std::shared_ptr<const story::Story> target;
        if (to) {
          DATELINE_TRY(target, recall(writer, *to));
        }
        std::set<story::StoryId> seen;
        std::string from;
        for (const article::ArticleId report : reports) {
          DATELINE_TRY(const story::StoryId id, story_of(writer, report));
          if (!seen.insert(id).second) continue;
          DATELINE_TRY(const auto story, recall(writer, id));
          if (!target || story->id != target->id) from += (from.empty() ? "" : ", ") + quoted(story->best());
        }
        if (!target) {
          for (const article::ArticleId report : reports) DATELINE_TRY_VOID(recall_namesakes(writer, report));
        }
        DATELINE_TRY(const story::Changes changes,
                     index_.move(reports, target ? std::optional(target->id) : std::nullopt));
        grouping_touched_ = true;
        DATELINE_TRY_VOID(keep(writer, changes));
        DATELINE_TRY(const story::StoryId now_in, story_of(writer, reports.front()));
        DATELINE_TRY(const auto first, writer.article(reports.front()));
        std::string what = quoted(*first);
        if (reports.size() > 1) what += " and " + std::to_string(reports.size() - 1) + " more";
        const std::string where = target ? quoted(target->best()) : "a story of their own";
        DATELINE_TRY_VOID(audit(writer, who, target ? "story.move" : "story.split", now_in.str(),
                                what + " from " + from + " into " + where));
        return now_in;
      },
      std::move(done));
}

void Newsroom::lock_story(std::string who, story::StoryId story, bool locked, site::Done<story::StoryId> done) {
  submit<story::StoryId>(
      [this, who = std::move(who), story, locked](store::Writer& writer) -> Result<story::StoryId> {
        DATELINE_TRY(const auto known, recall(writer, story));
        DATELINE_TRY(const story::Changes changes, index_.lock(known->id, locked));
        grouping_touched_ = true;
        DATELINE_TRY_VOID(keep(writer, changes));
        DATELINE_TRY_VOID(
            audit(writer, who, locked ? "story.lock" : "story.unlock", known->id.str(), quoted(known->best())));
        return known->id;
      },
      std::move(done));
}

void Newsroom::explain(article::ArticleId report, story::StoryId story,
                       site::Done<story::Explanation::Candidate> done) {
  submit<story::Explanation::Candidate>(
      [this, report, story](store::Writer& writer) -> Result<story::Explanation::Candidate> {
        DATELINE_TRY(const story::StoryId home, story_of(writer, report));
        DATELINE_TRY_VOID(recall(writer, home));
        DATELINE_TRY(const auto asked, recall(writer, story));
        return index_.explain(report, asked->id);
      },
      std::move(done), false);
}

Result<std::string> Newsroom::new_session(store::Writer& writer, const std::string& account) {
  const std::string key = random_key(32);
  DATELINE_TRY_VOID(writer.put_session({content_hash(key), account, clock_.now() + kSession}));
  DATELINE_TRY_VOID(audit(writer, account, "session.open", account, ""));
  return key;
}

void Newsroom::open_session(std::string account, site::Done<std::string> done) {
  submit<std::string>(
      [this, account = std::move(account)](store::Writer& writer) { return new_session(writer, account); },
      std::move(done), false);
}

void Newsroom::close_session(std::string key, site::Done<void> done) {
  submit<void>([key = std::move(key)](store::Writer& writer) { return writer.remove_session(content_hash(key)); },
               std::move(done), false);
}

void Newsroom::use_setup_link(std::string link_key, std::string account, std::string password_hash,
                              site::Done<std::string> done) {
  submit<std::string>(
      [this, link_key = std::move(link_key), account = std::move(account),
       password_hash = std::move(password_hash)](store::Writer& writer) -> Result<std::string> {
        const Instant now = clock_.now();
        DATELINE_TRY(auto link, writer.setup_link(content_hash(link_key), now));
        if (!link)
          return fail(Code::kNotFound,
                      "this link was used already or has expired; 'dateline user reset NAME' makes a new one");
        const std::string name = link->account.empty() ? account : link->account;
        DATELINE_TRY_VOID(desk::check_account_name(name));
        DATELINE_TRY(auto known, writer.account(name));
        if (link->account.empty() && known) return fail(Code::kConflict, "there is an account '" + name + "' already");
        desk::Account made = known ? *known : desk::Account{name, desk::Role::kAdmin, "", now};
        made.password_hash = password_hash;
        DATELINE_TRY_VOID(writer.put_account(made));
        DATELINE_TRY_VOID(writer.remove_setup_link(content_hash(link_key)));
        DATELINE_TRY_VOID(writer.remove_sessions_of(name));
        DATELINE_TRY_VOID(audit(writer, name, known ? "account.password" : "account.create", name, "one-time-link"));
        return new_session(writer, name);
      },
      std::move(done));
}

void Newsroom::make_setup_link(std::string who, std::string account, desk::Role role, site::Done<std::string> done) {
  submit<std::string>(
      [this, who = std::move(who), account = std::move(account), role](store::Writer& writer) -> Result<std::string> {
        const Instant now = clock_.now();
        if (!account.empty()) {
          DATELINE_TRY_VOID(desk::check_account_name(account));
          DATELINE_TRY(auto known, writer.account(account));
          if (!known) {
            DATELINE_TRY_VOID(writer.put_account({account, role, "", now}));
            DATELINE_TRY_VOID(audit(writer, who, "account.create", account, std::string(desk::to_string(role))));
          } else {
            DATELINE_TRY_VOID(writer.remove_sessions_of(account));
            DATELINE_TRY_VOID(audit(writer, who, "account.reset", account, ""));
          }
        }
        const std::string key = random_key(20);
        DATELINE_TRY_VOID(writer.put_setup_link({content_hash(key), account, now + kSetupLink}));
        return key;
      },
      std::move(done));
}

void Newsroom::write_unseen(std::function<Status(store::Writer&)> work, site::Done<void> done) {
  submit<void>(std::move(work), std::move(done), false);
}

Status Newsroom::audit(store::Writer& writer, std::string who, std::string action, std::string target,
                       std::string detail) {
  return writer.append_audit({clock_.now(), std::move(who), std::move(action), std::move(target), std::move(detail)});
}

}  // namespace dateline::app
