// JSON Feed 1.0 and 1.1, and ninjs. The one file of wire/ that names Boost.JSON.

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "text/date.h"
#include "text/json_repair.h"
#include "text/utf8.h"
#include "wire/feed_reader.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

namespace json = boost::json;

/// The format has four levels; extensions of publishers add a few.
constexpr std::size_t kMaxDepth = 64;

constexpr const char* kCutOff = "it ends in the middle";

/// What was read, and where it stopped.
struct Parsed {
  json::value value;
  std::string problem;     ///< Empty: it is whole.
  std::size_t offset = 0;  ///< Of the fault.
};

Parsed parse(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  options.allow_trailing_commas = true;
  json::parser parser({}, options);
  json::error_code error;
  const std::size_t read = parser.write_some(json::string_view(text.data(), text.size()), error);
  if (error) return {nullptr, error == json::error::incomplete ? kCutOff : error.message(), read};
  return {parser.release(), "", read};
}

/// `text` up to its last whole entry before `fault`, closed again: {"items":[{..},{..} -> {"items":[{..},{..}]}.
/// Empty when there is no list.
std::string close_before(std::string_view text, std::size_t fault) {
  std::string open;  // The brackets that are open, as a stack.
  bool in_string = false;
  std::size_t end = 0;
  for (std::size_t i = 0; i < std::min(fault, text.size()); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      open += c;
      if (open == "{[") end = i + 1;
    } else if ((c == '}' || c == ']') && !open.empty()) {
      open.pop_back();
      if (open == "{[") end = i + 1;
    }
  }
  return end == 0 ? "" : std::string(text.substr(0, end)) + "]}";
}

/// Whole objects after a fault that look like entries: nothing says any more where the list ends. Each try costs what
/// it reads, so there are few.
void salvage(std::string_view text, std::size_t fault, json::array& items) {
  constexpr int kTries = 200;
  json::parse_options options;
  options.max_depth = kMaxDepth;
  std::size_t at = fault;
  for (int tries = 0; tries < kTries && (at = text.find('{', at)) != std::string_view::npos; ++tries) {
    json::stream_parser parser({}, options);
    json::error_code error;
    const std::size_t read = parser.write_some(json::string_view(text.data() + at, text.size() - at), error);
    if (error || !parser.done()) {
      at += 1;
      continue;
    }
    const json::value value = parser.release();
    const auto has = [&](std::string_view name) { return value.get_object().contains(name); };
    // Attachments and authors have an address too.
    if (has("id") || has("title") || has("content_html") || has("content_text")) items.push_back(value);
    at += read;
  }
}

std::string place_of(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(offset - start + 1);
}

/// A member by its name in lower case: ninjs 2 writes "versioncreated", ninjs 3 "versionCreated".
const json::value* member(const json::object& object, std::string_view lower_key) {
  if (const auto* exact = object.if_contains(json::string_view(lower_key.data(), lower_key.size()))) return exact;
  for (const auto& [key, value] : object) {
    if (key.size() == lower_key.size() && lower({key.data(), key.size()}) == lower_key) return &value;
  }
  return nullptr;
}

std::string as_text(const json::value& value) {
  if (const auto* string = value.if_string()) return std::string(string->data(), string->size());
  if (value.is_int64() || value.is_uint64()) return json::serialize(value);
  return "";
}

/// A member as text. The standard wants strings; ids and dates come as numbers too.
std::string text_in(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value ? as_text(*value) : "";
}

/// The first of several members that says anything.
std::string text_in(const json::object& object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (std::string text = text_in(object, key); !text.empty()) return text;
  }
  return "";
}

template <class Number>
std::optional<Number> number_in(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  if (!value) return std::nullopt;
  const std::optional<double> number = value->is_int64()    ? static_cast<double>(value->get_int64())
                                       : value->is_uint64() ? static_cast<double>(value->get_uint64())
                                       : value->is_double() ? value->get_double()
                                                            : std::optional<double>();
  // Up to what a double holds exactly; no picture, film or feed needs more.
  if (!number || !(*number >= 0 && *number < 9e15)) return std::nullopt;
  if (*number > static_cast<double>(std::numeric_limits<Number>::max())) return std::nullopt;
  return static_cast<Number>(*number);
}

