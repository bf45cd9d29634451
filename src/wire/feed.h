#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace dateline::wire {

/// 10,000: the largest feed seen in the wild has some 5,000 entries; what comes after is left out with a warning.
inline constexpr std::size_t kMaxEntries = 10'000;

struct FeedEntry {
  std::string id;     ///< guid, atom:id, JSON id; else the link; else a hash of the content. Never empty.
  std::string url;    ///< Absolute where it could be made so; may be "".
  std::string title;  ///< One line of text, no markup; may be "".
  std::vector<std::string> authors;
  std::optional<Instant> published, updated;
  std::string summary;  ///< HTML as it came, unsanitized; may be "".
  std::string content;  ///< HTML as it came, unsanitized; may be "".
  std::string image;    ///< Absolute URL of a picture (media:content, enclosure, image); may be "".
  std::vector<std::string> categories;
};

struct Feed {
  std::string format;  ///< "rss 2.0", "rss 1.0", "rss 0.9x", "atom 1.0", "json 1.1" ...
  std::string title;
  std::string url;       ///< The site it belongs to; may be "".
  std::string language;  ///< As it came; may be "".
  std::string description;
  std::vector<FeedEntry> entries;     ///< In the order of the document.
  std::vector<std::string> warnings;  ///< What was wrong and repaired or left out, one line each, with the place.
};

/// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1 from their bytes. A feed that breaks off or is not
/// well-formed yields what stood before the fault, and a warning "line 41, column 3: expected </item>, got </channel>;
/// kept the 12 entries before it". kInvalid only when it is no feed at all. Linear; any thread.
/// `base_url` resolves relative links (the URL it was fetched from); may be "".
Result<Feed> parse_feed(std::string_view bytes, std::string_view base_url, std::string_view transport_charset = {});

}  // namespace dateline::wire
