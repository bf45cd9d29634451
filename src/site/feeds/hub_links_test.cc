#include <gmock/gmock.h>

#include "site/feeds/feed_fixture.h"
#include "wire/feed.h"
#include "wire/websub.h"

namespace dateline::site {
namespace {

std::string link_of(const net::Response& answer) {
  std::string links;
  for (const auto& [name, value] : answer.headers) {
    if (name == "Link") links += (links.empty() ? "" : ", ") + value;
  }
  return links;
}

TEST(FeedHub, IsNamedWithTheFeedsOwnAddressInTheHeaderAndInTheDocument) {
  HostileSite site;
  for (const Href& base : site.bases()) {
    if (base.str().starts_with("/search")) continue;
    for (const FeedFormat format : kFeedFormats) {
      const Href path = feed_path(base, format);
      const wire::HubLinks wanted{{site.public_url + "/websub"}, path.on(site.public_url).str()};
      const auto answer = site.get(path.str());
      EXPECT_EQ(wire::hub_links(link_of(answer), wanted.topic, {}), wanted) << path.str();
      const auto feed = wire::parse_feed(SiteFixture::body(answer), wanted.topic);
      ASSERT_TRUE(feed) << path.str();
      EXPECT_EQ(wire::hub_links("", wanted.topic, *feed), wanted) << path.str();
    }
  }
}

TEST(FeedHub, IsNotNamedBySearchesAndOlderPages) {
  HostileSite site;
  for (const char* path : {"/search/feed?q=Text", "/feed?cursor=newest", "/feed/atom?cursor=newest"}) {
    const auto answer = site.get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(link_of(answer), "") << path;
    EXPECT_EQ(SiteFixture::body(answer).find("/websub"), std::string::npos) << path;
  }
}

TEST(FeedHub, IsNamedByNoPageOfTheSite) {
  HostileSite site;
  for (const char* path : {"/", "/search?q=Text", "/sitemap.xml", "/api/v1/stories", "/reply/0"}) {
    EXPECT_EQ(link_of(site.get(path)).find("hub"), std::string::npos) << path;
  }
}

}  // namespace
}  // namespace dateline::site
