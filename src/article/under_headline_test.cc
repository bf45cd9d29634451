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

TEST(UnderHeadline, LooksNoFurther) {
  std::string html = "<h1>Tanker runs aground</h1>";
  for (int i = 0; i < 20; ++i) html += "<p>Nobody was hurt.</p>";
  const UnderHeadline found = read(html + "<p>By Jo Doe</p><p>January 31, 2023</p>");
  EXPECT_TRUE(found.author_lines.empty());
  EXPECT_FALSE(found.published);
  EXPECT_TRUE(found.elsewhere) << "but for the only date of the page";
}

}  // namespace
}  // namespace dateline::article
