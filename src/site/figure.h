#pragma once
// Pictures of the newsroom's own articles, as readers see them.

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "desk/post.h"
#include "markup/sanitizer.h"
#include "site/html.h"
#include "site/visit.h"
#include "store/store.h"

namespace dateline::site {

/// How wide a picture stands in an article, as the attribute `sizes` says it: the column of site.css, or the window.
inline constexpr std::string_view kArticleSizes = "(min-width: 48rem) 42rem, 100vw";

/// A picture with its caption and credit:
///   figure.figure > img[srcset][sizes][width][height][alt], figcaption > .credit (no figcaption where both are "")
/// Width and height are in the markup, so nothing moves when it arrives; the style sheet says `height: auto`.
/// `eager`: for the one picture at the top of a page, which the browser fetches with the page, but after what its text
/// needs; all others wait until they come near.
Html figure(const desk::PictureUse& picture, std::string_view sizes, bool eager);

/// The text of the newsroom's own article or live entry: Markdown, sanitized like any other (an editor's account may be
/// somebody else's one day), with `![alt](picture:ID "Caption | Credit")`, alone in its paragraph, as a figure. What
/// the Markdown leaves out is said as with the picture at the desk. A picture that is not there is left out.
Result<Html> article_text(const store::Reader& reader, std::string_view markdown);

/// The same in its pieces, for who makes other figures: the links read against `base`, which may be absent.
using TextPiece = std::variant<markup::SanitizedHtml, desk::PictureUse>;
Result<std::vector<TextPiece>> text_pieces(const store::Reader& reader, std::string_view markdown,
                                           const std::optional<text::Url>& base);

/// The first `picture:ID` of the text that is no picture of the desk; absent where all are.
Result<std::optional<std::string>> missing_picture(const store::Reader& reader, std::string_view markdown);

/// The picture of the newsroom's own article among the reports of `story`, the newest that has one.
Result<std::optional<desk::PictureUse>> picture_of(const Context& context, const story::Story& story);

/// GET /picture/ID/WIDTH.webp and .jpg. What is there never changes, so browsers keep it for good.
Result<net::Response> picture(const Context&, const Visit&);

}  // namespace dateline::site
