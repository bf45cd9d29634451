#include "site/machines/linked_data.h"

#include <algorithm>

#include "site/feeds/items.h"
#include "site/json.h"
#include "site/paths.h"
#include "site/plain_words.h"
#include "site/reports.h"
#include "site/sections.h"
#include "site/story_line.h"
#include "text/slug.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kListed = 30;  // Stories of a list: what stands in a page's first screens.
constexpr std::size_t kMost = 50;    // Reports: more says no more about the page, and weighs.

class Graph {
 public:
  explicit Graph(const Context& context) : context_(context) {}

  json::string url(const Href& path) const { return json_text(path.on(context_.public_url).str()); }

  json::object publisher() const {
    return {{"@type", "NewsMediaOrganization"},
            {"@id", json_text(context_.public_url + "/#publisher")},
            {"name", json_text(context_.config.name)},
            {"url", url(front_path())},
            {"logo",
             {{"@type", "ImageObject"}, {"url", url(Href::path({"icon-512.png"}))}, {"width", 512}, {"height", 512}}}};
  }

  /// Where the page stands: the front page, then `steps` down to it.
  json::object breadcrumbs(const Trail& trail) const {
    json::array list;
    const auto add = [&](std::string_view name, const Href& path) {
      list.push_back(
          {{"@type", "ListItem"}, {"position", list.size() + 1}, {"name", json_text(name)}, {"item", url(path)}});
    };
    add(context_.config.name, front_path());
    for (const auto& [name, path] : trail) {
      if (!name.empty()) add(name, path);
    }
    return {{"@type", "BreadcrumbList"}, {"itemListElement", std::move(list)}};
  }

  json::object list_of(StoryList stories) const {
    json::array list;
    for (const auto& story : stories.first(std::min(kListed, stories.size()))) {
      list.push_back({{"@type", "ListItem"},
                      {"position", list.size() + 1},
                      {"url", url(story_path(story->id))},
                      {"name", json_text(story->best().headline)}});
    }
    return {{"@type", "ItemList"}, {"numberOfItems", list.size()}, {"itemListElement", std::move(list)}};
  }

  json::object list_of(ReportList reports) const {
    json::array list;
    for (const store::PlacedArticle& placed : reports.first(std::min(kListed, reports.size()))) {
      list.push_back({{"@type", "ListItem"},
                      {"position", list.size() + 1},
                      {"url", url(article_path(placed.article->id))},
                      {"name", json_text(placed.article->headline)}});
    }
    return {{"@type", "ItemList"}, {"numberOfItems", list.size()}, {"itemListElement", std::move(list)}};
  }

  /// A page of the site that is nothing more than its type says.
  json::object page(std::string_view type, const Step& step) const {
    return {{"@type", json_text(type)},
            {"name", json_text(step.name)},
            {"url", url(step.page)},
            {"inLanguage", json_text(context_.config.language)},
            {"isPartOf", {{"@id", json_text(context_.public_url + "/#site")}}}};
  }

  /// Nodes that are moved in are not copied: an article's holds all its replies.
  static DataBlock document(json::array nodes) {
    return DataBlock::of(
        json::serialize(json::object{{"@context", "https://schema.org"}, {"@graph", std::move(nodes)}}));
  }

 private:
  const Context& context_;
};

json::value language_or_null(std::string_view language) {
  return language.empty() || language == "und" ? json::value(nullptr) : json::value(json_text(language));
}

/// Leaves the member away when there is nothing to say.
void put(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) object[name] = json_text(text);
}

/// A date as exact as it is known: "2015-11-09", "2015-11" and "2015" are ISO 8601 alike.
std::string first_date(const story::When& when) {
  const std::string dates = story::to_string(when);
  return dates.substr(0, dates.find('/'));
}
std::string last_date(const story::When& when) {
  const std::string dates = story::to_string(when);
  const auto slash = dates.find('/');
  return slash == std::string::npos ? dates : dates.substr(slash + 1);
}
void put_dates(json::object& event, const story::When& when) {
  event["startDate"] = json_text(first_date(when));
  event["endDate"] = json_text(last_date(when));
}

json::object person(std::string_view name) {
  return {{"@type", "Person"}, {"name", json_text(name)}};
}

/// Each is the reply's text once more, to be made and packed with every page; who wants all of them has the feed.
constexpr std::size_t kMostComments = 5;

