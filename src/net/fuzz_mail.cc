#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "net/forwarded.h"
#include "net/smtp_client.h"

// A subject, a name and a text that came from anybody, apart by bytes of 0xFF: the message has the headers that we gave
// it and no other, in lines that a mail server takes. The whole is also an X-Forwarded-For.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  const std::string all(reinterpret_cast<const char*>(data), size);
  const std::size_t first = all.find('\xff'), second = first == std::string::npos ? first : all.find('\xff', first + 1);
  net::MailMessage message;
  message.subject = all.substr(0, first);
  if (first != std::string::npos) message.from_name = all.substr(first + 1, second - first - 1);
  if (second != std::string::npos) message.text = all.substr(second + 1);
  message.from = "replies@gazette.example";
  message.to = "eva@mail.example";
  message.id = "1@gazette.example";
  const std::string wire = net::to_wire(message);
  const std::string head = wire.substr(0, wire.find("\r\n\r\n"));
  int headers = 1;
  for (std::size_t at = 0; (at = head.find("\r\n", at)) != std::string::npos; at += 2) headers += head[at + 2] != ' ';
  if (headers != 9) std::abort();
  std::size_t line = 0;
  for (std::size_t i = 0; i < wire.size(); ++i) {
    if (static_cast<unsigned char>(wire[i]) >= 0x7f) std::abort();
    if ((wire[i] == '\n') != (i > 0 && wire[i - 1] == '\r')) std::abort();
    line = wire[i] == '\n' ? 0 : line + 1;
    if (line > 999) std::abort();
  }

  static const std::vector<std::string> kBlocks = {"127.0.0.0/8"};
  static const net::Networks kProxies = *net::Networks::parse(kBlocks);
  net::Request request;
  request.peer = "127.0.0.1";
  request.headers = {{"x-forwarded-for", all}};
  if (net::client_of(request, kProxies).empty()) std::abort();
  return 0;
}
