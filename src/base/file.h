#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dateline {

/// 64 MiB: ten times the largest news page or feed seen; an archive (WARC) is streamed and not read whole.
inline constexpr std::size_t kMaxFileBytes = std::size_t{64} << 20;

/// The whole file, or standard input for "-". Errors name the path and what to do. kLimit above `max_bytes`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes = kMaxFileBytes);

/// Replaces the file at once: a temporary neighbour, fsync, rename. Mode 0600 where `secret`.
Status write_file(const std::filesystem::path& path, std::string_view bytes, bool secret = false);

/// True if it starts like gzip (RFC 1952).
bool is_gzip(std::string_view bytes);

/// Unpacks gzip, several members too. kLimit above `max_bytes` unpacked (counted while unpacking, so a bomb costs no
/// more than that); kInvalid for broken data, saying at which byte; what was unpacked before that goes to `*kept` if
/// given.
Result<std::string> gunzip(std::string_view bytes, std::size_t max_bytes = kMaxFileBytes, std::string* kept = nullptr);

}  // namespace dateline