json::object comment(const Graph& graph, article::ArticleId article, const desk::PublicReply& reply) {
  json::object out{{"@type", "Comment"},
                   {"@id", graph.url(reply_path(article, reply.id))},
                   {"author", person(reply.name)},
                   {"text", json_text(plain_words(reply.text))},
                   {"dateCreated", json_time(reply.posted_at)}};
  if (reply.edited_at) out["dateModified"] = json_time(*reply.edited_at);
  if (reply.parent) out["parentItem"] = {{"@id", graph.url(reply_path(article, *reply.parent))}};
  return out;
}

json::object live_update(const Graph& graph, const Href& page, const desk::Post& post, const desk::LiveEntry& entry) {
  const std::string headline = text::collapse(entry.headline);
  json::object out{{"@type", "BlogPosting"},
                   {"headline", json_text(headline.empty() ? text::collapse(post.headline) : headline)},
                   {"articleBody", json_text(plain_words(entry.body.empty() ? entry.headline : entry.body))},
                   {"url", graph.url(page.at("entry-" + entry.id.str()))},
                   {"datePublished", json_time(entry.at)},
                   {"dateModified", json_time(std::max(entry.at, entry.updated_at.value_or(entry.at)))}};
  const std::string& name = entry.byline.empty() ? post.byline : entry.byline;
  out["author"] = name.empty() ? graph.publisher() : person(name);
  return out;
}

}  // namespace

DataBlock front_data(const Context& context, StoryList stories) {
  const Graph graph(context);
  return Graph::document({{{"@type", "WebSite"},
                           {"@id", json_text(context.public_url + "/#site")},
                           {"name", json_text(context.config.name)},
                           {"url", graph.url(front_path())},
                           {"description", json_text(context.config.tagline)},
                           {"inLanguage", json_text(context.config.language)},
                           {"publisher", graph.publisher()},
                           {"potentialAction",
                            {{"@type", "SearchAction"},
                             {"target",
                              {{"@type", "EntryPoint"},
                               {"urlTemplate", json_text(context.public_url + "/search?q={search_term_string}")}}},
                             {"query-input", "required name=search_term_string"}}}},
                          graph.list_of(stories)});
}

DataBlock list_data(const Context& context, const Trail& trail, StoryList stories) {
  const Graph graph(context);
  json::object page = graph.page("CollectionPage", trail.back());
  page["mainEntity"] = graph.list_of(stories);
  return Graph::document({std::move(page), graph.breadcrumbs(trail)});
}

DataBlock reports_data(const Context& context, const Trail& trail, ReportList reports) {
  const Graph graph(context);
  json::object page = graph.page("CollectionPage", trail.back());
  if (!reports.empty()) page["mainEntity"] = graph.list_of(reports);
  return Graph::document({std::move(page), graph.breadcrumbs(trail)});
}

DataBlock author_data(const Context& context, const Trail& trail, ReportList reports) {
  const Graph graph(context);
  json::object page = graph.page("ProfilePage", trail.back());
  json::object author = person(trail.back().name);
  author["url"] = graph.url(trail.back().page);
  page["mainEntity"] = std::move(author);
  return Graph::document({std::move(page), graph.list_of(reports), graph.breadcrumbs(trail)});
}

DataBlock outlet_data(const Context& context, const Trail& trail, const store::OutletRecord& outlet,
                      ReportList reports) {
  const Graph graph(context);
  json::object page = graph.page("ProfilePage", trail.back());
  page["mainEntity"] = {{"@type", "Organization"}, {"name", json_text(outlet.outlet.name)}};
  page["dateModified"] = json_time(outlet.newest);
  return Graph::document({std::move(page), graph.list_of(reports), graph.breadcrumbs(trail)});
}

DataBlock about_data(const Context& context, const Trail& trail) {
  const Graph graph(context);
  json::object page = graph.page("AboutPage", trail.back());
  json::object paper = graph.publisher();
  put(paper, "description", context.config.tagline);
  page["mainEntity"] = std::move(paper);
  return Graph::document({std::move(page), graph.breadcrumbs(trail)});
}

DataBlock search_data(const Context& context, const Trail& trail) {
  const Graph graph(context);
  return Graph::document({graph.page("SearchResultsPage", trail.back()), graph.breadcrumbs(trail)});
}

