#pragma once
// The real pages of $DATELINE_CORPORA/extraction, decoded.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "markup/html.h"

namespace dateline::bench {

struct Page {
  std::string name;
  std::string utf8;
};

/// The pages of "wcxb" or "fundus", by name. Aborts where there are none.
inline std::vector<Page> corpus_pages(const std::string& set) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  DATELINE_CHECK(corpora && "set DATELINE_CORPORA to the folder that holds extraction/");
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(corpora) / "extraction" / set / "html")) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Page> pages;
  for (const auto& file : files) {
    std::string bytes = read_file(file).value();
    if (is_gzip(bytes)) bytes = gunzip(bytes).value();
    pages.push_back({file.filename().string(), markup::decode_html(bytes)});
  }
  DATELINE_CHECK(!pages.empty());
  return pages;
}

}  // namespace dateline::bench
