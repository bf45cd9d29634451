#include "article/metadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include "article/byline.h"
#include "article/byline_marks.h"
#include "article/date_words.h"
#include "article/hints.h"
#include "article/items.h"
#include "article/page_text.h"
#include "article/words.h"
#include "text/date.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

using markup::Node;

/// A byline or a date is short; longer texts with such a class are boxes about authors, or lists of reports.
constexpr std::size_t kLongestByline = 200;
constexpr std::size_t kLongestDateText = 100;
constexpr std::size_t kLongestHeading = 500;
/// More of them are a site's staff, or authors of other reports.
constexpr std::size_t kMostPeople = 6;
/// How many of a kind are looked at: a page with more is a list.
constexpr std::size_t kMost = 20;
/// A headline that is no h1 stands above the text, not at its end.
constexpr std::size_t kMostSubheadings = 8;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

/// Whether the property of a meta element is told apart by the item that it is of: who and when of a report, and
/// everything of a comment, a product or the like.
bool is_left_to_items(const Node& meta) {
  const std::string_view type = type_of_item(item_of(meta));
  const int rank = rank_of_type(type);
  if (type.empty() || rank == 1) return false;
  return rank == 0 || gives_property(meta, "author") || gives_property(meta, "datePublished") ||
         gives_property(meta, "dateModified");
}

/// meta elements by name, property or itemprop, in order.
class MetaTable {
 public:
  void add(const Node& meta) {
    for (const std::string_view key : {"property", "name", "itemprop", "http-equiv"}) {
      if (!meta.has(key)) continue;
      if (key == "itemprop" && is_left_to_items(meta)) continue;
      std::string value = plain_line(meta.attribute("content"));
      if (!value.empty()) rows_.emplace_back(lower(meta.attribute(key)), std::move(value));
    }
  }
  /// The first value of the first of these names that has one.
  std::string first(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
      for (const auto& [key, value] : rows_) {
        if (key == name) return value;
      }
    }
    return "";
  }
  /// All values of the first of these names that has one.
  std::vector<std::string> all(std::initializer_list<std::string_view> names) const {
    std::vector<std::string> values;
    for (const std::string_view name : names) {
      for (const auto& [key, value] : rows_) {
        if (key == name && values.size() < kMost) values.push_back(value);
      }
      if (!values.empty()) break;
    }
    return values;
  }
  std::optional<text::LocalTime> date(std::initializer_list<std::string_view> names,
                                      const text::DateHabits& habits) const {
    for (const std::string_view name : names) {
      for (const auto& [key, value] : rows_) {
        if (key != name) continue;
        if (const auto at = text::parse_local(value, habits)) return at;
      }
    }
    return std::nullopt;
  }

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
};

/// The text of a script, which is its one child.
std::string_view script_text(const Node& script) {
  return script.first_child ? script.first_child->text() : std::string_view();
}

/// What microdata and RDFa say of one item.
struct ItemDates {
  const Node* item = nullptr;  ///< nullptr: of properties outside of any item.
  std::optional<text::LocalTime> published, modified;
  std::string headline;      ///< Folded.
  bool has_heading = false;  ///< The first h1 stands in it.
};

/// What stands in the body, in the order of the page.
struct BodyMarks {
  std::vector<std::string> headings, subheadings;
  BylineMarks bylines;
  std::vector<std::size_t> heading_positions, heading_prose;
  std::size_t prose = 0;  ///< Paragraphs longer than a line about who and when, so far.
  std::vector<ItemDates> items;
  std::vector<DateMark> dates;
  std::vector<std::string> types;  ///< Of microdata at the top.
};

std::optional<text::LocalTime> date_of(const Node& node, const text::DateHabits& habits) {
  for (const std::string_view attribute : {"datetime", "content", "title"}) {
    if (const auto at = text::parse_local(node.attribute(attribute), habits)) return at;
  }
  const std::string line = short_text(node, kLongestDateText).value_or("");
  if (const auto published = date_of_publishing_in(line, habits)) return published;
  return date_of_change_in(line, habits);
}

