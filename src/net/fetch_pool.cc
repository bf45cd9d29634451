#include "net/fetch_pool.h"

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "net/transfer.h"

namespace dateline::net {
namespace {

using Clock = std::chrono::steady_clock;

struct Asked {
  FetchRequest request;
  FetchPool::Done done;
};

/// What waits, by host: the hosts that may be asked take turns, so that one with a thousand feeds does not hold up the
/// others.
class Turns {
 public:
  explicit Turns(std::size_t per_host) : per_host_(per_host) {}

  void add(std::string host, Asked asked) {
    Host& at = hosts_[host];
    at.waiting.push_back(std::move(asked));
    line_up(host, at);
  }
  /// The next that may be asked; its host counts it until leave().
  std::optional<std::pair<std::string, Asked>> next() {
    if (line_.empty()) return std::nullopt;
    std::string host = std::move(line_.front());
    line_.pop_front();
    Host& at = hosts_.at(host);
    at.in_line = false;
    Asked asked = std::move(at.waiting.front());
    at.waiting.pop_front();
    ++at.under_way;
    line_up(host, at);
    return std::pair(std::move(host), std::move(asked));
  }
  void leave(const std::string& host) {
    const auto at = hosts_.find(host);
    --at->second.under_way;
    line_up(host, at->second);
    if (at->second.under_way == 0 && at->second.waiting.empty()) hosts_.erase(at);
  }
  bool others_wait_for(const std::string& host) const {
    const auto at = hosts_.find(host);
    return at != hosts_.end() && !at->second.waiting.empty();
  }
  std::vector<Asked> take_all() {
    std::vector<Asked> all;
    for (auto& [host, at] : hosts_) {
      for (Asked& asked : at.waiting) all.push_back(std::move(asked));
      at.waiting.clear();
      at.in_line = false;
    }
    line_.clear();
    return all;
  }

 private:
  struct Host {
    std::deque<Asked> waiting;
    std::size_t under_way = 0;
    bool in_line = false;
  };
  void line_up(const std::string& host, Host& at) {
    if (at.in_line || at.waiting.empty() || at.under_way >= per_host_) return;
    at.in_line = true;
    line_.push_back(host);
  }

  const std::size_t per_host_;
  std::unordered_map<std::string, Host> hosts_;
  std::deque<std::string> line_;  ///< Hosts with something that may be asked now, each once.
};

}  // namespace

struct FetchPool::Impl {
  struct Fetch {
    Fetch(const AddressGate& gate, const std::string& agent) : transfer(gate, agent) {}
    Transfer transfer;
    std::string host;
    Done done;
  };

  explicit Impl(Options the_options) : options(std::move(the_options)), turns(options.per_host) {
    epoll = epoll_create1(EPOLL_CLOEXEC);
    wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    DATELINE_CHECK(epoll >= 0 && wake >= 0);
    watch(wake, EPOLLIN, EPOLL_CTL_ADD);
    spare.push_back(std::make_unique<Fetch>(options.gate, options.user_agent));  // Also starts libcurl.
    multi = curl_multi_init();
    DATELINE_CHECK(multi != nullptr);
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(2 * options.at_once));
    thread = std::thread([this] { run(); });
  }

