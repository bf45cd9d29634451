#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "text/function_words.h"
#include "text/segment.h"
#include "text/terms.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

/// A longer run is a headline in title case, not a name.
constexpr std::size_t kLongestName = 6;

/// Titles that are printed with a full stop, which ends no sentence.
constexpr std::array<std::string_view, 18> kTitles = {"Mr", "Mrs", "Ms",  "Dr", "St", "Gen", "Sen", "Rep",  "Gov",
                                                      "Lt", "Col", "Sgt", "Jr", "Sr", "Rev", "Hon", "Prof", "Capt"};

struct Word {
  std::string_view text;
  bool capitalised = false;
  bool number = false;
  bool opens_sentence = false;
  bool joined = false;  ///< Only a space or a hyphen stands between this word and the one before.
};

UChar32 first_character(std::string_view utf8) {
  std::size_t i = 0;
  UChar32 c;
  const std::size_t size = utf8.size();
  U8_NEXT(utf8.data(), i, size, c);
  return c;
}

/// "J", "U.S": what stands before a full stop that ends no sentence.
bool is_initials(std::string_view word) {
  return word.size() == 1 || word.find('.') != std::string_view::npos;
}

std::vector<Word> words_with_context(std::string_view utf8, std::string_view language) {
  std::vector<Word> words;
  std::size_t end_of_last = 0;
  for_each_word(utf8, language, [&](std::string_view text) {
    const auto start = static_cast<std::size_t>(text.data() - utf8.data());
    std::string_view gap = utf8.substr(end_of_last, start - end_of_last);
    const UChar32 first = first_character(text);
    Word word{.text = text};
    word.capitalised = first >= 0 && (u_isupper(first) || u_istitle(first));
    word.number = first >= '0' && first <= '9';
    const bool abbreviated =
        !words.empty() && gap.starts_with('.') &&
        (is_initials(words.back().text) || std::ranges::find(kTitles, words.back().text) != kTitles.end());
    if (abbreviated) gap.remove_prefix(1);
    word.joined = gap == " " || gap == "-";
    word.opens_sentence = words.empty() || gap.find_first_of(".!?:\n") != std::string_view::npos ||
                          gap.find("…") != std::string_view::npos || gap.find("“") != std::string_view::npos ||
                          gap.find('"') != std::string_view::npos || gap.find("„") != std::string_view::npos ||
                          gap.find("«") != std::string_view::npos || gap.find("—") != std::string_view::npos;
    words.push_back(word);
    end_of_last = start + text.size();
  });
  return words;
}

/// "Biden's" names Biden.
std::string without_possessive(std::string folded) {
  for (const std::string_view ending : {"'s", "’s"}) {
    if (folded.ends_with(ending)) folded.resize(folded.size() - ending.size());
  }
  return folded;
}

}  // namespace

std::vector<std::string> names(std::string_view utf8, std::string_view language) {
  const std::vector<Word> words = words_with_context(utf8, language);
  const FunctionWords function_words(language.substr(0, language.find('-')));
  std::unordered_set<std::string> seen_inside;  // Capitalised where no sentence begins.
  for (const Word& word : words) {
    if (word.capitalised && !word.opens_sentence) seen_inside.insert(without_possessive(fold(word.text)));
  }

  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size();) {
    if (!words[i].capitalised) {
      ++i;
      continue;
    }
    std::vector<std::string> run = {without_possessive(fold(words[i].text))};
    std::size_t end = i + 1;
    for (; end < words.size() && words[end].joined && !words[end].opens_sentence; ++end) {
      // "COVID-19" goes on with its number, "on May 11" does not.
      const bool hyphen = words[end].text.data()[-1] == '-';
      if (!words[end].capitalised && !(words[end].number && hyphen)) break;
      run.push_back(without_possessive(fold(words[end].text)));
    }
    const bool opened_sentence = words[i].opens_sentence;
    i = end;
    // "The United States" at the start of a sentence names the United States; "I" names nobody.
    while (!run.empty() && function_words.contains(run.front())) run.erase(run.begin());
    if (run.empty() || run.size() > kLongestName) continue;
    if (opened_sentence && run.size() == 1 && !seen_inside.contains(run.front())) continue;
    std::string name = std::move(run.front());
    for (std::size_t k = 1; k < run.size(); ++k) name.append(" ").append(run[k]);
    out.push_back(std::move(name));
  }
  return out;
}

}  // namespace dateline::text
