#include "wire/fetcher.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace dateline::wire {
namespace {

using namespace std::chrono_literals;

/// What a feed may come as; servers that choose by it give the feed and not its page.
constexpr std::string_view kAccept =
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, text/html;q=0.5, */*;q=0.1";

/// "max-age=600, public" less the Age of a cached answer (RFC 9111 section 4.2); s-maxage is for caches of many, not
/// us.
std::optional<std::chrono::seconds> fresh_for(const net::FetchResponse& response) {
  const std::string control = response.field("cache-control");
  const auto number_after = [](std::string_view text, std::string_view name) -> std::optional<std::int64_t> {
    const std::size_t at = text.find(name);
    if (at == std::string_view::npos) return std::nullopt;
    const char* from = text.data() + at + name.size();
    std::int64_t value = 0;
    if (std::from_chars(from, text.data() + text.size(), value).ec != std::errc()) return std::nullopt;
    return value;
  };
  if (control.find("no-cache") != std::string::npos || control.find("no-store") != std::string::npos)
    return std::nullopt;
  const auto age = number_after(response.field("age"), "").value_or(0);
  const auto lasts = number_after(control, "max-age=");  // Not in "s-maxage=".
  if (!lasts || *lasts <= age || age < 0) return std::nullopt;
  return std::chrono::seconds{*lasts - age};
}

std::string status_problem(int status) {
  const std::string number = std::to_string(status);
  if (status == 401 || status == 403) return "the server refuses us (" + number + ")";
  if (status == 404) return "there is nothing at this address (404); look at the site for its new one";
  if (status == 410)
    return "gone for good, says the server (410), and not asked any more; look at the site for its new address, or "
           "remove it";
  if (status == 429) return "asked too often, says the server (429)";
  if (status >= 500) return "the server has a fault of its own (" + number + ")";
  return "the server answered " + number + ", which brings no page";
}

Trouble trouble_of(int status) {
  switch (status) {
    case 401:
    case 403:
      return Trouble::kRefused;
    case 404:
      return Trouble::kNotThere;
    case 410:
      return Trouble::kGone;
    case 429:
      return Trouble::kTooOften;
    default:
      return status >= 500 ? Trouble::kServerFault : Trouble::kNoPage;
  }
}

Trouble trouble_of(Code code) {
  return code == Code::kDenied ? Trouble::kForbidden : code == Code::kLimit ? Trouble::kTooLarge : Trouble::kNoAnswer;
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

Wishes wishes_of(const Feed& feed) {
  Wishes wishes;
  wishes.at_least = std::max(feed.ttl.value_or(0min), feed.update_interval.value_or(0min));
  for (const int hour : feed.skip_hours) wishes.skip_hours.set(static_cast<std::size_t>(hour) % 24);
  for (const std::chrono::weekday day : feed.skip_days) wishes.skip_days.set(day.c_encoding() % 7);
  return wishes;
}

/// Another failure in a row.
void fail_to(FetchState& state, const FetchState& before, Trouble trouble, std::string problem, SourceId source,
             Instant now, const Politeness& politeness, const Pace& pace) {
  state.trouble = trouble;
  state.failures = before.failures + 1;
  if (!state.failing_since) state.failing_since = now;
  state.problem = std::move(problem);
  state.next_fetch = next_after_failure(now, state.failures, politeness, pace, source.value);
}

}  // namespace

net::FetchRequest request_for(const Source& source, const FetchState& state) {
  net::FetchRequest request;
  request.url = state.moved_to.empty() ? source.url : state.moved_to;
  request.etag = state.etag;
  request.last_modified = state.last_modified;
  request.accept = kAccept;
  request.takes_changes = !state.etag.empty();
  return request;
}

FetchOutcome outcome_of(Result<net::FetchResponse> response, const Source& source, const FetchState& before,
                        Instant now, const Pace& pace) {
  FetchOutcome outcome;
  outcome.state = before;
  FetchState& state = outcome.state;
  state.last_attempt = now;
  if (!response) {
    fail_to(state, before, trouble_of(response.error().code), response.error().message, source.id, now, {}, pace);
    return outcome;
  }
  outcome.politeness = {response->retry_after, fresh_for(*response)};
  const bool whole = response->status == 200 || response->status == 226;
  if ((!whole && response->status != 304) || (whole && response->body.empty())) {
    state.gone = response->status == 410;
    fail_to(state, before, whole ? Trouble::kNoPage : trouble_of(response->status),
            whole ? "the server sent an empty page" : status_problem(response->status), source.id, now,
            outcome.politeness, pace);
    return outcome;
  }

  state.last_success = now;
  state.failures = 0;
  state.failing_since.reset();
  state.gone = false;
  state.trouble = Trouble::kNone;
  state.problem.clear();
  outcome.moved_to = response->moved_to;
  if (whole) {
    // Both, or none: one of the last answer beside one of this would ask for a mixture.
    state.etag = response->etag;
    state.last_modified = response->last_modified;
    outcome.page = page_of(std::move(*response), source.url, now);
    outcome.page->outlet = source.outlet;
    outcome.page->rights = source.rights;
    state.next_fetch = next_after_success(now, state.rhythm, state.wishes, outcome.politeness, pace, source.id.value);
  } else {
    // A 304 carries the validators that a 200 would have (RFC 9110 section 15.4.5).
    if (!response->etag.empty()) state.etag = response->etag;
    if (!response->last_modified.empty()) state.last_modified = response->last_modified;
    same_as_before(outcome, source.id, before, now, pace);
  }
  return outcome;
}

void same_as_before(FetchOutcome& outcome, SourceId source, const FetchState& before, Instant now, const Pace& pace) {
  FetchState& state = outcome.state;
  if (!outcome.moved_to.empty()) state.moved_to = outcome.moved_to;
  state.rhythm = before.last_news ? std::max(before.rhythm,
                                             std::chrono::duration_cast<std::chrono::seconds>(now - *before.last_news))
                                  : rhythm_after(before.rhythm, false, pace);
  state.next_fetch = next_after_success(now, state.rhythm, state.wishes, outcome.politeness, pace, source.value);
}

void learn(FetchOutcome& outcome, SourceId source, const Feed& feed, bool something_new, Instant now,
           const Pace& pace) {
  FetchState& state = outcome.state;
  std::vector<Instant> published;
  for (const FeedEntry& entry : feed.entries) {
    if (const auto at = entry.published ? entry.published : entry.updated) published.push_back(*at);
  }
  const std::chrono::seconds dated = rhythm_of(published, now);
  state.rhythm = dated.count() > 0 ? dated : rhythm_after(state.rhythm, something_new, pace);
  state.wishes = wishes_of(feed);
  if (something_new) state.last_news = now;
  if (!outcome.moved_to.empty()) state.moved_to = outcome.moved_to;
  state.next_fetch = next_after_success(now, state.rhythm, state.wishes, outcome.politeness, pace, source.value);
}

void unreadable(FetchOutcome& outcome, SourceId source, const FetchState& before, std::string problem, Instant now,
                const Pace& pace, Trouble trouble) {
  outcome.state = before;
  outcome.state.last_attempt = now;
  fail_to(outcome.state, before, trouble, std::move(problem), source, now, outcome.politeness, pace);
}

FetchOutcome fetch_source(net::HttpClient& client, const Clock& clock, const Source& source, const FetchState& before,
                          const Pace& pace) {
  auto response = client.get(request_for(source, before));
  return outcome_of(std::move(response), source, before, clock.now(), pace);
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
