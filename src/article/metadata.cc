#include "article/metadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include "article/byline.h"
#include "article/hints.h"
#include "article/page_text.h"
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
/// More of them under a report of the site's own are its staff, or authors of other reports.
constexpr std::size_t kMostPeople = 3;
/// How many of a kind are looked at: a page with more is a list.
constexpr std::size_t kMost = 20;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

/// meta elements by name, property or itemprop, in order.
class MetaTable {
 public:
  void add(const Node& meta) {
    for (const std::string_view key : {"property", "name", "itemprop", "http-equiv"}) {
      if (!meta.has(key)) continue;
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
  std::optional<Instant> date(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
      for (const auto& [key, value] : rows_) {
        if (key != name) continue;
        if (const auto at = text::parse_date(value)) return at;
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

/// What stands in the body, in the order of the page.
struct BodyMarks {
  std::vector<std::string> headings;
  std::vector<std::string> itemprop_authors, rel_authors, class_authors;
  std::optional<Instant> itemprop_published, itemprop_modified;
  std::vector<std::pair<Instant, bool>> times;  ///< time elements; whether after the first heading.
  std::vector<std::string> types;               ///< Of microdata at the top.
  std::optional<Instant> class_date;            ///< Text of an element named so, after the first heading.
};

bool is_h1(const Node& node) {
  return node.is("h1");
}

/// Text of `node`, absent when it is longer than `most`; looks at no more than that, so that a page of nested bylines
/// costs a fixed amount for each.
std::optional<std::string> short_text(const Node& node, std::size_t most) {
  constexpr std::size_t kMostNodes = 500;
  std::string text;
  std::size_t nodes = 0;
  for (const Node* at = node.first_child; at;) {
    if (++nodes > kMostNodes) return std::nullopt;
    const bool unseen = at->is("script") || at->is("style") || at->is("svg") || at->is("button") || at->is("noscript");
    if (at->kind == Node::Kind::kText) text += at->text();
    if (at->kind == Node::Kind::kElement) text += ' ';
    if (text.size() > 4 * most) return std::nullopt;
    at = unseen ? markup::next_skipping_children(at, &node) : markup::next_in_order(at, &node);
  }
  text = text::collapse(text);
  if (text.size() > most) return std::nullopt;
  return text;
}

/// The address or name inside an element that microdata calls an author.
std::string microdata_name(const Node& node) {
  if (node.has("content")) return text::collapse(node.attribute("content"));
  std::size_t looked_at = 0;
  for (const Node* at = node.first_child; at && ++looked_at < 50; at = markup::next_in_order(at, &node)) {
    if (at->kind != Node::Kind::kElement || at->attribute("itemprop") != "name") continue;
    if (at->has("content")) return text::collapse(at->attribute("content"));
    return short_text(*at, kLongestByline).value_or("");
  }
  return short_text(node, kLongestByline).value_or("");
}

std::optional<Instant> date_of(const Node& node) {
  for (const std::string_view attribute : {"datetime", "content", "title"}) {
    if (const auto at = text::parse_date(node.attribute(attribute))) return at;
  }
  return text::parse_date(short_text(node, kLongestDateText).value_or(""));
}

void add_type(std::string_view type, std::vector<std::string>& types) {
  type = without_vocabulary(type);
  if (type.empty() || types.size() >= kMost || std::ranges::find(types, type) != types.end()) return;
  types.emplace_back(text::shorten(type, kLongestByline));
}

void read_mark(const Node& node, BodyMarks& marks) {
  if (node.has("itemscope") && !node.has("itemprop")) add_type(node.attribute("itemtype"), marks.types);
  const bool after_heading = !marks.headings.empty();
  if (is_h1(node) && marks.headings.size() < kMost) {
    if (auto line = short_text(node, kLongestHeading); line && !line->empty()) marks.headings.push_back(*line);
    return;
  }
  const std::string_view itemprop = node.attribute("itemprop");
  const std::string_view rel = node.attribute("rel");
  if (itemprop == "author" && marks.itemprop_authors.size() < kMost) {
    if (std::string name = microdata_name(node); !name.empty()) marks.itemprop_authors.push_back(std::move(name));
  } else if (itemprop == "datePublished" && !marks.itemprop_published) {
    marks.itemprop_published = date_of(node);
  } else if (itemprop == "dateModified" && !marks.itemprop_modified) {
    marks.itemprop_modified = date_of(node);
  }
  if (rel == "author" && node.is("a") && marks.rel_authors.size() < kMost) {
    if (auto name = short_text(node, kLongestByline); name && !name->empty()) marks.rel_authors.push_back(*name);
  }
  if (node.is("time") && marks.times.size() < kMost) {
    if (const auto at = date_of(node)) marks.times.emplace_back(*at, after_heading);
  }
  if (after_heading && marks.class_authors.size() < kMost && names_byline(node)) {
    if (auto line = short_text(node, kLongestByline); line && !line->empty()) marks.class_authors.push_back(*line);
  }
  if (after_heading && !marks.class_date && names_date(node)) {
    if (const auto line = short_text(node, kLongestDateText)) marks.class_date = text::parse_date(*line);
  }
}

std::optional<Instant> nearest_time(const BodyMarks& marks) {
  for (const auto& [at, after_heading] : marks.times) {
    if (after_heading) return at;
  }
  return marks.times.empty() ? std::nullopt : std::optional(marks.times.front().first);
}

/// "/2023/01/31/" in an address.
std::optional<Instant> date_in_path(std::string_view url) {
  const auto digits_at = [&](std::size_t at, std::size_t count) {
    if (at + count > url.size()) return false;
    return std::ranges::all_of(url.substr(at, count), [](char c) { return c >= '0' && c <= '9'; });
  };
  for (std::size_t i = url.find('/'); i != std::string_view::npos; i = url.find('/', i + 1)) {
    if (!digits_at(i + 1, 4) || i + 11 > url.size()) continue;
    const char mark = url[i + 5];
    if ((mark != '/' && mark != '-') || !digits_at(i + 6, 2) || url[i + 8] != mark || !digits_at(i + 9, 2)) continue;
    std::string iso(url.substr(i + 1, 10));
    std::ranges::replace(iso, '/', '-');
    if (const auto at = text::parse_date(iso)) return at;
  }
  return std::nullopt;
}

/// Names and not addresses of profiles, which article:author holds as often.
std::vector<std::string> only_names(std::vector<std::string> lines) {
  std::erase_if(lines, [](const std::string& line) {
    return line.find("://") != std::string::npos || line.starts_with("/") || line.starts_with("www.");
  });
  return lines;
}

/// Whether a name is the site's own.
bool is_site(const Metadata& page, std::string_view name) {
  const std::string folded = text::fold(name);
  const std::string site = text::fold(page.site_name);
  const std::string publisher = page.json_ld ? text::fold(page.json_ld->publisher) : "";
  return folded == site || folded == publisher || folded == text::fold(page.host);
}

/// Two words at least, none of them a number.
bool looks_like_people(std::string_view line) {
  return line.find(' ') != std::string_view::npos &&
         std::ranges::none_of(line, [](char c) { return c >= '0' && c <= '9'; });
}

/// Where an element named as byline holds another, both were read; the shorter is the name, the longer has more around
/// it ("Jo Doe Published on July 18").
std::vector<std::string> innermost(std::vector<std::string> lines) {
  std::vector<std::string> kept;
  for (const std::string& line : lines) {
    const bool holds_another = std::ranges::any_of(lines, [&](const std::string& other) {
      return other.size() < line.size() && other.size() > 3 && line.find(other) != std::string::npos &&
             !starts_like_byline(other + " ");
    });
    if (!holds_another) kept.push_back(line);
  }
  return kept.empty() ? lines : kept;
}

void choose_authors(Metadata& page, const MetaTable& metas, const BodyMarks& marks) {
  const std::vector<std::vector<std::string>> by_trust = {
      page.json_ld ? only_names(page.json_ld->authors) : std::vector<std::string>{},
      only_names(marks.itemprop_authors),
      only_names(metas.all({"parsely-author", "sailthru.author", "byl", "dcsext.author", "cxenseparse:author"})),
      only_names(metas.all({"article:author_name", "article:author", "og:article:author"})),
      only_names(metas.all({"author", "dc.creator", "dcterms.creator", "dc.contributor", "citation_author"})),
      marks.rel_authors,
      innermost(marks.class_authors),
  };
  for (std::vector<std::string> lines : by_trust) {
    // Where the site has named itself already, only what looks like people is better.
    if (page.authors_are_the_site)
      std::erase_if(lines, [](const std::string& line) { return !looks_like_people(line); });
    if (lines.empty() || (page.authors_are_the_site && lines.size() > kMostPeople)) continue;
    // Many sites name themselves where a machine looks, and the people where readers do.
    const bool only_site = std::ranges::all_of(lines, [&](const std::string& line) { return is_site(page, line); });
    if (page.author_lines.empty() || !only_site) page.author_lines = std::move(lines);
    page.authors_are_the_site = only_site;
    if (!only_site) return;
  }
}

void choose_dates(Metadata& page, const MetaTable& metas, const BodyMarks& marks, std::string_view page_url) {
  const auto take = [](std::optional<Instant>& into, std::optional<Instant> from) {
    if (!into) into = from;
  };
  if (page.json_ld) {
    page.published = text::parse_date(page.json_ld->published);
    page.modified = text::parse_date(page.json_ld->modified);
  }
  take(page.published, metas.date({"article:published_time", "og:article:published_time", "og:published_time",
                                   "datepublished", "article:published", "rnews:datepublished"}));
  take(page.published, marks.itemprop_published);
  take(page.published, metas.date({"parsely-pub-date",
                                   "sailthru.date",
                                   "cxenseparse:recs:publishtime",
                                   "publish-date",
                                   "publish_date",
                                   "publishdate",
                                   "pubdate",
                                   "publication_date",
                                   "publicationdate",
                                   "date",
                                   "date.created",
                                   "dc.date",
                                   "dc.date.issued",
                                   "dc.date.created",
                                   "dcterms.date",
                                   "dcterms.created",
                                   "dcterms.issued",
                                   "article.published",
                                   "article.created",
                                   "created",
                                   "last-modified-date",
                                   "citation_date",
                                   "citation_publication_date",
                                   "displaydate",
                                   "originalpublicationdate",
                                   "ptime",
                                   "timestamp"}));
  take(page.published, nearest_time(marks));
  take(page.published, marks.class_date);
  take(page.published, date_in_path(page_url));
  take(page.published, date_in_path(page.canonical));
  take(page.modified, metas.date({"article:modified_time", "og:article:modified_time", "og:updated_time",
                                  "datemodified", "last-modified", "dcterms.modified", "article.updated", "lastmod"}));
  take(page.modified, marks.itemprop_modified);
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

Metadata read_metadata(const markup::Document& document, std::string_view page_url) {
  Metadata page;
  MetaTable metas;
  BodyMarks marks;
  std::vector<std::string> scripts;
  const Node& root = document.root();
  page.declared_language = root.attribute("lang");
  if (page.declared_language.empty()) page.declared_language = root.attribute("xml:lang");
  for (const Node* node = &root; node; node = markup::next_in_order(node, &root)) {
    if (node->kind != Node::Kind::kElement) continue;
    if (node->is("meta")) {
      metas.add(*node);
    } else if (node->is("link")) {
      const std::string rel = lower(node->attribute("rel"));
      if (rel == "canonical" && page.canonical.empty()) page.canonical = node->attribute("href");
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
      read_mark(*node, marks);
    }
  }
  page.og_title = text::shorten(metas.first({"og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title",
                                             "sailthru.title", "citation_title", "headline", "title"}),
                                kLongestHeading);
  std::string address(page_url);
  if (address.empty()) address = page.canonical.empty() ? metas.first({"og:url"}) : page.canonical;
  page.json_ld = read_json_ld(scripts, address, page.title_element + " " + page.og_title);

  if (page.canonical.empty()) page.canonical = metas.first({"og:url", "twitter:url"});
  if (page.canonical.empty() && page.json_ld) page.canonical = page.json_ld->url;
  page.headings = marks.headings;
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
  if (const auto url = text::Url::parse(address)) page.host = url->site();
  if (page.json_ld) page.types = page.json_ld->types;
  for (const std::string& type : marks.types) add_type(type, page.types);
  page.og_type = lower(metas.first({"og:type"}));
  if (page.json_ld) page.free_to_read = page.json_ld->free_to_read;
  if (!page.free_to_read) page.free_to_read = free_by_tier(metas);
  choose_authors(page, metas, marks);
  choose_dates(page, metas, marks, page_url);
  return page;
}

}  // namespace dateline::article
