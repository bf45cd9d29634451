#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::text {

/// The numbers of two digits and more in a text, in one spelling whatever the language: "1.200", "1,200" and "1 200"
/// are "1200", "3,5" is "3.5", "3.5 million", "3,5 млн" and "350万" are "3500000", "八万五千" is "85000". Dates in
/// figures, times, scores and parts of words ("COVID-19") are left out. In order, with repeats. Any thread. Linear.
std::vector<std::string> numbers(std::string_view utf8);

}  // namespace dateline::text
