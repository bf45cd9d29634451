#include "site/changed_facts.h"

namespace dateline::site {
namespace {

// Ten times what the lists of a paper show at once; some 100 bytes each.
constexpr std::size_t kMost = 4096;

}  // namespace

void ChangedFacts::found(const story::Story& story, std::size_t copies) {
  const Found now{story.members.size(), story.last_reported(), copies};
  const std::lock_guard lock(mutex_);
  const auto known = found_.find(story.id);
  if (known != found_.end()) {
    known->second = now;
    return;
  }
  if (copies == 0) return;  // As if unknown: lists say nothing either way.
  if (order_.size() == kMost) {
    found_.erase(order_.front());
    order_.pop_front();
  }
  found_.emplace(story.id, now);
  order_.push_back(story.id);
}

std::size_t ChangedFacts::in_copies_of(const story::Story& story) const {
  const std::lock_guard lock(mutex_);
  const auto known = found_.find(story.id);
  if (known == found_.end() || known->second.reports != story.members.size() ||
      known->second.last_reported != story.last_reported()) {
    return 0;
  }
  return known->second.copies;
}

}  // namespace dateline::site