/// The end of the text right before an element: "Published on" of "Published on <time>".
std::string label_before(const Node& node) {
  constexpr std::size_t kLongest = 40;
  const Node* const before = node.previous;
  if (!before) return "";
  std::string text = before->is_element() ? short_text(*before, kLongest).value_or("") : std::string(before->text());
  if (text.size() > kLongest) text.erase(0, text.size() - kLongest);
  return text::repair_utf8(text);
}

/// What the words around a date, or the names of its element, say that it is of; the nearest that say anything.
void read_words_about_date(const Node& node, DateMark& mark) {
  constexpr std::size_t kFar = 2;
  std::size_t up = 0;
  for (const Node* at = &node; at && up < kFar && !mark.updated && !mark.published; at = at->parent, ++up) {
    auto said = short_text(*at, kLongestDateText);
    if (!said) break;
    if (at == &node) said->insert(0, label_before(node) + " ");
    said->append(" ").append(at->attribute("class")).append(" ").append(at->attribute("itemprop"));
    mark.updated = says_changed(*said);
    mark.published = at->has("pubdate") || says_published(*said);
  }
}

/// What nearly every name of a date holds, for passing over most elements without taking their names apart.
constexpr Parts kOfDateNames(std::to_array<std::string_view>({"ate", "ime", "ublish", "osted", "echa", "atum", "DATE",
                                                              "TIME"}));

void add_type(std::string_view type, std::vector<std::string>& types) {
  type = without_vocabulary(type);
  if (type.empty() || types.size() >= kMost || std::ranges::find(types, type) != types.end()) return;
  types.emplace_back(text::shorten(type, kLongestByline));
}

/// The text of an h1 without the words over the headline ("Transport", "Opinion"), where its first element is named so.
std::optional<std::string> heading_text(const Node& heading) {
  constexpr auto is_kicker = [](std::string_view word) {
    return word == "kicker" || word == "eyebrow" || word == "overline" || word == "topline" || word == "dachzeile" ||
           word == "spitzmarke" || word == "surtitle" || word == "pretitle" || word == "supertitle";
  };
  auto line = short_text(heading, kLongestHeading);
  const Node* first = heading.first_child;
  while (first && !first->is_element() && text::collapse(first->text()).empty()) first = first->next;
  if (!line || !first || !first->is_element() || !any_hint_word(first->attribute("class"), is_kicker)) return line;
  const auto kicker = short_text(*first, kLongestHeading);
  if (!kicker || kicker->size() >= line->size() || !line->starts_with(*kicker)) return line;
  std::string rest = text::collapse(std::string_view(*line).substr(kicker->size()));
  return rest.starts_with(':') ? line : std::optional(rest);  // "Transport: Ferry leaves late" is one headline.
}

/// Absent where there are too many: such a page is a list.
ItemDates* entry_of(const Node* item, BodyMarks& marks) {
  const auto known = std::ranges::find(marks.items, item, &ItemDates::item);
  if (known != marks.items.end()) return &*known;
  if (marks.items.size() >= kMost) return nullptr;
  marks.items.emplace_back().item = item;
  return &marks.items.back();
}

void read_property(const Node& node, const text::DateHabits& habits, BodyMarks& marks) {
  if (!node.has("itemprop") && !node.has("property")) return;
  const bool published = gives_property(node, "datePublished"), modified = gives_property(node, "dateModified");
  const bool headline = gives_property(node, "headline");
  if (!published && !modified && !headline) return;
  ItemDates* const item = entry_of(item_of(node), marks);
  if (!item) return;
  if (published && !item->published) item->published = date_of(node, habits);
  if (modified && !item->modified) item->modified = date_of(node, habits);
  if (headline && item->headline.empty()) {
    const std::string_view content = node.attribute("content");
    item->headline = text::fold(content.empty() ? short_text(node, kLongestHeading).value_or("")
                                                : text::shorten(content, kLongestHeading));
  }
}

