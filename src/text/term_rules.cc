#include "text/term_rules.h"

#include <libstemmer.h>

#include <map>
#include <memory>

namespace dateline::text {
namespace {

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

/// Two small letters choose the function words, and the stemmer if nothing follows them; any other name chooses none.
std::uint16_t number_of(std::string_view language) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool known = language.size() >= 2 && is_small(language[0]) && is_small(language[1]) &&
                     (language.size() == 2 || language[2] == '-');
  if (!known) return 0;
  const int code = (language[0] - 'a') * 26 + (language[1] - 'a');
  return static_cast<std::uint16_t>(1 + 2 * code + (language.size() == 2 ? 1 : 0));
}

}  // namespace

void straighten(std::string& word) {
  constexpr std::string_view kCurly = "’";
  for (std::size_t at = word.find(kCurly); at != std::string::npos; at = word.find(kCurly, at)) {
    word.replace(at, kCurly.size(), "'");
  }
}

TermRules::TermRules(std::string_view language)
    : function_words_(language.substr(0, language.find('-'))),
      stemmer_(stemmer_for(language)),
      number_(number_of(language)) {}

bool TermRules::make_term(std::string& folded) const {
  straighten(folded);
  if (function_words_.contains(folded)) return false;
  if (stemmer_) {
    const sb_symbol* stem =
        sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(folded.data()), static_cast<int>(folded.size()));
    if (stem) folded.assign(reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
  }
  return !folded.empty();
}

}  // namespace dateline::text
