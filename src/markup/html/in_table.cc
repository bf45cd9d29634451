// The insertion modes of tables (WHATWG HTML sections 13.2.6.4.9 to 13.2.6.4.15).

#include <algorithm>

#include "markup/ascii.h"
#include "markup/html/tree_builder.h"

namespace dateline::markup {
namespace {

constexpr TagSet kCells = {Tag::kTd, Tag::kTh};
constexpr TagSet kBodies = {Tag::kTbody, Tag::kTfoot, Tag::kThead};
constexpr TagSet kTextGoesAround = {Tag::kTable, Tag::kTbody, Tag::kTemplate, Tag::kTfoot, Tag::kThead, Tag::kTr};
constexpr TagSet kTableContext = {Tag::kTable, Tag::kTemplate, Tag::kHtml};
constexpr TagSet kBodyContext = {Tag::kTbody, Tag::kTfoot, Tag::kThead, Tag::kTemplate, Tag::kHtml};
constexpr TagSet kRowContext = {Tag::kTr, Tag::kTemplate, Tag::kHtml};
/// Start tags before which a caption or a cell ends.
constexpr TagSet kTableParts = {Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kTbody, Tag::kTd,
                                Tag::kTfoot,   Tag::kTh,  Tag::kThead,    Tag::kTr};

}  // namespace

TreeBuilder::Step TreeBuilder::in_table() {
  switch (token_->kind) {
    case Token::Kind::kText:
    case Token::Kind::kNul:
      if (!is_html(open_.current(), kTextGoesAround)) return in_table_anything_else();
      table_text_ = Node{.kind = Node::Kind::kText};
      original_mode_ = mode_;
      mode_ = Mode::kInTableText;
      return Step::kAgain;
    case Token::Kind::kComment:
      insert_comment();
      return Step::kDone;
    case Token::Kind::kDoctype:
      return Step::kDone;
    case Token::Kind::kStartTag:
      return in_table_start_tag();
    case Token::Kind::kEnd:
      return in_body();
    case Token::Kind::kEndTag:
      break;
  }
  if (token_->tag == Tag::kTable) {
    if (!open_.in_table_scope(Tag::kTable)) return Step::kDone;
    open_.pop_through(Tag::kTable);
    reset_mode();
    return Step::kDone;
  }
  if (token_->tag == Tag::kTemplate) return in_head();
  if (is_end(kTableParts.with({Tag::kBody, Tag::kHtml}))) return Step::kDone;
  return in_table_anything_else();
}

TreeBuilder::Step TreeBuilder::in_table_start_tag() {
  switch (token_->tag) {
    case Tag::kCaption:
      open_.pop_until(kTableContext);
      formatting_.push_marker();
      insert_element();
      mode_ = Mode::kInCaption;
      return Step::kDone;
    case Tag::kColgroup:
      open_.pop_until(kTableContext);
      insert_element();
      mode_ = Mode::kInColumnGroup;
      return Step::kDone;
    case Tag::kCol:
      open_.pop_until(kTableContext);
      insert_implied(Tag::kColgroup);
      mode_ = Mode::kInColumnGroup;
      return Step::kAgain;
    case Tag::kTbody:
    case Tag::kTfoot:
    case Tag::kThead:
      open_.pop_until(kTableContext);
      insert_element();
      mode_ = Mode::kInTableBody;
      return Step::kDone;
    case Tag::kTd:
    case Tag::kTh:
    case Tag::kTr:
      open_.pop_until(kTableContext);
      insert_implied(Tag::kTbody);
      mode_ = Mode::kInTableBody;
      return Step::kAgain;
    case Tag::kTable:
      if (!open_.in_table_scope(Tag::kTable)) return Step::kDone;
      open_.pop_through(Tag::kTable);
      reset_mode();
      return Step::kAgain;
    case Tag::kStyle:
    case Tag::kScript:
    case Tag::kTemplate:
      return in_head();
    case Tag::kInput:
      if (!is_hidden_input()) break;
      insert_void();
      return Step::kDone;
    case Tag::kForm:
      if (open_.has(Tag::kTemplate) || form_) return Step::kDone;
      insert_void();
      form_ = open_.current().last_child;
      return Step::kDone;
    default:
      break;
  }
  return in_table_anything_else();
}

/// What has no place in a table stands before it ("foster parenting").
TreeBuilder::Step TreeBuilder::in_table_anything_else() {
  foster_ = true;
  Step step = in_body();
  // "image" becomes "img" and is looked at again; not by a table, which would do the same.
  if (step == Step::kAgain && is_start(Tag::kImg)) step = in_body();
  foster_ = false;
  return step;
}

TreeBuilder::Step TreeBuilder::in_table_text() {
  if (token_->kind == Token::Kind::kNul) return Step::kDone;
  if (token_->kind == Token::Kind::kText) {
    add_text(table_text_, token_->text);
    return Step::kDone;
  }
  const std::string_view text = table_text_.text();
  if (std::ranges::all_of(text, is_html_space)) {
    insert_text(text);
  } else {
    foster_ = true;
    reopen_formatting();
    insert_text(text);
    foster_ = false;
    frameset_ok_ = false;
  }
  mode_ = original_mode_;
  return Step::kAgain;
}

/// False when there is none to close.
bool TreeBuilder::close_caption() {
  if (!open_.in_table_scope(Tag::kCaption)) return false;
  open_.generate_implied_end_tags();
  open_.pop_through(Tag::kCaption);
  formatting_.clear_to_marker();
  mode_ = Mode::kInTable;
  return true;
}

TreeBuilder::Step TreeBuilder::in_caption() {
  if (is_end(Tag::kCaption)) {
    close_caption();
    return Step::kDone;
  }
  if (is_start(kTableParts) || is_end(Tag::kTable)) return close_caption() ? Step::kAgain : Step::kDone;
  if (is_end(kTableParts.with({Tag::kBody, Tag::kHtml}))) return Step::kDone;
  return in_body();
}

TreeBuilder::Step TreeBuilder::in_column_group() {
  if (const std::string_view space = take_space(); !space.empty()) insert_text(space);
  if (no_text_left() || is_doctype()) return Step::kDone;
  if (is_comment()) {
    insert_comment();
    return Step::kDone;
  }
  if (is_start(Tag::kHtml) || is_end_of_page()) return in_body();
  if (is_start(Tag::kCol)) {
    insert_void();
    return Step::kDone;
  }
  if (is_start(Tag::kTemplate) || is_end(Tag::kTemplate)) return in_head();
  if (is_end(Tag::kCol) || !is_html(open_.current(), Tag::kColgroup)) return Step::kDone;
  open_.pop();
  mode_ = Mode::kInTable;
  return is_end(Tag::kColgroup) ? Step::kDone : Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_table_body() {
  if (is_start(Tag::kTr)) {
    open_.pop_until(kBodyContext);
    insert_element();
    mode_ = Mode::kInRow;
    return Step::kDone;
  }
  if (is_start(kCells)) {
    open_.pop_until(kBodyContext);
    insert_implied(Tag::kTr);
    mode_ = Mode::kInRow;
    return Step::kAgain;
  }
  if (is_end(kBodies)) {
    if (!open_.in_table_scope(token_->tag)) return Step::kDone;
    open_.pop_until(kBodyContext);
    open_.pop();
    mode_ = Mode::kInTable;
    return Step::kDone;
  }
  if (is_start(kBodies.with({Tag::kCaption, Tag::kCol, Tag::kColgroup})) || is_end(Tag::kTable)) {
    if (!open_.in_table_scope(kBodies)) return Step::kDone;
    open_.pop_until(kBodyContext);
    open_.pop();
    mode_ = Mode::kInTable;
    return Step::kAgain;
  }
  if (is_end({Tag::kBody, Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kHtml, Tag::kTd, Tag::kTh, Tag::kTr})) {
    return Step::kDone;
  }
  return in_table();
}

TreeBuilder::Step TreeBuilder::in_row() {
  if (is_start(kCells)) {
    open_.pop_until(kRowContext);
    insert_element();
    mode_ = Mode::kInCell;
    formatting_.push_marker();
    return Step::kDone;
  }
  const bool ends_body = is_end(kBodies);
  if (is_end(Tag::kTr) || is_end(Tag::kTable) || ends_body ||
      is_start(kBodies.with({Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kTr}))) {
    if (ends_body && !open_.in_table_scope(token_->tag)) return Step::kDone;
    if (!open_.in_table_scope(Tag::kTr)) return Step::kDone;
    open_.pop_until(kRowContext);
    open_.pop();
    mode_ = Mode::kInTableBody;
    return is_end(Tag::kTr) ? Step::kDone : Step::kAgain;
  }
  if (is_end({Tag::kBody, Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kHtml, Tag::kTd, Tag::kTh})) {
    return Step::kDone;
  }
  return in_table();
}

void TreeBuilder::close_cell() {
  open_.generate_implied_end_tags();
  open_.pop_through(kCells);
  formatting_.clear_to_marker();
  mode_ = Mode::kInRow;
}

TreeBuilder::Step TreeBuilder::in_cell() {
  if (is_end(kCells)) {
    if (!open_.in_table_scope(token_->tag)) return Step::kDone;
    open_.generate_implied_end_tags();
    open_.pop_through(token_->tag);
    formatting_.clear_to_marker();
    mode_ = Mode::kInRow;
    return Step::kDone;
  }
  if (is_start(kTableParts)) {
    if (!open_.in_table_scope(kCells)) return Step::kDone;
    close_cell();
    return Step::kAgain;
  }
  if (is_end({Tag::kBody, Tag::kCaption, Tag::kCol, Tag::kColgroup, Tag::kHtml})) return Step::kDone;
  if (is_end({Tag::kTable, Tag::kTbody, Tag::kTfoot, Tag::kThead, Tag::kTr})) {
    if (!open_.in_table_scope(token_->tag)) return Step::kDone;
    close_cell();
    return Step::kAgain;
  }
  return in_body();
}

}  // namespace dateline::markup
