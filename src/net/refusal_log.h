#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace dateline::net {

/// Says in the log what was refused and to whom, the first of each kind at once and then one line a minute: an attack
/// must be seen, and must not fill the disk. For one thread.
class RefusalLog {
 public:
  using Steady = std::chrono::steady_clock;

  /// `what` is one of a few kinds, "a header that is too large (431)".
  void note(std::string_view what, std::string_view peer, Steady::time_point now = Steady::now());
  /// To be called now and then: tells how many more there were.
  void tell(Steady::time_point now = Steady::now());

 private:
  struct Kind {
    Steady::time_point said_at;
    std::size_t unsaid = 0;
  };
  std::map<std::string, Kind, std::less<>> kinds_;
};

}  // namespace dateline::net
