#include "site/feeds/items.h"

#include <algorithm>

#include "markup/sanitizer.h"
#include "site/notes.h"
#include "site/paths.h"
#include "site/plain_words.h"
#include "site/story_line.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kSummary = 400;  // Bytes: two long sentences, as shown_lede() cuts them.

std::vector<FeedAuthor> authors_of(const article::Article& article) {
  std::vector<FeedAuthor> authors;
  for (const std::string& name : article.authors) authors.push_back({name});
  if (authors.empty()) authors.push_back({article.outlet.name});
  return authors;
}

/// Markdown with its links as they are read away from the site.
Html written_out(const Context& context, std::string_view markdown, const Href& page, bool reply) {
  return html("{}", markup::render_markdown(
                        markdown, {.base = text::Url::parse(page.on(context.public_url).str()), .reply = reply}));
}

std::string first_words(std::string_view markdown) {
  return text::shorten(plain_words(markdown), kSummary);
}

std::optional<Href> original_of(const article::Article& article) {
  const auto url = text::Url::parse(article.url);
  return url ? std::optional(Href::to(*url)) : std::nullopt;
}

}  // namespace

FeedPicture shared_picture(const Context& context, const desk::PictureUse& picture) {
  const int width = desk::rendition_widths(picture.width).back();
  return {.url = picture_jpeg_path(picture).on(context.public_url),
          .alt = picture.alt,
          .width = width,
          .height = picture.width > 0 ? picture.height * width / picture.width : 0};
}

FeedItem story_item(const Context& context, const story::Story& story) {
  const article::Article& best = story.best();
  const int others = story.independent_outlets() - 1;
  std::string summary = shown_lede(best);
  if (!summary.empty()) summary += " ";
  summary += others > 0 ? context.texts.count("feed.told_by_more", others, {{"outlet", best.outlet.name}})
                        : context.texts.say("feed.told_by", {{"outlet", best.outlet.name}});
  FeedItem item{.id = "dateline:story:" + story.id.str(),
                .url = story_path(story.id).on(context.public_url),
                .title = best.headline,
                .authors = authors_of(best),
                .published = story.first_reported(),
                .updated = story.last_reported(),
                .summary = std::move(summary)};
  if (!story.section.empty()) item.categories.push_back(story.section);
  if (best.language != "und") item.language = best.language;
  return item;
}

FeedItem report_item(const Context& context, const article::Article& article) {
  const std::string lede = shown_lede(article);
  FeedItem item{.id = "dateline:article:" + article.id.str(),
                .url = article_path(article.id).on(context.public_url),
                .original = article.outlet.name == context.config.name ? std::nullopt : original_of(article),
                .title = article.headline,
                .authors = authors_of(article),
                .published = article.reported_at(),
                .updated = std::max(article.reported_at(), article.modified_at.value_or(article.reported_at())),
                .summary = (lede.empty() ? "" : lede + " ") +
                           context.texts.say("feed.told_by", {{"outlet", article.outlet.name}})};
  if (!article.section.empty()) item.categories.push_back(article.section);
  if (article.language != "und") item.language = article.language;
  return item;
}

FeedItem post_item(const Context& context, const desk::Post& post) {
  const Href page = article_path(post.article_id());
  Html content;
  content.add("{}", notes_markup(context.texts, post));
  if (!post.standfirst.empty()) content.add("<p>{}</p>\n", post.standfirst);
  content.add("{}", written_out(context, post.body, page, false));
  const Instant published = post.published_at.value_or(post.created_at);
  FeedItem item{.id = "dateline:article:" + post.article_id().str(),
                .url = page.on(context.public_url),
                .title = text::collapse(post.headline),
                .authors = {{post.byline.empty() ? context.config.name : post.byline}},
                .published = published,
                .updated = std::max(published, post.updated_at),
                .summary = post.standfirst.empty() ? first_words(post.body) : text::collapse(post.standfirst),
                .content = std::move(content)};
  if (post.picture) item.picture = shared_picture(context, *post.picture);
  if (!post.section.empty()) item.categories.push_back(post.section);
  item.categories.insert(item.categories.end(), post.tags.begin(), post.tags.end());
  return item;
}

FeedItem reply_item(const Context& context, const desk::PublicReply& reply, article::ArticleId article,
                    std::string_view headline) {
  const Href page = article_path(article);
  return {.id = "dateline:reply:" + reply.id.str(),
          .url = page.at(reply_anchor(reply.id)).on(context.public_url),
          .title = context.texts.say("feed.reply_title", {{"name", reply.name}, {"headline", headline}}),
          .authors = {{reply.name}},
          .published = reply.posted_at,
          .updated = reply.posted_at,
          .summary = first_words(reply.text),
          .content = written_out(context, reply.text, page, true)};
}

FeedItem live_entry_item(const Context& context, const desk::Post& post, const desk::LiveEntry& entry) {
  const Href page = article_path(post.article_id());
  const std::string& name = entry.byline.empty() ? post.byline : entry.byline;
  const std::string headline = text::collapse(entry.headline);
  return {.id = "dateline:entry:" + entry.id.str(),
          .url = page.at("entry-" + entry.id.str()).on(context.public_url),
          .title = headline.empty() ? text::collapse(post.headline) : headline,
          .authors = {{name.empty() ? context.config.name : name}},
          .published = entry.at,
          .updated = std::max(entry.at, entry.updated_at.value_or(entry.at)),
          .summary = first_words(entry.body.empty() ? entry.headline : entry.body),
          .content = written_out(context, entry.body, page, false)};
}

}  // namespace dateline::site
