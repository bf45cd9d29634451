// The tree builder's frame, its helpers, and the insertion modes but "in body" and those of tables.

#include "markup/html/tree_builder.h"

#include <algorithm>
#include <array>

#include "markup/ascii.h"
#include "markup/html/foreign.h"

namespace dateline::markup {
namespace {

/// With the copy of the page and what the caller holds, this keeps the promise of html.h. Real pages need three bytes
/// of tree for each of their own at most.
std::size_t most_tree_bytes(std::size_t source) {
  return 5 * source + (std::size_t{8} << 20);
}

constexpr TagSet kRawInHead = {Tag::kNoframes, Tag::kStyle};
constexpr TagSet kHeadVoid = {Tag::kBase, Tag::kBasefont, Tag::kBgsound, Tag::kLink, Tag::kMeta};
/// In which loose content has no place.
constexpr TagSet kFostering = {Tag::kTable, Tag::kTbody, Tag::kTfoot, Tag::kThead, Tag::kTr};
/// Those that hold nothing but text: there is always room for them on the stack.
constexpr TagSet kLeaves = kVoid.with(
    {Tag::kIframe, Tag::kNoembed, Tag::kNoframes, Tag::kScript, Tag::kStyle, Tag::kTextarea, Tag::kTitle, Tag::kXmp});
/// Start tags that open nothing once there is a body.
constexpr TagSet kMerged = {Tag::kHtml, Tag::kBody, Tag::kHead};

bool is_space(char c) {
  return is_html_space(c);
}

// Doctypes of pages that browsers of the 1990s were written for (section 13.2.6.4.1).
constexpr auto kQuirkyPublicIds =
    std::to_array<std::string_view>({"+//silmaril//dtd html pro v0r11 19970101//",
                                     "-//as//dtd html 3.0 aswedit + extensions//",
                                     "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
                                     "-//ietf//dtd html 2.0 level 1//",
                                     "-//ietf//dtd html 2.0 level 2//",
                                     "-//ietf//dtd html 2.0 strict level 1//",
                                     "-//ietf//dtd html 2.0 strict level 2//",
                                     "-//ietf//dtd html 2.0 strict//",
                                     "-//ietf//dtd html 2.0//",
                                     "-//ietf//dtd html 2.1e//",
                                     "-//ietf//dtd html 3.0//",
                                     "-//ietf//dtd html 3.2 final//",
                                     "-//ietf//dtd html 3.2//",
                                     "-//ietf//dtd html 3//",
                                     "-//ietf//dtd html level 0//",
                                     "-//ietf//dtd html level 1//",
                                     "-//ietf//dtd html level 2//",
                                     "-//ietf//dtd html level 3//",
                                     "-//ietf//dtd html strict level 0//",
                                     "-//ietf//dtd html strict level 1//",
                                     "-//ietf//dtd html strict level 2//",
                                     "-//ietf//dtd html strict level 3//",
                                     "-//ietf//dtd html strict//",
                                     "-//ietf//dtd html//",
                                     "-//metrius//dtd metrius presentational//",
                                     "-//microsoft//dtd internet explorer 2.0 html strict//",
                                     "-//microsoft//dtd internet explorer 2.0 html//",
                                     "-//microsoft//dtd internet explorer 2.0 tables//",
                                     "-//microsoft//dtd internet explorer 3.0 html strict//",
                                     "-//microsoft//dtd internet explorer 3.0 html//",
                                     "-//microsoft//dtd internet explorer 3.0 tables//",
                                     "-//netscape comm. corp.//dtd html//",
                                     "-//netscape comm. corp.//dtd strict html//",
                                     "-//o'reilly and associates//dtd html 2.0//",
                                     "-//o'reilly and associates//dtd html extended 1.0//",
                                     "-//o'reilly and associates//dtd html extended relaxed 1.0//",
                                     "-//sq//dtd html 2.0 hotmetal + extensions//",
                                     "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
                                     "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
                                     "-//spyglass//dtd html 2.0 extended//",
                                     "-//sun microsystems corp.//dtd hotjava html//",
                                     "-//sun microsystems corp.//dtd hotjava strict html//",
                                     "-//w3c//dtd html 3 1995-03-24//",
                                     "-//w3c//dtd html 3.2 draft//",
                                     "-//w3c//dtd html 3.2 final//",
                                     "-//w3c//dtd html 3.2//",
                                     "-//w3c//dtd html 3.2s draft//",
                                     "-//w3c//dtd html 4.0 frameset//",
                                     "-//w3c//dtd html 4.0 transitional//",
                                     "-//w3c//dtd html experimental 19960712//",
                                     "-//w3c//dtd html experimental 970421//",
                                     "-//w3c//dtd w3 html//",
                                     "-//w3o//dtd w3 html 3.0//",
                                     "-//webtechs//dtd mozilla html 2.0//",
                                     "-//webtechs//dtd mozilla html//"});

bool is_quirky(const Token& doctype) {
  if (doctype.force_quirks || doctype.name != "html") return true;
  const std::string system_id = ascii_lower(doctype.system_id.value_or(""));
  if (system_id == "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd") return true;
  if (!doctype.public_id) return false;
  const std::string public_id = ascii_lower(*doctype.public_id);
  if (public_id == "-//w3o//dtd w3 html strict 3.0//en//" || public_id == "-/w3c/dtd html 4.0 transitional/en" ||
      public_id == "html") {
    return true;
  }
  if (!doctype.system_id && (public_id.starts_with("-//w3c//dtd html 4.01 frameset//") ||
                             public_id.starts_with("-//w3c//dtd html 4.01 transitional//"))) {
    return true;
  }
  return std::ranges::any_of(kQuirkyPublicIds, [&](std::string_view id) { return public_id.starts_with(id); });
}

}  // namespace

TreeBuilder::TreeBuilder(Arena& arena, std::span<char> source)
    : arena_(arena),
      source_(source.data(), source.size()),
      tokenizer_(source, arena),
      document_(*arena.add(Node::Kind::kDocument, {})) {}

Node& TreeBuilder::page() {
  run();
  return document_;
}

Node& TreeBuilder::fragment(std::string_view context, Space space) {
  const Tag tag = tag_of(ascii_lower(context));
  context_ = arena_.add(Node::Kind::kElement, tag == Tag::kUnknown ? arena_.copy(context) : name_of(tag));
  context_->tag = tag;
  context_->space = space;
  Node& html = *arena_.add(Node::Kind::kElement, name_of(Tag::kHtml));
  html.tag = Tag::kHtml;
  append_child(document_, html);
  open_.push(html);
  if (space == Space::kHtml) {
    using State = Tokenizer::State;
    switch (tag) {
      case Tag::kTitle:
      case Tag::kTextarea:
        tokenizer_.set_state(State::kRcdata);
        break;
      case Tag::kStyle:
      case Tag::kXmp:
      case Tag::kIframe:
      case Tag::kNoembed:
      case Tag::kNoframes:
        tokenizer_.set_state(State::kRawtext);
        break;
      case Tag::kScript:
        tokenizer_.set_state(State::kScriptData);
        break;
      case Tag::kPlaintext:
        tokenizer_.set_state(State::kPlaintext);
        break;
      case Tag::kTemplate:
        template_modes_.push_back(Mode::kInTemplate);
        break;
      case Tag::kForm:
        form_ = context_;
        break;
      default:
        break;
    }
  }
  reset_mode();
  run();
  return document_;
}

void TreeBuilder::run() {
  const std::size_t most = most_tree_bytes(source_.size());
  do {
    tokenizer_.allow_cdata(!open_.empty() && adjusted_current().space != Space::kHtml);
    token_ = &tokenizer_.next();
    if (skip_newline_) {
      skip_newline_ = false;
      if (token_->kind == Token::Kind::kText && token_->text.starts_with('\n')) token_->text.remove_prefix(1);
    }
    if (no_text_left()) continue;
    if (arena_.size() > most && !is_characters() && !is_end_of_page()) {
      if (mode_ == Mode::kText) {
        text();
      } else if (is_start({Tag::kScript, Tag::kStyle})) {
        skip_raw();  // Its content is no text even so.
      }
      if (!is_end_of_page()) continue;
    }
    if (passed_over()) continue;
    while ((is_for_foreign_content() ? in_foreign_content() : by_mode(mode_)) == Step::kAgain && !no_text_left()) {
    }
  } while (!is_end_of_page());
}

/// Passes over an element that holds no markup, with its end tag.
void TreeBuilder::skip_raw() {
  tokenizer_.set_state(Tokenizer::State::kRawtext);
  do {
    token_ = &tokenizer_.next();
  } while (is_characters());
}

/// Keeps the stack of open elements at kMaxDepth and the few that are opened without a tag: a start tag beyond is
/// passed over, and so is an end tag that is meant for one.
bool TreeBuilder::passed_over() {
  constexpr std::size_t kFarthest = 512;  // How far back an end tag is looked for, so that a search costs little.
  if (open_.size() < kMaxDepth) {
    passed_over_.clear();
    return false;
  }
  const bool leaf = is_for_foreign_content() ? token_->self_closing : kLeaves.with(kMerged).contains(token_->tag);
  if (is_start() && !leaf) {
    passed_over_.push_back(token_->tag);
    return true;
  }
  if (!is_end() || mode_ == Mode::kText) return false;
  const auto begin = passed_over_.rbegin();
  const auto end = begin + static_cast<std::ptrdiff_t>(std::min(passed_over_.size(), kFarthest));
  const auto found = std::find(begin, end, token_->tag);
  if (found == end) return false;
  passed_over_.erase(found.base() - 1, passed_over_.end());
  return true;
}

TreeBuilder::Step TreeBuilder::by_mode(Mode mode) {
  switch (mode) {
    case Mode::kInitial:
      return initial();
    case Mode::kBeforeHtml:
      return before_html();
    case Mode::kBeforeHead:
      return before_head();
    case Mode::kInHead:
      return in_head();
    case Mode::kInHeadNoscript:
      return in_head_noscript();
    case Mode::kAfterHead:
      return after_head();
    case Mode::kInBody:
      return in_body();
    case Mode::kText:
      return text();
    case Mode::kInTable:
      return in_table();
    case Mode::kInTableText:
      return in_table_text();
    case Mode::kInCaption:
      return in_caption();
    case Mode::kInColumnGroup:
      return in_column_group();
    case Mode::kInTableBody:
      return in_table_body();
    case Mode::kInRow:
      return in_row();
    case Mode::kInCell:
      return in_cell();
    case Mode::kInTemplate:
      return in_template();
    case Mode::kAfterBody:
      return after_body();
    case Mode::kInFrameset:
      return in_frameset();
    case Mode::kAfterFrameset:
      return after_frameset();
    case Mode::kAfterAfterBody:
      return after_after_body();
    case Mode::kAfterAfterFrameset:
      return after_after_frameset();
  }
  return Step::kDone;
}

/// The "tree construction dispatcher" (section 13.2.6).
bool TreeBuilder::is_for_foreign_content() {
  if (open_.empty()) return false;
  const Node& current = adjusted_current();
  if (current.space == Space::kHtml || is_end_of_page()) return false;
  if (is_text_integration_point(current)) {
    if (is_characters()) return false;
    if (is_start() && token_->tag != Tag::kMglyph && token_->tag != Tag::kMalignmark) return false;
  }
  if (current.space == Space::kMathMl && current.tag == Tag::kAnnotationXml && is_start(Tag::kSvg)) return false;
  return !(is_html_integration_point(current) && (is_start() || is_characters()));
}

std::string_view TreeBuilder::take_space() {
  if (token_->kind != Token::Kind::kText) return {};
  const std::string_view text = token_->text;
  const auto end = std::ranges::find_if_not(text, is_space);
  const auto count = static_cast<std::size_t>(end - text.begin());
  token_->text.remove_prefix(count);
  return text.substr(0, count);
}

// --- Nodes ---

/// "The appropriate place for inserting a node". What a template holds are its children here.
TreeBuilder::Place TreeBuilder::place_for_node(Node* target) {
  if (!target) target = &open_.current();
  if (!foster_ || !is_html(*target, kFostering)) return {target, nullptr};
  const std::size_t last_template = open_.find(Tag::kTemplate);
  const std::size_t last_table = open_.find(Tag::kTable);
  if (last_template != OpenElements::kNone && (last_table == OpenElements::kNone || last_template > last_table)) {
    return {&open_[last_template], nullptr};
  }
  if (last_table == OpenElements::kNone) return {&open_[0], nullptr};
  Node& table = open_[last_table];
  if (table.parent) return {table.parent, &table};
  return {&open_[last_table - 1], nullptr};
}

void TreeBuilder::insert(Node& node, Place place) {
  if (!place.before) return append_child(*place.parent, node);
  node.parent = place.parent;
  node.next = place.before;
  node.previous = place.before->previous;
  (node.previous ? node.previous->next : place.parent->first_child) = &node;
  place.before->previous = &node;
}

void TreeBuilder::detach(Node& node) {
  if (!node.parent) return;
  (node.previous ? node.previous->next : node.parent->first_child) = node.next;
  (node.next ? node.next->previous : node.parent->last_child) = node.previous;
  node.parent = node.previous = node.next = nullptr;
}

void TreeBuilder::insert_text(std::string_view text) {
  if (text.empty()) return;
  const Place place = place_for_node();
  if (place.parent->kind == Node::Kind::kDocument) return;
  Node* neighbour = place.before ? place.before->previous : place.parent->last_child;
  if (!neighbour || !neighbour->is_text()) {
    neighbour = arena_.add(Node::Kind::kText, {});
    insert(*neighbour, place);
  }
  add_text(*neighbour, text);
}

/// To a text node; where it is the first and lies in the source, without a copy.
void TreeBuilder::add_text(Node& node, std::string_view text) {
  const bool in_source = text.data() >= source_.data() && text.data() < source_.data() + source_.size();
  if (node.size == 0 && in_source) {
    node.data = text.data();
    node.size = static_cast<std::uint32_t>(text.size());
  } else {
    arena_.append_text(node, text, source_);
  }
}

Node& TreeBuilder::make_element(Space space) {
  std::string_view name = token_->tag == Tag::kUnknown ? token_->name : name_of(token_->tag);
  if (space == Space::kSvg) name = svg_name(name);
  if (space != Space::kHtml) spell_attributes(token_->attributes, space);
  Node& node = *arena_.add(Node::Kind::kElement, name, token_->attributes);
  node.tag = token_->tag;
  node.space = space;
  return node;
}

Node& TreeBuilder::insert_element(Space space) {
  Node& node = make_element(space);
  insert(node, place_for_node());
  open_.push(node);
  return node;
}

/// An element for which there is no tag in the source.
Node& TreeBuilder::insert_implied(Tag tag) {
  Node& node = *arena_.add(Node::Kind::kElement, name_of(tag));
  node.tag = tag;
  insert(node, open_.empty() ? Place{&document_, nullptr} : place_for_node());
  open_.push(node);
  return node;
}

/// The same element again, for another place.
Node& TreeBuilder::clone(const Node& element) {
  Node& node = *arena_.add(Node::Kind::kElement, element.name());
  node.tag = element.tag;
  node.attribute_list = element.attribute_list;
  node.attribute_count = element.attribute_count;
  return node;
}

/// "The generic raw text element parsing algorithm", and the one for RCDATA.
void TreeBuilder::insert_raw(Tokenizer::State state) {
  insert_element();
  tokenizer_.set_state(state);
  original_mode_ = mode_;
  mode_ = Mode::kText;
}

/// Of the token, those that `element` does not have.
void TreeBuilder::add_missing_attributes(Node& element) {
  std::vector<Attribute> attributes(element.attributes().begin(), element.attributes().end());
  const std::size_t before = attributes.size();
  for (const Attribute& attribute : token_->attributes) {
    if (attributes.size() < kMaxAttributes && !element.has(attribute.name)) attributes.push_back(attribute);
  }
  if (attributes.size() == before) return;
  const Node& holder = *arena_.add(Node::Kind::kElement, {}, attributes);
  element.attribute_list = holder.attribute_list;
  element.attribute_count = holder.attribute_count;
}

/// "Reconstruct the active formatting elements".
void TreeBuilder::reopen_formatting() {
  std::size_t i = formatting_.size();
  const auto is_open = [&](const Node* node) { return !node || open_.find(*node) != OpenElements::kNone; };
  while (i > 0 && !is_open(formatting_[i - 1])) --i;
  for (; i < formatting_.size(); ++i) {
    Node& node = clone(*formatting_[i]);
    insert(node, place_for_node());
    open_.push(node);
    formatting_.replace(i, node);
  }
}

/// "Reset the insertion mode appropriately".
void TreeBuilder::reset_mode() {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const bool last = i == 0;
    const Node& node = last && context_ ? *context_ : open_[i];
    mode_ = Mode::kInBody;
    if (node.space == Space::kHtml) {
      switch (node.tag) {
        case Tag::kTd:
        case Tag::kTh:
          if (last) break;
          mode_ = Mode::kInCell;
          return;
        case Tag::kTr:
          mode_ = Mode::kInRow;
          return;
        case Tag::kTbody:
        case Tag::kThead:
        case Tag::kTfoot:
          mode_ = Mode::kInTableBody;
          return;
        case Tag::kCaption:
          mode_ = Mode::kInCaption;
          return;
        case Tag::kColgroup:
          mode_ = Mode::kInColumnGroup;
          return;
        case Tag::kTable:
          mode_ = Mode::kInTable;
          return;
        case Tag::kTemplate:
          mode_ = template_modes_.back();
          return;
        case Tag::kHead:
          if (last) break;
          mode_ = Mode::kInHead;
          return;
        case Tag::kBody:
          return;
        case Tag::kFrameset:
          mode_ = Mode::kInFrameset;
          return;
        case Tag::kHtml:
          mode_ = head_ ? Mode::kAfterHead : Mode::kBeforeHead;
          return;
        default:
          break;
      }
    }
    if (last) return;
  }
}

