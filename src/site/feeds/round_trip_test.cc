// Feeds as our own reader (wire/feed.h) finds them: what is written is read, the same, whatever the text is. That a
// difference would be seen is shown below: BreaksWhen... plant a fault each in what was written.

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <cstring>

#include "markup/xml_text.h"
#include "site/feeds/feed.h"
#include "site/feeds/xml_text.h"
#include "site/site_fixture.h"
#include "text/utf8.h"
#include "wire/feed.h"

namespace dateline::site {
namespace {

using std::chrono::seconds;

/// Text with everything in it that has ever broken a feed.
rc::Gen<std::string> hostile_text() {
  const auto piece = rc::gen::element<std::string>(
      "fog", "Tarn", " ", " ", "\n", "\t", "]]>", "-->", "<b>", "</p>", "<!--", "&", "&amp;", "&lt;b&gt;", "&#38;",
      "\"", "'", "“", "\\", "{}", "\x01", "\x0B", "\x7F", "\xC2\x85", "\xEF\xBF\xBE", "\xE2\x80\xA8", "ميناء", "עיתון",
      "\xE2\x80\xAE", "🌊", "👩‍🚒", "日本", "é", "e\xCC\x81", "<?xml?>", "<![CDATA[", "%20", "0");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& pieces) {
    std::string text;
    for (const std::string& one : pieces) text += one;
    return text;
  });
}

/// As a headline, a name, a tag comes to a feed: on one line, and not empty.
rc::Gen<std::string> hostile_line(std::string otherwise) {
  return rc::gen::map(hostile_text(), [otherwise](const std::string& text) {
    const std::string line = text::collapse(plain_title(text));
    return line.empty() ? otherwise : line;
  });
}

