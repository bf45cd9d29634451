#include "markup/html/open_elements.h"

#include <algorithm>

#include "markup/ascii.h"

namespace dateline::markup {
namespace {

constexpr TagSet kMathText = {Tag::kMi, Tag::kMo, Tag::kMn, Tag::kMs, Tag::kMtext};
constexpr TagSet kSvgHtml = {Tag::kForeignObject, Tag::kDesc, Tag::kTitle};

constexpr TagSet kSpecialHtml = {
    Tag::kAddress, Tag::kApplet,     Tag::kArea,     Tag::kArticle,    Tag::kAside,     Tag::kBase,     Tag::kBasefont,
    Tag::kBgsound, Tag::kBlockquote, Tag::kBody,     Tag::kBr,         Tag::kButton,    Tag::kCaption,  Tag::kCenter,
    Tag::kCol,     Tag::kColgroup,   Tag::kDd,       Tag::kDetails,    Tag::kDir,       Tag::kDiv,      Tag::kDl,
    Tag::kDt,      Tag::kEmbed,      Tag::kFieldset, Tag::kFigcaption, Tag::kFigure,    Tag::kFooter,   Tag::kForm,
    Tag::kFrame,   Tag::kFrameset,   Tag::kH1,       Tag::kH2,         Tag::kH3,        Tag::kH4,       Tag::kH5,
    Tag::kH6,      Tag::kHead,       Tag::kHeader,   Tag::kHgroup,     Tag::kHr,        Tag::kHtml,     Tag::kIframe,
    Tag::kImg,     Tag::kInput,      Tag::kKeygen,   Tag::kLi,         Tag::kLink,      Tag::kListing,  Tag::kMain,
    Tag::kMarquee, Tag::kMenu,       Tag::kMeta,     Tag::kNav,        Tag::kNoembed,   Tag::kNoframes, Tag::kNoscript,
    Tag::kObject,  Tag::kOl,         Tag::kP,        Tag::kParam,      Tag::kPlaintext, Tag::kPre,      Tag::kScript,
    Tag::kSearch,  Tag::kSection,    Tag::kSelect,   Tag::kSource,     Tag::kStyle,     Tag::kSummary,  Tag::kTable,
    Tag::kTbody,   Tag::kTd,         Tag::kTemplate, Tag::kTextarea,   Tag::kTfoot,     Tag::kTh,       Tag::kThead,
    Tag::kTitle,   Tag::kTr,         Tag::kTrack,    Tag::kUl,         Tag::kWbr,       Tag::kXmp};
constexpr TagSet kSpecialMath = kMathText.with({Tag::kAnnotationXml});

/// What a scope does not reach beyond.
struct Fence {
  TagSet html;
  bool foreign = true;  ///< Those elements of svg and math, too, in which HTML begins again.

