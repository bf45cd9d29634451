// The only file that knows Boost. One io thread runs every connection as a coroutine; workers run the handler.
#include "net/http_server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <charconv>
#include <chrono>
#include <exception>
#include <mutex>
#include <span>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "base/clock.h"
#include "base/log.h"
#include "base/queue.h"
#include "net/conditional.h"
#include "net/event_channel.h"
#include "net/kept_answers.h"
#include "net/packing.h"
#include "net/plain_get.h"
#include "net/refusal_log.h"
#include "net/request_path.h"
#include "net/request_rules.h"
#include "net/response_head.h"

// Asio's functions return the error that they also store; each is looked at, or named `ignored`, where it is stored.
// NOLINTBEGIN(bugprone-unused-return-value)
namespace dateline::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Steady = std::chrono::steady_clock;
using Parser = http::request_parser<http::string_body>;
using namespace std::chrono_literals;

// Errors of I/O come as values; what a coroutine throws is then a real exception.
constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

constexpr Steady::time_point kNever = Steady::time_point::max();
// How often deadlines are looked at: one timer for all connections instead of one each.
constexpr auto kSweep = 250ms;
// Proxies close a silent connection after 30 to 60 s; two comments fit in between.
constexpr auto kHeartbeat = 15s;
constexpr std::string_view kHeartbeatComment = ":\n\n";
// What a browser waits before it connects again after a restart of ours.
constexpr std::string_view kStreamStart = "retry: 2000\n\n";
// A connection closed with unread input sends a reset, which can overtake our answer (RFC 9112 section 9.6).
constexpr auto kLinger = 1s;
constexpr std::size_t kLingerBytes = std::size_t{4} << 20;
// A client that vanished without a word is dropped by the kernel after this long without an acknowledgement.
constexpr int kVanishedMs = 60'000;
// A reader of a stream who takes nothing for so long is not there; see EventChannel.
constexpr auto kStreamStall = 10s;
// Bytes a second: whoever sends a body or takes an answer slower than this holds a connection for its own sake.
// Apache's mod_reqtimeout draws the line at 500; a modem of 1995 did 3,500.
constexpr std::size_t kSlowest = 1000;
// Small, so that the kernel does not queue old events for a slow reader, and 20,000 streams stay small.
constexpr int kStreamSendBuffer = 16 << 10;
// Requests waiting for a worker. At 1 ms a request and four workers, the last of them waits a quarter of a second.
constexpr std::size_t kWaitingRequests = 1024;
// 104 MiB of bodies from anybody who finds the address; more pictures than editors send at once.
constexpr int kMostUploads = 8;
constexpr int kConnectionBroke = -1;
// Most requests fit into the first; an idle connection keeps it.
constexpr std::size_t kReadHeader = 4 << 10;
constexpr std::size_t kReadBody = 64 << 10;
constexpr std::string_view kControlPrefix = "/control/";
// For a header as a whole. It is one packet or a few; who needs longer holds a connection for its own sake.
constexpr auto kHeaderTime = 10s;

struct Unsent {
  std::string head;
  std::shared_ptr<const std::string> body;
  std::size_t body_from;
};

struct Session {
  enum class Phase { kReading, kAnswering, kStreaming, kClosing };

  explicit Session(tcp::socket the_socket) : socket(std::move(the_socket)), wake(socket.get_executor()) {}

  tcp::socket socket;
  asio::steady_timer wake;  ///< Cancelled to say: look again at `answer`, the channel, `gone`.
  boost::beast::flat_buffer input;
  std::string peer;
  std::string neighbours;  ///< What connections are counted by: the peer's address, or its /64.
  bool peer_is_this_machine = false;
  Phase phase = Phase::kReading;
  Steady::time_point deadline = kNever;  ///< Of the socket operation that is under way.
  bool timed_out = false;
  std::optional<Outgoing> answer;
  bool released = false;         ///< Somebody else's answer, which this one waited for, has come.
  bool alone = false;            ///< It cannot be shared.
  std::optional<Unsent> unsent;  ///< What the socket did not take of a kept answer.
  bool gone = false;             ///< The client of a stream closed its end.
  std::array<char, 64> ignored{};
};
using SessionPtr = std::shared_ptr<Session>;

/// One of the large bodies that may be under way at once; held until their answer is sent.
class UploadSlot {
 public:
  UploadSlot(int& taken, bool wanted) : taken_(taken), granted_(wanted && taken < kMostUploads) { taken_ += granted_; }
  ~UploadSlot() { taken_ -= granted_; }
  UploadSlot(const UploadSlot&) = delete;
  UploadSlot& operator=(const UploadSlot&) = delete;
  bool is_granted() const { return granted_; }

 private:
  int& taken_;
  const bool granted_;
};

struct Job {
  Request request;
  Respond respond;
  std::move_only_function<void()> later = nullptr;  ///< Set: this, and no request.
};

