// Markdown: cmark-gfm, and nothing of it outside this file.

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "markup/html/arena.h"
#include "markup/sanitizer.h"

namespace dateline::markup {
namespace {

struct Free {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};

/// cmark-gfm looks through all open "![" at each link, so 400 KB of "![[]()" take minutes. No post has as many images.
constexpr std::size_t kMostImages = 1000;
/// It fills short rows up to the header's columns: 20 KB can make ten million cells.
constexpr std::size_t kMostCells = 100'000;

/// The text with the surplus image marks escaped.
std::string bound_images(std::string_view markdown) {
  std::string out;
  out.reserve(markdown.size());
  std::size_t images = 0;
  std::size_t kept_from = 0;
  for (std::size_t at = markdown.find("!["); at != std::string_view::npos; at = markdown.find("![", at + 2)) {
    if (++images <= kMostImages) continue;
    out.append(markdown, kept_from, at + 1 - kept_from).append("\\");
    kept_from = at + 1;
  }
  return out.append(markdown, kept_from);
}

/// Whether tables could become larger than any that is meant: the widest line times the number of lines.
bool may_hold_tables(std::string_view markdown) {
  std::size_t lines = 1;
  std::size_t bars = 0;
  std::size_t most_bars = 0;
  for (const char c : markdown) {
    if (c == '\n' || c == '\r') {
      ++lines;
      bars = 0;
    } else if (c == '|') {
      most_bars = std::max(most_bars, ++bars);
    }
  }
  return lines * (most_bars + 1) <= std::max(kMostCells, 4 * markdown.size());
}

std::string text_of(cmark_node* node) {
  std::string text;
  const std::unique_ptr<cmark_iter, Free> walk(cmark_iter_new(node));
  for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    cmark_node* here = cmark_iter_get_node(walk.get());
    const cmark_node_type type = cmark_node_get_type(here);
    if (event != CMARK_EVENT_ENTER) continue;
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) text += cmark_node_get_literal(here);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) text += ' ';
  }
  return text;
}

/// cmark-gfm's tree as the one that the sanitizer walks. Writing it out as HTML and parsing that again would cost ten
/// times as much, which a page with twenty replies would pay twenty times.
class Tree {
 public:
  explicit Tree(cmark_node* document) : root_(arena_.add(Node::Kind::kElement, {})), here_(root_) {
    const std::unique_ptr<cmark_iter, Free> walk(cmark_iter_new(document));
    std::vector<Node*> parents;
    for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get())) {
      cmark_node* node = cmark_iter_get_node(walk.get());
      if (event == CMARK_EVENT_EXIT) {
        here_ = parents.back();
        parents.pop_back();
      } else if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
        image(node);
        cmark_iter_reset(walk.get(), node, CMARK_EVENT_EXIT);  // What it holds was its text.
      } else if (!leaf(node)) {
        parents.push_back(here_);
        begin(node);
      }
    }
  }

  const Node& root() const { return *root_; }

 private:
  Node* add(std::string_view name, std::span<const Attribute> attributes = {}) {
    Node* node = arena_.add(Node::Kind::kElement, name, attributes);
    node->tag = tag_of(name);
    append_child(*here_, *node);
    return node;
  }
  /// Texts that touch are one, as an HTML parser makes them.
  void add_text(Node* parent, std::string_view text) {
    if (!parent->last_child || !parent->last_child->is_text()) {
      append_child(*parent, *arena_.add(Node::Kind::kText, {}));
    }
    arena_.append_text(*parent->last_child, text);
  }

  void image(cmark_node* node) {
    add("img", std::array<Attribute, 2>{
                   {{"src", arena_.copy(cmark_node_get_url(node))}, {"alt", arena_.copy(text_of(node))}}});
  }

  /// Whether `node` is of a kind for which cmark_iter has no end.
  bool leaf(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        add_text(here_, cmark_node_get_literal(node));
        return true;
      case CMARK_NODE_SOFTBREAK:
        add_text(here_, "\n");
        return true;
      case CMARK_NODE_LINEBREAK:
        add("br");
        add_text(here_, "\n");
        return true;
      case CMARK_NODE_CODE:
        add_text(add("code"), cmark_node_get_literal(node));
        return true;
      case CMARK_NODE_CODE_BLOCK: {
        here_ = add("pre");
        add_text(add("code"), cmark_node_get_literal(node));
        here_ = here_->parent;
        return true;
      }
      case CMARK_NODE_THEMATIC_BREAK:
        add("hr");
        return true;
      case CMARK_NODE_HTML_BLOCK:
        add_text(here_, "\n");  // Left out; lines around it are still two,
        return true;
      case CMARK_NODE_HTML_INLINE:
        append_child(*here_, *arena_.add(Node::Kind::kComment, {}));  // and texts.
        return true;
      default:
        return false;
    }
  }

  /// Goes into what `node` becomes; where it becomes nothing, its children stay here.
  void begin(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_PARAGRAPH:
        if (!is_tight(node)) here_ = add("p");
        return;
      case CMARK_NODE_HEADING:
        here_ = add(name_of(static_cast<Tag>(static_cast<int>(Tag::kH1) + cmark_node_get_heading_level(node) - 1)));
        return;
      case CMARK_NODE_BLOCK_QUOTE:
        here_ = add("blockquote");
        return;
      case CMARK_NODE_LIST:
        if (cmark_node_get_list_type(node) != CMARK_ORDERED_LIST) {
          here_ = add("ul");
        } else if (const int start = cmark_node_get_list_start(node); start != 1) {
          here_ = add("ol", std::array<Attribute, 1>{{{"start", arena_.copy(std::to_string(start))}}});
        } else {
          here_ = add("ol");
        }
        return;
      case CMARK_NODE_ITEM:
        here_ = add("li");
        return;
      case CMARK_NODE_EMPH:
        here_ = add("em");
        return;
      case CMARK_NODE_STRONG:
        here_ = add("strong");
        return;
      case CMARK_NODE_LINK:
        here_ = add("a", std::array<Attribute, 1>{{{"href", arena_.copy(cmark_node_get_url(node))}}});
        return;
      default:
        begin_extension(cmark_node_get_type_string(node));
    }
  }

  /// Extensions have no numbers before they are registered.
  void begin_extension(std::string_view type) {
    if (type == "strikethrough") {
      here_ = add("del");
    } else if (type == "table") {
      here_ = add("table");
    } else if (type == "table_header") {
      here_ = add("thead");
      here_ = add("tr");
    } else if (type == "table_row") {
      here_ = here_->last_child && here_->last_child->is("tbody") ? here_->last_child : add("tbody");
      here_ = add("tr");
    } else if (type == "table_cell") {
      here_ = add(here_->parent->is("thead") ? "th" : "td");
    }
  }

  /// The items of a tight list hold lines, not paragraphs.
  static bool is_tight(cmark_node* paragraph) {
    cmark_node* item = cmark_node_parent(paragraph);
    cmark_node* list = item ? cmark_node_parent(item) : nullptr;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
  }

  Arena arena_;
  Node* const root_;
  Node* here_;
};

