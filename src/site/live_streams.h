#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "desk/post.h"
#include "net/http_server.h"

namespace dateline::site {

/// One stream for each live article that somebody has opened; its state "live" says no more than "read again". Readers
/// then ask for the live part of the page, which is the same for all of them and told once: nothing is missed over a
/// reconnect, a restart or a tunnel, since what is shown is always what the store has. Thread-safe.
class LiveStreams {
 public:
  /// Made when the first reader asks, and kept: a newsroom covers few things live. `edition` is the newest front
  /// page's, so that ids grow over a restart (net::EventChannel).
  std::shared_ptr<net::EventChannel> of(desk::PostId post, std::uint64_t edition);
  /// For Response::events_after: to be read before anything that is shown. 0 while nobody reads the stream.
  std::uint64_t last_id(desk::PostId post) const;
  /// Wakes those who read it. After the commit, so that they read what changed.
  void changed(desk::PostId post);

 private:
  std::shared_ptr<net::EventChannel> find(desk::PostId post) const;

  mutable std::mutex mutex_;  // Guards `channels_`.
  std::map<desk::PostId, std::shared_ptr<net::EventChannel>> channels_;
};

}  // namespace dateline::site