void read_mark(const Node& node, std::size_t position, const text::DateHabits& habits, BodyMarks& marks) {
  if ((node.has("itemscope") && !node.has("itemprop")) || (node.has("typeof") && !node.has("property")))
    add_type(type_of_item(&node), marks.types);
  if (node.tag == markup::Tag::kH1 && marks.headings.size() < kMost) {
    if (auto line = heading_text(node); line && !line->empty()) {
      marks.headings.push_back(*line);
      marks.heading_positions.push_back(position);
      marks.heading_prose.push_back(marks.prose);
    }
    if (marks.headings.size() == 1) {
      if (ItemDates* item = entry_of(item_of(node), marks)) item->has_heading = true;
    }
    read_property(node, habits, marks);
    return;
  }
  if (node.tag == markup::Tag::kH2 && marks.subheadings.size() < kMostSubheadings) {
    if (auto line = short_text(node, kLongestHeading); line && !line->empty()) marks.subheadings.push_back(*line);
  }
  if (node.tag == markup::Tag::kP && !short_text(node, kLongestDateText)) ++marks.prose;
  const bool time = node.is("time");
  if (!time && node.attributes().empty()) return;
  const std::string_view itemprop = node.attribute("itemprop");
  read_property(node, habits, marks);
  const bool named =
      !time && (kOfDateNames.any_in(node.attribute("class")) || kOfDateNames.any_in(node.attribute("id")) ||
                itemprop == "datePublished" || itemprop == "dateModified");
  if ((!time && !named) || marks.dates.size() >= kMost) return;
  if (named && !names_date(node) && itemprop.empty()) return;
  if (BylineMarks::is_of_others(node)) return;
  if (const auto at = date_of(node, habits)) {
    // An element with such a name around another says the same again.
    if (!marks.dates.empty() && marks.dates.back().time.at == at->at && position < marks.dates.back().position + 10)
      return;
    DateMark mark{.time = *at, .position = position, .prose = marks.prose};
    read_words_about_date(node, mark);
    marks.dates.push_back(mark);
  }
}

/// Names and not addresses of profiles, which article:author holds as often.
std::vector<std::string> only_names(std::vector<std::string> lines) {
  std::erase_if(lines, [](const std::string& line) {
    return line.find("://") != std::string::npos || line.starts_with("/") || line.starts_with("www.");
  });
  return lines;
}

/// Whether somebody logs in so, and readers know them by another name: "andrew.roe", "AnnR", "site admin".
bool looks_like_login(std::string_view name) {
  const std::string folded = text::fold(name);
  if (folded.find("admin") != std::string::npos) return true;
  return name.find(' ') == std::string_view::npos && static_cast<unsigned char>(name.front()) < 0x80;
}

/// Whether every name of `some` is among `all`, perhaps with a title before it.
bool names_all(const std::vector<std::string>& all, const std::vector<std::string>& some) {
  return std::ranges::all_of(some, [&](const std::string& name) {
    const std::string folded = text::fold(name);
    return std::ranges::any_of(all, [&](const std::string& other) { return text::fold(other).ends_with(folded); });
  });
}

/// "Roe, Jo" as "Jo Roe", which libraries' metadata has the other way round.
std::vector<std::string> turned_round(std::vector<std::string> lines) {
  for (std::string& line : lines) {
    const std::size_t comma = line.find(", ");
    if (comma == std::string::npos || line.find(',', comma + 1) != std::string::npos) continue;
    line = line.substr(comma + 2) + " " + line.substr(0, comma);
  }
  return lines;
}

/// What sites tell Slack and Twitter: "Written by", and who.
std::vector<std::string> labelled_author(const MetaTable& metas) {
  for (const char number : {'1', '2'}) {
    const std::string label = lower(metas.first({std::string("twitter:label") + number}));
    if (label.find("written by") != std::string::npos || label.find("author") != std::string::npos ||
        label.find("verfasst von") != std::string::npos || label.find("escrito por") != std::string::npos ||
        label.find("rédigé par") != std::string::npos || label.find("écrit par") != std::string::npos) {
      return metas.all({std::string("twitter:data") + number});
    }
  }
  return {};
}

