#pragma once
// The countries of ICU as a language writes them. Internal to text.

#include <string>
#include <vector>

namespace dateline::text {

struct CountryName {
  const char* country;  ///< ISO 3166, of ICU: it outlives everything.
  std::string printed;  ///< UTF-8, without what ICU adds in brackets: "Myanmar", not "Myanmar (Burma)".
};

/// All names in full, then all short ones ("US"); what a language has no short name for comes twice. Of a language that
/// ICU does not know the names are those of the machine's. Cost: about a millisecond.
std::vector<CountryName> country_names(const std::string& language);

}  // namespace dateline::text
