#include "article/article.h"

#include <algorithm>
#include <charconv>

#include "site/answer.h"
#include "site/byline.h"
#include "site/context.h"
#include "site/frame.h"
#include "site/machines/linked_data.h"
#include "site/pages/own_article.h"
#include "site/pages/pages.h"
#include "site/paths.h"
#include "site/replies/reader_cookie.h"
#include "site/sections.h"
#include "site/story_line.h"
#include "site/times.h"
#include "text/url.h"

namespace dateline::site {
namespace {

ThreadAsked thread_asked(const net::Form& query) {
  ThreadAsked asked{.order = parse_thread_order(query.get("replies"))};
  const std::string_view page = query.get("page");
  std::from_chars(page.data(), page.data() + page.size(), asked.page);  // Anything else is the first.
  asked.reply = desk::ReplyId::parse(query.get("reply"));
  if (!asked.reply) asked.reply = desk::ReplyId::parse(query.get("replytocom"));
  return asked;
}

Result<net::Response> own_article(const Context& context, const Visit& visit, OwnArticle article) {
  const net::Form query = visit.query();
  ReplyFormView form;
  const bool known = fill_from_cookie(visit.request, form.fields, context.is_https());
  DATELINE_TRY_VOID(load_replies(context, article, thread_asked(query)));
  if (const auto parent = desk::ReplyId::parse(query.get("replytocom"))) {
    form.parent_name = article.name_of(*parent);
    if (!form.parent_name.empty()) form.fields.parent = parent->str();
  }
  // One page for all whose browser remembers no name; live.js gives its form a key of its own (`once`). The other
  // cookies of a reader (reader_cookie.h) change nothing on it.
  DATELINE_TRY(Html page, own_article_page(context, article, form, true));
  if (known) return private_page(200, std::move(page));
  net::Response response = public_page(std::move(page));
  response.headers.emplace_back("Vary", "Cookie");
  return response;
}

/// What an outlet reported, as far as its rights go.
Html wire_text(const article::Article& article) {
  Html out;
  if (article.rights == wire::Rights::kFull && !article.text.empty()) {
    std::string_view rest = article.text;
    while (!rest.empty()) {
      const auto end = rest.find("\n\n");
      out.add("<p>{}</p>\n", rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    }
  } else if (const std::string lede = shown_lede(article); !lede.empty()) {
    out.add("<p>{}</p>\n", lede);
  }
  return out;
}

Html wire_article(const Context& context, const article::Article& article, const story::Story* story) {
  const Catalogue& texts = context.texts;
  const auto original = text::Url::parse(article.url);
  Html main;
  main.add(R"(<article class="article-page wire-article" data-article="{}">
<header class="article-head">
)",
           article.id.str());
  if (!article.section.empty()) {
    main.add(R"(<p class="kicker"><a href="{}">{}</a></p>
)",
             section_path(article.section), section_name(texts, article.section));
  }
  main.add(R"(<h1 class="headline" lang="{}" dir="auto">{}</h1>
<p class="byline">)",
           article.language, article.headline);
  if (!article.authors.empty()) main.add("<span class=\"author\">{}</span> ", byline(texts, article.authors));
  main.add(R"(<span class="outlet">{}</span> <span class="published">{}</span>)", article.outlet.name,
           time_tag(texts.locale(), article.reported_at()));
  if (article.modified_at && *article.modified_at > article.reported_at()) {
    main.add(" <span class=\"updated\">{}</span>",
             texts.markup("article.updated", {{"time", time_tag(texts.locale(), *article.modified_at)}}));
  }
  main.add("</p>\n</header>\n");
  const Html text = wire_text(article);
  if (!text.empty())
    main.add("<div class=\"article-text\" lang=\"{}\" dir=\"auto\">\n{}</div>\n", article.language, text);
  if (original) {
    main.add(R"(<p class="original"><a href="{}" rel="external noopener">{}</a></p>
)",
             Href::to(*original),
             article.rights == wire::Rights::kFull
                 ? texts.say("article.whole_from", {{"outlet", article.outlet.name}, {"site", original->site()}})
                 : texts.say("article.read_on", {{"outlet", article.outlet.name}, {"site", original->site()}}));
  } else {
    main.add(R"(<p class="original">{}</p>
)",
             texts.say("article.text_by", {{"outlet", article.outlet.name}}));
  }
  if (story) {
    main.add(R"(<p class="story-link"><a href="{}">{}</a></p>
)",
             story_path(story->id),
             story->members.size() == 1 ? texts.say("article.story") : whole_story(texts, *story));
  }
  main.add("</article>\n");

  Frame frame{
      .title = article.headline, .description = shown_lede(article), .section = article.section, .is_article = true};
  // The original is the page to index: ours has its headline, two sentences, and the way there. No rel=canonical to it,
  // since ours is not the same page; but who shares ours gets a card.
  frame.machines = {.card = article_path(article.id),
                    .published = article.reported_at(),
                    .modified = article.modified_at,
                    .authors = article.authors,
                    .linked_data = wire_data(context, article)};
  return framed(context, *context.newsroom.front_page(), frame, main);
}

/// That it is gone, since when, and why, if an editor said so. Nothing of what it was: that is what was withdrawn.
net::Response withdrawn_page(const Context& context, const desk::Post& post) {
  const Catalogue& texts = context.texts;
  const desk::Note* note = post.newest_note(desk::Note::Kind::kWithdrawal);
  std::string text;
  if (!note || !note->at) {
    text = texts.say("error.withdrawn.text");
  } else {
    const std::string time = texts.locale().day_and_time(*note->at);
    text = note->text.empty() ? texts.say("error.withdrawn.at", {{"time", time}})
                              : texts.say("error.withdrawn.because", {{"time", time}, {"reason", note->text}});
  }
  return error_page(context, 410, texts.say("error.withdrawn"), text);
}

}  // namespace

Result<net::Response> article_page(const Context& context, const Visit& visit) {
  const auto id = article::ArticleId::parse(visit.parts[0]);
  if (!id) return fail(Code::kNotFound, "not an article's id");
  DATELINE_TRY(auto own, load_own_article(context, *id));
  if (own) {
    const net::Form query = visit.query();
    if (const std::string_view from = query.get("from"); !from.empty()) {
      const auto entry = desk::LiveEntryId::parse(from);
      const auto place = std::ranges::find_if(own->entries, [&](const auto& e) { return entry && e.id == *entry; });
      if (place == own->entries.end()) return go_to(article_path(*id));  // Taken back: the page as it is now.
      own->first_entry = static_cast<std::size_t>(place - own->entries.begin());
    }
    return own_article(context, visit, std::move(*own));
  }

  DATELINE_TRY(const auto article, context.reader.article(*id));
  if (!article) {
    DATELINE_TRY(const auto post, context.reader.post_of(*id));
    if (post && post->state == desk::Post::State::kWithdrawn) {
      return withdrawn_page(context, *post);
    }
    return fail(Code::kNotFound, "no such article");
  }
  DATELINE_TRY(const auto story_id, context.reader.story_of(*id));
  std::shared_ptr<const story::Story> story;
  if (story_id) {
    DATELINE_TRY(story, context.reader.story(*story_id));
  }
  return public_page(wire_article(context, *article, story.get()));
}

}  // namespace dateline::site
