#include "app/kept_page.h"

#include <map>

#include "app/json.h"

namespace dateline::app {
namespace {

using StoryPtr = std::shared_ptr<const story::Story>;

json::array ids_of(const std::vector<StoryPtr>& stories) {
  json::array ids;
  for (const StoryPtr& story : stories) ids.emplace_back(story->id.str());
  return ids;
}

/// Stories by what the kept page calls them, each fetched once: most stand in several lists.
class Stories {
 public:
  explicit Stories(const store::Reader& reader) : reader_(reader) {}

  /// nullptr: it is no more.
  Result<StoryPtr> find(const json::value& id) {
    const auto parsed =
        id.is_string() ? story::StoryId::parse({id.as_string().data(), id.as_string().size()}) : std::nullopt;
    if (!parsed) return nullptr;
    const auto [found, is_new] = known_.try_emplace(*parsed);
    if (is_new) {
      DATELINE_TRY(found->second, reader_.story(*parsed));
    }
    return found->second;
  }

  /// A story that went into another, which stands in the list too, is there once.
  Result<std::vector<StoryPtr>> list(const json::value* ids) {
    std::vector<StoryPtr> stories;
    if (ids == nullptr || !ids->is_array()) return stories;
    std::map<story::StoryId, bool> listed;
    for (const json::value& id : ids->as_array()) {
      DATELINE_TRY(StoryPtr story, find(id));
      if (story && listed.try_emplace(story->id).second) stories.push_back(std::move(story));
    }
    return stories;
  }

 private:
  const store::Reader& reader_;
  std::map<story::StoryId, StoryPtr> known_;
};

/// The entries that still stand in the bar, with the editor's words as they are now.
Result<std::vector<story::BarEntry>> bar_of(const json::value* entries, Stories& stories, const store::Reader& reader) {
  std::vector<story::BarEntry> bar;
  if (entries == nullptr || !entries->is_array()) return bar;
  DATELINE_TRY(const std::vector<store::BarRecord> records, reader.bar());
  std::map<story::StoryId, const store::BarRecord*> words;
  for (const store::BarRecord& record : records) words[record.story] = &record;
  for (const json::value& value : entries->as_array()) {
    const json::object* kept = value.if_object();
    if (kept == nullptr || !kept->contains("story")) continue;
    DATELINE_TRY(const StoryPtr story, stories.find(kept->at("story")));
    const auto since = parse_rfc3339(string_at(*kept, "since"));
    if (!story || !since) continue;
    const auto word = words.find(story->id);
    const bool pinned = word != words.end() && word->second->decision == story::BarDecision::kPinned;
    if ((word != words.end() && !pinned) || (true_at(*kept, "by_editor") && !pinned)) continue;
    const bool chosen = pinned && !word->second->headline.empty();
    bar.push_back({story, chosen ? word->second->headline : story->best().headline, *since, pinned});
  }
  return bar;
}

}  // namespace

std::string keep_page(const story::FrontPage& page) {
  json::array bar;
  for (const story::BarEntry& entry : page.bar) {
    bar.push_back(
        {{"story", entry.story->id.str()}, {"since", format_rfc3339(entry.since)}, {"by_editor", entry.by_editor}});
  }
  json::object sections;
  for (const auto& [section, stories] : page.sections) sections[view(section)] = ids_of(stories);
  return json::serialize(json::object{{"made_at", format_rfc3339(page.made_at)},
                                      {"bar", std::move(bar)},
                                      {"stories", ids_of(page.stories)},
                                      {"sections", std::move(sections)},
                                      {"latest", ids_of(page.latest)}});
}

std::string keep_notices(const std::vector<story::BarNotice>& notices) {
  json::array list;
  for (const story::BarNotice& notice : notices) {
    list.push_back({{"kind", view(to_string(notice.kind))},
                    {"story", notice.story.str()},
                    {"article", notice.article.str()},
                    {"headline", notice.headline},
                    {"at", format_rfc3339(notice.at)}});
  }
  return json::serialize(json::object{{"notices", std::move(list)}});
}

std::vector<story::BarNotice> kept_notices(std::string_view kept) {
  std::vector<story::BarNotice> notices;
  const std::optional<json::object> object = parse_object(kept);
  const json::value* list = object ? object->if_contains("notices") : nullptr;
  if (list == nullptr || !list->is_array()) return notices;
  for (const json::value& value : list->as_array()) {
    const json::object* one = value.if_object();
    if (one == nullptr) continue;
    const auto story = story::StoryId::parse(string_at(*one, "story"));
    const auto article = article::ArticleId::parse(string_at(*one, "article"));
    const auto at = parse_rfc3339(string_at(*one, "at"));
    if (!story || !article || !at) continue;
    using Kind = story::BarNotice::Kind;
    const bool corrected = string_at(*one, "kind") == to_string(Kind::kCorrection);
    notices.push_back(
        {corrected ? Kind::kCorrection : Kind::kWithdrawal, *story, *article, string_at(*one, "headline"), *at});
  }
  return notices;
}

Result<std::shared_ptr<story::FrontPage>> kept_page(std::string_view kept, const store::Reader& reader) {
  const std::optional<json::object> object = parse_object(kept);
  const auto made_at = object ? parse_rfc3339(string_at(*object, "made_at")) : std::nullopt;
  if (!made_at) return nullptr;
  auto page = std::make_shared<story::FrontPage>();
  page->made_at = *made_at;
  Stories stories(reader);
  DATELINE_TRY(page->stories, stories.list(object->if_contains("stories")));
  DATELINE_TRY(page->latest, stories.list(object->if_contains("latest")));
  DATELINE_TRY(page->bar, bar_of(object->if_contains("bar"), stories, reader));
  const json::value* sections = object->if_contains("sections");
  if (sections == nullptr || !sections->is_object()) return page;
  for (const auto& [section, ids] : sections->as_object()) {
    DATELINE_TRY(page->sections[std::string(section.data(), section.size())], stories.list(&ids));
  }
  return page;
}

}  // namespace dateline::app
