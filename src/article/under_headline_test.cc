#include "article/under_headline.h"

#include <gmock/gmock.h>

#include <chrono>

namespace dateline::article {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

UnderHeadline read(std::string_view html) {
  const auto document = markup::Document::parse(html);
  EXPECT_TRUE(document);
  return read_under_headline(read_blocks(document->root()), "Tanker runs aground");
}

TEST(DateInLine, IsFoundAmongOtherWords) {
  const auto day = sys_days{2023y / 1 / 31};
  EXPECT_EQ(date_in_line("Published on January 31, 2023 | 5 min read"), day);
  EXPECT_EQ(date_in_line("Jo Doe - 31 January 2023"), day);
  EXPECT_EQ(date_in_line("2023-01-31"), day);
}

TEST(DateInLine, IsNotMadeUp) {
  EXPECT_EQ(date_in_line("5 min read"), std::nullopt);
  EXPECT_EQ(date_in_line("1675188000 readers"), std::nullopt);
  EXPECT_EQ(date_in_line("no digits at all"), std::nullopt);
  EXPECT_EQ(date_in_line(""), std::nullopt);
}

TEST(UnderHeadline, FindsWhoAndWhenNearTheHeadline) {
  const UnderHeadline found = read("<h1>Tanker runs aground</h1><div>By Jo Doe</div><div>Updated Jan. 31, 2023</div>");
  EXPECT_THAT(found.author_lines, testing::ElementsAre("By Jo Doe"));
  EXPECT_EQ(found.published, sys_days{2023y / 1 / 31});
}

TEST(UnderHeadline, LooksNoFurther) {
  std::string html = "<h1>Tanker runs aground</h1>";
  for (int i = 0; i < 20; ++i) html += "<p>Nobody was hurt.</p>";
  const UnderHeadline found = read(html + "<p>By Jo Doe</p><p>January 31, 2023</p>");
  EXPECT_TRUE(found.author_lines.empty());
  EXPECT_EQ(found.published, std::nullopt);
}

}  // namespace
}  // namespace dateline::article
