#include "app/archivist.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>

#include "base/log.h"
#include "text/terms.h"

namespace dateline::app {
namespace {

using StoryPtr = std::shared_ptr<const story::Story>;

/// Reports in one look: what a busy minute brings.
constexpr int kReportsInALook = 64;
/// A matter of two rounds a month for ten years; at 0.2 ms a report, a look at all of it is 50 ms.
constexpr std::size_t kMostReports = 240;
/// Hits of a search for a name; a series' own name finds little else.
constexpr int kMostHits = 60;
/// Names that are searched for; each takes a few milliseconds.
constexpr std::size_t kMostNames = 3;
/// A name of a series has so many words ("Law Enforcement Dialogue"); shorter ones are people and countries.
constexpr std::ptrdiff_t kWordsOfASeries = 3;
constexpr std::chrono::seconds kRest{2};

/// What the archive has of one matter, as far as it is known.
class Matter {
 public:
  explicit Matter(const store::Reader& reader) : reader_(reader) {}

  /// The story, and all that its links reach, in both directions.
  Status add(story::StoryId first) {
    std::vector<story::StoryId> queue{first};
    for (std::size_t i = 0; i < queue.size() && stories_.size() < kMostReports; ++i) {
      if (!seen_.insert(queue[i]).second) continue;
      DATELINE_TRY(StoryPtr story, reader_.story(queue[i]));
      if (!story) continue;
      if (story->id != queue[i] && !seen_.insert(story->id).second) continue;  // Two that were merged are one.
      // Our own articles tell what these reports told: a dossier that cites itself proves nothing.
      for (const story::Member& member : story->members) {
        DATELINE_TRY(const auto post, reader_.post_of(member.article->id));
        if (post) own_.insert(member.article->id);
      }
      DATELINE_TRY(const auto later, reader_.later_rounds(story->id));
      queue.insert(queue.end(), later.begin(), later.end());
      queue.insert(queue.end(), story->earlier.begin(), story->earlier.end());
      stories_.push_back(std::move(story));
    }
    return {};
  }

  /// The stories whose reports have this name in them, word for word.
  Status add_named(std::string_view name) {
    std::string phrase(name);
    std::ranges::replace(phrase, '"', ' ');
    store::SearchQuery query;
    query.words = "\"" + phrase + "\"";
    DATELINE_TRY(const store::SearchFound found, reader_.search(query, {.limit = kMostHits}));
    for (const store::SearchHit& hit : found.items) DATELINE_TRY_VOID(add(hit.story));
    return {};
  }

  /// What the dossiers hold that these reports are in.
  Status add_what_is_known() {
    DATELINE_TRY(const auto known, reader_.dossiers_with(ids(reports())));
    for (const desk::Dossier& dossier : known) {
      for (const article::ArticleId report : dossier.machine.reports) {
        DATELINE_TRY(const auto story, reader_.story_of(report));
        if (story) DATELINE_TRY_VOID(add(*story));
      }
    }
    return {};
  }

  std::size_t size() const { return stories_.size(); }

  /// Of each story as many as there is room for: those in their own words first, then the copies.
  std::vector<story::ArticlePtr> reports() const {
    std::vector<story::ArticlePtr> out;
    const std::size_t room = std::max<std::size_t>(1, kMostReports / std::max<std::size_t>(1, stories_.size()));
    for (const StoryPtr& story : stories_) {
      std::vector<const story::Member*> members;
      for (const story::Member& member : story->members) {
        if (!own_.contains(member.article->id)) members.push_back(&member);
      }
      std::ranges::stable_sort(members, {}, [](const story::Member* m) {
        return std::pair(!m->article->outlet.primary, m->kinship != story::Kinship::kOwnReport);
      });
      for (std::size_t i = 0; i < members.size() && i < room; ++i) out.push_back(members[i]->article);
    }
    return out;
  }

  static std::vector<article::ArticleId> ids(const std::vector<story::ArticlePtr>& reports) {
    std::vector<article::ArticleId> out;
    for (const auto& report : reports) out.push_back(report->id);
    return out;
  }

