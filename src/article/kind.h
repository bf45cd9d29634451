#pragma once
// What sort of page a page is.

#include <optional>
#include <string>
#include <string_view>

#include "text/url.h"

namespace dateline::article {

struct Metadata;
struct PageBlocks;
struct Body;

enum class PageKind {
  kArticle,  ///< One report, comment, interview, post.
  kLive,     ///< Entries with times, newest first or last: a live blog.
  kGallery,  ///< Pictures with captions.
  kList,     ///< Teasers of other pages: a front page, a section, a search.
  kForum,    ///< A question or a post, and what others wrote under it.
  kProduct,  ///< Something for sale.
  kOther,    ///< A service, a manual, a form, an error.
};
/// Whether such a page tells something that happened; else it leads to pages that do, or is of another trade.
inline bool is_report(PageKind kind) {
  return kind == PageKind::kArticle || kind == PageKind::kLive || kind == PageKind::kGallery;
}
std::string_view to_string(PageKind kind);  ///< "article", "live", "gallery" ...

struct KindOfPage {
  PageKind kind = PageKind::kArticle;
  std::string why;  ///< In words, for people: "41 links to other pages and no text of its own". "" for kArticle.
};
/// What else is known of the page by then.
struct PageFacts {
  std::optional<text::Url> url;         ///< Where it is, or what it names as its address.
  bool dated = false, by_line = false;  ///< Somebody says when it was published, and who wrote it.
};
/// By what the page declares (schema.org types, og:type), by its address, then by its structure. When in doubt, an
/// article. Linear in the page.
KindOfPage kind_of(const Metadata& metadata, const PageFacts& facts, const PageBlocks& blocks, const Body& body);

}  // namespace dateline::article
