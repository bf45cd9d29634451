#include "story/postings.h"

#include <algorithm>

#include "story/tuning.h"
#include "text/word_hash.h"

namespace dateline::story {
namespace {

/// 100,000 terms are in the news of a few days; more lists than that, so that few share one.
constexpr std::size_t kLists = std::size_t{1} << 18;

}  // namespace

Postings::Postings() : lists_(kLists) {}

std::size_t Postings::index(std::uint64_t term) const {
  return text::mix(term) & (kLists - 1);
}

void Postings::put(std::uint64_t term, Slot slot) {
  std::vector<Slot>& list = lists_[index(term)];
  if (!list.empty() && list.back() == slot) return;
  const auto old = std::find(list.rbegin(), list.rend(), slot);
  if (old != list.rend()) {
    std::rotate(std::prev(old.base()), old.base(), list.end());
  } else if (list.size() < kPostings) {
    list.push_back(slot);
  } else {
    std::rotate(list.begin(), std::next(list.begin()), list.end());
    list.back() = slot;
  }
}

}  // namespace dateline::story
