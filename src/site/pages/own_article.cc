#include "site/pages/own_article.h"

#include <algorithm>

#include "desk/reply_rules.h"
#include "site/byline.h"
#include "site/feeds/items.h"
#include "site/figure.h"
#include "site/frame.h"
#include "site/live_streams.h"
#include "site/machines/linked_data.h"
#include "site/notes.h"
#include "site/pages/live_article.h"
#include "site/paths.h"
#include "site/replies/thread.h"
#include "site/sections.h"
#include "site/times.h"
#include "text/slug.h"
#include "text/url.h"

namespace dateline::site {
namespace {

/// What others report of the same story, at most three, and where the whole of it is.
Html more_of_story(const Catalogue& texts, const OwnArticle& article) {
  if (!article.story || article.story->members.size() < 2) return {};
  constexpr std::size_t kMost = 3;
  Html others;
  std::size_t shown = 0;
  for (const story::Member& member : article.story->members) {
    const article::Article& report = *member.article;
    if (member.kinship != story::Kinship::kOwnReport || report.id == article.post.article_id() || shown == kMost)
      continue;
    others.add(R"(<li><a href="{}" lang="{}" dir="auto">{}</a> <span class="outlet">{}</span></li>
)",
               article_path(report.id), report.language, report.headline, report.outlet.name);
    ++shown;
  }
  return html(R"(<section class="part">
<h2 class="section-name">{}</h2>
<ul class="related">
{}</ul>
<p class="story-link"><a href="{}">{}</a></p>
</section>
)",
              texts.say("article.more"), others, story_path(article.story->id), whole_story(texts, *article.story));
}

Html share(const Catalogue& texts, const Href& address) {
  return html(R"(<p class="share">{}<br><a rel="bookmark" href="{}">{}</a>
<button type="button" class="copy-link" data-link="{}">{}</button></p>
)",
              texts.say("article.share"), address, address.str(), address.str(), texts.say("article.copy"));
}

Html replies_section(const Context& context, const OwnArticle& article, const ReplyFormView& form) {
  const Catalogue& texts = context.texts;
  const std::int64_t shown = article.thread ? article.thread->replies : article.replies;
  Html out;
  out.add(R"(<section class="replies-section" id="replies">
<h2 class="section-name">{}</h2>
{})",
          shown == 0 ? texts.say("reply.none") : texts.count("reply.count", shown),
          article.thread ? thread_markup(texts, *article.thread, article.takes_replies, article.own_note) : Html());
  if (article.takes_replies) {
    if (shown == 0 && (!article.thread || article.thread->items.empty()))
      out.add(R"(<p class="empty">{}</p>
)",
              texts.say("reply.none_yet"));
    out.add("{}", reply_form(texts, article.post.article_id(), form, {context.can_mail, article.trusts_readers}));
  } else {
    out.add(R"(<p class="empty" id="respond">{}</p>
)",
            texts.say("reply.closed"));
    out.add(what_was_written(texts, form));
  }
  out.add("</section>\n");
  return out;
}

}  // namespace

Instant last_change(const OwnArticle& article) {
  Instant at = std::max(article.post.updated_at, article.post.published_at.value_or(article.post.created_at));
  for (const desk::LiveEntry& entry : article.entries) at = std::max(at, entry.updated_at.value_or(entry.at));
  return at;
}

Result<std::optional<OwnArticle>> load_own_article(const Context& context, article::ArticleId id) {
  const std::uint64_t last_event = context.live_streams->last_id(desk::PostId{id.value});
  DATELINE_TRY(auto post, context.reader.post_of(id));
  if (!post || post->state != desk::Post::State::kPublished) return std::optional<OwnArticle>();
  OwnArticle article{.post = std::move(*post), .last_event = last_event};
  DATELINE_TRY(article.text, article_text(context.reader, article.post.body));
  if (article.is_live()) {
    DATELINE_TRY(article.entries, context.reader.live_entries(article.post.id));
  }
  DATELINE_TRY(article.replies, context.reader.count_replies(id));
  DATELINE_TRY(auto rules, context.reader.reply_rules());
  rules.hold_words.clear();  // Whether it is open does not take them, and making lists of them takes time.
  rules.spam_words.clear();
  article.trusts_readers = context.can_mail && !rules.hold_all;
  article.takes_replies = article.post.replies_open &&
                          desk::Moderation(std::move(rules)).is_open(article.post.published_at, context.clock.now());
  DATELINE_TRY(const auto story_id, context.reader.story_of(id));
  if (story_id) {
    DATELINE_TRY(article.story, context.reader.story(*story_id));
  }
  return std::optional(std::move(article));
}

Status load_replies(const Context& context, OwnArticle& article, const ThreadAsked& asked,
                    const std::optional<desk::PublicReply>& own) {
  DATELINE_TRY(article.thread, load_thread(context.reader, article.post.article_id(), asked, own));
  return {};
}

