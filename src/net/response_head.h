#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "net/http_server.h"
#include "net/packing.h"

namespace dateline::net {

/// A response ready for the wire but for Date and Connection, which depend on the moment of sending.
struct Outgoing {
  int status = 500;
  std::string head;                         ///< Status line and fields, each ended; the blank line is still to come.
  std::shared_ptr<const std::string> body;  ///< Perhaps packed; nullptr: none.
  std::shared_ptr<EventChannel> events = nullptr;
  std::optional<std::uint64_t> events_after = std::nullopt;
};

/// Packs the body if it is worth it. Costs milliseconds for a large page, so this runs on the thread that answers and
/// not on the io thread. Fields that would break the head, or that are the server's, are left out and logged.
Outgoing prepare(Response response, bool gzip_accepted, Packing packing = Packing::kOnce);

/// The answer to a request that no handler saw: one line of text.
Response refusal(int status, std::string_view why);

}  // namespace dateline::net
