#include "wire/fetcher.h"

#include <algorithm>
#include <utility>

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;

/// However long a source fails, it is asked once a day: servers do come back.
constexpr std::chrono::seconds kLongestBackoff = 24h;
/// "Gone" is meant to be final (RFC 9110 section 15.5.11), yet it is said by mistake too.
constexpr std::chrono::seconds kGoneWait = 7 * 24h;
/// A Retry-After of years is a mistake or a joke.
constexpr std::chrono::seconds kLongestRetryAfter = 7 * 24h;

std::chrono::seconds backoff(std::chrono::minutes poll, int failures) {
  std::chrono::seconds wait = std::max<std::chrono::seconds>(poll, 1min);
  for (int i = 0; i < failures && wait < kLongestBackoff; ++i) wait *= 2;
  return std::max<std::chrono::seconds>(poll, std::min(wait, kLongestBackoff));
}

std::string status_problem(int status) {
  const std::string number = std::to_string(status);
  if (status == 401 || status == 403) return "the server refuses us (" + number + ")";
  if (status == 404) return "there is nothing at this address (404); look at the site for its new one";
  if (status == 410) return "gone for good, says the server (410); look at the site for a new address, or remove it";
  if (status == 429) return "asked too often, says the server (429)";
  if (status >= 500) return "the server has a fault of its own (" + number + ")";
  return "the server answered " + number + ", which brings no page";
}

FetchedPage page_of(net::FetchResponse response, std::string_view asked, Instant now) {
  FetchedPage page;
  page.url = asked;
  page.final_url = std::move(response.final_url);
  page.content_type = std::move(response.content_type);
  page.charset = std::move(response.charset);
  page.body = std::move(response.body);
  page.fetched_at = now;
  return page;
}

FetchOutcome failed(const FetchState& before, Instant now, std::chrono::minutes poll, std::string problem) {
  FetchOutcome outcome{before, std::nullopt};
  outcome.state.last_attempt = now;
  outcome.state.failures = before.failures + 1;
  outcome.state.next_fetch = now + backoff(poll, outcome.state.failures);
  outcome.state.problem = std::move(problem);
  return outcome;
}

FetchOutcome succeeded(const FetchState& before, Instant now, std::chrono::minutes poll) {
  FetchOutcome outcome{before, std::nullopt};
  outcome.state.last_attempt = now;
  outcome.state.last_success = now;
  outcome.state.failures = 0;
  outcome.state.next_fetch = now + poll;
  outcome.state.problem.clear();
  return outcome;
}

}  // namespace

FetchOutcome fetch_source(net::HttpClient& client, const Clock& clock, const Source& source, const FetchState& before,
                          std::chrono::minutes poll) {
  net::FetchRequest request;
  request.url = source.url;
  request.etag = before.etag;
  request.last_modified = before.last_modified;
  auto response = client.get(request);
  const Instant now = clock.now();
  if (!response) return failed(before, now, poll, response.error().message);

  if (response->status == 304) {
    FetchOutcome outcome = succeeded(before, now, poll);
    // A 304 carries the validators that a 200 would have (RFC 9110 section 15.4.5).
    if (!response->etag.empty()) outcome.state.etag = response->etag;
    if (!response->last_modified.empty()) outcome.state.last_modified = response->last_modified;
    return outcome;
  }
  if (response->status == 200 && !response->body.empty()) {
    FetchOutcome outcome = succeeded(before, now, poll);
    outcome.state.etag = response->etag;
    outcome.state.last_modified = response->last_modified;
    outcome.page = page_of(std::move(*response), source.url, now);
    outcome.page->outlet = source.outlet;
    outcome.page->rights = source.rights;
    return outcome;
  }

  FetchOutcome outcome = failed(
      before, now, poll, response->status == 200 ? "the server sent an empty page" : status_problem(response->status));
  if (response->status == 410) outcome.state.next_fetch = now + kGoneWait;
  if (response->retry_after) {
    const auto wait = std::clamp<std::chrono::seconds>(*response->retry_after, poll, kLongestRetryAfter);
    outcome.state.next_fetch = std::max(now + wait, response->status == 410 ? now + kGoneWait : now + wait);
  }
  return outcome;
}

Result<FetchedPage> fetch_url(net::HttpClient& client, const Clock& clock, std::string_view url) {
  DATELINE_TRY(const Source source, Source::from_url(url));
  net::FetchRequest request;
  request.url = source.url;
  DATELINE_TRY(net::FetchResponse response, client.get(request));
  if (response.status == 404 || response.status == 410) {
    return fail(Code::kNotFound, source.url + ": " + status_problem(response.status));
  }
  if (response.status != 200) {
    return fail(response.status >= 500 || response.status == 429 ? Code::kUnavailable : Code::kDenied,
                source.url + ": " + status_problem(response.status));
  }
  if (response.body.empty()) return fail(Code::kInvalid, source.url + ": the server sent an empty page");
  return page_of(std::move(response), source.url, clock.now());
}

std::string user_agent(std::string_view site_url) {
  const std::string_view version = DATELINE_VERSION;  // "0.1.0"; servers need to know no more than "0.1".
  std::string agent = "dateline/" + std::string(version.substr(0, version.rfind('.')));
  if (site_url.empty()) return agent;
  while (site_url.ends_with('/')) site_url.remove_suffix(1);
  return agent + " (+" + std::string(site_url) + "/about)";
}

}  // namespace dateline::wire
