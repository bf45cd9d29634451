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
  }
  return feed;
}

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f) continue;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {  // U+0080 to U+009F
      ++i;
      continue;
    }
    if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {  // U+FFFE, U+FFFF
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
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
