#pragma once
// Inside article/: who wrote it.

#include <string>
#include <string_view>
#include <vector>

namespace dateline::article {

/// "By Jo Doe and Ann Roe, Washington" is two people: leading words of several languages and e-mail addresses go,
/// conjunctions and lists are split. Whatever is no name (an address, a sentence, a date) is left out.
std::vector<std::string> split_byline(std::string_view line);

/// Whether a line starts with "By" or what other languages say.
bool starts_like_byline(std::string_view line);

/// The names of several such lines in order, without repeats.
std::vector<std::string> split_bylines(const std::vector<std::string>& lines);

}  // namespace dateline::article
