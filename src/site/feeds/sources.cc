// Every feed of the site: one table of what is at which address, and who fills it.

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <ranges>
#include <unordered_map>

#include "site/answer.h"
#include "site/asked.h"
#include "site/context.h"
#include "site/dossier_view.h"
#include "site/feeds/feeds.h"
#include "site/feeds/items.h"
#include "site/newest_first.h"
#include "site/pages/own_article.h"
#include "site/paths.h"
#include "site/reports.h"
#include "site/sections.h"
#include "text/slug.h"
#include "text/utf8.h"
#include "wire/websub.h"

namespace dateline::site {
namespace {

constexpr std::size_t kItems = 50;  // A page: some hours of a busy wire; readers ask every 15 minutes.

/// A request for a feed, whatever its format.
struct Ask {
  const Visit& visit;
  std::string cursor;  ///< "" for the first page.
  const std::string& part(std::size_t i) const { return visit.parts[i]; }
  store::Page page() const { return {cursor, static_cast<int>(kItems)}; }
};

/// A feed without items yet. `base` and `page` are paths of ours.
Feed make_feed(const Context& context, const Ask& ask, std::string_view title, const Href& base, const Href& page) {
  const Href address = base.on(context.public_url);
  const bool is_newest = ask.cursor.empty();
  return {.title = title.empty() ? context.config.name : context.config.name + ": " + std::string(title),
          .description = context.config.tagline,
          .language = context.config.language,
          .owner = context.config.name,
          .page = page.on(context.public_url),
          .base = is_newest ? address : address.with("cursor", ask.cursor),
          .icon = Href::path({"icon-192.png"}).on(context.public_url),
          .hub = is_newest ? std::optional(hub_path().on(context.public_url)) : std::nullopt};
}

/// Says where the older items are, if there are any.
template <class T>
void lead_on(const Context& context, Feed& feed, const Href& base, const store::Paged<T>& found) {
  if (!found.next.empty()) feed.next = base.on(context.public_url).with("cursor", found.next);
}

// The page behind the newspaper's choice: no cursor of the store's, which takes it for a list's first page.
constexpr std::string_view kByTime = "newest";

/// The first page is the newspaper's own choice, in its order; the older pages follow by last report, so a story may
/// come again there: readers know it by its id.
Result<Feed> stories_feed(const Context& context, const Ask& ask, Feed feed, const Href& base,
                          const std::vector<std::shared_ptr<const story::Story>>& chosen, const std::string& section) {
  if (!ask.cursor.empty()) {
    DATELINE_TRY(const auto found, context.reader.stories({.section = section}, ask.page()));
    for (const auto& story : found.items) feed.items.push_back(story_item(context, *story));
    lead_on(context, feed, base, found);
    return feed;
  }
  for (const auto& story : chosen | std::views::take(kItems)) feed.items.push_back(story_item(context, *story));
  if (chosen.size() >= kItems) feed.next = base.on(context.public_url).with("cursor", kByTime);
  return feed;
}

Result<Feed> front_feed(const Context& context, const Ask& ask) {
  const auto front = context.newsroom.front_page();
  Feed feed = make_feed(context, ask, "", front_path(), front_path());
  feed.updated = front->made_at;
  return stories_feed(context, ask, std::move(feed), front_path(), front->stories, "");
}

Result<Feed> section_feed(const Context& context, const Ask& ask) {
  const auto front = context.newsroom.front_page();
  const std::string& section = ask.part(0);
  if (!is_section(*front, section)) return fail(Code::kNotFound, "no section '" + section + "'");
  const auto found = front->sections.find(section);
  const Href page = section_path(section);
  Feed feed = make_feed(context, ask, section_name(context.texts, section), page, page);
  feed.updated = front->made_at;
  return stories_feed(context, ask, std::move(feed), page,
                      found == front->sections.end() ? decltype(front->stories){} : found->second, section);
}

Result<Feed> story_feed(const Context& context, const Ask& ask) {
  const auto id = story::StoryId::parse(ask.part(0));
  if (!id) return fail(Code::kNotFound, "not a story's id");
  DATELINE_TRY(const auto story, context.reader.story(*id));
  if (!story) return fail(Code::kNotFound, "no such story");
  const Href page = story_path(story->id);  // Of a merged story: the one that took it in, whose feed goes on.
  Feed feed = make_feed(context, ask, story->best().headline, page, page);
  std::vector<const article::Article*> reports;
  for (const ToldReport& told : reports_of(*story)) {
    reports.push_back(told.own->article.get());
    for (const ToldCopy& told_on : told.copies) reports.push_back(told_on.copy->article.get());
  }
  const auto found = newest_first(std::move(reports), ask.page(),
                                  [](const auto* report) { return std::pair(report->reported_at(), report->id); });
  for (const article::Article* report : found.items) feed.items.push_back(report_item(context, *report));
  lead_on(context, feed, page, found);
  return feed;
}

/// The stories of its rounds, the newest first.
Result<Feed> dossier_feed(const Context& context, const Ask& ask) {
  const auto id = desk::DossierId::parse(ask.part(0));
  if (!id) return fail(Code::kNotFound, "not a dossier's id");
  DATELINE_TRY(auto kept, context.reader.dossier(*id));
  if (!kept || kept->state == desk::Dossier::State::kDismissed) return fail(Code::kNotFound, "no such dossier");
  const Instant updated = kept->updated_at;
  DATELINE_TRY(const DossierView view, dossier_view(context.reader, std::move(*kept)));
  const Href page = dossier_path(*id);
  Feed feed = make_feed(context, ask, view.shown.name, page, page);
  feed.updated = updated;
  std::map<story::StoryId, std::shared_ptr<const story::Story>> stories;
  for (const auto& round : view.stories) {
    for (const auto& story : round) stories.emplace(story->id, story);
  }
  std::vector<std::shared_ptr<const story::Story>> all;
  for (auto& [_, story] : stories) all.push_back(story);
  const auto found = newest_first(std::move(all), ask.page(),
                                  [](const auto& story) { return std::pair(story->last_reported(), story->id); });
  for (const auto& story : found.items) feed.items.push_back(story_item(context, *story));
  lead_on(context, feed, page, found);
  return feed;
}

Result<Feed> own_articles_feed(const Context& context, const Ask& ask) {
  const Href base = own_articles_path();
  Feed feed = make_feed(context, ask, context.texts.say("feed.own_articles"), base, front_path());
  DATELINE_TRY(const auto found, context.reader.published_posts(ask.page()));
  for (const desk::Post& post : found.items) {
    DATELINE_TRY(FeedItem item, post_item(context, post));
    feed.items.push_back(std::move(item));
  }
  lead_on(context, feed, base, found);
  return feed;
}

/// A report; of our own the whole article.
Result<FeedItem> report_or_post_item(const Context& context, const article::Article& article) {
  if (article.outlet.name == context.config.name) {
    DATELINE_TRY(const auto post, context.reader.post_of(article.id));
    if (post && post->state == desk::Post::State::kPublished) return post_item(context, *post);
  }
  return report_item(context, article);
}

/// Reports of a list of the store's, the newest first; nothing is absent.
Result<Feed> reports_feed(const Context& context, Feed feed, const Href& base,
                          const store::Paged<store::PlacedArticle>& found) {
  if (found.items.empty()) return fail(Code::kNotFound, "nothing at " + base.str());
  for (const store::PlacedArticle& placed : found.items) {
    DATELINE_TRY(FeedItem item, report_or_post_item(context, *placed.article));
    feed.items.push_back(std::move(item));
  }
  lead_on(context, feed, base, found);
  return feed;
}

Result<Feed> author_feed(const Context& context, const Ask& ask) {
  const std::string& slug = ask.part(0);
  DATELINE_TRY(const auto found, context.reader.articles_by_author(slug, ask.page()));
  std::string name = slug;
  if (!found.items.empty()) {
    const auto& authors = found.items.front().article->authors;
    const auto printed = std::ranges::find(authors, slug, [](const std::string& author) { return text::slug(author); });
    if (printed != authors.end()) name = *printed;
  }
  const Href page = Href::path({"author", slug});
  return reports_feed(context, make_feed(context, ask, name, page, page), page, found);
}

Result<Feed> tag_feed(const Context& context, const Ask& ask) {
  DATELINE_TRY(const auto name, context.reader.tag_name(ask.part(0)));
  if (!name) return fail(Code::kNotFound, "no tag '" + ask.part(0) + "'");
  DATELINE_TRY(const auto found, context.reader.articles_by_tag(ask.part(0), ask.page()));
  const Href page = Href::path({"tag", ask.part(0)});
  return reports_feed(context, make_feed(context, ask, *name, page, page), page, found);
}

Result<Feed> outlet_feed(const Context& context, const Ask& ask) {
  DATELINE_TRY(const auto outlet, context.reader.outlet(ask.part(0)));
  if (!outlet) return fail(Code::kNotFound, "no outlet '" + ask.part(0) + "'");
  DATELINE_TRY(const auto found, context.reader.articles_of_outlet(ask.part(0), ask.page()));
  const Href page = Href::path({"source", ask.part(0)});
  return reports_feed(context, make_feed(context, ask, outlet->outlet.name, page, page), page, found);
}

Result<Feed> search_feed(const Context& context, const Ask& ask) {
  const Asked asked = Asked::of(ask.visit.query());
  if (!asked.has_good_dates())
    return fail(Code::kInvalid, "'from' and 'to' must be days, such as 2023-01-31, and 'from' not after 'to'");
  const Href page = asked.address();
  Feed feed = make_feed(context, ask, asked.words, page, page);
  feed.updated = context.newsroom.front_page()->made_at;
  feed.hub.reset();  // Anybody can think of a query, and each would be made anew after each change.
  DATELINE_TRY(const auto found, context.reader.search(asked.query(), ask.page()));
  for (const store::SearchHit& hit : found.items) feed.items.push_back(report_item(context, *hit.article));
  lead_on(context, feed, page, found);
  return feed;
}

/// What an entry of a live article is, the newest first.
Result<Feed> live_feed(const Context& context, const Ask& ask) {
  const auto id = article::ArticleId::parse(ask.part(0));
  if (!id) return fail(Code::kNotFound, "not an article's id");
  DATELINE_TRY(const auto own, load_own_article(context, *id));
  if (!own || own->post.live == desk::Post::Live::kNo) return fail(Code::kNotFound, "no live article of ours");
  const Href page = article_path(*id);
  Feed feed = make_feed(context, ask, own->post.headline, page, page);
  feed.updated = own->post.updated_at;
  const auto found =
      newest_first(own->entries, ask.page(), [](const auto& entry) { return std::pair(entry.at, entry.id); });
  for (const desk::LiveEntry& entry : found.items) {
    DATELINE_TRY(FeedItem item, live_entry_item(context, own->post, entry));
    feed.items.push_back(std::move(item));
  }
  lead_on(context, feed, page, found);
  return feed;
}

/// Replies to one article, or to all.
Result<Feed> filled_with_replies(const Context& context, const Ask& ask, Feed feed, const Href& base,
                                 std::optional<article::ArticleId> article) {
  DATELINE_TRY(const auto found, context.reader.newest_replies(article, ask.page()));
  std::unordered_map<std::uint64_t, std::string> headlines;
  for (const store::PublishedReply& published : found.items) {
    std::string& headline = headlines[published.article.value];
    if (headline.empty()) {
      DATELINE_TRY(const auto post, context.reader.post_of(published.article));
      if (!post || post->state != desk::Post::State::kPublished) continue;  // Its replies went with it.
      headline = text::collapse(post->headline);
    }
    feed.items.push_back(reply_item(context, published.reply, published.article, headline));
  }
  lead_on(context, feed, base, found);
  return feed;
}

Result<Feed> replies_feed(const Context& context, const Ask& ask) {
  const Href base = Href::path({"replies"});
  Feed feed = make_feed(context, ask, context.texts.say("feed.replies"), base, front_path());
  feed.updated = context.newsroom.front_page()->made_at;
  return filled_with_replies(context, ask, std::move(feed), base, std::nullopt);
}

Result<Feed> article_replies_feed(const Context& context, const Ask& ask) {
  const auto id = article::ArticleId::parse(ask.part(0));
  if (!id) return fail(Code::kNotFound, "not an article's id");
  DATELINE_TRY(const auto own, load_own_article(context, *id));
  if (!own) return fail(Code::kNotFound, "no article of ours");
  const Href base = replies_path(*id);
  Feed feed = make_feed(context, ask, context.texts.say("feed.replies_to", {{"headline", own->post.headline}}), base,
                        article_path(*id).at("replies"));
  feed.updated = own->post.updated_at;
  return filled_with_replies(context, ask, std::move(feed), base, *id);
}

struct FeedSource {
  std::string_view base;  ///< As a route's pattern.
  Result<Feed> (*fill)(const Context&, const Ask&);
};

constexpr FeedSource kSources[] = {
    {"", front_feed},
    {"/section/*", section_feed},
    {"/story/*", story_feed},
    {"/dossier/*", dossier_feed},
    {"/articles", own_articles_feed},
    {"/author/*", author_feed},
    {"/tag/*", tag_feed},
    {"/source/*", outlet_feed},
    {"/search", search_feed},
    {"/article/*", live_feed},
    {"/replies", replies_feed},
    {"/article/*/replies", article_replies_feed},
};

constexpr std::string_view kFeed = "/feed";

const FeedSource& source_of(std::string_view pattern) {
  const std::string_view base = pattern.substr(0, pattern.rfind(kFeed));
  const auto* found = std::ranges::find(kSources, base, &FeedSource::base);
  DATELINE_CHECK(found != std::end(kSources));
  return *found;
}

std::optional<FeedFormat> format_named(std::string_view name) {
  if (name == "rss" || name == "rss2") return FeedFormat::kRss;
  if (name == "atom") return FeedFormat::kAtom;
  if (name == "json") return FeedFormat::kJson;
  if (name == "ninjs") return FeedFormat::kNinjs;
  return std::nullopt;
}

std::string written(const Feed& feed, FeedFormat format) {
  switch (format) {
    case FeedFormat::kRss:
      return to_rss(feed);
    case FeedFormat::kAtom:
      return to_atom(feed);
    case FeedFormat::kJson:
      return to_json_feed(feed);
    case FeedFormat::kNinjs:
      return to_ninjs(feed);
  }
  return "";
}

Result<net::Response> feed(const Context& context, const Visit& visit) {
  FeedFormat format = FeedFormat::kRss;
  if (!visit.pattern.ends_with(kFeed)) {
    const auto named = format_named(visit.parts.back());
    if (!named) return fail(Code::kNotFound, "no feed of the format '" + visit.parts.back() + "'");
    format = *named;
  }
  const net::Form query = visit.query();
  auto made = source_of(visit.pattern).fill(context, {visit, std::string(query.get("cursor"))});
  if (!made && made.error().code == Code::kInvalid) {
    net::Response refused;
    refused.status = 400;
    refused.content_type = "text/plain; charset=utf-8";
    refused.headers.emplace_back("Cache-Control", "no-store");
    refused.body = std::make_shared<const std::string>(made.error().message + "\n");
    return refused;
  }
  DATELINE_TRY(Feed filled, std::move(made));
  // The newest item's time, so that the same news give the same bytes; what fill() set holds for a feed without items.
  if (!filled.items.empty()) filled.updated = std::ranges::max(filled.items, {}, &FeedItem::updated).updated;
  net::Response answer = public_answer(std::string(media_type(format)) + "; charset=utf-8", written(filled, format));
  // In the header too, which hubs and subscribers read first (WebSub section 4).
  if (filled.hub) {
    answer.headers.emplace_back("Link", wire::link_field(filled.hub->str(), feed_path(filled.base, format).str()));
  }
  return answer;
}

/// One article, ours or an outlet's, as ninjs.
Result<net::Response> ninjs_article(const Context& context, const Visit& visit) {
  const auto id = article::ArticleId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not an article's id");
  DATELINE_TRY(const auto article, context.reader.article(*id));
  if (!article) return fail(Code::kNotFound, "no such article");
  DATELINE_TRY(const FeedItem item, report_or_post_item(context, *article));
  const Href page = article_path(*id);
  return public_answer(std::string(media_type(FeedFormat::kNinjs)) + "; charset=utf-8",
                       to_ninjs(item, make_feed(context, {visit, ""}, "", page, page)));
}

}  // namespace

std::span<const Route> feed_routes() {
  static std::deque<std::string> patterns;  // Routes hold views of them.
  static const std::vector<Route> table = [] {
    std::vector<Route> made;
    for (const FeedSource& source : kSources) {
      const std::string& bare = patterns.emplace_back(std::string(source.base) + std::string(kFeed));
      made.push_back({"GET", bare, feed});
      made.push_back({"GET", patterns.emplace_back(bare + "/*"), feed});
    }
    made.push_back({"GET", "/article/*/ninjs", ninjs_article});
    return made;
  }();
  return table;
}

}  // namespace dateline::site