std::string OwnArticle::name_of(desk::ReplyId reply) const {
  if (!thread) return {};
  const auto found = std::ranges::find(thread->items, reply, [](const auto& item) { return item.reply.id; });
  return found == thread->items.end() ? std::string() : found->reply.name;
}

std::string whole_story(const Catalogue& texts, const story::Story& story) {
  return texts.say("article.whole_story", {{"reports", texts.count("report.count", std::ssize(story.members))},
                                           {"outlets", texts.count("outlet.count", story.independent_outlets())}});
}

Html post_markup(const Catalogue& texts, const desk::Post& post, const Html& text,
                 const std::vector<std::string>& authors) {
  Html out;
  out.add("<header class=\"article-head\">\n");
  if (!post.kicker.empty())
    out.add("<p class=\"kicker\">{}</p>\n", post.kicker);
  else if (!post.section.empty()) {
    out.add(R"(<p class="kicker"><a href="{}">{}</a></p>
)",
            section_path(post.section), section_name(texts, post.section));
  }
  out.add("<h1 class=\"headline\">{}</h1>\n", post.headline);
  if (!post.standfirst.empty()) out.add("<p class=\"standfirst\">{}</p>\n", post.standfirst);
  out.add("<p class=\"byline\">");
  if (!post.byline.empty())
    out.add("<span class=\"author\">{}</span> ",
            authors.empty() ? html("{}", texts.say("article.by", {{"authors", post.byline}})) : byline(texts, authors));
  if (post.published_at) {
    out.add("<span class=\"published\">{}</span>", time_tag(texts.locale(), *post.published_at));
    // Under five minutes an update is the last touch of the first publication.
    if (post.updated_at > *post.published_at + std::chrono::minutes(5)) {
      out.add(" <span class=\"updated\">{}</span>",
              texts.markup("article.updated", {{"time", time_tag(texts.locale(), post.updated_at)}}));
    }
  }
  out.add("</p>\n</header>\n");
  out.add("{}", notes_markup(texts, post));
  if (post.picture) out.add("{}", figure(*post.picture, kArticleSizes, true));
  if (post.live != desk::Post::Live::kNo) return out;
  out.add("{}", brief_markup(texts, post.brief));
  out.add("<div class=\"article-text\">\n{}</div>\n", text);
  if (!post.tags.empty()) {
    Html tags;
    for (const std::string& tag : post.tags) {
      if (const std::string slug = text::slug(tag); !slug.empty())
        tags.add(R"(<li><a rel="tag" href="{}">{}</a></li>
)",
                 tag_path(slug), tag);
    }
    out.add("<ul class=\"tags\">\n{}</ul>\n", tags);
  }
  return out;
}

std::vector<std::string> authors_of(const OwnArticle& article) {
  if (article.story) {
    const auto& members = article.story->members;
    const auto own = std::ranges::find(members, article.post.article_id(), [](const auto& m) { return m.article->id; });
    if (own != members.end()) return own->article->authors;
  }
  return article.post.byline.empty() ? std::vector<std::string>() : std::vector{article.post.byline};
}

Result<Html> own_article_page(const Context& context, const OwnArticle& article, const ReplyFormView& form,
                              bool indexed) {
  const desk::Post& post = article.post;
  const article::ArticleId id = post.article_id();
  Html live;
  if (article.is_live()) {
    DATELINE_TRY(live, live_part(context, {.post = post,
                                           .summary = article.text,
                                           .entries = article.entries,
                                           .first = article.first_entry,
                                           .last_event = article.last_event}));
  }
  const Html main = html(
      R"(<article class="article-page" data-article="{}">
{}{}{}{}</article>
{})",
      id.str(),
      post_markup(context.texts, post, article.text, article.story ? authors_of(article) : std::vector<std::string>()),
      live, more_of_story(context.texts, article),
      indexed ? share(context.texts, article_path(id).on(context.public_url)) : Html(),
      replies_section(context, article, form));
  Frame frame{.title = post.headline,
              .description = post.standfirst,
              .section = post.section,
              .sheet = article.is_live() ? "coverage.css" : "replies.css",
              .is_article = true,
              .is_live = article.is_live()};
  if (indexed) {
    frame.address = article_path(id);
    frame.machines = {
        .published = post.published_at,
        .modified = last_change(article),
        .tags = post.tags,
        .feeds = {{context.texts.say("feed.replies_to", {{"headline", post.headline}}), replies_path(id)}},
        .linked_data = article_data(context, article)};
    frame.machines.authors = authors_of(article);
    if (post.picture) frame.machines.picture = shared_picture(context, *post.picture);
    // A live article's entries are a feed, too.
    if (article.is_live()) frame.machines.feeds.insert(frame.machines.feeds.begin(), {post.headline, article_path(id)});
  }
  return framed(context, *context.newsroom.front_page(), frame, main);
}

}  // namespace dateline::site
