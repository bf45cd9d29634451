#include <algorithm>

#include "site/answer.h"
#include "site/changed_facts.h"
#include "site/context.h"
#include "site/dossier_view.h"
#include "site/feeds/items.h"
#include "site/figure.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/drift.h"
#include "site/pages/known.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/reports.h"
#include "site/sections.h"
#include "site/story_line.h"
#include "site/times.h"

namespace dateline::site {
namespace {

using story::ArticlePtr;
using story::Kinship;
using story::Member;

/// A report in its own words, with what was made of it.
struct Report {
  ArticlePtr article;
  std::vector<ToldCopy> copies;    ///< Of `StoryView::story`.
  std::optional<desk::Post> post;  ///< If it is the newsroom's own.
  std::size_t replies = 0;
};

struct StoryView {
  std::shared_ptr<const story::Story> story;
  std::optional<Report> primary{};  ///< The primary source's own report.
  std::vector<Report> reports{};    ///< All others, in order of report.
  std::vector<Drift> drifts{};
  std::vector<std::shared_ptr<const story::Story>> earlier{};
  std::vector<std::shared_ptr<const story::Story>> abroad{};
};

constexpr std::size_t kMostLinked = 8;

Result<std::vector<std::shared_ptr<const story::Story>>> linked(const Context& context,
                                                                const std::vector<story::StoryId>& ids) {
  std::vector<std::shared_ptr<const story::Story>> stories;
  for (const story::StoryId id : ids) {
    if (stories.size() == kMostLinked) break;
    DATELINE_TRY(auto story, context.reader.story(id));
    if (story) stories.push_back(std::move(story));
  }
  return stories;
}

Result<StoryView> view_of(const Context& context, std::shared_ptr<const story::Story> story) {
  StoryView view{.story = std::move(story)};
  std::vector<Report> reports;
  for (const ToldReport& told : reports_of(*view.story)) {
    Report& report = reports.emplace_back();
    report.article = told.own->article;
    report.copies = told.copies;
  }

  for (Report& report : reports) {
    if (report.article->outlet.name != context.config.name) continue;
    DATELINE_TRY(report.post, context.reader.post_of(report.article->id));
    if (report.post && report.post->state != desk::Post::State::kPublished) report.post.reset();
    if (!report.post) continue;
    DATELINE_TRY(const auto replies, context.reader.count_replies(report.article->id));
    report.replies = static_cast<std::size_t>(replies);
  }

  if (const article::Article* primary = view.story->primary()) {
    const auto at = std::ranges::find(reports, primary->id, [](const Report& r) { return r.article->id; });
    if (at != reports.end()) {
      view.primary = std::move(*at);
      reports.erase(at);
      std::vector<ArticlePtr> others;
      for (const Member& member : view.story->members) others.push_back(member.article);
      view.drifts = find_drifts(view.primary->article, others);
    }
  }
  context.changed_facts->found(*view.story, view.drifts.size());
  view.reports = std::move(reports);

  DATELINE_TRY(view.earlier, linked(context, view.story->earlier));
  DATELINE_TRY(view.abroad, linked(context, view.story->abroad));
  return view;
}

bool changed_facts(const StoryView& view, const article::Article& article) {
  return std::ranges::any_of(view.drifts, [&](const Drift& drift) { return drift.copy->id == article.id; });
}

std::string in_words(const Catalogue& texts, Kinship copied) {
  switch (copied) {
    case Kinship::kVerbatim:
      return texts.say("copy.verbatim");
    case Kinship::kCut:
      return texts.say("copy.cut");
    default:
      return texts.say("copy.reworded");
  }
}

/// More than this are folded: who is to see them asks for it.
constexpr std::size_t kCopiesInSight = 6;

/// Who took the report's text from whom, and how: a tree of lists.
Html copies(const Catalogue& texts, const StoryView& view, const Report& report) {
  if (report.copies.empty()) return {};
  Html lines;
  std::size_t depth = 0;
  for (std::size_t i = 0; i < report.copies.size(); ++i) {
    const Member& member = *report.copies[i].copy;
    const article::Article& copy = *member.article;
    if (i > 0 && report.copies[i].depth > depth) lines.add("\n<ol>\n");
    for (; report.copies[i].depth < depth; --depth) lines.add("</li>\n</ol>\n");
    if (i > 0 && report.copies[i - 1].depth >= report.copies[i].depth) lines.add("</li>\n");
    depth = report.copies[i].depth;
    const std::string_view how = story::to_string(member.kinship);
    lines.add(
        R"(<li class="copy copy-{}" data-article="{}"><p class="copy-head"><span class="outlet">{}</span> <span class="copy-how">{}</span> {}</p>
<p class="copy-headline"><a href="{}" lang="{}" dir="auto">{}</a></p>)",
        how, copy.id.str(), copy.outlet.name, in_words(texts, member.kinship),
        time_tag(texts.locale(), copy.reported_at()), article_path(copy.id), copy.language, copy.headline);
    if (changed_facts(view, copy))
      lines.add(R"(<p class="report-drift"><a href="#changed-facts">{}</a></p>)", texts.say("story.see_drift"));
  }
  for (; depth > 0; --depth) lines.add("</li>\n</ol>\n");
  lines.add("</li>\n");
  return html(R"(<details class="copies" {}><summary>{}</summary>
<ol>
{}</ol>
</details>
)",
              Flag::open(report.copies.size() <= kCopiesInSight),
              texts.count("copy.of_text", std::ssize(report.copies)), lines);
}

Html report_block(const Catalogue& texts, const StoryView& view, const Report& report, std::string_view mark) {
  const article::Article& article = *report.article;
  Html out;
  out.add(R"(<li class="report {}" data-article="{}">
<p class="report-head">)",
          report.post    ? "report-ours"
          : mark.empty() ? ""
                         : "report-primary",
          article.id.str());
  if (!mark.empty()) out.add(R"(<strong class="mark-primary">{}</strong> )", mark);
  if (report.post) out.add(R"(<strong class="mark-ours">{}</strong> )", texts.say("story.ours"));
  out.add(R"(<span class="outlet">{}</span> {}</p>
<h3 class="headline"><a href="{}" lang="{}" dir="auto">{}</a></h3>
)",
          article.outlet.name, time_tag(texts.locale(), article.reported_at()), article_path(article.id),
          article.language, article.headline);
  const std::string lede =
      report.post && !report.post->standfirst.empty() ? report.post->standfirst : shown_lede(article);
  if (!lede.empty() && article.id != view.story->best().id) {
    out.add(R"(<p class="report-lede" lang="{}" dir="auto">{}</p>
)",
            article.language, lede);
  }
  if (report.post) {
    out.add(R"(<p class="report-replies"><a href="{}">{}</a></p>
)",
            article_path(article.id).at("replies"),
            report.replies == 0 ? texts.say("story.reply")
                                : texts.count("story.replies", static_cast<std::int64_t>(report.replies)));
  }
  if (changed_facts(view, article))
    out.add(R"(<p class="report-drift"><a href="#changed-facts">{}</a></p>
)",
            texts.say("story.see_drift"));
  out.add("{}</li>\n", copies(texts, view, report));
  return out;
}

