#pragma once
// Inside net/: one HTTP transfer over libcurl, whoever drives it: http_client.cc (waits for it), fetch_pool.cc (many).

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>

#include "base/result.h"
#include "net/http_client.h"
#include "text/url.h"

namespace dateline::net {

/// Strings that libcurl reads until the transfer is over.
class HeaderList {
 public:
  HeaderList() = default;
  ~HeaderList() { curl_slist_free_all(list_); }
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  /// Passes over values that would break the request: they came from a server and go back verbatim.
  void add(std::string_view name, std::string_view value);
  /// What libcurl would add of itself is not sent.
  void leave_out(std::string_view name);
  void clear();
  curl_slist* get() const { return list_; }

 private:
  void append(const std::string& line);

  curl_slist* list_ = nullptr;
};

/// Redirects are followed here and not by libcurl: a Location is read as the URL standard says, like every other URL,
/// and the gate sees the address that was read. One after the other, so that an easy handle keeps its connection.
class Transfer {
 public:
  /// Both outlive it.
  Transfer(const AddressGate& gate, const std::string& user_agent);
  ~Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  enum class Reach {
    kGate,         ///< Where the gate lets it.
    kThisMachine,  ///< Our own server on this machine, whatever the gate says; redirects are not followed.
  };
  /// Makes the handle ready to be performed. kInvalid where there is nothing to perform, since the URL is none.
  Status begin(FetchRequest request, Reach reach = Reach::kGate);

  CURL* handle() const { return easy_; }
  /// The handle has been performed and ended with `code`. Absent: perform it again, it has been sent elsewhere.
  std::optional<Result<FetchResponse>> end(CURLcode code);

 private:
  static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) noexcept;
  static std::size_t on_header(char* line, std::size_t, std::size_t size, void* self) noexcept;
  static int on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) noexcept;
  static curl_socket_t on_open_socket(void* self, curlsocktype, curl_sockaddr* address) noexcept;
  static int on_request(void* self, char* remote, char*, int, int) noexcept;

  template <class Value>
  void set(CURLoption option, Value value);
  Status ask_gate(std::string_view address) const;
  Status go_to(std::string_view text);
  void prepare();  ///< Options for `url_`.
  Status follow(std::string_view location, long status);
  Result<FetchResponse> response();
  Error explain(CURLcode code) const;

  const AddressGate& gate_;
  const std::string& user_agent_;
  CURL* const easy_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  HeaderList headers_;

  FetchRequest request_;
  std::optional<text::Url> url_;  ///< Asked now; present from begin() on.
  Reach reach_ = Reach::kGate;
  std::chrono::steady_clock::time_point deadline_;

  int redirects_ = 0;
  std::string moved_to_;  ///< Where permanent redirects led, as long as none was temporary.
  bool for_now_ = false;  ///< One was.

  std::string body_;
  std::size_t header_bytes_ = 0;
  std::optional<Error> refused_;  ///< Why one of the callbacks stopped the transfer.
};

}  // namespace dateline::net
