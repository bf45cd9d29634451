// The only file that knows libcurl.
#include "net/http_client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace dateline::net {
namespace {

constexpr long kMaxRedirects = 10;
constexpr long kConnectTimeoutMs = 10'000;
// All header fields of all answers on the way. libcurl bounds a line (100 KiB), not their number.
constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10;
// Our own server's answers to the command line are a few lines.
constexpr std::size_t kMaxReplyBytes = std::size_t{16} << 20;

/// Strings that libcurl keeps for the next request.
class HeaderList {
 public:
  HeaderList() = default;
  ~HeaderList() { curl_slist_free_all(list_); }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  /// Passes over values that would break the request: they came from a server and go back verbatim.
  void add(std::string_view name, std::string_view value) {
    const bool breaks =
        std::any_of(value.begin(), value.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
    if (value.empty() || breaks) return;
    const std::string line = std::string(name) + ": " + std::string(value);
    if (curl_slist* longer = curl_slist_append(list_, line.c_str())) list_ = longer;
  }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

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

/// One transfer: what the callbacks may use and what they found.
struct Transfer {
  const AddressGate* gate = nullptr;
  bool this_machine_only = false;
  std::size_t max_bytes = 0;

  std::string body;
  std::size_t header_bytes = 0;
  std::optional<Error> refused;  ///< Why one of the callbacks stopped the transfer.
};

std::size_t on_body(char* data, std::size_t, std::size_t size, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  // Counted here, behind the decoder: CURLOPT_MAXFILESIZE believes Content-Length and lets a gzip bomb through.
  if (size > transfer.max_bytes - transfer.body.size()) {
    transfer.refused =
        Error{Code::kLimit, "larger than the limit of " + in_mebibytes(transfer.max_bytes) + " unpacked"};
    return CURL_WRITEFUNC_ERROR;
  }
  transfer.body.append(data, size);
  return size;
}

std::size_t on_header(char* line, std::size_t, std::size_t size, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  // A new answer begins (a redirect was followed, or 100 Continue is over): what came before is not the page.
  if (std::string_view(line, size).starts_with("HTTP/")) transfer.body.clear();
  transfer.header_bytes += size;
  if (transfer.header_bytes > kMaxHeaderBytes) {
    transfer.refused = Error{Code::kLimit, "more than 256 KiB of header fields"};
    return 0;
  }
  return size;
}

bool is_loopback(std::string_view numeric) {
  return numeric == "::1" || numeric.starts_with("127.");
}

std::string numeric(const curl_sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address.addr, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
  } else if (address.family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &address.addr, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
  }
  return text;  // Empty for anything else, which no gate lets through.
}

Status ask_gate(const Transfer& transfer, std::string_view address) {
  if (!transfer.this_machine_only) return transfer.gate->check(address);
  if (is_loopback(address)) return {};
  return fail(Code::kDenied, "commands go to a dateline on this machine only, and this address is elsewhere");
}

curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  const Status verdict = ask_gate(transfer, numeric(*address));
  if (!verdict) {
    transfer.refused = verdict.error();
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int on_request(void* user, char* remote, char*, int, int) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  // A name that has a forbidden address beside a public one is not asked at all: which of them answers is chance.
  if (transfer.refused) return CURL_PREREQFUNC_ABORT;
  // The socket callback does not see a connection that is used again, perhaps opened under another gate's eyes.
  const Status verdict = ask_gate(transfer, remote);
  if (verdict) return CURL_PREREQFUNC_OK;
  transfer.refused = verdict.error();
  return CURL_PREREQFUNC_ABORT;
}

Error explain(CURLcode code, const Transfer& transfer, const char* detail, std::chrono::milliseconds timeout) {
  if (transfer.refused) return *transfer.refused;
  const std::string more = *detail ? std::string(": ") + detail : std::string();
  switch (code) {
    case CURLE_URL_MALFORMAT:
      return {Code::kInvalid, "not a URL; it should look like https://example.org/feed"};
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {Code::kInvalid, "only http and https are fetched, also after redirects"};
    case CURLE_LOGIN_DENIED:
      return {Code::kInvalid, "a URL with a user name is not fetched; take it out"};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Code::kUnavailable, "no address known for this host; check the name, or try again later"};
    case CURLE_COULDNT_CONNECT:
      return {Code::kUnavailable, "cannot connect" + more};
    case CURLE_OPERATION_TIMEDOUT:
      return {Code::kUnavailable, "no complete answer within " + in_seconds(timeout)};
    case CURLE_TOO_MANY_REDIRECTS:
      return {Code::kLimit, "more than " + std::to_string(kMaxRedirects) + " redirects"};
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
      return {Code::kUnavailable, *detail ? std::string(detail) : std::string(curl_easy_strerror(code))};
  }
}

}  // namespace

