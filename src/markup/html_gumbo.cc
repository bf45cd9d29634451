// The HTML parser behind Document: gumbo, and nothing of it outside this file.

#include <gumbo.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "markup/html.h"
#include "markup/html_guard.h"
#include "markup/html_tree.h"
#include "markup/tag_scanner.h"

namespace dateline::markup {
namespace {

std::string name_of(const GumboElement& element) {
  GumboStringPiece written = element.original_tag;  // Points into the page.
  gumbo_tag_from_original_text(&written);
  // Foreign names that have capitals keep them ("foreignObject").
  if (element.tag_namespace == GUMBO_NAMESPACE_SVG && written.length > 0) {
    if (const char* adjusted = gumbo_normalize_svg_tagname(&written)) return adjusted;
  }
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  return ascii_lower({written.data, written.length});
}

std::string name_of(const GumboAttribute& attribute) {
  const std::string name = ascii_lower(attribute.name);
  switch (attribute.attr_namespace) {
    case GUMBO_ATTR_NAMESPACE_XLINK:
      return "xlink:" + name;
    case GUMBO_ATTR_NAMESPACE_XML:
      return "xml:" + name;
    case GUMBO_ATTR_NAMESPACE_XMLNS:
      return name == "xmlns" ? name : "xmlns:" + name;
    default:
      return name;
  }
}

const GumboVector* children_of(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE ? &node.v.element.children : nullptr;
}

Node* copy_of(const GumboNode& from, Arena& arena) {
  switch (from.type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE: {
      const GumboVector& written = from.v.element.attributes;
      std::vector<Attribute> attributes;
      for (unsigned i = 0; i < written.length; ++i) {
        const auto& attribute = *static_cast<const GumboAttribute*>(written.data[i]);
        const std::string name = name_of(attribute);
        if (std::ranges::find(attributes, name, &Attribute::name) == attributes.end()) {
          attributes.push_back({arena.copy(name), arena.copy(attribute.value)});
        }
      }
      const std::string name = name_of(from.v.element);
      Node* node = arena.add(Node::Kind::kElement, arena.copy(name), attributes);
      node->space = static_cast<Space>(from.v.element.tag_namespace);
      node->tag = tag_of(ascii_lower(name));
      return node;
    }
    case GUMBO_NODE_COMMENT:
      return arena.add(Node::Kind::kComment, arena.copy(from.v.text.text));
    default:
      return arena.add(Node::Kind::kText, arena.copy(from.v.text.text));
  }
}

/// gumbo's tree below `from` copied below `to`, without recursion. What is deeper than kMaxDepth hangs at kMaxDepth.
/// The first `skip` children are left out.
Node* copy_tree(const GumboNode& from, Arena& arena, unsigned skip = 0) {
  struct Place {
    const GumboNode* source;
    unsigned next_child;
    Node* copy;
  };
  std::vector<Place> path = {{&from, skip, copy_of(from, arena)}};
  Node* root = path.front().copy;
  while (!path.empty()) {
    Place& place = path.back();
    const GumboVector* children = children_of(*place.source);
    if (place.next_child == children->length) {
      path.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(children->data[place.next_child++]);
    // The root has depth 1, and elements at the limit take in no elements, only what those contain.
    const std::size_t parent = std::min(path.size(), kMaxDepth - 1) - 1;
    Node* copy = copy_of(child, arena);
    append_child(*path[parent].copy, *copy);
    if (children_of(child)) path.push_back({&child, 0, copy});
  }
  return root;
}

struct DestroyOutput {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

Result<std::unique_ptr<GumboOutput, DestroyOutput>> parse_with_gumbo(const std::string& page) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // Nobody reads them, and keeping them costs.
  std::unique_ptr<GumboOutput, DestroyOutput> output(gumbo_parse_with_options(&options, page.data(), page.size()));
  if (!output || !output->root) return fail(Code::kInternal, "the HTML parser gave no tree");
  return output;
}

Status check_size(std::string_view utf8) {
  if (utf8.size() <= kMaxHtmlBytes) return {};
  return fail(Code::kLimit, "the page has " + std::to_string(utf8.size()) + " bytes, more than the " +
                                std::to_string(kMaxHtmlBytes) + " that an article may have");
}

}  // namespace

Result<Document> Document::parse(std::string_view utf8) {
  DATELINE_TRY_VOID(check_size(utf8));
  const std::string page = within_limits(utf8);  // Outlives gumbo's tree, which points into it.
  DATELINE_TRY(const auto output, parse_with_gumbo(page));
  auto tree = std::make_unique<Tree>();
  tree->top = tree->arena.add(Node::Kind::kDocument, {});
  tree->root = copy_tree(*output->root, tree->arena);
  append_child(*tree->top, *tree->root);
  return Document(std::move(tree));
}

Result<Document> Document::parse_fragment(std::string_view utf8, std::string_view, Space) {
  DATELINE_TRY_VOID(check_size(utf8));
  // Not by gumbo's own fragment mode, which aborts on "</body>" and "<html>" in odd places. A page that is in its body
  // already is the same; the "wbr" forbids a frameset to replace the body, and is left out again.
  constexpr std::string_view kBefore = "<!doctype html><body><wbr>";
  const std::string page = std::string(kBefore) + within_limits(utf8);
  DATELINE_TRY(const auto output, parse_with_gumbo(page));
  const GumboVector& children = output->root->v.element.children;
  const GumboNode* body = nullptr;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_BODY) body = child;
  }
  if (!body) return fail(Code::kInternal, "the HTML parser gave a fragment no body");
  auto tree = std::make_unique<Tree>();
  tree->top = tree->arena.add(Node::Kind::kDocument, {});
  tree->root = copy_tree(*body, tree->arena, /*skip=*/1);
  append_child(*tree->top, *tree->root);
  return Document(std::move(tree));
}

}  // namespace dateline::markup
