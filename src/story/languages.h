#pragma once
// Which language an article is grouped in. Internal to story.

#include <map>
#include <string>

#include "article/article.h"

namespace dateline::story {

/// Reports are grouped within a language, so each needs one. A long text tells its own; a bare headline often does not
/// ("Sbarro files for Chapter 11"), and then it is taken for what the stream is mostly written in, as far as the script
/// allows. One thread; the same articles in the same order give the same languages.
class Languages {
 public:
  /// BCP 47, lower case; "und" only for a script that has no likely language. Learns from the answer.
  /// Cost: nothing where the article says its language, 0.1 ms where it has to be identified.
  std::string of(const article::Article& article);

 private:
  /// By the likeliest language of a script, the languages met in it. Decayed.
  std::map<std::string, std::map<std::string, double>> met_;
};

}  // namespace dateline::story