std::string print(const tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  const std::string port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? "[" + address + "]:" + port : address + ":" + port;
}

std::optional<tcp::endpoint> parse_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(colon + 1);
  std::uint16_t port = 0;
  const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;

  std::string_view host = text.substr(0, colon);
  if (host == "localhost") host = "127.0.0.1";
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  error_code error;
  const auto address = asio::ip::make_address(std::string(host), error);
  if (error || address.is_v6() != bracketed) return std::nullopt;
  return tcp::endpoint(address, port);
}

/// What one household or one attacker has: an address of IPv4, a /64 of IPv6 (RFC 6177).
std::string neighbours_of(const asio::ip::address& address) {
  if (address.is_v4()) return address.to_string();
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return asio::ip::make_address_v6(bytes).to_string();
}

/// Turns a connection away before anything was read of it.
void turn_away(tcp::socket& socket, std::string_view status) {
  const std::string answer =
      "HTTP/1.1 " + std::string(status) + "\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(answer), ignored);
}

std::optional<std::uint64_t> parse_event_id(std::string_view text) {
  std::uint64_t id = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return id;
}

Outgoing outgoing_of(const KeptAnswer::Form& form) {
  return {.head = form.head, .body = form.body};
}

/// Whether the answer may be one that others get, too.
bool may_be_shared(const Request& request) {
  if (request.method != "GET" && request.method != "HEAD") return false;
  return std::ranges::none_of(request.headers, [](const auto& field) { return is_personal_field(field.first); });
}

/// How much longer a transfer may take for having moved so many bytes.
std::chrono::seconds time_for(std::size_t bytes) {
  return std::chrono::seconds(bytes / kSlowest);
}

Error listen_error(std::string_view listen, const error_code& error) {
  const std::string what = "cannot listen on " + std::string(listen) + ": ";
  if (error == asio::error::address_in_use) {
    return {Code::kUnavailable, what + "address in use; another dateline may be running, or choose another port"};
  }
  if (error == asio::error::access_denied) {
    return {Code::kDenied, what + "not allowed; ports below 1024 need a privilege, choose one above"};
  }
  if (error == boost::system::errc::address_not_available) {
    return {Code::kUnavailable, what + "this machine has no such address"};
  }
  return {Code::kUnavailable, what + error.message()};
}

/// Told apart from what the network does: the client is there and can be told.
bool is_syntax_error(const error_code& error) {
  return error.category() == http::make_error_code(http::error::bad_method).category();
}

std::string_view as_view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

