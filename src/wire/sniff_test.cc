#include <gmock/gmock.h>

#include <string>

#include "wire/fetched_page.h"

namespace dateline::wire {
namespace {

using namespace std::string_literals;

TEST(Sniff, LooksAtTheBytesAndNotAtTheType) {
  EXPECT_EQ(sniff("<rss version='2.0'><channel/></rss>", "text/html"), DocumentKind::kFeed);
  EXPECT_EQ(sniff("<!DOCTYPE html><title>x</title>", "application/rss+xml"), DocumentKind::kHtml);
}

TEST(Sniff, KnowsEveryFeedFormat) {
  EXPECT_EQ(sniff("<?xml version='1.0'?>\n<!-- a comment with <html> in it --><rss>"), DocumentKind::kFeed);
  EXPECT_EQ(sniff("<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'x.dtd'><rss>"), DocumentKind::kFeed);
  EXPECT_EQ(sniff("<rdf:RDF xmlns:rdf='x'>"), DocumentKind::kFeed);
  EXPECT_EQ(sniff("\xEF\xBB\xBF  <feed xmlns='http://www.w3.org/2005/Atom'>"), DocumentKind::kFeed);
  EXPECT_EQ(sniff(R"({"version": "https://jsonfeed.org/version/1.1", "items": []})"), DocumentKind::kFeed);
  EXPECT_EQ(sniff("oops <?xml version='1.0'?><rss>"), DocumentKind::kFeed);
}

TEST(Sniff, ReadsUtf16) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : "<rss version='2.0'>"s) utf16.append({c, '\0'});
  EXPECT_EQ(sniff(utf16), DocumentKind::kFeed);
}

TEST(Sniff, KnowsTheOtherKinds) {
  EXPECT_EQ(sniff("<?xml version='1.0'?><opml version='2.0'>"), DocumentKind::kOpml);
  EXPECT_EQ(sniff("WARC/1.0\r\n"), DocumentKind::kWarc);
  EXPECT_EQ(sniff("filedesc://x.arc 0.0.0.0 20140216050221 text/plain 75"), DocumentKind::kWarc);
  EXPECT_EQ(sniff("{\"id\": 1}\n{\"id\": 2}\n"), DocumentKind::kJsonLines);
  EXPECT_EQ(sniff("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>"), DocumentKind::kHtml);
  EXPECT_EQ(sniff("hello <p>world</p>"), DocumentKind::kHtml);
}

TEST(Sniff, TellsEmptyFromUnknown) {
  EXPECT_EQ(sniff(""), DocumentKind::kEmpty);
  EXPECT_EQ(sniff(" \r\n\t"), DocumentKind::kEmpty);
  EXPECT_EQ(sniff("just words"), DocumentKind::kUnknown);
  EXPECT_EQ(sniff("\x7F"s
                  "ELF\0\0\0<html>"s),
            DocumentKind::kUnknown);
  EXPECT_EQ(sniff("just words", "text/html"), DocumentKind::kHtml);
}

}  // namespace
}  // namespace dateline::wire
