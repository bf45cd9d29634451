#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_client.h"

namespace dateline::wire {

/// A feed that was found, fetched and read.
struct FoundFeed {
  enum class How {
    kItself,    ///< It stands at the address that was asked; also a page whose marks (h-feed) make it a feed.
    kDeclared,  ///< The page names it: in its head, in a Link field.
    kLinked,    ///< The page links to it, as to any other page.
    kGuessed,   ///< Nobody named it: it stands where feeds often stand, or robots.txt has it as a sitemap.
  };

  std::string url;
  std::string title;   ///< One line; "" when it has none.
  std::string format;  ///< As Feed::format.
  std::size_t entries = 0;
  std::optional<Instant> newest;  ///< When its newest entry was published or changed, as it claims.
  How how = How::kDeclared;
  bool comments = false;  ///< It brings what readers say, not what the newsroom does; by its title or address.
};
std::string_view to_string(FoundFeed::How how);  ///< "itself", "declared", "linked", "guessed"

struct Discovery {
  /// The best first: as the page names them, those with entries before empty ones, comments last. Two with the same
  /// entries (RSS and Atom of one blog) are one, the first.
  std::vector<FoundFeed> feeds;
  /// What was asked besides and is no feed, each with the reason: "https://example.org/rss: there is nothing ...".
  std::vector<std::string> misses;
};

/// The feeds of a site, from the address of any of its pages or of the feed itself. Each step is taken only where those
/// before found nothing but comments: what the page declares (rel alternate or feed, in its head, its body and its Link
/// field), the page itself as an h-feed, its links that look like feeds, the usual paths (until one is right), the
/// sitemaps of robots.txt with headlines in them. A page that such a link leads to is looked through, too, once.
///
/// Blocks; one request at a time, 40 at most, of 10 s each at most, all through the client's gate. Guesses keep to
/// robots.txt. An error only if the address itself is none, cannot be fetched, or is neither page nor feed; that there
/// are no feeds is no error. `asking` is called before each request.
Result<Discovery> find_feeds(net::HttpClient& client, std::string_view url,
                             const std::function<void(std::string_view url)>& asking = {});

}  // namespace dateline::wire
