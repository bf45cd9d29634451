#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <thread>

#include "article/article.h"
#include "base/clock.h"
#include "base/result.h"
#include "net/fetch_pool.h"

namespace dateline::app {

/// Fetches the pages of entries for sources whose rule says so (wire::Source::reads_pages), politely: the robots.txt of
/// each host first (read once for all that wait, kept for a day), then its pages one after the other, as far apart as
/// its Crawl-delay wishes, within a bound; and keeps of them what their own rules let us (wire/page_rules.h). After a
/// redirect, robots.txt of where it led has its say, too. One thread of its own reads the pages. Thread-safe.
class PageReading {
 public:
  using Done = std::function<void(Result<article::Article>)>;
  struct Options {
    /// What a longer Crawl-delay is taken for: sites that write minutes mean crawlers that fetch all of them, not a
    /// reader that asks for each new article once.
    std::chrono::milliseconds longest_delay = std::chrono::seconds{10};
    /// A page whose turn did not come by then is given up: news that waits longer is better told in the feed's words.
    std::chrono::milliseconds patience = std::chrono::minutes{5};
    /// Entries that wait, of all hosts together; some 5 KB each.
    std::size_t most_waiting = 2'000;
    /// For kept robots.txt files; most take less than 2 KB. Those that were not needed for longest go first.
    std::size_t most_robots_bytes = std::size_t{16} << 20;
  };

  /// Both outlive it; the pool may end before it.
  PageReading(Options options, net::FetchPool& pool, const Clock& clock);
  /// What waits is answered with kUnavailable.
  ~PageReading();

  /// `done` gets the entry with its page's text, or why it is to go without: kDenied (robots.txt, the page's rules, the
  /// gate), kUnavailable, kLimit (too many wait), kInvalid (no article on it), kNotFound. What the feed did say of
  /// headline, address, authors, times, section and picture stays; what it did not, the page says. The text stays where
  /// the page has less of it (a paywall). The rights may become narrower. Called once, on this object's thread, which
  /// it must not hold up.
  void read(article::Article entry, Done done);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;  ///< Shared with answers that are still to come.
  std::thread thread_;
};

}  // namespace dateline::app
