#pragma once

#include <filesystem>

#include "base/result.h"

namespace dateline::store {

/// Holds DATA/lock, so that one process at a time writes to a data folder. Let go when destroyed, and by the system
/// when the process ends, however it ends. The file stays; only the lock on it counts. It holds the process id, for
/// people.
class FolderLock {
 public:
  /// kConflict if another process, or another part of this one, has it.
  static Result<FolderLock> take(const std::filesystem::path& folder);

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace dateline::store
