#include "site/api/resource.h"

#include <algorithm>

#include "markup/sanitizer.h"
#include "site/feeds/items.h"
#include "site/paths.h"
#include "site/sections.h"
#include "site/story_line.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

// Schemas

json::object of_type(std::string_view type, std::string_view says) {
  return {{"type", json_text(type)}, {"description", json_text(says)}};
}
json::object text_field(std::string_view says) {
  return of_type("string", says);
}
json::object formatted(std::string_view format, std::string_view says) {
  json::object schema = of_type("string", says);
  schema["format"] = json_text(format);
  return schema;
}
json::object time_field(std::string_view says) {
  return formatted("date-time", says);
}
json::object url_field(std::string_view says) {
  return formatted("uri", says);
}
json::object or_null(json::object schema) {
  schema["type"] = json::array{schema["type"], "null"};
  if (json::value* values = schema.if_contains("enum")) values->as_array().push_back(nullptr);
  return schema;
}
json::object one_of(std::initializer_list<std::string_view> values, std::string_view says) {
  json::object schema = text_field(says);
  json::array names;
  for (const auto value : values) names.push_back(json_text(value));
  schema["enum"] = std::move(names);
  return schema;
}
json::object list_of(json::value items, std::string_view says) {
  return {{"type", "array"}, {"description", json_text(says)}, {"items", std::move(items)}};
}
json::object named(std::string_view resource) {
  return {{"$ref", json_text("#/components/schemas/" + std::string(resource))}};
}
json::object named_or_null(std::string_view resource, std::string_view says) {
  return {{"description", json_text(says)}, {"anyOf", json::array{named(resource), {{"type", "null"}}}}};
}

// Values

json::value url_of(const Context& context, const Href& path) {
  return json_text(path.on(context.public_url).str());
}
json::value text_or_null(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(json_text(text));
}
json::value language_of(std::string_view tag) {
  return tag == "und" ? json::value(nullptr) : text_or_null(tag);
}
json::array texts(const std::vector<std::string>& all) {
  json::array out;
  for (const std::string& text : all) out.push_back(json_text(text));
  return out;
}
json::value original(const article::Article& article) {
  const auto url = text::Url::parse(article.url);
  return url ? json::value(json_text(url->str())) : json::value(nullptr);
}

json::array pictures(const Context& context, const SharedText* text) {
  json::array out;
  if (!text) return out;
  for (const desk::PictureUse& picture : text->pictures) {
    out.push_back(picture_resource().to_json(context, shared_picture(context, picture)));
  }
  return out;
}

std::vector<Field<StoryResource>> story_fields() {
  using S = const StoryResource&;
  using C = const Context&;
  return {
      {"id", text_field("Never changes; of a merged story it leads to the one that took it in"),
       [](C, S s) -> json::value { return json_text(s.story->id.str()); }},
      {"url", url_field("Its page"), [](C c, S s) { return url_of(c, story_path(s.story->id)); }},
      {"headline", text_field("Of its best report"),
       [](C, S s) -> json::value { return json_text(s.story->best().headline); }},
      {"summary", or_null(text_field("What the best report's rights allow to show of it")),
       [](C, S s) { return text_or_null(shown_lede(s.story->best())); }},
      {"outlet", text_field("That of the best report"),
       [](C, S s) -> json::value { return json_text(s.story->best().outlet.name); }},
      {"language", or_null(text_field("BCP 47")), [](C, S s) { return language_of(s.story->language); }},
      {"section", or_null(text_field("As /sections names it")), [](C, S s) { return text_or_null(s.story->section); }},
      {"first_reported", time_field("When its first report came out"),
       [](C, S s) -> json::value { return json_time(s.story->first_reported()); }},
      {"last_reported", time_field("When its newest report came out"),
       [](C, S s) -> json::value { return json_time(s.story->last_reported()); }},
      {"outlets", of_type("integer", "Distinct owners that carry it, copies included"),
       [](C, S s) -> json::value { return s.story->outlets(); }},
      {"independent_outlets", of_type("integer", "Distinct owners that report it in their own words"),
       [](C, S s) -> json::value { return s.story->independent_outlets(); }},
      {"primary_source", or_null(text_field("The outlet that reports its own act")),
       [](C, S s) {
         const article::Article* primary = s.story->primary();
         return primary ? json::value(json_text(primary->outlet.name)) : json::value(nullptr);
       }},
  };
}

