// oEmbed 1.0 (oembed.com): what another site shows for a link to a story, to an article of ours, or (the front page) to
// the breaking bar; and the small pages that stand in its frame.

#include <algorithm>
#include <charconv>

#include "site/answer.h"
#include "site/assets.h"
#include "site/context.h"
#include "site/feeds/items.h"
#include "site/feeds/xml_text.h"
#include "site/json.h"
#include "site/machines/machines.h"
#include "site/pages/own_article.h"
#include "site/paths.h"
#include "site/story_line.h"
#include "site/times.h"
#include "text/url.h"

namespace dateline::site {
namespace {

/// What a card says; all of it public.
struct Card {
  std::string headline, standfirst, credit, language;
  Href page;
  Instant at{};
  std::string author{};
  std::optional<FeedPicture> picture{};
};

// CSS pixels: a headline of three lines, two of standfirst, a line of facts; and the bar's one line.
constexpr int kWidth = 600, kCardHeight = 220, kBarHeight = 64;

Result<std::optional<Card>> story_card(const Context& context, std::string_view id_text) {
  const auto id = story::StoryId::parse(id_text);
  if (!id) return std::nullopt;
  DATELINE_TRY(const auto story, context.reader.story(*id));
  if (!story) return std::nullopt;
  const article::Article& best = story->best();
  return Card{.headline = best.headline,
              .standfirst = shown_lede(best),
              .credit = context.texts.count("outlet.count", story->independent_outlets()),
              .language = best.language,
              .page = story_path(story->id),
              .at = story->last_reported()};
}

Result<std::optional<Card>> article_card(const Context& context, std::string_view id_text) {
  const auto id = article::ArticleId::parse(id_text);
  if (!id) return std::nullopt;
  DATELINE_TRY(const auto own, load_own_article(context, *id));
  if (!own) return std::nullopt;  // An outlet's report is the outlet's to embed.
  const desk::Post& post = own->post;
  return Card{.headline = post.headline,
              .standfirst = post.standfirst,
              .credit = post.byline,
              .language = context.config.language,
              .page = article_path(*id),
              .at = post.published_at.value_or(post.created_at),
              .author = post.byline,
              .picture = post.picture ? std::optional(shared_picture(context, *post.picture)) : std::nullopt};
}

Result<std::optional<Card>> card_at(const Context& context, std::string_view kind, std::string_view id) {
  if (kind == "story") return story_card(context, id);
  if (kind == "article") return article_card(context, id);
  return std::nullopt;
}

/// The answer before it has a format.
struct Embed {
  std::string title, author;
  Href page, frame;  // Paths of ours.
  int height;
  std::optional<FeedPicture> picture{};
  std::string_view sandbox = "allow-popups allow-popups-to-escape-sandbox";  // A card opens links, and nothing else.
};

/// What is at `url`, an absolute address of this site.
Result<std::optional<Embed>> embed_of(const Context& context, std::string_view url) {
  if (!url.starts_with(context.public_url)) return std::nullopt;
  std::string_view path = url.substr(context.public_url.size());
  path = path.substr(0, path.find_first_of("?#"));
  if (path.empty() || path == "/") {
    return Embed{.title = context.config.name,
                 .author = "",
                 .page = front_path(),
                 .frame = Href::path({"embed", "bar"}),
                 .height = kBarHeight,
                 .picture = std::nullopt,
                 // It listens to our events.
                 .sandbox = "allow-popups allow-popups-to-escape-sandbox allow-scripts allow-same-origin"};
  }
  if (path.ends_with('/')) path.remove_suffix(1);
  const Match match = match_route("GET", path);
  if (!match.route || match.parts.size() != 1) return std::nullopt;
  const std::string_view kind = match.route->pattern == "/story/*"     ? "story"
                                : match.route->pattern == "/article/*" ? "article"
                                                                       : "";
  DATELINE_TRY(const auto card, card_at(context, kind, match.parts[0]));
  if (!card) return std::nullopt;
  return Embed{.title = card->headline,
               .author = card->author,
               .page = card->page,
               .frame = Href::path({"embed", kind, match.parts[0]}),
               .height = kCardHeight,
               .picture = card->picture};
}

int at_most(std::string_view asked, int usual) {
  int most = 0;
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), most);
  return error == std::errc() && most > 0 ? std::min(most, usual) : usual;
}

