#pragma once
// Inside text/: the commonest function words of a language, which tell nothing about what a text is about.

#include <string_view>
#include <unordered_set>

namespace dateline::text {

/// The list of one language (a plain code such as "en"), chosen once for a loop over a text. Empty for a language that
/// has none. Cheap to make, any thread.
class FunctionWords {
 public:
  explicit FunctionWords(std::string_view language);
  bool contains(std::string_view folded_word) const;

 private:
  const std::unordered_set<std::string_view>* list_ = nullptr;  // Made once, never freed.
};

}  // namespace dateline::text
