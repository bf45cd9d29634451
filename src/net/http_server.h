#pragma once
// HTTP/1.1 server on Boost.Beast. This header shows none of it: a file that includes Beast takes 20 s to compile, so
// only http_server.cc does.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/freshness.h"
#include "base/result.h"

namespace dateline::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  ///< "GET"; HEAD comes as GET and its body is dropped by the server.
  std::string path;    ///< Percent-decoded, normalised: starts with "/", no "..", no NUL, valid UTF-8.
  std::string query;   ///< As it came, without "?".
  Headers headers;     ///< Names in lower case.
  std::string body;
  std::string peer;  ///< Numeric address of the other side.

  std::string_view header(std::string_view lower_case_name) const;  ///< "" when absent.
  std::string_view cookie(std::string_view name) const;             ///< "" when absent.
};

/// Name and value pairs of a query or of a form's body, decoded; repaired to UTF-8.
class Form {
 public:
  static Form parse(std::string_view encoded);
  /// Of the body, as its Content-Type says; from multipart/form-data the fields that are no files (net/multipart.h).
  static Form of(const Request& request);
  std::string_view get(std::string_view name) const;               ///< The first of that name, "" when absent.
  std::vector<std::string_view> all(std::string_view name) const;  ///< In order: a form's checked boxes.
  bool has(std::string_view name) const;
  bool cut() const { return cut_; }  ///< There were more than 1,000 fields; the rest was passed over.

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
  bool cut_ = false;
};

/// One topic of server-sent events (WHATWG HTML section 9.2), with one sequence of ids for two kinds of event:
/// - a state, of which only the newest of its name matters (the breaking bar);
/// - a bulletin, each of which matters (breaking news, an entry of a live article). The last 256 are kept, and at most
///   256 KiB of them: an hour of news every 15 s, for a reader whose train went through a tunnel.
/// A subscriber that comes back with a Last-Event-ID gets, once each and in order, what is kept and has a greater id:
/// every bulletin that it missed and the newest of each state that changed. If bulletins that it missed are kept no
/// longer, an event "gap" (its data: "reload") comes before them: the page must be read again. One that comes without
/// an id gets the newest of each state and no old bulletins: its page has them (Response::events_after narrows even
/// that).
/// Nothing is queued for a subscriber. One that does not read for 10 s, or for so long that bulletins it needs are no
/// longer kept, is closed; the browser comes back by itself and says what it had last. A comment goes out every 15 s,
/// since proxies close silent connections. Thread-safe.
class EventChannel {
 public:
  /// Ids are `after` + 1, + 2, ... A browser may bring an id from before a restart, so `after` must not be below any id
  /// of an earlier run; the newsroom's edition grows like that.
  explicit EventChannel(std::uint64_t after = 0);
  ~EventChannel();
  /// Both give back the new event's id. `name` is what the page listens for; `data` may have several lines.
  std::uint64_t set_state(std::string_view name, std::string_view data);
  std::uint64_t add_bulletin(std::string_view name, std::string_view data);
  /// The newest id so far. Read before a page is made, it may be the page's `events_after`.
  std::uint64_t last_id() const;
  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

/// For Response::fresh_at: it does not change while the server runs.
inline constexpr std::uint64_t kAlwaysFresh = ~std::uint64_t{0};

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  Headers headers = {};  ///< Date, Content-Length, Connection and Content-Encoding are the server's.
  std::shared_ptr<const std::string> body = nullptr;  ///< Shared, so that a cached page is not copied. nullptr: none.
  std::shared_ptr<EventChannel> events = nullptr;  ///< Set: the connection becomes a stream of this channel's events.
  /// The event that the subscriber has, where its browser says none (Last-Event-ID): EventChannel::last_id() of when
  /// its page was made, so that nothing is lost between the page and the stream.
  std::optional<std::uint64_t> events_after = std::nullopt;
  /// It shows a secret beside what the request may have chosen, so it is never packed: the packed length would give the
  /// secret away (BREACH).
  bool has_secret = false;

