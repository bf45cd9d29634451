#include "article/page_text.h"

#include "article/page_blocks.h"
#include "markup/html.h"
#include "text/utf8.h"

namespace dateline::article {

std::string plain_line(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return text::collapse(html);
  if (const auto document = markup::Document::parse(html)) {
    std::string line = text::collapse(markup::text_of(document->root()));
    if (!line.empty()) return line;
  }
  return text::collapse(html);
}

std::string plain_paragraphs(std::string_view html) {
  const auto document = markup::Document::parse(html);
  if (!document) return text::collapse_paragraphs(html);
  std::string out;
  for (const Block& block : read_blocks(document->root()).blocks) {
    out.append(out.empty() ? "" : "\n\n").append(block.text);
  }
  return out;
}

}  // namespace dateline::article
