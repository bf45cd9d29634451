#include "article/byline_marks.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "article/byline.h"
#include "article/hints.h"
#include "article/items.h"
#include "article/page_text.h"
#include "article/words.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

using markup::Node;

/// A byline is short; longer texts with such a class are boxes about authors, or lists of reports.
constexpr std::size_t kLongestByline = 200;
/// Of a link or an element that holds a name and nothing else.
constexpr std::size_t kLongestName = 80;
/// More of them are a list, and the first was the report's.
constexpr std::size_t kMostMarks = 40;
/// How far up an element is asked what it is part of: beyond, nearly all of a page is part of the same.
constexpr std::size_t kFarthestUp = 12;
/// Of one byline, in nodes; an avatar, a name, a job title and links to networks make some thirty.
constexpr std::size_t kNear = 40;
/// Before the heading, in nodes. Further up stand menus.
constexpr std::size_t kFarBefore = 60;
constexpr std::size_t kMostInByline = 300;

/// Whether the address is of a page about an author, by the words that sites of many languages have there.
bool leads_to_author(std::string_view href) {
  constexpr auto kFolders = std::to_array<std::string_view>(
      {"author", "authors",    "autor",       "autoren",     "autores",    "auteur",    "auteurs",     "autore",
       "autori", "journalist", "journalists", "journaliste", "reporter",   "reporters", "contributor", "contributors",
       "writer", "writers",    "redakteur",   "redaktion",   "skribent",   "profile",   "profiles",    "profil",
       "people", "person",     "staff",       "team",        "our-people", "by"});
  for (std::size_t at = href.find('/'); at != std::string_view::npos;) {
    const std::size_t end = href.find('/', at + 1);
    if (end == std::string_view::npos || end + 1 == href.size()) return false;  // The last part names a page.
    if (std::ranges::find(kFolders, href.substr(at + 1, end - at - 1)) != kFolders.end()) return true;
    at = end;
  }
  return false;
}

bool is_byline_word(std::string_view word) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"author",   "authors",    "auteur",      "auteurs",      "autor",      "autoren",    "autores",  "autore",
       "writer",   "writers",    "contributor", "contributors", "authorname", "authorinfo", "authored", "postauthor",
       "reporter", "journalist", "redakteur",   "verfasser",    "skribent",   "forfatter",  "signature"});
  return word.starts_with("byline") || std::ranges::find(kWords, word) != kWords.end();
}

/// What every such word holds, for passing over most elements without taking their names apart.
constexpr Parts kOfBylineWords(std::to_array<std::string_view>(
    {"uth", "UTH", "aut", "Aut", "ylin", "rite", "ontr", "epor", "ourn", "edak", "erfa", "krib", "orfa", "igna"}));

bool is_byline(const Node& node) {
  for (const markup::Attribute& attribute : node.attributes()) {
    if (attribute.name != "class" && attribute.name != "id" && attribute.name != "data-testid" &&
        attribute.name != "data-component") {
      continue;
    }
    if (kOfBylineWords.any_in(attribute.value) && any_hint_word(attribute.value, is_byline_word)) return true;
  }
  return false;
}

bool has_word(std::string_view list, std::string_view word) {
  for (std::size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

/// An element that holds a name and nothing else, inside a byline.
bool holds_name(const Node& node) {
  if (gives_property(node, "name") || has_word(node.attribute("rel"), "author")) return true;
  if (node.tag == markup::Tag::kA && leads_to_author(node.attribute("href"))) return true;
  const std::string_view classes = node.attribute("class");
  if (classes.find("ame") == std::string_view::npos && !has_word(classes, "fn")) return false;
  return any_hint_word(classes, [](std::string_view word) {
    return word == "name" || word == "fn" || word == "authorname" || word == "fullname";
  });
}

bool is_word_of_others(std::string_view word) {
  return word.starts_with("comment") || word.starts_with("kommentar") || word == "respond" ||
         word.starts_with("related") || word.starts_with("recommend") || word == "testimonial" ||
         word == "testimonials" || word == "popular" || word == "trending" || word == "reply" ||
         word.starts_with("disqus");
}

/// Whether a name of an element is that of comments or of other reports.
bool is_name_of_others(std::string_view name) {
  // "content-sidebar-wrap" has the report in it, "with-comments" too.
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(' ', at), name.size());
    const std::string_view token = name.substr(at, end - at);
    at = end + 1;
    if (token.starts_with("has-") || token.starts_with("with-") || token.starts_with("no-")) continue;
    if (token.starts_with("sidebar") || token.ends_with("sidebar")) return true;
    if (any_hint_word(token, is_word_of_others)) return true;
  }
  return false;
}

/// Whether the name is of somebody who read it over: "Reviewed by", "fact checked by".
bool is_of_reviewer(const Node& node, std::string_view name) {
  constexpr std::size_t kFar = 3;
  std::size_t up = 0;
  for (const Node* at = &node; at && up < kFar; at = at->parent, ++up) {
    const bool said = any_hint_word(at->attribute("class"), [](std::string_view word) {
      return word.starts_with("review") || word.starts_with("editor") || word.starts_with("fact") ||
             word.starts_with("checked");
    });
    if (said) return true;
    const auto around = short_text(*at, kLongestByline);
    if (!around) break;
    const std::string before =
        text::fold(std::string_view(*around).substr(0, std::min(around->find(name), around->size())));
    const std::size_t reviewed = std::max({before.rfind("reviewed") + 1, before.rfind("edited by") + 1,
                                           before.rfind("checked") + 1, before.rfind("verified") + 1});
    const std::size_t written = std::max({before.rfind("written") + 1, before.rfind("author") + 1});
    if (reviewed > written) return true;
  }
  return false;
}

