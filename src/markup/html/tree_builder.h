#pragma once
// Inside markup/: tokens as a tree (WHATWG HTML section 13.2.6), with scripting off.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "markup/html.h"
#include "markup/html/arena.h"
#include "markup/html/formatting_elements.h"
#include "markup/html/open_elements.h"
#include "markup/html/tokenizer.h"

namespace dateline::markup {

/// One page or fragment, once. The nodes and what they point to lie in the arena and the source.
///
/// Each function named after an insertion mode of the standard handles one token, whose text it may shorten, and says
/// what then: the token is done, or the mode, which may be another now, has to look at it (again).
///
/// What the standard does not bound is bounded here, so that time is linear and memory is known:
/// - the stack of open elements, by kMaxDepth: a start tag beyond is passed over with its end tag;
/// - the list of formatting elements (FormattingElements::kMost);
/// - the arena, by kMostTreeBytes: beyond, all tags are passed over.
class TreeBuilder {
 public:
  /// `source` as Tokenizer wants it.
  TreeBuilder(Arena& arena, std::span<char> source);

  /// The document node.
  Node& page();
  /// A document node with one `html` element that holds what stands in the source.
  Node& fragment(std::string_view context, Space space);

 private:
  enum class Step { kDone, kAgain };
  enum class Mode {
    kInitial,
    kBeforeHtml,
    kBeforeHead,
    kInHead,
    kInHeadNoscript,
    kAfterHead,
    kInBody,
    kText,
    kInTable,
    kInTableText,
    kInCaption,
    kInColumnGroup,
    kInTableBody,
    kInRow,
    kInCell,
    kInTemplate,
    kAfterBody,
    kInFrameset,
    kAfterFrameset,
    kAfterAfterBody,
    kAfterAfterFrameset,
  };
  /// Where a node goes: before `before` or, if that is nullptr, at the end of `parent`.
  struct Place {
    Node* parent;
    Node* before;
  };

  void run();
  Step by_mode(Mode mode);
  bool is_for_foreign_content();
  bool passed_over();
  void skip_raw();

  // tree_builder.cc
  Step initial();
  Step before_html();
  Step before_head();
  Step in_head();
  Step in_head_noscript();
  Step after_head();
  Step text();
  Step in_template();
  Step after_body();
  Step in_frameset();
  Step after_frameset();
  Step after_after_body();
  Step after_after_frameset();
  void insert_only_space();
  Step in_foreign_content();
  void leave_foreign_content();
  Step in_foreign_start_tag();
  Step in_foreign_end_tag();

  // in_body.cc
  Step in_body();
  Step in_body_start_tag();
  Step in_body_end_tag();
  Step in_body_any_other_end_tag();
  Step in_body_end();
  void in_body_text();
  void start_list_item();
  void start_description();
  void start_foreign(Space space);
  void end_heading();
  void end_form();
  void close_p();
  void adopt();
  bool adopt_once();

  // in_table.cc
  Step in_table();
  Step in_table_start_tag();
  Step in_table_anything_else();
  Step in_table_text();
  Step in_caption();
  Step in_column_group();
  Step in_table_body();
  Step in_row();
  Step in_cell();
  void close_cell();
  bool close_caption();

  // The token.
  bool is_start(Tag tag) const { return token_->kind == Token::Kind::kStartTag && token_->tag == tag; }
  bool is_start(const TagSet& tags) const {
    return token_->kind == Token::Kind::kStartTag && tags.contains(token_->tag);
  }
  bool is_end(Tag tag) const { return token_->kind == Token::Kind::kEndTag && token_->tag == tag; }
  bool is_end(const TagSet& tags) const { return token_->kind == Token::Kind::kEndTag && tags.contains(token_->tag); }
  bool is_start() const { return token_->kind == Token::Kind::kStartTag; }
  bool is_end() const { return token_->kind == Token::Kind::kEndTag; }
  bool is_characters() const { return token_->kind == Token::Kind::kText || token_->kind == Token::Kind::kNul; }
  bool is_hidden_input() const;
  bool is_comment() const { return token_->kind == Token::Kind::kComment; }
  bool is_doctype() const { return token_->kind == Token::Kind::kDoctype; }
  bool is_end_of_page() const { return token_->kind == Token::Kind::kEnd; }
  /// Takes the white space off the front of a text, and gives it.
  std::string_view take_space();
  /// Whether nothing is left of a text.
  bool no_text_left() const { return token_->kind == Token::Kind::kText && token_->text.empty(); }

  // Nodes.
  Node& adjusted_current() { return context_ && open_.size() == 1 ? *context_ : open_.current(); }
  Place place_for_node(Node* target = nullptr);
  void insert(Node& node, Place place);
  static void detach(Node& node);
  void insert_text(std::string_view text);
  void add_text(Node& node, std::string_view text);
  void insert_comment() { insert(*arena_.add(Node::Kind::kComment, token_->text), place_for_node()); }
  void append_comment(Node& parent) { append_child(parent, *arena_.add(Node::Kind::kComment, token_->text)); }
  Node& make_element(Space space = Space::kHtml);
  Node& insert_element(Space space = Space::kHtml);
  /// Inserts it and takes it off the stack at once.
  void insert_void() {
    insert_element();
    open_.pop();
  }
  Node& insert_implied(Tag tag);
  Node& clone(const Node& element);
  void insert_raw(Tokenizer::State state);
  void add_missing_attributes(Node& element);
  void reopen_formatting();
  void reset_mode();
  Step end_template();
  Step stop_in_templates();

  Arena& arena_;
  const std::string_view source_;
  Tokenizer tokenizer_;
  Token* token_ = nullptr;
  Node& document_;
  OpenElements open_;
  FormattingElements formatting_;
  std::vector<Mode> template_modes_;
  Node table_text_;               ///< "The pending table character tokens", but U+0000.
  std::vector<Tag> passed_over_;  ///< Start tags for which the stack had no room.
  Node* context_ = nullptr;       ///< Of a fragment.
  Node* head_ = nullptr;
  Node* form_ = nullptr;
  Mode mode_ = Mode::kInitial;
  Mode original_mode_ = Mode::kInitial;  ///< To go back to from kText and kInTableText.
  bool foster_ = false;                  ///< Whether nodes may have to stand before the table.
  bool frameset_ok_ = true;
  bool quirks_ = false;
  bool skip_newline_ = false;  ///< The first one in pre, listing and textarea.
};

}  // namespace dateline::markup
