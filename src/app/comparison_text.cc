#include "app/comparison_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "text/utf8.h"

namespace dateline::app {
namespace {

using story::Comparison;

/// Narrower than this, a column holds no sentence; wider, nobody follows a line.
constexpr std::size_t kNarrowest = 24, kWidest = 72;

/// The words of a text in lines of at most `width` characters; a longer word has a line of its own.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (word.empty()) continue;
    const std::size_t length = text::length(word);
    if (lines.empty() || used + 1 + length > width) {
      lines.emplace_back(word);
      used = length;
    } else {
      lines.back().append(" ").append(word);
      used += 1 + length;
    }
  }
  return lines;
}

std::string padded(const std::string& line, std::size_t width) {
  const std::size_t length = text::length(line);
  return line + std::string(width > length ? width - length : 0, ' ');
}

char sign_of(Comparison::Fate fate) {
  switch (fate) {
    case Comparison::Fate::kKept:
      return '=';
    case Comparison::Fate::kReworded:
      return '~';
    case Comparison::Fate::kDropped:
      return '-';
    case Comparison::Fate::kAdded:
      return '+';
  }
  return ' ';
}

std::string quoted(const std::string& words) {
  return words.empty() ? "nothing" : "\"" + words + "\"";
}

}  // namespace

std::string comparison_text(const Comparison& comparison, std::size_t columns) {
  std::array<std::size_t, 4> of_fate{};
  for (const auto& s : comparison.sentences) ++of_fate[static_cast<std::size_t>(s.fate)];
  const auto count = [&](Comparison::Fate fate) { return of_fate[static_cast<std::size_t>(fate)]; };

  std::string out;
  if (comparison.facts.empty()) {
    out += "No fact changed that this program can see.\n";
  } else {
    out += fmt::format("{} changed:\n",
                       comparison.facts.size() == 1 ? "1 fact" : fmt::format("{} facts", comparison.facts.size()));
    for (const auto& fact : comparison.facts)
      out += fmt::format("  {:<12}  {} -> {}\n", to_string(fact.kind), quoted(fact.before), quoted(fact.after));
  }
  using enum Comparison::Fate;
  out += fmt::format(
      "\nSentences: = {} kept, ~ {} reworded, - {} dropped, + {} added. {:.0f} % of the source stands word for "
      "word.\n\n",
      count(kKept), count(kReworded), count(kDropped), count(kAdded), std::floor(comparison.kept * 100));

  const std::size_t width =
      std::clamp<std::size_t>((columns - std::min<std::size_t>(columns, 5)) / 2, kNarrowest, kWidest);
  out += fmt::format("  {} | {}\n", padded("SOURCE", width), "COPY");
  for (const auto& s : comparison.sentences) {
    const auto left = wrapped(s.source, width), right = wrapped(s.copy, width);
    for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      std::string line = fmt::format("{} {} | {}", i == 0 ? sign_of(s.fate) : ' ',
                                     padded(i < left.size() ? left[i] : "", width), i < right.size() ? right[i] : "");
      line.resize(line.find_last_not_of(' ') + 1);
      out += line + "\n";
    }
  }
  return out;
}

}  // namespace dateline::app
