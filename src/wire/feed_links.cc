#include "wire/feed_links.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "markup/html.h"
#include "text/url.h"
#include "text/utf8.h"
#include "wire/feed_text.h"
#include "wire/link_field.h"

namespace dateline::wire {
namespace {

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.contains(word); });
}

bool declares_feed(std::string_view rel, std::string_view type, std::string_view href) {
  if (has_relation(rel, "feed")) return true;
  if (!has_relation(rel, "alternate")) return false;
  const std::string media = lower(type.substr(0, type.find(';')));
  constexpr std::array<std::string_view, 6> kFeedTypes = {"application/rss+xml",   "application/atom+xml",
                                                          "application/feed+json", "application/rdf+xml",
                                                          "application/xml",       "text/xml"};
  if (std::ranges::find(kFeedTypes, text::collapse(media)) != kFeedTypes.end()) return true;
  // JSON Feed 1.0 had no type of its own; most of what is declared as JSON is the site's API.
  return media == "application/json" && lower(href).contains("feed");
}

/// Whether a link of a page leads to a feed, by its looks.
bool looks_like_feed(const markup::Node& link, const text::Url& url) {
  if (contains_any(lower(link.attribute("type")), {"rss+xml", "atom+xml", "feed+json"})) return true;
  const std::string path = lower(url.path());
  for (const std::string_view end : {".rss", ".atom", ".rdf", "/feed", "/feed/", "/rss", "/rss/", "/atom", "/atom/",
                                     "/feeds", "/feeds/", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json"}) {
    if (path.ends_with(end)) return true;
  }
  if (contains_any(lower(url.query()), {"feed=", "format=rss", "format=atom", "format=feed", "type=rss"})) return true;
  const std::string words = lower(text::collapse(markup::text_of(link)));
  return words == "rss" || words == "atom" || words == "rss feed" || words == "rss feeds" || words == "atom feed";
}

/// Of one site, as far as names say; feeds are often kept by a service or a host of their own.
bool belongs_to(const text::Url& feed, const text::Url& page) {
  const std::string own = page.site();
  const std::string other = feed.site();
  return own == other || own.ends_with("." + other) || other.ends_with("." + own) || other.contains("feed");
}

}  // namespace

FeedLinks feed_links(const FetchedPage& page, std::string_view link_field) {
  FeedLinks links;
  const auto address = text::Url::parse(page.final_url);
  if (!address) return links;
  LinkReader reader(link_field);
  while (const auto link = reader.next()) {
    if (link->of_another || !declares_feed(link->rel, link->type, link->target)) continue;
    if (const auto url = address->resolve(link->target)) links.declared.push_back(url->str());
  }
  const auto tree = markup::Document::parse(markup::decode_html(
      page.body, page.charset.empty() ? std::nullopt : std::optional<std::string_view>(page.charset)));
  if (!tree) return links;
  std::optional<text::Url> base;
  for (const markup::Node* node = &tree->root(); node; node = markup::next_in_order(node, &tree->root())) {
    if (node->tag == markup::Tag::kBase && !base) base = address->resolve(node->attribute("href"));
    if (node->tag != markup::Tag::kLink && node->tag != markup::Tag::kA) continue;
    const std::string_view href = node->attribute("href");
    const auto url = href.empty() ? std::nullopt : (base ? *base : *address).resolve(href);
    if (!url) continue;
    if (declares_feed(node->attribute("rel"), node->attribute("type"), href)) {
      links.declared.push_back(url->str());
    } else if (node->tag == markup::Tag::kA && belongs_to(*url, *address) && looks_like_feed(*node, *url)) {
      links.linked.push_back(url->str());
    }
  }
  return links;
}

}  // namespace dateline::wire