struct HttpClient::Impl {
  Impl(AddressGate the_gate, std::string agent) : gate(std::move(the_gate)), user_agent(std::move(agent)) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    DATELINE_CHECK(ready == CURLE_OK);
    easy = curl_easy_init();
    DATELINE_CHECK(easy != nullptr);
  }
  ~Impl() { curl_easy_cleanup(easy); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// Options of every transfer. A reset keeps connections, the DNS cache and TLS sessions.
  void prepare(const std::string& url, Transfer& transfer, std::chrono::milliseconds timeout) {
    curl_easy_reset(easy);
    error_text[0] = '\0';
    set(CURLOPT_ERRORBUFFER, error_text.data());
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_USERAGENT, user_agent.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(CURLOPT_PROXY, "");  // Not from the environment: a proxy would connect for us, behind the gate's back.
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, timeout.count())));
    set(CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
    set(CURLOPT_OPENSOCKETFUNCTION, &on_open_socket);
    set(CURLOPT_OPENSOCKETDATA, &transfer);
    set(CURLOPT_PREREQFUNCTION, &on_request);
    set(CURLOPT_PREREQDATA, &transfer);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, &transfer);
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, &transfer);
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(easy, option, value);
    DATELINE_CHECK(code == CURLE_OK);  // Each option is built in; out of memory is the one other reason.
  }

  std::string header(const char* name) {
    curl_header* found = nullptr;
    if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
    return found->value;
  }

  Result<FetchResponse> perform(std::string_view url, Transfer& transfer, std::chrono::milliseconds timeout) {
    const CURLcode code = curl_easy_perform(easy);
    if (code != CURLE_OK) return fail(explain(code, transfer, error_text.data(), timeout).at(printable(url)));

    FetchResponse response;
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    response.status = static_cast<int>(status);
    const char* final_url = nullptr;
    curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &final_url);
    response.final_url = final_url ? final_url : std::string(url);
    split_content_type(header("content-type"), response);
    response.etag = header("etag");
    response.last_modified = header("last-modified");
    curl_off_t retry_after = 0;
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after);
    if (retry_after > 0) response.retry_after = std::chrono::seconds{retry_after};
    response.body = std::move(transfer.body);
    return response;
  }

  const AddressGate gate;
  const std::string user_agent;
  CURL* easy = nullptr;
  std::array<char, CURL_ERROR_SIZE> error_text{};
};

HttpClient::HttpClient(AddressGate gate, std::string user_agent)
    : impl_(std::make_unique<Impl>(std::move(gate), std::move(user_agent))) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;

Result<FetchResponse> HttpClient::get(const FetchRequest& request) {
  if (request.url.find('\0') != std::string::npos) {
    return fail(Code::kInvalid, printable(request.url) + ": not a URL; it contains a NUL");
  }
  Transfer transfer;
  transfer.gate = &impl_->gate;
  transfer.max_bytes = request.max_bytes;
  HeaderList headers;
  headers.add("If-None-Match", request.etag);
  headers.add("If-Modified-Since", request.last_modified);

  impl_->prepare(request.url, transfer, request.timeout);
  impl_->set(CURLOPT_HTTPHEADER, headers.get());
  impl_->set(CURLOPT_ACCEPT_ENCODING, "");  // Everything that libcurl can unpack.
  impl_->set(CURLOPT_FOLLOWLOCATION, 1L);
  impl_->set(CURLOPT_MAXREDIRS, kMaxRedirects);
  auto response = impl_->perform(request.url, transfer, request.timeout);
  curl_easy_reset(impl_->easy);  // It must not keep pointers into this call.
  return response;
}

Result<FetchResponse> HttpClient::post(std::string_view url, std::string_view body, std::string_view content_type,
                                       std::string_view bearer, std::chrono::milliseconds timeout) {
  const std::string address(url);
  Transfer transfer;
  transfer.gate = &impl_->gate;
  transfer.this_machine_only = true;
  transfer.max_bytes = kMaxReplyBytes;
  HeaderList headers;
  headers.add("Content-Type", content_type);
  if (!bearer.empty()) headers.add("Authorization", "Bearer " + std::string(bearer));

  impl_->prepare(address, transfer, timeout);
  impl_->set(CURLOPT_HTTPHEADER, headers.get());
  impl_->set(CURLOPT_POST, 1L);
  impl_->set(CURLOPT_POSTFIELDS, body.data());
  impl_->set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  // No redirects: the token must not travel.
  auto response = impl_->perform(address, transfer, timeout);
  curl_easy_reset(impl_->easy);
  return response;
}

}  // namespace dateline::net
