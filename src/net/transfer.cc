#include "net/transfer.h"

#include <algorithm>
#include <utility>

#include "net/gated_socket.h"

namespace dateline::net {
namespace {

constexpr int kMaxRedirects = 10;
constexpr long kConnectTimeoutMs = 10'000;
// All header fields of all answers on the way. libcurl bounds a line (100 KiB), not their number.
constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// "Text/HTML; Charset=\"UTF-8\"" into type and charset.
void split_content_type(std::string_view value, FetchResponse& response) {
  const std::size_t semicolon = value.find(';');
  response.content_type = lower(trim(value.substr(0, semicolon)));
  while (value.find(';') != std::string_view::npos) {
    value.remove_prefix(value.find(';') + 1);
    const std::string_view parameter = trim(value.substr(0, value.find(';')));
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || lower(trim(parameter.substr(0, equals))) != "charset") continue;
    std::string_view charset = trim(parameter.substr(equals + 1));
    if (charset.size() >= 2 && charset.front() == charset.back() &&
        (charset.front() == '"' || charset.front() == '\'')) {
      charset = charset.substr(1, charset.size() - 2);
    }
    response.charset = charset;
    return;
  }
}

/// A URL that may stand in a line for people: it may have come from a hostile page.
std::string printable(std::string_view url) {
  constexpr std::size_t kMost = 200;
  std::string out(url.substr(0, kMost));
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  if (url.size() > kMost) out += "...";
  return out;
}

std::string in_seconds(std::chrono::milliseconds time) {
  if (time.count() % 1000 == 0) return std::to_string(time.count() / 1000) + " s";
  return std::to_string(time.count()) + " ms";
}

std::string in_mebibytes(std::size_t bytes) {
  return bytes >= (std::size_t{1} << 20) ? std::to_string(bytes >> 20) + " MiB" : std::to_string(bytes) + " bytes";
}

bool is_loopback(std::string_view numeric) {
  return numeric == "::1" || numeric.starts_with("127.");
}

CURL* new_handle() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  DATELINE_CHECK(ready == CURLE_OK);
  CURL* easy = curl_easy_init();
  DATELINE_CHECK(easy != nullptr);
  return easy;
}

}  // namespace

void HeaderList::add(std::string_view name, std::string_view value) {
  const bool breaks =
      std::any_of(value.begin(), value.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
  if (value.empty() || breaks) return;
  append(std::string(name) + ": " + std::string(value));
}

void HeaderList::leave_out(std::string_view name) {
  append(std::string(name) + ":");
}

void HeaderList::append(const std::string& line) {
  if (curl_slist* longer = curl_slist_append(list_, line.c_str())) list_ = longer;
}

void HeaderList::clear() {
  curl_slist_free_all(std::exchange(list_, nullptr));
}

Transfer::Transfer(const AddressGate& gate, const std::string& user_agent)
    : gate_(gate), user_agent_(user_agent), easy_(new_handle()) {}

Transfer::~Transfer() {
  curl_easy_cleanup(easy_);
}

template <class Value>
void Transfer::set(CURLoption option, Value value) {
  const CURLcode code = curl_easy_setopt(easy_, option, value);
  DATELINE_CHECK(code == CURLE_OK);  // Each option is built in; out of memory is the one other reason.
}

std::size_t Transfer::on_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  // Counted here, behind the decoder: CURLOPT_MAXFILESIZE believes Content-Length and lets a gzip bomb through.
  if (size > transfer.request_.max_bytes - transfer.body_.size()) {
    transfer.refused_ =
        Error{Code::kLimit, "larger than the limit of " + in_mebibytes(transfer.request_.max_bytes) + " unpacked"};
    return CURL_WRITEFUNC_ERROR;
  }
  transfer.body_.append(data, size);
  return size;
}

std::size_t Transfer::on_header(char* line, std::size_t, std::size_t size, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  // A new answer begins: 100 Continue is over.
  if (std::string_view(line, size).starts_with("HTTP/")) transfer.body_.clear();
  transfer.header_bytes_ += size;
  if (transfer.header_bytes_ > kMaxHeaderBytes) {
    transfer.refused_ = Error{Code::kLimit, "more than 256 KiB of header fields"};
    return 0;
  }
  return size;
}

