#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace dateline::wire {

/// 10,000: the largest feed seen in the wild has some 5,000 entries; what comes after is left out with a warning.
inline constexpr std::size_t kMaxEntries = 10'000;

// Everywhere here: an address is absolute http(s), or it is not kept; a line has no markup; "" is absent. An e-mail
// address is never kept but where it is part of a running text (title, summary, content) or of an id: public pages are
// made from these types.

struct FeedLink {
  std::string rel;  ///< "alternate" where the document says nothing; "self", "replies", "related", "license" ...
  std::string url;
  std::string type, language, title;
  std::optional<std::uint64_t> bytes;
};

/// A picture, a sound, a film: an enclosure, a Media RSS content, an attachment.
struct FeedMedia {
  std::string url;
  std::string type;       ///< "audio/mpeg".
  std::string medium;     ///< As Media RSS has it: "image", "audio", "video".
  bool enclosed = false;  ///< Offered for download with the entry, and not merely shown.
  int group = 0;          ///< Those of one number above 0 are the same thing in several forms.
  std::optional<std::uint64_t> bytes;
  std::optional<std::chrono::seconds> duration;
  std::optional<int> width, height;
  std::string title, credit, description, thumbnail, rights;
};

/// Where a text was taken from.
struct FeedSource {
  std::string title, url;
};

/// Where its readers speak.
struct FeedComments {
  std::string page, feed;
  std::optional<unsigned> count;
};

/// What it answers (RFC 4685).
struct FeedReply {
  std::string id, url;
};

struct FeedPlace {
  enum class Shape { kPoint, kLine, kPolygon, kBox };
  struct Point {
    double latitude = 0, longitude = 0;
  };
  Shape shape = Shape::kPoint;
  std::vector<Point> points;  ///< One of a point; none where only a name is given.
  std::string name;
};

/// Of a podcast.
struct FeedEpisode {
  std::optional<int> season, number;
  std::optional<std::chrono::seconds> duration;
  std::optional<bool> is_explicit;
  std::string kind;         ///< "full", "trailer", "bonus".
  bool is_blocked = false;  ///< Its publisher does not want it in directories.
};

/// What holds where a text stands (xml:lang, xml:base): whoever reads its links or its words needs it.
struct FeedScope {
  std::string language;
  std::string base;  ///< "" where the document declares none: then it is the feed's own address.
};

struct FeedEntry {
  std::string id;     ///< guid, atom:id, JSON id; else the link; else a hash of the content. Never empty.
  std::string url;    ///< Of the page to read.
  std::string title;  ///< One line.
  std::string kind;   ///< What the format calls it: "article", "note", "picture", "text", "composite" ...
  std::string language;
  std::vector<std::string> authors, contributors;  ///< Names.
  std::optional<Instant> published, updated;
  std::string summary;  ///< HTML as it came, unsanitized.
  std::string content;  ///< HTML as it came, unsanitized.
  FeedScope title_scope, summary_scope, content_scope;
  std::string image;  ///< A picture to show: of the media, the enclosures, an image element.
  std::vector<std::string> categories;
  std::string rights;  ///< One line.
  std::vector<FeedLink> links;
  std::vector<FeedMedia> media;
  std::optional<FeedSource> source;
  std::optional<FeedComments> comments;
  std::vector<FeedReply> in_reply_to;
  std::optional<FeedPlace> place;
  std::optional<FeedEpisode> episode;
};

struct Feed {
  /// "rss 2.0", "rss 1.0", "atom 1.0", "json 1.1", "cdf", "sitemap", "sitemap index", "h-feed", "ninjs 2.1",
  /// "newsml-g2", "nitf" ...
  std::string format;
  std::string id;
  std::string title;
  std::string url;       ///< The site it belongs to.
  std::string language;  ///< As it came.
  std::string description;
  FeedScope title_scope, description_scope;
  std::vector<std::string> authors, contributors;  ///< Names.
  std::vector<std::string> categories;
  std::optional<Instant> published, updated;
  std::string rights, generator;
  std::string image, icon;
  std::vector<FeedLink> links;  ///< Of a sitemap index: the sitemaps, as rel "sitemap".
  // How it wants to be read.
  std::string self, next;         ///< Its own address, and that of older entries.
  std::vector<std::string> hubs;  ///< Where new entries can be subscribed to (WebSub).
  std::optional<std::chrono::minutes> ttl;
  std::optional<std::chrono::minutes> update_interval;  ///< sy:updatePeriod by sy:updateFrequency.
  std::vector<int> skip_hours;                          ///< 0 to 23, UTC; in order, no repeats.
  std::vector<std::chrono::weekday> skip_days;          ///< As they came, no repeats.
  std::optional<FeedEpisode> podcast;                   ///< What holds for all of its episodes.
  std::vector<FeedEntry> entries;                       ///< In the order of the document.
  bool shared_ids = false;            ///< One id stood at different entries; their links are their ids here.
  std::vector<std::string> warnings;  ///< What was wrong and mended or left out, one line each, with the place.
};

/// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF, JSON Feed 1.0 and 1.1, sitemaps with news, indexes of sitemaps,
/// h-feed, ninjs, NewsML-G2 and NITF from their bytes. A feed that breaks off or is not well-formed is mended
/// (markup/xml.h) and yields every entry that can be read, and warnings such as "line 41, column 3: expected </item>,
/// got </channel>". kInvalid only when it is no feed at all. Linear; any thread. `base_url` resolves relative links
/// (the URL it was fetched from); may be "".
Result<Feed> parse_feed(std::string_view bytes, std::string_view base_url, std::string_view transport_charset = {});

}  // namespace dateline::wire
