#include "site/pages/live_article.h"

#include <algorithm>

#include "site/answer.h"
#include "site/figure.h"
#include "site/live_streams.h"
#include "site/paths.h"
#include "site/times.h"

namespace dateline::site {
namespace {

Html state_line(const Catalogue& texts, const desk::Post& post, const std::vector<desk::LiveEntry>& entries) {
  const text::Locale& locale = texts.locale();
  const bool on = post.live == desk::Post::Live::kOn;
  Html out = html(R"(<p class="live-state"><strong class="live-label">{}</strong> )",
                  on ? texts.say("live.on") : texts.say("live.over"));
  if (!on && post.live_ended_at) {
    out.add("{}", texts.markup("live.ended_at", {{"time", time_tag(locale, *post.live_ended_at)}}));
  } else if (!entries.empty()) {
    out.add("{}", texts.markup("live.last_update", {{"time", time_tag(locale, entries.front().at)}}));
  } else if (post.published_at) {
    out.add("{}", texts.markup("live.since", {{"time", time_tag(locale, *post.published_at)}}));
  }
  out.add("</p>\n");
  return out;
}

/// An entry's address, which holds however far down the entry has gone since.
Href entry_path(const desk::Post& post, desk::LiveEntryId id) {
  return article_path(post.article_id()).with("from", id.str()).at(entry_anchor(id));
}

Html key_events(const Catalogue& texts, const LiveView& view, Instant day) {
  Html items;
  for (const desk::LiveEntry& entry : view.entries) {
    if (!entry.key_event) continue;
    items.add(R"(<li>{} <a href="{}">{}</a></li>
)",
              short_time_tag(texts.locale(), entry.at, day), entry_path(view.post, entry.id), entry.headline);
  }
  if (items.empty()) return {};
  return html(R"(<h2 class="section-name">{}</h2>
<ol class="live-keys-list">
{}</ol>
)",
              texts.say("live.key_events"), items);
}

Result<Html> entry_markup(const Context& context, const desk::Post& post, const desk::LiveEntry& entry, Instant day) {
  const Catalogue& texts = context.texts;
  DATELINE_TRY(const Html text, article_text(context.reader, entry.body));
  // An entry without a headline has its time for a heading.
  const bool headed = !entry.headline.empty();
  Html out = html(R"(<article class="live-entry{}" id="{}" data-revision="{}" tabindex="-1">
{}<a href="{}">{}</a>)",
                  entry.key_event ? " live-entry-key" : "", entry_anchor(entry.id), entry.revision,
                  headed ? html("<p class=\"live-time\">") : html("<h3 class=\"live-time\">"),
                  entry_path(post, entry.id), short_time_tag(texts.locale(), entry.at, day));
  if (entry.key_event) out.add(R"( <span class="live-key">{}</span>)", texts.say("live.key_event"));
  if (entry.updated_at) {
    out.add(R"( <span class="updated">{}</span>)",
            texts.markup("live.updated", {{"time", short_time_tag(texts.locale(), *entry.updated_at, day)}}));
  }
  if (!headed) out.add("</h3>\n");
  if (headed) out.add("</p>\n");
  if (headed) out.add("<h3 class=\"headline\">{}</h3>\n", entry.headline);
  if (!text.empty()) out.add("<div class=\"article-text\">\n{}</div>\n", text);
  if (!entry.byline.empty()) out.add("<p class=\"live-byline\">{}</p>\n", entry.byline);
  out.add("</article>\n");
  return out;
}

Html list_of(std::string_view name, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  Html items;
  for (const std::string& line : lines) items.add("<li>{}</li>\n", line);
  return html("<h2>{}</h2>\n<ul>\n{}</ul>\n", name, items);
}

/// The published live article of that address.
Result<desk::Post> live_post(const Context& context, article::ArticleId id) {
  DATELINE_TRY(auto post, context.reader.post_of(id));
  if (!post || post->state != desk::Post::State::kPublished || post->live == desk::Post::Live::kNo) {
    return fail(Code::kNotFound, "no such live article");
  }
  return std::move(*post);
}

}  // namespace

std::string entry_anchor(desk::LiveEntryId id) {
  return "entry-" + id.str();
}

