#pragma once
// The one sanitizer over all foreign markup, applied last. SanitizedHtml is the only type that templates accept as
// markup, and nothing else can make one.

#include <optional>
#include <string>
#include <string_view>

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

}  // namespace dateline::markup
