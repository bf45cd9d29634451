#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_client.h"
#include "wire/feed.h"
#include "wire/fetched_page.h"
#include "wire/source.h"

namespace dateline::wire {

/// What one fetch brought: the new state always, a page only when there was something new. With a page, the state is
/// that of a source whose feed was read; whoever reads it says so with learn(), or that it was none with unreadable().
struct FetchOutcome {
  FetchState state;
  std::optional<FetchedPage> page;  ///< Absent: not modified, or failed (see state.problem).
  Politeness politeness;
  std::string moved_to;  ///< Taken over once a feed was read there: an abandoned address may lead to anybody's page.
};

/// How a source is asked: with both validators, as they came, where it has moved to. Pure, as all that follows but what
/// takes a client.
net::FetchRequest request_for(const Source& source, const FetchState& state);

/// What an answer means, and when to ask again (schedule.h). 304 and 226 count as success; a page that was read whole
/// has its validators kept; after 410 nobody asks again.
FetchOutcome outcome_of(Result<net::FetchResponse> response, const Source& source, const FetchState& before,
                        Instant now, const Pace& pace);

/// The page was this feed: from its entries' dates follows its rhythm, and so, with its wishes, when to ask again.
/// `something_new`: it brought what we did not have.
void learn(FetchOutcome& outcome, SourceId source, const Feed& feed, bool something_new, Instant now, const Pace& pace);

/// The page is the one that came last time, though its server did not say 304.
void same_as_before(FetchOutcome& outcome, SourceId source, const FetchState& before, Instant now, const Pace& pace);

/// The page was no feed, or could not be kept (`trouble`: kNoFeed or kNotKept): a failure like the others, and the next
/// fetch asks for it again.
void unreadable(FetchOutcome& outcome, SourceId source, const FetchState& before, std::string problem, Instant now,
                const Pace& pace, Trouble trouble = Trouble::kNoFeed);

/// Asks one source and waits.
FetchOutcome fetch_source(net::HttpClient& client, const Clock& clock, const Source& source, const FetchState& before,
                          const Pace& pace);

/// One URL, once, without memory.
Result<FetchedPage> fetch_url(net::HttpClient& client, const Clock& clock, std::string_view url);

/// "dateline/0.1 (+https://example.org/about)".
std::string user_agent(std::string_view site_url);

}  // namespace dateline::wire
