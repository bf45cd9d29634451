#include "article/hints.h"

#include <algorithm>
#include <array>

namespace dateline::article {
namespace {

using markup::Node;
using markup::Tag;

constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_digit(char c) {
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

/// Letters and digits as letters of the lower case and digits; 0 for all else.
constexpr auto kInWords = [] {
  std::array<char, 256> out{};
  for (std::size_t i = 0; i < 128; ++i) {
    const char c = static_cast<char>(i);
    if (is_lower(c) || is_digit(c)) out[i] = c;
    if (is_upper(c)) out[i] = static_cast<char>(c + 32);
  }
  return out;
}();

/// The views are valid during the call that gets it.
struct Word {
  std::string_view text;
  std::string_view
      with_last;          ///< The word before it, too: "article-body" and "articleBody" say what "articlebody" says.
  std::size_t begin = 0;  ///< Where it stands.
};

/// Calls `f` with each word of class, id and the like, in lower case: "js-relatedLinks box_2" -> js, related, links,
/// box, 2.
template <class F>
void for_each_word(std::string_view names, F f) {
  names = names.substr(0, kMostNameBytes);
  std::array<char, kMostNameBytes> words;  // One behind the other.
  char* last = words.data();
  char* start = last;
  const char* const end = names.data() + names.size();
  for (const char* at = names.data(); at < end;) {
    char c = kInWords[static_cast<unsigned char>(*at)];
    if (c == 0) {
      ++at;
      continue;
    }
    const auto begin = static_cast<std::size_t>(at - names.data());
    char* to = start;
    bool after_small = false;
    do {
      const bool is_capital = c != *at;
      if (is_capital && after_small) break;
      after_small = !is_capital && c >= 'a';
      *to++ = c;
    } while (++at < end && (c = kInWords[static_cast<unsigned char>(*at)]) != 0);
    to = std::min(to, start + kMostWordBytes);
    f(Word{{start, to}, {last, to}, begin});
    last = start;
    start = to;
  }
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

/// What is said by a word of these tables, or by one that starts with it.
struct Known {
  enum class Says : std::uint8_t { kAgainst, kFirm, kBody };
  std::string_view text;
  Says says = Says::kAgainst;
  bool is_stem = false;
  std::uint8_t point = 0;  ///< Against it.
};

/// All of them, by their first two letters: a word is compared with few, and most with none.
class KnownWords {
 public:
  consteval KnownWords() {
    std::size_t count = 0;
    const auto add = [&](const auto& words, Known::Says says, bool is_stem, std::size_t first_point) {
      for (std::size_t i = 0; i < words.size(); ++i) {
        known_[count++] = {words[i], says, is_stem, static_cast<std::uint8_t>(first_point + i)};
      }
    };
    add(kStems, Known::Says::kAgainst, true, 0);
    add(kWords, Known::Says::kAgainst, false, kFirstWord);
    add(kCommentStems, Known::Says::kFirm, true, 0);
    add(kBodyWords, Known::Says::kBody, false, 0);
    std::ranges::sort(known_, {}, &Known::text);
    for (std::size_t i = 0; i < known_.size(); ++i) end_[place_of(known_[i].text)] = static_cast<std::uint8_t>(i + 1);
    for (std::size_t i = 1; i < end_.size(); ++i) end_[i] = std::max(end_[i], end_[i - 1]);
  }

  template <class F>
  void for_each_in(std::string_view word, F f) const {
    if (word.size() < 2 || !is_lower(word[0]) || !is_lower(word[1])) return;
    const std::size_t place = place_of(word);
    for (std::size_t i = end_[place - 1]; i < end_[place]; ++i) {
      const Known& known = known_[i];
      if (known.is_stem ? word.starts_with(known.text) : word == known.text) f(known);
    }
  }

 private:
  static constexpr std::size_t place_of(std::string_view word) {
    return static_cast<std::size_t>((word[0] - 'a') * 26 + (word[1] - 'a') + 1);
  }
  std::array<Known, kStems.size() + kWords.size() + kCommentStems.size() + kBodyWords.size()> known_;
  std::array<std::uint8_t, 26 * 26 + 1> end_{};  // Of those with these two letters; the first of all is none.
};
constexpr KnownWords kKnownWords;

void judge_word(const Word& word, Hints& hints) {
  kKnownWords.for_each_in(word.text, [&](const Known& known) {
    if (known.says == Known::Says::kAgainst) hints.against.set(known.point);
    hints.firm |= known.says == Known::Says::kFirm;
    hints.body |= known.says == Known::Says::kBody;
  });
  kKnownWords.for_each_in(word.with_last, [&](const Known& known) { hints.body |= known.says == Known::Says::kBody; });
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

/// What the names of an element are worth. Each word counts once.
class Worth {
 public:
  void add(std::string_view word) {
    static const NameTable table;
    const std::uint32_t hash = hash_of(word);
    const int weight = table.weight(hash);
    if (weight == 0 || count_ == counted_.size()) return;
    const auto end = counted_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (std::find(counted_.begin(), end, hash) != end) return;
    counted_[count_++] = hash;
    sum_ += weight;
  }
  float sum() const { return static_cast<float>(sum_) / 30; }

 private:
  static constexpr std::size_t kMostNames = 64;
  std::array<std::uint32_t, kMostNames> counted_;
  std::size_t count_ = 0;
  int sum_ = 0;
};

/// Of class or id.
void judge_names(std::string_view names, Worth& worth, Hints& hints) {
  names = names.substr(0, kMostNameBytes);
  while (!names.empty()) {
    std::size_t end = 0;
    while (end < names.size() && names[end] != ' ' && names[end] != '\t' && names[end] != '\r' && names[end] != '\n')
      ++end;
    const std::string_view name = names.substr(0, end);
    names.remove_prefix(std::min(end + 1, names.size()));
    const std::size_t judged = is_modifier(name) ? 0 : std::min(name.find("--"), name.size());
    for_each_word(name, [&](const Word& word) {
      worth.add(word.text);
      if (word.begin < judged) judge_word(word, hints);
    });
  }
}

/// What role, class, id and itemprop say by their words.
Hints named(const Names& attributes) {
  Hints hints;
  hints.body = attributes.itemprop == "articleBody" || attributes.itemprop == "reviewBody";
  Worth worth;
  for_each_word(attributes.role, [&](const Word& word) { worth.add(word.text); });
  judge_names(attributes.css_class, worth, hints);
  judge_names(attributes.id, worth, hints);
  for_each_word(attributes.itemprop, [&](const Word& word) { worth.add(word.text); });
  hints.named = worth.sum();
  return hints;
}

}  // namespace

bool any_hint_word(std::string_view names, bool (*is_wanted)(std::string_view)) {
  bool found = false;
  for_each_word(names, [&](const Word& word) { found = found || is_wanted(word.text); });
  return found;
}

Hints HintReader::hints_of(const Node& node) {
  const Names attributes(node);
  const bool only_class = attributes.role.empty() && attributes.id.empty() && attributes.itemprop.empty();
  Hints hints;
  if (!only_class) {
    hints = named(attributes);
  } else if (!attributes.css_class.empty()) {
    const auto [known, is_new] = by_class_.try_emplace(attributes.css_class);
    if (is_new) known->second = named(attributes);
    hints = known->second;
  }
  hints.hidden = is_hidden(attributes);
  if (hints.hidden) hints.against.set(kHiddenPoint);
  const std::string_view role = attributes.role;
  hints.firm |= node.tag == Tag::kNav || node.tag == Tag::kFooter || role == "navigation" || role == "contentinfo";
  if (!role.empty()) {
    for (std::size_t i = 0; i < kRoles.size(); ++i) {
      if (role == kRoles[i]) hints.against.set(kFirstRole + i);
    }
  }
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    if (node.tag == kTags[i]) hints.against.set(kFirstTag + i);
  }
  return hints;
}

void add_name_hashes(const Node& node, std::vector<std::uint32_t>& out) {
  const Names names(node);
  for (const std::string_view value : {names.role, names.css_class, names.id, names.itemprop}) {
    for_each_word(value, [&](const Word& word) { out.push_back(hash_of(word.text)); });
  }
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

bool hides(const Node& node) {
  Names names(node);
  names.aria_hidden = {};
  return is_hidden(names);
}

bool names_paywall(const Node& node) {
  return any_word(node, [](std::string_view word) {
    return word.starts_with("paywall") || word.starts_with("regwall") || word == "metered" ||
           word == "bezahlschranke" || word == "premiumwall" || word == "subscriberonly";
  });
}

}  // namespace dateline::article
