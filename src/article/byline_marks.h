#pragma once
// Inside article/: who wrote it, by the elements that a page marks as byline.

#include <string>
#include <vector>

#include "markup/html.h"

namespace dateline::article {

/// Collects elements that name an author (microdata, rel, class, links to pages about authors) as a walk over the page
/// meets them. Of a page with many, those of the report are the first that belong together: the rest are of comments,
/// of other reports, or boxes about the same people.
class BylineMarks {
 public:
  /// `node` is an element, `position` grows along the walk. Cost: a few comparisons for nearly every element.
  void add(const markup::Node& node, std::size_t position, bool after_heading);

  /// What microdata or RDFa call the author of the item that opens at `report`, else of the page or of nothing that
  /// they name; outside comments and the like; a line each, perhaps of several names.
  std::vector<std::string> declared(const markup::Node* report) const;
  /// The names of the first byline behind the heading; where there is none, of the last shortly before it.
  std::vector<std::string> people(std::size_t heading_position) const;

  /// Whether an element belongs to a comment, a picture, other reports, or navigation. Cost: its nearest forebears'
  /// names.
  static bool is_of_others(const markup::Node& node);

 private:
  struct Mark {
    const markup::Node* node;
    std::vector<std::string> lines;
    std::size_t position;
    bool after_heading;
    bool is_property;          ///< Of microdata or RDFa.
    const markup::Node* item;  ///< Then whose.
  };
  std::vector<std::string> names_from(std::size_t first) const;

  std::vector<Mark> marks_;
  const markup::Node* inside_ = nullptr;  ///< Of the last mark: what it holds is read already.
};

}  // namespace dateline::article
