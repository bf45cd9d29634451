#include "site/html.h"

#include <algorithm>

namespace dateline::site {
namespace {

constexpr bool is_unreserved(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const unsigned char c : text) {
    if (is_unreserved(c)) {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  return out;
}

Href Href::path(std::initializer_list<std::string_view> segments) {
  std::string text;
  for (std::string_view segment : segments) {
    text += '/';
    text += percent_encode(segment);
  }
  return Href(text.empty() ? "/" : std::move(text));
}

Href Href::with(std::string_view name, std::string_view value) const {
  const char join = text_.find('?') == std::string::npos ? '?' : '&';
  return Href(text_ + join + percent_encode(name) + '=' + percent_encode(value));
}

Href Href::under(std::string_view segment) const {
  const auto end = std::min(text_.find('?'), text_.size());
  std::string path = text_.substr(0, end);
  if (path.ends_with('/')) path.pop_back();
  return Href(path + '/' + percent_encode(segment) + text_.substr(end));
}

Href Href::at(std::string_view fragment) const {
  return Href(text_ + '#' + percent_encode(fragment));
}

DataBlock DataBlock::of(std::string_view json) {
  DataBlock block;
  block.text_.reserve(json.size());
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::size_t special = std::min(json.find_first_of("<>&\xE2", i), json.size());
    block.text_ += json.substr(i, special - i);
    if (special == json.size()) break;
    i = special;
    // In JSON these stand inside of strings only.
    if (json[i] == '<') {
      block.text_ += "\\u003c";
    } else if (json[i] == '>') {
      block.text_ += "\\u003e";
    } else if (json[i] == '&') {
      block.text_ += "\\u0026";
    } else if (const auto next = json.substr(i, 3); next == "\xE2\x80\xA8" || next == "\xE2\x80\xA9") {
      block.text_ += next == "\xE2\x80\xA8" ? "\\u2028" : "\\u2029";
      i += 2;
    } else {
      block.text_ += json[i];
    }
  }
  return block;
}

Html& Html::add(const DataBlock& linked_data) {
  out_ += "<script type=\"application/ld+json\">" + linked_data.str() + "</script>\n";
  return *this;
}

// One escaping for text and for quoted attributes, so that no caller can choose the wrong one. A carriage return is
// written as a reference, since a parser would turn it into a newline.
void Html::escape(std::string_view text) {
  while (true) {
    const auto at = text.find_first_of("&<>\"'\r");
    out_ += text.substr(0, at);
    if (at == std::string_view::npos) return;
    switch (text[at]) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\'':
        out_ += "&#39;";
        break;
      default:
        out_ += "&#13;";
        break;
    }
    text.remove_prefix(at + 1);
  }
}

}  // namespace dateline::site
