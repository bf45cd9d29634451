#include "story/story_index.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "story/tuning.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

double days_between(Instant a, Instant b) {
  return std::chrono::duration<double, std::ratio<86400>>(a - b).count();
}

/// Between two spans of time; 0 where they overlap.
double days_apart(Instant first, Instant last, Instant other_first, Instant other_last) {
  return last < other_first   ? days_between(other_first, last)
         : other_last < first ? days_between(first, other_last)
                              : 0;
}

/// The terms by which a profile looks for others and is found, the heaviest first: sums of floats depend on the order.
std::vector<const ProfileTerm*> heaviest(const Profile& profile) {
  std::vector<const ProfileTerm*> probes;
  probes.reserve(profile.terms.size());
  for (const ProfileTerm& term : profile.terms) probes.push_back(&term);
  const std::size_t most = std::min(kProbeTerms, probes.size());
  std::partial_sort(probes.begin(), probes.begin() + static_cast<std::ptrdiff_t>(most), probes.end(),
                    [](const ProfileTerm* a, const ProfileTerm* b) {
                      return a->weight != b->weight ? a->weight > b->weight : a->term < b->term;
                    });
  probes.resize(most);
  return probes;
}

/// Keeps the languages' terms apart in one index.
std::uint64_t salt_of(std::string_view language) {
  return std::uint64_t{text::term_hash(language)} << 32;
}

constexpr double kGapDays = std::chrono::duration<double, std::ratio<86400>>(kStoryGap).count();

}  // namespace

StoryId id_opened_by(article::ArticleId first) {
  return StoryId{digest64("story:" + first.str())};
}

StoryId id_next_to(StoryId taken) {
  return StoryId{digest64("story:" + taken.str())};
}

Placement StoryIndex::add(ArticlePtr article, Explanation* why) {
  Placement placement;
  if (Report* old = find_report(article->id)) {
    // The same document again: a newer version takes its predecessor's place and stays in the story, whatever it says
    // now; readers have the link.
    Cluster& cluster = *find(place_.at(article->id));
    Reading reading = reader_.read(*article, cluster.language, frequency_);
    old->article = std::move(article);
    old->profile = std::move(reading.profile);
    old->sketch = std::move(reading.sketch);
    old->marks = std::move(reading.marks);
    old->text_bytes = 0;
    leave_text_out(*old);
    // A flood of versions of a large story would make this the dearest thing here, and one report in so many tells
    // little.
    if (cluster.reports.size() <= kCopySources) rebuild(cluster);
    touch(cluster);
    placement.story = cluster.id;
    placement.kinship = Kinship::kSameDocument;
    if (why) why->verdict = "the same document as before: it replaces the earlier version";
    return placement;
  }

  const std::string language = languages_.of(*article);
  Report report;
  report.article = article;
  Reading reading = reader_.read(*article, language, frequency_);
  report.profile = std::move(reading.profile);
  report.sketch = std::move(reading.sketch);
  report.marks = std::move(reading.marks);

  std::vector<article::ArticleId> sources = told_alike(report);
  const auto file_in = [&](Cluster& cluster) {
    report.put(descent_in(cluster.reports, report, &sources));
    placement.story = cluster.id;
    placement.kinship = report.kinship;
    placement.of = report.of;
    placement.changes.placed.push_back({article->id, cluster.id, report.kinship, report.of, false});
    // The words of a reprint say nothing new, neither of the story nor of the language.
    if (!is_reprint(report.kinship)) frequency_.learn(report.profile, language, article->fetched_at);
    if (report.of) note_copied(find_report(*report.of)->article->outlet.owner, article->outlet.owner);
    insert(cluster, std::move(report));
    look_again(cluster, placement.changes);
  };

  if (const Report* source = source_of(report)) {
    // A reprint goes where its source is.
    Cluster& cluster = *find(place_.at(source->article->id));
    sources.push_back(source->article->id);
    if (why) {
      why->candidates.push_back(explain(score(cluster, report.profile, span_of(*article)), *article, report.profile));
      why->verdict = "joins the story: it is the text of a report there";
    }
    file_in(cluster);
    return placement;
  }

  const Span span = span_of(*article);
  std::vector<Scored> scored;
  for (Cluster* cluster : candidates(report.profile, language, nullptr)) {
    scored.push_back(score(*cluster, report.profile, span));
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const Scored& a, const Scored& b) { return a.log_odds > b.log_odds; });
  const auto may_join = [&](const Scored& s) {
    return !is_twin(s.evidence, *s.model) && !s.cluster->is_card() && !s.cluster->locked && s.days <= kGapDays;
  };
  auto best = std::find_if(scored.begin(), scored.end(), [&](const Scored& s) {
    return may_join(s) && s.log_odds >= kJoinEvidence && members_agree(*s.cluster, report.profile);
  });
  if (best == scored.end()) {
    // What tells a report of a story again, sentence by sentence, goes there, though its words are others.
    best = std::find_if(scored.begin(), scored.end(), [&](const Scored& s) {
      return may_join(s) && descent_in(s.cluster->reports, report, &sources).of.has_value();
    });
  }
  if (why) *why = explain(scored, *article, report.profile, best != scored.end());

  Cluster* into = nullptr;
  if (best != scored.end()) {
    into = best->cluster;
  } else {
    into = &open_for(*article, language, placement.changes);
    placement.opened = true;
  }
  file_in(*into);
  if (placement.opened) link_earlier(*into, scored, placement.changes);
  return placement;
}