/// The item that is the page's report, and not another one or something else that the page shows: the one whose
/// headline is the page's, else with the h1 in it, else the first article.
const ItemDates* choose_item(const Metadata& page, const std::vector<ItemDates>& items) {
  const std::string titles = text::fold(page.title_element + " " + page.og_title);
  const ItemDates* best = nullptr;
  int most = 0;
  for (const ItemDates& item : items) {
    const int rank = rank_of_type(type_of_item(item.item));
    if (rank < 2) continue;
    const bool named = !item.headline.empty() && titles.find(item.headline) != std::string::npos;
    const int score = rank + (named ? 20 : 0) + (item.has_heading ? 10 : 0);
    if (score <= most) continue;
    best = &item;
    most = score;
  }
  return best;
}

void choose_authors(Metadata& page, const MetaTable& metas, const BylineMarks& marks, const Node* report,
                    std::size_t heading_position) {
  const std::vector<std::vector<std::string>> by_trust = {
      page.json_ld ? only_names(page.json_ld->authors) : std::vector<std::string>{},
      only_names(marks.declared(report)),
      only_names(metas.all({"parsely-author", "sailthru.author", "byl", "dcsext.author", "cxenseparse:author"})),
      only_names(metas.all({"article:author_name", "article:author", "og:article:author"})),
      turned_round(only_names(metas.all({"citation_author", "citation_authors"}))),
      only_names(metas.all({"author", "dc.creator", "dcterms.creator", "dc.contributor", "article_author"})),
      only_names(labelled_author(metas)),
  };
  for (const std::vector<std::string>& lines : by_trust) {
    std::vector<std::string> names = split_bylines(lines);
    if (names.empty()) continue;
    // Many sites name themselves where a machine looks, and the people where readers do.
    const bool organizations = &lines == &by_trust.front() && page.json_ld && page.json_ld->authors_are_organizations;
    const bool only_site = organizations || std::ranges::all_of(names, [&](const std::string& name) {
                             return is_name_of_site(page, name);
                           });
    // JSON-LD lists whom it means; meta elements repeat themselves, once with the site and once with the person.
    if (!only_site && &lines != &by_trust.front())
      std::erase_if(names, [&](const std::string& name) { return is_name_of_site(page, name); });
    if (page.authors_are_the_site && (only_site || !std::ranges::all_of(names, is_name_of_person))) continue;
    if (page.authors.empty() || !only_site) page.authors = std::move(names);
    page.authors_are_the_site = only_site;
    if (!only_site) break;
  }
  // JSON-LD lists all who wrote it; what else stands in a byline are editors and reviewers.
  const bool declared_list = page.json_ld && !page.json_ld->authors.empty() && !page.authors_are_the_site;
  std::vector<std::string> seen = marks.people(heading_position);
  if (seen.size() > 1) std::erase_if(seen, [&](const std::string& name) { return is_name_of_site(page, name); });
  if (seen.empty() || seen.size() > kMostPeople) return;
  const bool people = std::ranges::all_of(seen, is_name_of_person);
  if (page.authors.empty() || (people && page.authors_are_the_site) ||
      (people && page.authors.size() == 1 && looks_like_login(page.authors.front())) ||
      (people && !declared_list && seen.size() > page.authors.size() && names_all(seen, page.authors))) {
    page.authors_are_the_site =
        std::ranges::all_of(seen, [&](const std::string& name) { return is_name_of_site(page, name); });
    page.authors_are_seen = true;
    page.authors = std::move(seen);
  }
}