std::string_view as_view(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

/// RFC 9112 section 5.2: a field may not go on in the next line. Beast joins such lines, as some proxies do and others
/// do not, so that a folded Transfer-Encoding means different things to two programs in a row.
bool has_folded_line(std::string_view input) {
  while (input.starts_with("\r\n")) input.remove_prefix(2);  // Allowed in front of a request.
  const std::string_view header = input.substr(0, input.find("\r\n\r\n"));
  return header.find("\n ") != std::string_view::npos || header.find("\n\t") != std::string_view::npos;
}

bool has_bare_lf(std::string_view text) {
  char before = 0;
  return std::ranges::any_of(text, [&](char c) { return std::exchange(before, c) != '\r' && c == '\n'; });
}

// In the coroutines below each co_await stands in a statement of its own: GCC 12 miscompiles it in a loop's condition
// (a trap after the first round) and beside a conditional operator (both branches are evaluated).

/// The server behind HttpServer. Lives as long as somebody may still answer a request.
class Core final : public ChannelListener, public std::enable_shared_from_this<Core> {
 public:
  Core(ServerOptions options, Handler handler)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        jobs_(kWaitingRequests),
        kept_(options_.max_kept_bytes, options_.freshness) {}

  Status bind();
  void run();
  void stop();
  std::string address() const { return address_; }

  /// From any thread.
  void later(std::move_only_function<void()> job);
  void answer(std::weak_ptr<Session> session, Outgoing outgoing);
  /// The same for a target that others may wait for. `kept`: nullptr if each has to ask for himself.
  void answer_shared(std::weak_ptr<Session> session, Outgoing outgoing, std::string target, KeptAnswerPtr kept);
  void channel_changed(const EventChannel& channel) override;

 private:
  asio::awaitable<void> accept();
  void begin(tcp::socket socket);
  void finished(const SessionPtr& session, const std::exception_ptr& thrown);
  asio::awaitable<void> sweep();

  asio::awaitable<void> serve(SessionPtr session);
  /// Answers what it can at once: ordinary requests for what is kept. False: the connection is to be closed.
  bool answer_kept(Session& session);
  /// Writes as much as the socket takes; the rest becomes `session.unsent`. False: the connection broke.
  bool put(Session& session, const KeptAnswer::Form& form, const PlainGet& get);
  /// One request and its answer. False: the connection is over.
  asio::awaitable<bool> exchange(const SessionPtr& session);
  /// Waits for somebody who asked for `target` before. Afterwards there is a kept answer, or the caller has to ask.
  asio::awaitable<void> join(const SessionPtr& session, const std::string& target);
  /// After the answer of who asked for `target` first.
  void release(const std::string& target, const KeptAnswerPtr& kept);
  /// 0, the status that refuses the request, or kConnectionBroke.
  asio::awaitable<int> read_body(Session& session, Parser& parser, std::size_t limit);
  /// Reads until the header, or the whole request, is there.
  asio::awaitable<error_code> parse(Session& session, Parser& parser, bool header_only);
  asio::awaitable<bool> send(Session& session, Outgoing outgoing, bool head_only, bool keep_alive, bool http10);
  asio::awaitable<void> refuse(Session& session, int status, std::string_view why);
  /// Until the client or the server leaves; `session.answer` is what it began with.
  asio::awaitable<void> stream(SessionPtr session);
  void watch(const SessionPtr& session);
  asio::awaitable<bool> write(Session& session, std::string_view first, std::string_view second);
  asio::awaitable<void> linger(Session& session);

  void begin_stop();
  std::string date_field() const { return "Date: " + format_http_date(clock_.now()) + "\r\n"; }
  Steady::time_point idle_deadline() const { return Steady::now() + std::chrono::seconds(options_.idle_seconds); }
  void work();

  // Constant after bind().
  const ServerOptions options_;
  const Handler handler_;
  const SystemClock clock_;  // For the Date field, which tells a cache our time, not that of a replay.
  std::string address_;

  // Any thread.
  asio::io_context io_{1};
  BoundedQueue<Job> jobs_;
  std::atomic<bool> discard_jobs_ = false;

  // The thread that starts and stops.
  std::thread io_thread_;
  std::vector<std::thread> workers_;

  // io thread only.
  tcp::acceptor acceptor_{io_};
  asio::steady_timer sweep_timer_{io_};
  asio::steady_timer accept_timer_{io_};
  std::unordered_set<SessionPtr> sessions_;
  std::unordered_map<SessionPtr, const EventChannel*> streams_;
  std::unordered_map<std::string, int> connections_of_;  ///< By Session::neighbours.
  RefusalLog refusals_;
  KeptAnswers kept_;
  std::unordered_map<std::string, std::vector<SessionPtr>> asked_;  ///< Targets that are being made, and who waits.
  std::string date_field_ = date_field();                           ///< Of the last sweep.
  int uploads_ = 0;
  bool stopping_ = false;
  bool aborting_ = false;
  Steady::time_point stop_by_ = kNever;
};

/// What the server must still know of a request when its answer comes.
struct Asked {
  bool gzip = false;
  bool shared = false;  ///< Others may wait for it under `target`, and it may be kept.
  std::string target;
  std::string if_none_match;  ///< Of a shared one.
};

/// What a Respond is made of. If it goes away unused, the client gets a 500 and not silence.
class Answer {
 public:
  Answer(std::weak_ptr<Core> core, std::weak_ptr<Session> session, Asked asked)
      : core_(std::move(core)), session_(std::move(session)), asked_(std::move(asked)) {}
  Answer(Answer&&) noexcept = default;
  Answer& operator=(Answer&&) = delete;
  ~Answer() {
    if (core_.expired()) return;
    log::error("net", "a handler gave no answer; the client gets 500");
    give(refusal(500, "This page is broken. The failure was logged."));
  }

  void operator()(Response response) { give(std::move(response)); }

 private:
  /// What never changes is a file, which its reader keeps: it is worth packing well.
  Outgoing packed(Response response) const {
    const bool is_file = response.fresh_at == kAlwaysFresh;
    return prepare(std::move(response), asked_.gzip, is_file ? Packing::kKept : Packing::kOnce);
  }

  void give(Response response) {
    const auto core = std::exchange(core_, {}).lock();
    if (!core) return;
    if (!asked_.shared) return core->answer(std::move(session_), packed(std::move(response)));
    KeptAnswerPtr kept = keep(response);
    Outgoing outgoing;
    if (kept) {
      outgoing = outgoing_of(kept->form_for(asked_.gzip, asked_.if_none_match));
    } else {
      answer_condition(response);
      outgoing = packed(std::move(response));
    }
    core->answer_shared(std::move(session_), std::move(outgoing), std::move(asked_.target), std::move(kept));
  }

  /// The handler did not see If-None-Match.
  void answer_condition(Response& response) const {
    if (response.status != 200 || asked_.if_none_match.empty()) return;
    for (const auto& [name, value] : response.headers) {
      if (name == "ETag" && names_etag(asked_.if_none_match, value)) response.status = 304;
    }
  }

  std::weak_ptr<Core> core_;  // Empty once answered, and when moved from.
  std::weak_ptr<Session> session_;
  Asked asked_;
};

Status Core::bind() {
  const auto endpoint = parse_endpoint(options_.listen);
  if (!endpoint) {
    return fail(Code::kInvalid, "cannot listen on '" + options_.listen +
                                    "': write ADDRESS:PORT with a numeric address, like 127.0.0.1:8080 or [::1]:8080");
  }
  error_code error;
  acceptor_.open(endpoint->protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(*endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) return fail(listen_error(options_.listen, error));
  address_ = print(acceptor_.local_endpoint(error));
  if (error) return fail(listen_error(options_.listen, error));
  return {};
}

void Core::run() {
  asio::co_spawn(io_, accept(), [](const std::exception_ptr& thrown) {
    if (thrown) log::error("net", "the server stopped accepting connections; restart it");
  });
  asio::co_spawn(io_, sweep(), [](const std::exception_ptr&) {});
  io_thread_ = std::thread([this] { io_.run(); });
  for (int i = 0; i < std::max(1, options_.workers); ++i) workers_.emplace_back([this] { work(); });
}

void Core::stop() {
  asio::post(io_, [this] { begin_stop(); });
  io_thread_.join();
  discard_jobs_ = true;
  jobs_.close();
  for (std::thread& worker : workers_) worker.join();
}

void Core::begin_stop() {
  stopping_ = true;
  stop_by_ = Steady::now() + options_.stop_within;
  error_code ignored;
  acceptor_.close(ignored);
  accept_timer_.cancel();
  sweep_timer_.cancel();  // It sweeps at once.
}

void Core::work() {
  while (!jobs_.closed_and_empty()) {
    for (Job& job : jobs_.pop_batch(1, 1h)) {
      if (job.later) {
        job.later();
        continue;
      }
      if (discard_jobs_) {
        job.respond(refusal(503, "The server is stopping."));
        continue;
      }
      const std::string what = job.request.method + " " + job.request.path;
      try {
        handler_(std::move(job.request), std::move(job.respond));
      } catch (const std::exception& thrown) {
        log::error("net", what + ": the handler threw: " + thrown.what());
      } catch (...) {
        log::error("net", what + ": the handler threw something that is no exception");
      }
    }
  }
}

void Core::later(std::move_only_function<void()> job) {
  Job waiting{.request = {}, .respond = {}, .later = std::move(job)};
  if (!jobs_.try_push(std::move(waiting))) waiting.later();
}

void Core::answer(std::weak_ptr<Session> session, Outgoing outgoing) {
  asio::post(io_, [session = std::move(session), outgoing = std::move(outgoing)]() mutable {
    if (const SessionPtr waiting = session.lock()) {
      waiting->answer = std::move(outgoing);
      waiting->wake.cancel();
    }
  });
}

void Core::answer_shared(std::weak_ptr<Session> session, Outgoing outgoing, std::string target, KeptAnswerPtr kept) {
  asio::post(io_, [this, session = std::move(session), outgoing = std::move(outgoing), target = std::move(target),
                   kept = std::move(kept)]() mutable {
    release(target, kept);
    if (const SessionPtr waiting = session.lock()) {
      waiting->answer = std::move(outgoing);
      waiting->wake.cancel();
    }
  });
}

void Core::release(const std::string& target, const KeptAnswerPtr& kept) {
  // Made before a change it is right for who asked first, but not for those who may have come after the change.
  const bool fresh = kept && kept_.is_fresh(*kept);
  const bool alone = !kept || (fresh && !kept_.put(target, kept));
  const auto found = asked_.find(target);
  if (found == asked_.end()) return;
  const std::vector<SessionPtr> waiting = std::move(found->second);
  asked_.erase(found);
  for (const SessionPtr& session : waiting) {
    session->released = true;
    session->alone = alone;
    session->wake.cancel();
  }
}

void Core::channel_changed(const EventChannel& channel) {
  // The address only: the channel may be gone when this runs, its streams then are too.
  asio::post(io_, [this, channel = &channel] {
    for (const auto& [session, followed] : streams_) {
      if (followed == channel) session->wake.cancel();
    }
  });
}

asio::awaitable<void> Core::accept() {
  bool said = false;
  while (!stopping_) {
    auto [error, socket] = co_await acceptor_.async_accept(kAwait);
    if (stopping_) break;
    if (error) {
      // Out of descriptors or memory: the waiting connection stays in the queue, so without a pause this would spin.
      if (!std::exchange(said, true)) log::warn("net", "cannot accept connections: " + error.message());
      accept_timer_.expires_after(100ms);
      co_await accept_timer_.async_wait(kAwait);
      continue;
    }
    said = false;
    begin(std::move(socket));
  }
}

void Core::begin(tcp::socket socket) {
  error_code ignored;
  const tcp::endpoint remote = socket.remote_endpoint(ignored);
  auto address = remote.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
  }
  if (sessions_.size() >= static_cast<std::size_t>(std::max(1, options_.max_connections))) {
    refusals_.note("more connections than we hold (503)", address.to_string());
    return turn_away(socket, "503 Service Unavailable");
  }
  const std::string neighbours = address.is_loopback() ? "" : neighbours_of(address);
  if (!neighbours.empty() && options_.max_connections_per_address > 0) {
    // 429 and not 503: we are well, and whoever watches us for 503 need not get up.
    int& count = connections_of_[neighbours];
    if (count >= options_.max_connections_per_address) {
      refusals_.note("more connections than one address may hold (429)", address.to_string());
      return turn_away(socket, "429 Too Many Requests");
    }
    ++count;
  }
  socket.set_option(tcp::no_delay(true), ignored);
  ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &kVanishedMs, sizeof kVanishedMs);

  const auto session = std::make_shared<Session>(std::move(socket));
  session->neighbours = neighbours;
  session->peer = address.to_string();
  session->peer_is_this_machine = address.is_loopback();
  sessions_.insert(session);
  asio::co_spawn(io_, serve(session), [this, session](const std::exception_ptr& thrown) { finished(session, thrown); });
}

