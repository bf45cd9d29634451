#include "site/site_fixture.h"

#include <algorithm>
#include <functional>

#include "base/ids.h"
#include "text/slug.h"

namespace dateline::site {
namespace {

// Reports that `wanted` takes, the newest first.
template <class Wanted>
store::Paged<store::PlacedArticle> listed(const FakeReader& reader, Wanted wanted, const store::Page& page) {
  std::vector<store::PlacedArticle> found;
  for (const auto& [_, story] : reader.all_stories) {
    for (const auto& m : story->members) {
      if (wanted(*m.article)) found.push_back({m.article, story->id, m.kinship, m.of, m.by_editor});
    }
  }
  std::ranges::stable_sort(found, std::greater(), [](const auto& placed) { return placed.article->reported_at(); });
  return FakeReader::cut(std::move(found), page);
}

}  // namespace

Result<std::shared_ptr<const article::Article>> FakeReader::article(article::ArticleId id) const {
  const auto found = articles.find(id.value);
  return found == articles.end() ? nullptr : found->second;
}

Result<std::optional<story::StoryId>> FakeReader::story_of(article::ArticleId id) const {
  for (const auto& [_, story] : all_stories) {
    for (const auto& member : story->members) {
      if (member.article->id == id) return story->id;
    }
  }
  return std::nullopt;
}

Result<std::shared_ptr<const story::Story>> FakeReader::story(story::StoryId id) const {
  if (const auto into = merged.find(id.value); into != merged.end()) id = into->second;
  const auto found = all_stories.find(id.value);
  return found == all_stories.end() ? nullptr : found->second;
}

Result<store::Paged<std::shared_ptr<const story::Story>>> FakeReader::stories(const store::StoryFilter& filter,
                                                                              const store::Page& page) const {
  std::vector<std::shared_ptr<const story::Story>> listed;
  for (const auto& [_, story] : all_stories) {
    const bool by_editor = std::ranges::any_of(story->members, &story::Member::by_editor);
    if ((filter.section.empty() || story->section == filter.section) &&
        (filter.language.empty() || story->language == filter.language) && (!filter.locked || story->locked) &&
        (!filter.by_editor || by_editor))
      listed.push_back(story);
  }
  std::ranges::stable_sort(listed, std::greater(), [](const auto& story) { return story->last_reported(); });
  return cut(std::move(listed), page);
}

Status FakeReader::each_placed(Instant, const std::function<void(store::PlacedArticle)>&) const {
  return {};
}

Result<std::vector<store::StoryLinks>> FakeReader::story_links() const {
  std::vector<store::StoryLinks> links;
  for (const auto& [_, story] : all_stories) links.push_back({story->id, story->earlier, story->abroad});
  return links;
}

Result<std::vector<story::StoryId>> FakeReader::newest_stories(std::size_t, Instant) const {
  return {};
}

Status FakeReader::read_back(Instant, const std::function<bool(story::StoryId)>&,
                             const std::function<bool(store::PlacedArticle)>&) const {
  return {};
}

Result<store::StoryDecisions> FakeReader::story_decisions() const {
  return {};
}

Result<store::SearchFound> FakeReader::search(const store::SearchQuery& query, const store::Page& page) const {
  std::vector<store::SearchHit> hits;
  for (const auto& [_, story] : all_stories) {
    for (const auto& member : story->members) {
      const auto& a = *member.article;
      const auto day = std::chrono::floor<std::chrono::days>(a.reported_at());
      if ((a.headline + " " + a.text).find(query.words) == std::string::npos ||
          (!query.section.empty() && a.section != query.section) ||
          (!query.outlet.empty() && text::slug(a.outlet.name) != query.outlet) ||
          (!query.language.empty() && a.language != query.language) || (query.from && day < *query.from) ||
          (query.to && day > *query.to))
        continue;
      store::SearchHit& hit = hits.emplace_back(member.article, story->id, a.lede);
      const std::size_t at = a.headline.find(query.words);
      if (!query.words.empty() && at != std::string::npos) hit.in_headline.emplace_back(at, at + query.words.size());
    }
  }
  store::SearchFound found;
  found.about = static_cast<std::int64_t>(hits.size());
  static_cast<store::Paged<store::SearchHit>&>(found) = cut(std::move(hits), page);
  return found;
}

Result<store::Paged<store::PlacedArticle>> FakeReader::articles_between(Instant first, Instant end,
                                                                        const store::Page& page) const {
  return listed(*this, [&](const auto& a) { return a.reported_at() >= first && a.reported_at() < end; }, page);
}

Result<std::vector<std::int64_t>> FakeReader::counts_between(const std::vector<Instant>& bounds) const {
  std::vector<std::int64_t> counts;
  for (std::size_t i = 1; i < bounds.size(); ++i) {
    counts.push_back(std::ranges::count_if(articles, [&](const auto& entry) {
      return entry.second->reported_at() >= bounds[i - 1] && entry.second->reported_at() < bounds[i];
    }));
  }
  return counts;
}

Result<std::optional<Instant>> FakeReader::reported_before(Instant at) const {
  std::optional<Instant> found;
  for (const auto& [_, a] : articles) {
    if (a->reported_at() < at && (!found || a->reported_at() > *found)) found = a->reported_at();
  }
  return found;
}

Result<std::optional<Instant>> FakeReader::reported_from(Instant at) const {
  std::optional<Instant> found;
  for (const auto& [_, a] : articles) {
    if (a->reported_at() >= at && (!found || a->reported_at() < *found)) found = a->reported_at();
  }
  return found;
}

Result<std::vector<story::StoryId>> FakeReader::later_rounds(story::StoryId id) const {
  std::vector<story::StoryId> later;
  for (const auto& [_, story] : all_stories) {
    if (std::ranges::count(story->earlier, id) > 0) later.push_back(story->id);
  }
  return later;
}

Result<std::vector<store::DayCount>> FakeReader::days(std::chrono::sys_days first, std::chrono::sys_days last) const {
  std::map<std::chrono::sys_days, std::int64_t> counts;
  for (const auto& [_, a] : articles) ++counts[std::chrono::floor<std::chrono::days>(a->reported_at())];
  std::vector<store::DayCount> out;
  for (const auto& [day, count] : counts) {
    if (day >= first && day <= last) out.push_back({day, count});
  }
  return out;
}

Result<store::Paged<store::PlacedArticle>> FakeReader::articles_by_author(std::string_view slug,
                                                                          const store::Page& page) const {
  return listed(
      *this,
      [&](const auto& a) {
        return std::ranges::any_of(a.authors, [&](const auto& name) { return text::slug(name) == slug; });
      },
      page);
}

Result<store::Paged<store::PlacedArticle>> FakeReader::articles_by_tag(std::string_view slug,
                                                                       const store::Page& page) const {
  return listed(
      *this,
      [&](const auto& a) {
        const auto found = tags.find(a.id.value);
        return found != tags.end() &&
               std::ranges::any_of(found->second, [&](const auto& name) { return text::slug(name) == slug; });
      },
      page);
}

Result<std::optional<std::string>> FakeReader::tag_name(std::string_view slug) const {
  for (const auto& [_, names] : tags) {
    for (const auto& name : names) {
      if (text::slug(name) == slug) return name;
    }
  }
  return std::nullopt;
}

Result<store::Paged<store::PlacedArticle>> FakeReader::articles_of_outlet(std::string_view slug,
                                                                          const store::Page& page) const {
  return listed(*this, [&](const auto& a) { return text::slug(a.outlet.name) == slug; }, page);
}

Result<std::optional<store::OutletRecord>> FakeReader::outlet(std::string_view slug) const {
  const auto all = outlets();
  for (const auto& record : *all) {
    if (record.slug == slug) return record;
  }
  return std::nullopt;
}

Result<std::vector<store::OutletRecord>> FakeReader::outlets() const {
  std::map<std::string, store::OutletRecord> records;
  for (const auto& [_, a] : articles) {
    auto& record = records[a->outlet.name];
    record = {text::slug(a->outlet.name),
              a->outlet,
              a->rights,
              {a->language},
              record.articles + 1,
              std::max(record.newest, a->fetched_at)};
  }
  std::vector<store::OutletRecord> out;
  for (auto& [_, record] : records) out.push_back(std::move(record));
  return out;
}

Result<store::Paged<store::ChangedStory>> FakeReader::changed_stories(Instant since, const store::Page& page) const {
  std::vector<store::ChangedStory> changed;
  for (const auto& [_, story] : all_stories) {
    Instant newest{};
    for (const auto& m : story->members) newest = std::max(newest, m.article->fetched_at);
    if (newest >= since) changed.push_back({story->id, newest});
  }
  std::ranges::stable_sort(changed, {}, &store::ChangedStory::changed_at);
  return cut(std::move(changed), page);
}

Result<store::Paged<store::PublishedReply>> FakeReader::newest_replies(std::optional<article::ArticleId> article,
                                                                       const store::Page& page) const {
  std::vector<store::PublishedReply> found;
  for (const auto& reply : all_replies) {
    if (reply.state == desk::ReplyState::kApproved && (!article || reply.article == *article))
      found.insert(found.begin(), {reply.article, as_public(reply)});
  }
  return cut(std::move(found), page);
}

Result<std::optional<desk::Dossier>> FakeReader::dossier(desk::DossierId id) const {
  const auto found = std::ranges::find(all_dossiers, id, &desk::Dossier::id);
  return found == all_dossiers.end() ? std::nullopt : std::optional(*found);
}

Result<std::vector<desk::Dossier>> FakeReader::dossiers_with(std::span<const article::ArticleId> reports) const {
  std::vector<desk::Dossier> found;
  std::ranges::copy_if(all_dossiers, std::back_inserter(found), [&](const desk::Dossier& d) {
    return std::ranges::find_first_of(d.machine.reports, reports) != d.machine.reports.end();
  });
  return found;
}

Result<store::Paged<desk::Dossier>> FakeReader::dossiers(const store::DossierFilter& filter,
                                                         const store::Page& page) const {
  std::vector<desk::Dossier> found;
  std::ranges::copy_if(all_dossiers, std::back_inserter(found), [&](const desk::Dossier& d) {
    return (filter.state ? d.state == filter.state : d.state != desk::Dossier::State::kDismissed) &&
           (!filter.kind || d.shown().kind == filter.kind);
  });
  std::ranges::stable_sort(found, std::greater(), &desk::Dossier::active_at);
  return cut(std::move(found), page);
}

Result<store::Arrivals> FakeReader::arrivals(std::int64_t, int) const {
  return {};
}

Result<std::vector<store::KnownSource>> FakeReader::sources() const {
  return all_sources.all;
}

Result<std::optional<store::KnownSource>> FakeReader::source(wire::SourceId id) const {
  return all_sources.find(id);
}

Result<store::SourceList> FakeReader::sources(const store::SourceFilter& filter, Instant now, int offset,
                                              int limit) const {
  return all_sources.list(filter, now, offset, limit);
}

Result<store::SourceCounts> FakeReader::source_counts(Instant now) const {
  return all_sources.counts(now);
}

Result<std::vector<std::string>> FakeReader::source_folders() const {
  return all_sources.folders();
}

Result<std::vector<store::Subscription>> FakeReader::subscriptions() const {
  return {};
}

Result<std::vector<std::pair<std::string, std::string>>> FakeReader::topics() const {
  return {};
}

Result<std::optional<store::Subscriber>> FakeReader::subscriber(std::string_view, std::string_view) const {
  return {};
}

Result<std::vector<store::Subscriber>> FakeReader::due_subscribers(Instant, const std::vector<std::string>&,
                                                                   std::size_t) const {
  return {};
}

Result<store::SubscriberCounts> FakeReader::count_subscribers(std::string_view) const {
  return {};
}

Result<std::vector<article::EntryMark>> FakeReader::entry_marks(wire::SourceId, std::span<const std::uint64_t>) const {
  return {};
}

Result<std::vector<store::BarRecord>> FakeReader::bar() const {
  return bar_records;
}

Result<std::optional<desk::Post>> FakeReader::post(desk::PostId id) const {
  for (const auto& post : all_posts) {
    if (post.id == id) return post;
  }
  return std::nullopt;
}

Result<std::optional<desk::Post>> FakeReader::post_of(article::ArticleId id) const {
  for (const auto& post : all_posts) {
    if (post.article_id() == id) return post;
  }
  return std::nullopt;
}

Result<std::vector<desk::Post>> FakeReader::posts() const {
  return all_posts;
}

Result<store::Paged<desk::Post>> FakeReader::published_posts(const store::Page& page) const {
  std::vector<desk::Post> found;
  std::ranges::copy_if(all_posts, std::back_inserter(found),
                       [](const auto& p) { return p.state == desk::Post::State::kPublished; });
  std::ranges::sort(found, std::greater(), [](const auto& p) { return std::pair(p.published_at, p.id); });
  return cut(std::move(found), page);
}

Result<std::vector<desk::LiveEntry>> FakeReader::live_entries(desk::PostId post) const {
  std::vector<desk::LiveEntry> out;
  for (const auto& kept : all_entries) {
    if (kept.post == post && !kept.taken_back) out.insert(out.begin(), kept.entry);
  }
  return out;
}

Result<std::optional<store::KeptEntry>> FakeReader::live_entry(desk::LiveEntryId id) const {
  for (const auto& kept : all_entries) {
    if (kept.entry.id == id) return kept;
  }
  return std::nullopt;
}

Result<std::vector<desk::Picture>> FakeReader::pictures(int) const {
  return all_pictures;
}

Result<std::optional<desk::Picture>> FakeReader::picture(desk::PictureId id) const {
  for (const auto& picture : all_pictures) {
    if (picture.id == id) return picture;
  }
  return std::nullopt;
}

Result<std::shared_ptr<const std::string>> FakeReader::rendition(desk::PictureId id, int width,
                                                                 std::string_view content_type) const {
  const auto found = all_renditions.find(id.value);
  if (found == all_renditions.end()) return nullptr;
  for (const auto& rendition : found->second) {
    if (rendition.width == width && rendition.content_type == content_type)
      return std::make_shared<const std::string>(rendition.bytes);
  }
  return nullptr;
}

Result<std::optional<std::int64_t>> FakeReader::rendition_bytes(desk::PictureId id, int width,
                                                                std::string_view content_type) const {
  const auto bytes = *rendition(id, width, content_type);
  return bytes ? std::optional(std::ssize(*bytes)) : std::nullopt;
}

Result<std::optional<desk::Account>> FakeReader::account(std::string_view name) const {
  for (const auto& account : all_accounts) {
    if (account.name == name) return account;
  }
  return std::nullopt;
}

Result<std::vector<desk::Account>> FakeReader::accounts() const {
  return all_accounts;
}

Result<std::optional<desk::Session>> FakeReader::session(std::string_view key_hash, Instant now) const {
  const auto found = sessions.find(std::string(key_hash));
  if (found == sessions.end() || found->second.expires_at <= now) return std::nullopt;
  return found->second;
}

Result<std::optional<desk::SetupLink>> FakeReader::setup_link(std::string_view key_hash, Instant now) const {
  const auto found = setup_links.find(std::string(key_hash));
  if (found == setup_links.end() || found->second.expires_at <= now) return std::nullopt;
  return found->second;
}

Result<std::vector<desk::AuditEntry>> FakeReader::audit(int) const {
  return audit_entries;
}

Result<std::optional<std::string>> FakeReader::setting(std::string_view) const {
  return std::nullopt;
}

Result<store::Counts> FakeReader::counts() const {
  store::Counts counts;
  counts.articles = static_cast<std::int64_t>(articles.size());
  counts.stories = static_cast<std::int64_t>(all_stories.size());
  counts.sources = std::ssize(all_sources.all);
  counts.held_replies = std::ranges::count(all_replies, desk::ReplyState::kHeld, &desk::Reply::state);
  return counts;
}

std::shared_ptr<const story::FrontPage> FakeNewsroom::front_page() const {
  return front;
}

ReplyDesk& FakeNewsroom::replies() {
  return reply_desk;
}

void FakeNewsroom::save_post(std::string who, desk::Post post, Done<desk::Post> done) {
  for (auto& saved : reader_.all_posts) {
    if (saved.id != post.id) continue;
    if (saved.revision != post.revision) return done(fail(Code::kConflict, "revision is not the newest"));
    ++post.revision;
    post.saved_by = who;
    desk::date_notes(post, clock_.now());
    saved = post;
    return done(saved);
  }
  ++post.revision;
  post.saved_by = who;
  reader_.all_posts.push_back(post);
  done(post);
}

void FakeNewsroom::save_entry(std::string who, desk::PostId post, desk::LiveEntry entry, Done<desk::LiveEntry> done) {
  const auto kept = std::ranges::find(reader_.all_entries, entry.id, [](const auto& k) { return k.entry.id; });
  const auto article = *reader_.post(post);
  if (!article) return done(fail(Code::kNotFound, "there is no such article"));
  if (kept == reader_.all_entries.end() && article->live != desk::Post::Live::kOn) {
    return done(fail(Code::kConflict, "the coverage has ended"));
  }
  if (kept != reader_.all_entries.end() && kept->entry.revision != entry.revision) {
    return done(fail(Code::kConflict, "revision is not the newest"));
  }
  ++entry.revision;
  entry.saved_by = who;
  if (kept == reader_.all_entries.end()) {
    entry.at = clock_.now();
    reader_.all_entries.push_back({post, entry, false});
  } else {
    entry.updated_at = clock_.now();
    kept->entry = entry;
  }
  done(entry);
}

void FakeNewsroom::take_back_entry(std::string, desk::LiveEntryId entry, bool taken_back, Done<desk::PostId> done) {
  const auto kept = std::ranges::find(reader_.all_entries, entry, [](const auto& k) { return k.entry.id; });
  if (kept == reader_.all_entries.end()) return done(fail(Code::kNotFound, "there is no such entry"));
  kept->taken_back = taken_back;
  ++kept->entry.revision;
  done(kept->post);
}

void FakeNewsroom::save_picture(std::string who, desk::Picture picture, std::vector<desk::Rendition> renditions,
                                Done<void> done) {
  picture.by = who;
  picture.at = clock_.now();
  std::erase_if(reader_.all_pictures, [&](const auto& known) { return known.id == picture.id; });
  reader_.all_pictures.insert(reader_.all_pictures.begin(), picture);
  if (!renditions.empty()) reader_.all_renditions[picture.id.value] = std::move(renditions);
  done({});
}

void FakeNewsroom::decide_bar(std::string who, story::StoryId story, std::optional<story::BarDecision> decision,
                              std::string headline, Done<void> done) {
  std::erase_if(reader_.bar_records, [&](const auto& record) { return record.story == story; });
  if (decision) reader_.bar_records.push_back({story, *decision, headline, who, clock_.now()});
  done({});
}

void FakeNewsroom::drop_notice(std::string, article::ArticleId report, Done<void> done) {
  auto page = std::make_shared<story::FrontPage>(*front);
  std::erase_if(page->notices, [&](const story::BarNotice& n) { return n.article == report; });
  front = std::move(page);
  done({});
}

void FakeNewsroom::merge_stories(std::string who, story::StoryId into, story::StoryId from, Done<story::StoryId> done) {
  const auto kept = *reader_.story(into), gone = *reader_.story(from);
  if (!kept || !gone) return done(fail(Code::kNotFound, "there is no such story"));
  if (kept->id == gone->id) return done(fail(Code::kConflict, "these two are one story already"));
  auto both = std::make_shared<story::Story>(*kept);
  both->members.insert(both->members.end(), gone->members.begin(), gone->members.end());
  for (auto& member : both->members) member.by_editor = true;
  reader_.all_stories.erase(gone->id.value);
  reader_.merged[gone->id.value] = kept->id;
  reader_.all_stories[kept->id.value] = both;
  decided(who, "story.merge", kept->id, gone->best().headline);
  done(kept->id);
}

void FakeNewsroom::move_reports(std::string who, std::vector<article::ArticleId> reports,
                                std::optional<story::StoryId> to, Done<story::StoryId> done) {
  if (reports.empty()) return done(fail(Code::kInvalid, "choose at least one report"));
  auto target = std::make_shared<story::Story>();
  target->id = to.value_or(story::StoryId{digest64("story:" + reports.front().str())});
  if (to) {
    const auto known = *reader_.story(*to);
    if (!known) return done(fail(Code::kNotFound, "there is no story " + to->str()));
    *target = *known;
  }
  for (const article::ArticleId report : reports) {
    const auto from = *reader_.story_of(report);
    if (!from) return done(fail(Code::kNotFound, "there is no report " + report.str()));
    if (*from == target->id) continue;
    auto left = std::make_shared<story::Story>(*reader_.all_stories[from->value]);
    const auto member = std::ranges::find(left->members, report, [](const auto& m) { return m.article->id; });
    member->by_editor = true;
    target->members.push_back(*member);
    left->members.erase(member);
    reader_.all_stories[from->value] = left;
    if (left->members.empty()) {
      reader_.all_stories.erase(from->value);
      reader_.merged[from->value] = target->id;
    }
  }
  reader_.all_stories[target->id.value] = target;
  decided(who, to ? "story.move" : "story.split", target->id, target->best().headline);
  done(target->id);
}

void FakeNewsroom::lock_story(std::string who, story::StoryId story, bool locked, Done<story::StoryId> done) {
  const auto known = *reader_.story(story);
  if (!known) return done(fail(Code::kNotFound, "there is no story " + story.str()));
  auto changed = std::make_shared<story::Story>(*known);
  changed->locked = locked;
  reader_.all_stories[changed->id.value] = changed;
  decided(who, locked ? "story.lock" : "story.unlock", changed->id, changed->best().headline);
  done(changed->id);
}

void FakeNewsroom::explain(article::ArticleId report, story::StoryId story, Done<story::Explanation::Candidate> done) {
  const auto home = *reader_.story_of(report);
  const auto asked = *reader_.story(story);
  if (!home || !asked) return done(fail(Code::kNotFound, "there is no such report or story"));
  story::Explanation::Candidate why;
  why.story = asked->id;
  why.headline = asked->members.front().article->headline;
  why.likelihood = *home == asked->id ? 0.9 : 0.1;
  why.needed = 0.5;
  why.reasons = {{"words in common: cable, island", *home == asked->id ? 2.0 : -1.0}};
  done(why);
}

void FakeNewsroom::save_dossier(std::string who, desk::DossierId id, int revision, desk::DossierEdits edits,
                                Done<desk::Dossier> done) {
  const auto kept = std::ranges::find(reader_.all_dossiers, id, &desk::Dossier::id);
  if (kept == reader_.all_dossiers.end()) return done(fail(Code::kNotFound, "there is no such dossier"));
  if (kept->revision != revision) return done(fail(Code::kConflict, "somebody else saved this dossier meanwhile"));
  kept->edits = std::move(edits);
  ++kept->revision;
  ++kept->sequence;
  kept->updated_at = clock_.now();
  did(who, "dossier.edit", id.str(), kept->shown().name);
  done(*kept);
}

void FakeNewsroom::decide_dossier(std::string who, desk::DossierId id, desk::Dossier::State state,
                                  Done<desk::Dossier> done) {
  const auto kept = std::ranges::find(reader_.all_dossiers, id, &desk::Dossier::id);
  if (kept == reader_.all_dossiers.end()) return done(fail(Code::kNotFound, "there is no such dossier"));
  kept->state = state;
  kept->decided_by = who;
  kept->decided_at = clock_.now();
  did(who, "dossier.decide", id.str(), kept->shown().name);
  done(*kept);
}

void FakeNewsroom::save_source(std::string who, std::optional<wire::SourceId> was, wire::Source source,
                               Done<void> done) {
  auto& all = reader_.all_sources;
  if (was != source.id && all.find(source.id)) return done(fail(Code::kConflict, source.url + " is a source already"));
  if (was && !all.find(*was)) return done(fail(Code::kNotFound, "there is no such source"));
  did_to_source(who, !was ? "source.add" : was == source.id ? "source.edit" : "source.readdress", source);
  if (!was) {
    all.all.emplace_back(source, wire::FetchState{});
  } else {
    if (was != source.id) all.at(*was)->second = {};
    all.at(*was)->first = source;
  }
  done({});
}

void FakeNewsroom::add_sources(std::string who, std::vector<wire::Source> sources,
                               Done<std::vector<wire::SourceId>> done) {
  std::vector<wire::SourceId> added;
  for (const wire::Source& source : sources) {
    if (reader_.all_sources.find(source.id)) continue;
    reader_.all_sources.all.emplace_back(source, wire::FetchState{});
    did_to_source(who, "source.add", source);
    added.push_back(source.id);
  }
  done(added);
}

void FakeNewsroom::remove_sources(std::string who, std::vector<wire::SourceId> ids,
                                  Done<std::vector<wire::Source>> done) {
  std::vector<wire::Source> removed;
  for (const wire::SourceId id : ids) {
    const auto known = reader_.all_sources.find(id);
    if (!known) continue;
    reader_.all_sources.all.erase(reader_.all_sources.at(id));
    did_to_source(who, "source.remove", known->first);
    removed.push_back(known->first);
  }
  done(removed);
}

void FakeNewsroom::ask_sources(std::string who, std::vector<wire::SourceId> ids,
                               Done<std::vector<wire::SourceId>> done) {
  std::vector<wire::SourceId> asked;
  for (const wire::SourceId id : ids) {
    const auto known = reader_.all_sources.at(id);
    if (known == reader_.all_sources.all.end()) continue;
    known->second.next_fetch = clock_.now();
    known->second.gone = false;
    did_to_source(who, "source.ask", known->first);
    asked.push_back(id);
  }
  done(asked);
}

void FakeNewsroom::take_new_addresses(std::string who, std::vector<wire::SourceId> ids,
                                      Done<std::vector<wire::SourceId>> done) {
  std::vector<wire::SourceId> taken;
  for (const wire::SourceId id : ids) {
    const auto known = reader_.all_sources.at(id);
    if (known == reader_.all_sources.all.end() || known->second.moved_to.empty()) continue;
    const auto there = *wire::Source::from_url(known->second.moved_to);
    known->first.id = there.id;
    known->first.url = there.url;
    known->second.moved_to.clear();
    did_to_source(who, "source.readdress", known->first);
    taken.push_back(there.id);
  }
  done(taken);
}

void FakeNewsroom::open_session(std::string account, Done<std::string> done) {
  const std::string key = random_key();
  reader_.sessions[content_hash(key)] = {content_hash(key), account, clock_.now() + std::chrono::days(14)};
  done(key);
}

void FakeNewsroom::close_session(std::string key, Done<void> done) {
  reader_.sessions.erase(content_hash(key));
  done({});
}

void FakeNewsroom::use_setup_link(std::string link_key, std::string account, std::string password_hash,
                                  Done<std::string> done) {
  if (!reader_.setup_links.erase(content_hash(link_key))) return done(fail(Code::kNotFound, "the link was used"));
  reader_.all_accounts.push_back({account, desk::Role::kAdmin, password_hash, clock_.now()});
  open_session(account, std::move(done));
}

void FakeNewsroom::did(std::string who, std::string action, std::string target, std::string detail) {
  reader_.audit_entries.insert(reader_.audit_entries.begin(),
                               {clock_.now(), std::move(who), std::move(action), std::move(target), std::move(detail)});
}

void FakeNewsroom::did_to_source(std::string who, std::string action, const wire::Source& source) {
  reader_.audit_entries.insert(reader_.audit_entries.begin(),
                               {clock_.now(), std::move(who), std::move(action), source.id.str(), source.url});
}

void FakeNewsroom::decided(std::string who, std::string action, story::StoryId story, std::string detail) {
  reader_.audit_entries.insert(reader_.audit_entries.begin(),
                               {clock_.now(), std::move(who), std::move(action), story.str(), std::move(detail)});
}

SiteFixture::SiteFixture() = default;

SiteFixture::~SiteFixture() = default;

Site& SiteFixture::site() {
  if (site_) return *site_;
  config.language = texts.locale().language();
  newsroom.reply_desk.can_mail = can_mail;
  site_ = std::make_unique<Site>(Site::Options{.config = config,
                                               .sample = sample,
                                               .public_url = public_url,
                                               .texts = texts,
                                               .house = house,
                                               .freshness = freshness,
                                               .can_mail = can_mail},
                                 clock, reader, newsroom);
  return *site_;
}

net::Response SiteFixture::send(net::Request request) {
  net::Response answer;
  bool answered = false;
  site().handle(std::move(request), [&](net::Response response) {
    answer = std::move(response);
    answered = true;
  });
  DATELINE_CHECK(answered);
  return answer;
}

net::Response SiteFixture::get(std::string_view target, net::Headers headers) {
  return send(request("GET", target, "", std::move(headers)));
}

net::Response SiteFixture::post(std::string_view target, std::string body, net::Headers headers) {
  headers.emplace_back("content-type", "application/x-www-form-urlencoded");
  return send(request("POST", target, std::move(body), std::move(headers)));
}

std::string SiteFixture::header(const net::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

std::shared_ptr<article::Article> SiteFixture::report(const std::string& outlet, const std::string& url,
                                                      std::string headline, std::string text) {
  auto made = std::make_shared<article::Article>();
  made->url = url;
  made->canonical_url = url;
  made->id = article::ArticleId{digest64(url)};
  made->outlet = {outlet, outlet, false};
  made->headline = std::move(headline);
  made->published_at = clock.now() - std::chrono::minutes(20);
  made->fetched_at = clock.now() - std::chrono::minutes(10);
  made->language = "en";
  made->section = "world";
  made->text = std::move(text);
  made->lede = made->text.substr(0, made->text.find("\n\n"));
  return made;
}

std::shared_ptr<const story::Story> SiteFixture::add_story(const std::vector<Told>& reports,
                                                           std::vector<story::StoryId> earlier) {
  auto story = std::make_shared<story::Story>();
  for (const Told& told : reports) story->members.push_back({told.article, told.kinship, told.of});
  const article::Article& first = *story->members.front().article;
  story->id = story::StoryId{first.id.value};
  story->section = first.section;
  story->language = first.language;
  story->earlier = std::move(earlier);
  for (const auto& member : story->members) reader.articles[member.article->id.value] = member.article;
  reader.all_stories[story->id.value] = story;
  auto next = std::make_shared<story::FrontPage>(*newsroom.front);
  ++next->edition;
  next->made_at = clock.now();
  next->stories.push_back(story);
  next->latest.insert(next->latest.begin(), story);
  if (!story->section.empty()) next->sections[story->section].push_back(story);
  newsroom.front = next;
  return story;
}

void SiteFixture::add_to_bar(const std::shared_ptr<const story::Story>& story) {
  auto next = std::make_shared<story::FrontPage>(*newsroom.front);
  ++next->edition;
  next->bar.insert(next->bar.begin(), {story, story->best().headline, clock.now() - std::chrono::minutes(4), false});
  newsroom.front = next;
}

desk::Post SiteFixture::add_post(std::string headline, std::string markdown) {
  desk::Post post = desk::new_post(clock.now() - std::chrono::hours(2));
  post.state = desk::Post::State::kPublished;
  post.headline = std::move(headline);
  post.body = std::move(markdown);
  post.section = "world";
  post.published_at = post.created_at;
  post.revision = 1;
  post.saved_by = "ana";
  reader.all_posts.push_back(post);
  return post;
}

desk::Reply SiteFixture::add_reply(const desk::Post& post, std::string name, const std::string& email, std::string text,
                                   desk::ReplyState state, std::optional<desk::ReplyId> parent) {
  desk::Reply reply;
  reply.id = {digest64(random_key())};
  reply.article = post.article_id();
  reply.parent = parent;
  reply.name = std::move(name);
  reply.email = desk::EmailAddress::parse(email).value();
  reply.text = std::move(text);
  reply.peer = "203.0.113.0/24";
  reply.posted_at = clock.now() - std::chrono::hours(1) + std::chrono::minutes(reader.all_replies.size());
  reply.state = state;
  reply.held_because = "unproven";
  const desk::Person& person = reader.person_of(reply.email, reply.posted_at);
  reply.person = person.id;
  reply.avatar = static_cast<std::uint32_t>(reply.id.value);
  reader.all_replies.push_back(reply);
  return reply;
}

SiteFixture::Signed SiteFixture::sign_in_as(const std::string& name) {
  reader.all_accounts.push_back({name, desk::Role::kEditor, "", clock.now()});
  std::string key;
  newsroom.open_session(name, [&](Result<std::string> opened) { key = *opened; });
  return {{{"cookie", "dateline_desk=" + key}}, desk::csrf_token(key)};
}

net::Request SiteFixture::request(std::string_view method, std::string_view target, std::string body,
                                  net::Headers headers) {
  const auto mark = target.find('?');
  return {.method = std::string(method),
          .path = std::string(target.substr(0, mark)),
          .query = mark == std::string_view::npos ? "" : std::string(target.substr(mark + 1)),
          .headers = std::move(headers),
          .body = std::move(body),
          .peer = "203.0.113.7"};
}

}  // namespace dateline::site