json::array headlines(const Context& context, const std::vector<std::shared_ptr<const story::Story>>& stories) {
  json::array out;
  for (const auto& story : stories) out.push_back(story_in_list().to_json(context, {story.get()}));
  return out;
}

}  // namespace

const Resource<StoryResource>& story_in_list() {
  static const Resource<StoryResource> resource{"Story", story_fields()};
  return resource;
}

const Resource<StoryResource>& whole_story() {
  static const Resource<StoryResource> resource = [] {
    using S = const StoryResource&;
    using C = const Context&;
    Resource<StoryResource> whole{"WholeStory", story_fields()};
    whole.fields.push_back({"reports", list_of(named("Report"), "In order of report"), [](C c, S s) -> json::value {
                              json::array out;
                              for (const story::Member& member : s.story->members) {
                                out.push_back(story_report().to_json(c, {&member, s.story->id}));
                              }
                              return out;
                            }});
    whole.fields.push_back({"earlier", list_of(named("Story"), "Of the same matter before this one, the newest first"),
                            [](C c, S s) -> json::value { return headlines(c, s.earlier); }});
    whole.fields.push_back({"abroad", list_of(named("Story"), "In other languages about the same matter"),
                            [](C c, S s) -> json::value { return headlines(c, s.abroad); }});
    return whole;
  }();
  return resource;
}

const Resource<MemberResource>& story_report() {
  using M = const MemberResource&;
  using C = const Context&;
  static const Resource<MemberResource> resource{
      "Report",
      {{"id", text_field("Of the article"),
        [](C, M m) -> json::value { return json_text(m.member->article->id.str()); }},
       {"url", url_field("Its page here"), [](C c, M m) { return url_of(c, article_path(m.member->article->id)); }},
       {"original_url", or_null(url_field("Where its outlet published it")),
        [](C, M m) { return original(*m.member->article); }},
       {"headline", text_field("As printed"),
        [](C, M m) -> json::value { return json_text(m.member->article->headline); }},
       {"outlet", text_field("Who published it"),
        [](C, M m) -> json::value { return json_text(m.member->article->outlet.name); }},
       {"primary", of_type("boolean", "The outlet reports its own acts: a ministry, a court, a company"),
        [](C, M m) -> json::value { return m.member->article->outlet.primary; }},
       {"language", or_null(text_field("BCP 47")), [](C, M m) { return language_of(m.member->article->language); }},
       {"reported", time_field("When it came out"),
        [](C, M m) -> json::value { return json_time(m.member->article->reported_at()); }},
       {"kinship",
        one_of({"own-report", "verbatim", "cut", "reworded", "same-document"},
               "In its own words; the text of `of` as it is, in part or in other words; or an earlier version of the "
               "same page"),
        [](C, M m) -> json::value { return json_text(story::to_string(m.member->kinship)); }},
       {"of", or_null(text_field("Id of the report that it took its text from")),
        [](C, M m) { return m.member->of ? json::value(json_text(m.member->of->str())) : json::value(nullptr); }}}};
  return resource;
}

