#pragma once
// The tables that articles are listed and counted by: outlets, authors, days. Kept in step by the writer, like search.
// Internal to store.

#include <string>
#include <vector>

#include "article/article.h"
#include "store/sqlite_database.h"

namespace dateline::store {

/// What an article is listed under.
struct Listing {
  std::string outlet;
  std::string language;
  std::int64_t day = 0;              ///< Of its report, since 1970.
  std::vector<std::string> authors;  ///< Slugs, sorted, each once.

  bool operator==(const Listing&) const = default;
};
Listing listing_of(const article::Article& article);

Status put_into_lists(Database& database, std::int64_t arrival, const Listing& listing);
/// As it was put in.
Status take_out_of_lists(Database& database, std::int64_t arrival, const Listing& listing);

/// A migration's: lists what is there. Some 10 microseconds an article.
Status fill_lists(Database& database);

/// The tags of one of the newsroom's own articles, in place of those before: called by put_post(), for a published post
/// as for a draft. Names that have no letter are left out.
Status put_tags(Database& database, article::ArticleId article, const std::vector<std::string>& names);

}  // namespace dateline::store
