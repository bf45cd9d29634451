#include "app/page_reading.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <queue>
#include <unordered_map>
#include <utility>
#include <vector>

#include "article/extract.h"
#include "wire/fetcher.h"
#include "wire/page_rules.h"
#include "wire/robots.h"

namespace dateline::app {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

/// Beyond it a file is no robots.txt; four times what is read of one.
constexpr std::size_t kMostRobotsReceived = 4 * wire::kMaxRobotsBytes;
/// The largest page in our corpora has 4 MB.
constexpr std::size_t kMostPageBytes = std::size_t{8} << 20;
/// How soon a robots.txt that could not be read is asked for again.
constexpr std::chrono::minutes kAskRobotsAgain = 10min;

/// How long a host is left alone that had enough of us and does not say for how long.
constexpr std::chrono::minutes kRestAfterTooMany = 1min;

constexpr std::string_view kAcceptPage = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

/// What the page adds to what the feed said.
article::Article completed(article::Article entry, article::Article page, const wire::PageRules& rules) {
  if (page.text.size() > entry.text.size()) entry.text = std::move(page.text);
  if (entry.lede.empty()) entry.lede = std::move(page.lede);
  if (entry.authors.empty()) entry.authors = std::move(page.authors);
  if (entry.section.empty()) entry.section = std::move(page.section);
  if (entry.image.empty()) entry.image = std::move(page.image);
  if (!rules.picture_may_be_shown) entry.image.clear();
  if (entry.language.empty() || entry.language == "und") entry.language = std::move(page.language);
  if (!entry.published_at) entry.published_at = page.published_at;
  if (!entry.modified_at) entry.modified_at = page.modified_at;
  entry.rights = std::min(entry.rights, rules.at_most);
  return entry;
}

/// What an answer makes of an entry.
Result<article::Article> read_answer(article::Article entry, net::FetchResponse response, Instant now) {
  DATELINE_TRY(wire::Source page_itself, wire::Source::from_url(entry.url));
  page_itself.outlet = entry.outlet;
  page_itself.rights = entry.rights;
  const wire::PageRules rules = response.status == 200 ? wire::page_rules(response) : wire::PageRules();
  if (!rules.why_not_kept.empty()) {
    return fail(Code::kDenied, entry.url + ": its text is not kept: " + rules.why_not_kept);
  }
  const Code code = response.status == 404 || response.status == 410   ? Code::kNotFound
                    : response.status == 401 || response.status == 403 ? Code::kDenied
                                                                       : Code::kUnavailable;
  auto outcome = wire::outcome_of(std::move(response), page_itself, {}, now, {});
  if (!outcome.page) return fail(code, entry.url + ": " + outcome.state.problem);
  auto reading = article::read_page(*outcome.page);
  if (!reading) return fail(reading.error().at(entry.url));
  if (!article::is_report(reading->kind)) {
    return fail(Code::kInvalid, entry.url + ": no article: " + reading->why);
  }
  return completed(std::move(entry), std::move(reading->article), rules);
}

}  // namespace

struct PageReading::Impl : std::enable_shared_from_this<PageReading::Impl> {
  /// An entry whose page is wanted.
  struct Wanted {
    article::Article entry;
    text::Url url;  ///< Where it is, or where it led.
    Done done;
    Steady::time_point until;
    std::optional<net::FetchResponse> answer =
        {};  ///< It led to another host, which is still to be asked for its rules.
  };
  /// A scheme, host and port.
  struct Host {
    wire::Robots robots;
    std::string why_closed;      ///< Its robots.txt cannot be read: why.
    Instant fresh_until{};       ///< Then it is asked for again ...
    Instant copy_holds_until{};  ///< ... and until then what was read holds, if it cannot be read again.
    Instant needed_at{};
    bool asking = false;             ///< For robots.txt.
    std::optional<Wanted> fetching;  ///< The page that is being fetched.
    std::deque<Wanted> waiting;
    Steady::time_point next_page{};
  };
  struct Timer {
    Steady::time_point at;
    std::string host;
    bool operator>(const Timer& other) const { return at > other.at; }
  };