void Core::finished(const SessionPtr& session, const std::exception_ptr& thrown) {
  if (thrown) log::error("net", "a connection of " + session->peer + " failed inside the server");
  error_code ignored;
  session->socket.close(ignored);
  sessions_.erase(session);
  if (const auto counted = connections_of_.find(session->neighbours); counted != connections_of_.end()) {
    if (--counted->second <= 0) connections_of_.erase(counted);
  }
  if (stopping_ && sessions_.empty()) sweep_timer_.cancel();
}

asio::awaitable<void> Core::sweep() {
  while (!(stopping_ && sessions_.empty())) {
    date_field_ = date_field();
    refusals_.tell();
    sweep_timer_.expires_after(kSweep);
    co_await sweep_timer_.async_wait(kAwait);
    const auto now = Steady::now();
    if (now >= stop_by_) aborting_ = true;
    for (const SessionPtr& session : sessions_) {
      error_code ignored;
      if (aborting_) {
        session->socket.close(ignored);
        session->wake.cancel();
      } else if (now >= session->deadline) {
        session->timed_out = true;
        // Again at the next sweep if the operation had completed and the next of the same kind began.
        session->socket.cancel(ignored);
      } else if (stopping_ && session->phase != Session::Phase::kAnswering) {
        session->socket.cancel(ignored);
        session->wake.cancel();
      }
    }
  }
}

