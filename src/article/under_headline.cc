#include "article/under_headline.h"

#include <algorithm>
#include <utility>

#include "article/byline.h"
#include "article/date_words.h"
#include "text/date.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

/// How many paragraphs around the headline are looked at. Further down stand dates of other reports.
constexpr std::size_t kBefore = 4;
constexpr std::size_t kBehind = 10;
/// Longer lines are sentences, whose dates are of what they tell.
constexpr std::size_t kLongestLine = 120;

/// Farther off, a sentence may begin with "By"; a byline says little more than who.
constexpr std::size_t kLongestFarByline = 80;
/// What is told of somebody is a sentence.
constexpr std::size_t kShortestTold = 30;

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

/// A line that is a date and little else.
std::optional<text::LocalTime> date_in_own_line(const Block& block, const text::DateHabits& habits) {
  constexpr std::size_t kLongest = 60;  // "Published on Wednesday, September 13, 2023 by Ann Roe"
  if (block.text.size() > kLongest) return std::nullopt;
  return text::find_date(block.text, habits);
}

/// Behind `from`.
std::optional<text::LocalTime> find_elsewhere(const PageBlocks& page, std::size_t from,
                                              const text::DateHabits& habits) {
  using std::chrono::days;
  std::optional<text::LocalTime> only, changed;
  bool many = false;
  for (std::size_t i = from; i < page.blocks.size(); ++i) {
    const std::string& line = page.blocks[i].text;
    const auto date = date_in_own_line(page.blocks[i], habits);
    if (!date) continue;
    if (says_published(line)) return date;
    if (says_changed(line)) {
      if (!changed) changed = date;
      continue;
    }
    many = many || (only && std::chrono::floor<days>(only->at) != std::chrono::floor<days>(date->at));
    if (!only) only = date;
  }
  if (many) return std::nullopt;
  return only ? only : changed;
}

/// Whether another line tells who that is: "Jo Doe is a reporter in Sandby", "Written by Jo Doe".
bool tells_of(const PageBlocks& page, std::size_t besides, std::string_view name) {
  for (std::size_t i = 0; i < page.blocks.size(); ++i) {
    const std::string_view text = page.blocks[i].text;
    if (i == besides || text.size() <= name.size()) continue;
    if (text.starts_with(name)) {
      const std::string_view rest = text.substr(name.size());
      const std::string_view word = rest.substr(std::min(rest.find_first_not_of(" ,"), rest.size()));
      // A label goes on with a capital, or not at all.
      if (rest.size() > kShortestTold && !word.empty() && word.front() >= 'a' && word.front() <= 'z') return true;
    } else if (text.ends_with(name) && text.size() <= kLongestFarByline && byline_in(text) == text) {
      return true;
    }
  }
  return false;
}

/// A line shortly below the headline that is a name, and perhaps says what its owner does, and the date.
std::string find_name_alone(const PageBlocks& page, std::size_t headline, const text::DateHabits& habits) {
  constexpr std::size_t kNearest = 5;
  for (std::size_t i = headline + 1; i < std::min(page.blocks.size(), headline + 1 + kNearest); ++i) {
    const Block& block = page.blocks[i];
    if (block.text.size() > kLongestFarByline || block.kind == BlockKind::kHeading) continue;
    const std::vector<std::string> people = split_bylines({block.text});
    if (people.empty() || !std::ranges::all_of(people, is_name_of_person)) continue;
    const bool with_role = split_byline(block.text).size() > people.size() && text::find_date(block.text, habits);
    if (with_role || tells_of(page, i, people.front())) return block.text;
  }
  return "";
}

}  // namespace

UnderHeadline read_under_headline(const PageBlocks& page, std::string_view headline, const text::DateHabits& habits) {
  UnderHeadline found;
  const std::size_t at = find_headline(page, headline);
  if (at == page.blocks.size()) {
    found.elsewhere = find_elsewhere(page, 0, habits);
    return found;
  }
  const std::size_t end = std::min(page.blocks.size(), at + kBehind);
  bool after_by = false;  // "Written by" on a line of its own, the name on the next.
  const auto read = [&](const Block& block) {
    if (block.text.size() > kLongestLine) return;
    if (found.author_lines.empty() && std::exchange(after_by, is_only_by(block.text))) {
      found.author_lines.push_back(block.text);
    }
    if (!found.published) {
      const auto date = text::find_date(block.text, habits);
      if (date && !says_changed(block.text)) found.published = date;
      if (date && !found.published && !found.changed) found.changed = date;
    }
    if (const auto byline = byline_in(block.text); found.author_lines.empty() && !byline.empty()) {
      // What follows the names on the line, such as the date, is no name and falls away there.
      found.author_lines.emplace_back(byline);
    }
  };
  for (std::size_t i = at + 1; i < end; ++i) read(page.blocks[i]);
  for (std::size_t i = at; i > at - std::min(at, kBefore); --i) read(page.blocks[i - 1]);
  if (found.author_lines.empty()) {
    if (auto line = find_name_alone(page, at, habits); !line.empty()) found.author_lines.push_back(std::move(line));
  }
  for (std::size_t i = end; i < page.blocks.size() && found.author_lines.empty(); ++i) {
    const Block& block = page.blocks[i];
    if (block.text.size() > kLongestFarByline) continue;
    const auto byline = byline_in(block.text);
    if (byline.empty()) continue;
    const auto people = split_byline(byline);
    if (people.empty() || !std::ranges::all_of(people, is_name_of_person)) continue;
    found.author_lines.emplace_back(byline);
    found.author_lines_are_far = true;
  }
  if (!found.published) found.elsewhere = find_elsewhere(page, at + 1, habits);
  return found;
}

}  // namespace dateline::article
