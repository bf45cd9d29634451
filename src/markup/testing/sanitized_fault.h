#pragma once
// For tests and fuzzing: what may stand in sanitized markup, written down a second time, apart from the sanitizer.

#include <algorithm>
#include <string>
#include <string_view>

#include "markup/html.h"
#include "markup/sanitizer.h"

namespace dateline::markup {

/// What is wrong with `html` as an output of Sanitizer; "" when nothing is.
inline std::string sanitized_fault(const std::string& html, const Sanitizer::Options& options) {
  struct Allowed {
    std::string_view element, attributes;
    bool in_replies = true;
  };
  static constexpr Allowed kAllowed[] = {
      {"p", " "},
      {"blockquote", " "},
      {"pre", " "},
      {"hr", " "},
      {"br", " "},
      {"ul", " "},
      {"ol", " start "},
      {"li", " "},
      {"dl", " "},
      {"dt", " "},
      {"dd", " "},
      {"figure", " "},
      {"figcaption", " "},
      {"a", " href rel "},
      {"abbr", " title "},
      {"time", " datetime "},
      {"b", " "},
      {"cite", " "},
      {"code", " "},
      {"del", " "},
      {"dfn", " "},
      {"em", " "},
      {"i", " "},
      {"ins", " "},
      {"kbd", " "},
      {"mark", " "},
      {"q", " "},
      {"s", " "},
      {"samp", " "},
      {"small", " "},
      {"strong", " "},
      {"sub", " "},
      {"sup", " "},
      {"u", " "},
      {"var", " "},
      {"h1", " ", false},
      {"h2", " ", false},
      {"h3", " ", false},
      {"h4", " ", false},
      {"h5", " ", false},
      {"h6", " ", false},
      {"img", " src alt width height ", false},
      {"table", " ", false},
      {"caption", " ", false},
      {"thead", " ", false},
      {"tbody", " ", false},
      {"tfoot", " ", false},
      {"tr", " ", false},
      {"th", " colspan rowspan ", false},
      {"td", " colspan rowspan ", false},
  };
  const auto document = Document::parse_fragment(html);
  if (!document) return "it cannot be parsed";
  const Node* root = &document->root();
  for (const Node* node = next_in_order(root, root); node; node = next_in_order(node, root)) {
    if (node->is_text()) continue;
    if (!node->is_element()) return "a node that is neither element nor text";
    const std::string name(node->name());
    if (node->space != Space::kHtml) return "svg or math: " + name;
    const auto* allowed = std::ranges::find(kAllowed, name, &Allowed::element);
    if (allowed == std::end(kAllowed) || (options.reply && !allowed->in_replies)) return "the element " + name;
    for (const Attribute& attribute : node->attributes()) {
      const std::string padded = " " + std::string(attribute.name) + " ";
      if (allowed->attributes.find(padded) == std::string_view::npos) return "the attribute " + name + padded;
    }
    const std::string_view href = node->attribute("href");
    const std::string_view src = node->attribute("src");
    const auto is_web = [](std::string_view url) { return url.starts_with("http://") || url.starts_with("https://"); };
    if (name == "a" && !is_web(href) && !href.starts_with("mailto:")) return "a link to " + std::string(href);
    if (name == "img" && !is_web(src)) return "an image from " + std::string(src);
    const auto is_bare = [](char c) { return c > ' ' && c != 0x7F && c != '"' && c != '<' && c != '>'; };
    if (!std::ranges::all_of(href, is_bare) || !std::ranges::all_of(src, is_bare))
      return "blanks or quotes in an address";
    const bool nofollow = name == "a" && options.reply;
    if (node->attribute("rel") != (nofollow ? "nofollow ugc noopener" : "")) return "the wrong rel";
  }
  if (inner_html(*root) != html) return "parsed and written again it is another: " + inner_html(*root);
  const std::string twice = Sanitizer::sanitize(html, options).str();
  return twice == html ? "" : "sanitized twice it is another: " + twice;
}

}  // namespace dateline::markup
