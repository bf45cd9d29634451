#pragma once
// Inside text/: which month a word is.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::text {

struct MonthName {
  enum class Calendar { kGregorian, kBuddhist, kPersian };

  int number = 0;  ///< 1 to 12; 0: the words name none.
  Calendar calendar = Calendar::kGregorian;
  std::size_t words = 1;  ///< How many were needed: two for "كانون الثاني".
};

/// 1 to 12, or 0: in English, German, French, Spanish, Italian, Portuguese or Dutch. `word` is folded. Cost: a
/// comparison with each of some hundred names.
int frequent_month(std::string_view word);

/// The same in every language that ICU knows, whole or abbreviated, `words` being one or two, folded. A name that is of
/// different months in two languages is read in `language` (BCP 47, "" where not known). Any thread. Cost: a look-up;
/// the first call asks ICU for the names of some 300 languages, about 20 ms.
MonthName month_of(std::string_view words, std::string_view language);

/// Of a date in the Persian calendar; not ok() when there is no such day.
std::chrono::year_month_day day_of_persian(int year, int month, int day);

}  // namespace dateline::text
