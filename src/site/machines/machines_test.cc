#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "site/feeds/feed_fixture.h"
#include "site/json_reading.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Problems = std::vector<std::string>;

// Sitemaps, by the text of sitemaps.org 0.9 and of Google's news sitemap 0.9.

Problems sitemap_problems(const std::string& body, const std::string& site, Instant now) {
  Problems found;
  const auto root = parse_tree(body);
  if (!root) return {"not well formed"};
  const auto need = [&](bool good, std::string what) {
    if (!good) found.push_back(std::move(what));
  };
  const bool index = root->name == "sm:sitemapindex";
  need(index || root->name == "sm:urlset", root->name);
  need(root->children.size() <= 50'000, "more than 50,000");
  need(body.size() <= std::size_t{50} << 20, "more than 50 MiB");
  std::set<std::string> seen;
  std::size_t news = 0;
  for (const auto& entry : root->children) {
    need(entry->name == (index ? "sm:sitemap" : "sm:url"), entry->name);
    const std::string loc = entry->text_of("sm:loc");
    need(entry->all("sm:loc").size() == 1 && loc.starts_with(site + "/") && loc.size() < 2'048, "loc " + loc);
    need(seen.insert(loc).second, "twice " + loc);
    for (const auto& child : entry->children) {
      need(child->name == "sm:loc" || child->name == "sm:lastmod" || (!index && child->name == "news:news"),
           child->name);
    }
    need(entry->all("sm:lastmod").size() <= 1, "lastmod twice");
    if (const Element* lastmod = entry->one("sm:lastmod")) {
      const auto at = parse_rfc3339(lastmod->text);
      need(at && *at <= now, "lastmod " + lastmod->text);
    }
    const Element* item = entry->one("news:news");
    if (!item) continue;
    ++news;
    const Element* publication = item->one("news:publication");
    need(publication && !publication->text_of("news:name").empty(), "news:name");
    need(publication && std::regex_match(publication->text_of("news:language"), std::regex("[a-z]{2,3}|zh-cn|zh-tw")),
         "news:language");
    const auto at = parse_rfc3339(item->text_of("news:publication_date"));
    need(at && *at <= now && *at >= now - std::chrono::hours(48), "news:publication_date");
    need(!item->text_of("news:title").empty(), "news:title");
    for (const auto& child : item->children) {
      need(child->name == "news:publication" || child->name == "news:publication_date" || child->name == "news:title",
           child->name);
    }
  }
  need(news <= 1'000, "more than 1,000 news");
  return found;
}

struct Sitemaps : testing::Test {
  HostileSite site;
  Problems problems(const std::string& path) {
    const auto answer = site.get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.content_type, "application/xml; charset=utf-8");
    return sitemap_problems(site.body(answer), site.public_url, site.clock.now());
  }
};

TEST_F(Sitemaps, AndAllThatTheIndexNamesAreWhatTheProtocolSays) {
  EXPECT_EQ(problems("/sitemap.xml"), Problems());
  const auto index = parse_tree(site.body(site.get("/sitemap.xml")));
  ASSERT_TRUE(index);
  EXPECT_GE(index->children.size(), 2U);
  for (const auto& entry : index->children) {
    EXPECT_EQ(problems(entry->text_of("sm:loc").substr(site.public_url.size())), Problems())
        << entry->text_of("sm:loc");
  }
}

TEST_F(Sitemaps, ThatBreakARuleAreFound) {
  const std::string news = site.body(site.get("/sitemap/news.xml"));
  const std::string index = site.body(site.get("/sitemap.xml"));
  const auto broken = [&](std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    return sitemap_problems(text, site.public_url, site.clock.now());
  };
  EXPECT_NE(broken(index, "https://news.example.org/", "https://evil.example/"), Problems());
  EXPECT_NE(broken(index, "<sitemap>", "<sitemap><priority>1</priority>"), Problems());
  EXPECT_NE(broken(news, "<news:title>", "<news:headline/><news:title>"), Problems());
  EXPECT_NE(broken(news, ">en<", ">english<"), Problems());
  EXPECT_NE(broken(news, "publication_date>2023-01-31", "publication_date>2023-01-01"), Problems());
  EXPECT_NE(broken(news, "<url>", "<url><loc>https://news.example.org/x</loc>"), Problems());
  EXPECT_NE(broken(news, "sitemap/0.9\"", "sitemap/0.8\""), Problems());
}

TEST_F(Sitemaps, OfNewsHoldOurOwnArticlesOfTwoDays) {
  const std::string news = site.body(site.get("/sitemap/news.xml"));
  EXPECT_THAT(news, HasSubstr(site.post.article_id().str()));
  EXPECT_THAT(news, Not(HasSubstr(site.story->members[0].article->id.str())));
  site.clock.advance(std::chrono::hours(48));
  EXPECT_THAT(site.body(site.get("/sitemap/news.xml")), Not(HasSubstr("<url>")));
  EXPECT_EQ(site.get("/sitemap/articles-2.xml").status, 404);
  EXPECT_EQ(site.get("/sitemap/articles-1").status, 404);
  EXPECT_EQ(site.get("/sitemap/articles-x.xml").status, 404);
}

// The head

TEST(Head, OfAnArticleHasACardFeedsAndOembed) {
  HostileSite site;
  const std::string path = "/article/" + site.post.article_id().str();
  const std::string page = site.body(site.get(path));
  EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"https://news.example.org" + path + "\">"));
  EXPECT_THAT(page, HasSubstr("<meta property=\"og:type\" content=\"article\">"));
  EXPECT_THAT(page, HasSubstr("<meta property=\"og:url\" content=\"https://news.example.org" + path + "\">"));
  EXPECT_THAT(page, HasSubstr("<meta property=\"article:published_time\" content=\"2023-01-31T16:00:00Z\">"));
  EXPECT_THAT(page, HasSubstr("<meta property=\"article:tag\" content=\"&lt;tag&gt;\">"));
  EXPECT_THAT(page, HasSubstr("max-image-preview:large"));
  for (const char* type : {"application/rss+xml", "application/atom+xml", "application/feed+json"}) {
    EXPECT_THAT(page, HasSubstr("<link rel=\"alternate\" type=\"" + std::string(type) + "\"")) << type;
  }
  EXPECT_THAT(page, HasSubstr("href=\"" + path + "/replies/feed/atom\""));
  EXPECT_THAT(page, HasSubstr("application/json+oembed"));
  EXPECT_THAT(page, HasSubstr("<meta name=\"tdm-reservation\" content=\"1\">"));
}

