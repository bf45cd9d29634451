#include "wire/robots.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

text::Url at(std::string_view path) {
  return text::Url::parse("https://example.org" + std::string(path)).value();
}
bool allows(std::string_view file, std::string_view path) {
  return Robots::parse(file).allows(at(path));
}
/// The same for a file that holds one group for everybody.
bool rules_allow(std::string_view rules, std::string_view path) {
  return allows("User-agent: *\n" + std::string(rules), path);
}

TEST(Robots, AllowsEverythingWhereNothingIsSaid) {
  for (const std::string_view file : {"", "\n\n", "# nothing\n", "User-agent: *", "User-agent: *\nDisallow:",
                                      "<!doctype html><html><body>User-agent is not a rule here</body></html>",
                                      "Disallow: /\n", "User-agent: otherbot\nDisallow: /"}) {
    EXPECT_TRUE(allows(file, "/news/1")) << file;
  }
  EXPECT_TRUE(Robots().allows(at("/")));
}

TEST(Robots, AllowsNothingWhileClosedButTheFileItself) {
  EXPECT_FALSE(Robots::closed().allows(at("/")));
  EXPECT_FALSE(Robots::closed().allows(at("/a?b")));
  EXPECT_TRUE(Robots::closed().allows(at("/robots.txt")));
  EXPECT_TRUE(rules_allow("Disallow: /", "/robots.txt"));
}

TEST(Robots, ForbidsWhatBeginsWithAPath) {
  EXPECT_FALSE(rules_allow("Disallow: /private", "/private"));
  EXPECT_FALSE(rules_allow("Disallow: /private", "/private/1?a=b"));
  EXPECT_FALSE(rules_allow("Disallow: /private", "/privateer"));
  EXPECT_TRUE(rules_allow("Disallow: /private", "/Private"));
  EXPECT_TRUE(rules_allow("Disallow: /private/", "/private"));
  EXPECT_FALSE(rules_allow("Disallow: /a?b=", "/a?b=1"));
  EXPECT_TRUE(rules_allow("Disallow: /a?b=", "/a?c=1"));
}

TEST(Robots, LetsTheLongestRuleDecideAndAllowWinATie) {
  constexpr std::string_view kRules = "Allow: /news/\nDisallow: /\nDisallow: /news/drafts\nAllow: /news/drafts/open";
  EXPECT_TRUE(rules_allow(kRules, "/news/1"));
  EXPECT_FALSE(rules_allow(kRules, "/about"));
  EXPECT_FALSE(rules_allow(kRules, "/news/drafts/2"));
  EXPECT_TRUE(rules_allow(kRules, "/news/drafts/open/3"));
  EXPECT_TRUE(rules_allow("Disallow: /page\nAllow: /page", "/page"));
  EXPECT_TRUE(rules_allow("Disallow: /*.htm\nAllow: /page*", "/page.htm")) << "seven characters against six";
}

TEST(Robots, ReadsStarsAndAFinalDollar) {
  EXPECT_FALSE(rules_allow("Disallow: /*.pdf$", "/a/b.pdf"));
  EXPECT_TRUE(rules_allow("Disallow: /*.pdf$", "/a/b.pdf?x"));
  EXPECT_TRUE(rules_allow("Disallow: /*.pdf$", "/a/b.pdfs"));
  EXPECT_FALSE(rules_allow("Disallow: /*.pdf$", "/.pdf.pdf"));
  EXPECT_FALSE(rules_allow("Disallow: /a**b*c", "/axxbyyc/"));
  EXPECT_TRUE(rules_allow("Disallow: /a*b*c", "/acb"));
  EXPECT_FALSE(rules_allow("Disallow: *", "/"));
  EXPECT_FALSE(rules_allow("Disallow: */print", "/news/1/print"));
  EXPECT_FALSE(rules_allow("Disallow: /$", "/"));
  EXPECT_TRUE(rules_allow("Disallow: /$", "/a"));
  EXPECT_FALSE(rules_allow("Disallow: /a*$", "/abc"));
  EXPECT_FALSE(rules_allow("Disallow: /a$b", "/a$b")) << "a dollar that is not the last is one";
}

TEST(Robots, TakesStarsAndDollarsOfAUrlForWhatTheyAre) {
  EXPECT_FALSE(rules_allow("Disallow: /file-%2A", "/file-*.html"));
  EXPECT_TRUE(rules_allow("Disallow: /file-%2A", "/file-1.html"));
  EXPECT_FALSE(rules_allow("Disallow: /price%24", "/price$"));
  EXPECT_FALSE(rules_allow("Disallow: /price%24", "/price%24"));
  EXPECT_TRUE(rules_allow("Disallow: /price%24", "/price"));
}

