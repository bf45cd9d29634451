// What the API can be asked.

#include <algorithm>

#include "site/api/api.h"
#include "site/api/resource.h"
#include "site/asked.h"
#include "site/bar.h"
#include "site/feeds/items.h"
#include "site/newest_first.h"
#include "site/paths.h"
#include "site/sections.h"

namespace dateline::site {
namespace {

constexpr std::size_t kMostLinked = 8;  // Stories linked to one, as on its page.

store::Page page_of(const Call& call) {
  return {std::string(call.cursor()), call.limit};
}

template <class List, class Make>
json::array each(const List& list, Make make) {
  json::array out;
  for (const auto& one : list) out.push_back(make(one));
  return out;
}

Result<Answer> front(const Context& context, const Call& call) {
  const auto front = context.newsroom.front_page();
  const auto count = std::min(static_cast<std::size_t>(call.limit), front->stories.size());
  return Answer{each(std::span(front->stories).first(count),
                     [&](const auto& story) { return story_in_list().to_json(context, {story.get()}); })};
}

Result<Answer> bar(const Context& context, const Call&) {
  const auto front = context.newsroom.front_page();
  Answer answer{each(front->notices, [&](const story::BarNotice& notice) {
    return bar_entry().to_json(context, {.notice = &notice});
  })};
  for (const story::BarEntry& entry : front->bar) {
    if (!is_told_anew(*front, entry))
      answer.body.as_array().push_back(bar_entry().to_json(context, {.breaking = &entry}));
  }
  return answer;
}

Result<Answer> stories(const Context& context, const Call& call) {
  DATELINE_TRY(const auto found, context.reader.stories({.section = std::string(call.query.get("section")),
                                                         .language = std::string(call.query.get("language"))},
                                                        page_of(call)));
  return Answer{each(found.items, [&](const auto& story) { return story_in_list().to_json(context, {story.get()}); }),
                found.next};
}

Result<std::vector<std::shared_ptr<const story::Story>>> linked(const Context& context,
                                                                const std::vector<story::StoryId>& ids) {
  std::vector<std::shared_ptr<const story::Story>> found;
  for (const story::StoryId id : ids) {
    if (found.size() == kMostLinked) break;
    DATELINE_TRY(auto story, context.reader.story(id));
    if (story) found.push_back(std::move(story));
  }
  return found;
}

Result<Answer> one_story(const Context& context, const Call& call) {
  const auto id = story::StoryId::parse(call.part(0));
  if (!id) return fail(Code::kNotFound, "'" + call.part(0) + "' is no story's id: that is 13 letters and digits");
  DATELINE_TRY(const auto story, context.reader.story(*id));
  if (!story) return fail(Code::kNotFound, "there is no story " + id->str());
  StoryResource whole{.story = story.get()};
  DATELINE_TRY(whole.earlier, linked(context, story->earlier));
  DATELINE_TRY(whole.abroad, linked(context, story->abroad));
  return Answer{whole_story().to_json(context, whole)};
}

Result<article::ArticleId> article_id_of(const Call& call) {
  if (const auto id = article::ArticleId::parse(call.part(0))) return *id;
  return fail(Code::kNotFound, "'" + call.part(0) + "' is no article's id: that is 13 letters and digits");
}

Result<Answer> one_article(const Context& context, const Call& call) {
  DATELINE_TRY(const auto id, article_id_of(call));
  DATELINE_TRY(const auto own, load_own_article(context, id));
  DATELINE_TRY(const auto report, context.reader.article(id));
  if (!own && !report) return fail(Code::kNotFound, "there is no article " + id.str());
  DATELINE_TRY(const auto story, context.reader.story_of(id));
  if (!own) return Answer{article_resource().to_json(context, {.report = report.get(), .story = story})};
  DATELINE_TRY(const SharedText text, shared_text(context, own->post.body, article_path(id)));
  return Answer{article_resource().to_json(context, {.own = &*own, .text = &text, .story = story})};
}

Result<Answer> replies_to(const Context& context, const Call& call) {
  DATELINE_TRY(const auto id, article_id_of(call));
  DATELINE_TRY(const auto own, load_own_article(context, id));
  if (!own) return fail(Code::kNotFound, "there is no article of ours " + id.str());
  DATELINE_TRY(const auto page, context.reader.newest_replies(id, page_of(call)));
  return Answer{each(page.items,
                     [&](const store::PublishedReply& published) {
                       return reply_resource().to_json(context, {&published.reply, published.article});
                     }),
                page.next};
}

Result<Answer> entries_of(const Context& context, const Call& call) {
  DATELINE_TRY(const auto id, article_id_of(call));
  DATELINE_TRY(const auto post, context.reader.post_of(id));
  if (!post || post->state != desk::Post::State::kPublished || post->live == desk::Post::Live::kNo)
    return fail(Code::kNotFound, "there is no live article of ours " + id.str());
  DATELINE_TRY(auto all, context.reader.live_entries(post->id));
  const auto page =
      newest_first(std::move(all), page_of(call), [](const auto& entry) { return std::pair(entry.at, entry.id); });
  Answer answer{json::array(), page.next};
  for (const desk::LiveEntry& entry : page.items) {
    DATELINE_TRY(const SharedText text, shared_text(context, entry.body, article_path(id)));
    answer.body.as_array().push_back(live_entry_resource().to_json(context, {&*post, &entry, &text}));
  }
  return answer;
}

Result<Answer> posts(const Context& context, const Call& call) {
  DATELINE_TRY(auto page, context.reader.published_posts(page_of(call)));
  Answer answer{json::array(), page.next};
  for (desk::Post& post : page.items) {
    OwnArticle own{.post = std::move(post)};
    const article::ArticleId id = own.post.article_id();
    if (own.is_live()) {
      DATELINE_TRY(own.entries, context.reader.live_entries(own.post.id));
    }
    DATELINE_TRY(own.replies, context.reader.count_replies(id));
    DATELINE_TRY(const auto story, context.reader.story_of(id));
    DATELINE_TRY(const SharedText text, shared_text(context, own.post.body, article_path(id)));
    answer.body.as_array().push_back(article_resource().to_json(context, {.own = &own, .text = &text, .story = story}));
  }
  return answer;
}

Result<Answer> search(const Context& context, const Call& call) {
  const Asked asked = Asked::of(call.query);
  DATELINE_TRY(const auto found, context.reader.search(asked.query(), page_of(call)));
  return Answer{each(found.items, [&](const store::SearchHit& hit) { return search_hit().to_json(context, {&hit}); }),
                found.next};
}

Result<Answer> sections(const Context& context, const Call&) {
  const auto front = context.newsroom.front_page();
  return Answer{each(sections_in_order(*front), [&](const std::string& section) {
    return section_resource().to_json(context, {section, front->sections.at(section).size()});
  })};
}

Result<Answer> outlets(const Context& context, const Call&) {
  DATELINE_TRY(const auto all, context.reader.outlets());
  return Answer{
      each(all, [&](const store::OutletRecord& outlet) { return outlet_resource().to_json(context, outlet); })};
}

Result<Answer> dossiers(const Context& context, const Call& call) {
  DATELINE_TRY(const auto page,
               context.reader.dossiers({.kind = story::parse_dossier_kind(call.query.get("kind"))}, page_of(call)));
  return Answer{each(page.items,
                     [&](const desk::Dossier& kept) {
                       const story::Dossier shown = kept.shown();
                       return dossier_in_list().to_json(context, {&kept, &shown});
                     }),
                page.next};
}

Result<Answer> one_dossier(const Context& context, const Call& call) {
  const auto id = desk::DossierId::parse(call.part(0));
  if (!id) return fail(Code::kNotFound, "'" + call.part(0) + "' is no dossier's id: that is 13 letters and digits");
  DATELINE_TRY(auto kept, context.reader.dossier(*id));
  if (!kept || kept->state == desk::Dossier::State::kDismissed)
    return fail(Code::kNotFound, "there is no dossier " + id->str());
  DATELINE_TRY(const DossierView view, dossier_view(context.reader, std::move(*kept)));
  return Answer{whole_dossier().to_json(context, {&view.kept, &view.shown, &view})};
}

const Parameter kCursor{
    .name = "cursor", .says = "`next` of another page has it; opaque", .kind = Parameter::Kind::kCursor};
const Parameter kEntriesCursor{
    .name = "cursor", .says = "`next` of another page has it; opaque", .kind = Parameter::Kind::kEntriesCursor};
const Parameter kLimit{.name = "limit", .says = "Entries a page, 1 to 50", .kind = Parameter::Kind::kLimit};

}  // namespace

std::span<const Operation> operations() {
  static const Parameter story_id{.name = "story", .in_path = true, .says = "Id of a story", .required = true};
  static const Parameter dossier_id{.name = "dossier", .in_path = true, .says = "Id of a dossier", .required = true};
  static const Parameter article_id{.name = "article", .in_path = true, .says = "Id of an article", .required = true};
  static const std::vector<Operation> table = {
      {"/front", "front", "The front page: each story once, the best first", {kLimit}, "Story", true, front, "/front"},
      {"/bar",
       "bar",
       "The breaking bar: what was corrected or withdrawn, then what breaks, each the newest first",
       {},
       "BarEntry",
       true,
       bar,
       "/bar"},
      {"/stories",
       "stories",
       "All stories, the one with the newest report first",
       {{.name = "section", .says = "As /sections names it", .kind = Parameter::Kind::kSection},
        {.name = "language", .says = "BCP 47, as stories have it", .kind = Parameter::Kind::kLanguage},
        kCursor,
        kLimit},
       "Story",
       true,
       stories,
       "/stories?section=world&limit=5"},
      {"/stories/*", "story", "One story with its reports", {story_id}, "WholeStory", false, one_story, ""},
      {"/articles/*", "article", "One article, ours or an outlet's", {article_id}, "Article", false, one_article, ""},
      {"/articles/*/replies",
       "replies",
       "Published replies to an article of ours, the newest first",
       {article_id, kCursor, kLimit},
       "Reply",
       true,
       replies_to,
       ""},
      {"/articles/*/entries",
       "entries",
       "Entries of a live article of ours, the newest first",
       {article_id, kEntriesCursor, kLimit},
       "LiveEntry",
       true,
       entries_of,
       ""},
      {"/posts",
       "posts",
       "The newsroom's own articles, the newest first",
       {kCursor, kLimit},
       "Article",
       true,
       posts,
       "/posts"},
      {"/search",
       "search",
       "Reports with all of these words, the newest first unless `order` says otherwise",
       {{.name = "q", .says = "Words, and \"phrases\" in quotation marks", .required = true},
        {.name = "section", .says = "As /sections names it", .kind = Parameter::Kind::kSection},
        {.name = "source", .says = "An outlet's name or slug, as /outlets has them", .kind = Parameter::Kind::kOutlet},
        {.name = "language", .says = "BCP 47; \"es\" finds \"es-MX\", too", .kind = Parameter::Kind::kLanguage},
        {.name = "from", .says = "The first day, as 2023-01-31 (UTC)", .kind = Parameter::Kind::kDay},
        {.name = "to", .says = "The last day, likewise", .kind = Parameter::Kind::kDay},
        {.name = "order", .says = "best: the best of the newest 1,000 first", .kind = Parameter::Kind::kOrder},
        kCursor,
        kLimit},
       "SearchHit",
       true,
       search,
       "/search?q=Havana"},
      {"/dossiers",
       "dossiers",
       "Matters of several rounds, the one with the newest report first",
       {{.name = "kind", .says = "talks, trial, storm ... as dossiers have it", .kind = Parameter::Kind::kDossierKind},
        kCursor,
        kLimit},
       "Dossier",
       true,
       dossiers,
       "/dossiers"},
      {"/dossiers/*", "dossier", "One of them with its rounds", {dossier_id}, "WholeDossier", false, one_dossier, ""},
      {"/sections", "sections", "Sections that have stories", {}, "Section", true, sections, "/sections"},
      {"/outlets", "outlets", "Whom this news comes from, by name", {}, "Outlet", true, outlets, "/outlets"},
  };
  return table;
}

}  // namespace dateline::site