net::Response refused(int status, std::string text) {
  net::Response response = net::Response::text(status, std::move(text));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Result<net::Response> oembed(const Context& context, const Visit& visit) {
  const net::Form query = visit.query();
  const std::string_view format = query.has("format") ? query.get("format") : "json";
  if (format != "json" && format != "xml") return refused(501, "format: json or xml\n");
  DATELINE_TRY(const auto embed, embed_of(context, query.get("url")));
  if (!embed) return refused(404, "url: a story, an article of ours, or the front page of this site\n");

  const int width = at_most(query.get("maxwidth"), kWidth), height = at_most(query.get("maxheight"), embed->height);
  // The quotation is for who shows no frames.
  const std::string markup =
      html(
          R"(<blockquote class="dateline-card"><a href="{}">{}</a></blockquote><iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" sandbox="{}"></iframe>)",
          embed->page.on(context.public_url), embed->title, embed->frame.on(context.public_url), embed->title, width,
          height, embed->sandbox)
          .str();
  const std::string site = front_path().on(context.public_url).str();
  if (format == "xml") {
    Html out = html(R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<oembed><version>1.0</version><type>rich</type><title>{}</title>)",
                    xml_text(embed->title));
    if (!embed->author.empty()) out.add("<author_name>{}</author_name>", xml_text(embed->author));
    out.add(
        "<provider_name>{}</provider_name><provider_url>{}</provider_url><cache_age>900</cache_age><html>{}</html>"
        "<width>{}</width><height>{}</height></oembed>\n",
        xml_text(context.config.name), site, xml_text(markup), width, height);
    return public_answer("text/xml; charset=utf-8", std::move(out).str());
  }
  json::object out{{"version", "1.0"}, {"type", "rich"}, {"title", json_text(embed->title)}};
  if (!embed->author.empty()) out["author_name"] = json_text(embed->author);
  out["provider_name"] = json_text(context.config.name);
  out["provider_url"] = json_text(site);
  out["cache_age"] = 900;
  // A thumbnail larger than what was asked for is not to be named.
  if (embed->picture && embed->picture->width <= at_most(query.get("maxwidth"), embed->picture->width) &&
      embed->picture->height <= at_most(query.get("maxheight"), embed->picture->height)) {
    out["thumbnail_url"] = json_text(embed->picture->url.str());
    out["thumbnail_width"] = embed->picture->width;
    out["thumbnail_height"] = embed->picture->height;
  }
  out["html"] = json_text(markup);
  out["width"] = width;
  out["height"] = height;
  return public_answer("application/json", json::serialize(out));
}

Result<net::Response> embed_card(const Context& context, const Visit& visit) {
  const std::string_view kind = visit.pattern.starts_with("/embed/story/") ? "story" : "article";
  DATELINE_TRY(const auto card, card_at(context, kind, visit.parts[0]));
  if (!card) return fail(Code::kNotFound, "no such card");
  const Href page = card->page.on(context.public_url);
  Html standfirst, own_colours;
  if (const auto sheet = context.house.embed_style_sheet())
    own_colours.add("<link rel=\"stylesheet\" href=\"{}\">\n", *sheet);
  if (!card->standfirst.empty()) standfirst.add("<p class=\"card-standfirst\">{}</p>\n", card->standfirst);
  Html out = html(R"(<!doctype html>
<html lang="{}" class="embed-auto">
<head>
<meta charset="utf-8">
<title>{}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="description" content="{}">
<link rel="canonical" href="{}">
<link rel="stylesheet" href="{}">
{}</head>
<body>
<main><article class="card" lang="{}">
<p class="card-site">{}</p>
<h1 class="card-headline"><a href="{}" target="_blank" rel="noopener">{}</a></h1>
{}<p class="card-facts">{} {}</p>
</article></main>
</body>
</html>
)",
                  context.config.language, card->headline, card->standfirst.empty() ? card->headline : card->standfirst,
                  page, asset_path("card.css"), own_colours, card->language, context.config.name, page, card->headline,
                  standfirst, card->credit, time_tag(context.texts.locale(), card->at));
  net::Response response = public_page(std::move(out));
  // The one kind of page that others may frame; it takes no input and runs no script.
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action "
                                "'none'; frame-ancestors *");
  response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  response.headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

}  // namespace dateline::site
