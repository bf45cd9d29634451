#include "text/url.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace dateline::text {
namespace {

std::string parsed(std::string_view text) {
  const auto url = Url::parse(text);
  return url ? url->str() : "(absent)";
}
std::string canonical(std::string_view text) {
  const auto url = Url::parse(text);
  return url ? url->canonical() : "(absent)";
}

TEST(Url, HasItsParts) {
  const auto url = Url::parse("HTTPS://Example.COM:8443/a/b?x=1&y#top");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme(), "https");
  EXPECT_EQ(url->host(), "example.com");
  EXPECT_EQ(url->port(), 8443);
  EXPECT_EQ(url->path(), "/a/b");
  EXPECT_EQ(url->query(), "x=1&y");
  EXPECT_EQ(url->str(), "https://example.com:8443/a/b?x=1&y#top");
}

TEST(Url, HasAtLeastASlashForPath) {
  EXPECT_EQ(parsed("http://example.com"), "http://example.com/");
  EXPECT_EQ(parsed("http://example.com?x"), "http://example.com/?x");
}

TEST(Url, DropsTheDefaultPort) {
  EXPECT_EQ(parsed("https://example.com:443/"), "https://example.com/");
}

TEST(Url, RefusesWhatIsNoPageOnTheWeb) {
  for (const char* text :
       {"", "example.com", "/path", "ftp://example.com/", "javascript:alert(1)", "http://", "https:///",
        "mailto:a@b.example", "file:///etc/passwd", "http://exa mple.com/", "data:text/html,x", "http://h%2%41/",
        "http://a%00b/", "http://[::1/", "http://[1::2::3]/", "http://a:99999/", "http://a.1/", "http://1.2.3.4.5/"}) {
    EXPECT_EQ(parsed(text), "(absent)") << text;
  }
}

TEST(Url, RefusesAHostWithAQuotationMark) {
  EXPECT_FALSE(Url::parse("https://nordwire.example\"//feed"));
}

TEST(Url, IsNotCutByAZero) {
  EXPECT_EQ(parsed(std::string_view("http://good.example\0.evil.example/", 35)), "(absent)");
}

TEST(Url, RefusesUserInformation) {
  EXPECT_EQ(parsed("https://bank.example@evil.example/"), "(absent)");
  EXPECT_EQ(parsed("https://user:password@example.com/"), "(absent)");
}

TEST(Url, RefusesMoreThanEightThousandBytes) {
  const std::string base = "https://example.com/";
  EXPECT_NE(parsed(base + std::string(8000 - base.size(), 'a')), "(absent)");
  EXPECT_EQ(parsed(base + std::string(8001 - base.size(), 'a')), "(absent)");
  EXPECT_EQ(parsed(base + std::string(4000, '<')), "(absent)");  // Too long once it is escaped.
}

