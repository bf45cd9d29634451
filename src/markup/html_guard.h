#pragma once
// Inside markup/: keeps from gumbo the pages that it cannot bear.

#include <cstddef>
#include <string>
#include <string_view>

namespace dateline::markup {

/// What one page may ask of gumbo, whose cost is tags times depth, attributes squared, and a new element for each
/// unclosed formatting element at each block. Measured on the 1,098 pages of our corpora: see html_guard_test.cc.
struct GuardLimits {
  int depth = 500;                                   ///< Below kMaxDepth, which counts html and body too.
  std::size_t elements = 500'000;                    ///< With comments and what gumbo clones.
  std::size_t formatting = 16;                       ///< Open b, i, a, font ... at one place.
  std::size_t attributes = 256;                      ///< On one tag.
  std::size_t cloned_bytes = std::size_t{64} << 20;  ///< Attributes of cloned formatting elements.
};

/// The page without the tags that go beyond the limits; their content stays. One pass, which follows the open elements
/// as the HTML standard does, erring to the deep side.
///
/// And without the elements in which HTML begins again inside svg or math (title, desc, foreignObject, mi ...), whose
/// text stays: on "<table><svg><td><desc><select></table>" and the like gumbo meets an assertion of its own and ends
/// the process. Every one that was found, by millions of random pages, needs such an element. Apart from these, a page
/// within the limits comes back as it is.
std::string within_limits(std::string_view utf8, const GuardLimits& limits = {});

}  // namespace dateline::markup
