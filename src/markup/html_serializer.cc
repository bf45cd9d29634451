#include "markup/html_serializer.h"

#include <algorithm>

#include "markup/html.h"

namespace dateline::markup {
namespace {

void append_escaped(std::string& out, std::string_view text, std::string_view special) {
  constexpr std::string_view kNoBreakSpace = "\u00A0";
  for (std::size_t at = 0;;) {
    const std::size_t found = std::min(text.find_first_of(special, at), text.size());
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

bool is_void(const Node& node) {
  if (node.space != Space::kHtml) return false;
  switch (node.tag) {
    case Tag::kArea:
    case Tag::kBase:
    case Tag::kBasefont:
    case Tag::kBgsound:
    case Tag::kBr:
    case Tag::kCol:
    case Tag::kEmbed:
    case Tag::kFrame:
    case Tag::kHr:
    case Tag::kImg:
    case Tag::kInput:
    case Tag::kKeygen:
    case Tag::kLink:
    case Tag::kMeta:
    case Tag::kParam:
    case Tag::kSource:
    case Tag::kTrack:
    case Tag::kWbr:
      return true;
    default:
      return false;
  }
}

/// Whether a parser reads the text inside as it stands. Not of noscript, with scripting off.
bool holds_raw_text(const Node* node) {
  if (!node || !node->is_element() || node->space != Space::kHtml) return false;
  switch (node->tag) {
    case Tag::kIframe:
    case Tag::kNoembed:
    case Tag::kNoframes:
    case Tag::kPlaintext:
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kXmp:
      return true;
    default:
      return false;
  }
}

void append_start(std::string& out, const Node& node) {
  switch (node.kind) {
    case Node::Kind::kElement:
      out.append("<").append(node.name());
      for (const Attribute& attribute : node.attributes()) append_attribute(out, attribute.name, attribute.value);
      out += '>';
      break;
    case Node::Kind::kText:
      holds_raw_text(node.parent) ? void(out += node.text()) : append_escaped_text(out, node.text());
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
  append_escaped(out, text, "&<>\xC2");
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"");
  // With "<" and ">" since 2025: so a value that is read as text by mistake opens no tag.
  append_escaped(out, value, "&<>\"\xC2");
  out += '"';
}

std::string inner_html(const Node& root) {
  std::string out;
  // Void elements hold nothing, whatever was hung below them.
  if (root.is_element() && is_void(root)) return out;
  for (const Node* node = root.first_child; node;) {
    append_start(out, *node);
    const bool empty = !node->is_element() || is_void(*node);
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