std::optional<std::chrono::seconds> seconds_of(const json::object& object, std::string_view key) {
  constexpr long kYear = 366L * 24 * 3600;
  const auto number = number_in<std::int64_t>(object, key);
  return number && *number <= kYear ? std::optional(std::chrono::seconds(*number)) : std::nullopt;
}

const json::array* list_in(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value ? value->if_array() : nullptr;
}

/// The objects of a list, or of an object that is used as one ({"main": {..}, "thumbnail": {..}}).
std::vector<const json::object*> objects_in(const json::object& object, std::string_view key) {
  std::vector<const json::object*> objects;
  const json::value* value = member(object, key);
  const auto add = [&](const json::value& item) {
    if (const auto* inner = item.if_object()) objects.push_back(inner);
  };
  if (value && value->is_array()) std::ranges::for_each(value->get_array(), add);
  if (value && value->is_object()) {
    for (const auto& [name, item] : value->get_object()) add(item);
  }
  return objects;
}

void add_once(std::vector<std::string>& list, std::string line) {
  constexpr std::size_t kMost = 1'000;
  if (!line.empty() && list.size() < kMost && std::ranges::find(list, line) == list.end()) {
    list.push_back(std::move(line));
  }
}

/// Addresses as seen from the feed's.
class Addresses {
 public:
  explicit Addresses(const std::optional<text::Url>& base) : base_(base) {}
  std::string of(std::string_view reference) const {
    return base_ ? absolute_url(reference, base_) : text::collapse(reference);
  }
  std::string in(const json::object& object, std::string_view key) const { return of(text_in(object, key)); }

 private:
  const std::optional<text::Url>& base_;
};

void add_link(std::vector<FeedLink>& links, std::string_view rel, const std::string& url) {
  if (!url.empty()) links.push_back({std::string(rel), url, "", "", "", {}});
}

// JSON Feed.

/// "authors" of version 1.1, "author" of 1.0.
std::vector<std::string> authors_of(const json::object& object) {
  std::vector<std::string> authors;
  const auto add = [&](const json::value& value) {
    if (const json::object* author = value.if_object()) add_once(authors, author_name(text_in(*author, "name")));
  };
  if (const auto* list = list_in(object, "authors")) std::ranges::for_each(*list, add);
  if (const auto* author = object.if_contains("author"); author && authors.empty()) add(*author);
  return authors;
}

FeedEntry entry_of(const json::object& item, const Addresses& addresses) {
  FeedEntry entry;
  entry.id = text::collapse(text_in(item, "id"));
  entry.url = addresses.in(item, "url");
  const std::string external = addresses.in(item, "external_url");
  add_link(entry.links, "alternate", entry.url);
  add_link(entry.links, "related", external);
  if (entry.url.empty()) entry.url = external;
  entry.title = plain_line(text_in(item, "title"));
  entry.language = text::collapse(text_in(item, "language"));
  entry.authors = authors_of(item);
  entry.published = text::parse_date(text_in(item, "date_published"));
  entry.updated = text::parse_date(text_in(item, "date_modified"));
  entry.content = text_in(item, "content_html");
  if (entry.content.empty()) entry.content = escape_html(text_in(item, "content_text"));
  entry.summary = escape_html(text_in(item, "summary"));
  entry.image = addresses.in(item, "image");
  if (entry.image.empty()) entry.image = addresses.in(item, "banner_image");
  for (const json::object* attachment : objects_in(item, "attachments")) {
    FeedMedia media;
    media.url = addresses.in(*attachment, "url");
    if (media.url.empty()) continue;
    media.type = text::collapse(text_in(*attachment, "mime_type"));
    media.title = plain_line(text_in(*attachment, "title"));
    media.bytes = number_in<std::uint64_t>(*attachment, "size_in_bytes");
    media.duration = seconds_of(*attachment, "duration_in_seconds");
    media.enclosed = true;
    if (entry.image.empty() && is_picture(media.type, media.url)) entry.image = media.url;
    entry.media.push_back(std::move(media));
  }
  if (const auto* tags = list_in(item, "tags")) {
    for (const json::value& tag : *tags) {
      if (tag.is_string()) add_once(entry.categories, text::collapse(as_text(tag)));
    }
  }
  return entry;
}

