// JSON Feed 1.1 out (jsonfeed.org).

#include "site/feeds/feed.h"
#include "site/json.h"

namespace dateline::site {
namespace {

json::array authors_json(const std::vector<FeedAuthor>& authors) {
  json::array out;
  for (const FeedAuthor& author : authors) {
    json::object one{{"name", json_text(author.name)}};
    if (author.url) one["url"] = json_text(author.url->str());
    out.push_back(std::move(one));
  }
  return out;
}

json::object item_json(const FeedItem& item) {
  json::object out{{"id", json_text(item.id)}, {"url", json_text(item.url.str())}, {"title", json_text(item.title)}};
  if (item.original) out["external_url"] = json_text(item.original->str());
  // One of the two must be there.
  if (item.content.empty())
    out["content_text"] = json_text(item.summary);
  else
    out["content_html"] = json_text(item.content.str());
  out["summary"] = json_text(item.summary);
  if (item.picture) out["image"] = json_text(item.picture->url.str());
  out["date_published"] = json_time(item.published);
  out["date_modified"] = json_time(item.updated);
  if (!item.authors.empty()) out["authors"] = authors_json(item.authors);
  if (!item.categories.empty()) {
    json::array tags;
    for (const std::string& category : item.categories) tags.push_back(json_text(category));
    out["tags"] = std::move(tags);
  }
  if (!item.language.empty()) out["language"] = json_text(item.language);
  return out;
}

}  // namespace

std::string to_json_feed(const Feed& feed) {
  json::object out{{"version", "https://jsonfeed.org/version/1.1"},
                   {"title", json_text(feed.title)},
                   {"home_page_url", json_text(feed.page.str())},
                   {"feed_url", json_text(feed_path(feed.base, FeedFormat::kJson).str())}};
  if (!feed.description.empty()) out["description"] = json_text(feed.description);
  if (feed.next) out["next_url"] = json_text(feed_path(*feed.next, FeedFormat::kJson).str());
  if (feed.hub) out["hubs"] = json::array{json::object{{"type", "WebSub"}, {"url", json_text(feed.hub->str())}}};
  out["icon"] = json_text(feed.icon.str());
  out["authors"] = authors_json({{feed.owner}});
  out["language"] = json_text(feed.language);
  json::array items;
  for (const FeedItem& item : feed.items) items.push_back(item_json(item));
  out["items"] = std::move(items);
  return json::serialize(out);
}

}  // namespace dateline::site
