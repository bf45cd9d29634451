// What feeds say beside headline, link and text.

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "wire/feed.h"
#include "wire/feed_text.h"

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;

Feed parse(std::string_view bytes) {
  auto feed = parse_feed(bytes, "https://example.org/news/feed.xml");
  EXPECT_TRUE(feed) << feed.error().message;
  return feed.value_or(Feed{});
}

constexpr std::string_view kRss =
    "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:slash='http://purl.org/rss/1.0/modules/slash/' "
    "xmlns:wfw='http://wellformedweb.org/CommentAPI/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
    "xmlns:googleplay='http://www.google.com/schemas/play-podcasts/1.0' xmlns:atom='http://www.w3.org/2005/Atom' "
    "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' xmlns:georss='http://www.georss.org/georss' "
    "xmlns:gml='http://www.opengis.net/gml' xmlns:geo='http://www.w3.org/2003/01/geo/wgs84_pos#' "
    "xmlns:thr='http://purl.org/syndication/thread/1.0'><channel>";

Feed channel(std::string_view fields) {
  return parse(std::string(kRss) + std::string(fields) + "</channel></rss>");
}
FeedEntry item(std::string_view fields) {
  const Feed feed = channel("<item>" + std::string(fields) + "</item>");
  EXPECT_EQ(feed.entries.size(), 1U);
  EXPECT_THAT(feed.warnings, IsEmpty());
  return feed.entries.empty() ? FeedEntry{} : feed.entries.front();
}
Feed atom(std::string_view fields) {
  return parse("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>" +
               std::string(fields) + "</feed>");
}

TEST(FeedFields, EnclosuresHaveTypeAndSize) {
  const FeedEntry entry = item("<enclosure url='/talk.mp3' type='audio/mpeg' length='12345'/>");
  ASSERT_EQ(entry.media.size(), 1U);
  EXPECT_EQ(entry.media[0].url, "https://example.org/talk.mp3");
  EXPECT_EQ(entry.media[0].type, "audio/mpeg");
  EXPECT_EQ(entry.media[0].bytes, 12345U);
  EXPECT_TRUE(entry.media[0].enclosed);
  EXPECT_THAT(item("<enclosure url='mailto:desk@example.org'/>").media, IsEmpty());
  EXPECT_EQ(item("<enclosure url='/a' length='many'/>").media.at(0).bytes, std::nullopt);
}

TEST(FeedFields, MediaOfAGroupAreOneThingAndShareWhatTheGroupSays) {
  const FeedEntry entry = item(
      "<media:credit>Jo Sample</media:credit><media:group><media:title>The mole</media:title>"
      "<media:content url='/s.mp4' type='video/mp4' fileSize='9' duration='62' width='640' height='360'/>"
      "<media:content url='/l.mp4' medium='video'><media:title>The mole, large</media:title></media:content>"
      "<media:thumbnail url='/t.jpg'/></media:group><media:content url='/p.jpg' medium='image'/>");
  ASSERT_EQ(entry.media.size(), 3U);
  const FeedMedia &small = entry.media[0], &large = entry.media[1], &picture = entry.media[2];
  EXPECT_EQ(small.title, "The mole");
  EXPECT_EQ(small.duration, 62s);
  EXPECT_EQ(small.width, 640);
  EXPECT_EQ(small.bytes, 9U);
  EXPECT_EQ(large.title, "The mole, large");
  EXPECT_EQ(small.group, large.group);
  EXPECT_GT(small.group, 0);
  EXPECT_EQ(picture.group, 0);
  EXPECT_EQ(picture.title, "");
  EXPECT_EQ(large.thumbnail, "https://example.org/t.jpg");
  EXPECT_THAT(item("<media:content><media:credit>Jo</media:credit></media:content>").media, IsEmpty());
  EXPECT_EQ(picture.credit, "Jo Sample") << "what the entry says holds for all";
  EXPECT_EQ(entry.image, "https://example.org/p.jpg");
}

TEST(FeedFields, LinksKeepWhatTheySay) {
  const Feed feed = atom(
      "<link rel='self' href='/feed'/><link rel='hub' href='https://hub.example/'/><link rel='next' href='?page=2'/>"
      "<entry><link href='a'/><link rel='enclosure' href='b.mp3' type='audio/mpeg' length='7' hreflang='pt' title='B'/>"
      "<link rel='related' href='mailto:desk@example.org'/></entry>");
  EXPECT_EQ(feed.self, "https://example.org/feed");
  EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
  EXPECT_EQ(feed.next, "https://example.org/news/feed.xml?page=2");
  ASSERT_EQ(feed.entries.size(), 1U);
  const FeedEntry& entry = feed.entries[0];
  ASSERT_EQ(entry.links.size(), 2U);
  EXPECT_EQ(entry.links[0].rel, "alternate");
  EXPECT_EQ(entry.links[1].language, "pt");
  EXPECT_EQ(entry.links[1].title, "B");
  EXPECT_EQ(entry.links[1].bytes, 7U);
  EXPECT_TRUE(entry.media.at(0).enclosed);
}

