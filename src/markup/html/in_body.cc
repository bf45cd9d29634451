// The insertion mode "in body" (WHATWG HTML section 13.2.6.4.7), where nearly all of a page is read.

#include <algorithm>

#include "markup/ascii.h"
#include "markup/html/tree_builder.h"

namespace dateline::markup {
namespace {

constexpr TagSet kBlocks = {Tag::kAddress,  Tag::kArticle,    Tag::kAside,   Tag::kBlockquote, Tag::kCenter,
                            Tag::kDetails,  Tag::kDialog,     Tag::kDir,     Tag::kDiv,        Tag::kDl,
                            Tag::kFieldset, Tag::kFigcaption, Tag::kFigure,  Tag::kFooter,     Tag::kHeader,
                            Tag::kHgroup,   Tag::kMain,       Tag::kMenu,    Tag::kNav,        Tag::kOl,
                            Tag::kP,        Tag::kSearch,     Tag::kSection, Tag::kSummary,    Tag::kUl};
/// Those that end together with what is open inside them.
constexpr TagSet kBlockEnds = {
    Tag::kAddress, Tag::kArticle, Tag::kAside,  Tag::kBlockquote, Tag::kButton,   Tag::kCenter,     Tag::kDetails,
    Tag::kDialog,  Tag::kDir,     Tag::kDiv,    Tag::kDl,         Tag::kFieldset, Tag::kFigcaption, Tag::kFigure,
    Tag::kFooter,  Tag::kHeader,  Tag::kHgroup, Tag::kListing,    Tag::kMain,     Tag::kMenu,       Tag::kNav,
    Tag::kOl,      Tag::kPre,     Tag::kSearch, Tag::kSection,    Tag::kSelect,   Tag::kSummary,    Tag::kUl};
constexpr TagSet kFormatting = {Tag::kB, Tag::kBig,   Tag::kCode,   Tag::kEm,     Tag::kFont, Tag::kI,
                                Tag::kS, Tag::kSmall, Tag::kStrike, Tag::kStrong, Tag::kTt,   Tag::kU};
constexpr TagSet kFormattingEnds = kFormatting.with({Tag::kA, Tag::kNobr});
constexpr TagSet kObjects = {Tag::kApplet, Tag::kMarquee, Tag::kObject};
constexpr TagSet kVoidInLine = {Tag::kArea, Tag::kBr, Tag::kEmbed, Tag::kImg, Tag::kKeygen, Tag::kWbr};
constexpr TagSet kVoidApart = {Tag::kParam, Tag::kSource, Tag::kTrack};
constexpr TagSet kStrayTableParts = {Tag::kCaption, Tag::kCol,   Tag::kColgroup, Tag::kFrame, Tag::kHead, Tag::kTbody,
                                     Tag::kTd,      Tag::kTfoot, Tag::kTh,       Tag::kThead, Tag::kTr};

}  // namespace

TreeBuilder::Step TreeBuilder::in_body() {
  switch (token_->kind) {
    case Token::Kind::kText:
      in_body_text();
      return Step::kDone;
    case Token::Kind::kStartTag:
      return in_body_start_tag();
    case Token::Kind::kEndTag:
      return in_body_end_tag();
    case Token::Kind::kComment:
      insert_comment();
      return Step::kDone;
    case Token::Kind::kEnd:
      return template_modes_.empty() ? Step::kDone : stop_in_templates();
    default:
      return Step::kDone;  // U+0000 and doctypes go.
  }
}

void TreeBuilder::in_body_text() {
  reopen_formatting();
  insert_text(token_->text);
  if (frameset_ok_ && !std::ranges::all_of(token_->text, is_html_space)) frameset_ok_ = false;
}

bool TreeBuilder::is_hidden_input() const {
  const auto type = std::ranges::find(token_->attributes, "type", &Attribute::name);
  return is_start(Tag::kInput) && type != token_->attributes.end() && equals_ignoring_case(type->value, "hidden");
}

void TreeBuilder::close_p() {
  if (!open_.in_button_scope(Tag::kP)) return;
  open_.generate_implied_end_tags(Tag::kP);
  open_.pop_through(Tag::kP);
}

TreeBuilder::Step TreeBuilder::in_body_start_tag() {
  const Tag tag = token_->tag;
  if (kBlocks.contains(tag)) {
    close_p();
    insert_element();
    return Step::kDone;
  }
  if (kFormatting.contains(tag)) {
    reopen_formatting();
    formatting_.push(insert_element());
    return Step::kDone;
  }
  if (kForHead.contains(tag)) return in_head();
  if (kVoidInLine.contains(tag)) {
    reopen_formatting();
    insert_void();
    frameset_ok_ = false;
    return Step::kDone;
  }
  if (kHeadings.contains(tag)) {
    close_p();
    if (is_html(open_.current(), kHeadings)) open_.pop();
    insert_element();
    return Step::kDone;
  }
  if (kVoidApart.contains(tag)) {
    insert_void();
    return Step::kDone;
  }
  if (kObjects.contains(tag)) {
    reopen_formatting();
    insert_element();
    formatting_.push_marker();
    frameset_ok_ = false;
    return Step::kDone;
  }
  if (kStrayTableParts.contains(tag)) return Step::kDone;
  switch (tag) {
    case Tag::kA:
      if (const std::size_t i = formatting_.find(Tag::kA); i != FormattingElements::kNone) {
        const Node& earlier = *formatting_[i];
        adopt();
        formatting_.remove(earlier);
        if (const std::size_t place = open_.find(earlier); place != OpenElements::kNone) open_.erase(place);
      }
      reopen_formatting();
      formatting_.push(insert_element());
      break;
    case Tag::kLi:
      start_list_item();
      break;
    case Tag::kDd:
    case Tag::kDt:
      start_description();
      break;
    case Tag::kHtml:
      if (!open_.has(Tag::kTemplate)) add_missing_attributes(open_[0]);
      break;
    case Tag::kBody:
      if (open_.size() > 1 && is_html(open_[1], Tag::kBody) && !open_.has(Tag::kTemplate)) {
        frameset_ok_ = false;
        add_missing_attributes(open_[1]);
      }
      break;
    case Tag::kFrameset:
      if (open_.size() > 1 && is_html(open_[1], Tag::kBody) && frameset_ok_) {
        detach(open_[1]);
        open_.pop_to(1);
        insert_element();
        mode_ = Mode::kInFrameset;
      }
      break;
    case Tag::kPre:
    case Tag::kListing:
      close_p();
      insert_element();
      skip_newline_ = true;
      frameset_ok_ = false;
      break;
    case Tag::kForm:
      if (form_ && !open_.has(Tag::kTemplate)) break;
      close_p();
      insert_element();
      if (!open_.has(Tag::kTemplate)) form_ = &open_.current();
      break;
    case Tag::kPlaintext:
      close_p();
      insert_element();
      tokenizer_.set_state(Tokenizer::State::kPlaintext);
      break;
    case Tag::kButton:
      if (open_.in_scope(Tag::kButton)) {
        open_.generate_implied_end_tags();
        open_.pop_through(Tag::kButton);
      }
      reopen_formatting();
      insert_element();
      frameset_ok_ = false;
      break;
    case Tag::kNobr:
      reopen_formatting();
      if (open_.in_scope(Tag::kNobr)) {
        adopt();
        reopen_formatting();
      }
      formatting_.push(insert_element());
      break;
    case Tag::kTable:
      if (!quirks_) close_p();
      insert_element();
      frameset_ok_ = false;
      mode_ = Mode::kInTable;
      break;
    case Tag::kInput:
      if (context_ && is_html(*context_, Tag::kSelect)) break;
      if (open_.in_scope(Tag::kSelect)) open_.pop_through(Tag::kSelect);
      reopen_formatting();
      insert_void();
      if (!is_hidden_input()) frameset_ok_ = false;
      break;
    case Tag::kHr:
      close_p();
      if (open_.in_scope(Tag::kSelect)) open_.generate_implied_end_tags();
      insert_void();
      frameset_ok_ = false;
      break;
    case Tag::kImage:  // Everyone means "img".
      token_->tag = Tag::kImg;
      return Step::kAgain;
    case Tag::kTextarea:
      insert_raw(Tokenizer::State::kRcdata);
      skip_newline_ = true;
      frameset_ok_ = false;
      break;
    case Tag::kXmp:
      close_p();
      reopen_formatting();
      frameset_ok_ = false;
      insert_raw(Tokenizer::State::kRawtext);
      break;
    case Tag::kIframe:
      frameset_ok_ = false;
      insert_raw(Tokenizer::State::kRawtext);
      break;
    case Tag::kNoembed:
      insert_raw(Tokenizer::State::kRawtext);
      break;
    case Tag::kSelect:
      if (context_ && is_html(*context_, Tag::kSelect)) break;
      if (open_.in_scope(Tag::kSelect)) {
        open_.pop_through(Tag::kSelect);
        break;
      }
      reopen_formatting();
      insert_element();
      frameset_ok_ = false;
      break;
    case Tag::kOption:
    case Tag::kOptgroup:
      if (open_.in_scope(Tag::kSelect)) {
        open_.generate_implied_end_tags(tag == Tag::kOption ? Tag::kOptgroup : Tag::kUnknown);
      } else if (is_html(open_.current(), Tag::kOption)) {
        open_.pop();
      }
      reopen_formatting();
      insert_element();
      break;
    case Tag::kRb:
    case Tag::kRtc:
      if (open_.in_scope(Tag::kRuby)) open_.generate_implied_end_tags();
      insert_element();
      break;
    case Tag::kRp:
    case Tag::kRt:
      if (open_.in_scope(Tag::kRuby)) open_.generate_implied_end_tags(Tag::kRtc);
      insert_element();
      break;
    case Tag::kMath:
      start_foreign(Space::kMathMl);
      break;
    case Tag::kSvg:
      start_foreign(Space::kSvg);
      break;
    default:
      reopen_formatting();
      insert_element();
  }
  return Step::kDone;
}

void TreeBuilder::start_foreign(Space space) {
  reopen_formatting();
  insert_element(space);
  if (token_->self_closing) open_.pop();
}

void TreeBuilder::start_list_item() {
  frameset_ok_ = false;
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Node& node = open_[i];
    if (is_html(node, Tag::kLi)) {
      open_.generate_implied_end_tags(Tag::kLi);
      open_.pop_through(Tag::kLi);
      break;
    }
    if (is_special(node) && !is_html(node, {Tag::kAddress, Tag::kDiv, Tag::kP})) break;
  }
  close_p();
  insert_element();
}

