#include "text/json_repair.h"

#include <algorithm>
#include <array>

namespace dateline::text {
namespace {

constexpr std::string_view kQuote = "&quot;";

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// `text` without script's wrappers.
std::string_view unwrap(std::string_view text) {
  constexpr std::array<std::string_view, 4> kBefore = {"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["};
  constexpr std::array<std::string_view, 6> kAfter = {"//-->", "-->", "//]]>", "/*]]>*/", "]]>", ";"};
  const auto trim = [&] {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  };
  trim();
  for (const std::string_view mark : kBefore) {
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    trim();
  }
  for (const std::string_view mark : kAfter) {
    if (text.ends_with(mark)) text.remove_suffix(mark.size());
    trim();
  }
  return text;
}

/// Whether a quote before `rest` ends a string: what follows must be able to follow one.
bool can_end_string(std::string_view rest) {
  constexpr std::size_t kMostSpace = 200;  // Indentation; looking further would cost quadratic time.
  for (std::size_t i = 0; i < rest.size() && i < kMostSpace; ++i) {
    if (is_space(rest[i])) continue;
    return rest[i] == ',' || rest[i] == ':' || rest[i] == '}' || rest[i] == ']';
  }
  return true;
}

}  // namespace

std::string repair_json(std::string_view raw, bool stray_quotes) {
  std::string decoded;
  std::string_view text = unwrap(raw);
  // Written for an attribute, or by who takes a script for one.
  if (text.find('"') == std::string_view::npos && text.find(kQuote) != std::string_view::npos) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t next = std::min(text.find(kQuote, at), text.size());
      decoded.append(text, at, next - at);
      if (next < text.size()) decoded += '"';
      at = next + kQuote.size();
    }
    text = decoded;
  }
  std::string out;
  out.reserve(text.size() + 16);
  std::string open;  // Brackets, as a stack.
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') {
      const char next = i + 1 < text.size() ? text[i + 1] : '\0';
      if (std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos && next != '\0') {
        out += c;
        out += next;
        ++i;
      }  // Else the backslash goes: "\'" is "'" everywhere but in JSON.
    } else if (in_string && c == '"') {
      if (stray_quotes && !can_end_string(text.substr(i + 1))) {
        out += "\\\"";
      } else {
        out += c;
        in_string = false;
      }
    } else if (!in_string && c == '/' && i + 1 < text.size() && (text[i + 1] == '/' || text[i + 1] == '*')) {
      // Comments go, since those to the end of a line would take the rest with them.
      const bool line = text[i + 1] == '/';
      const std::size_t end = text.find(line ? "\n" : "*/", i + 2);
      i = end == std::string_view::npos ? text.size() : end + (line ? 0 : 1);
    } else if (static_cast<unsigned char>(c) < ' ') {
      out += ' ';
    } else {
      out += c;
      if (in_string) continue;
      if (c == '"') in_string = true;
      if (c == '{' || c == '[') open += c == '{' ? '}' : ']';
      if ((c == '}' || c == ']') && !open.empty()) open.pop_back();
    }
  }
  if (in_string) out += '"';
  for (; !open.empty(); open.pop_back()) out += open.back();
  return out;
}

}  // namespace dateline::text
