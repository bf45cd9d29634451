#include <gumbo.h>

#include <memory>

#include "markup/testing/oracles.h"

/// For the leak sanitizer: gumbo forgets some doctypes' identifiers, which is not ours to mend.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libgumbo\n";
}

namespace dateline::markup::testing {
namespace {

std::string lower(std::string_view ascii) {
  std::string out(ascii);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

std::string name_of(const GumboElement& element) {
  GumboStringPiece written = element.original_tag;  // Points into the page.
  gumbo_tag_from_original_text(&written);
  if (element.tag_namespace == GUMBO_NAMESPACE_SVG && written.length > 0) {
    if (const char* adjusted = gumbo_normalize_svg_tagname(&written)) return adjusted;
  }
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  return lower({written.data, written.length});
}

std::string name_of(const GumboAttribute& attribute) {
  switch (attribute.attr_namespace) {
    case GUMBO_ATTR_NAMESPACE_XLINK:
      return std::string("xlink ") + attribute.name;
    case GUMBO_ATTR_NAMESPACE_XML:
      return std::string("xml ") + attribute.name;
    case GUMBO_ATTR_NAMESPACE_XMLNS:
      return attribute.name == std::string_view("xmlns") ? "xmlns" : std::string("xmlns ") + attribute.name;
    default:
      return attribute.name;
  }
}

Line line_of(const GumboNode& node, std::size_t depth) {
  Line line{.depth = depth, .name = {}, .text = {}, .attributes = {}};
  switch (node.type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE: {
      const GumboElement& element = node.v.element;
      line.space = element.tag_namespace == GUMBO_NAMESPACE_SVG      ? Space::kSvg
                   : element.tag_namespace == GUMBO_NAMESPACE_MATHML ? Space::kMathMl
                                                                     : Space::kHtml;
      line.name = name_of(element);
      for (unsigned i = 0; i < element.attributes.length; ++i) {
        const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
        line.attributes.emplace_back(name_of(attribute), attribute.value);
      }
      tidy_attributes(line);
      break;
    }
    case GUMBO_NODE_COMMENT:
      line.kind = Node::Kind::kComment;
      line.text = node.v.text.text;
      break;
    default:
      line.kind = Node::Kind::kText;
      line.text = node.v.text.text;
  }
  return line;
}

const GumboVector* children_of(const GumboNode& node) {
  if (node.type == GUMBO_NODE_DOCUMENT) return &node.v.document.children;
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE ? &node.v.element.children : nullptr;
}

}  // namespace

Outline gumbo_outline(std::string_view utf8) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput* output = gumbo_parse_with_options(&options, utf8.data(), utf8.size());
  Outline outline;
  const GumboDocument& document = output->document->v.document;
  if (document.has_doctype) {
    Line line{.kind = Node::Kind::kDoctype, .name = document.name, .text = {}, .attributes = {}};
    const std::string public_id = document.public_identifier, system_id = document.system_identifier;
    if (!public_id.empty() || !system_id.empty()) line.attributes = {{"public", public_id}, {"system", system_id}};
    outline.push_back(std::move(line));
  }
  struct Place {
    const GumboVector* siblings;
    unsigned next;
  };
  std::vector<Place> path = {{&document.children, 0}};
  while (!path.empty()) {
    auto& [siblings, next] = path.back();
    if (next == siblings->length) {
      path.pop_back();
      continue;
    }
    const auto& node = *static_cast<const GumboNode*>(siblings->data[next++]);
    outline.push_back(line_of(node, path.size() - 1));
    if (const GumboVector* children = children_of(node)) path.push_back({children, 0});
  }
  gumbo_destroy_output(&options, output);
  return outline;
}

}  // namespace dateline::markup::testing
