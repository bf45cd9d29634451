// render_markdown: cmark-gfm, and nothing of it outside this file.

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>

#include "markup/sanitizer.h"

namespace dateline::markup {
namespace {

struct Free {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(char* text) const { std::free(text); }
};

/// cmark-gfm looks through all open "![" at each link, so 400 KB of "![[]()" take minutes. No post has as many images.
constexpr std::size_t kMostImages = 1000;
/// It fills short rows up to the header's columns: 20 KB can make ten million cells.
constexpr std::size_t kMostCells = 100'000;

/// The text with the surplus image marks escaped.
std::string bound_images(std::string_view markdown) {
  std::string out;
  out.reserve(markdown.size());
  std::size_t images = 0;
  std::size_t kept_from = 0;
  for (std::size_t at = markdown.find("!["); at != std::string_view::npos; at = markdown.find("![", at + 2)) {
    if (++images <= kMostImages) continue;
    out.append(markdown, kept_from, at + 1 - kept_from).append("\\");
    kept_from = at + 1;
  }
  return out.append(markdown, kept_from);
}

/// Whether tables could become larger than any that is meant: the widest line times the number of lines.
bool may_hold_tables(std::string_view markdown) {
  std::size_t lines = 1;
  std::size_t bars = 0;
  std::size_t most_bars = 0;
  for (const char c : markdown) {
    if (c == '\n' || c == '\r') {
      ++lines;
      bars = 0;
    } else if (c == '|') {
      most_bars = std::max(most_bars, ++bars);
    }
  }
  return lines * (most_bars + 1) <= std::max(kMostCells, 4 * markdown.size());
}

}  // namespace

SanitizedHtml render_markdown(std::string_view markdown, const Sanitizer::Options& options) {
  // The registry of extensions is global and not locked.
  static std::once_flag registered;
  std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);

  constexpr int kOptions = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
  const std::unique_ptr<cmark_parser, Free> parser(cmark_parser_new(kOptions));
  for (const std::string_view name : {"table", "strikethrough", "autolink"}) {
    if (name == "table" && !may_hold_tables(markdown)) continue;
    if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name.data())) {
      cmark_parser_attach_syntax_extension(parser.get(), extension);
    }
  }
  const std::string bounded = bound_images(markdown);
  // While it parses, cmark-gfm sets the extensions' special characters in a table of the whole process, and takes them
  // out at the end: a parse that ends meanwhile takes the "~" away from the other.
  static std::mutex parsing;
  const auto parse = [&] {
    const std::lock_guard lock(parsing);
    cmark_parser_feed(parser.get(), bounded.data(), bounded.size());
    return cmark_parser_finish(parser.get());
  };
  const std::unique_ptr<cmark_node, Free> document(parse());
  const std::unique_ptr<char, Free> html(
      cmark_render_html(document.get(), kOptions, cmark_parser_get_syntax_extensions(parser.get())));
  return Sanitizer::sanitize(html.get(), options);
}

}  // namespace dateline::markup
