#include "article/body_markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <unordered_set>
#include <vector>

#include "article/pictures.h"
#include "markup/new_tree.h"

namespace dateline::article {
namespace {

using markup::Attribute;
using markup::Node;
using markup::Tag;

/// The largest of "a.jpg 320w, b.jpg 640w"; of "a.jpg, b.jpg 2x", too.
std::string_view largest_of(std::string_view srcset) {
  std::string_view best;
  double most = -1;
  std::size_t at = 0;
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  while (at < srcset.size()) {
    while (at < srcset.size() && (is_space(srcset[at]) || srcset[at] == ',')) ++at;
    const std::size_t start = at;
    while (at < srcset.size() && !is_space(srcset[at])) ++at;
    std::string_view url = srcset.substr(start, at - start);
    double size = 1;
    if (url.ends_with(',')) {
      url.remove_suffix(1);
    } else {
      const std::size_t end = std::min(srcset.find(',', at), srcset.size());
      while (at < end && is_space(srcset[at])) ++at;
      std::from_chars(srcset.data() + at, srcset.data() + end, size);
      at = end;
    }
    if (!url.empty() && !url.starts_with("data:") && size > most) {
      most = size;
      best = url;
    }
  }
  return best;
}

std::string_view source_in_sets(const Node& node) {
  for (const std::string_view name : {"srcset", "data-srcset", "data-lazy-srcset"}) {
    if (const std::string_view best = largest_of(node.attribute(name)); !best.empty()) return best;
  }
  return {};
}

bool is_unseen(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kSvg:
    case Tag::kMath:
    case Tag::kIframe:
    case Tag::kObject:
    case Tag::kEmbed:
    case Tag::kVideo:
    case Tag::kSelect:
    case Tag::kButton:
    case Tag::kTextarea:
    case Tag::kHead:
      return true;
    default:
      return false;
  }
}

/// Where pictures are not the report's.
bool is_beside(Tag tag) {
  return tag == Tag::kNav || tag == Tag::kAside || tag == Tag::kFooter || tag == Tag::kForm;
}

/// Walks the page and copies what is kept; an element around it is copied when the first of its content is.
class Copier {
 public:
  Copier(const PageBlocks& page, std::span<const std::size_t> kept, std::size_t after) : page_(page), kept_(kept) {
    after_ = page.blocks[after].first_text;
    kept_before_.assign(1, 0);
    linked_before_.assign(1, 0);
    std::size_t k = 0;
    for (std::size_t i = 0; i < page.blocks.size(); ++i) {
      const bool is_kept = k < kept.size() && kept[k] == i;
      if (is_kept) ++k;
      kept_before_.push_back(k);
      linked_before_.push_back(linked_before_.back() + page.blocks[i].linked);
    }
  }

  markup::SanitizedHtml copy(const std::optional<text::Url>& base) {
    const Node* const root = page_.elements[0].node;
    open_.push_back({root, &tree_.root(), 0, 0, false});
    next_element_ = 1;
    const Node* node = root->first_child;
    while (node && next_ < kept_.size()) {
      const bool descend = enter(*node);
      if (descend && node->first_child) {
        node = node->first_child;
        continue;
      }
      if (descend) open_.pop_back();
      while (node && !node->next) {
        node = node->parent == root ? nullptr : node->parent;
        if (node) open_.pop_back();
      }
      if (node) node = node->next;
    }
    markup::Sanitizer::Options options;
    options.base = base;
    return markup::Sanitizer::sanitize(tree_.root(), options);
  }

 private:
  struct Open {
    const Node* node;
    Node* copy;           // nullptr until something in it is kept.
    std::size_t element;  // The innermost block element around.
    int beside;           // Of those that is_beside(), around it.
    bool caption;         // Of a picture that was copied.
  };

  /// Whether to go into it.
  bool enter(const Node& node) {
    if (node.is_text()) {
      text(node);
      return false;
    }
    if (!node.is_element() || is_unseen(node.tag)) return false;
    const bool is_listed = next_element_ < page_.elements.size() && page_.elements[next_element_].node == &node;
    if (is_listed) ++next_element_;
    if (node.tag == Tag::kBr) {
      if (open_.back().copy) tree_.add_element(*open_.back().copy, "br");
      return false;
    }
    if (node.tag == Tag::kImg || node.name() == "amp-img") {
      picture(node);
      return false;
    }
    // What stands there for those without scripts is the same picture again, if there was one.
    if (node.tag == Tag::kNoscript && last_picture_in_ == node.parent) return false;
    Open open = open_.back();
    open.node = &node;
    open.copy = nullptr;
    open.beside += is_beside(node.tag);
    if (is_listed) {
      open.element = next_element_ - 1;
      if (node.tag == Tag::kTable) in_kept_table_ = kept_in(open.element) > 0;
    }
    open.caption = open.caption || (node.tag == Tag::kFigcaption && last_figure_ && last_figure_ == figure());
    open_.push_back(open);
    // A row keeps its cells, or the others would change columns.
    const bool is_cell = node.tag == Tag::kTr || node.tag == Tag::kTd || node.tag == Tag::kTh;
    if (is_cell && in_kept_table_ && kept_in(open.element) == 0) {
      const bool row_is_kept = node.tag != Tag::kTr && kept_in(page_.elements[open.element].parent) > 0;
      if (row_is_kept) copy_open();
    }
    return true;
  }