asio::awaitable<void> Core::serve(SessionPtr session) {
  bool more = true;
  while (more) {
    if (session->input.size() == 0) {
      session->phase = Session::Phase::kReading;
      session->deadline = idle_deadline();
      auto [error, size] = co_await session->socket.async_read_some(session->input.prepare(kReadHeader), kAwait);
      session->deadline = kNever;
      if (error) break;
      session->input.commit(size);
    }
    more = answer_kept(*session);
    if (session->unsent) {
      session->phase = Session::Phase::kAnswering;
      const Unsent unsent = std::move(*session->unsent);
      session->unsent.reset();
      std::string_view body;
      if (unsent.body) body = std::string_view(*unsent.body).substr(unsent.body_from);
      const bool sent = co_await write(*session, unsent.head, body);
      more = more && sent;
    } else if (more && session->input.size() > 0) {
      more = co_await exchange(session);
    }
  }
  // Here and not in exchange(): its frame, with the parser in it, would stay as long as the stream does.
  if (session->phase == Session::Phase::kStreaming) {
    co_await stream(session);
  } else {
    co_await linger(*session);
  }
}

bool Core::answer_kept(Session& session) {
  while (!stopping_ && !session.unsent && session.input.size() > 0) {
    const auto get = recognise_plain_get(as_view(session.input));
    if (!get || get->size > options_.max_header_bytes) return true;
    const KeptAnswer* kept = kept_.find(get->target);
    if (!kept) return true;
    const bool whole = put(session, kept->form_for(get->gzip, get->if_none_match), *get);
    session.input.consume(get->size);
    if (!whole || !get->keep_alive) return false;
  }
  return true;
}

