// h-feed: a web page whose classes say what its parts are (microformats2).

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "markup/html.h"
#include "text/date.h"
#include "text/utf8.h"
#include "wire/feed_reader.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

using markup::Node;

/// Calls `visit` for each class.
template <class Visit>
void each_class(const Node& node, Visit visit) {
  std::string_view classes = node.attribute("class");
  while (!classes.empty()) {
    const std::size_t end = std::min(classes.find_first_of(" \t\r\n\f"), classes.size());
    if (end > 0) visit(classes.substr(0, end));
    classes.remove_prefix(std::min(end + 1, classes.size()));
  }
}

bool has_class(const Node& node, std::string_view wanted) {
  bool found = false;
  each_class(node, [&](std::string_view one) { found |= one == wanted; });
  return found;
}

/// Whether the element is a thing of its own ("h-entry", "h-card").
bool is_root(const Node& node) {
  bool found = false;
  each_class(node, [&](std::string_view one) { found |= one.starts_with("h-") && one.size() > 2; });
  return found;
}

/// Calls `visit(name, node)` for the properties of `root` ("p-name", "dt-published"), not for those of things inside.
template <class Visit>
void each_property(const Node& root, Visit visit) {
  for (const Node* node = markup::next_in_order(&root, &root); node;) {
    const bool inner_root = node->is_element() && is_root(*node);
    if (node->is_element()) {
      each_class(*node, [&](std::string_view one) {
        if (one.starts_with("p-") || one.starts_with("u-") || one.starts_with("e-") || one.starts_with("dt-")) {
          visit(one, *node);
        }
      });
    }
    node = inner_root ? markup::next_skipping_children(node, &root) : markup::next_in_order(node, &root);
  }
}

std::string line_of(const Node& node) {
  if (node.is("img") || node.is("area")) return text::collapse(node.attribute("alt"));
  if (node.is("abbr") && node.has("title")) return text::collapse(node.attribute("title"));
  if (node.is("data") && node.has("value")) return text::collapse(node.attribute("value"));
  return text::collapse(markup::text_of(node));
}

std::string date_text(const Node& node) {
  for (const std::string_view attribute : {"datetime", "title", "value"}) {
    if (node.has(attribute)) return text::collapse(node.attribute(attribute));
  }
  return line_of(node);
}

std::string person_of(const Node& node) {
  std::string name;
  if (is_root(node)) {
    each_property(node, [&](std::string_view property, const Node& inner) {
      if (property == "p-name" && name.empty()) name = line_of(inner);
    });
  }
  if (name.empty()) name = line_of(node);
  for (const Node* inner = &node; inner && name.empty(); inner = markup::next_in_order(inner, &node)) {
    if (inner->is("img")) name = line_of(*inner);
  }
  return author_name(name);
}

std::optional<FeedPlace> place_of(const Node& node) {
  FeedPlace place;
  std::string latitude, longitude;
  each_property(node, [&](std::string_view property, const Node& inner) {
    if (property == "p-latitude") latitude = line_of(inner);
    if (property == "p-longitude") longitude = line_of(inner);
    if (property == "p-name") place.name = line_of(inner);
  });
  if (place.name.empty() && latitude.empty()) place.name = line_of(node);
  place.name = place.name;
  const double north = std::strtod(latitude.c_str(), nullptr), east = std::strtod(longitude.c_str(), nullptr);
  const bool is_on_earth = north >= -90 && north <= 90 && east >= -360 && east <= 360;
  if (!latitude.empty() && !longitude.empty() && is_on_earth) place.points = {{north, east}};
  if (place.name.empty() && place.points.empty()) return std::nullopt;
  return place;
}

class HFeedReader {
 public:
  HFeedReader(const std::optional<text::Url>& base, Warnings& warnings) : base_(base), warnings_(warnings) {}

  Feed read(const markup::Document& page) {
    Feed feed;
    feed.format = "h-feed";
    const Node* top = &page.root();
    feed.language = text::collapse(top->attribute("lang"));
    std::string page_title;
    for (const Node* node = top; node; node = markup::next_in_order(node, top)) {
      if (!node->is_element()) continue;
      if (node->is("base") && node->has("href")) {
        const std::string_view href = node->attribute("href");
        if (auto nearer = base_ ? base_->resolve(href) : text::Url::parse(href)) base_ = std::move(nearer);
      } else if (node->is("title") && page_title.empty()) {
        page_title = line_of(*node);
      } else if ((node->is("link") || node->is("a")) && node->has("rel")) {
        read_relation(*node, feed);
      } else if (has_class(*node, "h-feed")) {
        read_feed(*node, feed);
      }
    }
    if (feed.title.empty()) feed.title = page_title;
    read_entries(*top, feed);
    return feed;
  }

 private:
  void read_entries(const Node& top, Feed& feed) {
    std::size_t left_out = 0;
    for (const Node* node = &top; node;) {
      if (!node->is_element() || !has_class(*node, "h-entry")) {
        node = markup::next_in_order(node, &top);
        continue;
      }
      if (feed.entries.size() < kMaxEntries) {
        feed.entries.push_back(entry_of(*node));
        FeedEntry& entry = feed.entries.back();
        if (entry.authors.empty()) entry.authors = feed.authors;
        if (entry.language == feed.language) entry.language.clear();
      } else {
        ++left_out;
      }
      node = markup::next_skipping_children(node, &top);
    }
    if (left_out > 0) {
      warnings_.add(count_of(left_out, "entry", "entries") + " after the first " + with_commas(kMaxEntries) +
                    " left out");
    }
  }

