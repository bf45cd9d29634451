#include <algorithm>
#include <array>

#include "desk/post.h"
#include "markup/html.h"
#include "markup/sanitizer.h"
#include "text/url.h"
#include "text/utf8.h"

namespace dateline::desk {
namespace {

bool is_block(const markup::Node& node) {
  static constexpr std::array<std::string_view, 19> kBlocks = {"html", "body",  "p",  "li", "ul",    "ol", "blockquote",
                                                               "pre",  "table", "tr", "td", "th",    "h1", "h2",
                                                               "h3",   "h4",    "h5", "h6", "figure"};
  if (node.kind != markup::Node::Kind::kElement) return false;
  for (const std::string_view block : kBlocks) {
    if (node.name() == block) return true;
  }
  return false;
}

const markup::Node* block_around(const markup::Node* node) {
  while (node && !is_block(*node)) node = node->parent;
  return node;
}

/// Paragraphs apart by "\n\n": a paragraph ends where the next text stands in another block.
std::string plain_text(std::string_view html) {
  const auto document = markup::Document::parse(html);
  if (!document) return "";  // Over the parser's limit, which check_post() keeps a post well below.
  std::string out;
  const markup::Node* last_block = nullptr;
  const markup::Node& root = document->root();
  for (const markup::Node* node = &root; node; node = markup::next_in_order(node, &root)) {
    if (node->is("br")) out += '\n';
    if (node->kind != markup::Node::Kind::kText) continue;
    if (node->text().find_first_not_of(" \t\r\n") == std::string::npos) {
      out += ' ';
      continue;
    }
    const markup::Node* block = block_around(node);
    if (last_block && block != last_block) out += "\n\n";
    last_block = block;
    out += node->text();
  }
  return text::collapse_paragraphs(out);
}

/// "Ana Ruiz, Bo Li and Cy Day" -> three.
std::vector<std::string> authors_of(std::string_view byline) {
  std::vector<std::string> authors;
  const auto add = [&authors](std::string_view name) {
    if (std::string clean = text::collapse(name); !clean.empty()) authors.push_back(std::move(clean));
  };
  while (!byline.empty()) {
    const std::size_t comma = byline.find(',');
    const std::size_t joined = byline.find(" and ");
    const std::size_t end = std::min(comma, joined);
    add(byline.substr(0, end));
    if (end == std::string_view::npos) break;
    byline.remove_prefix(end + (end == joined ? std::string_view(" and ").size() : 1));
  }
  return authors;
}

}  // namespace

article::Article as_article(const Post& post, const std::vector<LiveEntry>& entries, const wire::Outlet& outlet,
                            std::string url, std::string language, Instant now) {
  article::Article article;
  article.id = post.article_id();
  const auto address = text::Url::parse(url);
  article.canonical_url = address ? address->canonical() : url;
  article.url = std::move(url);
  article.outlet = outlet;
  article.rights = wire::Rights::kFull;  // Our own.
  article.headline = text::collapse(post.headline);
  article.authors = authors_of(post.byline);
  article.published_at = post.published_at;
  Instant changed_at = post.updated_at;
  for (const LiveEntry& entry : entries) changed_at = std::max(changed_at, entry.updated_at.value_or(entry.at));
  if (post.published_at && changed_at > *post.published_at) article.modified_at = changed_at;
  article.fetched_at = now;
  article.language = std::move(language);
  article.section = post.section;
  article.text = plain_text(markup::render_markdown(post.body, {}).str());
  for (const LiveEntry& entry : entries) {
    for (std::string part :
         {text::collapse(entry.headline), plain_text(markup::render_markdown(entry.body, {}).str())}) {
      if (!part.empty()) article.text += (article.text.empty() ? "" : "\n\n") + part;
    }
  }
  article.lede = text::collapse(post.standfirst);
  if (article.lede.empty()) article.lede = article.text.substr(0, article.text.find("\n\n"));
  return article;
}

}  // namespace dateline::desk
