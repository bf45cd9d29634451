#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "net/address_gate.h"

namespace dateline::net {

struct FetchRequest {
  std::string url = {};
  std::string etag = {};           ///< Sent back verbatim as If-None-Match; empty: not sent.
  std::string last_modified = {};  ///< Sent back verbatim as If-Modified-Since; empty: not sent.
  std::string accept = {};         ///< The Accept field; empty: anything.
  bool takes_changes = false;      ///< Says "A-IM: feed" (RFC 3229): 226 with the new entries alone is welcome.
  std::size_t max_bytes = std::size_t{16} << 20;  ///< Received, and unpacked; counted while they arrive.
  std::chrono::milliseconds timeout{20'000};      ///< For the whole, redirects included.
  /// Set: it is a POST of these bytes; shared, since a hub sends the same ones to thousands. 307 and 308 are followed
  /// with the body; 301, 302 and 303, which would turn it into a GET, are not: they are the answer.
  std::shared_ptr<const std::string> body = nullptr;
  std::string content_type = {};                                 ///< Of `body`.
  std::vector<std::pair<std::string, std::string>> fields = {};  ///< More header fields of the request.
};

struct FetchResponse {
  int status = 0;            ///< As it came: 200, 304, 404 ...; a status is never an Error.
  std::string final_url;     ///< After redirects (at most 10).
  std::string moved_to;      ///< Where permanent redirects (301, 308) led before any other; "" when there were none.
  std::string content_type;  ///< Media type, lower case, without parameters; may be empty.
  std::string charset;       ///< Of Content-Type; may be empty.
  std::string etag, last_modified;
  std::optional<std::chrono::seconds> retry_after;
  /// All header fields of this answer in their order, names in lower case; repeated ones stand repeated.
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;  ///< Unpacked.

  /// The values of a field, joined by ", " (RFC 9110 section 5.3); "" when there is none. `name` in lower case.
  std::string field(std::string_view name) const;
};

/// Fetches over HTTP/1.1 and 2 with libcurl; http and https only, also after redirects; certificates are checked; the
/// gate is asked at every connection. Each thread has its own client, or they take turns: not thread-safe. For many at
/// once: FetchPool.
class HttpClient {
 public:
  HttpClient(AddressGate gate, std::string user_agent);
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;

  /// kDenied: the gate. kLimit: size, redirects. kUnavailable: name, connection, TLS, time. Each names the URL and why.
  Result<FetchResponse> get(const FetchRequest& request);
  /// Likewise, of a request that has a body.
  Result<FetchResponse> post(const FetchRequest& request);
  /// As post(), for our own command line talking to our own running server on this machine, whatever the gate of the
  /// wires says. No redirect is followed, so the token that it brings stays here.
  Result<FetchResponse> post_here(const FetchRequest& request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::net
