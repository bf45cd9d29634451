#pragma once
// The element names that the HTML standard treats by name, as numbers: a parser compares them at every tag.

#include <cstdint>
#include <string_view>

namespace dateline::markup {

// One list, so that number and name cannot part. In alphabetical order.
#define DATELINE_MARKUP_TAGS(X)       \
  X(kA, "a")                          \
  X(kAddress, "address")              \
  X(kAnnotationXml, "annotation-xml") \
  X(kApplet, "applet")                \
  X(kArea, "area")                    \
  X(kArticle, "article")              \
  X(kAside, "aside")                  \
  X(kB, "b")                          \
  X(kBase, "base")                    \
  X(kBasefont, "basefont")            \
  X(kBgsound, "bgsound")              \
  X(kBig, "big")                      \
  X(kBlockquote, "blockquote")        \
  X(kBody, "body")                    \
  X(kBr, "br")                        \
  X(kButton, "button")                \
  X(kCaption, "caption")              \
  X(kCenter, "center")                \
  X(kCode, "code")                    \
  X(kCol, "col")                      \
  X(kColgroup, "colgroup")            \
  X(kDd, "dd")                        \
  X(kDesc, "desc")                    \
  X(kDetails, "details")              \
  X(kDialog, "dialog")                \
  X(kDir, "dir")                      \
  X(kDiv, "div")                      \
  X(kDl, "dl")                        \
  X(kDt, "dt")                        \
  X(kEm, "em")                        \
  X(kEmbed, "embed")                  \
  X(kFieldset, "fieldset")            \
  X(kFigcaption, "figcaption")        \
  X(kFigure, "figure")                \
  X(kFont, "font")                    \
  X(kFooter, "footer")                \
  X(kForeignObject, "foreignobject")  \
  X(kForm, "form")                    \
  X(kFrame, "frame")                  \
  X(kFrameset, "frameset")            \
  X(kH1, "h1")                        \
  X(kH2, "h2")                        \
  X(kH3, "h3")                        \
  X(kH4, "h4")                        \
  X(kH5, "h5")                        \
  X(kH6, "h6")                        \
  X(kHead, "head")                    \
  X(kHeader, "header")                \
  X(kHgroup, "hgroup")                \
  X(kHr, "hr")                        \
  X(kHtml, "html")                    \
  X(kI, "i")                          \
  X(kIframe, "iframe")                \
  X(kImage, "image")                  \
  X(kImg, "img")                      \
  X(kInput, "input")                  \
  X(kKeygen, "keygen")                \
  X(kLi, "li")                        \
  X(kLink, "link")                    \
  X(kListing, "listing")              \
  X(kMain, "main")                    \
  X(kMalignmark, "malignmark")        \
  X(kMarquee, "marquee")              \
  X(kMath, "math")                    \
  X(kMenu, "menu")                    \
  X(kMeta, "meta")                    \
  X(kMglyph, "mglyph")                \
  X(kMi, "mi")                        \
  X(kMn, "mn")                        \
  X(kMo, "mo")                        \
  X(kMs, "ms")                        \
  X(kMtext, "mtext")                  \
  X(kNav, "nav")                      \
  X(kNobr, "nobr")                    \
  X(kNoembed, "noembed")              \
  X(kNoframes, "noframes")            \
  X(kNoscript, "noscript")            \
  X(kObject, "object")                \
  X(kOl, "ol")                        \
  X(kOptgroup, "optgroup")            \
  X(kOption, "option")                \
  X(kP, "p")                          \
  X(kParam, "param")                  \
  X(kPlaintext, "plaintext")          \
  X(kPre, "pre")                      \
  X(kRb, "rb")                        \
  X(kRp, "rp")                        \
  X(kRt, "rt")                        \
  X(kRtc, "rtc")                      \
  X(kRuby, "ruby")                    \
  X(kS, "s")                          \
  X(kScript, "script")                \
  X(kSearch, "search")                \
  X(kSection, "section")              \
  X(kSelect, "select")                \
  X(kSmall, "small")                  \
  X(kSource, "source")                \
  X(kSpan, "span")                    \
  X(kStrike, "strike")                \
  X(kStrong, "strong")                \
  X(kStyle, "style")                  \
  X(kSub, "sub")                      \
  X(kSummary, "summary")              \
  X(kSup, "sup")                      \
  X(kSvg, "svg")                      \
  X(kTable, "table")                  \
  X(kTbody, "tbody")                  \
  X(kTd, "td")                        \
  X(kTemplate, "template")            \
  X(kTextarea, "textarea")            \
  X(kTfoot, "tfoot")                  \
  X(kTh, "th")                        \
  X(kThead, "thead")                  \
  X(kTitle, "title")                  \
  X(kTr, "tr")                        \
  X(kTrack, "track")                  \
  X(kTt, "tt")                        \
  X(kU, "u")                          \
  X(kUl, "ul")                        \
  X(kVar, "var")                      \
  X(kVideo, "video")                  \
  X(kWbr, "wbr")                      \
  X(kXmp, "xmp")

enum class Tag : std::uint8_t {
  kUnknown,  ///< Any name that is not in the list.
#define X(constant, name) constant,
  DATELINE_MARKUP_TAGS(X)
#undef X
};

/// The number of a name in lower case. Constant time.
Tag tag_of(std::string_view lower_case);
/// "" for kUnknown.
std::string_view name_of(Tag tag);

}  // namespace dateline::markup
