#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "wire/fetched_page.h"

namespace dateline::wire {

/// 64 MiB a record, unpacked: far above any page; a larger record is passed over with a warning.
inline constexpr std::size_t kMaxWarcRecordBytes = std::size_t{64} << 20;

struct WarcReport {
  std::uint64_t records = 0;          ///< All kinds.
  std::uint64_t pages = 0;            ///< Handed on.
  std::vector<std::string> warnings;  ///< With the byte offset; "cut off in the middle of a record at byte 8,812; kept
                                      ///< the 6 pages before it".
};

/// Reads WARC 1.0 and 1.1 (ISO 28500) and ARC, plain or packed by member, one record at a time, and hands on each
/// response and resource record that holds HTML or a feed with status 200 (chunked and content-encoded bodies undone).
/// `fetched_at` is the record's own date. kInvalid only if the file is no archive. Memory: one record.
Result<WarcReport> read_warc(const std::filesystem::path& file, const std::function<void(FetchedPage)>& page);

}  // namespace dateline::wire
