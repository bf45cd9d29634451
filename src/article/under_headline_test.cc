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
  return read_under_headline(read_blocks(document->root()), "Tanker runs aground", {});
}

TEST(UnderHeadline, FindsWhoAndWhenNearTheHeadline) {
  const UnderHeadline found =
      read("<h1>Tanker runs aground</h1><div>By Jo Doe</div><div>Updated Jan. 31, 2023</div><div>Jan. 30, 2023</div>");
  EXPECT_THAT(found.author_lines, testing::ElementsAre("By Jo Doe"));
  ASSERT_TRUE(found.published);
  EXPECT_EQ(found.published->at, sys_days{2023y / 1 / 30});
  ASSERT_TRUE(found.changed);
  EXPECT_EQ(found.changed->at, sys_days{2023y / 1 / 31});
}

TEST(UnderHeadline, TellsWhatIsFartherOff) {
  std::string html = "<h1>Tanker runs aground</h1>";
  for (int i = 0; i < 20; ++i) html += "<p>Nobody was hurt.</p>";
  const UnderHeadline found = read(html + "<p>January 31, 2023</p>");
  EXPECT_FALSE(found.published);
  EXPECT_TRUE(found.elsewhere) << "but for the only date of the page";
}

TEST(UnderHeadline, TakesANameAloneWhereThePageTellsOfItsOwner) {
  const std::string named = "<h1>Tanker runs aground</h1><div>Jo Doe</div><p>Nobody was hurt.</p>";
  EXPECT_TRUE(read(named).author_lines.empty()) << "it may be a section";
  EXPECT_THAT(read(named + "<p>Jo Doe is a reporter who lives in Sandby.</p>").author_lines,
              testing::ElementsAre("Jo Doe"));
  EXPECT_TRUE(read(named + "<p>Jo Doe News</p>").author_lines.empty());
}

TEST(UnderHeadline, TakesABylineFartherDownWhereItNamesPeople) {
  std::string html = "<h1>Tanker runs aground</h1>";
  for (int i = 0; i < 20; ++i) html += "<p>Nobody was hurt.</p>";
  const UnderHeadline found = read(html + "<p>By the sea all was calm</p><p>Written by Jo Doe</p>");
  EXPECT_THAT(found.author_lines, testing::ElementsAre("Written by Jo Doe"));
  EXPECT_TRUE(found.author_lines_are_far);
}

}  // namespace
}  // namespace dateline::article