TEST(Robots, ComparesCharactersInOneFormEncodedOrNot) {
  EXPECT_FALSE(rules_allow("Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84"));
  EXPECT_FALSE(rules_allow("Disallow: /foo/bar/%e3%83%84", "/foo/bar/ツ"));
  EXPECT_FALSE(rules_allow("Disallow: /foo/%62%61%7a", "/foo/baz"));
  EXPECT_FALSE(rules_allow("Disallow: /foo/baz", "/foo/b%61z"));
  EXPECT_FALSE(rules_allow("Disallow: /caf\xE9", "/caf%e9")) << "bytes that are no UTF-8 are bytes";
  EXPECT_FALSE(rules_allow("Disallow: /a b", "/a%20b"));
  EXPECT_TRUE(rules_allow("Disallow: /a/b", "/a%2Fb")) << "an encoded slash parts nothing";
  EXPECT_FALSE(rules_allow("Disallow: /100%", "/100%")) << "a sign alone";
}

TEST(Robots, KnowsItselfWhateverTheCase) {
  for (const std::string_view agent : {"dateline", "DateLine", "DATELINE", "dateline/0.1", "dateline (news)"}) {
    EXPECT_FALSE(allows("User-agent: " + std::string(agent) + "\nDisallow: /", "/")) << agent;
  }
  for (const std::string_view agent : {"datelinebot", "date", "my-dateline", "dateline-news"}) {
    EXPECT_TRUE(allows("User-agent: " + std::string(agent) + "\nDisallow: /", "/")) << agent;
  }
}

TEST(Robots, KeepsToItsOwnGroupsAndMergesThem) {
  constexpr std::string_view kFile =
      "User-agent: dateline\nDisallow: /a\n\n"
      "User-agent: *\nDisallow: /b\n\n"
      "User-agent: otherbot\nUser-agent: Dateline\nDisallow: /c\nDisallow: /d\n\n"
      "User-agent: otherbot\nDisallow: /e\n";
  const Robots robots = Robots::parse(kFile);
  for (const std::string_view path : {"/a", "/c", "/d"}) EXPECT_FALSE(robots.allows(at(path))) << path;
  for (const std::string_view path : {"/b", "/e"}) EXPECT_TRUE(robots.allows(at(path))) << path;
  EXPECT_FALSE(Robots::parse(kFile, "another").allows(at("/b")));
}

TEST(Robots, IsNotHeldByTheStarOnceItIsNamedEvenWithoutARule) {
  EXPECT_TRUE(allows("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow:", "/"));
  EXPECT_TRUE(allows("User-agent: dateline\nAllow: /\nUser-agent: *\nDisallow: /", "/"));
}

TEST(Robots, DoesNotLetOtherLinesPartAGroup) {
  EXPECT_FALSE(
      allows("User-agent: dateline\nSitemap: https://example.org/s.xml\nCrawl-delay: 1\nnonsense\n"
             "User-agent: otherbot\n\n# a remark\nDisallow: /",
             "/"));
}

TEST(Robots, ReadsEveryKindOfLine) {
  for (const std::string_view end : {"\n", "\r", "\r\n", "\n\n", "\r\n\r\n"}) {
    std::string file;
    for (const std::string_view line : {"User-agent: *", "Disallow: /a", "Allow: /a/b"}) file.append(line).append(end);
    EXPECT_FALSE(allows(file, "/a")) << testing::PrintToString(end);
    EXPECT_TRUE(allows(file, "/a/b")) << testing::PrintToString(end);
  }
  EXPECT_FALSE(allows("\xEF\xBB\xBFUser-agent: *\nDisallow: /", "/"));
  EXPECT_FALSE(allows("  USER-AGENT\t :  *  # all\n\t disallow:/a#b\n", "/a"));
  EXPECT_FALSE(allows("User agent: *\nDisallow /a", "/a"));
  EXPECT_FALSE(allows("useragent: *\ndisalow: /a", "/a"));
  EXPECT_FALSE(rules_allow("Disallow: a/", "/a/1"));
}

TEST(Robots, ReadsUtf16) {
  std::string file = "\xFF\xFE";
  for (const char c : std::string_view("User-agent: *\r\nDisallow: /a")) file += {c, '\0'};
  EXPECT_FALSE(allows(file, "/a"));
  EXPECT_TRUE(allows(file, "/b"));
}

