#include "wire/feed.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "text/url.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Feed parse(std::string_view bytes, std::string_view base = "https://example.org/news/feed.xml") {
  auto feed = parse_feed(bytes, base);
  EXPECT_TRUE(feed) << feed.error().message;
  return feed.value_or(Feed{});
}

/// One item of RSS 2.0.
FeedEntry item(std::string_view fields) {
  const Feed feed = parse(
      "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/' "
      "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
      "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>"
      "<channel><title>Post</title><link>https://example.org/</link><item>" +
      std::string(fields) + "</item></channel></rss>");
  EXPECT_EQ(feed.entries.size(), 1U);
  return feed.entries.empty() ? FeedEntry{} : feed.entries.front();
}

TEST(Feed, ReadsRss2) {
  const Feed feed = parse(R"(<?xml version="1.0"?>
<rss version="2.0"><channel>
  <title>The Sample Post</title><link>https://example.org/</link><language>en-gb</language>
  <description>All &amp; more</description>
  <image><title>Logo</title><url>https://example.org/logo.png</url><link>https://elsewhere.example/</link></image>
  <item><title>First</title><link>https://example.org/1</link><guid isPermaLink="false">tag:1</guid>
    <pubDate>Tue, 31 Jan 2023 13:00:00 EST</pubDate><author>desk@example.org (Jo Doe)</author>
    <category>World</category><category>Trade</category><description>&lt;p&gt;Lede&lt;/p&gt;</description></item>
  <item><title>Second</title><guid>https://example.org/2</guid></item>
</channel></rss>)");
  EXPECT_EQ(feed.format, "rss 2.0");
  EXPECT_EQ(feed.title, "The Sample Post");
  EXPECT_EQ(feed.url, "https://example.org/");
  EXPECT_EQ(feed.language, "en-gb");
  EXPECT_EQ(feed.description, "All & more");
  EXPECT_THAT(feed.warnings, IsEmpty());
  ASSERT_EQ(feed.entries.size(), 2U);
  const FeedEntry& first = feed.entries[0];
  EXPECT_EQ(first.id, "tag:1");
  EXPECT_EQ(first.url, "https://example.org/1");
  EXPECT_EQ(first.published, sys_days{2023y / 1 / 31} + 18h);
  EXPECT_THAT(first.authors, ElementsAre("Jo Doe"));
  EXPECT_THAT(first.categories, ElementsAre("World", "Trade"));
  EXPECT_EQ(first.summary, "<p>Lede</p>");
  EXPECT_EQ(feed.entries[1].url, "https://example.org/2") << "a guid is a link unless it says otherwise";
}

TEST(Feed, ReadsRss1WhoseItemsStandBesideTheChannel) {
  const Feed feed = parse(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
   xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://example.org/"><title>Post</title><link>https://example.org/</link></channel>
  <item rdf:about="https://example.org/1"><title>First</title><link>https://example.org/1</link>
    <dc:creator>Jo Doe</dc:creator><dc:date>2023-01-31T18:00:00Z</dc:date></item>
</rdf:RDF>)");
  EXPECT_EQ(feed.format, "rss 1.0");
  EXPECT_EQ(feed.title, "Post");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].id, "https://example.org/1");
  EXPECT_EQ(feed.entries[0].published, sys_days{2023y / 1 / 31} + 18h);
  EXPECT_THAT(feed.entries[0].authors, ElementsAre("Jo Doe"));
}

