#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "text/utf8.h"
#include "wire/fetched_page.h"

namespace dateline::wire {
namespace {

/// Browsers decide within 1,445 bytes (WHATWG MIME Sniffing); feeds with a long comment or licence on top need more.
constexpr std::size_t kSniffBytes = 4096;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

bool is_name(char c) {
  return !is_space(c) && c != '>' && c != '/' && c != '<';
}

/// The name of the first element, past the declaration, comments and the document type; "!doctype html" for HTML's.
std::string_view first_element(std::string_view head) {
  while (true) {
    const std::size_t open = head.find('<');
    if (open == std::string_view::npos) return {};
    head.remove_prefix(open + 1);
    std::string_view end = ">";
    if (head.starts_with("!--")) {
      end = "-->";
    } else if (head.starts_with("!doctype html")) {
      return "!doctype html";
    } else if (!head.starts_with('?') && !head.starts_with('!')) {
      const auto stop = std::ranges::find_if_not(head, is_name);
      return head.substr(0, static_cast<std::size_t>(stop - head.begin()));
    }
    const std::size_t close = head.find(end);
    if (close == std::string_view::npos) return {};
    head.remove_prefix(close + end.size());
  }
}

/// Without a namespace prefix: "rdf:rdf" -> "rdf".
std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool looks_like_html(std::string_view head) {
  constexpr std::array<std::string_view, 16> kTags = {"<html", "<head", "<body", "<title",  "<meta", "<script",
                                                      "<link", "<div",  "<p>",   "<p ",     "<h1",   "<table",
                                                      "<span", "<a ",   "<br",   "<article"};
  return std::ranges::any_of(kTags, [&](std::string_view tag) { return head.find(tag) != std::string_view::npos; });
}

DocumentKind by_type(std::string_view type) {
  if (type.find("html") != std::string_view::npos) return DocumentKind::kHtml;
  if (type.find("opml") != std::string_view::npos) return DocumentKind::kOpml;
  if (type.find("warc") != std::string_view::npos) return DocumentKind::kWarc;
  if (type == "application/rss+xml" || type == "application/atom+xml" || type == "application/rdf+xml" ||
      type == "application/feed+json") {
    return DocumentKind::kFeed;
  }
  return DocumentKind::kUnknown;
}

}  // namespace

DocumentKind sniff(std::string_view bytes, std::string_view content_type) {
  std::string_view start = bytes.substr(0, kSniffBytes);
  const std::string head = lower(text::to_utf8(start));  // For UTF-16 and byte order marks.
  const auto first = std::ranges::find_if_not(head, [](char c) { return is_space(c) || c == '\0'; });
  const std::string_view text(first, head.end());
  if (text.empty() && bytes.size() <= kSniffBytes) return DocumentKind::kEmpty;

  if (text.starts_with("warc/") || text.starts_with("filedesc:")) return DocumentKind::kWarc;
  if (text.find('\0') != std::string_view::npos) return DocumentKind::kUnknown;  // A picture, an archive, a program.
  if (text.starts_with('{') || text.starts_with('[')) {
    const bool feed = text.find("jsonfeed.org/version") != std::string_view::npos ||
                      text.find("jsonfeed.org\\/version") != std::string_view::npos;
    // ninjs, a report of an agency, has no mark of its own but its members.
    const bool report =
        text.find("\"uri\"") != std::string_view::npos &&
        (text.find("\"versioncreated\"") != std::string_view::npos || text.find("\"ninjs\"") != std::string_view::npos);
    return feed || report ? DocumentKind::kFeed : DocumentKind::kJsonLines;
  }
  const std::string_view element = local_name(first_element(text));
  constexpr std::array<std::string_view, 10> kFeedRoots = {
      "rss", "rdf", "feed", "channel", "urlset", "sitemapindex", "newsitem", "newsmessage", "packageitem", "nitf"};
  if (std::ranges::find(kFeedRoots, element) != kFeedRoots.end()) return DocumentKind::kFeed;
  if (element == "opml") return DocumentKind::kOpml;
  if (element == "html" || element == "!doctype html") return DocumentKind::kHtml;
  // Text before the declaration, or a page that is only a fragment.
  for (const std::string_view root : {"<rss", "<rdf:rdf", "<feed xmlns"}) {
    if (text.find(root) != std::string_view::npos) return DocumentKind::kFeed;
  }
  if (text.find("<opml") != std::string_view::npos) return DocumentKind::kOpml;
  if (text.starts_with("<?xml")) return by_type(lower(content_type));  // HTML inside of XML does not make a page.
  if (looks_like_html(text)) return DocumentKind::kHtml;
  return by_type(lower(content_type));
}

}  // namespace dateline::wire
