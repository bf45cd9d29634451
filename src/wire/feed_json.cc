// JSON Feed 1.0 and 1.1. The one file of wire/ that names Boost.JSON.

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "text/date.h"
#include "text/utf8.h"
#include "wire/feed_reader.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

namespace json = boost::json;

/// The format has four levels; extensions of publishers add a few.
constexpr std::size_t kMaxDepth = 64;

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
  if (error) return {nullptr, error == json::error::incomplete ? "it ends in the middle" : error.message(), read};
  return {parser.release(), "", read};
}

/// `text` up to its last whole entry before `fault`, closed again: {"items":[{..},{..} -> {"items":[{..},{..}]}.
/// Empty when there is none.
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
    } else if ((c == '}' || c == ']') && !open.empty()) {
      open.pop_back();
      if (open == "{[") end = i + 1;
    }
  }
  return end == 0 ? "" : std::string(text.substr(0, end)) + "]}";
}

std::string place_of(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(offset - start + 1);
}

/// A member as text. The standard wants strings; ids and dates come as numbers too.
std::string text_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  if (!value) return "";
  if (const auto* string = value->if_string()) return std::string(string->data(), string->size());
  if (value->is_int64() || value->is_uint64()) return json::serialize(*value);
  return "";
}

const json::array* list_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  return value ? value->if_array() : nullptr;
}

/// "authors" of version 1.1, "author" of 1.0.
std::vector<std::string> authors_of(const json::object& object) {
  std::vector<std::string> authors;
  const auto add = [&](const json::value& value) {
    const json::object* author = value.if_object();
    if (!author) return;
    std::string name = author_name(text_in(*author, "name"));
    if (!name.empty() && std::ranges::find(authors, name) == authors.end()) authors.push_back(std::move(name));
  };
  if (const auto* list = list_in(object, "authors")) std::ranges::for_each(*list, add);
  if (const auto* author = object.if_contains("author"); author && authors.empty()) add(*author);
  return authors;
}

FeedEntry entry_of(const json::object& item, const std::optional<text::Url>& base) {
  const auto address = [&](std::string_view key) {
    const std::string reference = text_in(item, key);
    return base ? absolute_url(reference, base) : text::collapse(reference);
  };
  FeedEntry entry;
  entry.id = text::collapse(text_in(item, "id"));
  entry.url = address("url");
  if (entry.url.empty()) entry.url = address("external_url");
  entry.title = plain_line(text_in(item, "title"));
  entry.authors = authors_of(item);
  entry.published = text::parse_date(text_in(item, "date_published"));
  entry.updated = text::parse_date(text_in(item, "date_modified"));
  entry.content = text_in(item, "content_html");
  if (entry.content.empty()) entry.content = escape_html(text_in(item, "content_text"));
  entry.summary = escape_html(text_in(item, "summary"));
  entry.image = address("image");
  if (entry.image.empty()) entry.image = address("banner_image");
  if (const auto* attachments = list_in(item, "attachments"); attachments && entry.image.empty()) {
    for (const json::value& value : *attachments) {
      const json::object* attachment = value.if_object();
      if (!attachment || !is_picture(text_in(*attachment, "mime_type"), text_in(*attachment, "url"))) continue;
      const std::string url = text_in(*attachment, "url");
      entry.image = base ? absolute_url(url, base) : text::collapse(url);
      break;
    }
  }
  if (const auto* tags = list_in(item, "tags")) {
    for (const json::value& tag : *tags) {
      if (!tag.is_string()) continue;
      std::string line = text::collapse(std::string_view(tag.get_string().data(), tag.get_string().size()));
      if (!line.empty() && std::ranges::find(entry.categories, line) == entry.categories.end()) {
        entry.categories.push_back(std::move(line));
      }
    }
  }
  return entry;
}

Feed feed_of(const json::object& object, const json::array& items, const std::optional<text::Url>& base,
             Warnings& warnings) {
  Feed feed;
  const std::string version = text_in(object, "version");
  const std::size_t slash = version.rfind('/');
  feed.format = "json " + (slash == std::string::npos ? std::string("1.0") : version.substr(slash + 1, 8));
  feed.title = plain_line(text_in(object, "title"));
  const std::string home = text_in(object, "home_page_url");
  feed.url = base ? absolute_url(home, base) : text::collapse(home);
  feed.language = text::collapse(text_in(object, "language"));
  feed.description = text::collapse(text_in(object, "description"));
  const std::vector<std::string> authors = authors_of(object);
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
    feed.entries.push_back(entry_of(*item, base));
    if (feed.entries.back().authors.empty()) feed.entries.back().authors = authors;
  }
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
    if (!whole.problem.empty()) {
      problem = place_of(text, whole.offset) + ": " + whole.problem;
      whole = parse(close_before(text, whole.offset));
    }
    const json::object* object = whole.value.if_object();
    const json::array* items = object ? list_in(*object, "items") : nullptr;
    if (!items) {
      if (!problem.empty()) return fail(Code::kInvalid, "not a feed: " + problem);
      return fail(Code::kInvalid, "not a feed: a JSON Feed is an object with a list named 'items'");
    }
    Feed feed = feed_of(*object, *items, base, warnings);
    if (!problem.empty()) {
      warnings.add(problem + "; kept the " + count_of(feed.entries.size(), "entry", "entries") + " before it");
    }
    return feed;
  } catch (const std::exception& error) {  // Boost.JSON throws when out of memory.
    return fail(Code::kInternal, std::string("cannot read the feed: ") + error.what());
  }
}

}  // namespace dateline::wire
