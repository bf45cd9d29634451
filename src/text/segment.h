#pragma once
// Inside text/: where words and sentences end, without a string for each.

#include <cstddef>
#include <string_view>
#include <vector>

namespace dateline::text {

/// Replaces `out` by the words of the text (UAX #29), views into it; punctuation and symbols are passed over. Stretches
/// in scripts written without spaces go through ICU's dictionaries, all other text through a loop of our own that
/// agrees with ICU (segment_test.cc) and is thirty times as fast.
void find_words(std::string_view utf8, std::string_view language, std::vector<std::string_view>& out);

/// ICU alone, for every script. Public here only so that the two can be compared.
void find_words_by_icu(std::string_view utf8, std::string_view language, std::vector<std::string_view>& out);

/// The byte offset after the first `count` sentences, without the space that follows them.
std::size_t end_of_sentence(std::string_view utf8, int count, std::string_view language);

}  // namespace dateline::text