DataBlock story_data(const Context& context, const story::Story& story) {
  const Graph graph(context);
  const Href page = story_path(story.id);
  json::array reports;
  for (const ToldReport& told : reports_of(story)) {
    if (reports.size() == kMost) break;
    const article::Article& article = *told.own->article;
    json::object report{{"@type", "NewsArticle"},
                        {"headline", json_text(article.headline)},
                        {"url", graph.url(article_path(article.id))},
                        {"datePublished", json_time(article.reported_at())},
                        {"publisher", {{"@type", "Organization"}, {"name", json_text(article.outlet.name)}}}};
    if (article.language != "und") report["inLanguage"] = json_text(article.language);
    // The outlet's own page is the article; ours only leads to it.
    if (const auto original = text::Url::parse(article.url)) report["url"] = json_text(original->str());
    reports.push_back({{"@type", "ListItem"}, {"position", reports.size() + 1}, {"item", std::move(report)}});
  }
  const article::Article& best = story.best();
  json::object node{{"@type", "CollectionPage"},
                    {"name", json_text(best.headline)},
                    {"url", graph.url(page)},
                    {"datePublished", json_time(story.first_reported())},
                    {"dateModified", json_time(story.last_reported())},
                    {"inLanguage", language_or_null(story.language)},
                    {"isPartOf", {{"@id", json_text(context.public_url + "/#site")}}}};
  if (node["inLanguage"].is_null()) node.erase("inLanguage");
  put(node, "description", shown_lede(best));
  if (const article::Article* primary = story.primary()) {
    if (const auto original = text::Url::parse(primary->url)) node["isBasedOn"] = json_text(original->str());
  }
  node["mainEntity"] = {{"@type", "ItemList"}, {"numberOfItems", reports.size()}, {"itemListElement", reports}};
  return Graph::document(
      {std::move(node), graph.breadcrumbs({{section_name(context.texts, story.section), section_path(story.section)},
                                           {best.headline, page}})});
}

DataBlock dossier_data(const Context& context, const DossierView& view) {
  const Graph graph(context);
  const story::Dossier& dossier = view.shown;
  const Href page = dossier_path(view.kept.id);
  const json::string series = json_text(page.at("series").on(context.public_url).str());
  json::array events;
  for (std::size_t i = 0; i < dossier.rounds.size(); ++i) {
    const story::Round& round = dossier.rounds[i];
    const std::string number = round_number(context.texts, round), place = place_of(round);
    const std::string what = number.empty() ? round.what : number;
    json::object event{{"@type", "Event"},
                       {"name", json_text(dossier.name + (what.empty() ? "" : ": " + what))},
                       {"url", graph.url(page.at("round-" + std::to_string(i + 1)))},
                       {"superEvent", {{"@id", series}}},
                       {"eventStatus", "https://schema.org/EventScheduled"}};
    put_dates(event, round.when);
    if (!place.empty()) event["location"] = {{"@type", "Place"}, {"name", json_text(place)}};
    // A round that is still to come and was announced for another day before.
    if (const auto was = round.announced && round.dates.size() > 1
                             ? story::parse_when(round.dates[round.dates.size() - 2].value)
                             : std::nullopt;
        was && *was != round.when) {
      event["eventStatus"] = "https://schema.org/EventRescheduled";
      event["previousStartDate"] = json_text(first_date(*was));
    }
    json::array performers;
    for (const std::string& name : round.participants) {
      const auto one = std::ranges::find(dossier.participants, name, &story::Participant::name);
      const bool is_person = one != dossier.participants.end() && one->is_person;
      performers.push_back({{"@type", is_person ? "Person" : "Organization"}, {"name", json_text(name)}});
    }
    if (!performers.empty()) event["performer"] = std::move(performers);
    json::array about;
    for (const auto& story : view.stories[i]) about.push_back(graph.url(story_path(story->id)));
    if (!about.empty()) event["subjectOf"] = std::move(about);
    events.push_back(std::move(event));
  }
  json::object node{{"@type", "EventSeries"},
                    {"@id", series},
                    {"name", json_text(dossier.name)},
                    {"url", graph.url(page)},
                    {"subEvent", std::move(events)}};
  if (!dossier.rounds.empty()) {
    story::When whole = dossier.rounds.front().when;
    node["startDate"] = json_text(first_date(whole));
    whole = dossier.rounds.back().when;
    node["endDate"] = json_text(last_date(whole));
  }
  if (!language_or_null(dossier.language).is_null()) node["inLanguage"] = language_or_null(dossier.language);
  json::array names, organizers;
  for (const std::string& name : dossier.names) names.push_back(json_text(name));
  if (!names.empty()) node["alternateName"] = std::move(names);
  for (const story::Field& field : dossier.fields) {
    if (field.name != "parties" || dossier.kind != story::DossierKind::kTalks) continue;
    for (const story::Said& party : field.said)
      organizers.push_back({{"@type", "Organization"}, {"name", json_text(party.value)}});
  }
  if (!organizers.empty()) node["organizer"] = std::move(organizers);
  return Graph::document({std::move(node), graph.breadcrumbs({{context.texts.say("dossiers.name"), dossiers_path()},
                                                              {dossier.name, page}})});
}

