#include "site/feeds/feed_fixture.h"

#include <algorithm>
#include <span>

#include "markup/xml.h"

namespace dateline::site {

std::string Element::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return "";
}

bool Element::has(std::string_view wanted) const {
  return std::ranges::any_of(attributes, [&](const auto& a) { return a.first == wanted; });
}

std::vector<const Element*> Element::all(std::string_view wanted) const {
  std::vector<const Element*> found;
  for (const auto& child : children) {
    if (child->name == wanted) found.push_back(child.get());
  }
  return found;
}

const Element* Element::one(std::string_view wanted) const {
  const auto found = all(wanted);
  return found.empty() ? nullptr : found.front();
}

std::string Element::text_of(std::string_view wanted) const {
  const Element* found = one(wanted);
  return found ? found->text : "";
}

namespace {

class TreeBuilder final : public markup::XmlHandler {
 public:
  std::unique_ptr<Element> root;

  int code_of(std::string_view, std::string_view) override { return 0; }
  void restart() override {
    root.reset();
    open_.clear();
  }
  void start(const markup::XmlName& name, std::span<const markup::XmlAttribute> attributes) override {
    auto element = std::make_unique<Element>(Element{short_name(name), {}});
    for (const auto& [key, value] : attributes) element->attributes.emplace_back(short_name(key), value);
    Element* made = element.get();
    if (open_.empty())
      root = std::move(element);
    else
      open_.back()->children.push_back(std::move(element));
    open_.push_back(made);
  }
  void end(const markup::XmlName&) override { open_.pop_back(); }
  void text(std::string_view utf8) override {
    if (!open_.empty()) open_.back()->text += utf8;
  }

 private:
  static std::string short_name(const markup::XmlName& name) {
    constexpr std::pair<std::string_view, std::string_view> kPrefixes[] = {
        {"http://www.w3.org/2005/Atom", "atom:"},
        {"http://purl.org/rss/1.0/modules/content/", "content:"},
        {"http://purl.org/dc/elements/1.1/", "dc:"},
        {"http://search.yahoo.com/mrss/", "media:"},
        {"http://www.w3.org/XML/1998/namespace", "xml:"},
        {"http://www.sitemaps.org/schemas/sitemap/0.9", "sm:"},
        {"http://www.google.com/schemas/sitemap-news/0.9", "news:"},
    };
    for (const auto& [uri, prefix] : kPrefixes) {
      if (name.space == uri) return std::string(prefix) + std::string(name.local);
    }
    return name.space.empty() ? std::string(name.local) : std::string(name.space) + " " + std::string(name.local);
  }
  std::vector<Element*> open_;
};

}  // namespace

std::unique_ptr<Element> parse_tree(std::string_view xml, std::vector<std::string>* mends) {
  TreeBuilder builder;
  auto read = markup::read_xml(xml, builder);
  if (!read || (!mends && !read->notes.empty())) return nullptr;
  if (mends) *mends = std::move(read->notes);
  return std::move(builder.root);
}

HostileSite::HostileSite() {
  public_url = "https://news.example.org";
  auto first = report("<b>Outlet</b> & Sons", "https://outlet.example/a?b=1&c=\"2\"", std::string(kHeadline),
                      "First <i>sentence</i> &amp; more. Second </p> sentence. Third.");
  first->authors = {"O'Neil & \"Daughter\" <x>", "Ana Núñez"};
  first->modified_at = clock.now() - std::chrono::minutes(15);
  auto second = report("Other", "javascript:alert(1)", "Another & its <headline>", "]]> Text.");
  second->language = "und";
  second->published_at = clock.now() - std::chrono::hours(3);
  auto reprint = report("Copy", "https://copy.example/1", "A copy", first->text);
  story = add_story({{first}, {second}, {reprint, story::Kinship::kVerbatim, first->id}});
  add_to_bar(story);

  post = add_post(std::string(kHeadline),
                  "A *text* with [a relative link](/section/world) and ![a picture](/x.png).\n\n"
                  "<script>x</script><iframe src=\"//evil.example\"></iframe>\n\n[bad](javascript:alert(1)) & ]]>\n");
  desk::Post& saved = reader.all_posts.back();
  saved.standfirst = "A standfirst with <b>marks</b> & more.";
  saved.byline = "Ana Ruiz & <Co>";
  saved.notes = {{desk::Note::Kind::kCorrection, "It was <19>, not 18 & a half.", clock.now()}};
  saved.tags = {"Havana & co", "<tag>"};
  saved.picture = desk::PictureUse{{5}, 2'000, 1'000, "A <boat> & \"sea\"", "The <boat>.", "Ana & Co"};
  saved.updated_at = clock.now() - std::chrono::hours(1);
  reader.all_renditions[5] = {{1'600, 800, std::string(desk::kJpegType), "jpeg"}};
  post = saved;
  reader.tags[post.article_id().value] = saved.tags;
  auto placed = report("Dateline", public_url + "/article/" + post.article_id().str(), std::string(kHeadline), "Text.");
  placed->id = post.article_id();
  placed->authors = {"Ana Ruiz"};
  add_story({{placed}});
  live = add_post("Live: <the count>", "The summary.");
  reader.all_posts.back().live = desk::Post::Live::kOn;
  for (std::uint64_t i = 1; i <= 2; ++i) {
    desk::LiveEntry entry;
    entry.id = {i};
    entry.headline = i == 1 ? std::string(kHeadline) : "";
    entry.body = "Entry <b>with</b> [a link](/story) & ![a picture](/x.png) ]]>";
    entry.at = clock.now() - std::chrono::minutes(10 * i);
    reader.all_entries.push_back({live.id, entry, false});
  }
  add_reply(post, "<b>Eve</b> & \"Adam\"", std::string(kSecret),
            "I *agree* with [this](/x), <script>no</script> ]]> & more.", desk::ReplyState::kApproved);
  add_reply(post, "Held", "held@secret.example", "Waiting words.", desk::ReplyState::kHeld);
  add_dossier();
}

std::vector<Href> HostileSite::bases() const {
  return {front_path(),
          section_path("world"),
          story_path(story->id),
          own_articles_path(),
          Href::path({"author", "ana-nunez"}),
          Href::path({"tag", "havana-co"}),
          Href::path({"source", "other"}),
          search_path("Text"),
          article_path(live.article_id()),
          Href::path({"replies"}),
          replies_path(post.article_id()),
          dossier_path(dossier)};
}

void HostileSite::add_dossier() {
  const article::Article& report = *story->members[0].article;
  const auto said = [&](std::string value) { return story::Said{std::move(value), report.id, report.reported_at()}; };
  desk::Dossier kept;
  kept.id = dossier;
  kept.updated_at = kept.active_at = clock.now() - std::chrono::hours(1);
  story::Dossier& told = kept.machine;
  told.name = "Talks on <fish> & \"ice\" ]]>";
  told.kind = story::DossierKind::kTalks;
  told.language = "en";
  told.reports = {report.id};
  story::Round held, next;
  held.number = 1;
  held.when = *story::parse_when("2023-01-18/2023-01-19");
  held.dates = {said("2023-01-18/2023-01-19")};
  held.places = {said("Port <Lydden> & co")};
  held.what = "first <round>";
  held.reports = {report.id};
  next.when = *story::parse_when("2023-06-07");
  next.dates = {said("2023-06-07")};
  next.announced = true;
  told.rounds = {held, next};
  told.participants = {{"Ida <Holm>", true, {said("envoy & more")}}};
  reader.all_dossiers = {kept};
}

}  // namespace dateline::site
