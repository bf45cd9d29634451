#include "markup/testing/outline.h"

#include <algorithm>
#include <array>

namespace dateline::markup::testing {
namespace {

std::string_view prefix_of(Space space) {
  return space == Space::kSvg ? "svg" : space == Space::kMathMl ? "math" : "";
}

std::string attribute_of(const Line& line, std::string_view name) {
  const auto found = std::ranges::find(line.attributes, name, &std::pair<std::string, std::string>::first);
  return found == line.attributes.end() ? std::string() : found->second;
}

bool is_template(const Line& line) {
  return line.kind == Node::Kind::kElement && line.space == Space::kHtml && line.name == "template";
}

std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string label(const Line& line) {
  switch (line.kind) {
    case Node::Kind::kText:
      return '\'' + on_one_line(line.text) + '\'';
    case Node::Kind::kComment:
      return "<!--" + on_one_line(line.text) + "-->";
    case Node::Kind::kDoctype: {
      std::string out = "!" + line.name;
      if (!line.attributes.empty()) {
        out += "('" + attribute_of(line, "public") + "' '" + attribute_of(line, "system") + "')";
      }
      return out;
    }
    default: {
      std::string out(prefix_of(line.space));
      if (!out.empty()) out += ':';
      out += line.name;
      if (line.attributes.empty()) return out;
      out += '[';
      for (const auto& [name, value] : line.attributes) {
        if (out.back() != '[') out += ' ';
        out += name + "='" + on_one_line(value) + '\'';
      }
      return out + ']';
    }
  }
}

}  // namespace

void tidy_attributes(Line& element) {
  // WHATWG HTML section 13.2.6.1, "adjust foreign attributes", those with a prefix.
  static constexpr std::array<std::string_view, 10> kPrefixed = {
      "xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show",
      "xlink:title",   "xlink:type",    "xml:lang",   "xml:space",  "xmlns:xlink"};
  if (element.space != Space::kHtml) {
    for (auto& [name, value] : element.attributes) {
      if (std::ranges::find(kPrefixed, name) != kPrefixed.end()) name[name.find(':')] = ' ';
    }
  }
  std::ranges::sort(element.attributes);
}

Outline outline_of(const Node& root) {
  Outline outline;
  std::size_t depth = 0;
  const Node* node = root.first_child;
  while (node) {
    Line line{.depth = depth,
              .kind = node->kind,
              .space = node->space,
              .name = std::string(node->name()),
              .text = std::string(node->text()),
              .attributes = {}};
    for (const auto& [name, value] : node->attributes()) line.attributes.emplace_back(name, value);
    tidy_attributes(line);
    outline.push_back(std::move(line));
    if (node->first_child) {
      node = node->first_child;
      ++depth;
      continue;
    }
    while (node != &root && !node->next) {
      node = node->parent;
      --depth;
    }
    if (node == &root) break;
    node = node->next;
  }
  return outline;
}

std::string in_suite_form(const Outline& outline) {
  std::string out;
  std::vector<std::size_t> templates;  // Their depths, of those that are open here.
  for (const Line& line : outline) {
    while (!templates.empty() && templates.back() >= line.depth) templates.pop_back();
    const auto put = [&](std::size_t more, std::string_view text) {
      out += "| ";
      out.append(2 * (line.depth + templates.size() + more), ' ').append(text) += '\n';
    };
    switch (line.kind) {
      case Node::Kind::kText:
        put(0, '"' + line.text + '"');
        break;
      case Node::Kind::kComment:
        put(0, "<!-- " + line.text + " -->");
        break;
      case Node::Kind::kDoctype:
        put(0, line.attributes.empty() ? "<!DOCTYPE " + line.name + ">"
                                       : "<!DOCTYPE " + line.name + " \"" + attribute_of(line, "public") + "\" \"" +
                                             attribute_of(line, "system") + "\">");
        break;
      default: {
        std::string name(prefix_of(line.space));
        if (!name.empty()) name += ' ';
        put(0, '<' + name + line.name + '>');
        for (const auto& [attribute, value] : line.attributes) put(1, attribute + "=\"" + value + '"');
        if (is_template(line)) {
          put(1, "content");
          templates.push_back(line.depth);
        }
      }
    }
  }
  return out;
}

std::string in_one_line(const Outline& outline) {
  std::string out;
  std::size_t open = 0;
  for (const Line& line : outline) {
    if (!out.empty()) {
      if (line.depth > open) {
        out += '(';
      } else {
        out.append(open - line.depth, ')') += ',';
      }
    }
    open = line.depth;
    out += label(line);
  }
  return out.append(open, ')');
}

}  // namespace dateline::markup::testing