  std::size_t kept_in(std::size_t element) const {
    return kept_before_[page_.elements[element].end_block] - kept_before_[page_.elements[element].first_block];
  }

  /// The innermost figure around.
  const Node* figure() const {
    for (const Node* node = open_.back().node; node; node = node->parent) {
      if (node->tag == Tag::kFigure) return node;
    }
    return nullptr;
  }

  Node& copy_open() {
    std::size_t i = open_.size();
    while (!open_[i - 1].copy) --i;
    for (; i < open_.size(); ++i) {
      const Node& from = *open_[i].node;
      // The sanitizer would take it away with the picture in it.
      const bool is_passed_over = from.tag == Tag::kNoscript;
      open_[i].copy =
          is_passed_over ? open_[i - 1].copy : &tree_.add_element(*open_[i - 1].copy, from.name(), from.attributes());
    }
    return *open_.back().copy;
  }

  void text(const Node& node) {
    if (&node == after_) started_ = true;
    if (next_ == kept_.size()) return;
    const Block& block = page_.blocks[kept_[next_]];
    if (&node == block.first_text) in_block_ = started_ = true;
    if (in_block_ || open_.back().caption) tree_.add_text(copy_open(), node.text());
    if (&node == block.last_text) {
      in_block_ = false;
      ++next_;
    }
  }

  void picture(const Node& image) {
    if (!started_ || open_.back().beside > 0 || says_small(image) || !stands_in_text()) return;
    const std::string_view source = source_of(image);
    if (source.empty() || !seen_.insert(source).second) return;
    const std::array<Attribute, 3> attributes{
        Attribute{"src", source}, {"alt", image.attribute("alt")}, {"title", image.attribute("title")}};
    tree_.add_element(copy_open(), "img", std::span(attributes).first(image.has("title") ? 3 : 2));
    last_picture_in_ = image.parent;
    last_figure_ = figure();
  }

  /// Whether the smallest element around that has text has some of the report, or a caption; not a teaser's.
  bool stands_in_text() const {
    std::size_t element = open_.back().element;
    while (element > 0 && page_.elements[element].first_block == page_.elements[element].end_block) {
      element = page_.elements[element].parent;
    }
    const PageElement& e = page_.elements[element];
    return kept_in(element) > 0 || linked_before_[e.end_block] == linked_before_[e.first_block];
  }

  const PageBlocks& page_;
  const std::span<const std::size_t> kept_;
  const Node* after_ = nullptr;
  std::vector<std::size_t> kept_before_, linked_before_;  // Blocks, characters in links, before each block.

  markup::NewTree tree_;
  std::vector<Open> open_;
  std::size_t next_element_ = 0, next_ = 0;  // Of the page's elements, of kept_.
  bool started_ = false, in_block_ = false, in_kept_table_ = false;
  const Node* last_picture_in_ = nullptr;
  const Node* last_figure_ = nullptr;
  std::unordered_set<std::string_view> seen_;
};

}  // namespace

std::string_view source_of(const Node& image) {
  if (const std::string_view best = source_in_sets(image); !best.empty()) return best;
  if (image.parent && image.parent->name() == "picture") {
    for (const Node* source = image.parent->first_child; source; source = source->next) {
      if (source->tag != Tag::kSource) continue;
      if (const std::string_view best = source_in_sets(*source); !best.empty()) return best;
    }
  }
  for (const std::string_view name : {"data-src", "data-original", "data-lazy-src", "data-lazy", "src"}) {
    const std::string_view source = image.attribute(name);
    if (!source.empty() && !source.starts_with("data:") && !source.starts_with("blob:")) return source;
  }
  return {};
}

markup::SanitizedHtml markup_of(const PageBlocks& page, std::span<const std::size_t> kept, std::size_t after,
                                const std::optional<text::Url>& base) {
  if (kept.empty()) return {};
  return Copier(page, kept, after).copy(base);
}

markup::SanitizedHtml markup_of(std::span<const std::string> paragraphs) {
  markup::NewTree tree;
  for (const std::string& paragraph : paragraphs) tree.add_text(tree.add_element(tree.root(), "p"), paragraph);
  return markup::Sanitizer::sanitize(tree.root(), {});
}

}  // namespace dateline::article
