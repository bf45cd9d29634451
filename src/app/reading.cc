#include "app/reading.h"

#include <algorithm>
#include <ranges>

#include "article/extract.h"
#include "article/identity.h"
#include "base/file.h"
#include "wire/feed.h"
#include "wire/opml.h"
#include "wire/warc.h"

namespace dateline::app {
namespace {

/// A wrong file has a fault in every line; this many tell which file it is.
constexpr std::size_t kBadLinesSaid = 5;

/// So that a packed file costs 64 MB at most, whatever is in it.
constexpr std::size_t kMaxUnpacked = std::size_t{56} << 20;

wire::FetchedPage page_of(std::string body, const ReadOptions& options) {
  wire::FetchedPage page;
  page.url = options.url;
  page.final_url = options.url;
  page.body = std::move(body);
  page.fetched_at = options.clock.now();
  page.rights = options.rights;
  return page;
}

Status read_lines(const std::string& file, std::string_view bytes, const ReadOptions& options, const FileContents& to) {
  std::size_t number = 0;
  std::size_t kept = 0;
  std::size_t bad = 0;
  std::string first_problem;
  for (const auto part : bytes | std::views::split('\n')) {
    const std::string_view line(part);
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto article = article::from_json(line, options.clock.now());
    if (article) {
      ++kept;
      to.article(std::move(*article));
    } else {
      const std::string problem = "line " + std::to_string(number) + ": " + article.error().message;
      if (first_problem.empty()) first_problem = problem;
      if (++bad <= kBadLinesSaid) to.warning(problem);
    }
  }
  if (bad > kBadLinesSaid) to.warning(std::to_string(bad - kBadLinesSaid) + " more lines are no articles");
  if (kept == 0)
    return fail(Code::kInvalid,
                file + ": no article in it; " + (first_problem.empty() ? "the file has no lines" : first_problem));
  return {};
}

Status read_archive(const std::string& file, const ReadOptions& options, const FileContents& to) {
  auto report = wire::read_warc(file, [&](wire::FetchedPage page) {
    page.rights = options.rights;
    if (wire::sniff(page.body, page.content_type) == wire::DocumentKind::kFeed) {
      auto articles = articles_of_feed(page, to.warning);
      if (!articles) return to.warning(page.url + ": " + articles.error().message);
      for (article::Article& a : *articles) to.article(std::move(a));
      return;
    }
    auto reading = article::read_page(page);
    if (!reading) return to.warning(page.url + ": " + reading.error().message);
    // A crawl has everything that a site has.
    if (!article::is_report(reading->kind)) return to.warning(page.url + ": left out, no article: " + reading->why);
    to.article(std::move(reading->article));
  });
  if (!report) return fail(report.error());
  for (std::string& warning : report->warnings) to.warning(std::move(warning));
  return {};
}

}  // namespace

Result<std::string> read_unpacked(const std::string& file, const std::function<void(std::string)>& warning) {
  DATELINE_TRY(std::string bytes, read_file(file));
  if (!is_gzip(bytes)) return bytes;
  std::string kept;
  auto whole = gunzip(bytes, kMaxUnpacked, &kept);
  if (whole) return whole;
  if (kept.empty()) return fail(whole.error().at(file));
  warning(whole.error().message + "; read the " + std::to_string(kept.size()) + " bytes before it");
  return kept;
}

std::vector<article::Article> articles_of(const wire::Feed& feed, const wire::FetchedPage& page) {
  std::vector<article::Article> articles;
  for (article::Arrival& arrival : article::arrivals_of(feed, page)) articles.push_back(std::move(arrival.article));
  return articles;
}

Result<std::vector<article::Article>> articles_of_feed(const wire::FetchedPage& page,
                                                       const std::function<void(std::string)>& warning) {
  DATELINE_TRY(wire::Feed feed, wire::parse_feed(page.body, page.final_url, page.charset));
  for (std::string& w : feed.warnings) warning(std::move(w));
  return articles_of(feed, page);
}

Status read_any(const std::string& file, const ReadOptions& options, const FileContents& to) {
  // An archive may be larger than memory and is streamed; it is known by its name, or by its first bytes below.
  if (file.ends_with(".warc") || file.ends_with(".warc.gz") || file.ends_with(".arc") || file.ends_with(".arc.gz")) {
    return read_archive(file, options, to);
  }
  DATELINE_TRY(std::string bytes, read_unpacked(file, to.warning));
  wire::DocumentKind kind = wire::sniff(bytes);
  // Any text is HTML to a browser; a file that is called a page and looks like nothing else is taken for one.
  const bool named_page = file.ends_with(".html") || file.ends_with(".htm") || file.ends_with(".html.gz");
  if (kind == wire::DocumentKind::kUnknown && named_page) kind = wire::DocumentKind::kHtml;
  switch (kind) {
    case wire::DocumentKind::kEmpty:
      return fail(Code::kInvalid, file + ": empty; there is nothing to read in it");
    case wire::DocumentKind::kWarc:
      return read_archive(file, options, to);
    case wire::DocumentKind::kJsonLines:
      return read_lines(file, bytes, options, to);
    case wire::DocumentKind::kOpml: {
      auto opml = wire::parse_opml(bytes);
      if (!opml) return fail(opml.error().at(file));
      for (std::string& warning : opml->warnings) to.warning(std::move(warning));
      for (wire::Source& source : opml->sources) to.source(std::move(source));
      return {};
    }
    case wire::DocumentKind::kFeed: {
      auto articles = articles_of_feed(page_of(std::move(bytes), options), to.warning);
      if (!articles) return fail(articles.error().at(file));
      for (article::Article& a : *articles) to.article(std::move(a));
      return {};
    }
    case wire::DocumentKind::kHtml: {
      auto reading = article::read_page(page_of(std::move(bytes), options));
      if (!reading) return fail(reading.error().at(file));
      // Whoever names a page wants it.
      if (!article::is_report(reading->kind))
        to.warning("taken as an article, but it looks like none: " + reading->why);
      to.article(std::move(reading->article));
      return {};
    }
    case wire::DocumentKind::kUnknown:
      break;
  }
  return fail(
      Code::kInvalid,
      file + ": neither a page nor a feed, an OPML file, a web archive or article lines; is it the right file?");
}

}  // namespace dateline::app
