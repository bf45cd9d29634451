#include "site/desk/named_story.h"

#include <algorithm>
#include <string>

#include "base/suggest.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

using story::StoryId;

constexpr std::size_t kMostMeant = 3;
constexpr int kHits = 12;  // Of a search, for kMostMeant stories: several hits are often one story.

/// An id as it was read off a page or heard on the phone. Crockford's base 32 has no o, i or l so that they can be
/// taken for the digits.
std::string as_id(std::string_view typed) {
  std::string id;
  for (char c : typed) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    id += c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c;
  }
  return id;
}

/// What stands between the slashes behind `prefix`: "ID" of "/story/ID?x" and "/story/"; "" if the path is another.
std::string_view part_after(std::string_view prefix, std::string_view path) {
  if (!path.starts_with(prefix)) return {};
  path.remove_prefix(prefix.size());
  return path.substr(0, path.find_first_of("/?#"));
}

Result<std::optional<StoryId>> by_story(const Context& context, std::string_view id) {
  const auto parsed = StoryId::parse(id);
  if (!parsed) return std::nullopt;
  DATELINE_TRY(const auto story, context.reader.story(*parsed));
  return story ? std::optional(story->id) : std::nullopt;
}

Result<std::optional<StoryId>> by_report(const Context& context, std::string_view id) {
  const auto parsed = article::ArticleId::parse(id);
  if (!parsed) return std::nullopt;
  return context.reader.story_of(*parsed);
}

}  // namespace

Result<std::optional<StoryId>> story_named(const Context& context, std::string_view typed) {
  const std::string text = text::collapse(typed);
  const auto url = text::Url::parse(text);
  if (!url && !text.starts_with('/')) {
    const std::string id = as_id(text);
    DATELINE_TRY(const auto story, by_story(context, id));
    if (story) return story;
    return by_report(context, id);
  }
  // Under whatever name the site is reached: an editor may have it from another one than the page.
  const std::string_view path = url ? std::string_view(url->path()) : std::string_view(text);
  for (const std::string_view prefix : {"/story/", "/desk/stories/"}) {
    DATELINE_TRY(const auto story, by_story(context, part_after(prefix, path)));
    if (story) return story;
  }
  DATELINE_TRY(const auto ours, by_report(context, part_after("/article/", path)));
  if (ours || !url) return ours;
  return context.reader.story_of(article::article_id(url->canonical()));
}

Result<std::vector<std::shared_ptr<const story::Story>>> stories_meant(const Context& context, std::string_view typed) {
  std::vector<std::shared_ptr<const story::Story>> meant;
  const std::string text = text::collapse(typed);

  const auto front = context.newsroom.front_page();
  std::vector<std::string> ids;
  for (const auto& story : front->latest) ids.push_back(story->id.str());
  const std::vector<std::string_view> known(ids.begin(), ids.end());
  if (const auto near = closest(as_id(text), known)) {
    meant.push_back(front->latest[static_cast<std::size_t>(std::ranges::find(known, *near) - known.begin())]);
  }

  DATELINE_TRY(const auto found, context.reader.search({.words = std::string(text)}, {"", kHits}));
  for (const store::SearchHit& hit : found.items) {
    if (meant.size() == kMostMeant) break;
    if (std::ranges::any_of(meant, [&](const auto& story) { return story->id == hit.story; })) continue;
    DATELINE_TRY(auto story, context.reader.story(hit.story));
    if (story) meant.push_back(std::move(story));
  }
  return meant;
}

}  // namespace dateline::site