TEST(FeedFields, SourceRightsAndConversation) {
  const FeedEntry entry = item(
      "<source url='https://other.example/feed'>The Other Post</source><dc:rights>© Example, ask "
      "rights@example.org first</dc:rights><comments>/1#comments</comments><wfw:commentRss>/1/comments</wfw:commentRss>"
      "<slash:comments>12</slash:comments><thr:in-reply-to ref='tag:x' href='https://other.example/1'/>");
  ASSERT_TRUE(entry.source && entry.comments);
  EXPECT_EQ(entry.source->title, "The Other Post");
  EXPECT_EQ(entry.source->url, "https://other.example/feed");
  EXPECT_EQ(entry.rights, "© Example, ask first") << "no e-mail address is kept";
  EXPECT_EQ(entry.comments->page, "https://example.org/1#comments");
  EXPECT_EQ(entry.comments->feed, "https://example.org/1/comments");
  EXPECT_EQ(entry.comments->count, 12U);
  ASSERT_EQ(entry.in_reply_to.size(), 1U);
  EXPECT_EQ(entry.in_reply_to[0].id, "tag:x");
  EXPECT_EQ(entry.in_reply_to[0].url, "https://other.example/1");

  const Feed feed = atom(
      "<entry><source><title>Elsewhere</title><link href='https://other.example/'/><id>x</id></source>"
      "<link rel='replies' type='application/atom+xml' href='/r' thr:count='3'/></entry>");
  ASSERT_TRUE(feed.entries.at(0).source && feed.entries[0].comments);
  EXPECT_EQ(feed.entries[0].source->title, "Elsewhere");
  EXPECT_EQ(feed.entries[0].source->url, "https://other.example/");
  EXPECT_EQ(feed.entries[0].comments->feed, "https://example.org/r");
  EXPECT_EQ(feed.entries[0].comments->count, 3U);
  EXPECT_EQ(feed.entries[0].id, feed.entries[0].id) << "the source's id is not the entry's";
}

TEST(FeedFields, NoLineHoldsAnEMailAddress) {
  const FeedEntry entry = item(
      "<category>desk@example.org</category><category>@mole</category><media:content url='/1.jpg'><media:title>By "
      "desk@example.org today</media:title></media:content><georss:featureName>Ask "
      "desk@example.org</georss:featureName>");
  EXPECT_THAT(entry.categories, ElementsAre("@mole"));
  EXPECT_EQ(entry.media.at(0).title, "By today");
  EXPECT_EQ(entry.place.value_or(FeedPlace{}).name, "Ask");
  const Feed json = parse(R"({"items": [{"id": "1", "tags": ["a@b.example", "harbour"]}]})");
  EXPECT_THAT(json.entries.at(0).categories, ElementsAre("harbour"));
}

TEST(FeedFields, PlacesInThreeVocabularies) {
  for (const char* fields : {"<georss:point>18.47 -69.9</georss:point>",
                             "<georss:where><gml:Point><gml:pos>18.47 -69.9</gml:pos></gml:Point></georss:where>",
                             "<geo:lat>18.47</geo:lat><geo:long>-69.9</geo:long>",
                             "<geo:Point><geo:long>-69.9</geo:long><geo:lat>18.47</geo:lat></geo:Point>"}) {
    const FeedEntry entry = item(fields);
    ASSERT_TRUE(entry.place) << fields;
    ASSERT_EQ(entry.place->points.size(), 1U) << fields;
    EXPECT_DOUBLE_EQ(entry.place->points[0].latitude, 18.47) << fields;
    EXPECT_DOUBLE_EQ(entry.place->points[0].longitude, -69.9) << fields;
  }
  const FeedEntry box = item("<georss:box>1 2 3 4</georss:box><georss:featureName>Port Example</georss:featureName>");
  ASSERT_TRUE(box.place);
  EXPECT_EQ(box.place->shape, FeedPlace::Shape::kBox);
  EXPECT_EQ(box.place->points.size(), 2U);
  EXPECT_EQ(box.place->name, "Port Example");
  EXPECT_FALSE(item("<georss:point>118 2</georss:point>").place) << "no such latitude";
  EXPECT_FALSE(item("<georss:point>here</georss:point>").place);
}

