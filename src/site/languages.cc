#include "site/languages.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dateline::site {
namespace {

/// Those that the wires of a newsroom bring; any other shows its tag. Sorted.
constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"ar", "Arabic"},    {"bg", "Bulgarian"},  {"bn", "Bengali"},   {"ca", "Catalan"},    {"cs", "Czech"},
    {"da", "Danish"},    {"de", "German"},     {"el", "Greek"},     {"en", "English"},    {"es", "Spanish"},
    {"et", "Estonian"},  {"eu", "Basque"},     {"fa", "Persian"},   {"fi", "Finnish"},    {"fr", "French"},
    {"ga", "Irish"},     {"gl", "Galician"},   {"he", "Hebrew"},    {"hi", "Hindi"},      {"hr", "Croatian"},
    {"hu", "Hungarian"}, {"id", "Indonesian"}, {"is", "Icelandic"}, {"it", "Italian"},    {"ja", "Japanese"},
    {"ko", "Korean"},    {"lt", "Lithuanian"}, {"lv", "Latvian"},   {"ms", "Malay"},      {"nb", "Norwegian"},
    {"nl", "Dutch"},     {"nn", "Norwegian"},  {"no", "Norwegian"}, {"pl", "Polish"},     {"pt", "Portuguese"},
    {"ro", "Romanian"},  {"ru", "Russian"},    {"sk", "Slovak"},    {"sl", "Slovenian"},  {"sq", "Albanian"},
    {"sr", "Serbian"},   {"sv", "Swedish"},    {"sw", "Swahili"},   {"ta", "Tamil"},      {"th", "Thai"},
    {"tr", "Turkish"},   {"uk", "Ukrainian"},  {"ur", "Urdu"},      {"vi", "Vietnamese"}, {"zh", "Chinese"},
};
static_assert(std::ranges::is_sorted(kNames));

}  // namespace

std::string language_name(std::string_view tag) {
  if (tag == "und") return "";
  const std::string_view primary = tag.substr(0, tag.find('-'));
  const auto* found = std::ranges::lower_bound(kNames, primary, {}, [](const auto& name) { return name.first; });
  return std::string(found != std::end(kNames) && found->first == primary ? found->second : tag);
}

}  // namespace dateline::site