void TreeBuilder::start_description() {
  frameset_ok_ = false;
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Node& node = open_[i];
    if (is_html(node, {Tag::kDd, Tag::kDt})) {
      const Tag tag = node.tag;
      open_.generate_implied_end_tags(tag);
      open_.pop_through(tag);
      break;
    }
    if (is_special(node) && !is_html(node, {Tag::kAddress, Tag::kDiv, Tag::kP})) break;
  }
  close_p();
  insert_element();
}

TreeBuilder::Step TreeBuilder::in_body_end_tag() {
  const Tag tag = token_->tag;
  if (kBlockEnds.contains(tag)) {
    if (!open_.in_scope(tag)) return Step::kDone;
    open_.generate_implied_end_tags();
    open_.pop_through(tag);
    return Step::kDone;
  }
  if (kFormattingEnds.contains(tag)) {
    adopt();
    return Step::kDone;
  }
  if (kHeadings.contains(tag)) {
    end_heading();
    return Step::kDone;
  }
  if (kObjects.contains(tag)) {
    if (!open_.in_scope(tag)) return Step::kDone;
    open_.generate_implied_end_tags();
    open_.pop_through(tag);
    formatting_.clear_to_marker();
    return Step::kDone;
  }
  switch (tag) {
    case Tag::kTemplate:
      return in_head();
    case Tag::kBody:
      if (open_.in_scope(Tag::kBody)) mode_ = Mode::kAfterBody;
      return Step::kDone;
    case Tag::kHtml:
      if (!open_.in_scope(Tag::kBody)) return Step::kDone;
      mode_ = Mode::kAfterBody;
      return Step::kAgain;
    case Tag::kForm:
      end_form();
      return Step::kDone;
    case Tag::kP:
      if (!open_.in_button_scope(Tag::kP)) insert_implied(Tag::kP);
      close_p();
      return Step::kDone;
    case Tag::kLi:
      if (!open_.in_list_scope(Tag::kLi)) return Step::kDone;
      open_.generate_implied_end_tags(Tag::kLi);
      open_.pop_through(Tag::kLi);
      return Step::kDone;
    case Tag::kDd:
    case Tag::kDt:
      if (!open_.in_scope(tag)) return Step::kDone;
      open_.generate_implied_end_tags(tag);
      open_.pop_through(tag);
      return Step::kDone;
    case Tag::kBr:
      reopen_formatting();
      insert_implied(Tag::kBr);
      open_.pop();
      frameset_ok_ = false;
      return Step::kDone;
    default:
      return in_body_any_other_end_tag();
  }
}

