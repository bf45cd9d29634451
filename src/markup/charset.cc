// decode_html: which charset a page is in.

#include <algorithm>
#include <vector>

#include "markup/html.h"
#include "markup/tag_scanner.h"
#include "text/utf8.h"

namespace dateline::markup {
namespace {

/// "text/html; charset=koi8-r" -> "koi8-r" (WHATWG HTML section 2.6.5).
std::string_view charset_in_content(std::string_view content) {
  const std::string lower = ascii_lower(content);
  for (std::size_t at = lower.find("charset"); at != std::string::npos; at = lower.find("charset", at)) {
    at += 7;
    std::size_t i = at;
    while (i < lower.size() && is_html_space(lower[i])) ++i;
    if (i == lower.size() || lower[i] != '=') continue;
    ++i;
    while (i < lower.size() && is_html_space(lower[i])) ++i;
    if (i == lower.size()) return {};
    if (lower[i] == '"' || lower[i] == '\'') {
      const std::size_t end = lower.find(lower[i], i + 1);
      return end == std::string::npos ? std::string_view() : content.substr(i + 1, end - i - 1);
    }
    const std::size_t end = std::min(lower.find_first_of(" \n\t\f\r;", i), lower.size());
    return content.substr(i, end - i);
  }
  return {};
}

/// The charset that the page itself names within its first 1,024 bytes; empty when it names none.
std::string_view charset_in_markup(std::string_view bytes) {
  constexpr std::size_t kPrescan = 1024;
  const std::string_view head = bytes.substr(0, kPrescan);
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at)) {
    if (head.substr(at).starts_with("<!--")) {
      const std::size_t end = head.find("-->", at + 2);
      if (end == std::string_view::npos) return {};
      at = end + 3;
      continue;
    }
    if (++at == head.size()) return {};
    if (head[at] == '!' || head[at] == '?') continue;
    if (head[at] == '/') ++at;
    if (at == head.size()) return {};
    TagScanner tag(head, at);
    const bool is_meta = head[at - 1] != '/' && equals_ignoring_case(tag.name(), "meta");
    std::string_view charset;
    std::string_view from_content;
    bool is_content_type = false;
    for (TagScanner::Attribute attribute; tag.next(attribute);) {
      if (equals_ignoring_case(attribute.name, "charset")) charset = attribute.value;
      if (equals_ignoring_case(attribute.name, "content")) from_content = charset_in_content(attribute.value);
      if (equals_ignoring_case(attribute.name, "http-equiv")) {
        is_content_type = equals_ignoring_case(attribute.value, "content-type");
      }
    }
    at = std::max(at, tag.end());
    if (!is_meta || !tag.closed()) continue;
    if (charset.empty() && is_content_type) charset = from_content;
    if (!charset.empty()) return charset;
  }
  return {};
}

}  // namespace

std::string decode_html(std::string_view bytes, std::optional<std::string_view> transport_charset) {
  std::vector<std::string_view> declared;
  if (transport_charset) declared.push_back(*transport_charset);
  std::string_view in_markup = charset_in_markup(bytes);
  // A page whose meta could be read as ASCII is not in UTF-16 (section 13.2.3.2).
  if (in_markup.size() >= 6 && equals_ignoring_case(in_markup.substr(0, 6), "utf-16")) in_markup = "utf-8";
  if (!in_markup.empty()) declared.push_back(in_markup);
  return text::to_utf8(bytes, declared);
}

}  // namespace dateline::markup