// --- Before the body ---

TreeBuilder::Step TreeBuilder::initial() {
  take_space();
  if (no_text_left()) return Step::kDone;
  if (is_comment()) {
    append_comment(document_);
    return Step::kDone;
  }
  mode_ = Mode::kBeforeHtml;
  if (!is_doctype()) {
    quirks_ = true;
    return Step::kAgain;
  }
  std::vector<Attribute> ids;
  if (token_->public_id) ids.push_back({"public", *token_->public_id});
  if (token_->system_id) ids.push_back({"system", *token_->system_id});
  append_child(document_, *arena_.add(Node::Kind::kDoctype, token_->name, ids));
  quirks_ = is_quirky(*token_);
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::before_html() {
  take_space();
  if (no_text_left() || is_doctype()) return Step::kDone;
  if (is_comment()) {
    append_comment(document_);
    return Step::kDone;
  }
  if (is_end() && !is_end({Tag::kHead, Tag::kBody, Tag::kHtml, Tag::kBr})) return Step::kDone;
  mode_ = Mode::kBeforeHead;
  if (is_start(Tag::kHtml)) {
    Node& html = make_element();
    append_child(document_, html);
    open_.push(html);
    return Step::kDone;
  }
  insert_implied(Tag::kHtml);
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::before_head() {
  take_space();
  if (no_text_left() || is_doctype()) return Step::kDone;
  if (is_comment()) {
    insert_comment();
    return Step::kDone;
  }
  if (is_start(Tag::kHtml)) return in_body();
  if (is_end() && !is_end({Tag::kHead, Tag::kBody, Tag::kHtml, Tag::kBr})) return Step::kDone;
  mode_ = Mode::kInHead;
  if (is_start(Tag::kHead)) {
    head_ = &insert_element();
    return Step::kDone;
  }
  head_ = &insert_implied(Tag::kHead);
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::in_head() {
  if (const std::string_view space = take_space(); !space.empty()) insert_text(space);
  if (no_text_left() || is_doctype()) return Step::kDone;
  if (is_comment()) {
    insert_comment();
    return Step::kDone;
  }
  if (is_start()) {
    if (token_->tag == Tag::kHtml) return in_body();
    if (token_->tag == Tag::kHead) return Step::kDone;
    if (kHeadVoid.contains(token_->tag)) {
      insert_void();
      return Step::kDone;
    }
    if (token_->tag == Tag::kTitle) {
      insert_raw(Tokenizer::State::kRcdata);
      return Step::kDone;
    }
    if (kRawInHead.contains(token_->tag)) {
      insert_raw(Tokenizer::State::kRawtext);
      return Step::kDone;
    }
    if (token_->tag == Tag::kScript) {
      insert_raw(Tokenizer::State::kScriptData);
      return Step::kDone;
    }
    if (token_->tag == Tag::kNoscript) {
      insert_element();
      mode_ = Mode::kInHeadNoscript;
      return Step::kDone;
    }
    if (token_->tag == Tag::kTemplate) {
      insert_element();
      formatting_.push_marker();
      frameset_ok_ = false;
      mode_ = Mode::kInTemplate;
      template_modes_.push_back(Mode::kInTemplate);
      return Step::kDone;
    }
  }
  if (is_end()) {
    if (token_->tag == Tag::kTemplate) return end_template();
    if (token_->tag == Tag::kHead) {
      open_.pop();
      mode_ = Mode::kAfterHead;
      return Step::kDone;
    }
    if (!is_end({Tag::kBody, Tag::kHtml, Tag::kBr})) return Step::kDone;
  }
  open_.pop();  // The head.
  mode_ = Mode::kAfterHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::end_template() {
  if (!open_.has(Tag::kTemplate)) return Step::kDone;
  open_.generate_all_implied_end_tags();
  open_.pop_through(Tag::kTemplate);
  formatting_.clear_to_marker();
  template_modes_.pop_back();
  reset_mode();
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::in_head_noscript() {
  if (is_doctype()) return Step::kDone;
  if (is_start(Tag::kHtml)) return in_body();
  if (is_end(Tag::kNoscript)) {
    open_.pop();
    mode_ = Mode::kInHead;
    return Step::kDone;
  }
  if (const std::string_view space = take_space(); !space.empty()) insert_text(space);
  if (no_text_left()) return Step::kDone;
  if (is_comment() || is_start({Tag::kBasefont, Tag::kBgsound, Tag::kLink, Tag::kMeta, Tag::kNoframes, Tag::kStyle})) {
    return in_head();
  }
  if (is_start({Tag::kHead, Tag::kNoscript}) || (is_end() && !is_end(Tag::kBr))) return Step::kDone;
  open_.pop();
  mode_ = Mode::kInHead;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::after_head() {
  if (const std::string_view space = take_space(); !space.empty()) insert_text(space);
  if (no_text_left() || is_doctype()) return Step::kDone;
  if (is_comment()) {
    insert_comment();
    return Step::kDone;
  }
  if (is_start(Tag::kHtml)) return in_body();
  if (is_start(Tag::kBody)) {
    insert_element();
    frameset_ok_ = false;
    mode_ = Mode::kInBody;
    return Step::kDone;
  }
  if (is_start(Tag::kFrameset)) {
    insert_element();
    mode_ = Mode::kInFrameset;
    return Step::kDone;
  }
  if (is_start(kForHead)) {
    Node& head = *head_;
    open_.push(head);
    const Step step = in_head();
    open_.erase(open_.find(head));
    return step;
  }
  if (is_end(Tag::kTemplate)) return in_head();
  if (is_start(Tag::kHead) || (is_end() && !is_end({Tag::kBody, Tag::kHtml, Tag::kBr}))) return Step::kDone;
  insert_implied(Tag::kBody);
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::text() {
  if (is_characters()) {
    insert_text(token_->text);
    return Step::kDone;
  }
  open_.pop();
  mode_ = original_mode_;
  return is_end_of_page() ? Step::kAgain : Step::kDone;
}

TreeBuilder::Step TreeBuilder::in_template() {
  if (is_characters() || is_comment() || is_doctype()) return in_body();
  if (is_start(kForHead) || is_end(Tag::kTemplate)) return in_head();
  if (is_end()) return Step::kDone;
  if (is_end_of_page()) return stop_in_templates();
  Mode next = Mode::kInBody;
  if (is_start({Tag::kCaption, Tag::kColgroup, Tag::kTbody, Tag::kTfoot, Tag::kThead})) next = Mode::kInTable;
  if (is_start(Tag::kCol)) next = Mode::kInColumnGroup;
  if (is_start(Tag::kTr)) next = Mode::kInTableBody;
  if (is_start({Tag::kTd, Tag::kTh})) next = Mode::kInRow;
  template_modes_.back() = next;
  mode_ = next;
  return Step::kAgain;
}

/// The page ends; so do the templates that are open.
TreeBuilder::Step TreeBuilder::stop_in_templates() {
  if (!open_.has(Tag::kTemplate)) return Step::kDone;
  open_.pop_through(Tag::kTemplate);
  formatting_.clear_to_marker();
  template_modes_.pop_back();
  reset_mode();
  return Step::kAgain;
}

// --- After the body, and framesets ---

TreeBuilder::Step TreeBuilder::after_body() {
  if (token_->kind == Token::Kind::kText) {
    // White space goes on with the body; any other character opens it again.
    if (std::ranges::all_of(token_->text, is_space)) return in_body();
  }
  if (is_comment()) {
    append_comment(open_[0]);
    return Step::kDone;
  }
  if (is_doctype() || is_end_of_page()) return Step::kDone;
  if (is_start(Tag::kHtml)) return in_body();
  if (is_end(Tag::kHtml)) {
    if (!context_) mode_ = Mode::kAfterAfterBody;
    return Step::kDone;
  }
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

/// Of a text among framesets.
void TreeBuilder::insert_only_space() {
  while (token_->kind == Token::Kind::kText && !token_->text.empty()) {
    insert_text(take_space());
    if (!token_->text.empty()) token_->text.remove_prefix(1);
  }
}

TreeBuilder::Step TreeBuilder::in_frameset() {
  if (is_characters()) {
    insert_only_space();
    return Step::kDone;
  }
  if (is_comment()) {
    insert_comment();
    return Step::kDone;
  }
  if (is_start(Tag::kHtml)) return in_body();
  if (is_start(Tag::kFrameset)) {
    insert_element();
    return Step::kDone;
  }
  if (is_end(Tag::kFrameset)) {
    if (open_.size() == 1) return Step::kDone;
    open_.pop();
    if (!context_ && !is_html(open_.current(), Tag::kFrameset)) mode_ = Mode::kAfterFrameset;
    return Step::kDone;
  }
  if (is_start(Tag::kFrame)) insert_void();
  if (is_start(Tag::kNoframes)) return in_head();
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::after_frameset() {
  if (is_characters() || is_comment()) return in_frameset();
  if (is_start(Tag::kHtml)) return in_body();
  if (is_end(Tag::kHtml)) mode_ = Mode::kAfterAfterFrameset;
  if (is_start(Tag::kNoframes)) return in_head();
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::after_after_body() {
  if (is_comment()) {
    append_comment(document_);
    return Step::kDone;
  }
  if (is_doctype() || is_start(Tag::kHtml)) return in_body();
  if (is_end_of_page()) return Step::kDone;
  if (token_->kind == Token::Kind::kText) {
    if (std::ranges::all_of(token_->text, is_space)) return in_body();
  }
  mode_ = Mode::kInBody;
  return Step::kAgain;
}

TreeBuilder::Step TreeBuilder::after_after_frameset() {
  if (is_comment()) {
    append_comment(document_);
    return Step::kDone;
  }
  if (is_characters()) {
    insert_only_space();
    return Step::kDone;
  }
  if (is_doctype() || is_start(Tag::kHtml)) return in_body();
  if (is_start(Tag::kNoframes)) return in_head();
  return Step::kDone;
}

// --- svg and math ---

TreeBuilder::Step TreeBuilder::in_foreign_content() {
  switch (token_->kind) {
    case Token::Kind::kNul:
      insert_text("\uFFFD");
      return Step::kDone;
    case Token::Kind::kText:
      if (!std::ranges::all_of(token_->text, is_space)) frameset_ok_ = false;
      insert_text(token_->text);
      return Step::kDone;
    case Token::Kind::kComment:
      insert_comment();
      return Step::kDone;
    case Token::Kind::kStartTag:
      return in_foreign_start_tag();
    case Token::Kind::kEndTag:
      return in_foreign_end_tag();
    default:
      return Step::kDone;
  }
}

void TreeBuilder::leave_foreign_content() {
  const auto is_html_again = [](const Node& node) {
    return node.space == Space::kHtml || is_text_integration_point(node) || is_html_integration_point(node);
  };
  while (open_.size() > 1 && !is_html_again(open_.current())) open_.pop();
}

TreeBuilder::Step TreeBuilder::in_foreign_start_tag() {
  if (breaks_out(token_->tag, token_->attributes)) {
    leave_foreign_content();
    return by_mode(mode_);
  }
  insert_element(adjusted_current().space);
  if (token_->self_closing) open_.pop();
  return Step::kDone;
}

TreeBuilder::Step TreeBuilder::in_foreign_end_tag() {
  if (is_end({Tag::kBr, Tag::kP})) {
    leave_foreign_content();
    return by_mode(mode_);
  }
  for (std::size_t i = open_.size(); i-- > 1;) {
    const Node& node = open_[i];
    if (i + 1 < open_.size() && node.space == Space::kHtml) return by_mode(mode_);
    const bool same =
        node.tag == token_->tag && (node.tag != Tag::kUnknown || equals_ignoring_case(node.name(), token_->name));
    if (same) {
      open_.pop_to(i);
      return Step::kDone;
    }
  }
  return Step::kDone;
}

}  // namespace dateline::markup
