// ninjs 2.1 out (IPTC, News in JSON): one report an object. Of 2 and not of 3: the newsrooms that take ninjs read 1 and
// 2, whose names 3 spells otherwise, and all that we have has a place in 2.1.

#include "site/feeds/feed.h"
#include "site/json.h"

namespace dateline::site {
namespace {

json::array one_text(std::string_view role, std::string_view type, std::string_view text) {
  return {json::object{{"role", json_text(role)}, {"contenttype", json_text(type)}, {"value", json_text(text)}}};
}

json::object association(const FeedPicture& picture) {
  json::object rendition{{"name", "main"}, {"href", json_text(picture.url.str())}, {"contenttype", "image/jpeg"}};
  if (picture.width > 0) rendition["width"] = picture.width;
  if (picture.height > 0) rendition["height"] = picture.height;
  if (picture.bytes > 0) rendition["sizeinbytes"] = picture.bytes;
  json::object out{
      {"name", "mainpicture"},
      {"uri", json_text(picture.url.str())},
      {"type", "picture"},
      {"descriptions", one_text("caption", "text/plain", picture.caption.empty() ? picture.alt : picture.caption)},
      {"renditions", json::array{std::move(rendition)}}};
  if (!picture.credit.empty()) out["by"] = json_text(picture.credit);
  return out;
}

json::object item_json(const FeedItem& item, const Feed& feed) {
  const bool is_whole = !item.content.empty();
  json::array alternatives{{{"role", "dateline"}, {"value", json_text(item.id)}}};
  if (item.original) alternatives.push_back({{"role", "original"}, {"value", json_text(item.original->str())}});
  json::object out{
      {"standard",
       {{"name", "ninjs"}, {"version", "2.1"}, {"schema", "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"}}},
      {"uri", json_text(item.url.str())},
      {"altids", std::move(alternatives)},
      {"type", "text"},
      {"representationtype", is_whole ? "full" : "partial"},
      {"pubstatus", "usable"},
      {"firstcreated", json_time(item.published)},
      {"versioncreated", json_time(item.updated)},
      {"language", json_text(item.language.empty() ? feed.language : item.language)},
      {"headlines", one_text("main", "text/plain", item.title)},
      {"descriptions", one_text("summary", "text/plain", item.summary)}};
  if (is_whole) out["bodies"] = one_text("main", "text/html", item.content.str());
  if (!item.authors.empty()) {
    std::string by;
    json::array people;
    for (const FeedAuthor& author : item.authors) {
      by += (by.empty() ? "" : ", ") + author.name;
      people.push_back({{"name", json_text(author.name)}, {"rel", "author"}});
    }
    out["by"] = json_text(by);
    out["people"] = std::move(people);
  }
  if (!item.categories.empty()) {
    json::array subjects;
    for (const std::string& category : item.categories) subjects.push_back(json::object{{"name", json_text(category)}});
    out["subjects"] = std::move(subjects);
  }
  if (item.picture) out["associations"] = json::array{association(*item.picture)};
  return out;
}

}  // namespace

std::string to_ninjs(const Feed& feed) {
  json::array items;
  for (const FeedItem& item : feed.items) items.push_back(item_json(item, feed));
  return json::serialize(items);
}

std::string to_ninjs(const FeedItem& item, const Feed& feed) {
  return json::serialize(item_json(item, feed));
}

}  // namespace dateline::site
