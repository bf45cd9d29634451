#pragma once
// For tests: a tree of any parser as a list of its nodes, to be compared and printed.

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "markup/html.h"

namespace dateline::markup::testing {

/// A node of an outline. Attributes are sorted by name; those that the standard gives a namespace have a space where
/// the prefix ends ("xlink href").
struct Line {
  std::size_t depth = 0;
  Node::Kind kind = Node::Kind::kElement;
  Space space = Space::kHtml;
  std::string name;                                             ///< Of elements and doctypes.
  std::string text;                                             ///< Of text and comments.
  std::vector<std::pair<std::string, std::string>> attributes;  ///< Of a doctype: "public" and "system".

  bool operator==(const Line&) const = default;
};
/// In document order.
using Outline = std::vector<Line>;

/// What stands below `root`, without it.
Outline outline_of(const Node& root);

/// As html5lib's suites write a tree: "| <html>\n|   <head>\n...", a template's children below a line "content".
std::string in_suite_form(const Outline& outline);
/// In one line, for tests of our own: html(head,body(p[class='a']('text'),svg:path)). Comments are <!--x-->, doctypes
/// !html('public' 'system'). Line feeds in texts are written \n.
std::string in_one_line(const Outline& outline);

/// Sorts, and finds prefixes of foreign attributes where the parser keeps them in the name.
void tidy_attributes(Line& element);

}  // namespace dateline::markup::testing