TEST(Robots, ReadsHalfAMegabyteAndNoHalfRule) {
  std::string file = "User-agent: *\nDisallow: /first\n";
  file += std::string(kMaxRobotsBytes - file.size() - 15, '#') + "\n";
  file += "Disallow: /s/secret\nDisallow: /last\n";
  const Robots robots = Robots::parse(file);
  EXPECT_FALSE(robots.allows(at("/first")));
  EXPECT_TRUE(robots.allows(at("/s"))) << "cut off";
  EXPECT_TRUE(robots.allows(at("/last")));
}

TEST(Robots, NotesTheDelayOfItsGroupTheLongestWhereThereAreSeveral) {
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: 2.5\nCrawl-Delay: 1").crawl_delay(), 2500ms);
  EXPECT_EQ(Robots::parse("User-agent: other\nDisallow:\nCrawl-delay: 9").crawl_delay(), std::nullopt);
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: soon\nCrawl-delay: -1").crawl_delay(), std::nullopt);
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: 1e99").crawl_delay(), 1s);
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: 99999999999999").crawl_delay(), 24h);
}

TEST(Robots, NamesTheSitemapsWhoeverTheyAreFor) {
  const Robots robots = Robots::parse(
      "Sitemap: https://example.org/news.xml\nUser-agent: otherbot\nDisallow: /\nsitemap:https://example.org/b.xml\n"
      "Sitemap: /relative.xml\nSitemap: ftp://example.org/c.xml\n");
  EXPECT_THAT(robots.sitemaps(), ElementsAre("https://example.org/news.xml", "https://example.org/b.xml"));
}

TEST(Robots, StandsAtTheRootOfItsSchemeHostAndPort) {
  const auto of = [](std::string_view url) { return robots_url(text::Url::parse(url).value()); };
  EXPECT_EQ(of("https://example.org/a/b?c#d"), "https://example.org/robots.txt");
  EXPECT_EQ(of("http://example.org:8080"), "http://example.org:8080/robots.txt");
  EXPECT_EQ(of("http://[2001:db8::1]/x"), "http://[2001:db8::1]/robots.txt");
}

TEST(RobotsAnswer, IsReadOr404OrNothingThatOneCouldGoBy) {
  const auto of = [](int status) {
    net::FetchResponse response;
    response.status = status;
    response.body = "User-agent: *\nDisallow: /a\n";
    return robots_of(response);
  };
  EXPECT_FALSE(of(200).value().allows(at("/a")));
  EXPECT_TRUE(of(200).value().allows(at("/b")));
  for (const int status : {400, 401, 403, 404, 410, 451}) EXPECT_TRUE(of(status).value().allows(at("/a"))) << status;
  for (const int status : {429, 500, 503, 599, 304, 302, 101}) EXPECT_EQ(of(status), std::nullopt) << status;
  EXPECT_FALSE(robots_of(fail(Code::kUnavailable, "no answer")));
  EXPECT_FALSE(robots_of(fail(Code::kDenied, "the gate")));
}

// The second way: every place for every star is tried, and of the rules no order is made.

bool naive_match(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return true;
  if (pattern == "$") return path.empty();
  if (pattern[0] == '*') {
    for (std::size_t skip = 0; skip <= path.size(); ++skip) {
      if (naive_match(pattern.substr(1), path.substr(skip))) return true;
    }
    return false;
  }
  return !path.empty() && path[0] == pattern[0] && naive_match(pattern.substr(1), path.substr(1));
}

RC_GTEST_PROP(Robots, AgreesWithTryingEverything, ()) {
  const auto letters = [](std::string of) {
    return rc::gen::container<std::string>(rc::gen::elementOf(std::move(of)));
  };
  std::string file = "User-agent: *\n";
  std::vector<std::pair<std::string, bool>> rules;
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    const bool allow = *rc::gen::arbitrary<bool>();
    const std::string pattern = "/" + *letters("ab/*") + *rc::gen::element<std::string>("", "$");
    file += (allow ? "Allow: " : "Disallow: ") + pattern + "\n";
    rules.emplace_back(pattern, allow);
  }
  const std::string path = "/" + *letters("aab/");

  bool allowed = true;
  std::size_t longest = 0;
  for (auto [pattern, allow] : rules) {
    // As long as a rule is without stars beside stars, which say nothing.
    std::string once;
    for (const char c : pattern) {
      if (c != '*' || !once.ends_with('*')) once += c;
    }
    if (!naive_match(once, path) || once.size() < longest) continue;
    allowed = once.size() > longest ? allow : allowed || allow;
    longest = once.size();
  }
  RC_ASSERT(Robots::parse(file).allows(at(path)) == allowed);
}

}  // namespace
}  // namespace dateline::wire
