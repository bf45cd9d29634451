#pragma once
// Which stories have a term. Internal to story.

#include <cstdint>
#include <vector>

namespace dateline::story {

/// Proposes stories that may be alike: for each term, the stories that had it last. One thread. Memory and cost are
/// bounded: a term's hash picks one of a fixed number of lists, each of the newest kPostings stories. Two terms in one
/// list, or a slot whose story has gone, only propose what verification turns down.
class Postings {
 public:
  using Slot = std::uint32_t;

  Postings();

  /// `slot` had `term` just now: it is dropped last from now on.
  void put(std::uint64_t term, Slot slot);
  /// The slots that had `term`, in no order.
  const std::vector<Slot>& of(std::uint64_t term) const { return lists_[index(term)]; }

 private:
  std::size_t index(std::uint64_t term) const;

  std::vector<std::vector<Slot>> lists_;  ///< Each by when it was put, the newest last.
};

}  // namespace dateline::story
