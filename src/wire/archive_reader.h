#pragma once
// Inside wire/: read_warc() over any stream, so that tests and fuzzing need no file.

#include <functional>
#include <memory>

#include "wire/byte_stream.h"
#include "wire/warc.h"

namespace dateline::wire {

/// `stream` as it is in the file, perhaps packed.
Result<WarcReport> read_archive(std::unique_ptr<ByteStream> stream, const std::function<void(FetchedPage)>& page);

}  // namespace dateline::wire
