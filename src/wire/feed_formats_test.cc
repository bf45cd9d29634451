// Formats beside RSS, Atom and JSON Feed. The samples are invented.

#include <gmock/gmock.h>

#include <chrono>

#include "wire/feed.h"
#include "wire/fetched_page.h"

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Feed parse(std::string_view bytes) {
  EXPECT_EQ(sniff(bytes) == DocumentKind::kFeed || sniff(bytes) == DocumentKind::kHtml, true);
  auto feed = parse_feed(bytes, "https://example.org/news/");
  EXPECT_TRUE(feed) << feed.error().message;
  EXPECT_THAT(feed.value_or(Feed{}).warnings, IsEmpty());
  return feed.value_or(Feed{});
}

TEST(FeedFormats, NewsSitemap) {
  const Feed feed = parse(R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url><loc>https://example.org/1</loc><lastmod>2023-02-01</lastmod>
  <news:news><news:publication><news:name>The Example Post</news:name><news:language>en</news:language></news:publication>
   <news:publication_date>2023-01-31T18:00:00Z</news:publication_date><news:title>Harbour closed</news:title>
   <news:keywords>harbour, weather</news:keywords></news:news>
  <image:image><image:loc>https://example.org/1.jpg</image:loc></image:image></url>
</urlset>)");
  EXPECT_EQ(feed.format, "sitemap");
  EXPECT_EQ(feed.title, "The Example Post");
  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.url, "https://example.org/1");
  EXPECT_EQ(entry.id, "https://example.org/1");
  EXPECT_EQ(entry.title, "Harbour closed");
  EXPECT_EQ(entry.language, "en");
  EXPECT_EQ(entry.image, "https://example.org/1.jpg");
  EXPECT_EQ(entry.published, sys_days{2023y / 1 / 31} + 18h);
  EXPECT_EQ(entry.updated, sys_days{2023y / 2 / 1});
  EXPECT_THAT(entry.categories, ElementsAre("harbour", "weather"));
}

TEST(FeedFormats, ASitemapThatForgotItsNamespaceIsReadAllTheSame) {
  const Feed feed = parse(R"(<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
 <url><loc>https://example.org/a</loc><lastmod>2023-02-01</lastmod>
  <news:news><news:title>Ferry aground</news:title></news:news></url>
 <url><loc>https://example.org/b</loc></url></urlset>)");
  EXPECT_EQ(feed.format, "sitemap");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].url, "https://example.org/a");
  EXPECT_EQ(feed.entries[0].title, "Ferry aground");
  EXPECT_TRUE(feed.entries[0].updated);
  EXPECT_EQ(parse("<sitemapindex><sitemap><loc>https://example.org/n.xml</loc></sitemap></sitemapindex>").links.size(),
            1U);
}

TEST(FeedFormats, IndexOfSitemaps) {
  const Feed feed = parse(R"(<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
 <sitemap><loc>https://example.org/news.xml</loc><lastmod>2023-02-01</lastmod></sitemap>
 <sitemap><loc>/old.xml</loc></sitemap></sitemapindex>)");
  EXPECT_EQ(feed.format, "sitemap index");
  EXPECT_THAT(feed.entries, IsEmpty());
  ASSERT_EQ(feed.links.size(), 2U);
  EXPECT_EQ(feed.links[0].rel, "sitemap");
  EXPECT_EQ(feed.links[0].url, "https://example.org/news.xml");
  EXPECT_EQ(feed.links[1].url, "https://example.org/old.xml");
}