const Resource<ArticleResource>& article_resource() {
  using A = const ArticleResource&;
  using C = const Context&;
  static const auto id_of = [](A a) { return a.own ? a.own->post.article_id() : a.report->id; };
  static const Resource<ArticleResource> resource{
      "Article",
      {{"id", text_field("Stable over refetches and edits"),
        [](C, A a) -> json::value { return json_text(id_of(a).str()); }},
       {"url", url_field("Its page here"), [](C c, A a) { return url_of(c, article_path(id_of(a))); }},
       {"original_url", or_null(url_field("Where its outlet published it; null for ours")),
        [](C, A a) { return a.own ? json::value(nullptr) : original(*a.report); }},
       {"own", of_type("boolean", "Written by this newsroom"), [](C, A a) -> json::value { return a.own != nullptr; }},
       {"headline", text_field("As printed"),
        [](C, A a) -> json::value {
          return json_text(a.own ? text::collapse(a.own->post.headline) : a.report->headline);
        }},
       {"summary", or_null(text_field("The standfirst, or what the outlet's rights allow to show")),
        [](C, A a) { return text_or_null(a.own ? text::collapse(a.own->post.standfirst) : shown_lede(*a.report)); }},
       {"html",
        or_null(text_field("The whole text where it is ours, as safe markup with whole addresses; of a live "
                           "article what stays on top")),
        [](C, A a) { return a.text ? json::value(json_text(a.text->html.str())) : json::value(nullptr); }},
       {"picture", named_or_null("Picture", "Above the text; of our own articles"),
        [](C c, A a) -> json::value {
          if (!a.own || !a.own->post.picture) return nullptr;
          return picture_resource().to_json(c, shared_picture(c, *a.own->post.picture));
        }},
       {"pictures", list_of(named("Picture"), "In `html`, in order; may be empty"),
        [](C c, A a) -> json::value { return pictures(c, a.text); }},
       {"correction", or_null(text_field("What was wrong before, in the newest correction")),
        [](C, A a) {
          const desk::Note* note = a.own ? a.own->post.newest_note(desk::Note::Kind::kCorrection) : nullptr;
          return text_or_null(note ? note->text : "");
        }},
       {"authors", list_of(text_field("A person or desk"), "As printed; may be empty"),
        [](C, A a) -> json::value { return texts(a.own ? authors_of(*a.own) : a.report->authors); }},
       {"outlet", text_field("Who published it"),
        [](C c, A a) -> json::value { return json_text(a.own ? c.config.name : a.report->outlet.name); }},
       {"language", or_null(text_field("BCP 47")),
        [](C c, A a) { return language_of(a.own ? c.config.language : a.report->language); }},
       {"section", or_null(text_field("As /sections names it")),
        [](C, A a) { return text_or_null(a.own ? a.own->post.section : a.report->section); }},
       {"tags", list_of(text_field("As printed"), "Of our own articles; may be empty"),
        [](C, A a) -> json::value { return a.own ? texts(a.own->post.tags) : json::array(); }},
       {"published", time_field("When it came out"),
        [](C, A a) -> json::value {
          return json_time(a.own ? a.own->post.published_at.value_or(a.own->post.created_at) : a.report->reported_at());
        }},
       {"modified", or_null(time_field("When it was last changed, if it says so")),
        [](C, A a) -> json::value {
          return a.own ? json::value(json_time(last_change(*a.own))) : json_time(a.report->modified_at);
        }},
       {"live", or_null(one_of({"on", "over"}, "Grows by /articles/ID/entries, or did; null for other articles")),
        [](C, A a) {
          if (!a.own || !a.own->is_live()) return json::value(nullptr);
          return json::value(a.own->post.live == desk::Post::Live::kOn ? "on" : "over");
        }},
       {"story", or_null(text_field("Id of the story that it reports")),
        [](C, A a) { return a.story ? json::value(json_text(a.story->str())) : json::value(nullptr); }},
       {"replies", of_type("integer", "Published replies"),
        [](C, A a) -> json::value { return a.own ? a.own->replies : 0; }}}};
  return resource;
}

