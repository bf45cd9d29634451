#include "article/kind.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "article/body.h"
#include "article/metadata.h"
#include "article/page_blocks.h"

namespace dateline::article {
namespace {

/// Of a page's own text, in characters without spaces, that make a report of whatever stands around it.
constexpr std::size_t kMuchText = 1200;
/// Links to other pages that make a list of a page without much text.
constexpr std::size_t kManyLinks = 25;

/// The first of these that the page declares; "" when none.
std::string_view any_of(const Metadata& page, std::initializer_list<std::string_view> types) {
  for (const std::string_view type : types) {
    if (std::ranges::find(page.types, type) != page.types.end()) return type;
  }
  return "";
}

std::string says(std::string_view type) {
  return "the page says that it is a " + std::string(type);
}

/// Blocks that are all link and name a page: a few words.
std::size_t count_links(const PageBlocks& page) {
  constexpr std::size_t kShortestTitle = 20;
  return static_cast<std::size_t>(std::ranges::count_if(page.blocks, [](const Block& block) {
    return block.letters >= kShortestTitle && block.linked * 10 >= block.letters * 9;
  }));
}

}  // namespace

std::string_view to_string(PageKind kind) {
  switch (kind) {
    case PageKind::kArticle:
      return "article";
    case PageKind::kLive:
      return "live";
    case PageKind::kGallery:
      return "gallery";
    case PageKind::kList:
      return "list";
    case PageKind::kForum:
      return "forum";
    case PageKind::kProduct:
      return "product";
    case PageKind::kOther:
      return "other";
  }
  return "other";
}

KindOfPage kind_of(const Metadata& metadata, const PageBlocks& page, const Body& body) {
  std::size_t letters = 0;
  for (const std::string& paragraph : body.paragraphs) letters += count_letters(paragraph);

  if (!any_of(metadata, {"LiveBlogPosting"}).empty()) return {PageKind::kLive, says("LiveBlogPosting")};
  if (const auto type = any_of(metadata, {"DiscussionForumPosting", "QAPage"}); !type.empty()) {
    return {PageKind::kForum, says(type)};
  }
  const bool is_article =
      !any_of(metadata, {"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "Article",
                         "BlogPosting", "TechArticle", "ScholarlyArticle", "Report", "Review", "Recipe", "HowTo"})
           .empty();
  if (const auto type = any_of(metadata, {"ImageGallery", "MediaGallery"}); !type.empty() && letters < kMuchText) {
    return {PageKind::kGallery, says(type)};
  }
  if (is_article) return {};
  if (metadata.og_type.starts_with("product") || metadata.og_type == "og:product") {
    return {PageKind::kProduct, says(metadata.og_type)};
  }
  if (const auto type = any_of(metadata, {"Product", "ProductGroup"}); !type.empty() && !metadata.published) {
    return {PageKind::kProduct, says(type)};
  }
  if (const auto type = any_of(metadata, {"CollectionPage", "SearchResultsPage", "OfferCatalog"}); !type.empty()) {
    return {PageKind::kList, says(type)};
  }
  if (metadata.og_type == "article" || metadata.published) return {};
  const std::size_t links = count_links(page);
  if (letters < kMuchText && links >= kManyLinks) {
    return {PageKind::kList, std::to_string(links) + " links to other pages, and hardly a text of its own"};
  }
  return {};
}

}  // namespace dateline::article
