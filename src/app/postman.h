#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/clock.h"
#include "net/smtp_client.h"
#include "site/letters.h"
#include "site/reply_desk.h"
#include "store/store.h"

namespace dateline::app {

/// Takes the letters whose time has come to the mail server, the oldest first, one at a time. A letter goes out of the
/// store once the server has it: after a crash in between it is sent again, with the same Message-ID.
class Postman {
 public:
  struct Options {
    net::MailServer server;
    net::AddressGate gate;
    std::string from;       ///< Address.
    std::string from_name;  ///< The newsroom's.
  };
  Postman(Options options, site::Letters letters, const Clock& clock, const store::Reader& reader,
          site::ReplyDesk& replies);
  /// Ends after the letter that is under way (at most a minute).
  ~Postman();

 private:
  void run();
  /// False: the server does not answer, so the others need not be tried now.
  bool deliver(net::SmtpClient& client, const desk::Letter& letter);

  const Options options_;
  const site::Letters letters_;
  const Clock& clock_;
  const store::Reader& reader_;
  site::ReplyDesk& replies_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

/// The gate for the operator's own mail server: lets through what `allowed` names and, where the server is written as
/// this machine or as a number, that address. A name that leads into a private network must be allowed in [wire].
Result<net::AddressGate> gate_to(const std::string& server_url, std::vector<std::string> allowed);

}  // namespace dateline::app
