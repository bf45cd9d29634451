// Sitemaps (sitemaps.org 0.9): an index of files with our own articles, with all stories, and Google's news sitemap of
// the last two days. Outlets' reports are the outlets' to list.

#include <algorithm>
#include <charconv>

#include "site/answer.h"
#include "site/context.h"
#include "site/feeds/xml_text.h"
#include "site/machines/machines.h"
#include "site/pages/own_article.h"
#include "site/paths.h"

namespace dateline::site {
namespace {

constexpr std::size_t kMostUrls = 50'000;  // Of one file, by the protocol.
constexpr std::size_t kMostNews = 1'000;   // Of a news sitemap, by Google.
constexpr std::chrono::hours kNews{48};    // The same.

constexpr std::string_view kType = "application/xml; charset=utf-8";

void add_url(Html& out, const Context& context, const Href& page, Instant changed) {
  out.add("<url><loc>{}</loc><lastmod>{}</lastmod></url>\n", page.on(context.public_url).str(),
          format_rfc3339(changed));
}

net::Response urlset(const Html& urls) {
  return public_answer(std::string(kType), html(R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</urlset>
)",
                                                urls)
                                               .str());
}

/// Published ones, the newest first.
Result<std::vector<desk::Post>> published_posts(const Context& context) {
  DATELINE_TRY(auto posts, context.reader.posts());
  std::erase_if(posts, [](const desk::Post& post) { return post.state != desk::Post::State::kPublished; });
  std::ranges::stable_sort(posts, std::greater(), [](const desk::Post& post) { return post.published_at; });
  return posts;
}

/// Of a live article: when its newest or last corrected entry was published.
Result<Instant> changed_at(const Context& context, const desk::Post& post) {
  OwnArticle article{.post = post};
  if (article.is_live()) {
    DATELINE_TRY(article.entries, context.reader.live_entries(post.id));
  }
  return last_change(article);
}

net::Response news_sitemap(const Context& context, const std::vector<desk::Post>& posts) {
  // ISO 639, but Chinese with its script's country.
  const std::string& tag = context.config.language;
  const std::string language = tag == "zh-CN" ? "zh-cn" : tag == "zh-TW" ? "zh-tw" : tag.substr(0, tag.find('-'));
  const Instant oldest = context.clock.now() - kNews;
  Html urls;
  std::size_t count = 0;
  for (const desk::Post& post : posts) {
    if (!post.published_at || *post.published_at < oldest || ++count > kMostNews) break;
    urls.add(R"(<url><loc>{}</loc><news:news>
<news:publication><news:name>{}</news:name><news:language>{}</news:language></news:publication>
<news:publication_date>{}</news:publication_date>
<news:title>{}</news:title>
</news:news></url>
)",
             article_path(post.article_id()).on(context.public_url).str(), xml_text(context.config.name), language,
             format_rfc3339(*post.published_at), xml_text(post.headline));
  }
  net::Response response = public_answer(std::string(kType), html(R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{}</urlset>
)",
                                                                  urls)
                                                                 .str());
  // It ends by the clock, not by a change, so the server may not keep it.
  for (auto& [header, value] : response.headers) {
    if (header == "Cache-Control") value = "no-cache";
  }
  return response;
}

/// The articles of file `number`, counted from 1.
Result<net::Response> articles_sitemap(const Context& context, const std::vector<desk::Post>& posts,
                                       std::size_t number) {
  const std::size_t from = (number - 1) * kMostUrls;
  if (number == 0 || (from >= posts.size() && number > 1)) return fail(Code::kNotFound, "no such sitemap");
  Html urls;
  if (number == 1) add_url(urls, context, front_path(), context.newsroom.front_page()->made_at);
  for (std::size_t i = from; i < std::min(from + kMostUrls - (number == 1), posts.size()); ++i) {
    DATELINE_TRY(const Instant changed, changed_at(context, posts[i]));
    add_url(urls, context, article_path(posts[i].article_id()), changed);
  }
  return urlset(urls);
}

}  // namespace

/// Stories of one file, the oldest change first: what changes later moves to the last file, and no file's beginning
/// moves.
Result<net::Response> stories_sitemap(const Context& context, std::string cursor) {
  DATELINE_TRY(const auto page, context.reader.changed_stories(
                                    Instant{}, {.cursor = std::move(cursor), .limit = static_cast<int>(kMostUrls)}));
  Html urls;
  for (const auto& changed : page.items) add_url(urls, context, story_path(changed.story), changed.changed_at);
  return urlset(urls);
}

/// Dossiers are few: one file, of the newest.
Result<net::Response> dossiers_sitemap(const Context& context) {
  DATELINE_TRY(const auto page, context.reader.dossiers({}, {.limit = static_cast<int>(kMostUrls) - 1}));
  Html urls;
  if (!page.items.empty()) add_url(urls, context, dossiers_path(), page.items.front().active_at);
  for (const desk::Dossier& one : page.items) add_url(urls, context, dossier_path(one.id), one.updated_at);
  return urlset(urls);
}

Result<net::Response> sitemap_index(const Context& context, const Visit&) {
  DATELINE_TRY(const auto posts, published_posts(context));
  Html files;
  const auto add = [&](std::string_view name, std::optional<Instant> changed) {
    files.add("<sitemap><loc>{}</loc>", Href::path({"sitemap", name}).on(context.public_url).str());
    if (changed) files.add("<lastmod>{}</lastmod>", format_rfc3339(*changed));
    files.add("</sitemap>\n");
  };
  add("news.xml", std::nullopt);
  for (std::size_t from = 0; from == 0 || from < posts.size(); from += kMostUrls) {
    add("articles-" + std::to_string(from / kMostUrls + 1) + ".xml", std::nullopt);
  }
  DATELINE_TRY(const auto dossiers, context.reader.dossiers({}, {.limit = 1}));
  if (!dossiers.items.empty()) add("dossiers.xml", std::nullopt);
  // Each file is named by where it begins in the list. Cost: 0.2 s for each 50,000 stories; the server keeps the answer
  // until news change.
  std::string cursor;
  do {
    DATELINE_TRY(const auto page,
                 context.reader.changed_stories(Instant{}, {.cursor = cursor, .limit = static_cast<int>(kMostUrls)}));
    if (page.items.empty()) break;
    add(cursor.empty() ? "stories.xml" : "stories-" + cursor + ".xml", page.items.back().changed_at);
    cursor = page.next;
  } while (!cursor.empty());
  return public_answer(std::string(kType), html(R"(<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</sitemapindex>
)",
                                                files)
                                               .str());
}

Result<net::Response> sitemap(const Context& context, const Visit& visit) {
  std::string_view name = visit.parts[0];
  if (!name.ends_with(".xml")) return fail(Code::kNotFound, "no such sitemap");
  name.remove_suffix(4);
  constexpr std::string_view kArticles = "articles-", kStories = "stories-";
  if (name == "dossiers") return dossiers_sitemap(context);
  if (name == "stories") return stories_sitemap(context, "");
  if (name.starts_with(kStories)) return stories_sitemap(context, std::string(name.substr(kStories.size())));
  DATELINE_TRY(const auto posts, published_posts(context));
  if (name == "news") return news_sitemap(context, posts);
  if (name.starts_with(kArticles)) {
    name.remove_prefix(kArticles.size());
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && end == name.data() + name.size() && number < 10'000) {
      return articles_sitemap(context, posts, number);
    }
  }
  return fail(Code::kNotFound, "no such sitemap");
}

}  // namespace dateline::site
