#pragma once
// What every fuzz target of feeds asks: bytes give a feed that is fit to be kept, or an error. The targets differ in
// the seeds they start from, one a format.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "text/utf8.h"
#include "wire/feed.h"
#include "wire/fetched_page.h"

namespace dateline::wire::testing {

inline int fuzz_feed(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)sniff(bytes);
  const auto feed = parse_feed(bytes, "https://example.org/feed/");
  if (!feed) {
    DATELINE_CHECK(!feed.error().message.empty() && text::is_utf8(feed.error().message));
    return 0;
  }
  DATELINE_CHECK(!feed->format.empty());
  const auto is_line = [](std::string_view text) { return text::is_utf8(text) && text.find('\n') == text.npos; };
  const auto is_address = [](std::string_view url) { return url.empty() || url.starts_with("http"); };
  for (const FeedEntry& entry : feed->entries) {
    DATELINE_CHECK(!entry.id.empty() && is_line(entry.title));
    DATELINE_CHECK(text::is_utf8(entry.summary) && text::is_utf8(entry.content));
    DATELINE_CHECK(is_address(entry.url) && is_address(entry.image));
    for (const std::string& author : entry.authors) {
      DATELINE_CHECK(is_line(author) && author.find('@') == std::string::npos);
    }
    for (const FeedMedia& media : entry.media) DATELINE_CHECK(!media.url.empty() && is_address(media.url));
    for (const FeedLink& link : entry.links) DATELINE_CHECK(!link.url.empty() && is_address(link.url));
  }
  for (const std::string& warning : feed->warnings) DATELINE_CHECK(is_line(warning));
  return 0;
}

}  // namespace dateline::wire::testing