bool Core::put(Session& session, const KeptAnswer::Form& form, const PlainGet& get) {
  static constexpr std::string_view kStays = "\r\n";
  static constexpr std::string_view kCloses = "Connection: close\r\n\r\n";
  const auto part = [](std::string_view bytes) { return iovec{const_cast<char*>(bytes.data()), bytes.size()}; };
  std::string_view body;
  if (form.body && !get.head_only) body = *form.body;
  const int file = form.file && !body.empty() ? form.file->descriptor() : -1;
  std::array<iovec, 4> parts = {part(form.head), part(date_field_), part(get.keep_alive ? kStays : kCloses),
                                part(file < 0 ? body : std::string_view())};
  msghdr message{};
  message.msg_iov = parts.data();
  message.msg_iovlen = parts.size();
  const int socket = session.socket.native_handle();
  const int more = file < 0 ? 0 : MSG_MORE;  // One packet with what follows.
  const ssize_t sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT | more);
  if (sent < 0 && errno != EAGAIN && errno != EINTR) return false;

  auto left = static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
  std::string head;
  for (const iovec& one : std::span(parts).first(3)) {
    const std::size_t done = std::min(left, one.iov_len);
    left -= done;
    if (done < one.iov_len) head.append(static_cast<const char*>(one.iov_base) + done, one.iov_len - done);
  }
  if (file >= 0 && head.empty()) {
    off_t from = 0;
    const ssize_t of_file = ::sendfile(socket, file, &from, body.size());
    if (of_file < 0 && errno != EAGAIN && errno != EINTR) return false;
    left = static_cast<std::size_t>(std::max<ssize_t>(of_file, 0));
  }
  if (!head.empty() || left < body.size()) {
    session.unsent = Unsent{std::move(head), body.empty() ? nullptr : form.body, left};
  }
  return true;
}

asio::awaitable<void> Core::join(const SessionPtr& session, const std::string& target) {
  if (kept_.find(target) != nullptr) co_return;
  // Twice at most: where changes come faster than the page is made, all would wait for one another.
  for (int tries = 0; tries < 2; ++tries) {
    const auto asked = asked_.find(target);
    if (asked == asked_.end()) break;
    asked->second.push_back(session);
    session->released = false;
    while (!session->released && !aborting_) {
      session->wake.expires_at(kNever);
      co_await session->wake.async_wait(kAwait);
    }
    if (session->alone || aborting_ || kept_.find(target) != nullptr) break;
  }
}

asio::awaitable<bool> Core::exchange(const SessionPtr& session) {
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(options_.max_header_bytes));
  parser.body_limit(boost::none);  // Checked below, once the path is known.

  session->phase = Session::Phase::kReading;
  session->deadline = std::min(idle_deadline(), Steady::now() + kHeaderTime);
  const error_code header_error = co_await parse(*session, parser, true);
  session->deadline = kNever;
  if (header_error) {
    if (session->timed_out && parser.got_some()) {
      co_await refuse(*session, 408, "The request did not arrive in time.");
    } else if (header_error == http::error::header_limit) {
      co_await refuse(*session, 431, "The request's header is too large.");
    } else if (is_syntax_error(header_error)) {
      const std::string why = "This is not an HTTP/1.1 request: " + header_error.message() + ".";
      co_await refuse(*session, 400, why);
    }
    co_return false;
  }

  const auto& message = parser.get();
  const bool http10 = message.version() < 11;
  std::vector<RawField> fields;
  for (const auto& field : message) fields.emplace_back(as_view(field.name_string()), as_view(field.value()));
  if (const auto refusal = check_request(http10 ? 0 : 1, fields)) {
    co_await refuse(*session, refusal->status, refusal->why);
    co_return false;
  }

  Request request;
  request.method = std::string(as_view(message.method_string()));
  const std::string_view raw_target = as_view(message.target());
  auto target =
      request.method == "OPTIONS" && raw_target == "*" ? RequestTarget{"/", ""} : parse_request_target(raw_target);
  if (!target) {
    co_await refuse(*session, 400, "There cannot be such a path.");
    co_return false;
  }
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  request.peer = session->peer;
  bool expects_continue = false;
  for (const auto& [name, value] : fields) {
    std::string lower_name(name);
    for (char& c : lower_name) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (lower_name == "expect") expects_continue = !http10;
    request.headers.emplace_back(std::move(lower_name), std::string(value));
  }

  // The large limit is for our own command line on this machine; the token is checked by the handler, after the body.
  const bool control = session->peer_is_this_machine && request.path.starts_with(kControlPrefix);
  const UploadSlot upload(uploads_,
                          request.method == "POST" &&
                              std::ranges::find(options_.upload_paths, request.path) != options_.upload_paths.end());
  const std::size_t limit = control               ? options_.max_control_body_bytes
                            : upload.is_granted() ? options_.max_upload_bytes
                                                  : options_.max_body_bytes;
  const bool fits = parser.content_length().value_or(0) <= limit;
  if (fits && expects_continue && !parser.is_done() && session->input.size() == 0) {
    const bool invited = co_await write(*session, "HTTP/1.1 100 Continue\r\n\r\n", {});
    if (!invited) co_return false;
  }
  const int refused = co_await read_body(*session, parser, limit);
  if (refused == 413) co_await refuse(*session, 413, "The request's body is too large.");
  if (refused == 408) co_await refuse(*session, 408, "The request did not arrive in time.");
  if (refused == 400) co_await refuse(*session, 400, "The request's body is broken.");
  if (refused != 0) co_return false;

  Asked asked;
  asked.gzip = accepts_gzip(request.header("accept-encoding"));
  asked.shared = options_.freshness && may_be_shared(request);
  const bool keep_alive = parser.keep_alive() && !stopping_;
  const bool head_only = request.method == "HEAD";
  if (head_only) request.method = "GET";
  if (request.method != "GET") request.body = std::move(parser.get().body());
  const auto last_event = parse_event_id(request.header("last-event-id"));

  session->phase = Session::Phase::kAnswering;
  session->alone = false;
  if (asked.shared) {
    asked.target = std::string(raw_target);
    asked.if_none_match = std::string(request.header("if-none-match"));
    co_await join(session, asked.target);
    if (aborting_) co_return false;
    if (const KeptAnswer* kept = kept_.find(asked.target)) {
      const bool keeps = keep_alive && !stopping_;
      Outgoing outgoing = outgoing_of(kept->form_for(asked.gzip, asked.if_none_match));
      const bool sent = co_await send(*session, std::move(outgoing), head_only, keeps, http10);
      co_return sent&& keeps;
    }
    asked.shared = !session->alone;
  }
  if (asked.shared) {
    asked_.try_emplace(asked.target);
    std::erase_if(request.headers, [](const auto& field) { return field.first == "if-none-match"; });
  }

  session->answer.reset();
  Job job{std::move(request), Respond(Answer(weak_from_this(), session, std::move(asked)))};
  // When it is full, try_push() leaves the job untouched. NOLINTNEXTLINE(bugprone-use-after-move)
  if (!jobs_.try_push(std::move(job))) {
    refusals_.note("more requests than wait for a worker (503)", session->peer);
    job.respond(refusal(503, "Too many requests at once; try again in a moment."));
  }
  while (!session->answer && !aborting_) {
    session->wake.expires_at(kNever);
    co_await session->wake.async_wait(kAwait);
  }
  if (aborting_) co_return false;

  Outgoing outgoing = std::move(*session->answer);
  session->answer.reset();
  if (outgoing.events && !head_only) {
    if (last_event.has_value()) outgoing.events_after = last_event;
    session->answer = std::move(outgoing);
    session->phase = Session::Phase::kStreaming;
    co_return false;
  }
  const bool stays = keep_alive && !stopping_ && !outgoing.events;
  const bool sent = co_await send(*session, std::move(outgoing), head_only, stays, http10);
  co_return sent&& stays;
}

