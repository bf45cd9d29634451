#include "wire/feed.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/ids.h"
#include "text/url.h"
#include "wire/feed_reader.h"
#include "wire/feed_text.h"
#include "wire/fetched_page.h"

namespace dateline::wire {
namespace {

bool is_json(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  // UTF-16 puts zeros between; no XML document starts with a bracket.
  const auto first = std::ranges::find_if_not(
      bytes, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0'; });
  return first != bytes.end() && (*first == '{' || *first == '[');
}

/// What begins like one, unless it is XML with an odd document type.
bool is_web_page(std::string_view bytes) {
  constexpr std::size_t kHead = 4096;
  const std::string head = lower(bytes.substr(0, kHead));
  const bool is_xml = head.contains("<rss") || head.contains("<feed") || head.contains(":rdf");
  return !is_xml && sniff(bytes.substr(0, 2 * kHead)) == DocumentKind::kHtml;
}

std::string fallback_id(const FeedEntry& entry) {
  if (!entry.url.empty()) return entry.url;
  return encode_id(digest64(entry.title + "\n" + entry.summary + "\n" + entry.content));
}

// In one place for all formats: no line that may stand on a public page holds an e-mail address.

void forget_addresses(std::string& line) {
  if (line.contains('@')) line = without_addresses(std::move(line));
}
void forget_addresses(std::vector<std::string>& lines) {
  for (std::string& line : lines) forget_addresses(line);
  std::erase(lines, "");
}
void forget_addresses(std::vector<FeedLink>& links) {
  for (FeedLink& link : links) forget_addresses(link.title);
}

void forget_addresses(Feed& feed) {
  for (std::string* line : {&feed.rights, &feed.generator}) forget_addresses(*line);
  forget_addresses(feed.categories);
  forget_addresses(feed.links);
  for (FeedEntry& entry : feed.entries) {
    forget_addresses(entry.rights);
    forget_addresses(entry.categories);
    forget_addresses(entry.links);
    for (FeedMedia& media : entry.media) {
      for (std::string* line : {&media.title, &media.credit, &media.description, &media.rights})
        forget_addresses(*line);
    }
    if (entry.source) forget_addresses(entry.source->title);
    if (entry.place) forget_addresses(entry.place->name);
  }
}

void make_absolute(std::vector<FeedLink>& links, const std::optional<text::Url>& site) {
  for (FeedLink& link : links) link.url = absolute_url(link.url, site);
  std::erase_if(links, [](const FeedLink& link) { return link.url.empty(); });
}

void make_absolute(Feed& feed, const std::optional<text::Url>& site) {
  for (std::string* url : {&feed.image, &feed.icon, &feed.self, &feed.next}) *url = absolute_url(*url, site);
  for (std::string& hub : feed.hubs) hub = absolute_url(hub, site);
  std::erase(feed.hubs, "");
  make_absolute(feed.links, site);
  for (FeedEntry& entry : feed.entries) {
    entry.url = absolute_url(entry.url, site);
    entry.image = absolute_url(entry.image, site);
    make_absolute(entry.links, site);
    for (FeedMedia& media : entry.media) {
      media.url = absolute_url(media.url, site);
      media.thumbnail = absolute_url(media.thumbnail, site);
    }
    if (entry.comments) {
      entry.comments->page = absolute_url(entry.comments->page, site);
      entry.comments->feed = absolute_url(entry.comments->feed, site);
    }
    if (entry.source) entry.source->url = absolute_url(entry.source->url, site);
    for (FeedReply& reply : entry.in_reply_to) reply.url = absolute_url(reply.url, site);
  }
}

/// Some feeds give every entry the same id; such ids name nothing, so the address does.
void tell_apart(Feed& feed, Warnings& warnings) {
  std::unordered_map<std::string, std::string> what_of;
  std::unordered_set<std::string> shared;
  for (const FeedEntry& entry : feed.entries) {
    const std::string& what = entry.url.empty() ? entry.title : entry.url;
    const auto [at, added] = what_of.try_emplace(entry.id, what);
    if (!added && !what.empty() && at->second != what) shared.insert(entry.id);
  }
  if (shared.empty()) return;
  feed.shared_ids = true;
  for (FeedEntry& entry : feed.entries) {
    if (shared.contains(entry.id)) entry.id = fallback_id(entry);
  }
  warnings.add(count_of(shared.size(), "id is", "ids are") + " shared by different entries; used their links instead");
}

}  // namespace

Result<Feed> parse_feed(std::string_view bytes, std::string_view base_url, std::string_view transport_charset) {
  const auto base = text::Url::parse(base_url);
  Warnings warnings;
  auto feed = is_json(bytes)       ? read_json_feed(bytes, base, transport_charset, warnings)
              : is_web_page(bytes) ? read_h_feed(bytes, base, transport_charset, warnings)
                                   : read_xml_feed(bytes, base, transport_charset, warnings);
  if (!feed) return feed;

  const auto site = text::Url::parse(feed->url);
  feed->url = site ? site->str() : "";
  // A file has no address of its own, so its relative links are read as seen from the site it names.
  if (!base) make_absolute(*feed, site);
  for (FeedEntry& entry : feed->entries) {
    std::erase_if(entry.media, [](const FeedMedia& media) { return media.url.empty(); });
    if (entry.id.empty()) entry.id = fallback_id(entry);
  }
  forget_addresses(*feed);
  tell_apart(*feed, warnings);
  feed->warnings = warnings.take();
  return feed;
}

}  // namespace dateline::wire
