#include "markup/html/serializer.h"

#include <algorithm>
#include <array>

#include "markup/html.h"
#include "markup/html/tag_set.h"

namespace dateline::markup {
namespace {

using Bytes = std::array<bool, 256>;
consteval Bytes bytes_of(std::string_view members) {
  Bytes bytes{};
  for (const char c : members) bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}

void append_escaped(std::string& out, std::string_view text, const Bytes& special) {
  constexpr std::string_view kNoBreakSpace = "\u00A0";
  for (std::size_t at = 0;;) {
    std::size_t found = at;  // Not find_first_of(), which makes a call for each byte.
    while (found < text.size() && !special[static_cast<unsigned char>(text[found])]) ++found;
    out += text.substr(at, found - at);
    if (found == text.size()) return;
    at = found + 1;
    switch (text[found]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:  // The first byte of a no-break space, and of others.
        if (text.substr(found).starts_with(kNoBreakSpace)) {
          out += "&nbsp;";
          ++at;
        } else {
          out += text[found];
        }
    }
  }
}

/// In which a parser reads the text as it stands. Not noscript, with scripting off.
constexpr TagSet kRawText = {Tag::kIframe, Tag::kNoembed, Tag::kNoframes, Tag::kPlaintext,
                             Tag::kScript, Tag::kStyle,   Tag::kXmp};

bool is_one_of(const Node& node, const TagSet& tags) {
  return node.is_element() && node.space == Space::kHtml && tags.contains(node.tag);
}

void append_start(std::string& out, const Node& node) {
  switch (node.kind) {
    case Node::Kind::kElement:
      out.append("<").append(node.name());
      for (const Attribute& attribute : node.attributes()) append_attribute(out, attribute.name, attribute.value);
      out += '>';
      break;
    case Node::Kind::kText:
      node.parent&& is_one_of(*node.parent, kRawText) ? void(out += node.text())
                                                      : append_escaped_text(out, node.text());
      break;
    case Node::Kind::kComment:
      out.append("<!--").append(node.text()).append("-->");
      break;
    case Node::Kind::kDoctype:
      out.append("<!DOCTYPE ").append(node.name()).append(">");
      break;
    case Node::Kind::kDocument:
      break;
  }
}

}  // namespace

void append_escaped_text(std::string& out, std::string_view text) {
  static constexpr Bytes kSpecial = bytes_of("&<>\xC2");
  append_escaped(out, text, kSpecial);
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"");
  // With "<" and ">" since 2025: so a value that is read as text by mistake opens no tag.
  static constexpr Bytes kSpecial = bytes_of("&<>\"\xC2");
  append_escaped(out, value, kSpecial);
  out += '"';
}

std::string inner_html(const Node& root) {
  std::string out;
  // Void elements hold nothing, whatever was hung below them.
  if (is_one_of(root, kVoid)) return out;
  for (const Node* node = root.first_child; node;) {
    append_start(out, *node);
    const bool empty = !node->is_element() || is_one_of(*node, kVoid);
    if (!empty && node->first_child) {
      node = node->first_child;
      continue;
    }
    if (!empty) out.append("</").append(node->name()).append(">");
    while (node && !node->next) {
      node = node->parent == &root ? nullptr : node->parent;
      if (node) out.append("</").append(node->name()).append(">");
    }
    if (node) node = node->next;
  }
  return out;
}

}  // namespace dateline::markup
