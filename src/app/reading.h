#pragma once

#include <functional>
#include <string>
#include <vector>

#include "article/article.h"
#include "base/clock.h"
#include "base/result.h"
#include "wire/feed.h"
#include "wire/fetched_page.h"
#include "wire/source.h"

namespace dateline::app {

/// What a file held. Each goes to its own callback, in the order of the file, as soon as it is read.
struct FileContents {
  std::function<void(article::Article)> article;
  std::function<void(wire::Source)> source;
  std::function<void(std::string)>
      warning;  ///< What was left out, or kept from something broken: one line without the file's name.
};

struct ReadOptions {
  std::string url;  ///< Of the page, where the file cannot say it.
  wire::Rights rights = wire::Rights::kSnippet;
  const Clock& clock;
};

/// Reads any file that dateline reads (page, feed, OPML, WARC, article lines; packed or not; "-") by what is in it. An
/// error only when nothing could be read from it: one line with the file's name, why, and what to do.
Status read_any(const std::string& file, const ReadOptions& options, const FileContents& to);

/// The file's bytes, unpacked where they are packed; of a packed file that is cut off what could be unpacked, and a
/// warning. Errors name the file.
Result<std::string> read_unpacked(const std::string& file, const std::function<void(std::string)>& warning);

/// The articles of a feed that was fetched or read as `page`, in the order of report: the oldest first, as they would
/// have arrived. Entries without anything to tell are left out.
std::vector<article::Article> articles_of(const wire::Feed& feed, const wire::FetchedPage& page);

/// The same, of a feed that is not parsed yet. Warnings as above.
Result<std::vector<article::Article>> articles_of_feed(const wire::FetchedPage& page,
                                                       const std::function<void(std::string)>& warning);

}  // namespace dateline::app
