#include "article/hints.h"

#include <algorithm>
#include <array>

namespace dateline::article {
namespace {

using markup::Node;
using markup::Tag;

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

/// Elements and roles that are by definition beside the main text.
constexpr auto kTags =
    std::to_array<Tag>({Tag::kAside, Tag::kFigure, Tag::kFigcaption, Tag::kForm, Tag::kDialog, Tag::kAddress});
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

/// The attributes that are read here, found in one pass.
struct Names {
  std::string_view css_class, id, role, itemprop, style, aria_hidden;
  bool hidden = false;

  explicit Names(const Node& node) {
    for (const markup::Attribute& attribute : node.attributes()) {
      if (attribute.name == "class") css_class = attribute.value;
      if (attribute.name == "id") id = attribute.value;
      if (attribute.name == "role") role = attribute.value;
      if (attribute.name == "itemprop") itemprop = attribute.value;
      if (attribute.name == "style") style = attribute.value;
      if (attribute.name == "aria-hidden") aria_hidden = attribute.value;
      if (attribute.name == "hidden") hidden = true;
    }
  }
};

bool is_hidden(const Names& names) {
  if (names.hidden || names.aria_hidden == "true") return true;
  if (names.style.empty()) return false;
  std::string packed(names.style);
  std::erase(packed, ' ');
  return packed.find("display:none") != std::string::npos || packed.find("visibility:hidden") != std::string::npos;
}

/// Longer words are cut off: none that we know is.
constexpr std::size_t kMostWordBytes = 32;

/// Calls `f` with each word of class, id and the like, in lower case: "js-relatedLinks box_2" -> js, related, links,
/// box,
/// 2. The view is valid during the call.
template <class F>
void for_each_word(std::string_view names, F f) {
  std::array<char, kMostWordBytes> word;
  std::size_t size = 0;
  char before = ' ';
  for (const char c : names.substr(0, kMostNameBytes)) {
    const bool starts_word = is_upper(c) && is_lower(before);
    const bool in_word = is_upper(c) || is_lower(c) || is_digit(c);
    if ((starts_word || !in_word) && size > 0) {
      f(std::string_view(word.data(), size));
      size = 0;
    }
    if (in_word && size < word.size()) word[size++] = is_upper(c) ? static_cast<char>(c + 32) : c;
    before = c;
  }
  if (size > 0) f(std::string_view(word.data(), size));
}

bool any_word(const Node& node, bool (*is_wanted)(std::string_view)) {
  return std::ranges::any_of(node.attributes(), [&](const markup::Attribute& attribute) {
    const std::string_view name = attribute.name;
    const bool is_read = name == "class" || name == "id" || name == "itemprop" || name == "rel" ||
                         name == "data-testid" || name == "data-component";
    return is_read && any_hint_word(attribute.value, is_wanted);
  });
}

/// FNV-1a.
std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 2166136261;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  return hash;
}

/// The points of a table that a word gives, each table in a range of its own.
constexpr std::size_t kFirstWord = kStems.size();
constexpr std::size_t kFirstTag = kFirstWord + kWords.size();
constexpr std::size_t kFirstRole = kFirstTag + kTags.size();
constexpr std::size_t kHiddenPoint = kFirstRole + kRoles.size();
static_assert(kHiddenPoint < kHintPoints);

/// Where in a table the words with each first letter stand, so that a word is compared with few.
template <std::size_t N>
struct ByFirstLetter {
  std::array<std::array<std::uint8_t, N>, 26> at{};
  std::array<std::uint8_t, 26> count{};
  explicit constexpr ByFirstLetter(const std::array<std::string_view, N>& words) {
    for (std::size_t i = 0; i < N; ++i) {
      const auto letter = static_cast<std::size_t>(words[i][0] - 'a');
      at[letter][count[letter]++] = static_cast<std::uint8_t>(i);
    }
  }
};
constexpr ByFirstLetter kStemsByLetter(kStems);
constexpr ByFirstLetter kWordsByLetter(kWords);

void judge_word(std::string_view word, Hints& hints) {
  if (!is_lower(word[0])) return;
  const auto letter = static_cast<std::size_t>(word[0] - 'a');
  for (std::size_t i = 0; i < kStemsByLetter.count[letter]; ++i) {
    const std::size_t stem = kStemsByLetter.at[letter][i];
    if (word.starts_with(kStems[stem])) hints.against.set(stem);
  }
  for (std::size_t i = 0; i < kWordsByLetter.count[letter]; ++i) {
    const std::size_t whole = kWordsByLetter.at[letter][i];
    if (word == kWords[whole]) hints.against.set(kFirstWord + whole);
  }
  for (const std::string_view stem : kCommentStems) {
    if (word.starts_with(stem)) hints.firm = true;
  }
}

/// "article-body", "story_text" and "postContent" are two words, "articlebody" is one.
class BodyName {
 public:
  bool said_with(std::string_view word) {
    const std::size_t kept = std::min(word.size(), kMostWordBytes);
    std::copy_n(word.data(), kept, buffer_.data() + before_);
    const std::string_view two(buffer_.data(), before_ + kept);
    const bool said = is_one_of(word, kBodyWords) || is_one_of(two, kBodyWords);
    std::copy_n(word.data(), kept, buffer_.data());
    before_ = kept;
    return said;
  }