void StoryIndex::restore(ArticlePtr article, StoryId story, Kinship kinship, std::optional<article::ArticleId> of,
                         bool by_editor) {
  if (find_report(article->id) != nullptr) return;
  Cluster* cluster = find(story);
  const std::string language = cluster ? cluster->language : languages_.of(*article);
  if (cluster == nullptr) cluster = &open(story, language);
  if (cluster->is_card()) cluster->profile = {};
  Reading reading = reader_.read(*article, language, frequency_);
  if (!is_reprint(kinship)) frequency_.learn(reading.profile, language, article->fetched_at);
  if (const Report* source = of ? find_report(*of) : nullptr)
    note_copied(source->article->outlet.owner, article->outlet.owner);
  insert(*cluster, {std::move(article), std::move(reading.profile), std::move(reading.sketch), std::move(reading.marks),
                    kinship, of, by_editor});
}

void StoryIndex::restore_card(const article::Article& article, StoryId story, Kinship kinship) {
  Cluster* cluster = find(story);
  const std::string language = cluster ? cluster->language : languages_.of(article);
  if (is_reprint(kinship) || (cluster != nullptr && !cluster->is_card())) return;
  const Span span = span_of(article);
  if (cluster == nullptr) {
    cluster = &open(story, language);
    cluster->span = span;
    cards_.push_back(story);
  }
  const Reading reading = reader_.read(article, language, frequency_);
  frequency_.learn(reading.profile, language, article.fetched_at);
  learn(*cluster, reading.profile);
  cut(cluster->profile, kCardTerms);
  cluster->span = {std::min(cluster->span.first, span.first), std::max(cluster->span.last, span.last),
                   cluster->span.claimed && span.claimed};
}

void StoryIndex::restore_settled() {
  for (const StoryId id : changed_) {
    Cluster* cluster = live(id);
    if (cluster == nullptr) continue;
    cluster->changed = false;
    cluster->checked_size = cluster->compared_size = static_cast<std::size_t>(cluster->profile.reports);
    untold_.push_back(id);
  }
  changed_.clear();
}

void StoryIndex::restore_links(StoryId story, std::vector<StoryId> earlier, std::vector<StoryId> abroad) {
  if (Cluster* cluster = find(story)) {
    cluster->earlier = std::move(earlier);
    cluster->abroad = std::move(abroad);
    cluster->snapshot.reset();
  }
}

