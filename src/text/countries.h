#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// A name that every language has for itself, found in a text.
struct KnownName {
  std::string country;       ///< ISO 3166, "DE" for "Deutschland"; "" for the name of a month or a day of the week.
  std::string_view printed;  ///< Where it stands in the text.
};

/// Countries, months and days named in a text of this language (ICU's locale data), in order, with repeats. Endings of
/// inflected names are allowed for ("России", "Frankreichs"); adjectives are mostly not found. In scripts with case
/// only capitalised words count. Any thread. Cost: linear; each thread keeps the names of the languages it met (about 3
/// ms for a new one), bounded.
std::vector<KnownName> known_names(std::string_view utf8, std::string_view language);

}  // namespace dateline::text
