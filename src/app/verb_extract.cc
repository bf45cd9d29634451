#include "app/json.h"
#include "app/reading.h"
#include "app/verbs.h"
#include "article/extract.h"
#include "text/date.h"
#include "wire/fetched_page.h"

namespace dateline::app {
namespace {

std::string as_line(const std::string& file, const article::Reading& reading) {
  const article::Article& a = reading.article;
  // As the page's own clock had it: a report of 23:30 in New York is not of the day after.
  const auto date = a.published_at ? json::value(text::format_local({*a.published_at, reading.published_offset, true}))
                                   : json::value(nullptr);
  return json::serialize(json::object{{"file", file},
                                      {"url", a.url},
                                      {"canonical_url", a.canonical_url},
                                      {"title", a.headline},
                                      {"authors", json::array(a.authors.begin(), a.authors.end())},
                                      {"date", date},
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
    auto article = article::read_page(page);
    if (!article) {
      terminal.problem(file + ": " + article.error().message);
      continue;
    }
    terminal.line(as_line(file, *article));
  }
  return terminal.exit_code();
}

}  // namespace dateline::app
