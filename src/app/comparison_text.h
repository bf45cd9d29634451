#pragma once

#include <cstddef>
#include <string>

#include "story/compare.h"

namespace dateline::app {

/// A comparison for people: the facts that changed, how many sentences were kept, reworded, dropped and added, and both
/// texts side by side on a terminal of `columns` columns.
std::string comparison_text(const story::Comparison& comparison, std::size_t columns);

}  // namespace dateline::app
