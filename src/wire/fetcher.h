#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_client.h"
#include "wire/fetched_page.h"
#include "wire/source.h"

namespace dateline::wire {

/// What one fetch brought: the new state always, a page only when there was something new.
struct FetchOutcome {
  FetchState state;
  std::optional<FetchedPage> page;  ///< Absent: not modified, or failed (see state.problem).
};

/// Asks one source, with its validators, and decides when to ask again: `poll` after success; after failures twice as
/// long each time up to a day; Retry-After is honoured; 410 is said and tried again in a week. Pure but for `client`.
FetchOutcome fetch_source(net::HttpClient& client, const Clock& clock, const Source& source, const FetchState& before,
                          std::chrono::minutes poll);

/// One URL, once, without memory.
Result<FetchedPage> fetch_url(net::HttpClient& client, const Clock& clock, std::string_view url);

/// "dateline/0.1 (+https://example.org/about)".
std::string user_agent(std::string_view site_url);

}  // namespace dateline::wire