TEST(FeedFields, Podcasts) {
  const Feed feed = channel(
      "<itunes:explicit>no</itunes:explicit><itunes:image href='/cover.jpg'/><itunes:category text='News'>"
      "<itunes:category text='Politics'/></itunes:category><item><itunes:title>One</itunes:title>"
      "<itunes:season>2</itunes:season><itunes:episode>14</itunes:episode><itunes:duration>1:02:03</itunes:duration>"
      "<itunes:episodeType>Trailer</itunes:episodeType><googleplay:explicit>Yes</googleplay:explicit>"
      "<itunes:block>Yes</itunes:block></item>");
  ASSERT_TRUE(feed.podcast);
  EXPECT_EQ(feed.podcast->is_explicit, false);
  EXPECT_EQ(feed.image, "https://example.org/cover.jpg");
  EXPECT_THAT(feed.categories, ElementsAre("News", "Politics"));
  ASSERT_TRUE(feed.entries.at(0).episode);
  const FeedEpisode& episode = *feed.entries[0].episode;
  EXPECT_EQ(feed.entries[0].title, "One");
  EXPECT_EQ(episode.season, 2);
  EXPECT_EQ(episode.number, 14);
  EXPECT_EQ(episode.duration, 3723s);
  EXPECT_EQ(episode.kind, "trailer");
  EXPECT_EQ(episode.is_explicit, true);
  EXPECT_TRUE(episode.is_blocked);
  EXPECT_FALSE(item("<title>x</title>").episode);
}

TEST(FeedFields, DurationsAsPeopleWriteThem) {
  EXPECT_EQ(seconds_in("3600"), 3600s);
  EXPECT_EQ(seconds_in(" 59:30 "), 3570s);
  EXPECT_EQ(seconds_in("12.5"), 12s);
  for (const char* text : {"", "soon", "1:2:3:4", ":30", "99999999999"})
    EXPECT_EQ(seconds_in(text), std::nullopt) << text;
}

TEST(FeedFields, HowAFeedWantsToBeRead) {
  const Feed feed = channel(
      "<ttl>45</ttl><skipHours><hour>3</hour><hour>24</hour><hour>99</hour></skipHours><skipDays><day>Sunday</day>"
      "<day>sat</day><day>Holiday</day></skipDays><sy:updatePeriod>daily</sy:updatePeriod>"
      "<sy:updateFrequency>4</sy:updateFrequency><atom:link rel='hub' href='https://hub.example/'/>"
      "<lastBuildDate>Tue, 31 Jan 2023 13:00:00 GMT</lastBuildDate><generator>Press 2</generator>"
      "<copyright>© The Post</copyright><managingEditor>desk@example.org (Ana Desk)</managingEditor>");
  EXPECT_EQ(feed.ttl, 45min);
  EXPECT_THAT(feed.skip_hours, ElementsAre(0, 3));
  EXPECT_THAT(feed.skip_days, ElementsAre(std::chrono::Sunday, std::chrono::Saturday));
  EXPECT_EQ(feed.update_interval, 6h);
  EXPECT_THAT(feed.hubs, ElementsAre("https://hub.example/"));
  EXPECT_EQ(feed.updated, sys_days{2023y / 1 / 31} + 13h);
  EXPECT_EQ(feed.generator, "Press 2");
  EXPECT_EQ(feed.rights, "© The Post");
  EXPECT_THAT(feed.authors, ElementsAre("Ana Desk"));
}

TEST(FeedFields, LanguageAndBaseHoldWhereTheyAreDeclared) {
  const Feed feed = parse(
      "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en' xml:base='https://example.org/a/'>"
      "<entry xml:lang='pt_BR'><title xml:lang='es'>x</title><content type='html' xml:base='b/'>y</content></entry>"
      "<entry><title>z</title></entry></feed>");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.language, "en");
  EXPECT_EQ(feed.entries[0].language, "pt-BR");
  EXPECT_EQ(feed.entries[0].title_scope.language, "es");
  EXPECT_EQ(feed.entries[0].content_scope.language, "pt-BR");
  EXPECT_EQ(feed.entries[0].content_scope.base, "https://example.org/a/b/");
  EXPECT_EQ(feed.entries[1].language, "") << "its feed says it";
  EXPECT_EQ(feed.entries[1].title_scope.base, "https://example.org/a/");
}