TEST(Head, KeepsOutOfIndexesWhatIsNotOursOrNotForAll) {
  HostileSite site;
  const std::string wire = site.body(site.get("/article/" + site.story->members[0].article->id.str()));
  EXPECT_THAT(wire, HasSubstr("<meta name=\"robots\" content=\"noindex\">"));
  EXPECT_THAT(wire, Not(HasSubstr("rel=\"canonical\"")));
  EXPECT_THAT(wire, HasSubstr("og:title"));
  const std::string search = site.body(site.get("/search?q=a"));
  EXPECT_THAT(search, HasSubstr("noindex"));
  EXPECT_THAT(search, Not(HasSubstr("og:title")));
}

TEST(Head, NamesEachFeedThatThereIs) {
  HostileSite site;
  static const std::regex link(
      "<link rel=\"alternate\" type=\"application/(rss|atom|feed)[^\"]*\" title=\"[^\"]*\" href=\"([^\"]*)\">");
  for (const std::string& path : {std::string("/"), std::string("/section/world"), "/story/" + site.story->id.str()}) {
    const std::string page = site.body(site.get(path));
    int feeds = 0;
    for (auto at = std::sregex_iterator(page.begin(), page.end(), link); at != std::sregex_iterator(); ++at, ++feeds) {
      EXPECT_EQ(site.get((*at)[2].str()).status, 200) << (*at)[2];
    }
    EXPECT_GE(feeds, 4) << path;
  }
}

// oEmbed

struct OEmbed : testing::Test {
  HostileSite site;
  std::string story = percent_encode(site.public_url + "/story/" + site.story->id.str());
  std::string article = percent_encode(site.public_url + "/article/" + site.post.article_id().str());
  json::object ask(const std::string& query) {
    const auto answer = site.get("/oembed?url=" + query);
    EXPECT_EQ(answer.status, 200) << query;
    return read_json(site.body(answer))->as_object();
  }
};

TEST_F(OEmbed, AnswersForStoriesArticlesAndTheBar) {
  for (const auto& [url, frame] : {std::pair(story, "/embed/story/"),
                                   {article, "/embed/article/"},
                                   {percent_encode(site.public_url + "/"), "/embed/bar"}}) {
    const json::object answer = ask(url);
    EXPECT_EQ(answer.at("version"), "1.0");
    EXPECT_EQ(answer.at("type"), "rich");
    EXPECT_TRUE(answer.at("width").is_int64());
    EXPECT_TRUE(answer.at("height").is_int64());
    EXPECT_EQ(answer.at("provider_name"), "Dateline");
    const std::string markup(answer.at("html").as_string());
    EXPECT_THAT(markup, HasSubstr("<iframe src=\"https://news.example.org" + std::string(frame)));
    EXPECT_THAT(markup, Not(HasSubstr("<script>alert")));
  }
}

TEST_F(OEmbed, IsNoLargerThanWasAsked) {
  EXPECT_EQ(ask(story + "&maxwidth=320&maxheight=100").at("width"), 320);
  EXPECT_EQ(ask(story + "&maxwidth=320&maxheight=100").at("height"), 100);
  EXPECT_EQ(ask(story + "&maxwidth=9000").at("width"), 600);
  EXPECT_EQ(ask(story + "&maxwidth=wide").at("width"), 600);
}

TEST_F(OEmbed, ComesAsXmlToo) {
  const auto answer = site.get("/oembed?format=xml&url=" + article);
  EXPECT_EQ(answer.content_type, "text/xml; charset=utf-8");
  const auto root = parse_tree(site.body(answer));
  ASSERT_TRUE(root);
  EXPECT_EQ(root->name, "oembed");
  EXPECT_EQ(root->text_of("type"), "rich");
  EXPECT_EQ(root->text_of("author_name"), "Ana Ruiz & <Co>");
  EXPECT_THAT(root->text_of("html"), HasSubstr("<iframe"));
}