TEST(Feed, ReadsAtomWithItsBasesAndPeople) {
  const Feed feed = parse(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pt" xml:base="https://example.org/a/">
  <title type="html">A &amp;amp; B</title><link rel="self" href="feed"/><link href="/"/>
  <author><name>The Desk</name><email>desk@example.org</email></author>
  <entry xml:base="b/"><id>urn:1</id><title>1 &lt; 2</title><link rel="alternate" href="c"/>
    <published>2023-01-31T18:00:00+00:00</published><updated>2023-01-31T19:00:00Z</updated>
    <category term="w" label="World"/><link rel="enclosure" type="image/jpeg" href="p.jpg"/>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>5 &lt; 6 <a href="x?a=1&amp;b=2">y</a><br/></p></div></content>
    <summary>3 &lt; 4</summary></entry>
  <entry><id>urn:2</id><author><name>Jo Doe</name></author><source><title>Other</title></source></entry>
</feed>)");
  EXPECT_EQ(feed.format, "atom 1.0");
  EXPECT_EQ(feed.title, "A & B");
  EXPECT_EQ(feed.url, "https://example.org/");
  EXPECT_EQ(feed.language, "pt");
  ASSERT_EQ(feed.entries.size(), 2U);
  const FeedEntry& first = feed.entries[0];
  EXPECT_EQ(first.title, "1 < 2");
  EXPECT_EQ(first.url, "https://example.org/a/b/c");
  EXPECT_EQ(first.image, "https://example.org/a/b/p.jpg");
  EXPECT_EQ(first.updated, sys_days{2023y / 1 / 31} + 19h);
  EXPECT_THAT(first.authors, ElementsAre("The Desk")) << "an entry without authors has its feed's";
  EXPECT_THAT(first.categories, ElementsAre("World"));
  EXPECT_EQ(first.content, "<p>5 &lt; 6 <a href=\"x?a=1&amp;b=2\">y</a><br></p>");
  EXPECT_EQ(first.summary, "3 &lt; 4") << "plain text comes out as HTML";
  EXPECT_THAT(feed.entries[1].authors, ElementsAre("Jo Doe"));
  EXPECT_EQ(feed.entries[1].title, "") << "the title of the source is not the entry's";
}

TEST(Feed, ReadsJsonFeed) {
  const Feed feed = parse(R"({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "language": "en",
    "home_page_url": "https://example.org/", "authors": [{"name": "The Desk"}],
    "items": [{"id": 7, "url": "/1", "title": "First", "content_text": "a < b", "date_published": "2023-01-31T18:00:00Z",
               "image": "p.jpg", "tags": ["World"], "author": {"name": "Jo Doe"}}, "stray", {"id": "8"}]})");
  EXPECT_EQ(feed.format, "json 1.1");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_EQ(feed.entries[0].url, "https://example.org/1");
  EXPECT_EQ(feed.entries[0].image, "https://example.org/news/p.jpg");
  EXPECT_EQ(feed.entries[0].content, "a &lt; b");
  EXPECT_EQ(feed.entries[0].published, sys_days{2023y / 1 / 31} + 18h);
  EXPECT_THAT(feed.entries[0].authors, ElementsAre("Jo Doe"));
  EXPECT_THAT(feed.entries[1].authors, ElementsAre("The Desk"));
  EXPECT_THAT(feed.warnings, ElementsAre(HasSubstr("number 2 is not an object")));
}

TEST(Feed, ReadsTheEntriesBehindAFault) {
  const Feed xml = parse(
      "<rss><channel><title>P</title>\n<item><title>1</title></item>\n<item><title>2</item>"
      "<item><title>3 & more<link>/3</link><item><title>4</title></item></channel></rss>");
  ASSERT_EQ(xml.entries.size(), 4U);
  EXPECT_EQ(xml.entries[1].title, "2");
  EXPECT_EQ(xml.entries[2].title, "3 & more");
  EXPECT_EQ(xml.entries[2].url, "https://example.org/3");
  EXPECT_EQ(xml.entries[3].title, "4");
  EXPECT_THAT(xml.warnings, ElementsAre("line 3, column 15: expected </title>, got </item>",
                                        "line 3, column 37: expected &amp;, got &",
                                        "line 3, column 43: expected </title>, got <link>",
                                        "line 3, column 58: expected </item>, got <item>"));
}

TEST(Feed, KeepsTheEntriesOfJsonBeforeAFault) {
  const Feed json = parse("{\"title\": \"P\",\n\"items\": [{\"id\": \"1\", \"title\": \"]}\"}, {\"id\": \"2\", \"ti");
  EXPECT_EQ(json.title, "P");
  EXPECT_EQ(json.entries.size(), 1U);
  EXPECT_THAT(json.warnings, ElementsAre(HasSubstr("line 2, column")));
}

