#include "wire/discovery.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "net/http_server.h"
#include "wire/fetcher.h"

namespace dateline::wire {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using How = FoundFeed::How;

std::string rss(std::string_view title, std::initializer_list<std::string_view> entries) {
  std::string out = "<rss version='2.0'><channel><title>" + std::string(title) + "</title>";
  int day = 0;
  for (const std::string_view entry : entries) {
    out.append("<item><title>").append(entry).append("</title><link>https://post.example/").append(entry);
    out += "</link><pubDate>2023-01-0" + std::to_string(++day) + "T10:00:00Z</pubDate></item>";
  }
  return out + "</channel></rss>";
}
std::string page(std::string_view head, std::string_view body = "<p>News.") {
  return "<!doctype html><html><head><title>Post</title>" + std::string(head) + "</head><body>" + std::string(body);
}
std::string declares(std::string_view href, std::string_view type = "application/rss+xml") {
  return "<link rel=alternate type='" + std::string(type) + "' href='" + std::string(href) + "'>";
}

/// A site on this machine, by its paths, and a client that the gate lets through to it.
class Site : public testing::Test {
 protected:
  Site() {
    server_ = net::HttpServer::start({.listen = "127.0.0.1:0"}, [this](net::Request request, net::Respond respond) {
                const std::lock_guard lock(mutex_);
                const std::string path = request.path + (request.query.empty() ? "" : "?" + request.query);
                asked_.push_back(path);
                const auto at = answers_.find(path);
                respond(at == answers_.end() ? net::Response::text(404, "no") : at->second);
              }).value();
    const std::vector<std::string> allowed = {"127.0.0.0/8"};
    client_ = std::make_unique<net::HttpClient>(*net::AddressGate::with_allowed(allowed), user_agent(""));
  }

  void put(const std::string& path, std::string body, std::string type = "text/html", net::Headers headers = {}) {
    net::Response response = net::Response::text(200, std::move(body));
    response.content_type = std::move(type);
    response.headers = std::move(headers);
    const std::lock_guard lock(mutex_);
    answers_[path] = std::move(response);
  }
  void move(const std::string& path, const std::string& to) {
    const std::lock_guard lock(mutex_);
    answers_[path] = net::Response{.status = 302, .headers = {{"Location", to}}};
  }
  std::string url(std::string_view path) const { return "http://" + server_->address() + std::string(path); }
  Discovery find(std::string_view path = "/") {
    auto found = find_feeds(*client_, url(path));
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : Discovery();
  }
  std::vector<std::string> found(std::string_view path = "/") {
    std::vector<std::string> paths;
    for (const FoundFeed& feed : find(path).feeds) paths.push_back(feed.url.substr(url("").size()));
    return paths;
  }
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

