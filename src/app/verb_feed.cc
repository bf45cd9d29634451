#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "base/clock.h"
#include "wire/feed.h"

namespace dateline::app {
namespace {

/// Adds members, leaving out what is absent.
class Members {
 public:
  explicit Members(json::object& object) : object_(object) {}
  void add(const char* key, const std::string& text) {
    if (!text.empty()) object_[key] = text;
  }
  void add(const char* key, const std::vector<std::string>& list) {
    if (!list.empty()) object_[key] = json::array(list.begin(), list.end());
  }
  void add(const char* key, json::array list) {
    if (!list.empty()) object_[key] = std::move(list);
  }
  void add(const char* key, json::object inner) {
    if (!inner.empty()) object_[key] = std::move(inner);
  }
  template <class Number>
  void add(const char* key, const std::optional<Number>& number) {
    if (number) object_[key] = *number;
  }
  template <class Period>
  void add(const char* key, const std::optional<std::chrono::duration<std::int64_t, Period>>& time) {
    if (time) object_[key] = time->count();
  }

 private:
  json::object& object_;
};

json::array as_json(const std::vector<wire::FeedLink>& links) {
  json::array array;
  for (const wire::FeedLink& link : links) {
    json::object object{{"rel", link.rel}, {"url", link.url}};
    Members members(object);
    members.add("type", link.type);
    members.add("language", link.language);
    members.add("title", link.title);
    members.add("bytes", link.bytes);
    array.push_back(std::move(object));
  }
  return array;
}

json::array as_json(const std::vector<wire::FeedMedia>& media) {
  json::array array;
  for (const wire::FeedMedia& one : media) {
    json::object object{{"url", one.url}, {"enclosed", one.enclosed}};
    Members members(object);
    members.add("type", one.type);
    members.add("medium", one.medium);
    if (one.group > 0) object["group"] = one.group;
    members.add("bytes", one.bytes);
    members.add("seconds", one.duration);
    members.add("width", one.width);
    members.add("height", one.height);
    members.add("title", one.title);
    members.add("credit", one.credit);
    members.add("description", one.description);
    members.add("thumbnail", one.thumbnail);
    members.add("rights", one.rights);
    array.push_back(std::move(object));
  }
  return array;
}

json::object as_json(const wire::FeedScope& scope) {
  json::object object;
  Members members(object);
  members.add("language", scope.language);
  members.add("base", scope.base);
  return object;
}

json::object as_json(const wire::FeedEpisode& episode) {
  json::object object;
  Members members(object);
  members.add("season", episode.season);
  members.add("number", episode.number);
  members.add("seconds", episode.duration);
  members.add("explicit", episode.is_explicit);
  members.add("kind", episode.kind);
  if (episode.is_blocked) object["blocked"] = true;
  return object;
}

json::object as_json(const wire::FeedPlace& place) {
  constexpr const char* kShapes[] = {"point", "line", "polygon", "box"};
  json::object object;
  Members members(object);
  members.add("name", place.name);
  if (place.points.empty()) return object;
  json::array points;
  for (const auto& point : place.points) points.push_back(json::array{point.latitude, point.longitude});
  object["shape"] = kShapes[static_cast<int>(place.shape)];
  object["points"] = std::move(points);
  return object;
}

json::object as_json(const wire::FeedEntry& e) {
  json::object object{{"id", e.id},
                      {"url", e.url},
                      {"title", e.title},
                      {"authors", json::array(e.authors.begin(), e.authors.end())},
                      {"published", time_or_null(e.published)},
                      {"updated", time_or_null(e.updated)},
                      {"summary", e.summary},
                      {"content", e.content},
                      {"image", e.image},
                      {"categories", json::array(e.categories.begin(), e.categories.end())}};
  Members members(object);
  members.add("kind", e.kind);
  members.add("language", e.language);
  members.add("contributors", e.contributors);
  members.add("title_scope", as_json(e.title_scope));
  members.add("summary_scope", as_json(e.summary_scope));
  members.add("content_scope", as_json(e.content_scope));
  members.add("rights", e.rights);
  members.add("links", as_json(e.links));
  members.add("media", as_json(e.media));
  if (e.source) object["source"] = {{"title", e.source->title}, {"url", e.source->url}};
  if (e.comments) {
    json::object comments;
    Members inside(comments);
    inside.add("page", e.comments->page);
    inside.add("feed", e.comments->feed);
    inside.add("count", e.comments->count);
    members.add("comments", std::move(comments));
  }
  json::array replies;
  for (const wire::FeedReply& reply : e.in_reply_to) {
    replies.push_back(json::object{{"id", reply.id}, {"url", reply.url}});
  }
  members.add("in_reply_to", std::move(replies));
  if (e.place) members.add("place", as_json(*e.place));
  if (e.episode) members.add("episode", as_json(*e.episode));
  return object;
}

json::object as_json(const std::string& file, const wire::Feed& feed) {
  json::object object{{"file", file},    {"format", feed.format},     {"title", feed.title},
                      {"url", feed.url}, {"language", feed.language}, {"description", feed.description}};
  Members members(object);
  members.add("id", feed.id);
  members.add("title_scope", as_json(feed.title_scope));
  members.add("description_scope", as_json(feed.description_scope));
  members.add("authors", feed.authors);
  members.add("contributors", feed.contributors);
  members.add("categories", feed.categories);
  if (feed.published) object["published"] = time_or_null(feed.published);
  if (feed.updated) object["updated"] = time_or_null(feed.updated);
  members.add("rights", feed.rights);
  members.add("generator", feed.generator);
  members.add("image", feed.image);
  members.add("icon", feed.icon);
  members.add("links", as_json(feed.links));
  members.add("self", feed.self);
  members.add("next", feed.next);
  members.add("hubs", feed.hubs);
  members.add("ttl", feed.ttl);
  members.add("update_interval", feed.update_interval);
  members.add("skip_hours", json::array(feed.skip_hours.begin(), feed.skip_hours.end()));
  constexpr const char* kDays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  json::array days;
  for (const std::chrono::weekday day : feed.skip_days) days.emplace_back(kDays[day.c_encoding()]);
  members.add("skip_days", std::move(days));
  if (feed.podcast) members.add("podcast", as_json(*feed.podcast));
  json::array entries;
  for (const wire::FeedEntry& entry : feed.entries) entries.push_back(as_json(entry));
  object["entries"] = std::move(entries);
  object["warnings"] = json::array(feed.warnings.begin(), feed.warnings.end());
  return object;
}

}  // namespace

int run_feed(Arguments& args, Terminal& terminal) {
  std::vector<std::string> files;
  std::string url;
  args.words("FILE", files, 1,
             "Feeds to parse (RSS, Atom, JSON Feed, sitemap, h-feed, ninjs, NewsML-G2, NITF; packed or not), or -")
      .option("--url", url, "Where the feed comes from: resolves relative links");
  if (auto code = args.parse()) return *code;
  Progress progress("feed", "files", files.size());
  for (const std::string& file : files) {
    progress.advance();
    auto bytes = read_unpacked(file, [&](const std::string& warning) { terminal.problem(file + ": " + warning); });
    if (!bytes) {
      terminal.problem(bytes.error().message);
      continue;
    }
    auto feed = wire::parse_feed(*bytes, url);
    if (!feed) {
      terminal.problem(file + ": " + feed.error().message);
      continue;
    }
    for (const std::string& warning : feed->warnings) terminal.say("dateline: " + file + ": " + warning);
    terminal.line(json::serialize(as_json(file, *feed)));
  }
  return terminal.exit_code();
}

}  // namespace dateline::app
