#include "markup/testing/agreed_pages.h"

#include <algorithm>
#include <vector>

namespace dateline::markup::testing {
namespace {

constexpr std::string_view kFormatting[] = {"a", "b", "big", "em", "font", "i", "u"};

/// No blocks and not formatting either.
constexpr std::string_view kInline[] = {"dialog", "label", "optgroup", "option", "rb", "rp",
                                        "rt",     "rtc",   "ruby",     "span",   "x-y"};

constexpr std::string_view kNames[] = {
    "address",  "article", "base",    "blockquote", "body",      "br",      "button",   "caption", "center", "col",
    "colgroup", "dd",      "details", "div",        "dl",        "dt",      "fieldset", "figure",  "h1",     "h2",
    "head",     "hr",      "img",     "input",      "label",     "li",      "link",     "meta",    "nav",    "ol",
    "optgroup", "option",  "p",       "param",      "plaintext", "pre",     "rb",       "rp",      "rt",     "rtc",
    "ruby",     "script",  "section", "span",       "style",     "summary", "table",    "tbody",   "td",     "textarea",
    "tfoot",    "th",      "thead",   "title",      "tr",        "ul",      "wbr",      "xmp"};

constexpr std::string_view kMyHtmlKnowsToo[] = {"dialog", "form", "frame", "frameset", "html", "main", "nobr", "x-y"};
constexpr std::string_view kMyHtmlReadsToo[] = {
    " ",       "\n",           "x y",        "<svg><g>", "</svg>",          "<svg><desc>",
    "</desc>", "<svg><path/>", "<math><mi>", "</mi>",    "<math><mglyph/>", "</math>"};

constexpr std::string_view kOther[] = {
    "x", "y", "<!--c-->", "<br/>", "<p class=a>", "<div id='a' class=\"b\">", "<td colspan=2>", "<input type=hidden>"};
constexpr std::string_view kGumboReadsToo[] = {"x&amp;y", "&eacute;", "&lt;"};

std::vector<std::string> pieces_of(Oracle oracle) {
  std::vector<std::string> pieces(std::begin(kOther), std::end(kOther));
  const auto add = [&](std::string_view name) {
    pieces.push_back("<" + std::string(name) + ">");
    pieces.push_back("</" + std::string(name) + ">");
  };
  for (const auto name : kFormatting) add(name);
  for (const auto name : kNames) add(name);
  if (oracle == Oracle::kGumbo) {
    pieces.insert(pieces.end(), std::begin(kGumboReadsToo), std::end(kGumboReadsToo));
  } else {
    for (const auto name : kMyHtmlKnowsToo) add(name);
    pieces.insert(pieces.end(), std::begin(kMyHtmlReadsToo), std::end(kMyHtmlReadsToo));
  }
  return pieces;
}

bool opens_no_block(std::string_view piece) {
  const auto opens = [&](std::string_view name) { return piece == '<' + std::string(name) + '>'; };
  return std::ranges::any_of(kFormatting, opens) || std::ranges::any_of(kInline, opens) || opens("nobr");
}

}  // namespace

std::string agreed_page(Oracle oracle, std::span<const std::uint8_t> choices) {
  static const std::vector<std::string> all[] = {pieces_of(Oracle::kGumbo), pieces_of(Oracle::kMyHtml)};
  const auto& pieces = all[static_cast<std::size_t>(oracle)];
  std::string page = "<!doctype html>";
  int inline_elements = 0;
  bool foreign = false;
  int since_link = -1;  // Pieces since the first link.
  for (const std::uint8_t choice : choices.first(std::min<std::size_t>(choices.size(), 200))) {
    const std::string& piece = pieces[choice % pieces.size()];
    // With five of them around a block, both oracles leave one open that the standard drops.
    constexpr int kMostInline = 4;
    if (opens_no_block(piece) && ++inline_elements > kMostInline) continue;
    // A link around eight blocks outlives the adoption agency; both oracles end it all the same before another link.
    constexpr int kMostSinceLink = 7;
    if (since_link >= 0) ++since_link;
    if (piece == "<a>" || piece == "<nobr>") {
      if (since_link > kMostSinceLink) continue;
      since_link = std::max(since_link, 0);
    }
    // Since 2017 these end svg and math.
    foreign = foreign || piece.starts_with("<svg") || piece.starts_with("<math");
    if (foreign && (piece == "</p>" || piece == "</br>")) continue;
    page += piece;
  }
  return page;
}

}  // namespace dateline::markup::testing