TEST(Url, ShowsNumericHostsAsTheAddressesTheyAre) {
  EXPECT_EQ(parsed("http://0x7f.1/"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://2130706433/"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://0177.0.0.01/"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://１２７。０.０.１/"), "http://127.0.0.1/");
  EXPECT_EQ(parsed("http://[::FFFF:7f00:1]/"), "http://[::ffff:7f00:1]/");
  EXPECT_EQ(parsed("http://1./"), "http://0.0.0.1/");
}

TEST(Url, RefusesAddressesWithAZone) {
  EXPECT_EQ(parsed("http://[fe80::1%25eth0]/"), "(absent)");
}

TEST(Url, EscapesAsBrowsersDo) {
  EXPECT_EQ(parsed("  https://example.com/a b\n/é?q=ü \"x\"  "), "https://example.com/a%20b/%C3%A9?q=%C3%BC%20%22x%22");
  EXPECT_EQ(parsed("https://example.com/a%20b"), "https://example.com/a%20b");
}

TEST(Url, WritesInternationalNamesInAscii) {
  EXPECT_EQ(parsed("https://Bücher.example/"), "https://xn--bcher-kva.example/");
  EXPECT_EQ(parsed("https://b%C3%BCcher.example:81/x"), "https://xn--bcher-kva.example:81/x");
  EXPECT_EQ(parsed("https://a\u202Eb.example/"), "(absent)");
}

TEST(Url, TakesBackslashesForSlashesAsBrowsersDo) {
  EXPECT_EQ(parsed("https://good.example\\@evil.example/"), "https://good.example/@evil.example/");
  EXPECT_EQ(parsed("https:\\\\example.com\\a?b\\c"), "https://example.com/a?b\\c");
}

struct Example {
  const char* reference;
  const char* target;
};

// RFC 3986, sections 5.4.1 and 5.4.2.
TEST(Resolve, AgreesWithTheExamplesOfTheStandard) {
  const auto base = Url::parse("http://a/b/c/d;p?q");
  ASSERT_TRUE(base);
  for (const auto& [reference, target] : {Example{"g:h", "(absent)"},
                                          {"g", "http://a/b/c/g"},
                                          {"./g", "http://a/b/c/g"},
                                          {"g/", "http://a/b/c/g/"},
                                          {"/g", "http://a/g"},
                                          {"//g", "http://g/"},
                                          {"?y", "http://a/b/c/d;p?y"},
                                          {"g?y", "http://a/b/c/g?y"},
                                          {"#s", "http://a/b/c/d;p?q#s"},
                                          {"g#s", "http://a/b/c/g#s"},
                                          {"g?y#s", "http://a/b/c/g?y#s"},
                                          {";x", "http://a/b/c/;x"},
                                          {"", "http://a/b/c/d;p?q"},
                                          {".", "http://a/b/c/"},
                                          {"./", "http://a/b/c/"},
                                          {"..", "http://a/b/"},
                                          {"../", "http://a/b/"},
                                          {"../g", "http://a/b/g"},
                                          {"../..", "http://a/"},
                                          {"../../g", "http://a/g"},
                                          {"../../../g", "http://a/g"},
                                          {"/./g", "http://a/g"},
                                          {"/../g", "http://a/g"},
                                          {"g.", "http://a/b/c/g."},
                                          {"..g", "http://a/b/c/..g"},
                                          {"./../g", "http://a/b/g"},
                                          {"g/./h", "http://a/b/c/g/h"},
                                          {"g/../h", "http://a/b/c/h"},
                                          {"g?y/../x", "http://a/b/c/g?y/../x"},
                                          {"http:g", "http://a/b/c/g"}}) {
    const auto found = base->resolve(reference);
    EXPECT_EQ(found ? found->str() : "(absent)", target) << reference;
  }
}

TEST(Resolve, KeepsThePort) {
  const auto base = Url::parse("http://a:8080/x/y");
  EXPECT_EQ(base->resolve("z")->str(), "http://a:8080/x/z");
  EXPECT_EQ(base->resolve("//b/z")->str(), "http://b/z");
}

TEST(Resolve, RefusesSchemesThatRun) {
  const auto base = Url::parse("http://a/");
  EXPECT_FALSE(base->resolve(" java\nscript:alert(1)"));
  EXPECT_FALSE(base->resolve("data:text/html,x"));
}

TEST(Canonical, IsOneFormForOneDocument) {
  const std::string expected = "https://example.com/2023/story?id=7&page=2";
  EXPECT_EQ(canonical("https://example.com/2023/story?id=7&page=2"), expected);
  EXPECT_EQ(canonical("http://www.example.com:80/2023/story/?utm_source=x&id=7&fbclid=1&page=2&UTM_Medium=y#top"),
            expected);
  EXPECT_EQ(canonical("https://EXAMPLE.com./2023/%73tory?id=7&&page=2"), expected);
}

TEST(Canonical, OrdersParametersByNameAndKeepsTheOrderWithinOne) {
  EXPECT_EQ(canonical("https://example.com/?z=1&a[]=2&b&a[]=1"), "https://example.com?a[]=2&a[]=1&b&z=1");
}

TEST(Canonical, KeepsWhatChoosesTheDocument) {
  EXPECT_EQ(canonical("https://example.com:8443/?p=1"), "https://example.com:8443?p=1");
  EXPECT_EQ(canonical("https://example.com/Story"), "https://example.com/Story");
  EXPECT_EQ(canonical("https://www.com/"), "https://www.com");
}

TEST(Site, IsTheHostWithoutWww) {
  EXPECT_EQ(Url::parse("https://www.kyivpost.example/x")->site(), "kyivpost.example");
}

rc::Gen<std::string> any_url() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
          "a", "B", "www.", ".", "..", "/", "//", "?", "&", "=", "#", "%", "%2", "%2e", "%41", "%zz", " ", "é", "\\",
          ":", "80", "443", "8080", "@", "utm_x=1", "fbclid", "<", "\"", "[::1]", ";", "+", "~", "\t")),
      [](const std::vector<std::string>& pieces) {
        std::string text = "http://h";
        for (const auto& piece : pieces) text += piece;
        return text;
      });
}

RC_GTEST_PROP(Url, ParsesItsOwnTextToItself, ()) {
  const auto url = Url::parse(*any_url());
  if (!url) return;
  const auto again = Url::parse(url->str());
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->str() == url->str());
}

RC_GTEST_PROP(Canonical, IsItsOwnCanonicalForm, ()) {
  const auto url = Url::parse(*any_url());
  if (!url) return;
  const auto again = Url::parse(url->canonical());
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->canonical() == url->canonical());
}

RC_GTEST_PROP(Resolve, OfAnAbsoluteUrlIsItself, ()) {
  const auto url = Url::parse(*any_url());
  if (!url) return;
  const auto base = Url::parse("https://base.example/x/y?z");
  RC_ASSERT(base->resolve(url->str())->str() == url->str());
}

}  // namespace
}  // namespace dateline::text