  /// Set: the server may keep the answer and repeat it to whoever asks for the same target without a cookie or the
  /// like, for as long as the freshness counter has this value. It must have been read before anything was looked at
  /// that the answer was made from. Kept are answers of status 200 that vary by Cookie and Accept-Encoding at most.
  std::optional<std::uint64_t> fresh_at = std::nullopt;

  /// What a failure is in HTTP: 422 for input that is not what it should be, 404, 409, 403, 429, 503, 500.
  static int status_of(Code code);
  static Response html(int status, std::string body);
  static Response text(int status, std::string body);
  static Response json(int status, std::string body);
  /// 303 See Other: after a form was taken, to a page that may be reloaded.
  static Response see_other(std::string location);
};

/// To be called once, from any thread, now or later.
using Respond = std::move_only_function<void(Response)>;
/// Called on a worker thread, several at a time.
using Handler = std::function<void(Request, Respond)>;

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";              ///< ADDR:PORT, [::1]:PORT; port 0 picks a free one.
  int workers = 4;                                    ///< Threads for handlers.
  std::size_t max_header_bytes = 16 << 10;            ///< 431 above.
  std::size_t max_body_bytes = std::size_t{1} << 20;  ///< 413 above: the largest form field is 65,525 characters.
  std::size_t max_control_body_bytes = std::size_t{64} << 20;  ///< For /control/, from this machine.
  /// For POST to one of `upload_paths`, eight at a time: whether it may be, the handler only learns with the body.
  std::size_t max_upload_bytes = std::size_t{13} << 20;  ///< A picture of 12 MiB, and the form around it.
  std::vector<std::string> upload_paths = {"/desk/pictures", "/desk/sources/import"};
  int max_connections = 20'000;  ///< Beyond it a connection gets 503 and is closed.
  /// From one address, or one /64 of IPv6, that is not this machine: 429 above; 0 for no limit. A browser opens six; a
  /// school behind one address some hundred. Whoever has a proxy on another machine in front must raise it.
  int max_connections_per_address = 256;
  /// Between requests; for a whole header (at most 10 s); for the first answer of a body or a reader. Those two get
  /// more time as they go on, as long as they move 1,000 bytes a second.
  int idle_seconds = 30;
  std::chrono::milliseconds stop_within{2000};           ///< How long stop() lets running answers finish.
  std::shared_ptr<const Freshness> freshness = nullptr;  ///< For Response::fresh_at.
  /// For kept answers. A page is kept in some 60 KB: room for the 500 that readers ask for between two changes.
  std::size_t max_kept_bytes = std::size_t{32} << 20;
};

/// Accepts on one io thread, answers on workers; answers that may be kept it repeats itself, without asking the
/// handler: such a request costs one recv, one sendmsg and, above 4 KB, one sendfile. A page that many ask for at once
/// is made once. A handler is not shown the If-None-Match of a request whose answer may be kept: the server answers 304
/// itself. GET bodies are ignored. A handler that throws, or drops its Respond, is answered with 500 and logged; when
/// too many requests wait, the next get 503. Text above 1 KiB is packed with gzip when asked, so ETags should be weak;
/// not if its Cache-Control says no-store (a secret in a packed page can be guessed: BREACH).
class HttpServer {
 public:
  /// Binds at once. kUnavailable: "cannot listen on 127.0.0.1:8080: address in use; another dateline may be running, or
  /// choose ...".
  static Result<std::unique_ptr<HttpServer>> start(ServerOptions options, Handler handler);
  /// As stop().
  ~HttpServer();
  /// Stops accepting, lets running answers finish for up to `stop_within`, ends streams, joins its threads; so not from
  /// a handler. Safe to call again.
  void stop();
  std::string address() const;  ///< "127.0.0.1:8080", with the port really taken.
  /// Runs `job` on a worker, after what waits there; where no more can wait, on the caller's thread. Any thread, also
  /// while it stops, but not afterwards.
  void later(std::move_only_function<void()> job);

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::net
