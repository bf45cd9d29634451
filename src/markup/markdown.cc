// Markdown: cmark-gfm, and nothing of it outside this file.

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
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
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

/// A text as cmark-gfm read it.
class Parsed {
 public:
  explicit Parsed(std::string_view markdown) : parser_(cmark_parser_new(kOptions)) {
    // The registry of extensions is global and not locked.
    static std::once_flag registered;
    std::call_once(registered, cmark_gfm_core_extensions_ensure_registered);
    for (const std::string_view name : {"table", "strikethrough", "autolink"}) {
      if (name == "table" && !may_hold_tables(markdown)) continue;
      if (cmark_syntax_extension* extension = cmark_find_syntax_extension(name.data())) {
        cmark_parser_attach_syntax_extension(parser_.get(), extension);
      }
    }
    const std::string bounded = bound_images(markdown);
    // While it parses, cmark-gfm sets the extensions' special characters in a table of the whole process, and takes
    // them out at the end: a parse that ends meanwhile takes the "~" away from the other.
    static std::mutex parsing;
    const std::lock_guard lock(parsing);
    cmark_parser_feed(parser_.get(), bounded.data(), bounded.size());
    document_.reset(cmark_parser_finish(parser_.get()));
  }

  cmark_node* document() const { return document_.get(); }

  SanitizedHtml render(cmark_node* node, const Sanitizer::Options& options) const {
    const std::unique_ptr<char, Free> html(
        cmark_render_html(node, kOptions, cmark_parser_get_syntax_extensions(parser_.get())));
    return Sanitizer::sanitize(html.get(), options);
  }

 private:
  static constexpr int kOptions = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;

  const std::unique_ptr<cmark_parser, Free> parser_;
  std::unique_ptr<cmark_node, Free> document_;
};

constexpr std::string_view kPictureScheme = "picture:";

std::string text_of(cmark_node* node) {
  std::string text;
  const std::unique_ptr<cmark_iter, Free> walk(cmark_iter_new(node));
  for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk.get())) {
    cmark_node* here = cmark_iter_get_node(walk.get());
    const cmark_node_type type = cmark_node_get_type(here);
    if (event != CMARK_EVENT_ENTER) continue;
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) text += cmark_node_get_literal(here);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) text += ' ';
  }
  return text;
}

/// The pictures of a paragraph that holds nothing else; none if it holds anything else.
std::vector<PictureReference> pictures_of(cmark_node* block) {
  std::vector<PictureReference> pictures;
  if (cmark_node_get_type(block) != CMARK_NODE_PARAGRAPH) return {};
  for (cmark_node* child = cmark_node_first_child(block); child; child = cmark_node_next(child)) {
    const cmark_node_type type = cmark_node_get_type(child);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) continue;
    if (type != CMARK_NODE_IMAGE) return {};
    const std::string_view url = cmark_node_get_url(child);
    if (!url.starts_with(kPictureScheme)) return {};
    pictures.push_back({std::string(url.substr(kPictureScheme.size())), text_of(child), cmark_node_get_title(child)});
  }
  return pictures;
}

}  // namespace

SanitizedHtml render_markdown(std::string_view markdown, const Sanitizer::Options& options) {
  const Parsed parsed(markdown);
  return parsed.render(parsed.document(), options);
}

std::vector<std::variant<SanitizedHtml, PictureReference>> render_markdown_and_pictures(
    std::string_view markdown, const Sanitizer::Options& options) {
  const Parsed parsed(markdown);
  std::vector<std::variant<SanitizedHtml, PictureReference>> pieces;
  std::unique_ptr<cmark_node, Free> between(cmark_node_new(CMARK_NODE_DOCUMENT));
  const auto flush = [&] {
    if (!cmark_node_first_child(between.get())) return;
    pieces.emplace_back(parsed.render(between.get(), options));
    between.reset(cmark_node_new(CMARK_NODE_DOCUMENT));
  };
  while (cmark_node* block = cmark_node_first_child(parsed.document())) {
    if (std::vector<PictureReference> pictures = pictures_of(block); !pictures.empty()) {
      flush();
      for (PictureReference& picture : pictures) pieces.emplace_back(std::move(picture));
      cmark_node_unlink(block);
      cmark_node_free(block);
    } else {
      cmark_node_unlink(block);
      if (!cmark_node_append_child(between.get(), block)) cmark_node_free(block);
    }
  }
  flush();
  return pieces;
}

}  // namespace dateline::markup
