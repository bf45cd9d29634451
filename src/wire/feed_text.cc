#include "wire/feed_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

#include "markup/html.h"
#include "text/utf8.h"

namespace dateline::wire {
namespace {

bool has_address(std::string_view text) {
  return text.find('@') != std::string_view::npos;
}

/// Whether text::collapse() would give it back as it is; most lines are so.
bool is_collapsed(std::string_view text) {
  char before = ' ';
  for (const char c : text) {
    if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return text.empty() || before != ' ';
}

}  // namespace

std::string plain_line(std::string_view html) {
  if (!html.contains('<') && !html.contains('&') && is_collapsed(html)) return std::string(html);
  if (!html.contains('<')) return text::collapse(html.contains('&') ? markup::decode_references(html) : html);
  if (const auto document = markup::Document::parse(html)) {
    std::string line = text::collapse(markup::text_of(document->root()));
    // A headline that is a picture of one.
    for (const markup::Node* node = &document->root(); node && line.empty();
         node = markup::next_in_order(node, &document->root())) {
      if (node->tag == markup::Tag::kImg) line = text::collapse(node->attribute("alt"));
    }
    // Markup without a word says nothing; what the parser found no markup in stays as it is ("<").
    bool has_markup = false;
    for (const markup::Node* node = &document->root(); node; node = markup::next_in_order(node, &document->root())) {
      has_markup |= node->is_element() && !node->is("html") && !node->is("head") && !node->is("body");
    }
    if (!line.empty() || has_markup) return line;
  }
  return text::collapse(html);
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string author_name(std::string_view raw) {
  const std::string line = text::collapse(raw);
  if (!has_address(line)) return line;
  const std::size_t open = line.find('(');
  const std::size_t close = line.rfind(')');
  if (open != std::string::npos && close != std::string::npos && open < close) {
    const std::string inner = text::collapse(std::string_view(line).substr(open + 1, close - open - 1));
    if (!inner.empty() && !has_address(inner)) return inner;
  }
  // Whatever is not the word with the @ in it.
  std::string name;
  for (std::size_t from = 0; from < line.size();) {
    const std::size_t to = std::min(line.find(' ', from), line.size());
    const std::string_view word = std::string_view(line).substr(from, to - from);
    if (!has_address(word) && word.find_first_not_of("()<>[]") != std::string_view::npos) {
      name.append(name.empty() ? "" : " ").append(word);
    }
    from = to + 1;
  }
  const auto marks = [](char c) { return std::string_view("()<>[]\"', ").find(c) != std::string_view::npos; };
  while (!name.empty() && marks(name.front())) name.erase(0, 1);
  while (!name.empty() && marks(name.back())) name.pop_back();
  return name;
}

std::string without_addresses(std::string line) {
  const auto is_address = [](std::string_view word) {
    const std::size_t at = word.find('@', 1);
    return at != std::string_view::npos && word.find('.', at) != std::string_view::npos;
  };
  std::string kept;
  for (std::size_t from = 0; from < line.size();) {
    const std::size_t to = std::min(line.find(' ', from), line.size());
    const std::string_view word = std::string_view(line).substr(from, to - from);
    if (!is_address(word)) kept.append(kept.empty() ? "" : " ").append(word);
    from = to + 1;
  }
  return kept;
}

bool is_escaped_twice(std::string_view html) {
  if (html.contains('<')) return false;
  const std::size_t open = html.find("&lt;");
  if (open == std::string_view::npos || open + 4 >= html.size()) return false;
  // A tag that is closed, and no comparison.
  const char next = html[open + 4];
  const bool is_tag = next == '/' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
  return is_tag && html.find("&gt;", open) != std::string_view::npos;
}

bool has_entity(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    std::size_t end = at + 1;
    if (end < text.size() && text[end] == '#') ++end;
    const std::size_t from = end;
    while (end < text.size() && end < from + 10 && std::isalnum(static_cast<unsigned char>(text[end]))) ++end;
    if (end > from && end < text.size() && text[end] == ';') return true;
  }
  return false;
}

std::optional<std::chrono::seconds> seconds_in(std::string_view text) {
  const std::string line = text::collapse(text);
  long total = 0, part = 0;
  int colons = 0;
  bool has_digit = false;
  for (const char c : line) {
    if (c >= '0' && c <= '9') {
      part = part * 10 + (c - '0');
      has_digit = true;
    } else if (c == ':' && has_digit && ++colons <= 2) {
      total = (total + part) * 60;
      part = 0;
    } else if (c == '.' && has_digit) {
      break;  // Fractions of a second.
    } else {
      return std::nullopt;
    }
    constexpr long kYear = 366L * 24 * 3600;
    if (total + part > kYear) return std::nullopt;
  }
  if (!has_digit) return std::nullopt;
  return std::chrono::seconds(total + part);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

bool is_plain_url(std::string_view url) {
  if (!url.starts_with("http")) return false;
  url.remove_prefix(4);
  if (url.starts_with('s')) url.remove_prefix(1);
  constexpr std::size_t kLongest = 2'000;  // Far below the limit of text::Url.
  if (!url.starts_with("://") || url.size() > kLongest) return false;
  url.remove_prefix(3);
  const std::size_t slash = url.find('/');
  if (slash == std::string_view::npos) return false;
  // Names of small letters, with a dot inside; digits might make an address.
  const std::string_view host = url.substr(0, slash);
  if (host.empty() || host.front() == '.' || host.back() == '.' || host.contains("..") || host.contains("xn--"))
    return false;
  if (!std::ranges::all_of(host, [](char c) { return (c >= 'a' && c <= 'z') || c == '.' || c == '-'; })) return false;
  char before = '/';
  for (const char c : url.substr(slash + 1)) {
    const bool is_safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                         c == '_' || c == '/' || (c == '.' && before != '/') || c == '?' || c == '=' || c == '&' ||
                         c == '#' || c == '+' || c == ',' || c == ':' || c == '~';
    if (!is_safe) return false;
    before = c;
  }
  return true;
}

std::string absolute_url(std::string_view reference, const std::optional<text::Url>& base) {
  if (is_plain_url(reference)) return std::string(reference);
  const std::string trimmed = text::collapse(reference);
  if (trimmed.empty()) return "";
  const auto url = base ? base->resolve(trimmed) : text::Url::parse(trimmed);
  return url ? url->str() : "";
}

std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '=') continue;
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>((bits >> held) & 0xFF);
    }
  }
  return out;
}

bool is_picture(std::string_view media_type, std::string_view url) {
  if (media_type.starts_with("image")) return true;  // "image/jpeg", and medium="image".
  if (!media_type.empty()) return false;
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  constexpr std::array<std::string_view, 8> kEndings = {".jpg", ".jpeg", ".png", ".webp",
                                                        ".gif", ".avif", ".JPG", ".PNG"};
  return std::ranges::any_of(kEndings, [&](std::string_view ending) { return path.ends_with(ending); });
}

}  // namespace dateline::wire