TreeBuilder::Step TreeBuilder::in_body_any_other_end_tag() {
  for (std::size_t i = open_.size(); i-- > 0;) {
    const Node& node = open_[i];
    if (is_html(node, token_->tag) && (node.tag != Tag::kUnknown || node.name() == token_->name)) {
      open_.generate_implied_end_tags(node.tag);
      open_.pop_to(std::min(i, open_.size()));
      return Step::kDone;
    }
    if (is_special(node)) return Step::kDone;
  }
  return Step::kDone;
}

void TreeBuilder::end_heading() {
  if (!open_.in_scope(kHeadings)) return;
  open_.generate_implied_end_tags();
  open_.pop_through(kHeadings);
}

void TreeBuilder::end_form() {
  if (open_.has(Tag::kTemplate)) {
    if (!open_.in_scope(Tag::kForm)) return;
    open_.generate_implied_end_tags();
    open_.pop_through(Tag::kForm);
    return;
  }
  const Node* form = form_;
  form_ = nullptr;
  if (!form || !open_.in_scope(*form)) return;
  open_.generate_implied_end_tags();
  open_.erase(open_.find(*form));
}

/// "The adoption agency algorithm": an end tag of formatting that stands among blocks ("<b>a<p>b</b>c").
void TreeBuilder::adopt() {
  const Node& current = open_.current();
  if (is_html(current, token_->tag) && formatting_.find(current) == FormattingElements::kNone) {
    open_.pop();
    return;
  }
  constexpr int kMostRounds = 8;  // The standard's.
  for (int round = 0; round < kMostRounds && adopt_once(); ++round) {
  }
}

