#pragma once
// Inside text/: where words and sentences end, without a string for each.

#include <cstddef>
#include <functional>
#include <string_view>

namespace dateline::text {

/// Calls `word` for each word of the text (UAX #29), a view into it; punctuation and symbols are passed over. Text in
/// scripts written without spaces goes through ICU's dictionaries, all other through a loop of our own that agrees with
/// ICU (segment_test.cc) and is about ten times as fast.
void for_each_word(std::string_view utf8, std::string_view language, const std::function<void(std::string_view)>& word);

/// ICU alone, for every script. Public here only so that the two can be compared.
void for_each_word_by_icu(std::string_view utf8, std::string_view language,
                          const std::function<void(std::string_view)>& word);

/// The byte offset after the first `count` sentences, without the space that follows them.
std::size_t end_of_sentence(std::string_view utf8, int count, std::string_view language);

}  // namespace dateline::text
