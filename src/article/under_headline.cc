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

std::size_t find_headline(const PageBlocks& page, std::string_view headline) {
  const std::string folded = text::fold(headline);
  std::size_t first_h1 = page.blocks.size();
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const Block& block = page.blocks[i];
    const bool is_h1 = block.kind == BlockKind::kHeading && page.elements[block.element].node->is("h1");
    if (is_h1) first_h1 = std::min(first_h1, i);
    const bool is_title = is_h1 || block.kind == BlockKind::kHeading;
    if (is_title && block.text.size() < 2 * headline.size() + 20 && text::fold(block.text) == folded) return i;
  }
  return first_h1;
}

bool has_digit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<Instant> date_in_line(std::string_view line) {
  // Every run of whole words is tried, the longest first from each start, since a time behind the date belongs to it.
  constexpr std::size_t kMostWords = 16;
  constexpr std::size_t kMostInDate = 7;
  if (line.size() > kLongestLine || !has_digit(line)) return std::nullopt;
  std::vector<std::pair<std::size_t, std::size_t>> words;
  for (std::size_t at = 0; at < line.size() && words.size() < kMostWords;) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) words.emplace_back(at, end);
    at = end + 1;
  }
  for (std::size_t first = 0; first < words.size(); ++first) {
    for (std::size_t last = std::min(words.size(), first + kMostInDate); last > first; --last) {
      std::string_view part = line.substr(words[first].first, words[last - 1].second - words[first].first);
      while (!part.empty() && std::string_view("|,;:()[]-").find(part.back()) != std::string_view::npos)
        part.remove_suffix(1);
      while (!part.empty() && std::string_view("|,;:()[]-").find(part.front()) != std::string_view::npos)
        part.remove_prefix(1);
      // A mere number could be seconds since 1970, or anything.
      if (part.size() < 6 || !has_digit(part) || part.find_first_not_of("0123456789") == std::string_view::npos)
        continue;
      if (const auto at = text::parse_date(part)) return at;
    }
  }
  return std::nullopt;
}

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
    if (!found.published) found.published = date_in_line(block.text);
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