Feed feed_of(const json::object& object, const json::array& items, const Addresses& addresses, Warnings& warnings) {
  Feed feed;
  const std::string version = text_in(object, "version");
  const std::size_t slash = version.rfind('/');
  feed.format = "json " + (slash == std::string::npos ? std::string("1.0") : version.substr(slash + 1, 8));
  feed.title = plain_line(text_in(object, "title"));
  feed.url = addresses.in(object, "home_page_url");
  feed.self = addresses.in(object, "feed_url");
  feed.next = addresses.in(object, "next_url");
  add_link(feed.links, "alternate", feed.url);
  add_link(feed.links, "self", feed.self);
  add_link(feed.links, "next", feed.next);
  feed.image = addresses.in(object, "icon");
  feed.icon = addresses.in(object, "favicon");
  feed.language = text::collapse(text_in(object, "language"));
  feed.description = text::collapse(text_in(object, "description"));
  feed.authors = authors_of(object);
  for (const json::object* hub : objects_in(object, "hubs")) {
    if (lower(text_in(*hub, "type")) == "websub") add_once(feed.hubs, addresses.in(*hub, "url"));
  }
  std::size_t number = 0;
  for (const json::value& value : items) {
    ++number;
    if (feed.entries.size() >= kMaxEntries) {
      warnings.add(count_of(items.size() - kMaxEntries, "entry", "entries") + " after the first " +
                   with_commas(kMaxEntries) + " left out");
      break;
    }
    const json::object* item = value.if_object();
    if (!item) {
      warnings.add("items: number " + with_commas(number) + " is not an object; left out");
      continue;
    }
    feed.entries.push_back(entry_of(*item, addresses));
    if (feed.entries.back().authors.empty()) feed.entries.back().authors = feed.authors;
  }
  return feed;
}

// ninjs 1, 2 and 3 (IPTC): one report an object; what was "headline" became a list of "headlines" in 2, and names got
// capitals in 3.

bool is_ninjs(const json::object& object) {
  if (text_in(object, "uri").empty()) return false;
  constexpr std::array<std::string_view, 10> kOwn = {"versioncreated", "headline",  "headlines", "body_text",
                                                     "bodies",         "standard",  "$standard", "description_text",
                                                     "descriptions",   "renditions"};
  return std::ranges::any_of(kOwn, [&](std::string_view key) { return member(object, key) != nullptr; });
}

std::string ninjs_version(const json::object& item) {
  for (const std::string_view key : {"standard", "$standard"}) {
    const json::value* standard = member(item, key);
    if (!standard || !standard->is_object()) continue;
    if (std::string version = text_in(standard->get_object(), "version"); !version.empty()) return version.substr(0, 8);
  }
  if (item.if_contains("versionCreated") || item.if_contains("pubStatus") || item.if_contains("eventDetails"))
    return "3";
  return member(item, "headlines") || member(item, "bodies") || member(item, "descriptions") ? "2" : "1";
}

/// The text of a list such as "headlines" or "bodies": of the first role that is there, else the first; and its type.
std::pair<std::string, std::string> text_with_type(const json::object& item, std::string_view key,
                                                   std::initializer_list<std::string_view> roles) {
  const auto list = objects_in(item, key);
  const auto of = [](const json::object& one) {
    return std::pair(text_in(one, "value"), lower(text_in(one, "contenttype")));
  };
  for (const std::string_view role : roles) {
    for (const json::object* one : list) {
      if (lower(text_in(*one, "role")) == role && !text_in(*one, "value").empty()) return of(*one);
    }
  }
  for (const json::object* one : list) {
    if (!text_in(*one, "value").empty()) return of(*one);
  }
  return {};
}

/// HTML, whatever its type says: NITF's own elements mean nothing to a sanitizer, which keeps their text.
std::string html_of(const std::pair<std::string, std::string>& text) {
  const auto& [value, type] = text;
  if (type.contains("nitf")) {
    const std::size_t begin = value.find("<body.content>"), end = value.rfind("</body.content>");
    if (begin != std::string::npos && end != std::string::npos && begin < end) {
      return value.substr(begin + 14, end - begin - 14);
    }
  }
  const bool is_plain = type == "text/plain" || (type.empty() && !value.contains("</") && !value.contains("/>"));
  return is_plain ? escape_html(value) : value;
}

