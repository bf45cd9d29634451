#pragma once
// Inside article/: which of a page's paragraphs are the report.

#include <string>
#include <string_view>
#include <vector>

#include "article/page_blocks.h"

namespace dateline::article {

/// What the page says elsewhere, to be compared with what its paragraphs say.
struct BodyEvidence {
  std::string_view headline;
  std::string_view description;   ///< Of meta elements; often the standfirst.
  std::string_view article_body;  ///< Of JSON-LD; may be "", cut off, or the whole text.
};

/// The paragraphs of the report in order: standfirst, prose, headings between, lists, quotations. Empty when the page
/// has no prose. Linear in the size of the page.
std::vector<std::string> find_body(const PageBlocks& page, const BodyEvidence& evidence);

/// Whether a text is prose: long enough and with a sentence's punctuation, in any script.
bool is_prose(std::string_view text, std::size_t letters);

}  // namespace dateline::article