  std::mutex mutex_;  // Guards the next two: handlers run on the server's threads.
  std::map<std::string, net::Response> answers_;
  std::vector<std::string> asked_;
  std::unique_ptr<net::HttpServer> server_;
  std::unique_ptr<net::HttpClient> client_;
};

using DiscoveryTest = Site;

TEST_F(DiscoveryTest, TakesAFeedForItself) {
  put("/rss", rss("Post", {"a", "b"}));
  const Discovery discovery = find("/rss");
  ASSERT_EQ(discovery.feeds.size(), 1u);
  const FoundFeed& feed = discovery.feeds[0];
  EXPECT_EQ(feed.url, url("/rss"));
  EXPECT_EQ(feed.title, "Post");
  EXPECT_EQ(feed.format, "rss 2.0");
  EXPECT_EQ(feed.entries, 2u);
  EXPECT_EQ(feed.newest, parse_rfc3339("2023-01-02T10:00:00Z"));
  EXPECT_EQ(feed.how, How::kItself);
  EXPECT_THAT(asked(), ElementsAre("/rss"));
}

TEST_F(DiscoveryTest, FindsWhatAPageDeclares) {
  put("/", page("<link rel='Alternate home' type='application/atom+xml; charset=utf-8' href='a.xml'>" +
                declares("/b.json", "application/feed+json") + "<link rel=feed href=c.xml>" +
                "<link rel=alternate hreflang=fr href=/fr><link rel=stylesheet href=/s.css>" +
                declares("/wp-json/1", "application/json")));
  put("/a.xml", rss("A", {"a"}));
  put("/b.json",
      R"({"version":"https://jsonfeed.org/version/1.1","title":"B","items":[{"id":"1","content_text":"x"}]})");
  put("/c.xml", rss("C", {"c"}));
  EXPECT_THAT(found(), ElementsAre("/a.xml", "/b.json", "/c.xml"));
  EXPECT_THAT(asked(), ElementsAre("/", "/a.xml", "/b.json", "/c.xml"));
}

TEST_F(DiscoveryTest, ReadsLinkFields) {
  put("/", page(""), "text/html",
      {{"Link",
        "</style.css>; rel=preload, <feed.xml>; title=\"News, <all> of it; really\"; rel=\"alternate\"; "
        "type=\"application/rss+xml\""},
       {"Link", "</other>; rel=feed"}});
  put("/feed.xml", rss("A", {"a"}));
  put("/other", rss("B", {"b"}));
  EXPECT_THAT(found(), ElementsAre("/feed.xml", "/other"));
}

TEST_F(DiscoveryTest, HeedsTheBaseOfThePage) {
  put("/news/", page("<base href='/feeds/'>" + declares("all.xml")));
  put("/feeds/all.xml", rss("A", {"a"}));
  EXPECT_THAT(found("/news/"), ElementsAre("/feeds/all.xml"));
}

TEST_F(DiscoveryTest, OffersNothingThatIsNoFeedAndSaysWhy) {
  put("/", page(declares("/a") + declares("/gone") + declares("/b")));
  put("/a", page("", "<p>Our feeds have moved."));
  put("/b", rss("B", {"b"}));
  const Discovery discovery = find();
  ASSERT_EQ(discovery.feeds.size(), 1u);
  EXPECT_EQ(discovery.feeds[0].url, url("/b"));
  EXPECT_THAT(discovery.misses,
              ElementsAre(HasSubstr(url("/a") + ": "), HasSubstr(url("/gone") + ": there is nothing")));
}

TEST_F(DiscoveryTest, PutsCommentsLastAndEmptyFeedsBehindFullOnes) {
  put("/", page(declares("/comments/feed") + declares("/empty") + declares("/feed") + declares("/talk")));
  put("/comments/feed", rss("What readers say", {"r"}));
  put("/empty", rss("Obituaries", {}));
  put("/feed", rss("Post", {"a"}));
  put("/talk", rss("Comments on: Post", {"q"}));
  EXPECT_THAT(found(), ElementsAre("/feed", "/empty", "/comments/feed", "/talk"));
  EXPECT_TRUE(find().feeds.back().comments);
}

TEST_F(DiscoveryTest, TakesTwoFeedsWithTheSameEntriesForOne) {
  put("/", page(declares("/rss") + declares("/atom", "application/atom+xml") + declares("/rss#again")));
  put("/rss", rss("Post", {"a", "b"}));
  put("/atom",
      "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post as Atom</title>"
      "<entry><id>urn:2</id><link href='https://post.example/b'/></entry>"
      "<entry><id>urn:1</id><link href='https://post.example/a'/></entry></feed>");
  EXPECT_THAT(found(), ElementsAre("/rss"));
}

TEST_F(DiscoveryTest, ReadsAPageThatIsAFeedByItsMarks) {
  put("/", page("",
                "<div class=h-feed><article class=h-entry><a class='u-url p-name' href=/1>Bridge opens</a>"
                "</article></div><a href=/rss>RSS</a>"));
  const Discovery discovery = find();
  ASSERT_EQ(discovery.feeds.size(), 1u);
  EXPECT_EQ(discovery.feeds[0].url, url("/"));
  EXPECT_EQ(discovery.feeds[0].format, "h-feed");
  EXPECT_THAT(asked(), ElementsAre("/"));
}

TEST_F(DiscoveryTest, FollowsLinksThatLookLikeFeedsAndTheListsTheyLeadTo) {
  put("/", page("",
                "<a href=/about>About</a><a href=/services/rss/>Feeds</a>"
                "<a href='http://blogroll.example/feed'>A friend</a>"));
  put("/services/rss/", page("",
                             "<a href=/services/world.rss>World</a><a href=/services/rss/>Feeds</a>"
                             "<a href='/x?format=rss'>Sport</a>"));
  put("/services/world.rss", rss("World", {"w"}));
  put("/x?format=rss", rss("Sport", {"s"}));
  EXPECT_THAT(found(), ElementsAre("/services/world.rss", "/x?format=rss"));
}

TEST_F(DiscoveryTest, GuessesTheUsualPathsUntilOneIsRight) {
  put("/blog/about.html", page(declares("/comments/feed")));
  put("/comments/feed", rss("Comments", {"c"}));
  put("/feed.xml", rss("Post", {"a"}));
  const Discovery discovery = find("/blog/about.html");
  ASSERT_EQ(discovery.feeds.size(), 2u);
  EXPECT_EQ(discovery.feeds[0].url, url("/feed.xml"));
  EXPECT_EQ(discovery.feeds[0].how, How::kGuessed);
  EXPECT_THAT(asked(), ElementsAre("/blog/about.html", "/comments/feed", "/robots.txt", "/blog/feed", "/feed", "/rss",
                                   "/rss.xml", "/feed.xml"));
}

TEST_F(DiscoveryTest, DoesNotGuessWhereItMayNot) {
  put("/", page(""));
  put("/robots.txt", "User-agent: *\nDisallow: /feed\n", "text/plain");
  put("/feed", rss("Post", {"a"}));
  const Discovery discovery = find();
  EXPECT_THAT(discovery.feeds, IsEmpty());
  EXPECT_THAT(asked(), Not(Contains("/feed")));
  EXPECT_THAT(discovery.misses, Contains(url("/feed") + ": its robots.txt forbids it"));
  put("/", page(declares("/feed")));
  EXPECT_THAT(found(), ElementsAre("/feed")) << "declared, so meant to be fetched";
}

TEST_F(DiscoveryTest, GuessesNothingWhileRobotsCannotBeRead) {
  put("/", page(""));
  put("/feed", rss("Post", {"a"}));
  {
    const std::lock_guard lock(mutex_);
    answers_["/robots.txt"] = net::Response::text(503, "later");
  }
  EXPECT_THAT(find().feeds, IsEmpty());
  EXPECT_THAT(asked(), ElementsAre("/", "/robots.txt"));
}

TEST_F(DiscoveryTest, LooksIntoSitemapsForHeadlines) {
  put("/", page(""));
  put("/robots.txt", "Sitemap: " + url("/pages.xml") + "\nSitemap: " + url("/index.xml?news"), "text/plain");
  put("/pages.xml", "<urlset><url><loc>https://post.example/about</loc></url></urlset>");
  put("/index.xml?news", "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>" +
                             url("/2023.xml") + "</loc></sitemap><sitemap><loc>" + url("/today-news.xml") +
                             "</loc></sitemap></sitemapindex>");
  put("/today-news.xml",
      "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
      "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://post.example/1</loc><news:news>"
      "<news:publication_date>2023-01-31</news:publication_date><news:title>Bridge opens</news:title></news:news>"
      "</url></urlset>");
  const Discovery discovery = find();
  ASSERT_EQ(discovery.feeds.size(), 1u);
  EXPECT_EQ(discovery.feeds[0].url, url("/today-news.xml"));
  EXPECT_THAT(asked(), Not(Contains("/2023.xml")));
  EXPECT_THAT(discovery.misses, Contains(HasSubstr("without headlines")));
}

TEST_F(DiscoveryTest, TellsWhatItTriedWhereThereIsNothing) {
  put("/", page(""));
  const Discovery discovery = find();
  EXPECT_THAT(discovery.feeds, IsEmpty());
  EXPECT_THAT(discovery.misses, Contains(HasSubstr(url("/rss.xml"))));
  EXPECT_THAT(discovery.misses, Contains(HasSubstr(url("/news-sitemap.xml"))));
}

TEST_F(DiscoveryTest, AsksFortyAddressesAtMost) {
  std::string head;
  for (int i = 0; i < 1'000; ++i) head += declares("/" + std::to_string(i) + ".xml");
  put("/", page(head));
  EXPECT_THAT(find().feeds, IsEmpty());
  EXPECT_LE(asked().size(), 41u) << "and robots.txt";
}

TEST_F(DiscoveryTest, DoesNotGoAroundTheGate) {
  // Whatever a page names is asked of the gate, which here lets through the site's own address and no other.
  const std::vector<std::string> allowed = {"127.0.0.1/32"};
  client_ = std::make_unique<net::HttpClient>(*net::AddressGate::with_allowed(allowed), user_agent(""));
  const std::string port = server_->address().substr(server_->address().find(':'));
  put("/", page(declares("http://127.0.0.2" + port + "/feed") + declares("http://169.254.169.254/latest/meta-data") +
                declares("http://[::1]" + port + "/feed") + declares("http://0x7f.3" + port + "/feed") +
                declares("file:///etc/passwd") + declares("/moved") + "<link rel=icon href='http://127.0.0.2/'>" +
                "<link rel=canonical href='http://127.0.0.2/'>"
                "<meta http-equiv=refresh content='0;url=http://127.0.0.2" +
                port + "/'>"));
  move("/moved", "http://127.0.0.2" + port + "/feed");
  move("/robots.txt", "http://127.0.0.2" + port + "/robots.txt");
  put("/feed", rss("Secrets", {"a"}));
  const Discovery discovery = find();
  EXPECT_THAT(discovery.feeds, IsEmpty());
  EXPECT_THAT(asked(), ElementsAre("/", "/moved", "/robots.txt"));
  EXPECT_THAT(discovery.misses, Contains(HasSubstr("127.0.0.2 is a loopback address")));
  EXPECT_THAT(discovery.misses, Contains(HasSubstr("robots.txt: cannot be read now")));
}

TEST_F(DiscoveryTest, FailsWhereTheAddressItselfBringsNothing) {
  const auto error = [&](std::string_view of) { return find_feeds(*client_, of).error(); };
  EXPECT_EQ(error("nonsense").code, Code::kInvalid);
  EXPECT_THAT(error(url("/gone")).message, HasSubstr(url("/gone") + ": there is nothing at this address (404)"));
  put("/pdf", "%PDF-1.4 ...", "application/pdf");
  EXPECT_THAT(error(url("/pdf")).message, HasSubstr("neither a feed nor a web page"));
  EXPECT_EQ(error("http://127.0.0.1:1/").code, Code::kUnavailable);
}

}  // namespace
}  // namespace dateline::wire