/// The names inside a byline, as far as it sets them apart; else its whole text.
std::vector<std::string> lines_of(const Node& node) {
  std::vector<std::string> lines;
  if (node.has("content") && !node.attribute("content").empty()) return {plain_line(node.attribute("content"))};
  if (!holds_name(node)) {
    std::size_t looked_at = 0;
    for (const Node* at = node.first_child; at && ++looked_at < kMostInByline;) {
      if (at->is_element() && holds_name(*at)) {
        const auto line = at->has("content") ? plain_line(at->attribute("content")) : short_text(*at, kLongestName);
        if (line && !line->empty()) {
          if (std::ranges::find(lines, *line) == lines.end()) lines.push_back(*line);
          at = markup::next_skipping_children(at, &node);
          continue;
        }
      }
      at = markup::next_in_order(at, &node);
    }
  }
  if (lines.empty()) {
    if (auto line = short_text(node, kLongestByline); line && !line->empty()) lines.push_back(std::move(*line));
  }
  return lines;
}

bool is_inside(const Node& node, const Node* other) {
  for (const Node* at = &node; at && other; at = at->parent) {
    if (at == other) return true;
  }
  return false;
}

/// Whether two elements stand beside each other, perhaps each in a box of its own.
bool stand_together(const Node& one, const Node& other) {
  const Node* const a = one.parent;
  const Node* const b = other.parent;
  if (!a || !b) return false;
  return a == b || (a->parent == b->parent && a->name() == b->name());
}

}  // namespace

bool BylineMarks::is_of_others(const Node& node) {
  std::size_t up = 0;
  for (const Node* at = &node; at && up < kFarthestUp; at = at->parent, ++up) {
    if (at->tag == markup::Tag::kBody) return false;
    if (at->tag == markup::Tag::kNav || at->tag == markup::Tag::kFigure) return true;
    const std::string_view type = type_of_item(at);
    if (type.ends_with("Comment") || type.ends_with("Answer") || type.ends_with("/Review") ||
        type.ends_with("ImageObject"))
      return true;
    if (is_name_of_others(at->attribute("class")) || is_name_of_others(at->attribute("id"))) return true;
  }
  return false;
}

void BylineMarks::add(const Node& node, std::size_t position, bool after_heading) {
  if (node.attributes().empty()) return;
  const bool property = gives_property(node, "author");
  const bool link = node.tag == markup::Tag::kA &&
                    (has_word(node.attribute("rel"), "author") || leads_to_author(node.attribute("href")));
  if (!property && !link && !is_byline(node)) return;
  if (marks_.size() >= kMostMarks || is_inside(node, inside_)) return;
  if (is_of_others(node)) return;
  std::vector<std::string> lines = lines_of(node);
  if (lines.empty() || is_of_reviewer(node, lines.front())) return;
  inside_ = &node;
  marks_.push_back({&node, std::move(lines), position, after_heading, property, property ? item_of(node) : nullptr});
}

std::vector<std::string> BylineMarks::declared(const Node* report) const {
  std::vector<std::string> of_report, of_page;
  for (const Mark& mark : marks_) {
    if (!mark.is_property) continue;
    const bool own = report && mark.item == report;
    const bool of_others = mark.item && !own && rank_of_type(type_of_item(mark.item)) != 1;
    // Without a type it may be of anything, and mostly is the report.
    if (of_others && (report || !type_of_item(mark.item).empty())) continue;
    std::vector<std::string>& lines = own ? of_report : of_page;
    lines.insert(lines.end(), mark.lines.begin(), mark.lines.end());
  }
  return of_report.empty() ? of_page : of_report;
}

std::vector<std::string> BylineMarks::names_from(std::size_t first) const {
  std::vector<std::string> lines = marks_[first].lines;
  if (split_bylines(lines).empty()) return {};
  for (std::size_t i = first + 1; i < marks_.size(); ++i) {
    if (marks_[i].position - marks_[i - 1].position > kNear || !stand_together(*marks_[first].node, *marks_[i].node))
      break;
    lines.insert(lines.end(), marks_[i].lines.begin(), marks_[i].lines.end());
  }
  return split_bylines(lines);
}

std::vector<std::string> BylineMarks::people(std::size_t heading_position) const {
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    if (!marks_[i].after_heading) continue;
    if (auto names = names_from(i); !names.empty()) return names;
  }
  for (std::size_t i = marks_.size(); i > 0; --i) {
    if (marks_[i - 1].after_heading) continue;
    if (heading_position > marks_[i - 1].position + kFarBefore) break;
    if (auto names = names_from(i - 1); !names.empty()) return names;
  }
  return {};
}

}  // namespace dateline::article
