// Mail by libcurl, which http_client.cc knows for HTTP.
#include "net/smtp_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "net/gated_socket.h"

namespace dateline::net {
namespace {

// RFC 5321 section 4.5.3.2 lets a server take minutes for an answer; a queue that waits for one is not helped by more.
constexpr long kTimeoutMs = 60'000;
constexpr long kConnectTimeoutMs = 15'000;

struct Transfer {
  const AddressGate* gate = nullptr;
  std::string_view left;  ///< Of the message.
  std::optional<Error> refused;
};

std::size_t on_read(char* into, std::size_t, std::size_t room, void* user) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t size = std::min(room, transfer.left.size());
  std::memcpy(into, transfer.left.data(), size);
  transfer.left.remove_prefix(size);
  return size;
}

curl_socket_t on_open_socket(void* user, curlsocktype, curl_sockaddr* address) noexcept {
  auto& transfer = *static_cast<Transfer*>(user);
  return open_gated_socket(transfer.gate->check(address->addr), *address, transfer.refused);
}

}  // namespace

struct SmtpClient::Impl {
  const MailServer server;
  const AddressGate gate;
  CURL* easy = nullptr;

  template <class Value>
  void set(CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(easy, option, value);
    DATELINE_CHECK(code == CURLE_OK);  // Each option is built in; out of memory is the one other reason.
  }
};

SmtpClient::SmtpClient(MailServer server, AddressGate gate)
    : impl_(std::make_unique<Impl>(std::move(server), std::move(gate))) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  DATELINE_CHECK(ready == CURLE_OK);
  impl_->easy = curl_easy_init();
  DATELINE_CHECK(impl_->easy != nullptr);
}

SmtpClient::~SmtpClient() {
  curl_easy_cleanup(impl_->easy);
}

Status SmtpClient::send(const MailMessage& message) {
  Impl& i = *impl_;
  const std::string wire = to_wire(message);
  Transfer transfer{.gate = &i.gate, .left = wire, .refused = {}};
  const std::string from = "<" + message.from + ">", to = "<" + message.to + ">";
  curl_slist* recipients = curl_slist_append(nullptr, to.c_str());
  DATELINE_CHECK(recipients != nullptr);

  curl_easy_reset(i.easy);  // Keeps the connection.
  i.set(CURLOPT_URL, i.server.url.c_str());
  i.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  i.set(CURLOPT_PROXY, "");  // Not from the environment: a proxy would connect for us, behind the gate's back.
  i.set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  i.set(CURLOPT_NOSIGNAL, 1L);
  i.set(CURLOPT_TIMEOUT_MS, kTimeoutMs);
  i.set(CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
  // A name and a password never go in the clear.
  i.set(CURLOPT_USE_SSL, static_cast<long>(i.server.user.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  if (!i.server.user.empty()) {
    i.set(CURLOPT_USERNAME, i.server.user.c_str());
    i.set(CURLOPT_PASSWORD, i.server.password.c_str());
  }
  i.set(CURLOPT_MAIL_FROM, from.c_str());
  i.set(CURLOPT_MAIL_RCPT, recipients);
  i.set(CURLOPT_OPENSOCKETFUNCTION, &on_open_socket);
  i.set(CURLOPT_OPENSOCKETDATA, &transfer);
  i.set(CURLOPT_READFUNCTION, &on_read);
  i.set(CURLOPT_READDATA, &transfer);
  i.set(CURLOPT_UPLOAD, 1L);
  const CURLcode code = curl_easy_perform(i.easy);
  long status = 0;
  curl_easy_getinfo(i.easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_reset(i.easy);  // It must not keep pointers into this call.
  curl_slist_free_all(recipients);

  if (code == CURLE_OK) return {};
  if (transfer.refused) return fail(transfer.refused->at("mail server"));
  // The server's own words may repeat the address, so only its number is told (RFC 5321 section 4.2).
  const std::string what = curl_easy_strerror(code);
  if (code == CURLE_LOGIN_DENIED) {
    return fail(Code::kUnavailable,
                "the mail server does not take this user and password; see [mail] in dateline.toml");
  }
  if ((code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_WEIRD_SERVER_REPLY) && status >= 400) {
    return fail(status >= 500 ? Code::kInvalid : Code::kUnavailable,
                "the mail server answered " + std::to_string(status));
  }
  return fail(Code::kUnavailable, "the mail server cannot be reached: " + what);
}

}  // namespace dateline::net