  std::string resolved(std::string_view reference) const {
    return base_ ? absolute_url(reference, base_) : text::collapse(reference);
  }
  std::string address(const Node& node) const {
    for (const std::string_view attribute : {"href", "src", "data", "poster"}) {
      if (node.has(attribute)) return resolved(node.attribute(attribute));
    }
    return resolved(line_of(node));
  }

  void read_relation(const Node& node, Feed& feed) const {
    const std::string rel = lower(text::collapse(node.attribute("rel")));
    std::string* address_of = rel == "next"        ? &feed.next
                              : rel == "canonical" ? &feed.url
                              : rel == "self"      ? &feed.self
                              : rel == "icon"      ? &feed.icon
                                                   : nullptr;
    if (address_of && address_of->empty()) *address_of = address(node);
    if (rel == "hub") add_once(feed.hubs, address(node));
  }

  void read_feed(const Node& root, Feed& feed) const {
    each_property(root, [&](std::string_view property, const Node& node) {
      if (has_class(node, "h-entry")) return;  // An entry that is a property too ("p-entry").
      if (property == "p-name" && feed.title.empty()) feed.title = line_of(node);
      if (property == "p-summary") feed.description = line_of(node);
      if (property == "u-url" && feed.url.empty()) feed.url = address(node);
      if (property == "u-photo" && feed.image.empty()) feed.image = address(node);
      if (property == "p-author") add_once(feed.authors, person_of(node));
    });
  }

  FeedEntry entry_of(const Node& root) const {
    FeedEntry entry;
    entry.language = text::collapse(root.attribute("lang"));
    each_property(root, [&](std::string_view property, const Node& node) { read_property(property, node, entry); });
    entry.kind = !entry.in_reply_to.empty() ? "reply" : entry.title.empty() ? "note" : "article";
    return entry;
  }

  void read_property(std::string_view property, const Node& node, FeedEntry& entry) const {
    if (property == "p-name") {
      // A note has no name of its own: its whole text is marked as one.
      if (!has_class(node, "e-content") && !has_class(node, "p-summary")) entry.title = line_of(node);
    } else if (property == "u-url") {
      const std::string url = address(node);
      if (entry.url.empty()) entry.url = url;
      add_link(entry, "alternate", url);
    } else if (property == "u-uid") {
      entry.id = address(node);
    } else if (property == "dt-published") {
      entry.published = text::parse_date(date_text(node));
    } else if (property == "dt-updated") {
      entry.updated = text::parse_date(date_text(node));
    } else if (property == "p-author") {
      add_once(entry.authors, person_of(node));
    } else if (property == "p-category" || property == "u-category") {
      add_once(entry.categories, line_of(node));
    } else if (property == "e-content") {
      entry.content = markup::inner_html(node);
    } else if (property == "e-summary") {
      entry.summary = markup::inner_html(node);
    } else if (property == "p-summary") {
      entry.summary = escape_html(line_of(node));
    } else if (property == "u-photo" || property == "u-featured") {
      add_media(entry, node, "image");
    } else if (property == "u-video" || property == "u-audio") {
      add_media(entry, node, property.substr(2));
    } else if (property == "u-in-reply-to") {
      read_reply(entry, node);
    } else if (property == "u-syndication") {
      add_link(entry, "syndication", address(node));
    } else if (property == "p-location" && !entry.place) {
      entry.place = place_of(node);
    }
  }

  static void add_once(std::vector<std::string>& list, std::string line) {
    constexpr std::size_t kMost = 1'000;
    if (!line.empty() && list.size() < kMost && std::ranges::find(list, line) == list.end()) {
      list.push_back(std::move(line));
    }
  }
  static void add_link(FeedEntry& entry, std::string_view rel, const std::string& url) {
    if (!url.empty()) entry.links.push_back({std::string(rel), url, "", "", "", {}});
  }

  void add_media(FeedEntry& entry, const Node& node, std::string_view medium) const {
    FeedMedia media;
    media.url = address(node);
    media.medium = medium;
    media.type = text::collapse(node.attribute("type"));
    media.description = text::collapse(node.attribute("alt"));
    if (medium == "image" && entry.image.empty()) entry.image = media.url;
    if (!media.url.empty()) entry.media.push_back(std::move(media));
  }

  void read_reply(FeedEntry& entry, const Node& node) const {
    std::string url = node.has("href") ? address(node) : "";
    each_property(node, [&](std::string_view property, const Node& inner) {
      if (property == "u-url" && url.empty()) url = address(inner);
    });
    if (!url.empty()) entry.in_reply_to.push_back({"", url});
  }

  std::optional<text::Url> base_;
  Warnings& warnings_;
};

}  // namespace

Result<Feed> read_h_feed(std::string_view bytes, const std::optional<text::Url>& base,
                         std::string_view transport_charset, Warnings& warnings) {
  constexpr const char* kNone = "not a feed but a web page; look there for its feed's address";
  const std::string utf8 =
      markup::decode_html(bytes, transport_charset.empty() ? std::nullopt : std::optional(transport_charset));
  if (!utf8.contains("h-entry")) return fail(Code::kInvalid, kNone);
  DATELINE_TRY(const markup::Document page, markup::Document::parse(utf8));
  Feed feed = HFeedReader(base, warnings).read(page);
  if (feed.entries.empty()) return fail(Code::kInvalid, kNone);
  return feed;
}

}  // namespace dateline::wire
