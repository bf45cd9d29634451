#include "article/page_text.h"

#include <algorithm>

#include "article/page_blocks.h"
#include "markup/html.h"
#include "text/utf8.h"

namespace dateline::article {

using markup::Node;

std::string plain_line(std::string_view html) {
  if (html.find_first_of("<&") == std::string_view::npos) return text::collapse(html);
  if (const auto document = markup::Document::parse(html)) {
    std::string line = text::collapse(markup::text_of(document->root()));
    if (!line.empty()) return line;
  }
  return text::collapse(html);
}

std::string plain_paragraphs(std::string_view html) {
  // Text without tags keeps its own line ends; only its entities are markup.
  if (html.find('<') == std::string_view::npos) {
    std::string out;
    for (std::size_t from = 0; from < html.size();) {
      const std::size_t to = std::min(html.find('\n', from), html.size());
      const std::string line = plain_line(html.substr(from, to - from));
      if (!line.empty()) out.append(out.empty() ? "" : "\n\n").append(line);
      from = to + 1;
    }
    return out;
  }
  const auto document = markup::Document::parse(html);
  if (!document) return text::collapse_paragraphs(html);
  std::string out;
  for (const Block& block : read_blocks(document->root()).blocks) {
    out.append(out.empty() ? "" : "\n\n").append(block.text);
  }
  return out;
}

std::optional<std::string> short_text(const Node& node, std::size_t most) {
  constexpr std::size_t kMostNodes = 500;
  std::string text;
  std::size_t nodes = 0, seen = 0;  // Of the bytes, those that no collapsing takes away.
  for (const Node* at = node.first_child; at;) {
    if (++nodes > kMostNodes) return std::nullopt;
    const bool unseen = at->is("script") || at->is("style") || at->is("svg") || at->is("button") || at->is("noscript");
    if (at->kind == Node::Kind::kText) {
      seen += static_cast<std::size_t>(std::ranges::count_if(at->text(), [](char c) { return c > ' ' && c < 0x7F; }));
      if (seen > most) return std::nullopt;
      text += at->text();
    }
    if (at->kind == Node::Kind::kElement) text += ' ';
    if (text.size() > 4 * most) return std::nullopt;
    at = unseen ? markup::next_skipping_children(at, &node) : markup::next_in_order(at, &node);
  }
  text = text::collapse(text);
  if (text.size() > most) return std::nullopt;
  return text;
}

}  // namespace dateline::article
