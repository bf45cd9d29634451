#pragma once
// How the server follows an EventChannel. Not for handlers: they publish through http_server.h.

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "net/http_server.h"

namespace dateline::net {

/// Somebody who wants to know that a channel has a newer event.
class ChannelListener {
 public:
  virtual ~ChannelListener() = default;
  /// Called on the publisher's thread; must not wait and must not call back.
  virtual void channel_changed(const EventChannel& channel) = 0;
};

struct ChannelEvent {
  std::uint64_t id;
  std::string text;  ///< As it goes over the wire.
};
using ChannelEventPtr = std::shared_ptr<const ChannelEvent>;

struct EventChannel::Impl {
  /// What stands at the beginning of a stream, and the id up to which the subscriber has everything after it.
  struct Start {
    std::string text;
    std::uint64_t id;
  };
  /// `last`: the id that the subscriber has, if any.
  Start start(std::optional<std::uint64_t> last) const;
  /// The next event for one that has everything up to `last`; nullptr when there is none.
  ChannelEventPtr next(std::uint64_t last) const;
  /// Whether a bulletin above `last` is kept no longer.
  bool lost(std::uint64_t last) const;
  /// A listener that is there already is not added twice.
  void listen(const std::shared_ptr<ChannelListener>& listener);

  mutable std::mutex mutex;  // Guards all below.
  std::uint64_t newest = 0;
  std::uint64_t dropped = 0;  ///< The newest bulletin that is kept no longer. At first, all of earlier runs.
  std::map<std::string, ChannelEventPtr, std::less<>> states;
  std::deque<ChannelEventPtr> bulletins;  ///< By id.
  std::size_t bulletin_bytes = 0;
  std::vector<std::weak_ptr<ChannelListener>> listeners;
};

}  // namespace dateline::net