int Transfer::on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  // Bytes that unpack to nothing (empty members of a gzip stream, without end) are seen by no other limit.
  if (static_cast<std::size_t>(received) <= transfer.request_.max_bytes) return 0;
  if (!transfer.refused_) {
    transfer.refused_ = Error{Code::kLimit, "larger than the limit of " + in_mebibytes(transfer.request_.max_bytes)};
  }
  return 1;
}

Status Transfer::ask_gate(std::string_view address) const {
  if (reach_ == Reach::kGate) return gate_.check(url_->host(), url_->port(), address);
  if (is_loopback(address)) return {};
  return fail(Code::kDenied, "commands go to a dateline on this machine only, and this address is elsewhere");
}

curl_socket_t Transfer::on_open_socket(void* self, curlsocktype, curl_sockaddr* address) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  return open_gated_socket(transfer.ask_gate(numeric_address(*address)), *address, transfer.refused_);
}

int Transfer::on_request(void* self, char* remote, char*, int, int) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  // A name that has a forbidden address beside a public one is not asked at all: which of them answers is chance.
  if (transfer.refused_) return CURL_PREREQFUNC_ABORT;
  // The socket callback does not see a connection that is used again, perhaps opened under another gate's eyes.
  const Status verdict = transfer.ask_gate(remote);
  if (verdict) return CURL_PREREQFUNC_OK;
  transfer.refused_ = verdict.error();
  return CURL_PREREQFUNC_ABORT;
}

/// The next address to ask, written as `text`, as seen from the one before. What the gate refuses whatever its address
/// is never resolved.
Status Transfer::go_to(std::string_view text) {
  // Programs disagree on what these mean; no honest address has them, and the next program down the line may be
  // another.
  const bool ambiguous = text.substr(0, text.find_first_of("?#")).find('\\') != std::string_view::npos ||
                         lower(text).find("%0d") != std::string::npos || lower(text).find("%0a") != std::string::npos;
  auto next = url_ ? url_->resolve(text) : text::Url::parse(text);
  if (!next || ambiguous) {
    return fail(Code::kInvalid, url_ ? "only http and https are fetched, also after redirects"
                                     : "not a URL that is fetched; it should look like https://example.org/feed, "
                                       "without a user name");
  }
  url_ = std::move(next);
  if (reach_ == Reach::kGate) DATELINE_TRY_VOID(gate_.check(url_->host(), url_->port(), ""));
  prepare();
  return {};
}

/// A reset keeps connections, the DNS cache and TLS sessions.
void Transfer::prepare() {
  curl_easy_reset(easy_);
  error_text_[0] = '\0';
  body_.clear();
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
  set(CURLOPT_PRIVATE, this);
  set(CURLOPT_ERRORBUFFER, error_text_.data());
  set(CURLOPT_URL, url_->str().c_str());
  set(CURLOPT_USERAGENT, user_agent_.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PROXY, "");  // Not from the environment: a proxy would connect for us, behind the gate's back.
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, left.count())));
  set(CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
  // A feed is asked again in minutes, when a name may have moved; and libcurl walks all of its cache at each look-up:
  // with 100,000 hosts that took a core.
  set(CURLOPT_DNS_CACHE_TIMEOUT, 0L);
  set(CURLOPT_OPENSOCKETFUNCTION, &on_open_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_PREREQFUNCTION, &on_request);
  set(CURLOPT_PREREQDATA, this);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_XFERINFODATA, this);
  set(CURLOPT_ACCEPT_ENCODING, "");  // Everything that libcurl can unpack: gzip, br, zstd.
  set(CURLOPT_HTTPHEADER, headers_.get());
  if (request_.body) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body->size()));
    set(CURLOPT_POSTFIELDS, request_.body->data());  // Not copied: it lives as long as the request.
  }
}