DataBlock article_data(const Context& context, const OwnArticle& article) {
  const Graph graph(context);
  const desk::Post& post = article.post;
  const Href page = article_path(post.article_id());
  const bool live = post.live != desk::Post::Live::kNo;
  const Instant published = post.published_at.value_or(post.created_at);
  const Instant modified = last_change(article);

  json::array authors;
  for (const std::string& name : authors_of(article)) {
    json::object author = person(name);
    if (const std::string slug = text::slug(name); !slug.empty()) author["url"] = graph.url(author_path(slug));
    authors.push_back(std::move(author));
  }
  if (authors.empty()) authors.push_back(graph.publisher());
  json::object node{{"@type", live ? "LiveBlogPosting" : "NewsArticle"},
                    {"@id", graph.url(page.at("article"))},
                    {"headline", json_text(text::collapse(post.headline))},
                    {"url", graph.url(page)},
                    {"mainEntityOfPage", graph.url(page)},
                    {"datePublished", json_time(published)},
                    {"dateModified", json_time(modified)},
                    {"author", std::move(authors)},
                    {"publisher", graph.publisher()},
                    {"inLanguage", json_text(context.config.language)},
                    {"isAccessibleForFree", true}};
  put(node, "description", text::collapse(post.standfirst));
  put(node, "articleSection", section_name(context.texts, post.section));
  if (!post.tags.empty()) {
    json::array tags;
    for (const std::string& tag : post.tags) tags.push_back(json_text(tag));
    node["keywords"] = std::move(tags);
  }
  if (post.picture) {
    const FeedPicture picture = shared_picture(context, *post.picture);
    json::object image{{"@type", "ImageObject"},
                       {"url", json_text(picture.url.str())},
                       {"width", picture.width},
                       {"height", picture.height}};
    put(image, "caption", post.picture->caption.empty() ? picture.alt : post.picture->caption);
    put(image, "creditText", post.picture->credit);
    node["image"] = std::move(image);
  }
  json::array corrections;
  for (const desk::Note& note : post.notes) {
    if (note.kind != desk::Note::Kind::kCorrection) continue;  // schema.org has no word for an update but its date.
    corrections.push_back({{"@type", "CorrectionComment"},
                           {"text", json_text(note.text)},
                           {"datePublished", json_time(note.at.value_or(modified))}});
  }
  if (!corrections.empty()) node["correction"] = std::move(corrections);
  if (live) {
    node["coverageStartTime"] = json_time(published);
    if (post.live == desk::Post::Live::kOver)
      node["coverageEndTime"] = json_time(post.live_ended_at.value_or(modified));
    json::array updates;
    for (const desk::LiveEntry& entry : article.entries) updates.push_back(live_update(graph, page, post, entry));
    node["liveBlogUpdate"] = std::move(updates);
  }
  json::array comments;  // Of this page of the thread.
  if (article.thread) {
    for (const ThreadPage::Item& item : article.thread->items) {
      if (item.reply.awaiting || item.reply.gone) continue;  // One reader's own, not yet the public's; nobody's.
      if (comments.size() == kMostComments) break;
      comments.push_back(comment(graph, post.article_id(), item.reply));
    }
  }
  node["commentCount"] = article.replies;
  if (!comments.empty()) node["comment"] = std::move(comments);
  return Graph::document(
      {std::move(node), graph.breadcrumbs({{section_name(context.texts, post.section), section_path(post.section)},
                                           {post.headline, page}})});
}

DataBlock wire_data(const Context& context, const article::Article& article) {
  const Graph graph(context);
  return Graph::document(
      {graph.breadcrumbs({{section_name(context.texts, article.section), section_path(article.section)},
                          {article.headline, article_path(article.id)}})});
}

}  // namespace dateline::site