Result<Html> entry_preview(const Context& context, const desk::Post& post, const desk::LiveEntry& entry) {
  return entry_markup(context, post, entry, entry.at);
}

Html brief_markup(const Catalogue& texts, const desk::Brief& brief) {
  if (brief.empty()) return {};
  return html(R"(<aside class="brief">
{}{}{}</aside>
)",
              list_of(texts.say("brief.known"), brief.known), list_of(texts.say("brief.unknown"), brief.unknown),
              list_of(texts.say("brief.matters"), brief.matters));
}

Result<Html> live_part(const Context& context, const LiveView& view) {
  const Catalogue& texts = context.texts;
  const auto& [post, text, entries, first, last_event] = view;
  // Times are as short as is clear beside the newest: by the clock, the page would change at midnight by itself.
  const Instant day = entries.empty() ? post.created_at : entries.front().at;
  const std::size_t end = std::min(entries.size(), first + kEntriesOnAPage);
  Html shown;
  for (std::size_t i = first; i < end; ++i) {
    DATELINE_TRY(const Html entry, entry_markup(context, post, entries[i], day));
    shown.add("{}", entry);
  }
  if (entries.empty()) shown.add("<p class=\"empty\">{}</p>\n", texts.say("live.empty"));

  Html pages;
  if (first > 0) {
    const std::size_t newer = first > kEntriesOnAPage ? first - kEntriesOnAPage : 0;
    const Href page = article_path(post.article_id());
    pages.add(R"(<a class="live-newer" rel="prev" href="{}">{}</a>
)",
              (newer == 0 ? page : page.with("from", entries[newer].id.str())).at("live-entries"),
              texts.say("live.newer"));
  }
  if (end < entries.size()) {
    pages.add(R"(<a class="live-older" rel="next" href="{}">{}</a>
)",
              article_path(post.article_id()).with("from", entries[end].id.str()).at("live-entries"),
              texts.count("live.older", static_cast<std::int64_t>(entries.size() - end)));
  }
  if (!pages.empty())
    pages = html("<nav class=\"live-pages\" aria-label=\"{}\">\n{}</nav>\n", texts.say("live.pages"), pages);

  Html summary;
  if (!text.empty()) {
    summary = html("<div class=\"article-text live-summary\" data-part=\"summary\">\n{}</div>\n", text);
  } else {
    summary = html("<div data-part=\"summary\"></div>\n");
  }
  return html(R"(<div class="live{}" data-article="{}" data-last="{}" data-first="{}" data-updates="{}">
<div data-part="state">{}</div>
{}<div data-part="brief">{}</div>
<section class="live-keys" data-part="keys">{}</section>
<section class="live-entries" id="live-entries">
<h2 class="unseen">{}</h2>
<div class="live-news" role="status"></div>
<div class="live-list">
{}</div>
{}</section>
</div>
)",
              post.live == desk::Post::Live::kOn ? " live-on" : "", post.article_id().str(), last_event,
              first == 0 ? "yes" : "no", texts.json("live.updates"), state_line(texts, post, entries), summary,
              brief_markup(texts, post.brief), key_events(texts, view, day), texts.say("live.entries"), shown, pages);
}

Result<net::Response> live_part_page(const Context& context, const Visit& visit) {
  const auto id = article::ArticleId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not an article's id");
  const std::uint64_t last = context.live_streams->last_id(desk::PostId{id->value});
  DATELINE_TRY(const desk::Post post, live_post(context, *id));
  DATELINE_TRY(const auto entries, context.reader.live_entries(post.id));
  DATELINE_TRY(const Html summary, article_text(context.reader, post.body));
  DATELINE_TRY(
      Html part,
      live_part(context, {.post = post, .summary = summary, .entries = entries, .first = 0, .last_event = last}));
  net::Response response = public_page(std::move(part));
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

Result<net::Response> live_stream(const Context& context, const Visit& visit) {
  const auto id = article::ArticleId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not an article's id");
  DATELINE_TRY(const desk::Post post, live_post(context, *id));
  return stream_of(context.live_streams->of(post.id, context.newsroom.front_page()->edition), visit.request);
}

}  // namespace dateline::site