asio::awaitable<int> Core::read_body(Session& session, Parser& parser, std::size_t limit) {
  if (parser.content_length() && *parser.content_length() > limit) co_return 413;
  if (parser.is_done()) co_return 0;
  parser.body_limit(limit);
  session.deadline = idle_deadline();
  const error_code error = co_await parse(session, parser, false);
  session.deadline = kNever;
  if (!error) co_return 0;
  if (error == http::error::body_limit) co_return 413;
  if (session.timed_out) co_return 408;
  if (is_syntax_error(error)) co_return 400;
  co_return kConnectionBroke;
}

asio::awaitable<error_code> Core::parse(Session& session, Parser& parser, bool header_only) {
  const auto begun = session.deadline;
  std::size_t total = 0;
  // Our own loop and not Beast's async_read(), which would let a chunk's extensions grow without bound.
  while (true) {
    if (session.input.size() > 0) {
      if (!parser.is_header_done() && has_folded_line(as_view(session.input))) {
        co_return http::make_error_code(http::error::bad_value);
      }
      error_code error;
      const std::size_t used = parser.put(session.input.data(), error);
      session.input.consume(used);
      if (error && error != http::error::need_more) co_return error;
      if (header_only ? parser.is_header_done() : parser.is_done()) co_return error_code();
      if (!error && used > 0) continue;
      // What Beast leaves of a chunked body is a line that has not ended. It would wait for ever where one ends in LF.
      if (parser.is_header_done() && has_bare_lf(as_view(session.input))) {
        co_return http::make_error_code(http::error::bad_chunk);
      }
      if (parser.is_header_done() && session.input.size() > options_.max_header_bytes) {
        co_return http::make_error_code(http::error::bad_chunk_extension);
      }
    }
    const auto room = session.input.prepare(header_only ? kReadHeader : kReadBody);
    auto [error, size] = co_await session.socket.async_read_some(room, kAwait);
    if (error) co_return error;
    session.input.commit(size);
    total += size;
    if (!header_only) session.deadline = begun + time_for(total);
  }
}

asio::awaitable<bool> Core::send(Session& session, Outgoing outgoing, bool head_only, bool keep_alive, bool http10) {
  std::string& head = outgoing.head;
  head += date_field_;
  if (!keep_alive) {
    head += "Connection: close\r\n";
  } else if (http10) {
    head += "Connection: keep-alive\r\n";
  }
  head += "\r\n";
  std::string_view body;
  if (outgoing.body && !head_only) body = *outgoing.body;
  const bool sent = co_await write(session, head, body);
  co_return sent;
}

