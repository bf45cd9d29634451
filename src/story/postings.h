#pragma once
// Which stories have a term. Internal to story.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>

#include "story/tuning.h"

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
  /// The slots that had `term`, the newest last.
  std::span<const Slot> of(std::uint64_t term) const;
  /// Tells the processor that of(term) will be asked for: the lists lie all over the memory.
  void prefetch(std::uint64_t term) const;

 private:
  struct List {
    std::uint32_t size;
    Slot slots[kPostings];
  };
  struct Free {
    void operator()(List* lists) const { std::free(lists); }
  };
  List& list_of(std::uint64_t term) const;

  std::unique_ptr<List[], Free> lists_;  ///< From calloc: what is not used takes no memory.
};

}  // namespace dateline::story