 private:
  std::array<char, 2 * kMostWordBytes> buffer_;
  std::size_t before_ = 0;
};

template <class F>
void for_each_name(const Names& names, F f) {
  for (const std::string_view value : {names.role, names.css_class, names.id, names.itemprop}) {
    if (!value.empty()) for_each_word(value, [&](std::string_view word) { f(hash_of(word)); });
  }
}

/// The names as a table by the hash's last bits, so that a word is one step.
class NameTable {
 public:
  NameTable() {
    for (const NameWeight& name : name_weights()) {
      std::size_t at = name.hash % kSize;
      while (names_[at].weight != 0) at = (at + 1) % kSize;
      names_[at] = name;
    }
  }
  int weight(std::uint32_t hash) const {
    for (std::size_t at = hash % kSize; names_[at].weight != 0; at = (at + 1) % kSize) {
      if (names_[at].hash == hash) return names_[at].weight;
    }
    return 0;
  }

 private:
  static constexpr std::size_t kSize = 4096;
  std::array<NameWeight, kSize> names_{};
};

/// Each word counts once.
float worth_of_names(const Names& names) {
  static const NameTable table;
  constexpr std::size_t kMostNames = 64;
  std::array<std::uint32_t, kMostNames> counted;
  std::size_t count = 0;
  int sum = 0;
  for_each_name(names, [&](std::uint32_t hash) {
    const int weight = table.weight(hash);
    if (weight == 0 || count == kMostNames) return;
    if (std::find(counted.begin(), counted.begin() + count, hash) != counted.begin() + count) return;
    counted[count++] = hash;
    sum += weight;
  });
  return static_cast<float>(sum) / 30;
}

}  // namespace

bool any_hint_word(std::string_view names, bool (*is_wanted)(std::string_view)) {
  bool found = false;
  for_each_word(names, [&](std::string_view word) { found = found || is_wanted(word); });
  return found;
}

Hints hints_of(const Node& node) {
  Hints hints;
  const Names attributes(node);
  if (is_hidden(attributes)) hints.against.set(kHiddenPoint);
  const std::string_view role = attributes.role;
  hints.firm = node.tag == Tag::kNav || node.tag == Tag::kFooter || role == "navigation" || role == "contentinfo";
  if (!role.empty()) {
    for (std::size_t i = 0; i < kRoles.size(); ++i) {
      if (role == kRoles[i]) hints.against.set(kFirstRole + i);
    }
  }
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    if (node.tag == kTags[i]) hints.against.set(kFirstTag + i);
  }
  const std::string_view itemprop = attributes.itemprop;
  hints.body = itemprop == "articleBody" || itemprop == "reviewBody";
  hints.named = worth_of_names(attributes);
  for (std::string_view names : {attributes.css_class, attributes.id}) {
    names = names.substr(0, kMostNameBytes);
    while (!names.empty()) {
      const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
      const std::string_view name = names.substr(0, end);
      names.remove_prefix(std::min(end + 1, names.size()));
      if (is_modifier(name)) continue;
      BodyName body;
      for_each_word(name.substr(0, name.find("--")), [&](std::string_view word) {
        if (body.said_with(word)) hints.body = true;
        judge_word(word, hints);
      });
    }
  }
  return hints;
}

void add_name_hashes(const Node& node, std::vector<std::uint32_t>& out) {
  for_each_name(Names(node), [&](std::uint32_t hash) { out.push_back(hash); });
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

bool names_paywall(const Node& node) {
  return any_word(node, [](std::string_view word) {
    return word.starts_with("paywall") || word.starts_with("regwall") || word == "metered" ||
           word == "bezahlschranke" || word == "premiumwall" || word == "subscriberonly";
  });
}

}  // namespace dateline::article