asio::awaitable<void> Core::refuse(Session& session, int status, std::string_view why) {
  if (status == 431) refusals_.note("a header that is too large (431)", session.peer);
  if (status == 413) refusals_.note("a body that is too large (413)", session.peer);
  if (status == 408) refusals_.note("a request that did not arrive in time (408)", session.peer);
  session.phase = Session::Phase::kClosing;
  session.timed_out = false;
  co_await send(session, prepare(refusal(status, why), false), false, false, false);
}

asio::awaitable<void> Core::stream(SessionPtr session) {
  session->input.clear();
  session->input.shrink_to_fit();
  error_code ignored;
  session->socket.set_option(asio::socket_base::send_buffer_size(kStreamSendBuffer), ignored);

  const std::shared_ptr<EventChannel> channel = session->answer->events;
  // Listen before the newest is read, so that nothing falls between the two.
  channel->impl().listen(shared_from_this());
  streams_.emplace(session, channel.get());
  watch(session);

  std::uint64_t last = 0;
  bool open = true;
  {  // What is written at first is gone by the time that the stream waits.
    const auto begin = channel->impl().start(session->answer->events_after);
    last = begin.id;
    std::string first = std::move(session->answer->head);
    first += date_field_ + "Connection: close\r\n\r\n";
    first += kStreamStart;
    first += begin.text;
    session->answer.reset();
    open = co_await write(*session, first, {});
  }
  auto heartbeat = Steady::now() + kHeartbeat;
  while (open && !session->gone && !stopping_ && !channel->impl().lost(last)) {
    const auto event = channel->impl().next(last);
    if (event) {
      last = event->id;
      open = co_await write(*session, event->text, {});
      heartbeat = Steady::now() + kHeartbeat;
    } else if (Steady::now() >= heartbeat) {
      open = co_await write(*session, kHeartbeatComment, {});
      heartbeat = Steady::now() + kHeartbeat;
    } else {
      session->wake.expires_at(heartbeat);
      co_await session->wake.async_wait(kAwait);
    }
  }
  streams_.erase(session);
}

void Core::watch(const SessionPtr& session) {
  session->socket.async_read_some(asio::buffer(session->ignored),
                                  [this, session](const error_code& error, std::size_t) {
                                    if (!error) return watch(session);
                                    session->gone = true;
                                    session->wake.cancel();
                                  });
}

asio::awaitable<bool> Core::write(Session& session, std::string_view first, std::string_view second) {
  // A large page may take its time on a slow line, but not for ever.
  const bool streaming = session.phase == Session::Phase::kStreaming;
  const auto begun = idle_deadline();
  std::size_t total = 0;
  while (!first.empty() || !second.empty()) {
    session.deadline = streaming ? Steady::now() + kStreamStall : begun + time_for(total);
    const std::array<asio::const_buffer, 2> buffers = {asio::buffer(first), asio::buffer(second)};
    auto [error, written] = co_await session.socket.async_write_some(buffers, kAwait);
    session.deadline = kNever;
    if (error || session.timed_out) co_return false;
    total += written;
    const std::size_t of_first = std::min(written, first.size());
    first.remove_prefix(of_first);
    second.remove_prefix(written - of_first);
  }
  co_return true;
}

asio::awaitable<void> Core::linger(Session& session) {
  session.phase = Session::Phase::kClosing;
  error_code ignored;
  session.socket.shutdown(tcp::socket::shutdown_send, ignored);
  if (ignored || stopping_) co_return;
  session.timed_out = false;
  session.deadline = Steady::now() + kLinger;
  std::array<char, 4096> dropped;
  std::size_t total = 0;
  while (total < kLingerBytes && !session.timed_out && !stopping_) {
    auto [error, size] = co_await session.socket.async_read_some(asio::buffer(dropped), kAwait);
    if (error) break;
    total += size;
  }
}

}  // namespace

struct HttpServer::Impl {
  std::shared_ptr<Core> core;
  std::once_flag stopped;
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() {
  stop();
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(ServerOptions options, Handler handler) {
  auto impl = std::make_unique<Impl>();
  try {
    impl->core = std::make_shared<Core>(std::move(options), std::move(handler));
    DATELINE_TRY_VOID(impl->core->bind());
    impl->core->run();
  } catch (const std::exception& thrown) {
    return fail(Code::kInternal, std::string("cannot start the HTTP server: ") + thrown.what());
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

void HttpServer::stop() {
  std::call_once(impl_->stopped, [this] { impl_->core->stop(); });
}

void HttpServer::later(std::move_only_function<void()> job) {
  impl_->core->later(std::move(job));
}

std::string HttpServer::address() const {
  return impl_->core->address();
}

}  // namespace dateline::net
// NOLINTEND(bugprone-unused-return-value)
