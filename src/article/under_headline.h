#pragma once
// Inside article/: who and when, from the lines around the headline, for pages that mark up neither.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/page_blocks.h"
#include "text/date.h"

namespace dateline::article {

struct UnderHeadline {
  std::vector<std::string> author_lines;     ///< Lines that start with "By" in some language; where none is near,
  bool author_lines_are_far = false;         ///< the first farther down that names people.
  std::optional<text::LocalTime> published;  ///< The nearest date that does not say it is of a change.
  std::optional<text::LocalTime> changed;    ///< The nearest that does.
  /// Farther off, and only where there is no published: a line of its own that says it is of publishing; else the only
  /// day that such lines name, or the first of a change.
  std::optional<text::LocalTime> elsewhere;
};
UnderHeadline read_under_headline(const PageBlocks& page, std::string_view headline, const text::DateHabits& habits);

}  // namespace dateline::article
