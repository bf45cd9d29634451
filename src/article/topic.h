#pragma once
// What an article is about, and whether it is news at all, by its words.

#include <string>
#include <string_view>

namespace dateline::article {

struct Topic {
  std::string code;  ///< Of the top level of IPTC Media Topics ("medtop:15000000"); "" when the words do not say.
  bool news = true;  ///< False for advice, horoscopes, recipes, advertising and the like.
  double sure = 0;   ///< Probability of `code`.
};
/// By a small linear model (train/topics.cc) over words and letters of headline and text. `language` is BCP 47. Any
/// thread. Cost: linear in the first few kilobytes.
Topic topic_of(std::string_view headline, std::string_view text, std::string_view language);

/// "sport" -> "medtop:15000000" and the like: the eight sections of Article::section, and back ("" for topics that are
/// no section of ours).
std::string_view topic_of_section(std::string_view section);
std::string_view section_of_topic(std::string_view code);

}  // namespace dateline::article
