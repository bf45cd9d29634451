#include "wire/feed_links.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "markup/html.h"
#include "text/url.h"
#include "text/utf8.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.contains(word); });
}

/// Space-separated names, as in rel.
bool has_name(std::string_view names, std::string_view wanted) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n\f"), names.size());
    if (lower(names.substr(0, end)) == wanted) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

bool declares_feed(std::string_view rel, std::string_view type, std::string_view href) {
  if (has_name(rel, "feed")) return true;
  if (!has_name(rel, "alternate")) return false;
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

/// The values of Link fields (RFC 8288): <URL>; rel="alternate"; type="application/rss+xml", <URL> ...
void add_declared_by_field(std::string_view field, const text::Url& page, std::vector<std::string>& to) {
  while (true) {
    const std::size_t open = field.find('<');
    const std::size_t close = open == std::string_view::npos ? open : field.find('>', open);
    if (close == std::string_view::npos) return;
    const std::string_view href = field.substr(open + 1, close - open - 1);
    field.remove_prefix(close + 1);
    std::string rel, type;
    while (!field.empty() && field.front() != ',') {
      // One parameter: up to the next ";" or "," that stands in no quotes.
      bool quoted = false;
      std::size_t end = 0;
      for (; end < field.size() && (quoted || (field[end] != ';' && field[end] != ',')); ++end) {
        if (field[end] == '\\' && quoted) ++end;
        if (end < field.size() && field[end] == '"') quoted = !quoted;
      }
      end = std::min(end, field.size());
      const std::string_view parameter = field.substr(0, end);
      const std::size_t equals = parameter.find('=');
      if (equals != std::string_view::npos) {
        const std::string name = lower(text::collapse(parameter.substr(0, equals)));
        std::string value = text::collapse(parameter.substr(equals + 1));
        std::erase(value, '"');
        if (name == "rel" && rel.empty()) rel = std::move(value);
        if (name == "type") type = std::move(value);
      }
      field.remove_prefix(end < field.size() && field[end] == ';' ? end + 1 : end);
    }
    if (!declares_feed(rel, type, href)) continue;
    if (const auto url = page.resolve(href)) to.push_back(url->str());
  }
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
  add_declared_by_field(link_field, *address, links.declared);
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