void read_dates(Metadata& page, const MetaTable& metas, const BodyMarks& marks, const ItemDates* report) {
  // Of the report, of nothing that is named, of the page; never of a product, a comment or another report.
  std::vector<const ItemDates*> item_order;
  if (report) item_order.push_back(report);
  for (const ItemDates& item : marks.items) {
    if (type_of_item(item.item).empty()) item_order.push_back(&item);
  }
  for (const ItemDates& item : marks.items) {
    if (rank_of_type(type_of_item(item.item)) == 1) item_order.push_back(&item);
  }
  const auto take = [](std::optional<text::LocalTime>& into, std::optional<text::LocalTime> from) {
    if (!into) into = from;
  };
  if (page.json_ld) {
    page.published = text::parse_local(page.json_ld->published, page.date_habits);
    page.modified = text::parse_local(page.json_ld->modified, page.date_habits);
  }
  take(page.published, metas.date({"article:published_time",
                                   "og:article:published_time",
                                   "og:published_time",
                                   "og:publish_date",
                                   "og:pubdate",
                                   "datepublished",
                                   "article:published",
                                   "article:publish_date",
                                   "rnews:datepublished",
                                   "parsely-pub-date",
                                   "sailthru.date",
                                   "cxenseparse:recs:publishtime",
                                   "cxenseparse:publishtime",
                                   "publish-date",
                                   "publish_date",
                                   "publishdate",
                                   "publisheddate",
                                   "published-date",
                                   "published_date",
                                   "w-published-date",
                                   "published",
                                   "published_at",
                                   "pubdate",
                                   "pub_date",
                                   "publication_date",
                                   "publication-date",
                                   "publicationdate",
                                   "dc.date.issued",
                                   "dcterms.issued",
                                   "dc.date.published",
                                   "dc.date",
                                   "dc.date.created",
                                   "dcterms.date",
                                   "dcterms.created",
                                   "date",
                                   "date.created",
                                   "datecreated",
                                   "article.published",
                                   "article.created",
                                   "article_date_original",
                                   "created",
                                   "citation_date",
                                   "citation_publication_date",
                                   "citation_online_date",
                                   "displaydate",
                                   "display-date",
                                   "originalpublicationdate",
                                   "release_date",
                                   "ptime",
                                   "timestamp"},
                                  page.date_habits));
  for (const ItemDates* item : item_order) take(page.published, item->published);
  take(page.modified, metas.date({"article:modified_time", "og:article:modified_time", "og:updated_time",
                                  "datemodified", "last-modified", "dcterms.modified", "article.updated", "lastmod",
                                  "last-modified-date", "updated", "modified"},
                                 page.date_habits));
  for (const ItemDates* item : item_order) take(page.modified, item->modified);
}

/// What sites tell Facebook and Google of a paywall. "metered" depends on who reads, and says nothing of the page.
std::optional<bool> free_by_tier(const MetaTable& metas) {
  const std::string tier =
      lower(metas.first({"article:content_tier", "og:article:content_tier", "isaccessibleforfree"}));
  if (tier == "free" || tier == "true") return true;
  if (tier == "locked" || tier == "false") return false;
  return std::nullopt;
}

}  // namespace

bool is_name_of_site(const Metadata& page, std::string_view name) {
  const std::string folded = text::fold(name);
  const std::string site = text::fold(page.site_name);
  const std::string publisher = page.json_ld ? text::fold(page.json_ld->publisher) : "";
  return folded == site || folded == publisher || folded == text::fold(page.host);
}