void StoryIndex::restore_lock(StoryId story) {
  if (Cluster* cluster = find(story)) {
    cluster->locked = true;
    cluster->snapshot.reset();
  }
}

void StoryIndex::restore_apart(StoryId one, StoryId other) {
  apart_.insert(std::minmax(one, other));
}

Changes StoryIndex::remove(article::ArticleId id) {
  Changes changes;
  const auto known = place_.find(id);
  if (known == place_.end()) return changes;
  Cluster& cluster = *find(known->second);
  place_.erase(known);
  std::erase_if(cluster.reports, [&](const Report& r) { return r.article->id == id; });
  if (cluster.reports.empty()) {
    erase(cluster);
    return changes;
  }
  for (const Report* r : adopt_orphans(cluster.reports))
    changes.placed.push_back({r->article->id, cluster.id, r->kinship, r->of, r->by_editor});
  rebuild(cluster);
  touch(cluster);
  return changes;
}

std::shared_ptr<const Story> StoryIndex::story(StoryId id) const {
  const Cluster* cluster = find(id);
  if (cluster == nullptr || cluster->is_card()) return nullptr;
  if (cluster->snapshot) return cluster->snapshot;
  auto story = std::make_shared<Story>();
  story->id = cluster->id;
  story->language = cluster->language;
  story->earlier = cluster->earlier;
  story->abroad = cluster->abroad;
  story->locked = cluster->locked;
  std::map<std::string_view, int> sections;
  story->members.reserve(cluster->reports.size());
  for (const Report& r : cluster->reports) {
    story->members.push_back({r.article, r.kinship, r.of, r.by_editor, r.text_bytes});
    if (!r.article->section.empty()) ++sections[r.article->section];
  }
  std::stable_sort(story->members.begin(), story->members.end(), [](const Member& a, const Member& b) {
    return a.article->reported_at() < b.article->reported_at();
  });
  int most = 0;
  for (const auto& [section, count] : sections) {
    if (count > most) {
      most = count;
      story->section = section;
    }
  }
  cluster->snapshot = story;
  return story;
}

std::optional<StoryId> StoryIndex::story_of(article::ArticleId id) const {
  const auto place = place_.find(id);
  if (place == place_.end()) return std::nullopt;
  return find(place->second)->id;
}

std::vector<std::shared_ptr<const Story>> StoryIndex::newest(std::size_t most, Instant now) const {
  std::vector<std::shared_ptr<const Story>> stories;
  std::unordered_map<std::string_view, std::size_t> alone;  // Stories that only this owner tells.
  for (auto it = by_newest_.rbegin(); it != by_newest_.rend() && stories.size() < most; ++it) {
    const Cluster& cluster = *clusters_.at(it->second);
    if (cluster.span.first > now + kClockSkew) continue;
    if (cluster.one_owner && ++alone[cluster.reports.front().article->outlet.owner] > kOwnerStories) continue;
    stories.push_back(story(it->second));
  }
  return stories;
}

StoryIndex::Cluster* StoryIndex::find(StoryId id) {
  return const_cast<Cluster*>(std::as_const(*this).find(id));
}

const StoryIndex::Cluster* StoryIndex::find(StoryId id) const {
  if (const auto redirect = redirects_.find(id); redirect != redirects_.end()) id = redirect->second;
  const auto found = clusters_.find(id);
  return found == clusters_.end() ? nullptr : found->second;
}

StoryIndex::Cluster* StoryIndex::live(StoryId id) {
  Cluster* cluster = find(id);
  return cluster != nullptr && !cluster->is_card() ? cluster : nullptr;
}

StoryIndex::Report* StoryIndex::find_report(article::ArticleId id) {
  const auto place = place_.find(id);
  if (place == place_.end()) return nullptr;
  for (Report& r : find(place->second)->reports) {
    if (r.article->id == id) return &r;
  }
  return nullptr;
}

