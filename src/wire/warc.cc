#include "wire/warc.h"

#include "wire/archive_reader.h"

namespace dateline::wire {

Result<WarcReport> read_warc(const std::filesystem::path& file, const std::function<void(FetchedPage)>& page) {
  DATELINE_TRY(auto stream, open_file(file));
  return read_archive(std::move(stream), page);
}

}  // namespace dateline::wire
