#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/freshness.h"
#include "net/http_server.h"

namespace dateline::net {

/// Bytes in a file that has no name and lives in memory: the kernel sends from it without copying them for each reader.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  int descriptor() const { return descriptor_; }  ///< Below 0: there was no descriptor, or no memory, for it.

 private:
  int descriptor_;
};

/// A public answer in all the forms that a client may ask for, ready but for Date and Connection. Immutable.
struct KeptAnswer {
  struct Form {
    std::string head;                         ///< As Outgoing::head.
    std::shared_ptr<const std::string> body;  ///< nullptr: none.
    std::unique_ptr<const MemoryFile> file;   ///< The same bytes, where that is worth it; else nullptr.
  };
  std::uint64_t fresh_at = 0;  ///< As Response::fresh_at.
  std::string etag;            ///< "" for none.
  Form plain;
  Form packed;     ///< As `plain` where packing is not worth it.
  Form unchanged;  ///< 304.

  const Form& form_for(bool gzip, std::string_view if_none_match) const;
  std::size_t bytes() const;
};
using KeptAnswerPtr = std::shared_ptr<const KeptAnswer>;

/// nullptr unless the response says that it may be kept, and is one that can be: 200, nobody's cookie, the same for all
/// who send no personal field. Packs, so it is for a worker.
KeptAnswerPtr keep(const Response& response);

/// What the server answered lately, by the request's target as it came. For one thread. Answers that are no longer
/// fresh go when they are asked for, or when room is needed: whoever was asked for least lately goes first.
class KeptAnswers {
 public:
  KeptAnswers(std::size_t most_bytes, std::shared_ptr<const Freshness> freshness);

  /// nullptr when there is none, or none that is fresh. Valid until the next call. No allocation.
  const KeptAnswer* find(std::string_view target);
  bool is_fresh(const KeptAnswer& answer) const;
  /// False if it is too large: an eighth of all, so that one does not drive out all others. Holds 1,000 at most, since
  /// each may hold a descriptor.
  bool put(std::string_view target, KeptAnswerPtr answer);

 private:
  struct Entry {
    std::string target;
    KeptAnswerPtr answer;
    std::size_t bytes() const { return target.size() + answer->bytes(); }
  };
  void erase(std::list<Entry>::iterator entry);

  const std::size_t most_bytes_;
  const std::shared_ptr<const Freshness> freshness_;
  std::list<Entry> entries_;  ///< The one asked for last comes first.
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_target_;
  std::size_t bytes_ = 0;
};

}  // namespace dateline::net