/// Its renditions as media of one group; the item itself where it has none and is a file.
void add_media(FeedEntry& entry, const json::object& item, int group, const Addresses& addresses) {
  FeedMedia common;
  common.group = group;
  common.title = text::collapse(text_in(item, "headline"));
  if (common.title.empty()) common.title = text::collapse(text_with_type(item, "headlines", {"main"}).first);
  common.credit = author_name(text_in(item, {"byline", "by"}));
  common.description = text::collapse(text_in(item, "description_text"));
  if (common.description.empty()) {
    common.description = plain_line(text_with_type(item, "descriptions", {"caption", "text"}).first);
  }
  common.rights = text::collapse(text_in(item, "copyrightnotice"));
  const std::string type = lower(text_in(item, "type"));
  common.medium = type == "picture" || type == "graphic" ? "image" : type == "video" || type == "audio" ? type : "";
  const auto renditions = objects_in(item, "renditions");
  for (const json::object* rendition : renditions) {
    FeedMedia media = common;
    media.url = addresses.in(*rendition, "href");
    if (media.url.empty()) continue;
    media.type = lower(text_in(*rendition, {"contenttype", "mimetype"}));
    media.bytes = number_in<std::uint64_t>(*rendition, "sizeinbytes");
    media.duration = seconds_of(*rendition, "duration");
    media.width = number_in<int>(*rendition, "width");
    media.height = number_in<int>(*rendition, "height");
    entry.media.push_back(std::move(media));
  }
  if (renditions.empty() && !common.medium.empty()) {
    common.url = absolute_url(text_in(item, "uri"), std::nullopt);
    if (!common.url.empty()) entry.media.push_back(std::move(common));
  }
}

std::optional<FeedPlace> place_in(const json::object& item) {
  FeedPlace place;
  for (const std::string_view key : {"place", "places"}) {
    for (const json::object* one : objects_in(item, key)) {
      if (place.name.empty()) place.name = text::collapse(text_in(*one, "name"));
      for (const std::string_view geometry : {"geometry_geojson", "geojson"}) {
        const json::value* shape = member(*one, geometry);
        const auto* object = shape ? shape->if_object() : nullptr;
        const auto* numbers = object && text_in(*object, "type") == "Point" ? list_in(*object, "coordinates") : nullptr;
        if (!numbers || numbers->size() < 2 || !place.points.empty()) continue;
        const auto number = [&](std::size_t i) {
          return (*numbers)[i].is_number() ? (*numbers)[i].to_number<double>() : 1000.0;
        };
        if (std::abs(number(1)) <= 90 && std::abs(number(0)) <= 360) place.points = {{number(1), number(0)}};
      }
    }
  }
  if (place.name.empty()) place.name = text::collapse(text_in(item, "located"));
  if (place.name.empty() && place.points.empty()) return std::nullopt;
  return place;
}

FeedEntry ninjs_entry(const json::object& item, const Addresses& addresses) {
  FeedEntry entry;
  entry.id = text::collapse(text_in(item, "uri"));
  entry.url = absolute_url(entry.id, std::nullopt);
  entry.kind = lower(text_in(item, "type"));
  entry.language = text::collapse(text_in(item, "language"));
  entry.title = plain_line(text_in(item, "headline"));
  if (entry.title.empty()) entry.title = plain_line(text_with_type(item, "headlines", {"main"}).first);
  if (entry.title.empty()) entry.title = plain_line(text_in(item, "title"));
  for (const json::object* person : objects_in(item, "people")) {
    if (lower(text_in(*person, "rel")) == "author") add_once(entry.authors, author_name(text_in(*person, "name")));
  }
  if (entry.authors.empty()) {
    std::string byline = author_name(text_in(item, {"byline", "by"}));
    if (byline.starts_with("By ")) byline.erase(0, 3);
    add_once(entry.authors, std::move(byline));
  }
  entry.published = text::parse_date(text_in(item, {"firstcreated", "contentcreated", "versioncreated"}));
  entry.updated = text::parse_date(text_in(item, "versioncreated"));
  entry.summary = text_in(item, "description_xhtml");
  if (entry.summary.empty()) entry.summary = escape_html(text_in(item, "description_text"));
  if (entry.summary.empty()) entry.summary = html_of(text_with_type(item, "descriptions", {"lead", "summary", "text"}));
  entry.content = text_in(item, {"body_html", "body_xhtml"});
  if (entry.content.empty()) entry.content = escape_html(text_in(item, "body_text"));
  if (entry.content.empty()) entry.content = html_of(text_with_type(item, "bodies", {"html", "xhtml", "text", "main"}));
  entry.rights = text::collapse(text_in(item, {"copyrightnotice", "copyrightholder"}));
  for (const std::string_view key : {"subject", "subjects"}) {
    for (const json::object* subject : objects_in(item, key)) {
      add_once(entry.categories, text::collapse(text_in(*subject, "name")));
    }
  }
  for (const std::string_view key : {"infosource", "infosources"}) {
    for (const json::object* source : objects_in(item, key)) {
      const std::string name = text::collapse(text_in(*source, "name"));
      if (!entry.source && !name.empty())
        entry.source = FeedSource{name, absolute_url(text_in(*source, "uri"), std::nullopt)};
    }
  }
  entry.place = place_in(item);
  int group = 1;
  add_media(entry, item, group, addresses);
  for (const json::object* associated : objects_in(item, "associations")) {
    add_media(entry, *associated, ++group, addresses);
  }
  for (const FeedMedia& media : entry.media) {
    if (entry.image.empty() && is_picture(media.type.empty() ? media.medium : media.type, media.url))
      entry.image = media.url;
  }
  return entry;
}

