#pragma once
// Inside article/: which of a page's paragraphs are the report.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/page_blocks.h"
#include "markup/sanitizer.h"
#include "text/url.h"

namespace dateline::article {

struct Metadata;

/// What a page says that it is: what counts as text is not the same to newspapers and to others.
enum class Declared { kNothing, kPage, kArticle, kNews };
Declared declared_as(const Metadata& page);

/// What the page says elsewhere, to be compared with what its paragraphs say.
struct BodyEvidence {
  std::string_view headline;
  std::string_view description;   ///< Of meta elements; often the standfirst.
  std::string_view article_body;  ///< Of JSON-LD; may be "", cut off, or the whole text.
  bool paid = false;              ///< The page says that it is not free to read.
  Declared declared = Declared::kNothing;
};

/// The report.
struct Body {
  std::vector<std::string> paragraphs;  ///< In order: standfirst, prose, headings between, lists, quotations, cells.
  std::vector<std::size_t> blocks;      ///< Which of the page's they are; empty when the page does not show them.
  std::string standfirst;               ///< One of them, or what stands before; "" when there is none.
  bool truncated = false;               ///< It ends before the report does.
  std::string picture;                  ///< Of the report's pictures the first, by `base`; "" when it has none.
  std::size_t pictures = 0;             ///< How many it has.
  markup::SanitizedHtml markup;         ///< The same with its structure, and figures with captions. Links by `base`.
};
/// Empty when the page has no prose. Linear in the size of the page.
Body find_body(const PageBlocks& page, const BodyEvidence& evidence, const std::optional<text::Url>& base);

/// Of find_body(), for the trainer: which blocks are the report, in order, where a judge is so sure of each (log-odds).
std::vector<std::size_t> choose_blocks(const PageBlocks& page, const BodyEvidence& evidence,
                                       std::span<const float> sureness);

}  // namespace dateline::article
