#include "site/feeds/feed.h"

#include "site/feeds/xml_text.h"

namespace dateline::site {

std::string_view media_type(FeedFormat format) {
  switch (format) {
    case FeedFormat::kRss:
      return "application/rss+xml";
    case FeedFormat::kAtom:
      return "application/atom+xml";
    case FeedFormat::kJson:
      return "application/feed+json";
    case FeedFormat::kNinjs:
      return "application/json";  // None of its own is registered.
  }
  return "";
}

Href feed_path(const Href& base, FeedFormat format) {
  const Href feed = base.under("feed");
  switch (format) {
    case FeedFormat::kRss:
      return feed;
    case FeedFormat::kAtom:
      return feed.under("atom");
    case FeedFormat::kJson:
      return feed.under("json");
    case FeedFormat::kNinjs:
      return feed.under("ninjs");
  }
  return feed;
}

std::string plain_title(std::string_view title) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_name = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '#'; };
  std::string out = xml_text(title);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    const char next = out[i + 1];
    if (out[i] == '<' && (is_letter(next) || next == '/' || next == '!' || next == '?')) {
      out.replace(i, 1, "\u2039");  // A single angle quotation mark.
    } else if (out[i] == '&') {
      constexpr std::size_t kLongestName = 40;  // HTML's longest has 31 letters.
      std::size_t end = i + 1;
      while (end < out.size() && end < i + kLongestName && is_name(out[end])) ++end;
      if (end > i + 1 && end < out.size() && out[end] == ';') out.replace(i, 1, "\uFF06");  // A full-width ampersand.
    }
  }
  return out;
}

}  // namespace dateline::site
