#include "wire/feed.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/ids.h"
#include "text/url.h"
#include "wire/feed_reader.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

bool is_json(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  // UTF-16 puts zeros between; no XML document starts with a brace.
  const auto first = std::ranges::find_if_not(
      bytes, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0'; });
  return first != bytes.end() && *first == '{';
}

std::string fallback_id(const FeedEntry& entry) {
  if (!entry.url.empty()) return entry.url;
  return encode_id(digest64(entry.title + "\n" + entry.summary + "\n" + entry.content));
}

/// Some feeds give every entry the same id; such ids name nothing, so the address does.
void tell_apart(Feed& feed, Warnings& warnings) {
  std::unordered_map<std::string, std::string> url_of;
  std::unordered_set<std::string> shared;
  for (const FeedEntry& entry : feed.entries) {
    const auto [at, added] = url_of.try_emplace(entry.id, entry.url);
    if (!added && !entry.url.empty() && at->second != entry.url) shared.insert(entry.id);
  }
  if (shared.empty()) return;
  for (FeedEntry& entry : feed.entries) {
    if (shared.contains(entry.id)) entry.id = fallback_id(entry);
  }
  warnings.add(count_of(shared.size(), "id is", "ids are") + " shared by different entries; used their links instead");
}

}  // namespace

Result<Feed> parse_feed(std::string_view bytes, std::string_view base_url, std::string_view transport_charset) {
  const auto base = text::Url::parse(base_url);
  Warnings warnings;
  auto feed = is_json(bytes) ? read_json_feed(bytes, base, transport_charset, warnings)
                             : read_xml_feed(bytes, base, transport_charset, warnings);
  if (!feed) return feed;

  // A file has no address of its own, so its relative links are read as seen from the site it names.
  const auto site = text::Url::parse(feed->url);
  feed->url = site ? site->str() : "";
  for (FeedEntry& entry : feed->entries) {
    entry.url = absolute_url(entry.url, site);
    entry.image = absolute_url(entry.image, site);
    if (entry.id.empty()) entry.id = fallback_id(entry);
  }
  tell_apart(*feed, warnings);
  feed->warnings = warnings.take();
  return feed;
}

}  // namespace dateline::wire
