#pragma once
// A feed as a value, whatever format it leaves in: filled once by whoever has items (sources.cc), written by rss.cc,
// atom.cc, json_feed.cc and ninjs.cc. Every Href in it is absolute.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "site/html.h"

namespace dateline::site {

enum class FeedFormat { kRss, kAtom, kJson, kNinjs };
/// Those that pages name in their heads, for readers of feeds. ninjs is for newsrooms, which are told of it.
inline constexpr std::array kFeedFormats = {FeedFormat::kRss, FeedFormat::kAtom, FeedFormat::kJson};

/// "application/rss+xml", as links name it.
std::string_view media_type(FeedFormat format);
/// One scheme for all: the feed of the page at `base` is `base`/feed, and `base`/feed/atom, /json, /ninjs. A query
/// stays where it is: /search?q=a has /search/feed?q=a.
Href feed_path(const Href& base, FeedFormat format);

struct FeedAuthor {
  std::string name;
  std::optional<Href> url{};  ///< The page about them.
};

struct FeedPicture {
  Href url;
  std::string alt;
  int width = 0, height = 0;        ///< Pixels; 0 when unknown.
  std::string caption{}, credit{};  ///< May be "".
  std::int64_t bytes = 0;           ///< Of the file, a JPEG; 0 when unknown, as RSS has it.
};

struct FeedItem {
  std::string id;  ///< "dateline:story:0abc...", the same through every edit and merge.
  Href url;
  std::optional<Href> original{};  ///< Where somebody else published it.
  std::string title;               ///< Plain text. Never empty.
  std::vector<FeedAuthor> authors{};
  Instant published{}, updated{};
  std::string summary{};  ///< Plain text. Never empty.
  Html content{};         ///< The whole text where its rights allow; else empty.
  std::vector<std::string> categories{};
  std::string language{};  ///< "" when it is the feed's, or unknown.
  std::optional<FeedPicture> picture{};
};

struct Feed {
  std::string title, description;
  std::string language;
  std::string owner;           ///< The newspaper: author of what names none.
  Href page;                   ///< What people read.
  Href base;                   ///< As feed_path() takes it; with the cursor, when this is not the first page.
  Href icon;                   ///< A square picture.
  std::optional<Href> hub{};   ///< Where its changes can be subscribed to (WebSub).
  std::optional<Href> next{};  ///< Base of the page with older items (RFC 5005 section 3).
  Instant updated{};           ///< Of the newest item, so that the same news give the same bytes.
  std::vector<FeedItem> items{};
};

std::string to_rss(const Feed& feed);
std::string to_atom(const Feed& feed);
std::string to_json_feed(const Feed& feed);
/// A list of reports; ninjs has no feed around them, so no title and no next page.
std::string to_ninjs(const Feed& feed);
/// One of them; `feed` has the language of what says none.
std::string to_ninjs(const FeedItem& item, const Feed& feed);

}  // namespace dateline::site
