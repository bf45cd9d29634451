#include "store/article_lists.h"

#include <algorithm>
#include <chrono>

#include "store/article_rows.h"
#include "text/slug.h"

namespace dateline::store {
namespace {

/// Two outlets' names may have one slug: then the later one's has a number behind it.
Status name_outlet(Database& database, const std::string& name) {
  DATELINE_TRY(const std::int64_t known, database.number("SELECT count(*) FROM outlets WHERE name = ?1", {name}));
  if (known > 0) return {};
  const std::string base = text::slug(name).empty() ? "outlet" : text::slug(name);
  std::string slug = base;
  for (int number = 2;; ++number) {
    DATELINE_TRY(const std::int64_t taken, database.number("SELECT count(*) FROM outlets WHERE slug = ?1", {slug}));
    if (taken == 0) break;
    slug = base + "-" + std::to_string(number);
  }
  return database.run("INSERT INTO outlets (name, slug) VALUES (?1, ?2)", {name, slug});
}

Status count(Database& database, const Listing& listing, int change) {
  DATELINE_TRY_VOID(
      database.run("INSERT INTO article_days (day, articles) VALUES (?1, ?2) "
                   "ON CONFLICT (day) DO UPDATE SET articles = articles + ?2",
                   {listing.day, change}));
  return database.run(
      "INSERT INTO outlet_languages (outlet, language, articles) VALUES (?1, ?2, ?3) "
      "ON CONFLICT (outlet, language) DO UPDATE SET articles = articles + ?3",
      {listing.outlet, listing.language, change});
}

std::vector<std::string> slugs_of(const std::vector<std::string>& names) {
  std::vector<std::string> slugs;
  for (const std::string& name : names) slugs.push_back(text::slug(name));
  std::ranges::sort(slugs);
  slugs.erase(std::ranges::unique(slugs).begin(), slugs.end());
  std::erase(slugs, "");
  return slugs;
}

}  // namespace

Listing listing_of(const article::Article& article) {
  return {article.outlet.name, article.language,
          std::chrono::floor<std::chrono::days>(article.reported_at()).time_since_epoch().count(),
          slugs_of(article.authors)};
}

Status put_into_lists(Database& database, std::int64_t arrival, const Listing& listing) {
  DATELINE_TRY_VOID(name_outlet(database, listing.outlet));
  for (const std::string& slug : listing.authors) {
    DATELINE_TRY_VOID(database.run("INSERT INTO article_authors (slug, arrival) VALUES (?1, ?2)", {slug, arrival}));
  }
  return count(database, listing, 1);
}

Status take_out_of_lists(Database& database, std::int64_t arrival, const Listing& listing) {
  for (const std::string& slug : listing.authors) {
    DATELINE_TRY_VOID(database.run("DELETE FROM article_authors WHERE slug = ?1 AND arrival = ?2", {slug, arrival}));
  }
  return count(database, listing, -1);
}

Status fill_lists(Database& database) {
  DATELINE_TRY(Query query,
               database.query("SELECT arrival, outlet_name, authors, published_at, fetched_at, language FROM articles "
                              "ORDER BY arrival"));
  for (;;) {
    DATELINE_TRY(const bool row, query.next());
    if (!row) return {};
    Columns columns(query);
    const std::int64_t arrival = columns.number();
    article::Article article;
    article.outlet.name = columns.text();
    article.authors = split_lines(columns.text());
    article.published_at = columns.optional_instant();
    article.fetched_at = columns.instant();
    article.language = columns.text();
    DATELINE_TRY_VOID(put_into_lists(database, arrival, listing_of(article)));
  }
}

Status put_tags(Database& database, article::ArticleId article, const std::vector<std::string>& names) {
  DATELINE_TRY_VOID(database.run("DELETE FROM article_tags WHERE article = ?1", {article}));
  for (const std::string& name : names) {
    const std::string slug = text::slug(name);
    if (slug.empty()) continue;
    DATELINE_TRY_VOID(database.run("INSERT OR IGNORE INTO article_tags (slug, article, name) VALUES (?1, ?2, ?3)",
                                   {slug, article, name}));
  }
  return {};
}

}  // namespace dateline::store
