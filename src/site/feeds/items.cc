#include "site/feeds/items.h"

#include <algorithm>

#include "desk/picture.h"
#include "markup/sanitizer.h"
#include "site/figure.h"
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

Html figure_elsewhere(const FeedPicture& picture) {
  Html out = html(R"(<figure><img src="{}" width="{}" height="{}" alt="{}">)", picture.url, picture.width,
                  picture.height, picture.alt);
  if (!picture.caption.empty() || !picture.credit.empty()) {
    out.add("<figcaption>{}{}{}</figcaption>", picture.caption,
            picture.caption.empty() || picture.credit.empty() ? "" : " ", picture.credit);
  }
  return out.add("</figure>\n");
}

/// With how many bytes it has, which a feed says beside it.
Result<FeedPicture> enclosed(const Context& context, const desk::PictureUse& picture) {
  FeedPicture out = shared_picture(context, picture);
  DATELINE_TRY(const auto bytes, context.reader.rendition_bytes(picture.id, out.width, desk::kJpegType));
  out.bytes = bytes.value_or(0);
  return out;
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
          .height = picture.width > 0 ? picture.height * width / picture.width : 0,
          .caption = picture.caption,
          .credit = picture.credit};
}

Result<SharedText> shared_text(const Context& context, std::string_view markdown, const Href& page) {
  const auto base = text::Url::parse(page.on(context.public_url).str());
  DATELINE_TRY(const auto pieces, text_pieces(context.reader, markdown, base));
  SharedText out;
  for (const TextPiece& piece : pieces) {
    if (const auto* text = std::get_if<markup::SanitizedHtml>(&piece)) {
      out.html.add("{}", *text);
    } else {
      out.pictures.push_back(std::get<desk::PictureUse>(piece));
      out.html.add("{}", figure_elsewhere(shared_picture(context, out.pictures.back())));
    }
  }
  return out;
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

Result<FeedItem> post_item(const Context& context, const desk::Post& post) {
  const Href page = article_path(post.article_id());
  Html content;
  content.add("{}", notes_markup(context.texts, post));
  if (!post.standfirst.empty()) content.add("<p>{}</p>\n", post.standfirst);
  std::optional<FeedPicture> picture;
  if (post.picture) {
    DATELINE_TRY(picture, enclosed(context, *post.picture));
    content.add("{}", figure_elsewhere(*picture));
  }
  DATELINE_TRY(SharedText text, shared_text(context, post.body, page));
  content.add("{}", text.html);
  const Instant published = post.published_at.value_or(post.created_at);
  FeedItem item{.id = "dateline:article:" + post.article_id().str(),
                .url = page.on(context.public_url),
                .title = text::collapse(post.headline),
                .authors = {{post.byline.empty() ? context.config.name : post.byline}},
                .published = published,
                .updated = std::max(published, post.updated_at),
                .summary = post.standfirst.empty() ? first_words(post.body) : text::collapse(post.standfirst),
                .content = std::move(content)};
  item.picture = std::move(picture);
  if (!post.section.empty()) item.categories.push_back(post.section);
  item.categories.insert(item.categories.end(), post.tags.begin(), post.tags.end());
  return item;
}

FeedItem reply_item(const Context& context, const desk::PublicReply& reply, article::ArticleId article,
                    std::string_view headline) {
  const Href page = article_path(article);
  return {.id = "dateline:reply:" + reply.id.str(),
          .url = reply_path(article, reply.id).on(context.public_url),
          .title = context.texts.say("feed.reply_title", {{"name", reply.name}, {"headline", headline}}),
          .authors = {{reply.name}},
          .published = reply.posted_at,
          .updated = reply.edited_at.value_or(reply.posted_at),
          .summary = first_words(reply.text),
          .content = html(
              "{}", markup::render_markdown(
                        reply.text, {.base = text::Url::parse(page.on(context.public_url).str()), .reply = true}))};
}

Result<FeedItem> live_entry_item(const Context& context, const desk::Post& post, const desk::LiveEntry& entry) {
  const Href page = article_path(post.article_id());
  const std::string& name = entry.byline.empty() ? post.byline : entry.byline;
  const std::string headline = text::collapse(entry.headline);
  DATELINE_TRY(SharedText text, shared_text(context, entry.body, page));
  FeedItem item{.id = "dateline:entry:" + entry.id.str(),
                .url = page.at("entry-" + entry.id.str()).on(context.public_url),
                .title = headline.empty() ? text::collapse(post.headline) : headline,
                .authors = {{name.empty() ? context.config.name : name}},
                .published = entry.at,
                .updated = std::max(entry.at, entry.updated_at.value_or(entry.at)),
                .summary = first_words(entry.body.empty() ? entry.headline : entry.body),
                .content = std::move(text.html)};
  // The reader shows it in the text; here it is what an app puts beside the headline.
  if (!text.pictures.empty()) {
    DATELINE_TRY(item.picture, enclosed(context, text.pictures.front()));
  }
  return item;
}

}  // namespace dateline::site
