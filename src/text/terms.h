#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// The words of a text in order, as printed: letters, digits and inner apostrophes, by ICU's word rules (which also
/// segment Chinese, Japanese and Thai). Linear.
std::vector<std::string> words(std::string_view utf8, std::string_view language = "en");

/// The words folded, stemmed (Snowball where it knows the language) and without the commonest function words: what
/// an index keeps. A number stays a term. In order, with repeats.
std::vector<std::string> terms(std::string_view utf8, std::string_view language = "en");

/// Names: runs of capitalised words inside a sentence ("New START", "Jair Bolsonaro"), folded; the first word of a
/// sentence counts only if it is capitalised elsewhere too or starts a run. In order, with repeats; articles before a
/// name and its possessive are left out, and so are runs of more than six words (headlines in title case). Empty for
/// scripts without case; of little use in German, which capitalises every noun.
std::vector<std::string> names(std::string_view utf8, std::string_view language = "en");

}  // namespace dateline::text
