#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/http_client.h"
#include "text/url.h"

namespace dateline::wire {

/// What we are called in robots.txt, as a user agent, and in the rules of a page.
inline constexpr std::string_view kRobotsToken = "dateline";

/// 500 KiB, as many as RFC 9309 section 2.5 wants read; what stands after them is passed over.
inline constexpr std::size_t kMaxRobotsBytes = std::size_t{500} << 10;

/// What a site's robots.txt (RFC 9309) lets one crawler fetch: a value, never changed. Any thread.
/// A group for `token` holds, however often it is named; the groups for "*" hold only where there is none. Of the rules
/// that match, the longest decides, and of two as long the one that allows. Letters compare as they are, characters in
/// one form whether they are percent-encoded or not.
class Robots {
 public:
  /// Nothing is forbidden: what an absent or an empty file says.
  Robots() = default;
  /// Nothing may be fetched: what holds while a site cannot tell.
  static Robots closed();
  /// Any bytes; what is no rule is passed over, since a robots.txt that is a web page is common. Linear.
  static Robots parse(std::string_view bytes, std::string_view token = kRobotsToken);

  /// Also true for /robots.txt itself. The site's own URLs only: it does not look at the host.
  /// Cost: for each rule at most a pass over the URL: microseconds; for the most hostile file and URL that fit into
  /// their limits 65 ms.
  bool allows(const text::Url& url) const;

  /// How long the crawler is to wait between two requests. Not in the RFC, and common. A day at most.
  std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }
  /// Absolute http(s) URLs, in order, whatever group they stand in; a thousand at most.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }
  /// What it holds, for whoever keeps many.
  std::size_t bytes() const;

 private:
  struct Rule {
    std::string pattern;  ///< In normal form, "*" and a final "$" being special.
    bool allow = false;

    bool operator==(const Rule&) const = default;
  };

  std::vector<Rule> rules_;  ///< In the order in which they decide.
  std::optional<std::chrono::milliseconds> crawl_delay_;
  std::vector<std::string> sitemaps_;
};

/// Where the robots.txt stands that holds for `url`: at its scheme, host and port.
std::string robots_url(const text::Url& url);

/// What an answer to a request for robots.txt means, redirects followed: 2xx is read, 4xx says that there are no rules
/// (section 2.3.1.3). Absent: the site cannot say now (5xx, 429, no answer, behind the gate, too large), so that
/// nothing may be fetched but by what was read before.
std::optional<Robots> robots_of(const Result<net::FetchResponse>& answer);

/// How long an answer holds (section 2.4); and once more, where the site cannot say when it is asked again.
inline constexpr std::chrono::hours kRobotsHold{24};

}  // namespace dateline::wire