const Resource<LiveEntryResource>& live_entry_resource() {
  using E = const LiveEntryResource&;
  using C = const Context&;
  static const Resource<LiveEntryResource> resource{
      "LiveEntry",
      {{"id", text_field("Never changes"), [](C, E e) -> json::value { return json_text(e.entry->id.str()); }},
       {"url", url_field("Where it stands"),
        [](C c, E e) { return url_of(c, article_path(e.post->article_id()).at("entry-" + e.entry->id.str())); }},
       {"article", text_field("Id of the live article"),
        [](C, E e) -> json::value { return json_text(e.post->article_id().str()); }},
       {"headline", or_null(text_field("As printed")),
        [](C, E e) { return text_or_null(text::collapse(e.entry->headline)); }},
       {"html", text_field("The text, as safe markup with whole addresses"),
        [](C, E e) -> json::value { return json_text(e.text->html.str()); }},
       {"pictures", list_of(named("Picture"), "In `html`, in order; may be empty"),
        [](C c, E e) -> json::value { return pictures(c, e.text); }},
       {"key_event", of_type("boolean", "Among the key events on top of the page"),
        [](C, E e) -> json::value { return e.entry->key_event; }},
       {"author", or_null(text_field("As printed; null where it is the article's")),
        [](C, E e) { return text_or_null(e.entry->byline); }},
       {"published", time_field("When it came out"), [](C, E e) -> json::value { return json_time(e.entry->at); }},
       {"modified", or_null(time_field("When it was last changed, if it was")),
        [](C, E e) { return json_time(e.entry->updated_at); }}}};
  return resource;
}

const Resource<FeedPicture>& picture_resource() {
  using P = const FeedPicture&;
  using C = const Context&;
  static const Resource<FeedPicture> resource{
      "Picture",
      {{"url", url_field("A JPEG; what is there never changes"),
        [](C, P p) -> json::value { return json_text(p.url.str()); }},
       {"width", of_type("integer", "Pixels"), [](C, P p) -> json::value { return p.width; }},
       {"height", of_type("integer", "Pixels"), [](C, P p) -> json::value { return p.height; }},
       {"alt", text_field("What it shows, for who does not see it"),
        [](C, P p) -> json::value { return json_text(p.alt); }},
       {"caption", or_null(text_field("As printed")), [](C, P p) { return text_or_null(p.caption); }},
       {"credit", or_null(text_field("To be shown wherever the picture is")),
        [](C, P p) { return text_or_null(p.credit); }}}};
  return resource;
}

const Resource<ReplyResource>& reply_resource() {
  using R = const ReplyResource&;
  using C = const Context&;
  static const Resource<ReplyResource> resource{
      "Reply",
      {{"id", text_field("Never changes"), [](C, R r) -> json::value { return json_text(r.reply->id.str()); }},
       {"url", url_field("Where it stands"), [](C c, R r) { return url_of(c, reply_path(r.article, r.reply->id)); }},
       {"article", text_field("Id of the article that it answers"),
        [](C, R r) -> json::value { return json_text(r.article.str()); }},
       {"parent", or_null(text_field("Id of the reply that it answers")),
        [](C, R r) { return r.reply->parent ? json::value(json_text(r.reply->parent->str())) : json::value(nullptr); }},
       {"name", text_field("As its author signed it"), [](C, R r) -> json::value { return json_text(r.reply->name); }},
       {"website", or_null(url_field("The author's own")),
        [](C, R r) {
          const auto url = text::Url::parse(r.reply->website);
          return url ? json::value(json_text(url->str())) : json::value(nullptr);
        }},
       {"html", text_field("As safe markup"),
        [](C, R r) -> json::value {
          return json_text(markup::render_markdown(r.reply->text, {.base = std::nullopt, .reply = true}).str());
        }},
       {"posted", time_field("When it was written"),
        [](C, R r) -> json::value { return json_time(r.reply->posted_at); }},
       {"edited", or_null(time_field("When its author changed the words, if so")),
        [](C, R r) { return json_time(r.reply->edited_at); }},
       {"picked", of_type("boolean", "By the desk, as worth reading first"),
        [](C, R r) -> json::value { return r.reply->picked; }}}};
  return resource;
}

