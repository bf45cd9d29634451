#include "article/hints.h"

#include <algorithm>
#include <array>

namespace dateline::article {
namespace {

using markup::Node;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Class names are English by convention in every country, with a few of the larger languages' own words. A word of a
/// name counts when it starts with one of these.
constexpr auto kStems = std::to_array<std::string_view>({
    "related",   "relacion", "recommend",   "recirc",   "newsletter", "social",
    "share",     "sharing",  "cookie",      "consent",  "gdpr",       "promo",
    "advert",    "adslot",   "sponsor",     "outbrain", "taboola",    "breadcrumb",
    "sidebar",   "caption",  "teaser",      "paywall",  "subscri",    "popup",
    "modal",     "toolbar",  "pagination",  "navig",    "menu",       "masthead",
    "copyright", "credit",   "byline",      "biograph", "mostread",   "trending",
    "popular",   "readmore", "morefrom",    "widget",   "banner",     "signup",
    "login",     "tagcloud", "taglist",     "keyword",  "carousel",   "slideshow",
    "gallery",   "infobox",  "overlay",     "tooltip",  "donat",      "rating",
    "breaking",  "ticker",   "weiterlesen", "verwandt", "legenda",    "bildunterschrift",
    "lightbox",  "footer",
});

/// Short or ambiguous ones count only as the whole word.
constexpr auto kWords = std::to_array<std::string_view>({
    "ad",           "ads",    "nav",    "tags",      "tag",        "meta",    "bio",
    "cta",          "toc",    "rail",   "aside",     "author",     "authors", "date",
    "tools",        "reply",  "follow", "promoted",  "disclaimer", "embed",   "visuallyhidden",
    "screenreader", "navbox", "topics", "timestamp", "kicker",     "photo",   "image",
    "img",          "bild",   "foto",   "video",     "audio",      "player",  "poll",
    "quiz",         "dialog",
});

/// Of readers. They may well be the most that is on a page.
constexpr auto kCommentStems =
    std::to_array<std::string_view>({"comment", "kommentar", "disqus", "respond", "replies"});

constexpr auto kBodyWords = std::to_array<std::string_view>({
    "articlebody",
    "articlecontent",
    "articletext",
    "storybody",
    "storycontent",
    "storytext",
    "postbody",
    "postcontent",
    "entrycontent",
    "bodytext",
    "bodycopy",
    "contentbody",
    "newsbody",
    "newstext",
    "maincontent",
});

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

/// "article-body", "story_text" and "postContent" are two words, "articlebody" is one.
bool says_body(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_one_of(words[i], kBodyWords)) return true;
    if (i + 1 < words.size() && is_one_of(words[i] + words[i + 1], kBodyWords)) return true;
  }
  return false;
}

/// Elements and roles that are by definition beside the main text.
constexpr auto kTags = std::to_array<std::string_view>({"aside", "figure", "figcaption", "form", "dialog", "address"});
constexpr auto kRoles = std::to_array<std::string_view>(
    {"complementary", "search", "banner", "dialog", "alertdialog", "menu", "menubar", "tablist", "toolbar", "button"});

/// Of class and id: a page's author needs no more; a hostile one gets no more.
constexpr std::size_t kMostNameBytes = 1000;

/// "has-sidebar" and "with-comments" are said of what is beside those.
bool is_modifier(std::string_view name) {
  for (const std::string_view prefix : {"has-", "has_", "with-", "no-", "is-", "not-", "without-"}) {
    if (name.starts_with(prefix)) return true;
  }
  return false;
}

bool is_hidden(const Node& node) {
  if (node.has("hidden")) return true;
  if (node.attribute("aria-hidden") == "true") return true;
  std::string style(node.attribute("style"));
  std::erase(style, ' ');
  return style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos;
}

bool any_word(const Node& node, bool (*wanted)(std::string_view)) {
  for (const std::string_view attribute : {"class", "id", "itemprop", "rel", "data-testid", "data-component"}) {
    const std::vector<std::string> words = hint_words(node.attribute(attribute));
    if (std::ranges::any_of(words, [&](const std::string& word) { return wanted(word); })) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> hint_words(std::string_view text) {
  text = text.substr(0, kMostNameBytes);
  std::vector<std::string> words;
  std::string word;
  char before = ' ';
  for (const char c : text) {
    const bool starts_word = is_upper(c) && is_lower(before);
    if ((starts_word || !(is_upper(c) || is_lower(c) || is_digit(c))) && !word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
    if (is_upper(c) || is_lower(c) || is_digit(c)) word += is_upper(c) ? char(c + 32) : c;
    before = c;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

Hints hints_of(const Node& node) {
  Hints hints;
  const auto add = [&](std::string_view point) {
    if (std::ranges::find(hints.against, point) == hints.against.end()) hints.against.push_back(point);
  };
  if (is_hidden(node)) add("hidden");
  const std::string_view role = node.attribute("role");
  hints.firm = node.name() == "nav" || node.name() == "footer" || role == "navigation" || role == "contentinfo";
  for (const std::string_view known : kRoles) {
    if (role == known) add(known);
  }
  for (const std::string_view known : kTags) {
    if (node.name() == known) add(known);
  }
  const std::string_view itemprop = node.attribute("itemprop");
  hints.body = itemprop == "articleBody" || itemprop == "reviewBody";
  for (const std::string_view attribute : {"class", "id"}) {
    std::string_view names = node.attribute(attribute).substr(0, kMostNameBytes);
    while (!names.empty()) {
      const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
      const std::string_view name = names.substr(0, end);
      names.remove_prefix(std::min(end + 1, names.size()));
      if (is_modifier(name)) continue;
      const std::vector<std::string> words = hint_words(name.substr(0, name.find("--")));
      if (says_body(words)) hints.body = true;
      for (const std::string& word : words) {
        for (const std::string_view stem : kStems) {
          if (word.starts_with(stem)) add(stem);
        }
        for (const std::string_view whole : kWords) {
          if (word == whole) add(whole);
        }
        for (const std::string_view stem : kCommentStems) {
          if (word.starts_with(stem)) hints.firm = true;
        }
      }
    }
  }
  return hints;
}

bool names_date(const Node& node) {
  return any_word(node, [](std::string_view word) {
    return word.starts_with("date") || word.starts_with("publish") || word.starts_with("timestamp") || word == "time" ||
           word == "datum" || word == "fecha" || word == "posted" || word == "pubdate";
  });
}

bool names_standfirst(const Node& node) {
  return any_word(node, [](std::string_view word) {
    return word == "standfirst" || word == "lead" || word == "lede" || word == "intro" || word == "dek" ||
           word == "deck" || word == "subtitle" || word == "subheadline" || word == "subhead" || word == "summary" ||
           word == "abstract" || word == "chapo" || word == "sapo" || word == "vorspann" || word == "ingress" ||
           word == "entradilla" || word == "description" || word == "excerpt" || word == "sommario";
  });
}

}  // namespace dateline::article
