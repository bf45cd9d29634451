#pragma once
// How the server follows an EventChannel. Not for handlers: they publish through http_server.h.

#include <cstdint>
#include <memory>
#include <mutex>
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

struct EventChannel::Impl {
  std::shared_ptr<const ChannelEvent> newest() const;
  /// A listener that is there already is not added twice.
  void listen(const std::shared_ptr<ChannelListener>& listener);

  mutable std::mutex mutex;  // Guards all below.
  std::shared_ptr<const ChannelEvent> event;
  std::vector<std::weak_ptr<ChannelListener>> listeners;
};

}  // namespace dateline::net
