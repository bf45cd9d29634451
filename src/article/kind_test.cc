#include "article/kind.h"

#include <gmock/gmock.h>

#include <string>

#include "article/extract.h"

namespace dateline::article {
namespace {

using testing::HasSubstr;

Reading read(const std::string& head, const std::string& body) {
  wire::FetchedPage page;
  page.body = "<head><title>Lundvik</title>" + head + "</head><body><h1>Lundvik</h1>" + body + "</body>";
  auto reading = read_page(page);
  EXPECT_TRUE(reading) << reading.error().message;
  return reading ? std::move(*reading) : Reading{};
}
std::string type(const std::string& name) {
  return R"(<script type="application/ld+json">{"@graph": [{"@type": ["Thing", ")" + name + R"("]}]}</script>)";
}

const std::string kText =
    "<p>The harbour of Lundvik was closed on Tuesday evening, after a tanker had run aground at its mouth.</p>";

TEST(PageKind, IsAnArticleWhenInDoubt) {
  EXPECT_EQ(read("", kText).kind, PageKind::kArticle);
  EXPECT_EQ(read("", kText).why, "");
}

TEST(PageKind, IsWhatThePageDeclares) {
  EXPECT_EQ(read(type("LiveBlogPosting"), kText).kind, PageKind::kLive);
  EXPECT_EQ(read(type("QAPage"), kText).kind, PageKind::kForum);
  EXPECT_EQ(read(type("ImageGallery"), kText).kind, PageKind::kGallery);
  EXPECT_EQ(read(type("Product"), kText).kind, PageKind::kProduct);
  EXPECT_EQ(read(type("CollectionPage"), kText).kind, PageKind::kList);
  EXPECT_EQ(read("<meta property='og:type' content='product.item'>", kText).kind, PageKind::kProduct);
  EXPECT_EQ(read(type("LiveBlogPosting"), kText).why, "the page says that it is a LiveBlogPosting");
}

TEST(PageKind, IsAnArticleThatAlsoNamesAProduct) {
  EXPECT_EQ(read(type("Product") + type("NewsArticle"), kText).kind, PageKind::kArticle);
}

TEST(PageKind, IsAListWhenThereIsHardlyATextAmongTheLinks) {
  std::string links;
  for (int i = 0; i < 41; ++i)
    links += "<li><a href='/" + std::to_string(i) + "'>What the council said about pier no. " + std::to_string(i) +
             "</a></li>";
  const Reading list = read("", kText + "<ul>" + links + "</ul>");
  EXPECT_EQ(list.kind, PageKind::kList);
  EXPECT_EQ(list.why, "41 links to other pages, and hardly a text of its own");
  EXPECT_EQ(read("<meta property='og:type' content='article'>", kText + "<ul>" + links + "</ul>").kind,
            PageKind::kArticle);
}

}  // namespace
}  // namespace dateline::article
