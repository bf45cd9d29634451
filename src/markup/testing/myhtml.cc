#include <myhtml/api.h>

#include <algorithm>
#include <memory>

#include "base/result.h"
#include "markup/testing/oracles.h"

namespace dateline::markup::testing {
namespace {

std::string string_of(const char* text, std::size_t size) {
  return text ? std::string(text, size) : std::string();
}

const char* prefix_of(myhtml_namespace_t space) {
  return space == MyHTML_NAMESPACE_XLINK   ? "xlink "
         : space == MyHTML_NAMESPACE_XML   ? "xml "
         : space == MyHTML_NAMESPACE_XMLNS ? "xmlns "
                                           : "";
}

/// MyHTML keeps a doctype's words as attributes: the name as a key, then as values PUBLIC or SYSTEM and what follows.
Line doctype_of(myhtml_tree_node_t* node, std::size_t depth) {
  Line line{.depth = depth, .kind = Node::Kind::kDoctype, .name = {}, .text = {}, .attributes = {}};
  std::vector<std::string> words;
  std::size_t size = 0;
  for (auto* attribute = myhtml_node_attribute_first(node); attribute; attribute = myhtml_attribute_next(attribute)) {
    const char* word = words.empty() ? myhtml_attribute_key(attribute, &size) : nullptr;
    if (!word) word = myhtml_attribute_value(attribute, &size);
    words.push_back(word ? std::string(word, size) : std::string());
  }
  const bool has_identifiers = words.size() > 2;
  words.resize(4);
  line.name = words[0];
  const bool is_public = words[1].starts_with('P') || words[1].starts_with('p');
  if (has_identifiers) {
    line.attributes = {{"public", is_public ? words[2] : ""}, {"system", is_public ? words[3] : words[2]}};
  }
  return line;
}

Line line_of(myhtml_tree_t* tree, myhtml_tree_node_t* node, std::size_t depth) {
  Line line{.depth = depth, .name = {}, .text = {}, .attributes = {}};
  const myhtml_tag_id_t tag = myhtml_node_tag_id(node);
  std::size_t size = 0;
  if (tag == MyHTML_TAG__TEXT || tag == MyHTML_TAG__COMMENT) {
    line.kind = tag == MyHTML_TAG__TEXT ? Node::Kind::kText : Node::Kind::kComment;
    const char* text = myhtml_node_text(node, &size);
    line.text = string_of(text, size);
    return line;
  }
  if (tag == MyHTML_TAG__DOCTYPE) return doctype_of(node, depth);
  const myhtml_namespace_t space = myhtml_node_namespace(node);
  line.space = space == MyHTML_NAMESPACE_SVG      ? Space::kSvg
               : space == MyHTML_NAMESPACE_MATHML ? Space::kMathMl
                                                  : Space::kHtml;
  const char* name = myhtml_tag_name_by_id(tree, tag, &size);
  line.name = string_of(name, size);
  for (auto* attribute = myhtml_node_attribute_first(node); attribute; attribute = myhtml_attribute_next(attribute)) {
    const char* key = myhtml_attribute_key(attribute, &size);
    std::string key_name = string_of(key, size);
    // Its tokenizer keeps repeated attributes and makes nameless ones of "/ "; both go here, as the standard has it.
    if (key_name.empty()) continue;
    if (key_name != "xmlns") key_name.insert(0, prefix_of(myhtml_attribute_namespace(attribute)));
    if (std::ranges::find(line.attributes, key_name, &std::pair<std::string, std::string>::first) !=
        line.attributes.end()) {
      continue;
    }
    const char* value = myhtml_attribute_value(attribute, &size);
    line.attributes.emplace_back(std::move(key_name), string_of(value, size));
  }
  tidy_attributes(line);
  return line;
}

Outline outline_below(myhtml_tree_t* tree, myhtml_tree_node_t* root) {
  Outline outline;
  std::size_t depth = 0;
  myhtml_tree_node_t* node = myhtml_node_child(root);
  while (node) {
    outline.push_back(line_of(tree, node, depth));
    if (auto* child = myhtml_node_child(node)) {
      node = child;
      ++depth;
      continue;
    }
    while (node != root && !myhtml_node_next(node)) {
      node = myhtml_node_parent(node);
      --depth;
    }
    if (node == root) break;
    node = myhtml_node_next(node);
  }
  return outline;
}

/// One for the process: it costs milliseconds to make and holds nothing of a page.
myhtml_t* parser() {
  static myhtml_t* const made = [] {
    myhtml_t* myhtml = myhtml_create();
    DATELINE_CHECK(myhtml_init(myhtml, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) == MyHTML_STATUS_OK);
    return myhtml;
  }();
  return made;
}

}  // namespace

Outline myhtml_outline(std::string_view utf8) {
  myhtml_tree_t* tree = myhtml_tree_create();
  DATELINE_CHECK(myhtml_tree_init(tree, parser()) == MyHTML_STATUS_OK);
  DATELINE_CHECK(myhtml_parse(tree, MyENCODING_UTF_8, utf8.data(), utf8.size()) == MyHTML_STATUS_OK);
  Outline outline = outline_below(tree, myhtml_tree_get_document(tree));
  myhtml_tree_destroy(tree);
  return outline;
}

Outline myhtml_outline_of_fragment(std::string_view utf8, std::string_view context, Space space) {
  myhtml_tree_t* tree = myhtml_tree_create();
  DATELINE_CHECK(myhtml_tree_init(tree, parser()) == MyHTML_STATUS_OK);
  const myhtml_tag_id_t tag = myhtml_tag_id_by_name(tree, context.data(), context.size());
  const myhtml_namespace_t in = space == Space::kSvg      ? MyHTML_NAMESPACE_SVG
                                : space == Space::kMathMl ? MyHTML_NAMESPACE_MATHML
                                                          : MyHTML_NAMESPACE_HTML;
  DATELINE_CHECK(myhtml_parse_fragment(tree, MyENCODING_UTF_8, utf8.data(), utf8.size(), tag, in) == MyHTML_STATUS_OK);
  Outline outline = outline_below(tree, myhtml_node_child(myhtml_tree_get_document(tree)));
  myhtml_tree_destroy(tree);
  return outline;
}

}  // namespace dateline::markup::testing