Status Transfer::begin(FetchRequest request, Reach reach) {
  request_ = std::move(request);
  reach_ = reach;
  url_.reset();
  redirects_ = 0;
  moved_to_.clear();
  for_now_ = false;
  header_bytes_ = 0;
  refused_.reset();
  deadline_ = std::chrono::steady_clock::now() + request_.timeout;
  headers_.clear();
  headers_.add("If-None-Match", request_.etag);
  headers_.add("If-Modified-Since", request_.last_modified);
  headers_.add("Accept", request_.accept);
  if (request_.takes_changes) headers_.add("A-IM", "feed");
  if (request_.body) {
    headers_.add("Content-Type", request_.content_type);
    // Asking first whether a long body is welcome costs a second where the server does not know the question.
    headers_.leave_out("Expect");
  }
  for (const auto& [name, value] : request_.fields) headers_.add(name, value);
  if (const Status ready = go_to(request_.url); !ready) return fail(Error(ready.error()).at(printable(request_.url)));
  return {};
}

Status Transfer::follow(std::string_view location, long status) {
  if (++redirects_ > kMaxRedirects) {
    return fail(Code::kLimit, "more than " + std::to_string(kMaxRedirects) + " redirects");
  }
  DATELINE_TRY_VOID(go_to(location));
  for_now_ = for_now_ || (status != 301 && status != 308);
  if (!for_now_) moved_to_ = url_->str();
  return {};
}

std::optional<Result<FetchResponse>> Transfer::end(CURLcode code) {
  std::optional<Result<FetchResponse>> result;
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  const bool keeps_method = status == 307 || status == 308;
  const bool elsewhere = keeps_method || (!request_.body && (status == 301 || status == 302 || status == 303));
  curl_header* location = nullptr;
  if (code != CURLE_OK) {
    result = fail(explain(code).at(printable(request_.url)));
  } else if (elsewhere && reach_ == Reach::kGate &&
             curl_easy_header(easy_, "location", 0, CURLH_HEADER, -1, &location) == CURLHE_OK) {
    const std::string to = location->value;  // The handle's, which is reset.
    const Status followed = follow(to, status);
    if (followed) return std::nullopt;
    result = fail(Error(followed.error()).at(printable(request_.url)));
  } else {
    result = response();
  }
  curl_easy_reset(easy_);  // It must not keep pointers into this transfer.
  request_.body = nullptr;
  return result;
}

Result<FetchResponse> Transfer::response() {
  FetchResponse response;
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  response.status = static_cast<int>(status);
  response.final_url = url_->str();
  response.moved_to = moved_to_;
  for (curl_header* field = nullptr; (field = curl_easy_nextheader(easy_, CURLH_HEADER, -1, field)) != nullptr;) {
    response.fields.emplace_back(lower(field->name), field->value);
  }
  split_content_type(response.field("content-type"), response);
  response.etag = response.field("etag");
  response.last_modified = response.field("last-modified");
  curl_off_t retry_after = 0;
  curl_easy_getinfo(easy_, CURLINFO_RETRY_AFTER, &retry_after);
  if (retry_after > 0) response.retry_after = std::chrono::seconds{retry_after};
  response.body = std::move(body_);
  return response;
}

Error Transfer::explain(CURLcode code) const {
  if (refused_) return *refused_;
  const std::string more = error_text_[0] ? std::string(": ") + error_text_.data() : std::string();
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Code::kUnavailable, "no address known for this host; check the name, or try again later"};
    case CURLE_COULDNT_CONNECT:
      return {Code::kUnavailable, "cannot connect" + more};
    case CURLE_OPERATION_TIMEDOUT:
      return {Code::kUnavailable, "no complete answer within " + in_seconds(request_.timeout)};
    case CURLE_PEER_FAILED_VERIFICATION:
      return {Code::kUnavailable, "its certificate is not trusted" + more};
    case CURLE_SSL_CONNECT_ERROR:
      return {Code::kUnavailable, "no secure connection" + more};
    case CURLE_GOT_NOTHING:
      return {Code::kUnavailable, "the server closed the connection without an answer"};
    case CURLE_PARTIAL_FILE:
      return {Code::kUnavailable, "the connection broke before the answer was complete"};
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return {Code::kUnavailable, "the connection broke" + more};
    case CURLE_BAD_CONTENT_ENCODING:
      return {Code::kInvalid, "the answer cannot be unpacked" + more};
    case CURLE_OUT_OF_MEMORY:
      return {Code::kInternal, "out of memory"};
    default:
      return {Code::kUnavailable, error_text_[0] ? std::string(error_text_.data()) : curl_easy_strerror(code)};
  }
}

}  // namespace dateline::net