Html chain(const Catalogue& texts, const StoryView& view) {
  Html lines;
  if (view.primary) lines.add(report_block(texts, view, *view.primary, texts.say("story.primary")));
  for (const Report& report : view.reports) lines.add(report_block(texts, view, report, ""));
  return html(R"(<section class="chain">
<h2 class="section-name">{}</h2>
<ol class="reports">
{}</ol>
</section>
)",
              texts.say("story.reports"), lines);
}

/// What our own article says is known, else what the reports of several outlets say.
Html known(const Catalogue& texts, const StoryView& view) {
  Html lines;
  for (const Report& report : view.reports) {
    if (!report.post || !lines.empty()) continue;
    for (const std::string& line : report.post->brief.known) {
      lines.add(R"(<li>{} <a class="outlet" href="{}">{}</a></li>
)",
                line, article_path(report.article->id), report.article->outlet.name);
    }
  }
  if (lines.empty()) {
    std::vector<article::ArticleId> unsure;
    for (const Drift& drift : view.drifts) unsure.push_back(drift.copy->id);
    for (const KnownLine& line : what_is_known(*view.story, unsure)) {
      lines.add(R"(<li><span lang="{}" dir="auto">{}</span> <a class="outlet" href="{}">{}</a></li>
)",
                line.report->language, texts.say("quote", {{"words", line.sentence}}), article_path(line.report->id),
                line.report->outlet.name);
    }
  }
  if (lines.empty()) return {};
  return html(R"(<section class="known">
<h2 class="section-name">{}</h2>
<ul>
{}</ul>
</section>
)",
              texts.say("brief.known"), lines);
}

Html earlier_stories(const Catalogue& texts, const StoryView& view) {
  if (view.earlier.empty()) return {};
  Html lines;
  for (const auto& story : view.earlier) {
    lines.add(R"(<li>{} <a href="{}" lang="{}" dir="auto">{}</a></li>
)",
              time_tag(texts.locale(), story->first_reported()), story_path(story->id), story->best().language,
              story->best().headline);
  }
  return html(R"(<section class="earlier">
<h2 class="section-name">{}</h2>
<ol class="earlier-list">
{}</ol>
</section>
)",
              texts.say("story.earlier"), lines);
}

