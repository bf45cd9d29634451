#include "net/forwarded.h"

#include <arpa/inet.h>

namespace dateline::net {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_numeric(const std::string& address) {
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, address.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, address.c_str(), bytes) == 1;
}

}  // namespace

std::string client_of(const Request& request, const Networks& proxies) {
  std::string client = request.peer;
  std::string_view rest = request.header("x-forwarded-for");
  while (proxies.contains(client) && !rest.empty()) {
    const std::size_t comma = rest.rfind(',');
    std::string_view last = trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    if (last.starts_with('[') && last.ends_with(']')) last = last.substr(1, last.size() - 2);
    const std::string next(last);
    if (!is_numeric(next)) break;
    client = next;
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
  }
  return client;
}

}  // namespace dateline::net