Feed ninjs_feed(const json::array& items, const Addresses& addresses, Warnings& warnings) {
  Feed feed;
  std::size_t others = 0;
  for (const json::value& value : items) {
    const json::object* item = value.if_object();
    if (!item || !is_ninjs(*item) || feed.entries.size() >= kMaxEntries) {
      ++others;
      continue;
    }
    if (feed.format.empty()) {
      feed.format = "ninjs " + ninjs_version(*item);
      feed.language = text::collapse(text_in(*item, "language"));
    }
    feed.entries.push_back(ninjs_entry(*item, addresses));
    if (feed.entries.back().language == feed.language) feed.entries.back().language.clear();
  }
  if (others > 0) warnings.add(count_of(others, "item that is no ninjs", "items that are no ninjs") + " left out");
  return feed;
}

}  // namespace

Result<Feed> read_json_feed(std::string_view bytes, const std::optional<text::Url>& base,
                            std::string_view transport_charset, Warnings& warnings) {
  const std::string text =
      text::to_utf8(bytes, transport_charset.empty() ? std::nullopt : std::optional(transport_charset));
  try {
    Parsed whole = parse(text);
    std::string problem;
    bool mended = false;
    if (!whole.problem.empty()) {
      problem = place_of(text, whole.offset) + ": " + whole.problem;
      for (const bool stray_quotes : {false, true}) {
        if (mended || whole.problem == kCutOff)
          continue;  // What is closed in the middle of an entry is not that entry.
        Parsed again = parse(text::repair_json(text, stray_quotes));
        mended = again.problem.empty();
        if (mended) whole = std::move(again);
      }
      if (!mended) {
        const std::size_t fault = whole.offset;
        whole = parse(close_before(text, fault));
        json::object* read = whole.value.if_object();
        json::value* list = read ? read->if_contains("items") : nullptr;
        if (list && list->is_array()) salvage(text, fault, list->get_array());
      }
    }
    const Addresses addresses(base);
    const json::object* object = whole.value.if_object();
    const json::array* items = object ? list_in(*object, "items") : whole.value.if_array();
    std::optional<Feed> feed;
    if (object && items) {
      feed = feed_of(*object, *items, addresses, warnings);
    } else if (object && is_ninjs(*object)) {
      feed = ninjs_feed({*object}, addresses, warnings);
    } else if (items && std::ranges::any_of(*items, [](const json::value& item) {
                 return item.is_object() && is_ninjs(item.get_object());
               })) {
      feed = ninjs_feed(*items, addresses, warnings);
    }
    if (!feed) {
      if (!problem.empty()) return fail(Code::kInvalid, "not a feed: " + problem);
      return fail(Code::kInvalid, "not a feed: a JSON Feed is an object with a list named 'items'");
    }
    if (!problem.empty()) {
      warnings.add(problem +
                   (mended ? "; mended"
                           : "; kept the " + count_of(feed->entries.size(), "entry", "entries") + " that can be read"));
    }
    return std::move(*feed);
  } catch (const std::exception& error) {  // Boost.JSON throws when out of memory.
    return fail(Code::kInternal, std::string("cannot read the feed: ") + error.what());
  }
}

}  // namespace dateline::wire