StoryIndex::Span StoryIndex::span_of(const article::Article& article) {
  return {article.claimed_at(), article.claimed_at(), article.published_at.has_value()};
}

const StoryIndex::Report* StoryIndex::source_of(const Report& report) {
  const Instant at = report.article->claimed_at();
  for (const article::ArticleId id : copies_.of(report.sketch)) {
    const Report* source = find_report(id);
    if (source == nullptr || is_reprint(source->kinship)) continue;
    const Cluster& cluster = *find(place_.at(id));
    if (cluster.locked || days_apart(at, at, cluster.span.first, cluster.span.last) > kGapDays) continue;
    if (same_text(*source, report)) return source;
  }
  return nullptr;
}

bool StoryIndex::same_text(const Report& one, const Report& other) const {
  if (!may_be_same_text(one.sketch, other.sketch)) return false;
  const ArticlePtr a = whole(one), b = whole(other);
  return is_same_text(a->text.empty() ? a->lede : a->text, b->text.empty() ? b->lede : b->text);
}

ArticlePtr StoryIndex::whole(const Report& report) const {
  if (report.text_bytes == 0) return report.article;
  auto whole = std::make_shared<article::Article>(*report.article);
  whole->text = text_of_(report.article->id);
  return whole;
}

void StoryIndex::leave_text_out(Report& report) const {
  if (!text_of_ || report.article->text.empty()) return;
  auto rest = std::make_shared<article::Article>(*report.article);
  report.text_bytes = std::exchange(rest->text, {}).size();
  report.article = std::move(rest);
}

bool StoryIndex::are_apart(StoryId one, StoryId other) const {
  return !apart_.empty() && apart_.contains(std::minmax(one, other));
}

std::vector<StoryIndex::Cluster*> StoryIndex::candidates(const Profile& profile, std::string_view language,
                                                         const Cluster* except) {
  const std::vector<const ProfileTerm*> probes = heaviest(profile);
  const std::uint64_t salt = salt_of(language);
  for (const ProfileTerm* term : probes) postings_.prefetch(salt | term->term);
  likeness_.resize(slots_.size());
  float hope = 0;
  for (const ProfileTerm* term : probes) {
    const float weight = term->weight * term->weight;
    hope += weight;
    for (const Postings::Slot slot : postings_.of(salt | term->term)) {
      if (likeness_[slot] == 0) met_.push_back(slot);
      likeness_[slot] += weight;
    }
  }
  const float least = hope * kLeastLikeness;
  std::vector<std::pair<float, Postings::Slot>> likely;
  for (const Postings::Slot slot : met_) {
    if (likeness_[slot] >= least) likely.emplace_back(-likeness_[slot], slot);
    likeness_[slot] = 0;
  }
  met_.clear();
  // A few more than are wanted, for the list of a term may hold slots of other languages, or gone and given away.
  const std::size_t looked_at = std::min(likely.size(), 2 * kCandidates);
  std::partial_sort(likely.begin(), likely.begin() + static_cast<std::ptrdiff_t>(looked_at), likely.end());
  likely.resize(looked_at);
  std::vector<Cluster*> best;
  float most = 0;
  for (const auto& [likeness, slot] : likely) {
    if (best.size() == kCandidates || -likeness < most * kLikenessOfBest) break;
    Cluster* cluster = slots_[slot].get();
    if (cluster == nullptr || cluster == except || cluster->language != language) continue;
    most = std::max(most, -likeness);
    best.push_back(cluster);
    prefetch(cluster->profile);
  }
  return best;
}

