#include "text/url_standard.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"

namespace dateline::text {
namespace {

std::string href(std::string_view input, std::string_view base = "") {
  const auto base_url = base.empty() ? std::nullopt : parse_url(base);
  const auto url = parse_url(input, base_url ? &*base_url : nullptr);
  return url ? url->href() : "failure";
}

TEST(UrlStandard, ReadsEachPart) {
  const auto url = parse_url("https://us%3Aer:pass:word@Example.com:0444/a/../b c?d'e#f`g");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->username, "us%3Aer");
  EXPECT_EQ(url->password, "pass%3Aword");
  EXPECT_EQ(url->host, "example.com");
  EXPECT_EQ(url->port, 444);
  EXPECT_EQ(url->path, "/b%20c");
  EXPECT_EQ(url->query, "d%27e");
  EXPECT_EQ(url->fragment, "f%60g");
}

TEST(UrlStandard, AnEmptyQueryIsNotAnAbsentOne) {
  EXPECT_EQ(href("http://a.example/?#"), "http://a.example/?#");
  EXPECT_EQ(href("http://a.example"), "http://a.example/");
}

TEST(UrlStandard, DotsMayBeEscaped) {
  EXPECT_EQ(href("http://a.example/x/%2e%2E/y/.%2e/z/%2e"), "http://a.example/z/");
}

TEST(UrlStandard, ASchemeAloneIsRelativeToAPageOfThatScheme) {
  EXPECT_EQ(href("http:b", "http://a.example/x/y"), "http://a.example/x/b");
  EXPECT_EQ(href("https:b", "http://a.example/x/y"), "https://b/");
  EXPECT_EQ(href("http:/b", "http://a.example/x/y"), "http://a.example/b");
}

TEST(UrlStandard, AddressesHaveOneSpelling) {
  EXPECT_EQ(href("http://0x7F.0.0.1/"), "http://127.0.0.1/");
  EXPECT_EQ(href("http://0x/"), "http://0.0.0.0/");
  EXPECT_EQ(href("http://4294967295./"), "http://255.255.255.255/");
  EXPECT_EQ(href("http://4294967296/"), "failure");
  EXPECT_EQ(href("http://1.2.3.09/"), "failure");
  EXPECT_EQ(href("http://[1:0:0:2:0:0:0:3]/"), "http://[1:0:0:2::3]/");
  EXPECT_EQ(href("http://[::192.168.0.1]/"), "http://[::c0a8:1]/");
  EXPECT_EQ(href("http://[0:0:0:1:0:0:0:0]/"), "http://[0:0:0:1::]/");
  EXPECT_EQ(href("http://[::1%25eth0]/"), "failure");
}

TEST(UrlStandard, NamesAreInAscii) {
  EXPECT_EQ(href("http://Faß.example/"), "http://xn--fa-hia.example/");
  EXPECT_EQ(href("http://XN--a/"), "http://xn--a/");  // Encodes nothing, and is a name all the same.
  EXPECT_EQ(href("http://xn--a.\u00DF/"), "failure");
  EXPECT_EQ(href("http://a%00b/"), "failure");
  EXPECT_EQ(href("http://\xFF/"), "failure");
}

/// The published cases of the standard: those that are, or should fail as, http and https.
TEST(UrlStandard, AgreesWithThePublishedCases) {
  const char* folder = std::getenv("DATELINE_CORPORA");
  if (!folder) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  const auto cases = boost::json::parse(
      read_file(std::filesystem::path(folder) / "security" / "ssrf" / "wpt-urltestdata.json").value());
  int same = 0, all = 0;
  for (const auto& value : cases.as_array()) {
    const auto* one = value.if_object();
    if (!one) continue;  // A heading.
    const auto text = [&](std::string_view key) {
      const auto* field = one->if_contains(key);
      return field && field->is_string() ? std::string(field->as_string()) : std::string();
    };
    const std::string expected = one->contains("failure") ? "failure" : text("href");
    // A base of another scheme has no say about an http URL, and about a relative one is not ours.
    const auto base = parse_url(text("base"));
    const bool relative = !parse_url(text("input")) && one->contains("base") && !base && !text("base").empty();
    if (expected != "failure" && !expected.starts_with("http:") && !expected.starts_with("https:")) continue;
    if (relative && expected != "failure") ADD_FAILURE() << "a case that needs another scheme: " << text("input");
    const std::string got = href(text("input"), text("base"));
    ++all;
    same += got == expected;
    EXPECT_EQ(got, expected) << "input " << text("input") << " base " << text("base");
  }
  std::printf("URL standard: %d of %d cases\n", same, all);
  EXPECT_GT(all, 400);
}

TEST(UrlStandard, AgreesWithThePublishedNames) {
  const char* folder = std::getenv("DATELINE_CORPORA");
  if (!folder) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  const auto cases =
      boost::json::parse(read_file(std::filesystem::path(folder) / "security" / "ssrf" / "wpt-toascii.json").value());
  int same = 0, all = 0;
  for (const auto& value : cases.as_array()) {
    const auto* one = value.if_object();
    if (!one) continue;
    const auto url = parse_url("https://" + std::string(one->at("input").as_string()) + "/x");
    const std::string got = url ? url->host : "";
    const std::string expected = one->at("output").is_string() ? std::string(one->at("output").as_string()) : "";
    ++all;
    same += got == expected;
    if (got != expected) std::printf("  %s\n", one->at("input").as_string().c_str());
  }
  std::printf("names: %d of %d cases; the others are newer than this ICU's Unicode\n", same, all);
  EXPECT_GE(same, 80);  // With ICU 72.
}

}  // namespace
}  // namespace dateline::text
