#include "net/refusal_log.h"

#include "base/log.h"

namespace dateline::net {
namespace {

constexpr std::chrono::minutes kQuiet{1};

}  // namespace

void RefusalLog::note(std::string_view what, std::string_view peer, Steady::time_point now) {
  auto known = kinds_.find(what);
  if (known != kinds_.end() && now - known->second.said_at < kQuiet) {
    ++known->second.unsaid;
    return;
  }
  if (known == kinds_.end()) known = kinds_.emplace(std::string(what), Kind{}).first;
  known->second.said_at = now;
  log::warn("net", "refused " + std::string(peer) + ": " + std::string(what));
}

void RefusalLog::tell(Steady::time_point now) {
  for (auto& [what, kind] : kinds_) {
    if (kind.unsaid == 0 || now - kind.said_at < kQuiet) continue;
    log::warn("net", "refused " + std::to_string(kind.unsaid) + " more in the last minute: " + what);
    kind.unsaid = 0;
    kind.said_at = now;
  }
}

}  // namespace dateline::net