TEST(FeedFormats, HFeed) {
  const Feed feed = parse(R"(<!doctype html><html lang="en"><head><title>Page</title></head><body>
<main class="h-feed"><h1 class="p-name">Notes from the mole</h1><a class="p-author h-card" href="/">Ana Example</a>
 <article class="h-entry"><h2><a class="p-name u-url" href="/2023/1">Harbour <b>closed</b></a></h2>
  <time class="dt-published" datetime="2023-01-31T19:00:00+01:00">today</time>
  <span class="p-category">Harbour</span><img class="u-photo" src="/mole.jpg" alt="The mole">
  <div class="e-content"><p>It was the <i>storm</i>.</p></div>
  <div class="p-comment h-cite"><a class="u-url" href="https://other.example/">and a <b class="p-name">reply</b></a></div></article>
 <article class="h-entry"><a class="u-in-reply-to" href="https://other.example/7">to</a>
  <p class="e-content p-name">Indeed.</p><a class="p-author h-card"><img alt="Jo Sample" src="/jo.jpg"></a></article>
</main></body></html>)");
  EXPECT_EQ(feed.format, "h-feed");
  EXPECT_EQ(feed.title, "Notes from the mole");
  EXPECT_EQ(feed.language, "en");
  ASSERT_EQ(feed.entries.size(), 2U);
  const FeedEntry &article = feed.entries[0], &reply = feed.entries[1];
  EXPECT_EQ(article.title, "Harbour closed");
  EXPECT_EQ(article.url, "https://example.org/2023/1");
  EXPECT_EQ(article.kind, "article");
  EXPECT_EQ(article.published, sys_days{2023y / 1 / 31} + 18h);
  EXPECT_EQ(article.content, "<p>It was the <i>storm</i>.</p>");
  EXPECT_EQ(article.image, "https://example.org/mole.jpg");
  EXPECT_THAT(article.categories, ElementsAre("Harbour"));
  EXPECT_THAT(article.authors, ElementsAre("Ana Example"));
  EXPECT_EQ(reply.title, "") << "a note has none";
  EXPECT_EQ(reply.kind, "reply");
  EXPECT_EQ(reply.in_reply_to.at(0).url, "https://other.example/7");
  EXPECT_THAT(reply.authors, ElementsAre("Jo Sample"));
}

TEST(FeedFormats, AWebPageWithoutEntriesIsNoFeed) {
  const auto feed = parse_feed("<html><body class='h-card'>x</body></html>", "");
  ASSERT_FALSE(feed);
  EXPECT_THAT(feed.error().message, HasSubstr("not a feed but a web page"));
}

TEST(FeedFormats, Ninjs1) {
  const Feed feed = parse(R"({"uri": "https://agency.example/1", "type": "text", "language": "en",
    "versioncreated": "2023-01-31T18:00:00Z", "headline": "Harbour closed", "byline": "By Ana Example",
    "body_xhtml": "<p>Until March.</p>", "description_text": "A < B", "subject": [{"name": "transport"}],
    "located": "Port Example", "copyrightnotice": "© Agency",
    "renditions": {"main": {"href": "https://agency.example/1.jpg", "mimetype": "image/jpeg", "width": 640}},
    "associations": {"film": {"type": "video", "uri": "https://agency.example/1.mp4", "headline": "The mole"}}})");
  EXPECT_EQ(feed.format, "ninjs 1");
  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "https://agency.example/1");
  EXPECT_EQ(entry.title, "Harbour closed");
  EXPECT_EQ(entry.kind, "text");
  EXPECT_THAT(entry.authors, ElementsAre("Ana Example"));
  EXPECT_EQ(entry.content, "<p>Until March.</p>");
  EXPECT_EQ(entry.summary, "A &lt; B");
  EXPECT_THAT(entry.categories, ElementsAre("transport"));
  EXPECT_EQ(entry.rights, "© Agency");
  EXPECT_EQ(entry.place.value_or(FeedPlace{}).name, "Port Example");
  ASSERT_EQ(entry.media.size(), 2U);
  EXPECT_EQ(entry.media[0].width, 640);
  EXPECT_EQ(entry.media[1].title, "The mole");
  EXPECT_NE(entry.media[0].group, entry.media[1].group);
  EXPECT_EQ(entry.image, "https://agency.example/1.jpg");
}

