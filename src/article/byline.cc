#include "article/byline.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace dateline::article {
namespace {

/// Words that stand before names, whatever their case.
constexpr auto kBefore =
    std::to_array<std::string_view>({"written by ", "reported by ", "story by ", "posted by ",
                                     "text by ",    "words by ",    "by: ",      "by ",
                                     "author: ",    "authors: ",    "von ",      "autor: ",
                                     "autorin: ",   "text: ",       "par ",      "propos recueillis par ",
                                     "a cura di ",  "door ",        "tekst: ",   "text av ",
                                     "Автор: ",     "Текст: ",      "автор: ",   "текст: "});

/// The same, where a capital letter would make it part of a name ("Di Marzio", "Per Olsson").
constexpr auto kBeforeLower = std::to_array<std::string_view>({"por ", "per ", "di ", "av ", "af ", "od "});

/// Words between names, with the spaces around them.
constexpr auto kBetween =
    std::to_array<std::string_view>({" and ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " i ", " и ",
                                     " та ", " & ", " + ", " with ", " mit ", " avec "});

/// The longest name seen in our corpora has 47 characters.
constexpr std::size_t kLongestName = 70;
constexpr std::size_t kMostWords = 7;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Ignoring the case of ASCII letters.
bool starts_like(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower, lower);
}

/// Without the marks that stand around names in lists.
std::string_view strip(std::string_view name) {
  constexpr auto kMarks = std::to_array<std::string_view>(
      {" ", ",", ";", ":", "|", "/", "-", "–", "—", "•", "·", "(", ")", "[", "]", "*", "\""});
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kMarks) {
      if (name.starts_with(mark)) {
        name.remove_prefix(mark.size());
        again = true;
      } else if (name.ends_with(mark)) {
        name.remove_suffix(mark.size());
        again = true;
      }
    }
  }
  return name;
}

/// Whether a line is no more than "By".
bool is_only_by(std::string_view line) {
  return std::ranges::any_of(kBefore, [&](std::string_view before) {
    while (before.ends_with(' ') || before.ends_with(':')) before.remove_suffix(1);
    return line.size() == before.size() && starts_like(line, before);
  });
}

/// Without "By" and the like.
std::string_view without_by(std::string_view line) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view before : kBefore) {
      if (!starts_like(line, before)) continue;
      line.remove_prefix(before.size());
      again = true;
    }
    for (const std::string_view before : kBeforeLower) {
      if (!line.starts_with(before)) continue;
      line.remove_prefix(before.size());
      again = true;
    }
  }
  return line;
}

bool is_name(std::string_view name) {
  if (name.empty() || text::length(name) > kLongestName || text::length(name) < 2) return false;
  if (static_cast<std::size_t>(std::ranges::count(name, ' ')) >= kMostWords) return false;
  if (name.find('@') != std::string_view::npos || name.find("://") != std::string_view::npos ||
      name.find("www.") != std::string_view::npos) {
    return false;
  }
  if (name.find(':') != std::string_view::npos) return false;  // "Image: Sample Pictures"
  const auto digits = std::ranges::count_if(name, [](char c) { return c >= '0' && c <= '9'; });
  return digits <= 2;  // "20 Minuten" is a desk, "31.01.2023" is not.
}

/// Without what stands behind names: "Jo Doe (jdo)", and the Korean word for a reporter.
std::string_view without_title(std::string_view name) {
  name = name.substr(0, name.find(" ("));
  for (const std::string_view title : {" 기자", " 특파원", "記者"}) {
    if (name.ends_with(title)) name.remove_suffix(title.size());
  }
  return name;
}

void add_name(std::string_view part, std::vector<std::string>& names) {
  const std::string_view name = strip(without_title(without_by(strip(part))));
  if (!is_name(name) || is_only_by(name)) return;
  if (std::ranges::find(names, name) == names.end()) names.emplace_back(name);
}

/// The length of what separates two names at the start of `text`; 0 when nothing does.
std::size_t separator_length(std::string_view text, bool in_address) {
  if (text.front() == ',' || text.front() == ';' || text.front() == '|') return 1;
  if (text.front() == '/' && !in_address) return 1;
  for (const std::string_view mark : {"•", "·", "、"}) {
    if (text.starts_with(mark)) return mark.size();
  }
  if (text.front() != ' ') return 0;
  for (const std::string_view between : kBetween) {
    if (text.starts_with(between)) return between.size();
  }
  return 0;
}

}  // namespace

std::vector<std::string> split_byline(std::string_view raw) {
  const std::string line = text::collapse(raw);
  const std::string_view rest = line;
  const bool in_address = line.find("://") != std::string::npos;
  std::vector<std::string> names;
  std::size_t start = 0;
  for (std::size_t i = 0; i < rest.size();) {
    const std::size_t skip = separator_length(rest.substr(i), in_address);
    if (skip > 0) {
      add_name(rest.substr(start, i - start), names);
      start = i + skip;
    }
    i += std::max<std::size_t>(skip, 1);
  }
  add_name(rest.substr(start), names);
  return names;
}

bool starts_like_byline(std::string_view line) {
  return without_by(line).size() < line.size();
}

std::vector<std::string> split_bylines(const std::vector<std::string>& lines) {
  std::vector<std::string> names;
  for (const std::string& line : lines) {
    for (std::string& name : split_byline(line)) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
  }
  return names;
}

}  // namespace dateline::article