StoryIndex::Scored StoryIndex::score(Cluster& cluster, const Profile& profile, const Span& span) const {
  Scored s;
  s.cluster = &cluster;
  s.evidence = weigh(profile, cluster.profile);
  s.model = &model_for(profile, cluster.profile);
  s.days = days_apart(span.first, span.last, cluster.span.first, cluster.span.last);
  s.of_time = kEvidencePerDay * s.days;
  if (s.model == &kReportModel && span.claimed && cluster.span.claimed) s.of_time += kEvidenceOfTime;
  s.log_odds = log_odds(*s.model, s.evidence) + s.of_time;
  return s;
}

bool StoryIndex::members_agree(const Cluster& cluster, const Profile& profile) const {
  std::size_t asked = 0;
  std::size_t alike = 0;
  for (auto r = cluster.reports.rbegin(); r != cluster.reports.rend() && asked < kQuorumReports; ++r) {
    if (is_reprint(r->kinship)) continue;
    ++asked;
    if (weigh(profile, r->profile)[Evidence::kSharedTerms] >= kQuorumEvidence) ++alike;
  }
  return static_cast<double>(alike) >= kQuorum * static_cast<double>(asked);
}

StoryIndex::Cluster& StoryIndex::open(StoryId id, std::string_view language) {
  if (const auto redirect = redirects_.find(id); redirect != redirects_.end()) {
    // It was merged once and stands for itself again.
    std::erase(find(redirect->second)->absorbed, id);
    redirects_.erase(redirect);
  }
  Postings::Slot slot = static_cast<Postings::Slot>(slots_.size());
  if (!free_slots_.empty()) {
    slot = free_slots_.back();
    free_slots_.pop_back();
  } else {
    slots_.emplace_back();
  }
  slots_[slot] = std::make_unique<Cluster>();
  Cluster& cluster = *slots_[slot];
  cluster.id = id;
  cluster.slot = slot;
  cluster.language = language;
  clusters_[id] = &cluster;
  return cluster;
}

void StoryIndex::touch(Cluster& cluster) {
  cluster.snapshot.reset();
  if (cluster.changed) return;
  cluster.changed = true;
  changed_.push_back(cluster.id);
}

void StoryIndex::file_by_newest(Cluster& cluster, Instant newest) {
  by_newest_.erase({cluster.newest, cluster.id});
  cluster.newest = newest;
  by_newest_.insert({cluster.newest, cluster.id});
}

void StoryIndex::place(Cluster& cluster, Report report) {
  const article::Article& article = *report.article;
  const bool first = cluster.reports.empty();
  file_by_newest(cluster, first ? article.reported_at() : std::max(cluster.newest, article.reported_at()));
  const Span span = span_of(article);
  cluster.span = first ? span
                       : Span{std::min(cluster.span.first, span.first), std::max(cluster.span.last, span.last),
                              cluster.span.claimed && span.claimed};
  cluster.one_owner =
      first || (cluster.one_owner && article.outlet.owner == cluster.reports.front().article->outlet.owner);
  place_[article.id] = cluster.id;
  leave_text_out(report);
  cluster.reports.push_back(std::move(report));
  touch(cluster);
}

void StoryIndex::learn(Cluster& cluster, const Profile& profile) {
  story::add(cluster.profile, profile);
  const std::uint64_t salt = salt_of(cluster.language);
  const std::vector<const ProfileTerm*> probes = heaviest(profile);
  for (const ProfileTerm* term : probes) postings_.prefetch(salt | term->term);
  for (const ProfileTerm* term : probes) postings_.put(salt | term->term, cluster.slot);
}

void StoryIndex::insert(Cluster& cluster, Report report) {
  // Copies of one text count once in the sum, or a much-printed report would drag the story to its own wording.
  if (!is_reprint(report.kinship)) {
    learn(cluster, report.profile);
    copies_.put(report.sketch, report.article->id);
    if (!is_copy(report.kinship)) told_pairs_.put(pairs_of(report.marks), report.article->id);
  }
  cut(report.profile, kMemberTerms);
  place(cluster, std::move(report));
}