Metadata read_metadata(const markup::Document& document, std::string_view page_url) {
  Metadata page;
  MetaTable metas;
  BodyMarks marks;
  std::vector<std::string> scripts;
  const Node& root = document.root();
  page.declared_language = root.attribute("lang");
  if (page.declared_language.empty()) page.declared_language = root.attribute("xml:lang");
  const auto host_of = [](std::string_view address) {
    const auto url = text::Url::parse(address);
    return url ? url->site() : std::string();
  };
  page.date_habits = text::habits_of(page.declared_language, host_of(page_url));
  std::size_t position = 0, heading_position = 0;
  for (const Node* node = &root; node; node = markup::next_in_order(node, &root)) {
    ++position;
    if (node->kind != Node::Kind::kElement) continue;
    if (node->is("meta")) {
      metas.add(*node);
      read_property(*node, page.date_habits, marks);
      if (gives_property(*node, "author")) marks.bylines.add(*node, position, !marks.headings.empty());
    } else if (node->is("link")) {
      const std::string rel = lower(node->attribute("rel"));
      if (rel == "canonical" && page.canonical.empty()) {
        page.canonical = node->attribute("href");
        if (page_url.empty()) page.date_habits = text::habits_of(page.declared_language, host_of(page.canonical));
      }
      if (rel == "image_src" && page.image.empty()) page.image = node->attribute("href");
    } else if (node->is("base") && page.base.empty()) {
      page.base = node->attribute("href");
    } else if (node->is("title") && page.title_element.empty() && !(node->parent && node->parent->is("svg"))) {
      page.title_element = short_text(*node, kLongestHeading).value_or("");
    } else if (node->is("script")) {
      if (lower(node->attribute("type")).find("ld+json") != std::string::npos && scripts.size() < kMost) {
        scripts.emplace_back(script_text(*node));
      }
    } else {
      read_mark(*node, position, page.date_habits, marks);
      if (heading_position == 0 && !marks.headings.empty()) heading_position = position;
      marks.bylines.add(*node, position, !marks.headings.empty());
    }
  }
  page.og_title = text::shorten(metas.first({"og:title"}), kLongestHeading);
  page.twitter_title = text::shorten(metas.first({"twitter:title"}), kLongestHeading);
  page.meta_title = text::shorten(metas.first({"headline", "parsely-title", "sailthru.title", "cxenseparse:title",
                                               "dc.title", "dcterms.title", "citation_title", "title"}),
                                  kLongestHeading);
  std::string address(page_url);
  if (address.empty()) address = page.canonical.empty() ? metas.first({"og:url"}) : page.canonical;
  page.json_ld = read_json_ld(
      scripts, address, page.title_element + " " + page.og_title + " " + page.twitter_title + " " + page.meta_title);

  if (page.canonical.empty()) page.canonical = metas.first({"og:url", "twitter:url"});
  if (page.canonical.empty() && page.json_ld) page.canonical = page.json_ld->url;
  page.headings = std::move(marks.headings);
  page.subheadings = std::move(marks.subheadings);
  page.heading_positions = std::move(marks.heading_positions);
  page.heading_prose = std::move(marks.heading_prose);
  page.description = metas.first({"og:description", "description", "twitter:description", "dc.description"});
  if (page.description.empty() && page.json_ld) page.description = page.json_ld->description;
  page.site_name = metas.first({"og:site_name"});
  if (page.site_name.empty() && page.json_ld) page.site_name = page.json_ld->publisher;
  if (page.site_name.empty())
    page.site_name = metas.first({"application-name", "apple-mobile-web-app-title", "publisher"});
  page.site_name = text::shorten(page.site_name, kLongestByline);
  const std::string og_image = metas.first({"og:image:secure_url", "og:image", "og:image:url", "twitter:image",
                                            "twitter:image:src", "parsely-image-url", "thumbnail"});
  if (!og_image.empty()) page.image = og_image;
  if (page.image.empty() && page.json_ld) page.image = page.json_ld->image;
  if (page.declared_language.empty() && page.json_ld) page.declared_language = page.json_ld->language;
  if (page.declared_language.empty())
    page.declared_language = metas.first({"og:locale", "content-language", "language"});
  page.sections = metas.all({"article:section", "og:article:section", "parsely-section", "section", "articlesection",
                             "cxenseparse:recs:category", "category", "sailthru.section"});
  if (page.json_ld && !page.json_ld->section.empty())
    page.sections.insert(page.sections.begin(), page.json_ld->section);
  page.host = host_of(address);
  if (page.json_ld) page.types = page.json_ld->types;
  for (const std::string& type : marks.types) add_type(type, page.types);
  page.og_type = lower(metas.first({"og:type"}));
  if (page.json_ld) page.free_to_read = page.json_ld->free_to_read;
  if (!page.free_to_read) page.free_to_read = free_by_tier(metas);
  const ItemDates* const report = choose_item(page, marks.items);
  choose_authors(page, metas, marks.bylines, report ? report->item : nullptr, heading_position);
  read_dates(page, metas, marks, report);
  page.dates = std::move(marks.dates);
  return page;
}

}  // namespace dateline::article
