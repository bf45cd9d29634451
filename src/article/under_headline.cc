#include "article/under_headline.h"

#include <algorithm>
#include <utility>

#include "article/byline.h"
#include "text/date.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

/// How many paragraphs around the headline are looked at. Further down stand dates of other reports.
constexpr std::size_t kBefore = 4;
constexpr std::size_t kBehind = 10;
/// Longer lines are sentences, whose dates are of what they tell.
constexpr std::size_t kLongestLine = 120;

/// The heading that has this text; else any block that has it, else the first h1.
std::size_t find_headline(const PageBlocks& page, std::string_view headline) {
  const std::string folded = text::fold(headline);
  std::size_t first_h1 = page.blocks.size();
  std::size_t same = page.blocks.size();
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    const bool heading = block.kind == BlockKind::kHeading;
    if (heading && page.elements[block.element].node->tag == markup::Tag::kH1) first_h1 = std::min(first_h1, i);
    if (!heading && same < page.blocks.size()) continue;
    // Folding changes few bytes; most blocks need none.
    constexpr std::size_t kFoldedAway = 16;
    if (block.text.size() > headline.size() + kFoldedAway || headline.size() > block.text.size() + kFoldedAway)
      continue;
    if (text::fold(block.text) != folded) continue;
    if (heading) return i;
    same = i;
  }
  return same < page.blocks.size() ? same : first_h1;
}

}  // namespace

UnderHeadline read_under_headline(const PageBlocks& page, std::string_view headline) {
  UnderHeadline found;
  const std::size_t at = find_headline(page, headline);
  if (at == page.blocks.size()) return found;
  const std::size_t end = std::min(page.blocks.size(), at + kBehind);
  bool after_by = false;  // "Written by" on a line of its own, the name on the next.
  const auto read = [&](const Block& block) {
    if (block.text.size() > kLongestLine) return;
    if (found.author_lines.empty() && std::exchange(after_by, is_only_by(block.text))) {
      found.author_lines.push_back(block.text);
    }
    if (!found.published) found.published = text::find_date(block.text);
    if (found.author_lines.empty() && starts_like_byline(block.text)) {
      // What follows the names on the line, such as the date, is no name and falls away there.
      found.author_lines.push_back(block.text);
    }
  };
  for (std::size_t i = at + 1; i < end; ++i) read(page.blocks[i]);
  for (std::size_t i = at; i > at - std::min(at, kBefore); --i) read(page.blocks[i - 1]);
  return found;
}

}  // namespace dateline::article