Html stories_abroad(const Catalogue& texts, const StoryView& view) {
  if (view.abroad.empty()) return {};
  Html lines;
  for (const auto& story : view.abroad) {
    const std::string& language = story->best().language;
    const std::string name = texts.locale().language_name(language);
    lines.add(R"(<li>{}: <a href="{}" lang="{}" hreflang="{}" dir="auto">{}</a></li>
)",
              name.empty() ? texts.say("story.other_language") : name, story_path(story->id), language, language,
              story->best().headline);
  }
  return html(R"(<section class="abroad">
<h2 class="section-name">{}</h2>
<ul>
{}</ul>
</section>
)",
              texts.say("story.abroad"), lines);
}

/// "3 independent outlets · 1 reprint · facts changed in 1 copy · First reported … · Latest report …"
Html head_facts(const Catalogue& texts, const StoryView& view, Instant now) {
  const story::Story& story = *view.story;
  Html facts = html(R"(<li class="fact-outlets">{}{}</li>)", tally(story),
                    texts.count("outlet.independent", story.independent_outlets()));
  if (const int copies = story.copies(); copies > 0)
    facts.add(R"(<li class="fact-copies">{}</li>)", texts.count("copy.count", copies));
  if (!view.drifts.empty()) {
    facts.add(R"(<li class="fact-changed">{}</li>)", texts.count("story.changed", std::ssize(view.drifts)));
  }
  facts.add(
      R"(<li class="fact-time">{}</li>)",
      texts.markup("story.first_report", {{"time", short_time_tag(texts.locale(), story.first_reported(), now)}}));
  if (story.last_reported() != story.first_reported()) {
    facts.add(
        R"(<li class="fact-time">{}</li>)",
        texts.markup("story.latest_report", {{"time", short_time_tag(texts.locale(), story.last_reported(), now)}}));
  }
  return html(R"(<ul class="facts">{}</ul>)", facts);
}

}  // namespace

Result<net::Response> story_page(const Context& context, const Visit& visit) {
  const auto id = story::StoryId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not a story's id");
  DATELINE_TRY(auto story, context.reader.story(*id));
  if (!story) return fail(Code::kNotFound, "no such story");
  if (story->id != *id) {  // It went into another one.
    net::Response moved = go_to(story_path(story->id));
    moved.status = 301;
    return moved;
  }
  DATELINE_TRY(const StoryView view, view_of(context, std::move(story)));
  const article::Article& best = view.story->best();
  const Instant now = context.clock.now();
  DATELINE_TRY(const auto picture, picture_of(context, *view.story));
  const Catalogue& texts = context.texts;

  Html main = html(R"(<article class="story-page" data-story="{}">
<header class="story-head">
)",
                   view.story->id.str());
  if (!view.story->section.empty()) {
    main.add(R"(<p class="kicker"><a href="{}">{}</a></p>
)",
             section_path(view.story->section), section_name(texts, view.story->section));
  }
  DATELINE_TRY(const Html dossier, dossier_line(context.reader, texts, *view.story));
  main.add("{}", dossier);
  const std::string lede = shown_lede(best);
  main.add(R"(<h1 class="headline" lang="{}" dir="auto">{}</h1>
)",
           best.language, best.headline);
  const Html what_we_know = known(texts, view);
  if (!lede.empty() && what_we_know.empty()) {
    main.add(R"(<p class="standfirst" lang="{}" dir="auto">{}</p>
<p class="credit">{}</p>
)",
             best.language, lede,
             texts.markup("story.credit",
                          {{"outlet", html(R"(<a href="{}">{}</a>)", article_path(best.id), best.outlet.name)}}));
  }
  main.add("{}</header>\n<div class=\"story-body\">\n{}{}{}</div>\n", head_facts(texts, view, now), what_we_know,
           chain(texts, view), drift_section(texts, view.drifts));
  Html rail = earlier_stories(texts, view);
  rail.add(stories_abroad(texts, view));
  if (!rail.empty()) main.add("<div class=\"story-rail\">\n{}</div>\n", rail);
  main.add("</article>\n");
  return public_page(
      framed(context, *context.newsroom.front_page(),
             {.title = best.headline,
              .description = lede,
              .address = story_path(view.story->id),
              .section = view.story->section,
              .is_article = true,
              .machines = {.published = view.story->first_reported(),
                           .modified = view.story->last_reported(),
                           .picture = picture ? std::optional(shared_picture(context, *picture)) : std::nullopt,
                           .feeds = {{best.headline, story_path(view.story->id)}},
                           .linked_data = story_data(context, *view.story)}},
             main));
}

}  // namespace dateline::site
