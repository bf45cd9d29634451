#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "text/terms.h"
#include "text/tokens.h"
#include "text/utf8.h"
#include "text/word_hash.h"

namespace dateline::text {
namespace {

/// A longer run is a headline in title case, not a name.
constexpr std::size_t kLongestName = 6;

/// What is capitalised where no sentence begins, in order of its hashes.
std::vector<std::uint32_t> capitalised_inside(std::span<const Token> tokens) {
  std::vector<std::uint32_t> seen;
  for (const Token& token : tokens) {
    if (token.capitalised && !token.opens_sentence) seen.push_back(token.bare);
  }
  std::ranges::sort(seen);
  return seen;
}

/// "Biden's" names Biden.
std::string without_possessive(std::string folded) {
  for (const std::string_view ending : {"'s", "’s"}) {
    if (folded.ends_with(ending)) folded.resize(folded.size() - ending.size());
  }
  return folded;
}

}  // namespace

void find_names(std::span<const Token> tokens, std::vector<Name>& out) {
  out.clear();
  std::optional<std::vector<std::uint32_t>> seen_inside;  // Made when first asked for; most texts never do.
  for (std::size_t i = 0; i < tokens.size();) {
    const std::size_t start = i++;
    if (!tokens[start].capitalised) continue;
    for (; i < tokens.size() && tokens[i].joined && !tokens[i].opens_sentence; ++i) {
      // "COVID-19" goes on with its number, "on May 11" does not.
      const bool hyphen = tokens[i].text.data()[-1] == '-';
      if (!tokens[i].capitalised && !(tokens[i].number && hyphen)) break;
    }
    Name name = tokens.subspan(start, i - start);
    // "The United States" at the start of a sentence names the United States; "I" names nobody.
    while (!name.empty() && name.front().function_word) name = name.subspan(1);
    if (name.empty() || name.size() > kLongestName) continue;
    if (tokens[start].opens_sentence && name.size() == 1) {
      if (!seen_inside) seen_inside = capitalised_inside(tokens);
      if (!std::ranges::binary_search(*seen_inside, name.front().bare)) continue;
    }
    out.push_back(name);
  }
}

std::uint32_t name_hash(Name name) {
  std::uint64_t hash = name.size();
  for (const Token& token : name) hash = mix(hash + kGolden + token.bare);
  return static_cast<std::uint32_t>(hash >> 32);
}

std::vector<std::string> names(std::string_view utf8, std::string_view language) {
  // Half a mebibyte for each thread that asks. It knows nine of ten words of news; with 1,024 words in all it knew
  // half, and names took twice as long as without it.
  thread_local Tokenizer tokenizer(1 << 14);
  std::vector<Name> found;
  find_names(tokenizer.tokens(utf8, language), found);
  std::vector<std::string> out;
  out.reserve(found.size());
  for (const Name name : found) {
    std::string& joined = out.emplace_back(without_possessive(fold(name.front().text)));
    for (const Token& token : name.subspan(1)) joined.append(" ").append(without_possessive(fold(token.text)));
  }
  return out;
}

}  // namespace dateline::text