TEST(Feed, MendsJsonThatTemplatesBroke) {
  const Feed json = parse(
      "{\"items\": [{\"id\": \"1\", \"title\": \"The \"old\" town\"},\n"
      "{\"id\": \"2\", \"title\": \"It\\'s\n late\"}]}");
  ASSERT_EQ(json.entries.size(), 2U);
  EXPECT_EQ(json.entries[0].title, "The \"old\" town");
  EXPECT_EQ(json.entries[1].title, "It's late");
  EXPECT_THAT(json.warnings, ElementsAre(HasSubstr("line 1, column 39")));
}

TEST(Feed, KeepsTheEntriesOfJsonAroundAFault) {
  const Feed json = parse(R"({"title": "P", "items": [{"id": "1", "title": oops}, {"id": "2", "title": "B",
      "attachments": [{"url": "https://example.org/a.mp3", "mime_type": "audio/mpeg"}]}, {"id": 3 4}, {"id": "5"}]})");
  ASSERT_EQ(json.entries.size(), 2U);
  EXPECT_EQ(json.entries[0].id, "2");
  EXPECT_EQ(json.entries[1].id, "5");
  EXPECT_THAT(json.warnings, ElementsAre(HasSubstr("kept the 2 entries that can be read")));
}

TEST(Feed, SaysWhatItIsWhenItIsNone) {
  for (const char* text : {"", "hello", "{}", "[1]", "<html><body>x</body></html>", "<opml/>", "{\"items\": 3}"}) {
    const auto feed = parse_feed(text, "");
    ASSERT_FALSE(feed) << text;
    EXPECT_EQ(feed.error().code, Code::kInvalid) << text;
    EXPECT_THAT(feed.error().message, HasSubstr("not a feed")) << text;
  }
}

TEST(Feed, TurnsMarkupInTitlesIntoText) {
  EXPECT_EQ(item("<title>&lt;b&gt;Oil&lt;/b&gt; &amp;amp; gas\n rise</title>").title, "Oil & gas rise");
  EXPECT_EQ(item("<title><![CDATA[A &quot;B&quot;]]></title>").title, "A \"B\"");
  EXPECT_EQ(item("<title>5 &lt; 6</title>").title, "5 < 6");
  EXPECT_EQ(item("<title>Naked <b>markup</b></title>").title, "Naked markup");
}

TEST(Feed, ATitleThatIsAPictureIsWhatThePictureSays) {
  EXPECT_EQ(item("<title>&lt;img src='/1.png' alt='Harbour closed'&gt;</title>").title, "Harbour closed");
  EXPECT_EQ(item("<title>&lt;img src='/1.png' onerror='x()'&gt;</title>").title, "");
}

TEST(Feed, TakesThePictureFromWhereItIs) {
  EXPECT_EQ(item("<enclosure url='/a.mp3' type='audio/mpeg'/><enclosure url='/a.jpg' type='image/jpeg'/>").image,
            "https://example.org/a.jpg");
  EXPECT_EQ(
      item("<media:group><media:content url='/v.mp4' medium='video'><media:thumbnail url='/t.jpg'/></media:content>"
           "</media:group>")
          .image,
      "https://example.org/t.jpg");
  EXPECT_EQ(item("<media:thumbnail url='/t.jpg'/><media:content url='/big.jpg' medium='image'/>").image,
            "https://example.org/big.jpg");
  EXPECT_EQ(item("<itunes:image href='/i.png'/>").image, "https://example.org/i.png");
}

TEST(Feed, PrefersTheWholeTextAndKeepsTheSummary) {
  const FeedEntry entry =
      item("<description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>");
  EXPECT_EQ(entry.summary, "Short");
  EXPECT_EQ(entry.content, "<p>Long</p>");
}

