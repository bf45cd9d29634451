#include "app/postman.h"

#include <vector>

#include "app/newsroom.h"
#include "base/ids.h"
#include "base/log.h"

namespace dateline::app {
namespace {

/// How often the outbox is looked at.
constexpr std::chrono::milliseconds kLook{500};
constexpr int kAtOnce = 50;

std::string host_of(std::string_view url) {
  url.remove_prefix(url.find("://") + 3);
  if (url.starts_with('[')) return std::string(url.substr(1, url.find(']') - 1));
  return std::string(url.substr(0, url.find(':')));
}

}  // namespace

Result<net::AddressGate> gate_to(const std::string& server_url, std::vector<std::string> allowed) {
  const std::string host = host_of(server_url);
  if (host == "localhost") {
    allowed.insert(allowed.end(), {"127.0.0.0/8", "::1/128"});
  } else if (host.find_first_not_of("0123456789.") == std::string::npos || host.find(':') != std::string::npos) {
    allowed.push_back(host);
  }
  return net::AddressGate::with_allowed(allowed);
}

Postman::Postman(Options options, site::Letters letters, const Clock& clock, const store::Reader& reader,
                 site::ReplyDesk& replies)
    : options_(std::move(options)),
      letters_(std::move(letters)),
      clock_(clock),
      reader_(reader),
      replies_(replies),
      thread_([this] { run(); }) {}

Postman::~Postman() {
  stopping_ = true;
  {
    std::lock_guard lock(mutex_);  // So that the thread is either before its look at the flag, or waiting.
    wake_.notify_all();
  }
  thread_.join();
}

void Postman::run() {
  net::SmtpClient client(options_.server, options_.gate);
  while (!stopping_) {
    auto letters = reader_.due_letters(clock_.now(), kAtOnce);
    if (!letters) {
      log::error("postman", "cannot read the letters: " + letters.error().message);
    } else {
      for (const desk::Letter& letter : *letters) {
        if (stopping_ || !deliver(client, letter)) break;
      }
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kLook, [&] { return stopping_.load(); });
  }
}

bool Postman::deliver(net::SmtpClient& client, const desk::Letter& letter) {
  const auto tried = [&](std::string problem, bool for_good) {
    const auto kept =
        ask<void>([&](auto done) { replies_.letter_tried(letter.id, std::move(problem), for_good, std::move(done)); });
    // Not kept, it is sent once more: better than never.
    if (!kept) log::error("postman", "letter " + letter.id.str() + ": " + kept.error().message);
  };
  const auto mail = letters_.write(letter);
  if (!mail) {
    tried(mail.error().message, false);
    return true;
  }
  if (!*mail) {
    tried("", false);  // What it was about is gone.
    return true;
  }
  const std::string host = options_.from.substr(options_.from.find('@') + 1);
  const Status sent = client.send({.from_name = options_.from_name,
                                   .from = options_.from,
                                   .to = letter.to.for_the_desk(),
                                   .subject = (*mail)->subject,
                                   .text = (*mail)->text,
                                   .id = letter.id.str() + "@" + host,
                                   .stop_url = (*mail)->stop_url,
                                   .at = letter.at});
  if (sent) {
    log::info("postman", "letter " + letter.id.str() + " (" + std::string(desk::to_string(letter.kind)) + ") is sent");
    tried("", false);
    return true;
  }
  log::warn("postman", "letter " + letter.id.str() + ": " + sent.error().message);
  tried(sent.error().message, sent.error().code == Code::kInvalid);
  return sent.error().code == Code::kInvalid;
}

}  // namespace dateline::app
