#pragma once
// Inside text/: what makes a word a term in one language.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/function_words.h"

struct sb_stemmer;

namespace dateline::text {

/// The longest word that is a term, in bytes as printed: above it stand encoded data and other noise, which would only
/// fill an index. (The longest German word in print has 79 letters.)
inline constexpr std::size_t kLongestTerm = 160;

/// Curly apostrophes made straight: stemmers and function-word lists know only that one.
void straighten(std::string& word);

/// The function words and the stemmer of a language. A local variable: it borrows from its thread until the next one of
/// another language is made there.
class TermRules {
 public:
  explicit TermRules(std::string_view language);

  /// Rules with the same number are the same rules, in every process. Below 2,048.
  std::uint16_t number() const { return number_; }
  /// Of a word folded and straightened.
  bool is_function_word(std::string_view folded) const { return function_words_.contains(folded); }
  /// Makes a folded word its term; false when it has none: a function word, or nothing is left of it.
  bool make_term(std::string& folded) const;

 private:
  FunctionWords function_words_;
  sb_stemmer* stemmer_;  // This thread's; nullptr for a language that Snowball does not know.
  std::uint16_t number_;
};

}  // namespace dateline::text
