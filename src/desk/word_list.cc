#include "desk/reply_rules.h"
#include "text/terms.h"
#include "text/utf8.h"
#include "text/word_hash.h"

namespace dateline::desk {
namespace {

std::vector<std::uint64_t> hashes_of(std::string_view text) {
  std::vector<std::uint64_t> hashes;
  for (const std::string& word : text::words(text)) hashes.push_back(text::word_hash(text::fold(word)));
  return hashes;
}

}  // namespace

WordList::WordList(const std::vector<std::string>& words) {
  for (const std::string& shown : words) {
    std::vector<std::uint64_t> hashes = hashes_of(shown);
    if (hashes.empty()) continue;
    const std::uint64_t first = hashes.front();
    phrases_.emplace(first, Phrase{std::move(hashes), shown});
  }
}

std::string_view WordList::found_in(std::string_view text) const {
  if (phrases_.empty()) return {};
  const std::vector<std::uint64_t> words = hashes_of(text);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto [first, end] = phrases_.equal_range(words[at]);
    for (auto phrase = first; phrase != end; ++phrase) {
      const std::vector<std::uint64_t>& wanted = phrase->second.words;
      if (wanted.size() <= words.size() - at &&
          std::equal(wanted.begin(), wanted.end(), words.begin() + static_cast<std::ptrdiff_t>(at)))
        return phrase->second.shown;
    }
  }
  return {};
}

}  // namespace dateline::desk
