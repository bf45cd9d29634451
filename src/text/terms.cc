#include "text/terms.h"

#include "text/segment.h"
#include "text/term_rules.h"
#include "text/utf8.h"

namespace dateline::text {

std::vector<std::string> words(std::string_view utf8, std::string_view language) {
  std::vector<std::string_view> found;
  find_words(utf8, language, found);
  return {found.begin(), found.end()};
}

std::vector<std::string> terms(std::string_view utf8, std::string_view language) {
  std::vector<std::string_view> found;
  find_words(utf8, language, found);
  std::vector<std::string> out;
  out.reserve(found.size());
  const TermRules rules(language);
  for (const std::string_view word : found) {
    if (word.size() > kLongestTerm) continue;
    std::string term = fold(word);
    if (rules.make_term(term)) out.push_back(std::move(term));
  }
  return out;
}

}  // namespace dateline::text
