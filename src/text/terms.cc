#include "text/terms.h"

#include <libstemmer.h>

#include <algorithm>
#include <map>
#include <memory>

#include "text/function_words.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

/// The longest word that is one: above it stand encoded data and other noise, which would only fill an index. (The
/// longest German word in print has 79 letters.)
constexpr std::size_t kLongestWord = 160;

struct DeleteStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// This thread's Snowball stemmer; nullptr for a language that it does not know. A stemmer has state, so none is
/// shared.
sb_stemmer* stemmer_for(std::string_view language) {
  thread_local std::map<std::string, std::unique_ptr<sb_stemmer, DeleteStemmer>, std::less<>> kept;
  if (language.size() != 2) return nullptr;  // Snowball's other names ("porter") are not languages.
  if (const auto found = kept.find(language); found != kept.end()) return found->second.get();
  if (kept.size() > 64) kept.clear();  // The name may come from outside.
  const std::string name(language);
  return kept.emplace(name, sb_stemmer_new(name.c_str(), "UTF_8")).first->second.get();
}

/// Curly apostrophes made straight: stemmers and function-word lists know only that one.
void straighten(std::string& word) {
  constexpr std::string_view kCurly = "’";
  for (std::size_t at = word.find(kCurly); at != std::string::npos; at = word.find(kCurly, at)) {
    word.replace(at, kCurly.size(), "'");
  }
}

}  // namespace

std::vector<std::string> words(std::string_view utf8, std::string_view language) {
  std::vector<std::string> out;
  out.reserve(utf8.size() / 6);
  for_each_word(utf8, language, [&](std::string_view word) { out.emplace_back(word); });
  return out;
}

std::vector<std::string> terms(std::string_view utf8, std::string_view language) {
  std::vector<std::string> out;
  out.reserve(utf8.size() / 10);
  const FunctionWords function_words(language.substr(0, language.find('-')));
  sb_stemmer* stemmer = stemmer_for(language);
  for_each_word(utf8, language, [&](std::string_view word) {
    if (word.size() > kLongestWord) return;
    std::string term = fold(word);
    straighten(term);
    if (function_words.contains(term)) return;
    if (stemmer) {
      const sb_symbol* stem =
          sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(term.data()), static_cast<int>(term.size()));
      if (stem) term.assign(reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer)));
    }
    if (!term.empty()) out.push_back(std::move(term));
  });
  return out;
}

}  // namespace dateline::text
