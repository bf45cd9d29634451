#include "wire/link_field.h"

#include <algorithm>

#include "wire/feed_text.h"

namespace dateline::wire {

std::optional<LinkReader::Link> LinkReader::next() {
  while (!rest_.empty()) {
    skip(" \t,");
    if (!take('<')) {
      skip_to_comma();
      continue;
    }
    const std::size_t end = rest_.find('>');
    if (end == std::string_view::npos) return std::nullopt;
    Link link{std::string(rest_.substr(0, end))};
    rest_.remove_prefix(end + 1);
    read_parameters(link);
    return link;
  }
  return std::nullopt;
}

void LinkReader::read_parameters(Link& link) {
  for (;;) {
    skip(" \t");
    if (!take(';')) return skip_to_comma();
    skip(" \t");
    const std::string name = lower(token());
    skip(" \t");
    std::string value;
    if (take('=')) {
      skip(" \t");
      value = rest_.starts_with('"') ? quoted() : std::string(token());
    }
    if (name == "rel" && link.rel.empty()) link.rel = std::move(value);
    if (name == "type" && link.type.empty()) link.type = std::move(value);
    if (name == "anchor") link.of_another = true;
  }
}

std::string_view LinkReader::token() {
  const auto taken = rest_.substr(0, rest_.find_first_of(" \t;,=\""));
  rest_.remove_prefix(taken.size());
  return taken;
}

std::string LinkReader::quoted() {
  std::string out;
  for (rest_.remove_prefix(1); !rest_.empty() && rest_.front() != '"'; rest_.remove_prefix(1)) {
    if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
    out += rest_.front();
  }
  take('"');
  return out;
}

void LinkReader::skip_to_comma() {
  while (!rest_.empty() && rest_.front() != ',') {
    if (rest_.front() == '"') {
      quoted();
    } else {
      rest_.remove_prefix(1);
    }
  }
}

void LinkReader::skip(std::string_view chars) {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(chars), rest_.size()));
}

bool LinkReader::take(char c) {
  if (!rest_.starts_with(c)) return false;
  rest_.remove_prefix(1);
  return true;
}

bool has_relation(std::string_view rel, std::string_view name) {
  while (!rel.empty()) {
    const std::size_t end = std::min(rel.find_first_of(" \t\r\n\f"), rel.size());
    if (lower(rel.substr(0, end)) == name) return true;
    rel.remove_prefix(std::min(end + 1, rel.size()));
  }
  return false;
}

}  // namespace dateline::wire