TEST(Feed, NeverTakesAnEMailAddressForAName) {
  EXPECT_THAT(item("<author>desk@example.org</author>").authors, IsEmpty());
  EXPECT_THAT(item("<dc:creator>Jo Doe &lt;desk@example.org&gt;</dc:creator>").authors, ElementsAre("Jo Doe"));
  EXPECT_THAT(item("<dc:creator>Jo Doe</dc:creator><dc:creator>Ann Roe</dc:creator>").authors,
              ElementsAre("Jo Doe", "Ann Roe"));
}

TEST(Feed, DropsLinksThatAreNoWebAddresses) {
  EXPECT_EQ(item("<link>javascript:alert(1)</link>").url, "");
  EXPECT_EQ(item("<guid>not a link</guid>").url, "");
}

// The short way through absolute_url() gives what the long one does.
RC_GTEST_PROP(FeedText, APlainUrlIsWhatTheStandardMakesOfIt, ()) {
  const auto part = rc::gen::container<std::string>(rc::gen::elementOf(std::string("aZ09.-_/?=&#+,:~")));
  const auto host = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab.-x1n")));
  const std::string url = *rc::gen::element<std::string>("http://", "https://", "http:/") + *host + "/" + *part;
  if (!is_plain_url(url)) return;
  const auto parsed = text::Url::parse(url);
  RC_ASSERT(parsed.has_value());
  RC_ASSERT(parsed->str() == url);
}

TEST(Feed, GivesEveryEntryAnId) {
  EXPECT_EQ(item("<link>https://example.org/1</link>").id, "https://example.org/1");
  EXPECT_NE(item("<title>One</title>").id, item("<title>Other</title>").id);
  EXPECT_FALSE(item("").id.empty());
}

TEST(Feed, DoesNotTrustAnIdThatDifferentEntriesShare) {
  const Feed feed = parse(
      "<rss><channel><item><guid isPermaLink='false'>x</guid><link>https://example.org/1</link></item>"
      "<item><guid isPermaLink='false'>x</guid><link>https://example.org/2</link></item></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].id, "https://example.org/1");
  EXPECT_EQ(feed.entries[1].id, "https://example.org/2");
  EXPECT_THAT(feed.warnings, ElementsAre(HasSubstr("shared by different entries")));
}

TEST(Feed, PassesOverForeignElementsWithTheirChildren) {
  const FeedEntry entry = item(
      "<title>Mine</title><x:y xmlns:x='urn:x'><title>Not mine</title></x:y>"
      "<source url='https://other.example/'>Other</source>");
  EXPECT_EQ(entry.title, "Mine");
}

TEST(Feed, LeavesOutWhatIsAboveTheLimitAndSaysSo) {
  std::string text = "<rss><channel>";
  for (std::size_t i = 0; i < kMaxEntries + 5; ++i) text += "<item><guid>" + std::to_string(i) + "</guid></item>";
  const Feed feed = parse(text + "</channel></rss>");
  EXPECT_EQ(feed.entries.size(), kMaxEntries);
  EXPECT_THAT(feed.warnings, ElementsAre(HasSubstr("5 entries after the first 10,000 left out")));
}

TEST(Feed, RelativeLinksOfAFileAreSeenFromTheSiteItNames) {
  const Feed feed =
      parse("<rss><channel><link>https://example.org/x/</link><item><link>y</link></item></channel></rss>", "");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].url, "https://example.org/x/y");
}

// However it is cut, a feed gives the entries that were whole, or says that it is none.
RC_GTEST_PROP(Feed, SurvivesBeingCutAnywhere, ()) {
  const std::string whole =
      "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>"
      "<entry><id>1</id><title type='html'>&lt;b&gt;x&lt;/b&gt;</title></entry>"
      "<entry><id>2</id><content type='xhtml'><div "
      "xmlns='http://www.w3.org/1999/xhtml'><p>y</p></div></content></entry></feed>";
  const auto size = *rc::gen::inRange<std::size_t>(0, whole.size());
  const auto feed = parse_feed(whole.substr(0, size), "");
  if (!feed) return;
  RC_ASSERT(feed->entries.size() <= 2U);
  RC_ASSERT(!feed->warnings.empty());
}

}  // namespace
}  // namespace dateline::wire
