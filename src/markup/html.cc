#include "markup/html.h"

#include <algorithm>
#include <cstring>

#include "markup/html/arena.h"
#include "markup/html/entities.h"
#include "markup/html/tokenizer.h"
#include "markup/html/tree_builder.h"

namespace dateline::markup {

namespace {
/// Asked for many names at each of many elements: most differ in length or first letter, which costs no call.
const Attribute* find_attribute(std::span<const Attribute> attributes, std::string_view name) {
  for (const Attribute& attribute : attributes) {
    if (attribute.name.size() == name.size() && attribute.name.front() == name.front() && attribute.name == name) {
      return &attribute;
    }
  }
  return nullptr;
}
}  // namespace

std::string_view Node::attribute(std::string_view attribute_name) const {
  const Attribute* found = find_attribute(attributes(), attribute_name);
  return found ? found->value : std::string_view();
}

bool Node::has(std::string_view attribute_name) const {
  return find_attribute(attributes(), attribute_name) != nullptr;
}

const Node* next_in_order(const Node* node, const Node* root) {
  return node->first_child ? node->first_child : next_skipping_children(node, root);
}

const Node* next_skipping_children(const Node* node, const Node* root) {
  for (; node && node != root; node = node->parent) {
    if (node->next) return node->next;
  }
  return nullptr;
}

std::string decode_references(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (true) {
    const std::size_t end = text.find('&');
    out += text.substr(0, end);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end);
    const CharacterReference reference = read_character_reference(text);
    out += reference.length == 0 ? std::string_view("&") : reference.text();
    text.remove_prefix(std::max<std::size_t>(reference.length, 1));
  }
}

std::string text_of(const Node& node) {
  std::string out;
  for (const Node* here = &node; here;) {
    out += here->is_text() ? here->text() : std::string_view();
    const bool unread = here->is("script") || here->is("style") || here->is("template") || here->is("noscript");
    here = unread ? next_skipping_children(here, &node) : next_in_order(here, &node);
  }
  return out;
}

static_assert(sizeof(void*) != 8 || sizeof(Node) == 64, "a line of the cache: most of what a tree costs");

struct Document::Tree {
  explicit Tree(std::size_t source) : arena(first_block(source)) {}
  /// Room for the page's copy and a usual tree, at most a block that is cheap to get.
  static std::size_t first_block(std::size_t source) {
    return source + std::min(2 * source + (std::size_t{2} << 10), std::size_t{1} << 20);
  }

  Arena arena;
  Node* top = nullptr;
  Node* root = nullptr;
};

namespace {

Status check_size(std::string_view utf8) {
  if (utf8.size() <= kMaxHtmlBytes) return {};
  return fail(Code::kLimit, "the page has " + std::to_string(utf8.size()) + " bytes, more than the " +
                                std::to_string(kMaxHtmlBytes) + " that an article may have");
}

/// A copy that the parser may write in, with "\n" as its only line end (WHATWG HTML section 13.2.3.5), and zeros
/// behind.
std::span<char> copy_for_parsing(std::string_view utf8, Arena& arena) {
  char* const begin = arena.take(utf8.size() + Tokenizer::kPadding);
  char* end = begin;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t stop = std::min(utf8.find('\r', at), utf8.size());
    std::memcpy(end, utf8.data() + at, stop - at);
    end += stop - at;
    if (stop == utf8.size()) break;
    *end++ = '\n';
    at = stop + (stop + 1 < utf8.size() && utf8[stop + 1] == '\n' ? 2 : 1);
  }
  std::memset(end, 0, Tokenizer::kPadding);
  return {begin, end};
}

bool holds_elements(const Node& node) {
  const Node* child = node.first_child;
  while (child && !child->is_element()) child = child->next;
  return child;
}

/// `node` has a parent and children, among them elements.
void move_children_behind(Node& node) {
  for (Node* child = node.first_child; child; child = child->next) child->parent = node.parent;
  node.first_child->previous = &node;
  node.last_child->next = node.next;
  (node.next ? node.next->previous : node.parent->last_child) = node.last_child;
  node.next = node.first_child;
  node.first_child = node.last_child = nullptr;
}

/// Makes what is deeper than kMaxDepth hang at kMaxDepth. The stack of open elements is hardly higher, but "</form>"
/// and a second "<a>" take elements out of it that stay around those above. Each node is moved once at most.
void flatten(Node& root) {
  std::size_t depth = 1;  // Of `node`.
  for (Node* node = &root;;) {
    if (depth == kMaxDepth && holds_elements(*node)) move_children_behind(*node);
    if (node->first_child) {
      node = node->first_child;
      ++depth;
      continue;
    }
    while (node != &root && !node->next) {
      node = node->parent;
      --depth;
    }
    if (node == &root) return;
    node = node->next;
  }
}

}  // namespace

Result<Document> Document::parse(std::string_view utf8) {
  DATELINE_TRY_VOID(check_size(utf8));
  auto tree = std::make_unique<Tree>(utf8.size());
  tree->top = &TreeBuilder(tree->arena, copy_for_parsing(utf8, tree->arena)).page();
  tree->root = tree->top->last_child;
  while (!tree->root->is_element()) tree->root = tree->root->previous;
  flatten(*tree->root);
  return Document(std::move(tree));
}

Result<Document> Document::parse_fragment(std::string_view utf8, std::string_view context, Space space) {
  DATELINE_TRY_VOID(check_size(utf8));
  auto tree = std::make_unique<Tree>(utf8.size());
  tree->top = &TreeBuilder(tree->arena, copy_for_parsing(utf8, tree->arena)).fragment(context, space);
  tree->root = tree->top->first_child;
  flatten(*tree->root);
  return Document(std::move(tree));
}

Document::Document(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

const Node& Document::top() const {
  return *tree_->top;
}

const Node& Document::root() const {
  return *tree_->root;
}

namespace {
const Node* child_of(const Node& root, std::string_view name) {
  for (const Node* child = root.first_child; child; child = child->next) {
    if (child->is(name)) return child;
  }
  return nullptr;
}
}  // namespace

const Node* Document::head() const {
  return child_of(root(), "head");
}
const Node* Document::body() const {
  return child_of(root(), "body");
}

}  // namespace dateline::markup
