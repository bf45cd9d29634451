#pragma once
// Is a printed name a place? From what is packaged: ICU's countries and the cities that time zones are called by.

#include <string_view>

namespace dateline::text {

enum class Place {
  kNone,     ///< Not known, which says little: most towns are not.
  kCountry,  ///< "Cuba", "the US", "Reino Unido"
  kCity,     ///< One that a time zone is called by: "Havana", "La Habana"
};

/// What place a printed name is, by the names of countries and time zones that ICU has in `language` (BCP 47) and in
/// English. Any thread. Cost: a look-up; the first of a language asks ICU, some milliseconds.
Place known_place(std::string_view name, std::string_view language);

}  // namespace dateline::text
