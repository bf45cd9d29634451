#include "site/live_streams.h"

namespace dateline::site {

std::shared_ptr<net::EventChannel> LiveStreams::of(desk::PostId post, std::uint64_t edition) {
  std::lock_guard lock(mutex_);
  auto& channel = channels_[post];
  if (!channel) {
    channel = std::make_shared<net::EventChannel>(edition);
    // Whoever read the page before there was a stream may have missed something, so all read once more.
    channel->set_state("live", "changed");
  }
  return channel;
}

std::uint64_t LiveStreams::last_id(desk::PostId post) const {
  const auto channel = find(post);
  return channel ? channel->last_id() : 0;
}

void LiveStreams::changed(desk::PostId post) {
  if (const auto channel = find(post)) channel->set_state("live", "changed");
}

std::shared_ptr<net::EventChannel> LiveStreams::find(desk::PostId post) const {
  std::lock_guard lock(mutex_);
  const auto found = channels_.find(post);
  return found == channels_.end() ? nullptr : found->second;
}

}  // namespace dateline::site
