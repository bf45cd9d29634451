#include "article/extract.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <chrono>
#include <filesystem>

#include "base/file.h"

namespace dateline::article {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2023} / 1 / 31} + 18h;

wire::FetchedPage page_of(std::string body) {
  wire::FetchedPage page;
  page.url = page.final_url = "https://www.example.org/news/1";
  page.body = std::move(body);
  page.fetched_at = kNow;
  return page;
}

std::string report(std::string_view title) {
  return "<title>" + std::string(title) + "</title><h1>" + std::string(title) +
         "</h1><p>The harbour was closed on Tuesday evening, after a tanker had run aground at its mouth.</p>";
}

TEST(Extract, KeepsWhatTheFetcherKnows) {
  wire::FetchedPage page = page_of(report("Tanker runs aground"));
  page.outlet = wire::Outlet{"The Sample Post", "sample house", true};
  page.rights = wire::Rights::kFull;
  const auto article = extract(page);
  ASSERT_TRUE(article) << article.error().message;
  EXPECT_EQ(article->outlet, *page.outlet);
  EXPECT_EQ(article->rights, wire::Rights::kFull);
  EXPECT_EQ(article->fetched_at, kNow);
  EXPECT_EQ(article->url, "https://www.example.org/news/1");
  EXPECT_EQ(article->id, article_id("https://example.org/news/1"));
}

TEST(Extract, NamesTheOutletByItsHostWhereThePageDoesNot) {
  const auto article = extract(page_of(report("Tanker runs aground")));
  ASSERT_TRUE(article);
  EXPECT_EQ(article->outlet.name, "example.org");
  EXPECT_EQ(article->outlet.owner, "example.org");
}

/// `count` words that are in no other, from the `first` on: "wabcd".
std::string own_words(int first, int count) {
  std::string out;
  for (int n = first; n < first + count; ++n) {
    out += out.empty() ? "w" : " w";
    for (int rest = n + 26 * 26; rest > 0; rest /= 26) out += static_cast<char>('a' + rest % 26);
  }
  return out;
}

TEST(Extract, ReadsAPageWhoseParagraphsAreEachLessThanHalfOfWhatJsonLdHas) {
  std::string told, page;
  for (int paragraph = 0; paragraph < 3; ++paragraph) {
    const std::string told_here = own_words(paragraph * 200, 40);
    told += told_here + " ";
    page += "<p>" + told_here + ", " + own_words(paragraph * 200 + 100, 60) + ".</p>";
  }
  const auto article =
      extract(page_of("<title>Tanker runs aground</title><script type=\"application/ld+json\">"
                      "{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                      told + "\"}</script><article><h1>Tanker runs aground</h1>" + page + "</article>"));
  ASSERT_TRUE(article) << article.error().message;
  EXPECT_THAT(article->text, HasSubstr(own_words(500, 60)));
}

TEST(Extract, GivesTextWithoutAnAddressAnIdOfItsOwn) {
  wire::FetchedPage page = page_of(report("Tanker runs aground"));
  page.url = page.final_url = "";
  const auto one = extract(page);
  page.body = report("Tanker afloat again");
  const auto other = extract(page);
  ASSERT_TRUE(one && other);
  EXPECT_EQ(one->url, "");
  EXPECT_NE(one->id, other->id);
}

TEST(Extract, SaysWhyThereIsNoArticle) {
  const auto no_headline =
      extract(page_of("<p>The harbour was closed on Tuesday evening, after a tanker had run aground.</p>"));
  ASSERT_FALSE(no_headline);
  EXPECT_EQ(no_headline.error().code, Code::kInvalid);
  EXPECT_THAT(no_headline.error().message, HasSubstr("no article found: the page has no headline"));

  const auto no_text = extract(page_of("<title>Harbour</title><a href=/>Home</a>"));
  ASSERT_FALSE(no_text);
  EXPECT_THAT(no_text.error().message, HasSubstr("under 'Harbour' there is no text to speak of"));

  EXPECT_FALSE(extract(page_of("")));
  EXPECT_FALSE(
      extract(page_of(std::string("\x7F"
                                  "ELF\0\0\x01",
                                  7))));
}

TEST(Extract, SurvivesNestingWithoutEnd) {
  std::string body = report("Tanker runs aground");
  for (int i = 0; i < 20'000; ++i) body += "<div class=byline><b><ul><li>";
  const auto article = extract(page_of(body));
  ASSERT_TRUE(article);
  EXPECT_EQ(article->headline, "Tanker runs aground");
}

// A page that broke off anywhere is read, or said to be no article; never anything else.
RC_GTEST_PROP(Extract, SurvivesBeingCutAnywhere, ()) {
  static const auto pages = [] {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(DATELINE_GOLDEN)) {
      if (entry.path().extension() == ".html") all.push_back(read_file(entry.path()).value());
    }
    return all;
  }();
  const std::string& whole = *rc::gen::elementOf(pages);
  const auto size = *rc::gen::inRange<std::size_t>(0, whole.size() + 1);
  const auto article = extract(page_of(whole.substr(0, size)));
  if (!article) {
    RC_ASSERT(article.error().message.starts_with("no article found"));
    return;
  }
  RC_ASSERT(!article->headline.empty());
  RC_ASSERT(!article->text.empty());
  RC_ASSERT(article->text.starts_with(article->lede) || article->lede.ends_with("…"));
}

wire::FeedEntry entry() {
  wire::FeedEntry entry;
  entry.id = "tag:1";
  entry.url = "https://www.example.org/sport/1";
  entry.title = "Tanker runs aground";
  entry.authors = {"By Jo Doe and Ann Roe"};
  entry.published = kNow - 1h;
  entry.summary = "<p>Nobody was <b>hurt</b>.</p>";
  entry.content = "<p>The harbour was closed on Tuesday evening.</p><script>x()</script><p>Nobody was hurt.</p>";
  return entry;
}

TEST(FromEntry, TakesTheContentAsPlainText) {
  wire::Feed feed;
  feed.title = "The Sample Post";
  feed.language = "en-GB";
  const auto article = from_entry(feed, entry(), page_of(""));
  ASSERT_TRUE(article);
  EXPECT_EQ(article->headline, "Tanker runs aground");
  EXPECT_EQ(article->text, "The harbour was closed on Tuesday evening.\n\nNobody was hurt.");
  EXPECT_EQ(article->lede, "Nobody was hurt.");
  EXPECT_THAT(article->authors, ElementsAre("Jo Doe", "Ann Roe"));
  EXPECT_EQ(article->published_at, kNow - 1h);
  EXPECT_EQ(article->outlet.name, "The Sample Post");
  EXPECT_EQ(article->outlet.owner, "example.org");
  EXPECT_EQ(article->section, "sport");
  EXPECT_EQ(article->language, "en");
  EXPECT_EQ(article->id, article_id("https://example.org/sport/1"));
}

TEST(FromEntry, MakesAHeadlineOfTheFirstSentence) {
  wire::FeedEntry note = entry();
  note.title = "";
  const auto article = from_entry({}, note, page_of(""));
  ASSERT_TRUE(article);
  EXPECT_EQ(article->headline, "The harbour was closed on Tuesday evening.");
}

TEST(FromEntry, IsAbsentWhereThereIsNothingToRead) {
  wire::FeedEntry bare;
  bare.id = "1";
  bare.content = "<img src=a.jpg>";
  EXPECT_FALSE(from_entry({}, bare, page_of("")));
}

}  // namespace
}  // namespace dateline::article