const Resource<SectionResource>& section_resource() {
  using S = const SectionResource&;
  using C = const Context&;
  static const Resource<SectionResource> resource{
      "Section",
      {{"section", text_field("As `section` of other answers and parameters"),
        [](C, S s) -> json::value { return json_text(s.section); }},
       {"name", text_field("As readers see it"),
        [](C c, S s) -> json::value { return json_text(section_name(c.texts, s.section)); }},
       {"url", url_field("Its page"), [](C c, S s) { return url_of(c, section_path(s.section)); }},
       {"stories", of_type("integer", "On its page now"), [](C, S s) -> json::value { return s.stories; }}}};
  return resource;
}

const Resource<store::OutletRecord>& outlet_resource() {
  using O = const store::OutletRecord&;
  using C = const Context&;
  static const Resource<store::OutletRecord> resource{
      "Outlet",
      {{"slug", text_field("Its name as a part of addresses"), [](C, O o) -> json::value { return json_text(o.slug); }},
       {"name", text_field("As readers know it"), [](C, O o) -> json::value { return json_text(o.outlet.name); }},
       {"owner", text_field("Equal for outlets of one house"),
        [](C, O o) -> json::value { return json_text(o.outlet.owner); }},
       {"primary", of_type("boolean", "Reports its own acts"), [](C, O o) -> json::value { return o.outlet.primary; }},
       {"rights", one_of({"link", "snippet", "full"}, "What is shown of its articles"),
        [](C, O o) -> json::value { return json_text(wire::to_string(o.rights)); }},
       {"languages", list_of(text_field("BCP 47"), "The one with the most articles first"),
        [](C, O o) -> json::value { return texts(o.languages); }},
       {"articles", of_type("integer", "That this newsroom has"), [](C, O o) -> json::value { return o.articles; }},
       {"newest", time_field("When the newest of them arrived"),
        [](C, O o) -> json::value { return json_time(o.newest); }}}};
  return resource;
}

const Resource<BarResource>& bar_entry() {
  using B = const BarResource&;
  using C = const Context&;
  static const Resource<BarResource> resource{
      "BarEntry",
      {{"kind",
        one_of({"breaking", "correction", "withdrawal"},
               "What breaks, or what was told here and was corrected or withdrawn"),
        [](C, B b) -> json::value { return json_text(b.notice ? to_string(b.notice->kind) : "breaking"); }},
       {"headline", text_field("Of the report that an editor chose, or of the best; of a notice, of its report"),
        [](C, B b) -> json::value { return json_text(b.notice ? b.notice->headline : b.breaking->headline); }},
       {"since", time_field("When it broke, was pinned, was corrected or was withdrawn"),
        [](C, B b) -> json::value { return json_time(b.notice ? b.notice->at : b.breaking->since); }},
       {"by_editor", of_type("boolean", "Pinned by an editor"),
        [](C, B b) -> json::value { return b.breaking && b.breaking->by_editor; }},
       {"url", url_field("Its page: of what breaks the story's, of a notice the report's"),
        [](C c, B b) {
          return url_of(c, b.notice ? article_path(b.notice->article) : story_path(b.breaking->story->id));
        }},
       {"story", named_or_null("Story", "Of what breaks"), [](C c, B b) -> json::value {
          if (!b.breaking) return nullptr;
          return story_in_list().to_json(c, {b.breaking->story.get()});
        }}}};
  return resource;
}

const Resource<SearchHitResource>& search_hit() {
  using H = const SearchHitResource&;
  using C = const Context&;
  static const Resource<SearchHitResource> resource{
      "SearchHit",
      {{"snippet", or_null(text_field("Plain text around the words found, where the rights allow")),
        [](C, H h) {
          return h.hit->article->rights == wire::Rights::kLink ? json::value(nullptr) : text_or_null(h.hit->snippet);
        }},
       {"story", text_field("Id of its story"), [](C, H h) -> json::value { return json_text(h.hit->story.str()); }},
       {"article", named("Report"), [](C c, H h) -> json::value {
          const story::Member member{h.hit->article, story::Kinship::kOwnReport, std::nullopt};
          return story_report().to_json(c, {&member, h.hit->story});
        }}}};
  return resource;
}

