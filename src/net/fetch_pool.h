#pragma once

#include <functional>
#include <memory>
#include <string>

#include "net/http_client.h"

namespace dateline::net {

/// Many fetches at once, on one thread of its own (libcurl multi over epoll): what HttpClient::get() and post() do,
/// without a thread waiting for each. Connections stay open for the next fetch from their host. Costs some 40 KB a
/// fetch under way; what waits costs its request.
class FetchPool {
 public:
  using Done = std::function<void(Result<FetchResponse>)>;
  struct Options {
    AddressGate gate;
    std::string user_agent;
    std::size_t at_once = 256;  ///< Fetches under way; each holds a socket.
    std::size_t per_host = 2;   ///< Of them at one host and port: more is impolite, and servers answer it with 429.
  };

  explicit FetchPool(Options options);
  /// Ends what is under way: each `done` is called with kUnavailable.
  ~FetchPool();

  /// Any thread; does not block. `done` is called once, on the pool's thread, which it must not hold up: it hands on.
  /// Hosts take turns, and the fetches of one are done in the order they were asked. `request.timeout` counts from when
  /// its turn comes. Nothing limits what may wait: whoever asks keeps count.
  void fetch(FetchRequest request, Done done);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::net