  Impl(Options the_options, net::FetchPool& the_pool, const Clock& the_clock)
      : options(the_options), pool(the_pool), clock(the_clock) {}

  /// Any thread. Nothing happens once it has stopped.
  void tell(std::function<void()> what) {
    const std::lock_guard lock(mutex);
    if (stopped) return;
    told.push_back(std::move(what));
    wake.notify_one();
  }

  void run() {
    while (true) {
      std::deque<std::function<void()>> now;
      {
        std::unique_lock lock(mutex);
        const auto something = [&] { return stopped || !told.empty(); };
        if (timers.empty()) {
          wake.wait(lock, something);
        } else {
          wake.wait_until(lock, timers.top().at, something);
        }
        now.swap(told);
        if (stopped && now.empty()) break;
      }
      for (auto& what : now) what();
      while (!timers.empty() && timers.top().at <= Steady::now()) {
        const std::string host = timers.top().host;
        timers.pop();
        if (hosts.contains(host)) go_on(host);
      }
    }
    for (auto& [key, host] : hosts) {
      if (host.fetching) host.waiting.push_back(std::move(*host.fetching));
      for (Wanted& wanted : host.waiting) refuse(wanted, Code::kUnavailable, "dateline is stopping");
    }
  }

  // Its own thread only, all that follows.

  void answer(Wanted& wanted, Result<article::Article> result) {
    --unanswered;
    wanted.done(std::move(result));
  }
  void refuse(Wanted& wanted, Code code, const std::string& why) {
    answer(wanted, fail(code, wanted.entry.url + ": " + why));
  }

  void take(article::Article entry, Done done) {
    const auto url = text::Url::parse(entry.url);
    if (!url) {
      --unanswered;
      return done(fail(Code::kInvalid, "'" + entry.headline + "' has no page: the feed gives no address"));
    }
    wait_at(Wanted{std::move(entry), *url, std::move(done), Steady::now() + options.patience});
  }

  void wait_at(Wanted wanted) {
    const std::string key = wire::robots_url(wanted.url);
    Host& host = hosts[key];
    host.needed_at = clock.now();
    if (wanted.answer) {
      host.waiting.push_front(std::move(wanted));  // It costs its host nothing more.
    } else {
      host.waiting.push_back(std::move(wanted));
    }
    go_on(key);
  }

  /// Does for a host whatever can be done now.
  void go_on(const std::string& key) {
    Host& host = hosts.at(key);
    while (!host.asking && !host.fetching && !host.waiting.empty()) {
      if (clock.now() >= host.fresh_until) return ask_robots(key, host);
      Wanted& next = host.waiting.front();
      const auto now = Steady::now();
      if (!host.why_closed.empty()) {
        refuse(next, Code::kDenied, "not fetched, since its site's robots.txt cannot be read: " + host.why_closed);
      } else if (!host.robots.allows(next.url)) {
        refuse(next, Code::kDenied, "not fetched, since its site's robots.txt forbids it");
      } else if (next.answer) {
        net::FetchResponse response = std::move(*next.answer);
        read(next, std::move(response));
      } else if (now >= next.until) {
        refuse(next, Code::kUnavailable, "not fetched, since too many pages of its site were in front of it");
      } else if (now < host.next_page) {
        timers.push({std::min(host.next_page, next.until), key});
        return;
      } else {
        host.fetching = std::move(next);
        fetch(key, *host.fetching);
      }
      host.waiting.pop_front();
    }
  }

  void ask_robots(const std::string& key, Host& host) {
    host.asking = true;
    pool.fetch({.url = key, .max_bytes = kMostRobotsReceived},
               [self = shared_from_this(), key](Result<net::FetchResponse> response) {
                 self->tell([self = self.get(), key, response = std::move(response)] { self->learn(key, response); });
               });
  }

