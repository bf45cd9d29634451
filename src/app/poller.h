#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "app/newsroom.h"
#include "app/page_reading.h"
#include "base/clock.h"
#include "net/fetch_pool.h"
#include "store/store.h"
#include "wire/fetcher.h"
#include "wire/websub.h"

namespace dateline::app {

/// Asks each source when its time has come (wire/schedule.h) and files what is new. One thread keeps the schedule, the
/// pool's thread fetches, some read what came, the newsroom's files it. A source's state is kept only after its entries
/// are: what a power cut takes is fetched again, and an entry that is known already is not filed twice
/// (article/identity.h). Of a source that says so, the pages of new entries are read before these are filed
/// (page_reading.h), each as soon as its page is there; where it cannot be had, the feed's own words stand.
/// Memory: some 1.5 KB a source.
class Poller {
 public:
  /// What became of asking a source.
  struct Asked {
    const wire::Source& source;
    const wire::FetchState& state;
    std::size_t fresh = 0;  ///< Articles that nobody had.
  };
  struct Options {
    wire::Pace pace;
    std::string user_agent;
    net::AddressGate gate;
    std::size_t at_once = 256;  ///< Fetches under way; a source that waits for its server costs nobody else anything.
    std::size_t readers = 2;    ///< Threads that read feeds.
    /// Asks each source now, whenever its time would be, and only once: for the command line.
    bool once = false;
    /// Called on a reader's thread with each feed that was fetched, not with those that were brought.
    std::function<void(wire::SourceId, const wire::HubLinks&)> on_hubs = [](wire::SourceId, const wire::HubLinks&) {};
    /// A hub brings what is new, so it is asked calmly (wire::calm()). Any thread.
    std::function<bool(wire::SourceId)> is_pushed = [](wire::SourceId) { return false; };
    /// Called on the schedule's thread.
    std::function<void(const Asked&)> on_asked = [](const Asked&) {};
  };
  /// All outlive it.
  Poller(Options options, const Clock& clock, const store::Reader& reader, Newsroom& newsroom);
  /// Gives up what is being fetched, waits for what the newsroom is filing, keeps the states that are known.
  ~Poller();

  // Any thread; sources that are not there are passed over.
  /// Without waiting for its time, also one that is gone. If it is being asked, it is asked once more after that.
  void ask_now(wire::SourceId source);
  /// What somebody brought (a hub) is read as if it had been fetched; its time to be asked stays as its rhythm has it.
  void deliver(wire::SourceId source, net::FetchResponse brought);

 private:
  struct Watched {
    wire::Source source;
    wire::FetchState state;
    std::uint64_t body = 0;  ///< Digest of the page that was read last: servers without validators send it again.
    bool under_way = false;
    bool once_more = false;
  };
  /// What came from a source, on its way through the readers.
  struct Answer {
    std::shared_ptr<const Watched> asked;
    Result<net::FetchResponse> response;
    bool was_brought = false;
  };
  /// What it led to.
  struct Finished {
    wire::SourceId source;
    wire::FetchState state;
    std::uint64_t body = 0;
    std::size_t fresh = 0;
  };
  /// A feed that was read, whose entries the newsroom is being given. Its numbers are guarded by `mutex_`.
  struct Batch {
    std::shared_ptr<const Watched> asked;
    wire::FetchOutcome outcome;
    wire::Pace pace;
    std::uint64_t body = 0;
    Instant at{};
    std::size_t pieces = 1;  ///< What is still to be filed: all at once, or each entry when its page was read.
    std::size_t fresh = 0;
    std::string problem = {};
    std::atomic<bool> given_up = false;  ///< What was not filed comes again after the next start.
  };
  struct Due {
    Instant at;
    wire::SourceId source;
    bool operator>(const Due& other) const { return at > other.at; }
  };

  void keep_schedule();
  void read_answers();
  void read(Answer answer);
  /// The entries of `page` that are new or changed; sets what was seen of the feed's ids.
  Result<std::vector<article::Filing>> new_entries(const wire::Feed& feed, const wire::FetchedPage& page,
                                                   wire::SourceId source, wire::FetchState& state);
  void file(std::shared_ptr<Batch> batch, std::vector<article::Filing> entries);
  void file_with_page(std::shared_ptr<Batch> batch, article::Filing entry);
  void filed_piece(Batch& batch, const Result<std::vector<Filed>>& filed);
  void tell_finished(wire::SourceId source, wire::FetchState state, std::uint64_t body, std::size_t fresh = 0);
  void tell(std::function<void()> what);  ///< To the schedule's thread.

  // The schedule's thread only.
  void take_sources();
  void ask_due();
  std::shared_ptr<const Watched> set_under_way(Watched& watched);
  void put_due(const Watched& watched);
  void ask_whole(Watched& watched);  ///< The next time, for its page and not for what is new.
  void finish(Finished finished);
  void keep_states(bool all);

  const Options options_;
  const Clock& clock_;
  const store::Reader& reader_;
  Newsroom& newsroom_;

  // The schedule's thread only.
  std::unordered_map<wire::SourceId, std::shared_ptr<Watched>> watched_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;  ///< May hold times that no longer hold.
  std::size_t under_way_ = 0;
  std::vector<std::pair<wire::SourceId, wire::FetchState>> unkept_;
  std::chrono::steady_clock::time_point kept_at_{};

  BoundedQueue<Answer> answers_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  ///< Guards `told_` and `filing_`.
  std::condition_variable wake_;
  std::deque<std::function<void()>> told_;
  std::size_t filing_ = 0;  ///< Feeds that the newsroom has, and whose answers come back here.

  std::unique_ptr<net::FetchPool> pool_;
  std::unique_ptr<PageReading> pages_;
  std::vector<std::thread> readers_;
  std::thread schedule_;
};

}  // namespace dateline::app