 private:
  const store::Reader& reader_;
  std::vector<StoryPtr> stories_;
  std::set<story::StoryId> seen_;
  std::set<article::ArticleId> own_;
};

/// Names in the report that may be those of a series, the first first.
std::vector<std::string> series_names(const article::Article& report) {
  std::vector<std::string> out;
  for (std::string& name : text::names(report.headline + ". " + report.lede, report.language)) {
    if (out.size() == kMostNames) break;
    if (std::ranges::count(name, ' ') + 1 < kWordsOfASeries || std::ranges::find(out, name) != out.end()) continue;
    out.push_back(std::move(name));
  }
  return out;
}

/// The dossiers that tell of this story.
Result<std::vector<FoundDossier>> dossiers_about(const store::Reader& reader, const story::Story& story) {
  Matter matter(reader);
  DATELINE_TRY_VOID(matter.add(story.id));
  for (const std::string& name : series_names(story.best())) DATELINE_TRY_VOID(matter.add_named(name));
  DATELINE_TRY_VOID(matter.add_what_is_known());
  if (matter.size() < 2) return std::vector<FoundDossier>{};

  std::vector<story::Dossier> about;
  const auto find = [&]() {
    about.clear();
    for (story::Dossier& dossier : story::find_dossiers(matter.reports())) {
      const bool tells = std::ranges::any_of(story.members, [&](const story::Member& member) {
        return std::ranges::find(dossier.reports, member.article->id) != dossier.reports.end();
      });
      if (tells) about.push_back(std::move(dossier));
    }
  };
  find();
  const std::size_t before = matter.size();
  for (const story::Dossier& dossier : std::vector(about)) {
    DATELINE_TRY_VOID(matter.add_named(dossier.name));
    for (std::size_t i = 0; i < dossier.names.size() && i + 1 < kMostNames; ++i) {
      DATELINE_TRY_VOID(matter.add_named(dossier.names[i]));
    }
  }
  if (matter.size() > before) find();

  std::vector<FoundDossier> found;
  const auto reports = matter.reports();
  for (story::Dossier& dossier : about) {
    Instant newest{};
    for (const story::ArticlePtr& report : reports) {
      if (std::ranges::find(dossier.reports, report->id) != dossier.reports.end())
        newest = std::max(newest, report->reported_at());
    }
    found.push_back({std::move(dossier), newest});
  }
  return found;
}

}  // namespace

Result<bool> look_for_dossiers(const store::Reader& reader, Newsroom& newsroom) {
  DATELINE_TRY(const auto setting, reader.setting(kLookedAtSetting));
  std::int64_t after = 0;
  if (setting) std::from_chars(setting->data(), setting->data() + setting->size(), after);
  DATELINE_TRY(const store::Arrivals arrivals, reader.arrivals(after, kReportsInALook));
  if (arrivals.last == after) return false;

  std::vector<FoundDossier> found;
  std::set<article::ArticleId> told;  // By what was found for another of these stories.
  for (const story::StoryId id : arrivals.stories) {
    DATELINE_TRY(const auto story, reader.story(id));
    if (!story) continue;
    if (std::ranges::any_of(story->members, [&](const auto& m) { return told.contains(m.article->id); })) continue;
    DATELINE_TRY(auto about, dossiers_about(reader, *story));
    for (FoundDossier& one : about) {
      told.insert(one.dossier.reports.begin(), one.dossier.reports.end());
      found.push_back(std::move(one));
    }
  }
  DATELINE_TRY_VOID(
      ask<void>([&](auto done) { newsroom.file_dossiers(std::move(found), arrivals.last, std::move(done)); }));
  return true;
}

Archivist::Archivist(const store::Reader& reader, Newsroom& newsroom)
    : reader_(reader), newsroom_(newsroom), thread_([this] { run(); }) {}

Archivist::~Archivist() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Archivist::run() {
  for (;;) {
    const auto began = std::chrono::steady_clock::now();
    const auto looked = look_for_dossiers(reader_, newsroom_);
    if (!looked) log::error("archivist", "did not look for dossiers: " + looked.error().message);
    const auto worked = std::chrono::steady_clock::now() - began;
    const auto rest = looked && *looked ? worked : std::max<std::chrono::steady_clock::duration>(worked, kRest);
    std::unique_lock lock(mutex_);
    if (wake_.wait_for(lock, rest, [&] { return stopping_; })) return;
  }
}

}  // namespace dateline::app