Instant moment() {
  // From 1990, the first that a paper on the web could have, to 2100.
  return Instant{seconds{*rc::gen::inRange<std::int64_t>(631'152'000, 4'102'444'800)}};
}

/// A few, none twice.
rc::Gen<std::vector<std::string>> some_of(rc::Gen<std::string> one) {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(std::move(one)), [](std::vector<std::string> all) {
    std::ranges::sort(all);
    const auto repeated = std::ranges::unique(all);
    all.erase(repeated.begin(), repeated.end());
    constexpr std::size_t kFew = 4;
    all.resize(std::min(all.size(), kFew));
    return all;
  });
}

std::vector<std::string> names() {
  return *some_of(rc::gen::element<std::string>("Ana Núñez", "O'Neil & \"Daughter\"", "ليلى حداد", "Jo <Van> Dyk",
                                                "山田 花子", "Ida 🐟 Holm", "Team Data"));
}

FeedItem any_item(int number) {
  const std::string id = std::to_string(number);
  FeedItem item{.id = "dateline:article:" + id,
                .url = Href::path({"article", id}).on("https://news.example.org"),
                .title = *hostile_line("Untitled"),
                .published = moment(),
                .summary = *hostile_line("Nothing")};
  item.updated = item.published + seconds{*rc::gen::inRange(0, 1'000'000)};
  for (const std::string& name : names()) item.authors.push_back({name});
  if (*rc::gen::arbitrary<bool>())
    item.content = html("<p>{}</p>\n<blockquote>{}</blockquote>", *hostile_text(), *hostile_text());
  item.categories = *some_of(hostile_line("World"));
  item.language = *rc::gen::element<std::string>("", "es", "ar", "zh-Hant");
  if (*rc::gen::arbitrary<bool>()) {
    item.picture = FeedPicture{.url = Href::path({"picture", id, "960.jpg"}).on("https://news.example.org"),
                               .alt = *hostile_line("A boat"),
                               .width = 960,
                               .height = 640,
                               .caption = "",
                               .credit = "Ana & Co",
                               .bytes = 81'234};
  }
  return item;
}

Feed any_feed() {
  const Href page = Href::path({}).on("https://news.example.org");
  Feed feed{.title = *hostile_line("Paper"),
            .description = *hostile_line("News"),
            .language = "en-GB",
            .owner = "The Paper",
            .page = page,
            .base = page,
            .icon = Href::path({"icon-192.png"}).on("https://news.example.org"),
            .updated = moment()};
  const int count = *rc::gen::inRange(1, 4);
  for (int i = 0; i < count; ++i) feed.items.push_back(any_item(i));
  return feed;
}

std::string written(const Feed& feed, FeedFormat format) {
  switch (format) {
    case FeedFormat::kRss:
      return to_rss(feed);
    case FeedFormat::kAtom:
      return to_atom(feed);
    case FeedFormat::kJson:
      return to_json_feed(feed);
    case FeedFormat::kNinjs:
      return to_ninjs(feed);
  }
  return "";
}

std::string as_html(std::string_view text) {
  return html("{}", text).str();
}

/// Quotation marks in text may be written either way.
std::string with_plain_quotes(std::string markup) {
  for (const auto& [written, mark] : {std::pair{"&#39;", "'"}, {"&quot;", "\""}, {"&#34;", "\""}}) {
    for (std::size_t at = 0; (at = markup.find(written, at)) != std::string::npos;)
      markup.replace(at, std::strlen(written), mark);
  }
  return markup;
}
bool same_markup(const std::string& a, const std::string& b) {
  return with_plain_quotes(a) == with_plain_quotes(b);
}

/// What is not the same, by its name; "" where all is.
std::string difference(const Feed& feed, FeedFormat format, const std::string& text) {
  const auto read = wire::parse_feed(text, feed.page.str() + "feed", "");
  if (!read) return "unreadable: " + read.error().message;
  if (!read->warnings.empty()) return "warning: " + read->warnings.front();
  const bool is_ninjs = format == FeedFormat::kNinjs;
  const bool is_xml = format == FeedFormat::kRss || format == FeedFormat::kAtom;
  if (!is_ninjs && read->title != feed.title) return "title of the feed: " + read->title;
  if (read->entries.size() != feed.items.size()) return "number of items";
  for (std::size_t i = 0; i < feed.items.size(); ++i) {
    const FeedItem& item = feed.items[i];
    const wire::FeedEntry& entry = read->entries[i];
    const std::string own = std::to_string(i);
    const std::string id = is_ninjs                      ? item.url.str()
                           : format == FeedFormat::kAtom ? "tag:news.example.org,2026:article:" + own
                                                         : item.id;
    if (entry.id != id) return "id: " + entry.id;
    if (entry.url != item.url.str()) return "url: " + entry.url;
    if (entry.title != item.title) return "title: " + entry.title;
    std::vector<std::string> authors;
    for (const FeedAuthor& author : item.authors) authors.push_back(is_xml ? plain_title(author.name) : author.name);
    if (authors.empty() && !is_ninjs) authors = read->authors;
    if (entry.authors != authors) return "authors";
    if (entry.published != item.published) return "published";
    if (format != FeedFormat::kRss && entry.updated != item.updated) return "updated";
    if (!same_markup(entry.summary, as_html(item.summary))) return "summary: " + entry.summary;
    const std::string content = item.content.empty() && format == FeedFormat::kJson ? as_html(item.summary)
                                : is_xml ? markup::xml_text(item.content.str())
                                         : item.content.str();
    if (!same_markup(entry.content, content)) return "content: " + entry.content;
    if (entry.categories != item.categories) return "categories";
    const std::string language = item.language.empty() || item.language == read->language ? "" : item.language;
    if (entry.language != language && !(language.empty() && entry.language == feed.language))
      return "language: " + entry.language;
    if (entry.image != (item.picture ? item.picture->url.str() : "")) return "picture: " + entry.image;
  }
  return "";
}

void comes_back(FeedFormat format) {
  const Feed feed = any_feed();
  const std::string text = written(feed, format);
  const std::string wrong = difference(feed, format, text);
  if (!wrong.empty()) RC_FAIL(wrong + "\n" + text);
}

RC_GTEST_PROP(RoundTrip, RssComesBackAsItWas, ()) {
  comes_back(FeedFormat::kRss);
}
RC_GTEST_PROP(RoundTrip, AtomComesBackAsItWas, ()) {
  comes_back(FeedFormat::kAtom);
}
RC_GTEST_PROP(RoundTrip, JsonFeedComesBackAsItWas, ()) {
  comes_back(FeedFormat::kJson);
}
RC_GTEST_PROP(RoundTrip, NinjsComesBackAsItWas, ()) {
  comes_back(FeedFormat::kNinjs);
}

/// The newest first, as the sitemap has them.
std::string sitemap_difference(const std::vector<desk::Post>& posts, const std::string& text) {
  const auto read = wire::parse_feed(text, "https://news.example.org/sitemap/news.xml", "");
  if (!read) return "unreadable: " + read.error().message;
  if (!read->warnings.empty()) return "warning: " + read->warnings.front();
  if (read->entries.size() != posts.size()) return "number of articles";
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const wire::FeedEntry& entry = read->entries[i];
    if (entry.title != posts[i].headline) return "title: " + entry.title;
    if (entry.published != posts[i].published_at) return "published";
    if (entry.url != "https://news.example.org/article/" + posts[i].article_id().str()) return "url: " + entry.url;
  }
  return "";
}

RC_GTEST_PROP(RoundTrip, NewsSitemapComesBackAsItWas, ()) {
  SiteFixture site;
  site.public_url = "https://news.example.org";
  const int count = *rc::gen::inRange(1, 4);
  std::vector<desk::Post> posts;
  for (int i = 0; i < count; ++i) {
    site.add_post(*hostile_line("Untitled"), "Text.");
    desk::Post& post = site.reader.all_posts.back();
    post.published_at = site.clock.now() - seconds{*rc::gen::inRange(0, 40'000)} - i * std::chrono::hours{12};
    posts.push_back(post);
  }
  const std::string text = site.body(site.get("/sitemap/news.xml"));
  const std::string wrong = sitemap_difference(posts, text);
  if (!wrong.empty()) RC_FAIL(wrong + "\n" + text);
  // The control: another article than the one that was written.
  posts.back().headline += "!";
  RC_ASSERT(!sitemap_difference(posts, text).empty());
}

/// A feed in which each fault shows.
Feed telling_feed() {
  const Href page = Href::path({}).on("https://news.example.org");
  FeedItem item{.id = "dateline:article:0",
                .url = Href::path({"article", "0"}).on("https://news.example.org"),
                .title = "Fog & \"foam\"",
                .authors = {{"Ana Núñez"}, {"Jo Holm"}},
                .published = Instant{seconds{1'700'000'000}},
                .updated = Instant{seconds{1'700'000'060}},
                .summary = "A & B",
                .content = html("<p>{}</p>", "]]> & so on"),
                .categories = {"Sea & co"},
                .language = "es"};
  return {.title = "Paper",
          .description = "News",
          .language = "en-GB",
          .owner = "The Paper",
          .page = page,
          .base = page,
          .icon = page,
          .updated = item.updated,
          .items = {item}};
}

TEST(RoundTrip, BreaksWhenOneByteOfWhatWasWrittenIsAnother) {
  const Feed feed = telling_feed();
  for (const FeedFormat format : {FeedFormat::kRss, FeedFormat::kAtom, FeedFormat::kJson, FeedFormat::kNinjs}) {
    const std::string good = written(feed, format);
    ASSERT_EQ(difference(feed, format, good), "") << media_type(format);
    for (const std::string_view what : {"Ana", "Holm", "foam", "so on", "Sea", "article/0"}) {
      std::string bad = good;
      for (auto at = bad.find(what); at != std::string::npos; at = bad.find(what, at + 1)) bad[at + 1] = 'x';
      ASSERT_NE(bad, good) << what;
      EXPECT_NE(difference(feed, format, bad), "") << media_type(format) << " " << what;
    }
  }
}

TEST(RoundTrip, BreaksWhenAnItemChangesAfterItWasWritten) {
  for (const FeedFormat format : {FeedFormat::kRss, FeedFormat::kAtom, FeedFormat::kJson, FeedFormat::kNinjs}) {
    const std::string text = written(telling_feed(), format);
    const auto breaks = [&](std::string_view what, auto change) {
      Feed other = telling_feed();
      change(other.items[0]);
      EXPECT_NE(difference(other, format, text), "") << media_type(format) << " " << what;
    };
    breaks("published", [](FeedItem& item) { item.published += seconds{1}; });
    if (format != FeedFormat::kRss) breaks("updated", [](FeedItem& item) { item.updated += seconds{1}; });
    breaks("language", [](FeedItem& item) { item.language = "ar"; });
    breaks("an author less", [](FeedItem& item) { item.authors.pop_back(); });
    breaks("summary", [](FeedItem& item) { item.summary += "."; });
    breaks("content", [](FeedItem& item) { item.content.add("!"); });
    breaks("a tag more", [](FeedItem& item) { item.categories.push_back("New"); });
    breaks("picture", [](FeedItem& item) { item.picture = FeedPicture{item.url, "alt"}; });
  }
}

// The writers' own care, taken away: text that XML cannot hold makes the reader mend, which is a difference.
TEST(RoundTrip, BreaksWithoutTheCareForControlCharacters) {
  Feed feed = telling_feed();
  const std::string good = to_rss(feed);
  std::string bad = good;
  bad.replace(bad.find("foam"), 4, "f\x01m");
  EXPECT_NE(difference(feed, FeedFormat::kRss, bad), "");
}

}  // namespace
}  // namespace dateline::site
