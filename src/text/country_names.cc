#include "text/country_names.h"

#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

namespace dateline::text {

std::vector<CountryName> country_names(const std::string& language) {
  std::vector<CountryName> all;
  for (const auto width : {UDISPCTX_LENGTH_FULL, UDISPCTX_LENGTH_SHORT}) {
    UErrorCode status = U_ZERO_ERROR;
    UDisplayContext context[] = {width, UDISPCTX_NO_SUBSTITUTE};
    const std::unique_ptr<ULocaleDisplayNames, void (*)(ULocaleDisplayNames*)> names(
        uldn_openForContext(language.c_str(), context, 2, &status), uldn_close);
    if (U_FAILURE(status)) break;
    for (const char* const* code = uloc_getISOCountries(); *code != nullptr; ++code) {
      std::array<char16_t, 200> name;
      status = U_ZERO_ERROR;
      const std::int32_t size = uldn_regionDisplayName(names.get(), *code, name.data(), 200, &status);
      if (U_FAILURE(status) || size <= 0 || size >= 200) continue;
      std::string printed;
      icu::UnicodeString(name.data(), size).toUTF8String(printed);
      for (const std::string_view bracket : {" (", "(", "（"})
        printed.resize(std::min(printed.find(bracket), printed.size()));
      all.push_back({*code, std::move(printed)});
    }
  }
  return all;
}

}  // namespace dateline::text
