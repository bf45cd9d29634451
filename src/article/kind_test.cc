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

std::string long_text() {
  std::string text;
  for (int i = 0; i < 6; ++i) text += "<p>On day " + std::to_string(i) + ": t" + kText.substr(4);
  return text;
}
Reading read_at(const std::string& address, const std::string& body) {
  wire::FetchedPage page;
  page.url = page.final_url = address;
  page.body = "<head><title>Lundvik</title></head><body><h1>Lundvik</h1>" + body + "</body>";
  auto reading = read_page(page);
  EXPECT_TRUE(reading) << reading.error().message;
  return reading ? std::move(*reading) : Reading{};
}
const std::string kUndated =
    "<p>We could not find what you are looking for. Perhaps it was moved, or never was here.</p>";

TEST(PageKind, IsAnArticleWhenInDoubt) {
  EXPECT_EQ(read("", long_text()).kind, PageKind::kArticle);
  EXPECT_EQ(read("", long_text()).why, "");
  EXPECT_EQ(read("<meta property='article:published_time' content='2026-03-03T10:00:00Z'>", kText).kind,
            PageKind::kArticle);
}

TEST(PageKind, IsNoneWhereHardlyATextIsOfNobodyAndOfNoDay) {
  EXPECT_EQ(read("", kUndated).kind, PageKind::kOther);
  EXPECT_EQ(read("", kUndated).why, "hardly a text, and nobody says who wrote it or when");
}

TEST(PageKind, IsKnownByTheAddress) {
  EXPECT_EQ(read_at("https://www.example.org/viewtopic.php?t=31", long_text()).kind, PageKind::kForum);
  EXPECT_EQ(read_at("https://forum.example.org/31", long_text()).kind, PageKind::kForum);
  EXPECT_EQ(read_at("https://docs.example.org/install", long_text()).kind, PageKind::kOther);
  EXPECT_EQ(read_at("https://www.example.org/products/kettle", long_text()).kind, PageKind::kProduct);
  EXPECT_EQ(read_at("https://www.example.org/", long_text()).kind, PageKind::kOther);
  EXPECT_EQ(read_at("https://www.example.org/news/forum-of-fishers-meets", long_text()).kind, PageKind::kArticle);
}

TEST(PageKind, IsAListOfTextsThatHavePagesOfTheirOwn) {
  std::string posts;
  for (int i = 0; i < 4; ++i) {
    posts += "<article><h2><a href='/" + std::to_string(i) + "'>The harbour on day " + std::to_string(i) + "</a></h2>";
    for (int k = 0; k < 5; ++k) posts += "<p>At hour " + std::to_string(10 * i + k) + kText.substr(3);
    posts += "</article>";
  }
  EXPECT_EQ(read("", "<main>" + posts + "</main>").kind, PageKind::kList);
}

TEST(PageKind, IsAListOfTeasers) {
  std::string teasers;
  for (int i = 0; i < 8; ++i) {
    teasers += "<div><a href='/" + std::to_string(i) + "'><h2>What the council said on day " + std::to_string(i) +
               "</h2></a><p>At hour " + std::to_string(i) + kText.substr(3) + "</div>";
  }
  EXPECT_EQ(read("", "<main>" + teasers + "</main>").kind, PageKind::kList);
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

TEST(PageKind, IsLiveWhereUpdatesWithTimesFollowEachOther) {
  const auto updates = [](const std::string& time) {
    std::string text;
    for (int i = 0; i < 8; ++i) {
      const std::string hour = std::to_string(10 + i);
      text += "<div class='e'>" +
              (time.empty() ? "" : "<time datetime='2026-03-03T" + hour + ":00:00Z'>" + hour + ":00</time>") +
              "<p>At " + hour + ": t" + kText.substr(4) + "</div>";
    }
    return "<div class='c'>" + text + "</div>";
  };
  EXPECT_EQ(read("", updates("t")).kind, PageKind::kLive);
  EXPECT_EQ(read("", updates("t")).why, "8 updates with times");
  EXPECT_EQ(read("", updates("")).kind, PageKind::kArticle);
}

TEST(PageKind, IsAGalleryWhereThereAreManyPicturesAndLittleText) {
  const std::string kEnd = "<p>Two tugs held the ship in the wind, said the harbour master, and nobody was hurt.</p>";
  std::string pictures;
  for (int i = 0; i < 9; ++i) pictures += "<figure><img src='/" + std::to_string(i) + ".jpg'></figure>";
  EXPECT_EQ(read("", "<div>" + kText + pictures + kEnd + "</div>").kind, PageKind::kGallery);
  EXPECT_NE(read("", "<div>" + kText + kEnd + "</div>").kind, PageKind::kGallery);
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
