#include "story/postings.h"

#include <algorithm>

#include "base/result.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

/// 100,000 terms are in the news of a few days; more lists than that, so that few share one.
constexpr std::size_t kLists = std::size_t{1} << 17;

}  // namespace

Postings::Postings() : lists_(static_cast<List*>(std::calloc(kLists, sizeof(List)))) {
  DATELINE_CHECK(lists_ != nullptr);
}

Postings::List& Postings::list_of(std::uint64_t term) const {
  return lists_[text::mix(term) & (kLists - 1)];
}

std::span<const Postings::Slot> Postings::of(std::uint64_t term) const {
  const List& list = list_of(term);
  return {list.slots, list.size};
}

void Postings::prefetch(std::uint64_t term) const {
  const char* list = reinterpret_cast<const char*>(&list_of(term));
  for (std::size_t line = 0; line < sizeof(List); line += 64) __builtin_prefetch(list + line);
}

void Postings::put(std::uint64_t term, Slot slot) {
  List& list = list_of(term);
  Slot* const end = list.slots + list.size;
  Slot* place = std::find(list.slots, end, slot);
  if (place == end && list.size < kPostings) {
    *end = slot;
    ++list.size;
    return;
  }
  if (place == end) place = list.slots;  // Full: the oldest goes.
  std::copy(place + 1, end, place);
  end[-1] = slot;
}

}  // namespace dateline::story
