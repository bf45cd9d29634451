#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "net/address_gate.h"

namespace dateline::net {

struct MailServer {
  std::string url;  ///< "smtp://mail.example:587" (STARTTLS where it is offered), "smtps://mail.example:465".
  std::string user, password;  ///< "": it takes mail without; with a name, nothing is said before TLS is there.
};

/// A message of plain text, UTF-8.
struct MailMessage {
  std::string from_name;  ///< Shown; may be "".
  std::string from, to;   ///< Addresses, as in RFC 5321; checked by whoever made them.
  std::string subject;
  std::string text;      ///< Lines end with "\n".
  std::string id;        ///< Of the Message-ID, without brackets: "key@news.example".
  std::string stop_url;  ///< One click ends such mail (RFC 8058); "" for none.
  Instant at{};
};
/// The message as it goes over the wire, for tests and whoever wants to see it: RFC 5322 with MIME, lines ended by
/// CRLF, 7 bits.
std::string to_wire(const MailMessage& message);

/// Hands mail to a server, one message at a time, over a connection that it keeps. The gate is asked at every
/// connection. One thread at a time.
class SmtpClient {
 public:
  SmtpClient(MailServer server, AddressGate gate);
  ~SmtpClient();

  /// OK when the server has taken it. kInvalid: refused for good (5xx). kUnavailable: it may take it later (4xx, no
  /// connection, time). kDenied: the gate. No message of an error holds an address of the mail's.
  Status send(const MailMessage& message);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::net