TEST(FeedFormats, Ninjs2And3) {
  const Feed second = parse(R"([{"uri": "urn:agency:2", "standard": {"name": "ninjs", "version": "2.1"},
    "headlines": [{"role": "short", "value": "Closed"}, {"role": "main", "value": "Harbour closed"}],
    "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": "A < B"}], "by": "Ana Example",
    "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>Until March.</p>"}],
    "infosources": [{"name": "The Example Post"}],
    "places": [{"name": "Port Example", "geojson": {"type": "Point", "coordinates": [-69.9, 18.47]}}],
    "renditions": [{"name": "main", "href": "https://agency.example/2.mp4", "contenttype": "video/mp4",
                    "sizeinbytes": 1000, "duration": 62}]}])");
  EXPECT_EQ(second.format, "ninjs 2.1");
  ASSERT_EQ(second.entries.size(), 1U);
  const FeedEntry& entry = second.entries[0];
  EXPECT_EQ(entry.title, "Harbour closed");
  EXPECT_EQ(entry.url, "");
  EXPECT_EQ(entry.summary, "A &lt; B");
  EXPECT_EQ(entry.content, "<p>Until March.</p>");
  EXPECT_EQ(entry.source.value_or(FeedSource{}).title, "The Example Post");
  ASSERT_TRUE(entry.place);
  EXPECT_DOUBLE_EQ(entry.place->points.at(0).latitude, 18.47);
  EXPECT_EQ(entry.media.at(0).duration, 62s);
  EXPECT_EQ(entry.media.at(0).bytes, 1000U);

  const Feed third = parse(R"({"uri": "urn:agency:3", "versionCreated": "2023-01-31T18:00:00Z",
    "headlines": [{"value": "Harbour closed"}], "subjects": [{"name": "transport"}],
    "bodies": [{"role": "nitf", "contentType": "text/vnd.IPTC.NITF",
                "value": "<nitf><body><body.content><p>Until March.</p></body.content></body></nitf>"}]})");
  EXPECT_EQ(third.format, "ninjs 3");
  EXPECT_EQ(third.entries.at(0).content, "<p>Until March.</p>");
  EXPECT_EQ(third.entries.at(0).updated, sys_days{2023y / 1 / 31} + 18h);
  EXPECT_THAT(third.entries.at(0).categories, ElementsAre("transport"));
}

TEST(FeedFormats, NewsMlG2) {
  const Feed feed = parse(R"(<?xml version="1.0"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sender>agency.example</sender></header><itemSet>
 <newsItem guid="urn:newsml:agency.example:1" version="2" xml:lang="en-GB">
  <rightsInfo><copyrightHolder><name>Agency</name></copyrightHolder><copyrightNotice>© Agency</copyrightNotice></rightsInfo>
  <itemMeta><itemClass qcode="ninat:text"/><provider><name>The Example Agency</name></provider>
   <versionCreated>2023-01-31T18:00:00Z</versionCreated><link rel="irel:seeAlso" href="https://agency.example/see"/></itemMeta>
  <contentMeta><contentCreated>2023-01-31T17:00:00Z</contentCreated><located><name>Port Example</name></located>
   <creator><name>Ana Example</name></creator><subject><name>transport</name></subject>
   <headline>Harbour closed</headline><description role="drol:summary">Until March.</description></contentMeta>
  <contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>
   <body.head><hedline><hl1>Not this one</hl1></hedline></body.head>
   <body.content><p>It was the <em>storm</em> &amp; more.</p><hl2>Later</hl2></body.content></body></nitf></inlineXML>
   <remoteContent href="https://agency.example/1.jpg" contenttype="image/jpeg" size="99" width="640"/></contentSet>
 </newsItem>
 <packageItem guid="urn:newsml:agency.example:2"><contentMeta><headline>The package</headline></contentMeta><groupSet><group>
  <itemRef href="https://agency.example/1"><headline>Inside</headline></itemRef></group></groupSet></packageItem>
</itemSet></newsMessage>)");
  EXPECT_EQ(feed.format, "newsml-g2");
  EXPECT_EQ(feed.title, "agency.example");
  ASSERT_EQ(feed.entries.size(), 2U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "urn:newsml:agency.example:1");
  EXPECT_EQ(entry.title, "Harbour closed");
  EXPECT_EQ(entry.kind, "text");
  EXPECT_EQ(entry.language, "en-GB");
  EXPECT_EQ(entry.rights, "Agency");
  EXPECT_THAT(entry.authors, ElementsAre("Ana Example"));
  EXPECT_THAT(entry.categories, ElementsAre("transport"));
  EXPECT_EQ(entry.place.value_or(FeedPlace{}).name, "Port Example");
  EXPECT_EQ(entry.published, sys_days{2023y / 1 / 31} + 17h);
  EXPECT_EQ(entry.updated, sys_days{2023y / 1 / 31} + 18h);
  EXPECT_EQ(entry.summary, "Until March.");
  EXPECT_EQ(entry.content, "<p>It was the <em>storm</em> &amp; more.</p><h3>Later</h3>");
  EXPECT_EQ(entry.image, "https://agency.example/1.jpg");
  EXPECT_EQ(entry.media.at(0).bytes, 99U);
  EXPECT_EQ(entry.links.at(0).rel, "seealso");
  EXPECT_EQ(feed.entries[1].title, "The package");
  EXPECT_EQ(feed.entries[1].links.at(0).title, "Inside");
}