TEST_F(OEmbed, RefusesWhatIsNotOursAndFormatsThatItHasNot) {
  EXPECT_EQ(site.get("/oembed").status, 404);
  EXPECT_EQ(site.get("/oembed?url=https%3A%2F%2Fevil.example%2Fstory%2Fx").status, 404);
  EXPECT_EQ(site.get("/oembed?url=" + percent_encode(site.public_url + "/desk")).status, 404);
  EXPECT_EQ(
      site.get("/oembed?url=" + percent_encode(site.public_url + ".evil.example/story/" + site.story->id.str())).status,
      404);
  // An outlet's report is the outlet's to embed.
  EXPECT_EQ(site.get("/oembed?url=" +
                     percent_encode(site.public_url + "/article/" + site.story->members[0].article->id.str()))
                .status,
            404);
  EXPECT_EQ(site.get("/oembed?format=yaml&url=" + story).status, 501);
}

TEST_F(OEmbed, CardsMayBeFramedAndRunNothing) {
  const auto answer = site.get("/embed/story/" + site.story->id.str());
  EXPECT_EQ(answer.status, 200);
  const std::string policy = site.header(answer, "Content-Security-Policy");
  EXPECT_THAT(policy, HasSubstr("frame-ancestors *"));
  EXPECT_THAT(policy, Not(HasSubstr("script-src")));
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(site.body(answer), Not(HasSubstr("<script")));
  EXPECT_EQ(site.get("/embed/story/nonsense").status, 404);
}

// Files at fixed addresses

TEST(SiteFiles, RobotsNameTheSitemaps) {
  HostileSite site;
  const std::string text = site.body(site.get("/robots.txt"));
  EXPECT_THAT(text, HasSubstr("Sitemap: https://news.example.org/sitemap.xml\n"));
  EXPECT_THAT(text, HasSubstr("Sitemap: https://news.example.org/sitemap/news.xml\n"));
  EXPECT_THAT(text, HasSubstr("Disallow: /desk\n"));
}

TEST(SiteFiles, TdmrepReservesUnlessItIsGiven) {
  HostileSite site;
  const auto answer = site.get("/.well-known/tdmrep.json");
  EXPECT_EQ(site.body(answer), R"([{"location":"/","tdm-reservation":1}])");
  EXPECT_EQ(site.header(answer, "TDM-Reservation"), "1");
  HostileSite open;
  open.config.tdm_reservation = false;
  EXPECT_EQ(open.body(open.get("/.well-known/tdmrep.json")), R"([{"location":"/","tdm-reservation":0}])");
  EXPECT_EQ(open.header(open.get("/feed"), "TDM-Reservation"), "");
  EXPECT_THAT(open.body(open.get("/")), Not(HasSubstr("tdm-reservation")));
}

TEST(SiteFiles, SecurityTxtIsThereWithAContactOnly) {
  HostileSite site;
  EXPECT_EQ(site.get("/.well-known/security.txt").status, 404);
  HostileSite with;
  with.config.security_contact = "mailto:security@news.example.org";
  const std::string text = with.body(with.get("/.well-known/security.txt"));
  EXPECT_THAT(text, HasSubstr("Contact: mailto:security@news.example.org\n"));
  EXPECT_THAT(text, HasSubstr("Expires: 2024-01-30T00:00:00Z\n"));
}

TEST(SiteFiles, ManifestNamesIconsThatAreThere) {
  HostileSite site;
  const auto answer = site.get("/manifest.webmanifest");
  EXPECT_THAT(answer.content_type, StartsWith("application/manifest+json"));
  const json::object manifest = read_json(site.body(answer))->as_object();
  EXPECT_EQ(manifest.at("name"), "Dateline");
  bool maskable = false;
  for (const json::value& icon : manifest.at("icons").as_array()) {
    const auto picture = site.get(std::string(icon.as_object().at("src").as_string()));
    EXPECT_EQ(picture.status, 200);
    EXPECT_EQ(picture.content_type, std::string(icon.as_object().at("type").as_string()));
    maskable |= icon.as_object().at("purpose") == "maskable";
    if (picture.content_type != "image/png") continue;
    // The size stands in the picture's first chunk.
    const std::string png = site.body(picture);
    const auto number = [&](std::size_t at) {
      return (static_cast<unsigned char>(png[at + 2]) << 8) + static_cast<unsigned char>(png[at + 3]);
    };
    EXPECT_EQ(std::to_string(number(16)) + "x" + std::to_string(number(20)),
              std::string(icon.as_object().at("sizes").as_string()));
  }
  EXPECT_TRUE(maskable);
  EXPECT_EQ(site.get("/favicon.ico").content_type, "image/x-icon");
  EXPECT_EQ(site.get("/apple-touch-icon.png").content_type, "image/png");
  EXPECT_THAT(site.header(site.get("/"), "Content-Security-Policy"), HasSubstr("manifest-src 'self'"));
}

}  // namespace
}  // namespace dateline::site
