#include "markup/tag_scanner.h"

#include <algorithm>

namespace dateline::markup {
namespace {
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
}  // namespace

bool is_html_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
  return std::ranges::equal(text, lower_case, {}, lower);
}

TagScanner::TagScanner(std::string_view source, std::size_t at) : source_(source), at_(at) {
  while (at_ < source_.size() && !is_html_space(source_[at_]) && source_[at_] != '/' && source_[at_] != '>') ++at_;
  name_ = source_.substr(at, at_ - at);
}

bool TagScanner::next(Attribute& attribute) {
  const auto here = [&] { return source_[at_]; };
  const auto more = [&] { return at_ < source_.size(); };
  if (closed_) return false;
  while (more() && (is_html_space(here()) || here() == '/')) {
    self_closing_ = here() == '/';
    ++at_;
  }
  if (!more()) return false;
  if (here() == '>') {
    self_closing_ = source_[at_ - 1] == '/';
    closed_ = true;
    ++at_;
    return false;
  }
  attribute = {};
  attribute.begin = at_;
  ++at_;  // The first character may be "=".
  while (more() && !is_html_space(here()) && here() != '/' && here() != '>' && here() != '=') ++at_;
  attribute.name = source_.substr(attribute.begin, at_ - attribute.begin);
  const std::size_t end_of_name = at_;
  while (more() && is_html_space(here())) ++at_;
  if (!more() || here() != '=') {
    at_ = end_of_name;
    return true;
  }
  ++at_;
  while (more() && is_html_space(here())) ++at_;
  if (!more()) return true;
  if (here() == '"' || here() == '\'') {
    const char quote = here();
    const std::size_t begin = ++at_;
    at_ = std::min(source_.find(quote, begin), source_.size());
    attribute.value = source_.substr(begin, at_ - begin);
    if (more()) ++at_;
    return true;
  }
  const std::size_t begin = at_;
  while (more() && !is_html_space(here()) && here() != '>') ++at_;
  attribute.value = source_.substr(begin, at_ - begin);
  return true;
}

}  // namespace dateline::markup