/// A text as cmark-gfm read it.
class Parsed {
 public:
  explicit Parsed(std::string_view markdown) : parser_(cmark_parser_new(kOptions)) {
    // The registry of extensions is global and not locked.
    static std::once_flag registered;
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    for (const std::string_view name : {"table", "strikethrough", "autolink"}) {
      if (name == "table" && !may_hold_tables(markdown)) continue;
      if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name.data())) {
        cmark_parser_attach_syntax_extension(parser_.get(), extension);
      }
    }
    const std::string bounded = bound_images(markdown);
    // While it parses, cmark-gfm sets the extensions' special characters in a table of the whole process, and takes
    // them out at the end: a parse that ends meanwhile takes the "~" away from the other.
    static std::mutex parsing;
    const std::lock_guard lock(parsing);
    cmark_parser_feed(parser_.get(), bounded.data(), bounded.size());
    document_.reset(cmark_parser_finish(parser_.get()));
  }

  cmark_node* document() const { return document_.get(); }

 private:
  static constexpr int kOptions = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;

  const std::unique_ptr<cmark_parser, Free> parser_;
  std::unique_ptr<cmark_node, Free> document_;
};

constexpr std::string_view kPictureScheme = "picture:";

/// The pictures of a paragraph that holds nothing else; none if it holds anything else.
std::vector<PictureReference> pictures_of(cmark_node* block) {
  std::vector<PictureReference> pictures;
  if (cmark_node_get_type(block) != CMARK_NODE_PARAGRAPH) return {};
  for (cmark_node* child = cmark_node_first_child(block); child; child = cmark_node_next(child)) {
    const cmark_node_type type = cmark_node_get_type(child);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) continue;
    if (type != CMARK_NODE_IMAGE) return {};
    const std::string_view url = cmark_node_get_url(child);
    if (!url.starts_with(kPictureScheme)) return {};
    pictures.push_back({std::string(url.substr(kPictureScheme.size())), text_of(child), cmark_node_get_title(child)});
  }
  return pictures;
}

}  // namespace

SanitizedHtml render_markdown(std::string_view markdown, const Sanitizer::Options& options) {
  const Parsed parsed(markdown);
  return Sanitizer::sanitize(Tree(parsed.document()).root(), options);
}

std::vector<std::variant<SanitizedHtml, PictureReference>> render_markdown_and_pictures(
    std::string_view markdown, const Sanitizer::Options& options) {
  const Parsed parsed(markdown);
  std::vector<std::variant<SanitizedHtml, PictureReference>> pieces;
  std::unique_ptr<cmark_node, Free> between(cmark_node_new(CMARK_NODE_DOCUMENT));
  const auto flush = [&] {
    if (!cmark_node_first_child(between.get())) return;
    pieces.emplace_back(Sanitizer::sanitize(Tree(between.get()).root(), options));
    between.reset(cmark_node_new(CMARK_NODE_DOCUMENT));
  };
  while (cmark_node* block = cmark_node_first_child(parsed.document())) {
    if (std::vector<PictureReference> pictures = pictures_of(block); !pictures.empty()) {
      flush();
      for (PictureReference& picture : pictures) pieces.emplace_back(std::move(picture));
      cmark_node_unlink(block);
      cmark_node_free(block);
    } else {
      cmark_node_unlink(block);
      if (!cmark_node_append_child(between.get(), block)) cmark_node_free(block);
    }
  }
  flush();
  return pieces;
}

}  // namespace dateline::markup