/// One round; false when no further one is needed.
bool TreeBuilder::adopt_once() {
  const std::size_t listed = formatting_.find(token_->tag);
  if (listed == FormattingElements::kNone) {
    in_body_any_other_end_tag();
    return false;
  }
  Node& formatting = *formatting_[listed];
  const std::size_t place = open_.find(formatting);
  if (place == OpenElements::kNone) {
    formatting_.erase(listed);
    return false;
  }
  if (!open_.in_scope(formatting)) return false;
  std::size_t furthest_place = place + 1;
  while (furthest_place < open_.size() && !is_special(open_[furthest_place])) ++furthest_place;
  if (furthest_place == open_.size()) {
    open_.pop_to(place);
    formatting_.erase(listed);
    return false;
  }
  Node& furthest = open_[furthest_place];
  Node& ancestor = open_[place - 1];

  // Behind what the copy will stand in the list; nullptr for where `formatting` stands.
  const Node* bookmark = nullptr;
  Node* last = &furthest;
  int inner = 0;
  for (std::size_t at = furthest_place; --at > place;) {
    ++inner;
    Node* node = &open_[at];
    std::size_t in_list = formatting_.find(*node);
    constexpr int kMostCopied = 3;  // The standard's.
    if (inner > kMostCopied && in_list != FormattingElements::kNone) {
      formatting_.erase(in_list);
      in_list = FormattingElements::kNone;
    }
    if (in_list == FormattingElements::kNone) {
      open_.erase(at);
      continue;
    }
    Node& copy = clone(*node);
    formatting_.replace(in_list, copy);
    open_.replace(at, copy);
    node = &copy;
    if (last == &furthest) bookmark = node;
    detach(*last);
    append_child(*node, *last);
    last = node;
  }
  detach(*last);
  insert(*last, place_for_node(&ancestor));

  Node& copy = clone(formatting);
  copy.first_child = furthest.first_child;
  copy.last_child = furthest.last_child;
  for (Node* child = copy.first_child; child; child = child->next) child->parent = &copy;
  furthest.first_child = furthest.last_child = nullptr;
  append_child(furthest, copy);

  if (bookmark) {
    formatting_.remove(formatting);
    formatting_.insert(formatting_.find(*bookmark) + 1, copy);
  } else {
    formatting_.replace(formatting_.find(formatting), copy);
  }
  open_.erase(open_.find(formatting));
  open_.insert(open_.find(furthest) + 1, copy);
  return true;
}

}  // namespace dateline::markup
