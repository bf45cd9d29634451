#pragma once

#include <filesystem>

#include "base/result.h"

namespace dateline::store {

/// Has a file, or a folder's own list of files, on the disk when it returns OK: after a new file the folder needs it
/// too.
Status sync(const std::filesystem::path& path);

}  // namespace dateline::store