namespace {

template <class T>
json::array each(const Context& context, const std::vector<T>& all, const Resource<T>& resource) {
  json::array out;
  for (const T& one : all) out.push_back(resource.to_json(context, one));
  return out;
}

json::object when_field(std::string_view says) {
  return text_field(std::string(says) +
                    ": 2015-11-09, 2023-01-18/2023-01-19, 2015-11 or 2015, as exact as it is known");
}

std::vector<Field<DossierResource>> dossier_fields() {
  using D = const DossierResource&;
  using C = const Context&;
  return {
      {"id", text_field("Never changes"), [](C, D d) -> json::value { return json_text(d.kept->id.str()); }},
      {"url", url_field("Its page"), [](C c, D d) { return url_of(c, dossier_path(d.kept->id)); }},
      {"calendar", url_field("Its rounds as iCalendar"),
       [](C c, D d) { return url_of(c, dossier_calendar_path(d.kept->id)); }},
      {"name", text_field("Of the matter"), [](C, D d) -> json::value { return json_text(d.shown->name); }},
      {"kind",
       one_of(
           {"talks", "trial", "storm", "election", "strike", "mission", "epidemic", "merger", "final", "bill", "other"},
           "Which fields it has"),
       [](C, D d) -> json::value { return json_text(story::to_string(d.shown->kind)); }},
      {"state", one_of({"proposed", "confirmed"}, "By a program; checked by an editor"),
       [](C, D d) -> json::value { return json_text(desk::to_string(d.kept->state)); }},
      {"language", or_null(text_field("BCP 47, of its reports")),
       [](C, D d) { return language_of(d.shown->language); }},
      {"rounds", of_type("integer", "Held and announced"),
       [](C, D d) -> json::value { return d.shown->rounds.size(); }},
      {"reports", of_type("integer", "That tell of it"), [](C, D d) -> json::value { return d.shown->reports.size(); }},
      {"updated", time_field("When anything of it changed last"),
       [](C, D d) -> json::value { return json_time(d.kept->updated_at); }},
      {"last_reported", time_field("When its newest report came out"),
       [](C, D d) -> json::value { return json_time(d.kept->active_at); }},
  };
}

}  // namespace

const Resource<DossierResource>& dossier_in_list() {
  static const Resource<DossierResource> resource{"Dossier", dossier_fields()};
  return resource;
}

const Resource<DossierResource>& whole_dossier() {
  using D = const DossierResource&;
  using C = const Context&;
  static const Resource<DossierResource> resource = [] {
    Resource<DossierResource> whole{"WholeDossier", dossier_fields()};
    whole.fields.push_back({"names", list_of(text_field("A name"), "What else it is called"),
                            [](C, D d) -> json::value { return texts(d.shown->names); }});
    whole.fields.push_back(
        {"timeline", list_of(named("DossierRound"), "By date, what is announced last"), [](C c, D d) -> json::value {
           json::array out;
           for (std::size_t i = 0; i < d.shown->rounds.size(); ++i)
             out.push_back(dossier_round().to_json(c, {d.view, i}));
           return out;
         }});
    whole.fields.push_back(
        {"participants", list_of(named("DossierParticipant"), "The most named first"),
         [](C c, D d) -> json::value { return each(c, d.shown->participants, dossier_participant()); }});
    whole.fields.push_back({"fields", list_of(named("DossierField"), "Of the whole matter"),
                            [](C c, D d) -> json::value { return each(c, d.shown->fields, dossier_field()); }});
    return whole;
  }();
  return resource;
}

