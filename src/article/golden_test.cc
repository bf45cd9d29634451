// Golden pairs: golden/NAME.html is a page written for one reason, which is its name; golden/NAME.json has the fields
// that must come out ("url" is also where the page was fetched from).

#include <gmock/gmock.h>

#include <boost/json.hpp>
#include <filesystem>
#include <ostream>

#include "article/extract.h"
#include "base/file.h"

namespace dateline::article {

namespace json = boost::json;

struct Golden {
  std::string name;
  std::filesystem::path page, expected;
};
void PrintTo(const Golden& golden, std::ostream* out) {
  *out << golden.name;
}

namespace {

std::vector<Golden> goldens() {
  std::vector<Golden> found;
  for (const auto& entry : std::filesystem::directory_iterator(DATELINE_GOLDEN)) {
    if (entry.path().extension() != ".html") continue;
    auto expected = entry.path();
    expected.replace_extension(".json");
    found.push_back({entry.path().stem(), entry.path(), expected});
  }
  std::ranges::sort(found, {}, &Golden::name);
  return found;
}

class GoldenPage : public testing::TestWithParam<Golden> {};

TEST_P(GoldenPage, ComesOutAsExpected) {
  const auto html = read_file(GetParam().page);
  const auto expected_text = read_file(GetParam().expected);
  ASSERT_TRUE(html && expected_text);
  const json::object expected = json::parse(*expected_text).as_object();
  wire::FetchedPage page;
  page.body = *html;
  page.content_type = "text/html";
  if (const auto* url = expected.if_contains("url")) page.url = page.final_url = std::string(url->as_string());
  const auto article = extract(page);
  ASSERT_TRUE(article) << article.error().message;
  const json::object got = json::parse(to_json(*article)).as_object();
  for (const auto& [key, value] : expected) {
    ASSERT_TRUE(got.contains(key)) << key;
    EXPECT_EQ(got.at(key), value) << key;
  }
}

INSTANTIATE_TEST_SUITE_P(Article, GoldenPage, testing::ValuesIn(goldens()),
                         [](const auto& golden) { return golden.param.name; });

}  // namespace
}  // namespace dateline::article
