#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/address_gate.h"

namespace dateline::net {

struct FetchRequest {
  std::string url = {};
  std::string etag = {};                          ///< Sent back verbatim as If-None-Match; empty: not sent.
  std::string last_modified = {};                 ///< Sent back verbatim as If-Modified-Since; empty: not sent.
  std::size_t max_bytes = std::size_t{16} << 20;  ///< Unpacked, counted while it arrives.
  std::chrono::milliseconds timeout{20'000};      ///< For the whole, redirects included.
};

struct FetchResponse {
  int status = 0;            ///< As it came: 200, 304, 404 ...; a status is never an Error.
  std::string final_url;     ///< After redirects (at most 10).
  std::string content_type;  ///< Media type, lower case, without parameters; may be empty.
  std::string charset;       ///< Of Content-Type; may be empty.
  std::string etag, last_modified;
  std::optional<std::chrono::seconds> retry_after;
  std::string body;  ///< Unpacked.
};

/// Fetches over HTTP/1.1 and 2 with libcurl; http and https only, also after redirects; certificates are checked; the
/// gate is asked at every connection. Each thread has its own client, or they take turns: not thread-safe.
class HttpClient {
 public:
  HttpClient(AddressGate gate, std::string user_agent);
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;

  /// kDenied: the gate. kLimit: size, redirects. kUnavailable: name, connection, TLS, time. Each names the URL and why.
  Result<FetchResponse> get(const FetchRequest& request);

  /// For our own command line talking to our own running server on this machine: POST with a bearer token.
  Result<FetchResponse> post(std::string_view url, std::string_view body, std::string_view content_type,
                             std::string_view bearer, std::chrono::milliseconds timeout);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::net
