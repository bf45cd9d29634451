#pragma once
// Inside article/: what authors of pages say about an element in its name, role, class and id.

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "markup/html.h"

namespace dateline::article {

/// Whether one of the words of class, id or the like is wanted. They are in lower case: "js-relatedLinks box_2" -> js,
/// related, links, box, 2.
bool any_hint_word(std::string_view names, bool (*is_wanted)(std::string_view word));

/// Points of the tables in hints.cc, at most.
inline constexpr std::size_t kHintPoints = 128;

/// What speaks for and against an element being the article's text. Each point is a stem of a table or a tag, so that a
/// page's use of it can be counted: a name that a page gives to most of its text does not mean there what it means
/// elsewhere.
struct Hints {
  bool body = false;                 ///< itemprop articleBody, class "article-body" and the like.
  bool firm = false;                 ///< Navigation, page footer, comments: so, however much text it has.
  std::bitset<kHintPoints> against;  ///< "related", "share", "hidden" ...
  bool hidden = false;
  float named = 0;  ///< What its names are worth, as learnt (name_weights.cc); above 0: the text.
};

/// Reads the hints of a page's elements, which mostly have their classes in common. The page must outlive it.
class HintReader {
 public:
  Hints hints_of(const markup::Node& node);

 private:
  std::unordered_map<std::string_view, Hints> by_class_;  // Of elements without other names.
};

/// Hashes of the words of role, class, id and itemprop.
void add_name_hashes(const markup::Node& node, std::vector<std::uint32_t>& out);

/// What a word of a name is worth, in thirtieths of log-odds that what stands under it is the report.
struct NameWeight {
  std::uint32_t hash;
  std::int8_t weight;
};
/// Of name_weights.cc, which train/body_trees makes, by hash.
std::span<const NameWeight> name_weights();

/// Whether class, id, rel or itemprop name a date, or a standfirst.
bool names_date(const markup::Node& node);
bool names_standfirst(const markup::Node& node);

/// Whether it is not shown by itself: by the attribute or the style.
bool hides(const markup::Node& node);

/// Whether class and id name what stands between a reader and the rest: "paywall", "regwall".
bool names_paywall(const markup::Node& node);

}  // namespace dateline::article
