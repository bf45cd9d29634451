#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "article/extract.h"
#include "wire/fetched_page.h"

namespace dateline::app {
namespace {

std::string as_line(const std::string& file, const article::Article& a) {
  return json::serialize(json::object{{"file", file},
                                      {"url", a.url},
                                      {"canonical_url", a.canonical_url},
                                      {"title", a.headline},
                                      {"authors", json::array(a.authors.begin(), a.authors.end())},
                                      {"date", time_or_null(a.published_at)},
                                      {"modified", time_or_null(a.modified_at)},
                                      {"language", a.language},
                                      {"section", a.section},
                                      {"image", a.image},
                                      {"lede", a.lede},
                                      {"text", a.text},
                                      {"site", a.outlet.name}});
}

}  // namespace

int run_extract(Arguments& args, Terminal& terminal) {
  std::vector<std::string> files;
  std::string url;
  args.words("FILE", files, 1, "Pages (.html, .html.gz), or -").option("--url", url, "Where the page comes from");
  if (auto code = args.parse()) return *code;
  const SystemClock clock;
  Progress progress("extract", "pages", files.size());
  for (const std::string& file : files) {
    progress.advance();
    auto bytes = read_unpacked(file, [&](const std::string& warning) { terminal.problem(file + ": " + warning); });
    if (!bytes) {
      terminal.problem(bytes.error().message);
      continue;
    }
    if (bytes->empty()) {
      terminal.problem(file + ": empty; there is nothing to read in it");
      continue;
    }
    wire::FetchedPage page;
    page.url = page.final_url = url;
    page.body = std::move(*bytes);
    page.fetched_at = clock.now();
    auto article = article::extract(page);
    if (!article) {
      terminal.problem(file + ": " + article.error().message);
      continue;
    }
    terminal.line(as_line(file, *article));
  }
  return terminal.exit_code();
}

}  // namespace dateline::app