TEST(FeedFormats, Nitf) {
  const Feed feed = parse(R"(<nitf><head><title>Not this one</title><docdata><doc-id id-string="post-7"/>
  <date.issue norm="20230131T180000Z"/><doc.copyright holder="The Post"/><key-list><keyword key="harbour"/></key-list>
  </docdata></head><body><body.head><hedline><hl1>Harbour closed</hl1></hedline>
  <byline>By <person>Ana Example</person>, Staff Writer</byline><dateline><location>Port Example</location></dateline>
  <abstract>Until March.</abstract></body.head><body.content><p>It was the storm.</p><media media-type="image">
  <media-reference mime-type="image/jpeg" source="https://example.org/1.jpg"/></media></body.content></body></nitf>)");
  EXPECT_EQ(feed.format, "nitf");
  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "post-7");
  EXPECT_EQ(entry.title, "Harbour closed");
  EXPECT_THAT(entry.authors, ElementsAre("Ana Example"));
  EXPECT_EQ(entry.place.value_or(FeedPlace{}).name, "Port Example");
  EXPECT_EQ(entry.published, sys_days{2023y / 1 / 31} + 18h);
  EXPECT_EQ(entry.rights, "The Post");
  EXPECT_EQ(entry.summary, "Until March.");
  EXPECT_THAT(entry.categories, ElementsAre("harbour"));
  EXPECT_THAT(entry.content, HasSubstr("<p>It was the storm.</p>"));
  EXPECT_EQ(entry.image, "https://example.org/1.jpg");
}

TEST(FeedFormats, ChannelDefinitionFormat) {
  const Feed feed = parse(R"(<CHANNEL HREF="https://example.org/" LASTMOD="2023-01-31T18:00:00Z"><TITLE>The Post</TITLE>
  <ABSTRACT>All of it</ABSTRACT><ITEM HREF="/1" LASTMOD="2023-01-31T17:00:00Z"><TITLE>Harbour closed</TITLE></ITEM></CHANNEL>)");
  EXPECT_EQ(feed.format, "cdf");
  EXPECT_EQ(feed.title, "The Post");
  EXPECT_EQ(feed.description, "All of it");
  EXPECT_EQ(feed.entries.at(0).url, "https://example.org/1");
  EXPECT_EQ(feed.entries.at(0).updated, sys_days{2023y / 1 / 31} + 17h);
}

TEST(FeedFormats, JsonFeedWithAllThatItHas) {
  const Feed feed = parse(R"({"version": "https://jsonfeed.org/version/1.1", "title": "P", "home_page_url": "/",
    "feed_url": "/feed.json", "next_url": "/feed.json?2", "icon": "/i.png", "favicon": "/f.png",
    "hubs": [{"type": "WebSub", "url": "https://hub.example/"}, {"type": "rssCloud", "url": "https://c.example/"}],
    "items": [{"id": "1", "url": "/1", "external_url": "https://other.example/", "language": "pt",
      "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 7, "duration_in_seconds": 62}]}]})");
  EXPECT_EQ(feed.self, "https://example.org/feed.json");
  EXPECT_EQ(feed.next, "https://example.org/feed.json?2");
  EXPECT_EQ(feed.image, "https://example.org/i.png");
  EXPECT_EQ(feed.icon, "https://example.org/f.png");
  EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
  const FeedEntry& entry = feed.entries.at(0);
  EXPECT_EQ(entry.language, "pt");
  EXPECT_EQ(entry.links.at(1).rel, "related");
  EXPECT_EQ(entry.media.at(0).duration, 62s);
  EXPECT_EQ(entry.media.at(0).bytes, 7U);
  EXPECT_TRUE(entry.media.at(0).enclosed);
}

}  // namespace
}  // namespace dateline::wire
