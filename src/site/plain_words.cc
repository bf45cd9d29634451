#include "site/plain_words.h"

#include "text/utf8.h"

namespace dateline::site {

std::string plain_words(std::string_view markdown) {
  std::string out;
  bool line_start = true;
  // Where the next one is; npos for good once there is none, so that no text is searched to its end again and again.
  std::size_t paren = 0, angle = 0;
  const auto next = [&](char mark, std::size_t from, std::size_t& known) {
    if (known != std::string_view::npos && known < from) known = markdown.find(mark, from);
    return known;
  };
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const char c = markdown[i];
    const char after = i + 1 < markdown.size() ? markdown[i + 1] : ' ';
    const bool at_line_start = line_start;
    line_start = c == '\n' || (line_start && (c == ' ' || c == '#' || c == '>'));
    if (at_line_start && (c == '#' || c == '>')) continue;
    if (c == '*' || c == '`' || c == '[' || (c == '!' && after == '[')) continue;
    if (c == ']') {
      if (after != '(') continue;
      const auto end = next(')', i + 1, paren);
      if (end == std::string_view::npos) continue;
      i = end;
      continue;
    }
    if (c == '<' &&
        (after == '/' || after == '!' || (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z'))) {
      const auto end = next('>', i + 1, angle);
      if (end != std::string_view::npos) {
        i = end;
        out += ' ';
        continue;
      }
    }
    out += c;
  }
  return text::collapse(out);
}

}  // namespace dateline::site