  ~Impl() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    call();
    thread.join();
    for (auto& [handle, fetch] : under_way) curl_multi_remove_handle(multi, handle);
    under_way.clear();
    spare.clear();
    curl_multi_cleanup(multi);
    close(wake);
    close(epoll);
  }

  void call() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(wake, &one, sizeof one);  // Full only when it is readable anyway.
  }

  void watch(int socket, std::uint32_t events, int operation) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = socket;
    epoll_ctl(epoll, operation, socket, &event);
  }

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known) {
    auto& impl = *static_cast<Impl*>(self);
    if (what == CURL_POLL_REMOVE) {
      impl.watch(socket, 0, EPOLL_CTL_DEL);
      return 0;
    }
    const std::uint32_t events = ((what & CURL_POLL_IN) != 0 ? std::uint32_t{EPOLLIN} : 0u) |
                                 ((what & CURL_POLL_OUT) != 0 ? std::uint32_t{EPOLLOUT} : 0u);
    impl.watch(socket, events, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD);
    if (!known) curl_multi_assign(impl.multi, socket, self);  // Any pointer: it says that epoll knows the socket.
    return 0;
  }

  static int on_timer(CURLM*, long milliseconds, void* self) {
    auto& impl = *static_cast<Impl*>(self);
    impl.timer.reset();
    if (milliseconds >= 0) impl.timer = Clock::now() + std::chrono::milliseconds{milliseconds};
    return 0;
  }

  void run() {
    for (;;) {
      if (!take_asked()) break;
      start_fetches();
      std::array<epoll_event, 256> events;
      const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), milliseconds_left());
      int running = 0;
      for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == wake) {
          std::uint64_t calls = 0;
          [[maybe_unused]] const auto got = read(wake, &calls, sizeof calls);
          continue;
        }
        const int what = ((event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                         ((event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                         ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
        curl_multi_socket_action(multi, event.data.fd, what, &running);
      }
      if (timer && *timer <= Clock::now()) {
        timer.reset();
        curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
      }
      end_fetches();
    }
    for (Asked& one : turns.take_all()) one.done(fail(Code::kUnavailable, one.request.url + kStopping));
    for (auto& [handle, fetch] : under_way) fetch->done(fail(Code::kUnavailable, fetch->host + kStopping));
  }

  int milliseconds_left() const {
    if (!timer) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer - Clock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(0, left));
  }

  /// False when it is time to end.
  bool take_asked() {
    std::vector<Asked> fresh;
    {
      const std::lock_guard lock(mutex);
      fresh.swap(asked);
      if (stopping) {
        for (Asked& one : fresh) turns.add("", std::move(one));
        return false;
      }
    }
    for (Asked& one : fresh) {
      const auto url = text::Url::parse(one.request.url);
      turns.add(url ? url->host() + ":" + std::to_string(url->port()) : "", std::move(one));
    }
    return true;
  }

  void start_fetches() {
    while (under_way.size() < options.at_once) {
      auto next = turns.next();
      if (!next) return;
      auto& [host, one] = *next;
      std::unique_ptr<Fetch> fetch;
      if (spare.empty()) {
        fetch = std::make_unique<Fetch>(options.gate, options.user_agent);
      } else {
        fetch = std::move(spare.back());
        spare.pop_back();
      }
      if (const Status ready = fetch->transfer.begin(std::move(one.request)); !ready) {
        turns.leave(host);
        spare.push_back(std::move(fetch));
        one.done(fail(ready.error()));
        continue;
      }
      CURL* const handle = fetch->transfer.handle();
      // A connection is kept for those who wait for its host now. Kept for the next poll in minutes, its server would
      // have closed it; and what libcurl puts away when its cache is full costs more with each (100,000 hosts: a core).
      curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, turns.others_wait_for(host) ? 0L : 1L);
      fetch->host = std::move(host);
      fetch->done = std::move(one.done);
      under_way.emplace(handle, std::move(fetch));
      curl_multi_add_handle(multi, handle);
    }
  }

  void end_fetches() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* const handle = message->easy_handle;
      const CURLcode code = message->data.result;  // The message dies with the removal.
      curl_multi_remove_handle(multi, handle);
      const auto at = under_way.find(handle);
      auto result = at->second->transfer.end(code);
      if (!result) {
        // Sent elsewhere, by its old host's leave: a redirect to the busiest host is rare, a chain of waits is not
        // worth it.
        curl_multi_add_handle(multi, handle);
        continue;
      }
      std::unique_ptr<Fetch> fetch = std::move(at->second);
      under_way.erase(at);
      turns.leave(fetch->host);
      const Done done = std::exchange(fetch->done, nullptr);
      spare.push_back(std::move(fetch));
      done(std::move(*result));
    }
  }

  static constexpr const char* kStopping = ": not fetched, since dateline is stopping";

  const Options options;
  int epoll = -1, wake = -1;
  CURLM* multi = nullptr;
  std::optional<Clock::time_point> timer;

  // The pool's thread only.
  Turns turns;
  std::unordered_map<CURL*, std::unique_ptr<Fetch>> under_way;
  std::vector<std::unique_ptr<Fetch>> spare;  ///< Handles, to be used again.

  std::mutex mutex;  ///< Guards what follows.
  std::vector<Asked> asked;
  bool stopping = false;

  std::thread thread;
};

FetchPool::FetchPool(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
FetchPool::~FetchPool() = default;

void FetchPool::fetch(FetchRequest request, Done done) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->asked.push_back({std::move(request), std::move(done)});
  }
  impl_->call();
}

}  // namespace dateline::net