void StoryIndex::rebuild(Cluster& cluster) {
  abroad_.forget(cluster.id);
  cluster.with_traits = 0;
  std::vector<Report> reports = std::move(cluster.reports);
  cluster.reports.clear();
  cluster.profile = {};
  for (Report& r : reports) insert(cluster, std::move(r));
}

void StoryIndex::absorb(Cluster& into, Cluster& from, Changes& changes) {
  changes.merged.push_back({from.id, into.id});
  learn(into, from.profile);
  for (Report& r : from.reports) {
    const Kinship before = r.kinship;
    if (!is_copy(r.kinship)) r.put(descent_in(into.reports, r));
    if (r.kinship != before) changes.placed.push_back({r.article->id, into.id, r.kinship, r.of, r.by_editor});
    place(into, std::move(r));
    look_again(into, changes);
  }
  for (const StoryId id : from.earlier) {
    if (std::find(into.earlier.begin(), into.earlier.end(), id) == into.earlier.end()) into.earlier.push_back(id);
  }
  // No story comes before itself, also not by an id that redirects to it.
  std::erase_if(into.earlier, [&](StoryId id) { return find(id) == &into || find(id) == &from; });
  // What was parted from the one is parted from both.
  inherit_apart(from.id, into.id);
  std::erase_if(apart_, [&](const auto& pair) { return pair.first == from.id || pair.second == from.id; });
  into.locked = into.locked || from.locked;
  abroad_.rename(from.id, into.id);
  into.with_traits += from.with_traits;
  into.absorbed.push_back(from.id);
  for (const StoryId id : from.absorbed) {
    redirects_[id] = into.id;
    into.absorbed.push_back(id);
  }
  from.absorbed.clear();
  redirects_[from.id] = into.id;
  from.reports.clear();
  erase(from);
}

std::vector<std::pair<StoryId, StoryId>> StoryIndex::inherit_apart(StoryId of, StoryId too) {
  std::vector<std::pair<StoryId, StoryId>> inherited;
  for (const auto& [one, other] : apart_) {
    if (one == of && other != too) inherited.push_back(std::minmax(too, other));
    if (other == of && one != too) inherited.push_back(std::minmax(too, one));
  }
  std::erase_if(inherited, [&](const auto& pair) { return !apart_.insert(pair).second; });
  return inherited;
}

void StoryIndex::erase(Cluster& cluster) {
  abroad_.forget(cluster.id);
  for (const StoryId id : cluster.absorbed) redirects_.erase(id);
  by_newest_.erase({cluster.newest, cluster.id});
  clusters_.erase(cluster.id);
  const Postings::Slot slot = cluster.slot;
  free_slots_.push_back(slot);
  slots_[slot].reset();  // Its postings die of age; verification turns them down meanwhile.
}

void StoryIndex::link_earlier(Cluster& opened, const std::vector<Scored>& scored, Changes& changes) {
  for (const Scored& s : scored) {
    if (s.days <= kGapDays || log_odds(*s.model, s.evidence) < kSameMatter) continue;
    Cluster& later = s.cluster->span.first > opened.span.first ? *s.cluster : opened;
    const Cluster& earlier = s.cluster->span.first > opened.span.first ? opened : *s.cluster;
    later.earlier.push_back(earlier.id);
    std::sort(later.earlier.begin(), later.earlier.end(), [&](StoryId a, StoryId b) {
      const Cluster* x = find(a);
      const Cluster* y = find(b);
      const Instant ta = x == nullptr ? opened.span.first : x->span.first;
      const Instant tb = y == nullptr ? opened.span.first : y->span.first;
      return ta != tb ? ta > tb : a < b;
    });
    if (later.earlier.size() > kEarlierStories) later.earlier.resize(kEarlierStories);
    later.snapshot.reset();
    if (std::find(changes.relinked.begin(), changes.relinked.end(), later.id) == changes.relinked.end()) {
      changes.relinked.push_back(later.id);
    }
  }
}

}  // namespace dateline::story
