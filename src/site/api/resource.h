#pragma once
// What the API answers with. A resource is a table of fields, and a field is its name, its schema and how it is filled:
// the description (openapi.cc) and the answers come from the same table, so they cannot differ. All of it is made from
// public types, which hold no address of a person.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "site/context.h"
#include "site/dossier_view.h"
#include "site/feeds/items.h"
#include "site/json.h"
#include "site/pages/own_article.h"
#include "store/store.h"

namespace dateline::site {

template <class T>
struct Field {
  std::string_view name;
  json::object schema;
  json::value (*value)(const Context&, const T&);
};

template <class T>
struct Resource {
  std::string_view name;  ///< In the description: "Story".
  std::vector<Field<T>> fields;

  json::object to_json(const Context& context, const T& of) const {
    json::object out;
    for (const auto& field : fields) out[field.name] = field.value(context, of);
    return out;
  }
  /// Every field is always there; what may be absent is null.
  json::object schema() const {
    json::object properties;
    json::array required;
    for (const auto& field : fields) {
      properties[field.name] = field.schema;
      required.push_back(json_text(field.name));
    }
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
  }
};

/// An article, ours or an outlet's, with what else the API says of it.
struct ArticleResource {
  const article::Article* report = nullptr;  ///< As it stands in the stream; nullptr for ours before it is placed.
  const OwnArticle* own = nullptr;           ///< nullptr for an outlet's. One of the two is there.
  const SharedText* text = nullptr;          ///< Of ours.
  std::optional<story::StoryId> story{};
};
struct MemberResource {
  const story::Member* member;
  story::StoryId story;
};
struct StoryResource {
  const story::Story* story;
  std::vector<std::shared_ptr<const story::Story>> earlier{}, abroad{};  ///< Of one story; a list leaves them empty.
};
struct LiveEntryResource {
  const desk::Post* post;
  const desk::LiveEntry* entry;
  const SharedText* text;
};
struct SectionResource {
  std::string section;
  std::size_t stories;  ///< On its page now.
};
struct ReplyResource {
  const desk::PublicReply* reply;
  article::ArticleId article;
};
/// What stands in the bar: one of the two is there.
struct BarResource {
  const story::BarEntry* breaking = nullptr;
  const story::BarNotice* notice = nullptr;
};
struct DossierResource {
  const desk::Dossier* kept;
  const story::Dossier* shown;        ///< With the desk's edits.
  const DossierView* view = nullptr;  ///< Of one dossier; a list has none.
};
/// One round of a dossier.
struct RoundResource {
  const DossierView* view;
  std::size_t at;  ///< In `view->shown.rounds`.
};
struct SearchHitResource {
  const store::SearchHit* hit;
};

const Resource<StoryResource>& story_in_list();
const Resource<StoryResource>& whole_story();
const Resource<MemberResource>& story_report();
const Resource<ArticleResource>& article_resource();
const Resource<LiveEntryResource>& live_entry_resource();
const Resource<FeedPicture>& picture_resource();
const Resource<ReplyResource>& reply_resource();
const Resource<SectionResource>& section_resource();
const Resource<store::OutletRecord>& outlet_resource();
const Resource<BarResource>& bar_entry();
const Resource<SearchHitResource>& search_hit();
const Resource<DossierResource>& dossier_in_list();
const Resource<DossierResource>& whole_dossier();
const Resource<RoundResource>& dossier_round();
const Resource<story::Field>& dossier_field();
const Resource<story::Participant>& dossier_participant();
const Resource<story::Said>& dossier_said();

/// All of them by name, for the description.
json::object all_schemas();

}  // namespace dateline::site