  bool contains(const Node& node) const {
    if (node.space == Space::kHtml) return html.contains(node.tag);
    return foreign && (node.space == Space::kSvg ? kSvgHtml : kSpecialMath).contains(node.tag);
  }
};
constexpr TagSet kScopeTags = {Tag::kApplet, Tag::kCaption, Tag::kHtml,   Tag::kTable,  Tag::kTd,
                               Tag::kTh,     Tag::kMarquee, Tag::kObject, Tag::kSelect, Tag::kTemplate};
constexpr Fence kScope = {kScopeTags};
constexpr Fence kButtonScope = {kScopeTags.with({Tag::kButton})};
constexpr Fence kListScope = {kScopeTags.with({Tag::kOl, Tag::kUl})};
constexpr Fence kTableScope = {{Tag::kHtml, Tag::kTable, Tag::kTemplate}, false};

constexpr TagSet kImplied = {Tag::kDd, Tag::kDt, Tag::kLi, Tag::kOptgroup, Tag::kOption,
                             Tag::kP,  Tag::kRb, Tag::kRp, Tag::kRt,       Tag::kRtc};
constexpr TagSet kImpliedThoroughly =
    kImplied.with({Tag::kCaption, Tag::kColgroup, Tag::kTbody, Tag::kTd, Tag::kTfoot, Tag::kTh, Tag::kThead, Tag::kTr});

/// Whether one that `wanted` accepts stands above the fence.
template <typename Wanted>
bool is_above(const std::vector<Node*>& stack, const Fence& fence, const Wanted& wanted) {
  for (std::size_t i = stack.size(); i-- > 0;) {
    if (wanted(*stack[i])) return true;
    if (fence.contains(*stack[i])) return false;
  }
  return false;
}

bool is_above(const std::vector<Node*>& stack, const Fence& fence, Tag tag) {
  return is_above(stack, fence, [tag](const Node& node) { return is_html(node, tag); });
}

}  // namespace

bool is_text_integration_point(const Node& node) {
  return node.space == Space::kMathMl && kMathText.contains(node.tag);
}

bool is_html_integration_point(const Node& node) {
  if (node.space == Space::kSvg) return kSvgHtml.contains(node.tag);
  if (node.space != Space::kMathMl || node.tag != Tag::kAnnotationXml) return false;
  const std::string_view encoding = node.attribute("encoding");
  return equals_ignoring_case(encoding, "text/html") || equals_ignoring_case(encoding, "application/xhtml+xml");
}

bool is_special(const Node& node) {
  switch (node.space) {
    case Space::kSvg:
      return kSvgHtml.contains(node.tag);
    case Space::kMathMl:
      return kSpecialMath.contains(node.tag);
    default:
      return kSpecialHtml.contains(node.tag);
  }
}

void OpenElements::push(Node& node) {
  stack_.push_back(&node);
  count(node, 1);
}

void OpenElements::pop() {
  count(*stack_.back(), -1);
  stack_.pop_back();
}

void OpenElements::pop_to(std::size_t size) {
  while (stack_.size() > size) pop();
}

void OpenElements::pop_through(Tag tag) {
  while (!stack_.empty()) {
    const bool last = is_html(current(), tag);
    pop();
    if (last) return;
  }
}

void OpenElements::pop_through(const TagSet& tags) {
  while (!stack_.empty()) {
    const bool last = is_html(current(), tags);
    pop();
    if (last) return;
  }
}

void OpenElements::pop_until(const TagSet& tags) {
  while (stack_.size() > 1 && !is_html(current(), tags)) pop();
}

void OpenElements::erase(std::size_t i) {
  count(*stack_[i], -1);
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(i));
}

void OpenElements::replace(std::size_t i, Node& node) {
  count(*stack_[i], -1);
  stack_[i] = &node;
  count(node, 1);
}

void OpenElements::insert(std::size_t i, Node& node) {
  stack_.insert(stack_.begin() + static_cast<std::ptrdiff_t>(i), &node);
  count(node, 1);
}

std::size_t OpenElements::find(const Node& node) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (stack_[i] == &node) return i;
  }
  return kNone;
}

std::size_t OpenElements::find(Tag tag) const {
  if (!has(tag)) return kNone;
  for (std::size_t i = stack_.size(); i-- > 0;) {
    if (is_html(*stack_[i], tag)) return i;
  }
  return kNone;
}

bool OpenElements::in_scope(Tag tag) const {
  return has(tag) && is_above(stack_, kScope, tag);
}

bool OpenElements::in_scope(const TagSet& tags) const {
  return is_above(stack_, kScope, [&](const Node& node) { return is_html(node, tags); });
}

bool OpenElements::in_scope(const Node& wanted) const {
  return is_above(stack_, kScope, [&](const Node& node) { return &node == &wanted; });
}

bool OpenElements::in_button_scope(Tag tag) const {
  return has(tag) && is_above(stack_, kButtonScope, tag);
}

bool OpenElements::in_list_scope(Tag tag) const {
  return has(tag) && is_above(stack_, kListScope, tag);
}

bool OpenElements::in_table_scope(Tag tag) const {
  return has(tag) && is_above(stack_, kTableScope, tag);
}

bool OpenElements::in_table_scope(const TagSet& tags) const {
  return is_above(stack_, kTableScope, [&](const Node& node) { return is_html(node, tags); });
}

void OpenElements::generate_implied_end_tags(Tag except) {
  while (is_html(current(), kImplied) && current().tag != except) pop();
}

void OpenElements::generate_all_implied_end_tags() {
  while (is_html(current(), kImpliedThoroughly)) pop();
}

}  // namespace dateline::markup
