#pragma once
// Inside article/: what a page says about itself in its head and in marked elements.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/json_ld.h"
#include "markup/html.h"
#include "text/date.h"

namespace dateline::article {

/// A date that readers see, or that an element has for machines.
struct DateMark {
  text::LocalTime time;
  std::size_t position = 0;  ///< In nodes from the page's beginning.
  bool updated = false;      ///< It says of itself that it is of a change,
  bool published = false;    ///< or of publishing.
};

struct Metadata {
  std::optional<JsonLd> json_ld;

  // Each one line of text, "" or empty when not said.
  std::string title_element;                   ///< <title>
  std::string og_title;                        ///< og:title
  std::string twitter_title;                   ///< twitter:title
  std::string meta_title;                      ///< Of other meta elements.
  std::vector<std::string> headings;           ///< h1, in order.
  std::vector<std::string> subheadings;        ///< The first h2, in order.
  std::vector<std::size_t> heading_positions;  ///< Of each of these, in nodes from the page's beginning.
  std::string description;
  std::string site_name;
  std::string host;       ///< Of the page, without "www."; "" when nobody says.
  std::string canonical;  ///< As it stands there, perhaps relative.
  std::string base;       ///< Of the base element.
  std::string image;
  std::string declared_language;
  std::vector<std::string> sections;  ///< The most reliable first.
  std::vector<std::string> authors;   ///< People and desks, one each.
  bool authors_are_seen = false;      ///< Declared nowhere: read off elements that are named so.
  bool authors_are_the_site = false;  ///< They name no more than the site itself, or another organization.
  std::optional<text::LocalTime> published, modified;  ///< As declared for machines.
  text::DateHabits date_habits;                        ///< Of the page's language and country.
  std::vector<DateMark> dates;                         ///< Marked as date or time, in order; not of comments.

  /// What the page says it is: schema.org types ("NewsArticle", "ItemList", "Product") of JSON-LD and of microdata that
  /// is no property of other microdata, without vocabulary, in order, no repeats.
  std::vector<std::string> types;
  std::string og_type;               ///< og:type in lower case: "article", "website", "video.other".
  std::optional<bool> free_to_read;  ///< isAccessibleForFree and the like; absent when not said.
};

/// `page_url` may be "". Never fails.
Metadata read_metadata(const markup::Document& page, std::string_view page_url);

}  // namespace dateline::article