const Resource<RoundResource>& dossier_round() {
  using R = const RoundResource&;
  using C = const Context&;
  static const auto of = [](R r) -> const story::Round& { return r.view->shown.rounds[r.at]; };
  static const Resource<RoundResource> resource{
      "DossierRound",
      {{"number", or_null(of_type("integer", "Which of the series, where rounds are counted")),
        [](C, R r) { return of(r).number ? json::value(*of(r).number) : json::value(nullptr); }},
       {"when", when_field("The date that holds"),
        [](C, R r) -> json::value { return json_text(story::to_string(of(r).when)); }},
       {"dates", list_of(named("DossierSaid"), "The same as it was said, the oldest first"),
        [](C c, R r) -> json::value { return each(c, of(r).dates, dossier_said()); }},
       {"places", list_of(named("DossierSaid"), "Where, the oldest first; the last holds"),
        [](C c, R r) -> json::value { return each(c, of(r).places, dossier_said()); }},
       {"what", or_null(text_field("In a report's words")), [](C, R r) { return text_or_null(of(r).what); }},
       {"announced", of_type("boolean", "Not yet held when the last report was written"),
        [](C, R r) -> json::value { return of(r).announced; }},
       {"participants", list_of(text_field("Name of one of the dossier's participants"), "Who took part"),
        [](C, R r) -> json::value { return texts(of(r).participants); }},
       {"fields", list_of(named("DossierField"), "Of this round"),
        [](C c, R r) -> json::value { return each(c, of(r).fields, dossier_field()); }},
       {"stories", list_of(named("Story"), "That tell it as news, the oldest first"),
        [](C c, R r) -> json::value { return headlines(c, r.view->stories[r.at]); }}}};
  return resource;
}

const Resource<story::Field>& dossier_field() {
  using F = const story::Field&;
  using C = const Context&;
  static const Resource<story::Field> resource{
      "DossierField",
      {{"name", text_field("subjects, court, tolls ... by the dossier's kind"),
        [](C, F f) -> json::value { return json_text(f.name); }},
       {"of", or_null(text_field("Whose, or of what")), [](C, F f) { return text_or_null(f.of); }},
       {"list", of_type("boolean", "Its values add up; else the last one holds, and those before it held until then"),
        [](C, F f) -> json::value { return f.list; }},
       {"said", list_of(named("DossierSaid"), "The oldest first"),
        [](C c, F f) -> json::value { return each(c, f.said, dossier_said()); }}}};
  return resource;
}

const Resource<story::Participant>& dossier_participant() {
  using P = const story::Participant&;
  using C = const Context&;
  static const Resource<story::Participant> resource{
      "DossierParticipant",
      {{"name", text_field("As it is printed in full"), [](C, P p) -> json::value { return json_text(p.name); }},
       {"person", of_type("boolean", "A person; else a government, office or body"),
        [](C, P p) -> json::value { return p.is_person; }},
       {"roles", list_of(named("DossierSaid"), "The oldest first; the last holds"),
        [](C c, P p) -> json::value { return each(c, p.roles, dossier_said()); }}}};
  return resource;
}

const Resource<story::Said>& dossier_said() {
  using S = const story::Said&;
  using C = const Context&;
  static const Resource<story::Said> resource{
      "DossierSaid",
      {{"value", text_field("In the report's words"), [](C, S s) -> json::value { return json_text(s.value); }},
       {"report", or_null(text_field("Id of the article that says it; null: our desk does")),
        [](C, S s) {
          return s.report == article::ArticleId{} ? json::value(nullptr) : json::value(json_text(s.report.str()));
        }},
       {"reported", time_field("When it said so"), [](C, S s) -> json::value { return json_time(s.reported); }}}};
  return resource;
}

json::object all_schemas() {
  json::object all;
  const auto add = [&](const auto& resource) { all[resource.name] = resource.schema(); };
  add(story_in_list());
  add(whole_story());
  add(story_report());
  add(article_resource());
  add(live_entry_resource());
  add(picture_resource());
  add(reply_resource());
  add(section_resource());
  add(outlet_resource());
  add(bar_entry());
  add(search_hit());
  add(dossier_in_list());
  add(whole_dossier());
  add(dossier_round());
  add(dossier_field());
  add(dossier_participant());
  add(dossier_said());
  return all;
}

}  // namespace dateline::site