TEST(FeedFields, HtmlThatWasEscapedTwiceIsRecognised) {
  EXPECT_EQ(item("<description>&amp;lt;p&amp;gt;Oil &amp;amp; gas&amp;lt;/p&amp;gt;</description>").summary,
            "<p>Oil & gas</p>");
  EXPECT_EQ(item("<title>AT&amp;amp;amp;T &amp;amp;#8217;s</title>").title, "AT&T ’s");
  EXPECT_EQ(item("<description>5 &amp;lt; 6</description>").summary, "5 &lt; 6") << "a comparison";
  EXPECT_EQ(atom("<entry><title type='html'>Use &amp;amp;lt;b&gt;</title></entry>").entries.at(0).title, "Use &lt;b>")
      << "Atom says which it is";
}

TEST(FeedFields, AtomTitlesSayWhetherTheyAreTextOrHtml) {
  EXPECT_EQ(atom("<entry><title>&lt;b&gt; is bold</title></entry>").entries.at(0).title, "<b> is bold");
  EXPECT_EQ(atom("<entry><title type='html'>&lt;b&gt;bold&lt;/b&gt;</title></entry>").entries.at(0).title, "bold");
}

TEST(FeedFields, CharactersOfWindowsAreWhatTheirWriterMeant) {
  EXPECT_EQ(item("<title>don&#146;t</title>").title, "don’t");
  EXPECT_EQ(item("<title>don\xC2\x92t</title>").title, "don’t");
}

// Whatever comes, it is a feed or an error, and what is kept is fit to be shown.
void check(const std::string& bytes) {
  const auto feed = parse_feed(bytes, "https://example.org/");
  if (!feed) {
    RC_ASSERT(!feed.error().message.empty());
    return;
  }
  RC_ASSERT(!feed->format.empty());
  const auto is_address = [](const std::string& url) { return url.empty() || url.starts_with("http"); };
  for (const FeedEntry& entry : feed->entries) {
    RC_ASSERT(!entry.id.empty());
    RC_ASSERT(entry.title.find('\n') == std::string::npos);
    RC_ASSERT(is_address(entry.url) && is_address(entry.image));
    for (const FeedMedia& media : entry.media) RC_ASSERT(media.url.starts_with("http"));
    for (const std::string& author : entry.authors) RC_ASSERT(author.find('@') == std::string::npos);
  }
}

RC_GTEST_PROP(FeedFields, AnyBytesGiveAFeedOrAnError, (const std::string& bytes)) {
  check(bytes);
  for (const char* start : {"<rss><channel><item>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
                            "<html><body><div class='h-entry'>", "{\"items\":[{", "[{\"uri\":\"x\",\"headline\":\"",
                            "<newsItem><contentMeta>", "<nitf><body>", "<urlset><url>"}) {
    check(start + bytes);
  }
}

RC_GTEST_PROP(FeedFields, AnyElementsGiveAFeedOrAnError, ()) {
  const auto parts = *rc::gen::container<std::vector<std::string>>(
      rc::gen::elementOf(std::vector<std::string>{"<item>",
                                                  "</item>",
                                                  "<title>",
                                                  "</title>",
                                                  "<link>",
                                                  "</link>",
                                                  "<link href='/a' rel='b'/>",
                                                  "<author>",
                                                  "<name>",
                                                  "a@b.example",
                                                  "</author>",
                                                  "<media:group>",
                                                  "</media:group>",
                                                  "<media:content url='/x'>",
                                                  "</media:content>",
                                                  "<media:credit>",
                                                  "<georss:where>",
                                                  "<gml:Point>",
                                                  "<gml:pos>",
                                                  "1 2",
                                                  "<geo:lat>",
                                                  "<source>",
                                                  "<image>",
                                                  "<url>",
                                                  "/u",
                                                  "<itunes:category text='c'>",
                                                  "<content type='xhtml'>",
                                                  "<div>",
                                                  "&amp;lt;b&amp;gt;",
                                                  "<guid>",
                                                  "<skipHours>",
                                                  "<hour>",
                                                  "5",
                                                  "\n",
                                                  "<category term='t'/>",
                                                  "<entry>",
                                                  "</entry>",
                                                  "<id>",
                                                  "<x:y xmlns:x='u'>",
                                                  "<enclosure url='/e'/>",
                                                  "<comments>",
                                                  "<pubDate>",
                                                  "2023-01-31"}));
  std::string text = "<rss><channel>";
  for (const std::string& part : parts) text += part;
  check(text);
}

}  // namespace
}  // namespace dateline::wire
