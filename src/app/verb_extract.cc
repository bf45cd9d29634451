#include <thread>

#include "app/in_order.h"
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
                                      {"kind", article::to_string(reading.kind)},
                                      {"why", reading.why},
                                      {"title", a.headline},
                                      {"standfirst", reading.standfirst},
                                      {"authors", json::array(a.authors.begin(), a.authors.end())},
                                      {"date", date},
                                      {"modified", time_or_null(a.modified_at)},
                                      {"language", a.language},
                                      {"section", a.section},
                                      {"topic", reading.topic},
                                      {"news", reading.news},
                                      {"image", a.image},
                                      {"lede", a.lede},
                                      {"text", a.text},
                                      {"truncated", reading.truncated},
                                      {"html", reading.body.str()},
                                      {"site", a.outlet.name}});
}

/// What one file gave.
struct Extracted {
  std::string line;  ///< "" when there is no article in it.
  std::vector<std::string> problems;
};

Extracted extract_file(const std::string& file, const std::string& url, const Clock& clock) {
  Extracted out;
  auto bytes = read_unpacked(file, [&](const std::string& warning) { out.problems.push_back(file + ": " + warning); });
  if (!bytes) {
    out.problems.push_back(bytes.error().message);
    return out;
  }
  if (bytes->empty()) {
    out.problems.push_back(file + ": empty; there is nothing to read in it");
    return out;
  }
  wire::FetchedPage page;
  page.url = page.final_url = url;
  page.body = std::move(*bytes);
  page.fetched_at = clock.now();
  if (const auto reading = article::read_page(page)) {
    out.line = as_line(file, *reading);
  } else {
    out.problems.push_back(file + ": " + reading.error().message);
  }
  return out;
}

}  // namespace

int run_extract(Arguments& args, Terminal& terminal) {
  std::vector<std::string> files;
  std::string url;
  args.words("FILE", files, 1, "Pages (.html, .html.gz), or -").option("--url", url, "Where the page comes from");
  if (auto code = args.parse()) return *code;
  const SystemClock clock;
  Progress progress("extract", "pages", files.size());
  in_order(
      files.size(), std::thread::hardware_concurrency(),
      [&](std::size_t i) { return extract_file(files[i], url, clock); },
      [&](const Extracted& extracted) {
        for (const std::string& problem : extracted.problems) terminal.problem(problem);
        if (!extracted.line.empty()) terminal.line(extracted.line);
        progress.advance();
      });
  return terminal.exit_code();
}

}  // namespace dateline::app
