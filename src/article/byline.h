#pragma once
// Inside article/: who wrote it.

#include <string>
#include <string_view>
#include <vector>

namespace dateline::article {

/// "By Jo Doe and Ann Roe, Washington" is two people: leading words of several languages and e-mail addresses go,
/// conjunctions and lists are split. Whatever is no name (an address, a sentence, a date, a label) is left out, and so
/// is what stands behind "edited by", "updated" and the like.
std::vector<std::string> split_byline(std::string_view line);

/// Whether this looks like the name of a person and not of a desk, a site or a login: two to five words with capitals,
/// no numbers; of scripts without capitals, a few letters.
bool is_name_of_person(std::string_view name);

/// The part of a line that starts with "By" or what other languages say, which may stand behind a date or a mark:
/// "March 3, 2023 · By Jo Doe"; "" where none does.
std::string_view byline_in(std::string_view line);
/// Whether it is no more than that: the name then stands on the next line.
bool is_only_by(std::string_view line);

/// The names of several such lines in order, without repeats; without job titles, where there are names.
std::vector<std::string> split_bylines(const std::vector<std::string>& lines);

}  // namespace dateline::article