  void learn(const std::string& key, const Result<net::FetchResponse>& response) {
    Host& host = hosts.at(key);
    host.asking = false;
    const Instant now = clock.now();
    if (auto robots = wire::robots_of(response)) {
      robots_bytes -= host.robots.bytes();
      host.robots = std::move(*robots);
      robots_bytes += host.robots.bytes();
      host.why_closed.clear();
      host.fresh_until = now + wire::kRobotsHold;
      host.copy_holds_until = host.fresh_until + wire::kRobotsHold;
    } else {
      host.fresh_until = now + kAskRobotsAgain;
      if (now >= host.copy_holds_until) {
        host.why_closed =
            response ? "the server answered " + std::to_string(response->status) : response.error().message;
      }
    }
    make_room(key);
    go_on(key);
  }

  /// Forgets the half of the hosts that nobody needs now which was not needed for longest.
  void make_room(const std::string& but) {
    if (robots_bytes + hosts.size() * sizeof(Host) < options.most_robots_bytes) return;
    std::vector<std::pair<Instant, std::string>> idle;
    for (const auto& [key, host] : hosts) {
      if (key != but && !host.asking && !host.fetching && host.waiting.empty()) idle.emplace_back(host.needed_at, key);
    }
    std::ranges::sort(idle);
    idle.resize((idle.size() + 1) / 2);
    for (const auto& [at, key] : idle) {
      robots_bytes -= hosts.at(key).robots.bytes();
      hosts.erase(key);
    }
  }

  void fetch(const std::string& key, const Wanted& wanted) {
    net::FetchRequest request;
    request.url = wanted.url.str();
    request.accept = kAcceptPage;
    request.max_bytes = kMostPageBytes;
    pool.fetch(std::move(request), [self = shared_from_this(), key](Result<net::FetchResponse> response) {
      self->tell([self = self.get(), key, response = std::move(response)]() mutable {
        self->fetched(key, std::move(response));
      });
    });
  }

  void fetched(const std::string& key, Result<net::FetchResponse> response) {
    Host& host = hosts.at(key);
    Wanted wanted = std::move(*host.fetching);
    host.fetching.reset();
    host.next_page = Steady::now() + std::min(host.robots.crawl_delay().value_or(0ms), options.longest_delay);
    if (response && (response->status == 429 || response->status == 503)) {
      host.next_page += std::clamp<std::chrono::seconds>(response->retry_after.value_or(kRestAfterTooMany), 1s, 24h);
    }
    const auto led_to = response ? text::Url::parse(response->final_url) : std::nullopt;
    if (!response) {
      answer(wanted, fail(response.error()));
    } else if (led_to && *led_to != wanted.url) {
      wanted.url = *led_to;
      wanted.answer = std::move(*response);
      wait_at(std::move(wanted));  // Also goes on here, if it did not leave this host.
    } else {
      read(wanted, std::move(*response));
    }
    go_on(key);
  }

  void read(Wanted& wanted, net::FetchResponse response) {
    answer(wanted, read_answer(std::move(wanted.entry), std::move(response), clock.now()));
  }

  // Constant after construction.
  const Options options;
  net::FetchPool& pool;
  const Clock& clock;

  std::atomic<std::size_t> unanswered = 0;

  std::mutex mutex;  ///< Guards the next three.
  std::condition_variable wake;
  std::deque<std::function<void()>> told;
  bool stopped = false;

  // Its own thread only.
  std::unordered_map<std::string, Host> hosts;  ///< By the address of their robots.txt.
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers;
  std::size_t robots_bytes = 0;
};

PageReading::PageReading(Options options, net::FetchPool& pool, const Clock& clock)
    : impl_(std::make_shared<Impl>(options, pool, clock)), thread_([impl = impl_.get()] { impl->run(); }) {}

PageReading::~PageReading() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopped = true;
    impl_->wake.notify_one();
  }
  thread_.join();
}

void PageReading::read(article::Article entry, Done done) {
  Impl& impl = *impl_;
  const bool full = ++impl.unanswered > impl.options.most_waiting;
  impl.tell([&impl, full, entry = std::move(entry), done = std::move(done)]() mutable {
    if (!full) return impl.take(std::move(entry), std::move(done));
    --impl.unanswered;
    done(fail(Code::kLimit, entry.url + ": not fetched, since " + std::to_string(impl.options.most_waiting) +
                                " pages are waiting already"));
  });
}

}  // namespace dateline::app
