#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "net/http_server.h"
#include "site/catalogue.h"
#include "site/html.h"
#include "site/visit.h"
#include "story/front_page.h"

namespace dateline::site {

/// The breaking bar: an element without height when nothing breaks, else every entry, each story once. Complete without
/// JavaScript (the list scrolls sideways); live.js turns the pages of the list and swaps in what /live sends.
Html bar_markup(const Catalogue& texts, const story::FrontPage& front, Instant now);

/// A story whose correction is in the bar stands there with that alone: each story once.
bool is_told_anew(const story::FrontPage& front, const story::BarEntry& entry);

/// What an entry is known by: the story, and when it broke, since it may break again. A pinned one by the story alone,
/// for what an editor pins has mostly been told before.
std::string bar_key(const story::BarEntry& entry);
/// Of a notice: the report, what became of it, and when.
std::string bar_key(const story::BarNotice& notice);
/// All of them with a space between: for early.js, which must know before the bar is there whether it was closed.
std::string bar_keys(const story::FrontPage& front);

/// The bar as a stream: its state "bar" is the whole of it, a "bulletin" tells of each story that breaks, once; a
/// "notice", likewise, that a report that was told so was corrected or withdrawn (its `kind`).
/// Thread-safe.
class BarStream {
 public:
  /// `edition` is the newest front page's: it grows over restarts, and the events' ids with it (net::EventChannel).
  explicit BarStream(std::uint64_t edition) : channel_(std::make_shared<net::EventChannel>(edition)) {}

  /// After each new front page. A bar that is the same wakes nobody; of the first one nothing is told.
  void show(const Catalogue& texts, const story::FrontPage& front, Instant now);

  const std::shared_ptr<net::EventChannel>& channel() const { return channel_; }
  /// The last event that says no more than a page made of that edition.
  std::uint64_t last_id(std::uint64_t edition) const;

 private:
  struct Sent {
    std::uint64_t edition, id;
  };

  const std::shared_ptr<net::EventChannel> channel_;

  mutable std::mutex mutex_;                 // Guards all below.
  std::string markup_;                       // What listeners have.
  std::map<std::string, std::string> keys_;  // Of its entries, by story.
  std::set<std::string> notices_;            // Keys of those in it.
  std::deque<Sent> sent_;                    // The newest last.
};

/// /live: that stream.
Result<net::Response> live(const Context& context, const Visit& visit);

}  // namespace dateline::site
