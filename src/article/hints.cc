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

/// Class names are English by convention in every country, with a few of the larger languages' own words. A word counts
/// when it starts with one of these.
constexpr auto kNotBodyStems = std::to_array<std::string_view>({
    "related",      "relacion",    "recommend",
    "recirc",       "newsletter",  "comment",
    "kommentar",    "disqus",      "social",
    "share",        "sharing",     "cookie",
    "consent",      "gdpr",        "promo",
    "advert",       "adslot",      "sponsor",
    "outbrain",     "taboola",     "breadcrumb",
    "sidebar",      "footer",      "caption",
    "teaser",       "paywall",     "subscri",
    "subscription", "popup",       "modal",
    "toolbar",      "pagination",  "pager",
    "navig",        "menu",        "masthead",
    "copyright",    "credit",      "byline",
    "biograph",     "mostread",    "trending",
    "popular",      "readmore",    "morefrom",
    "widget",       "banner",      "signup",
    "login",        "tagcloud",    "taglist",
    "keyword",      "skip",        "carousel",
    "slideshow",    "gallery",     "infobox",
    "factbox",      "overlay",     "tooltip",
    "donat",        "rating",      "breaking",
    "ticker",       "weiterlesen", "verwandt",
    "publicid",     "legenda",     "bildunterschrift",
});

/// Short or ambiguous ones count only as the whole word.
constexpr auto kNotBodyWords = std::to_array<std::string_view>({
    "ad",       "ads",        "nav",    "tags",           "tag",          "meta",    "bio",
    "cta",      "toc",        "rail",   "aside",          "author",       "authors", "date",
    "img",      "image",      "tools",  "reply",          "replies",      "respond", "follow",
    "promoted", "disclaimer", "embed",  "visuallyhidden", "screenreader", "mw",      "navbox",
    "topics",   "timestamp",  "kicker",
});

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

bool says_not_body(std::string_view word) {
  return is_one_of(word, kNotBodyWords) ||
         std::ranges::any_of(kNotBodyStems, [&](std::string_view stem) { return word.starts_with(stem); });
}

/// "article-body", "story_text" and "postContent" are two words, "articlebody" is one.
bool says_body(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_one_of(words[i], kBodyWords)) return true;
    if (i + 1 < words.size() && is_one_of(words[i] + words[i + 1], kBodyWords)) return true;
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
  // A page's author needs no more; a hostile one gets no more.
  constexpr std::size_t kMostBytes = 1000;
  text = text.substr(0, kMostBytes);
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

Hint hint_of(const Node& node) {
  if (is_hidden(node)) return Hint::kHidden;
  const std::string_view role = node.attribute("role");
  for (const std::string_view landmark : {"navigation", "complementary", "contentinfo", "search", "banner", "dialog",
                                          "alertdialog", "menu", "menubar", "tablist", "toolbar", "button"}) {
    if (role == landmark) return Hint::kNotBody;
  }
  for (const std::string_view name : {"nav", "footer", "aside", "figure", "figcaption", "form", "dialog", "address"}) {
    if (node.name == name) return Hint::kNotBody;
  }
  if (node.attribute("itemprop") == "articleBody" || node.attribute("itemprop") == "reviewBody") return Hint::kBody;
  std::vector<std::string> words = hint_words(node.attribute("class"));
  for (std::string& word : hint_words(node.attribute("id"))) words.push_back(std::move(word));
  if (says_body(words)) return Hint::kBody;
  if (std::ranges::any_of(words, says_not_body)) return Hint::kNotBody;
  return Hint::kNone;
}

bool names_byline(const Node& node) {
  return any_word(node, [](std::string_view word) {
    return word.starts_with("byline") || word == "author" || word == "authors" || word == "auteur" || word == "autor" ||
           word == "autoren" || word == "writer" || word == "contributor" || word == "contributors";
  });
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
