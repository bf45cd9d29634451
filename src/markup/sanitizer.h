#pragma once
// The one sanitizer over all foreign markup, applied last. SanitizedHtml is the only type that templates accept as
// markup, and nothing else can make one.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "text/url.h"

namespace dateline::markup {

struct Node;

class SanitizedHtml {
 public:
  SanitizedHtml() = default;  ///< Empty.
  const std::string& str() const { return html_; }

 private:
  friend class Sanitizer;
  explicit SanitizedHtml(std::string html) : html_(std::move(html)) {}
  std::string html_;
};

/// Lets through headings, paragraphs, lists, quotations, tables, figures, images, inline emphasis and links; text of
/// everything else is kept, except script, style, template and the like, which go with their content. Links are http,
/// https or mailto, resolved against `base`. No style, no class, no id, no on*, no svg, no math, no form, no frame.
/// What comes out is as inner_html() would write it, and parsed and sanitized again it stays byte for byte the same;
/// for that, of more than 40,000 elements only the text stays, and above kMaxHtmlBytes nothing.
class Sanitizer {
 public:
  struct Options {
    std::optional<text::Url> base;  ///< For relative links; without it they are dropped.
    bool reply = false;  ///< A reader's text: no images, no headings, no tables; links get rel="nofollow ugc noopener".
  };
  static SanitizedHtml sanitize(const Node& root, const Options& options);
  /// Parses as a fragment and sanitizes. What cannot be parsed (over the limit) comes out empty.
  static SanitizedHtml sanitize(std::string_view html, const Options& options);
};

/// Markdown (CommonMark with GitHub's tables, strikethrough and bare links, by cmark-gfm), raw HTML left out, through
/// the sanitizer. Never fails.
SanitizedHtml render_markdown(std::string_view markdown, const Sanitizer::Options& options);

/// An image of a text that the newsroom itself keeps: `![alt](picture:NAME "title")`.
struct PictureReference {
  std::string name, alt, title;  ///< As written; plain text.
};
/// The same as render_markdown, and what stands between its pieces: an image with the scheme `picture:` that is alone
/// in its paragraph (or with others of its kind) comes as a value, in its place. Anywhere else it is dropped, as
/// everywhere in render_markdown: no markup can bring one in.
std::vector<std::variant<SanitizedHtml, PictureReference>> render_markdown_and_pictures(
    std::string_view markdown, const Sanitizer::Options& options);

}  // namespace dateline::markup
