#include "net/gated_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>

namespace dateline::net {

std::string numeric_address(const curl_sockaddr& address) {
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
  return text;
}

curl_socket_t open_gated_socket(const Status& verdict, const curl_sockaddr& address, std::optional<Error>& refused) {
  if (verdict) return ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
  refused = verdict.error();
  return CURL_SOCKET_BAD;
}

}  // namespace dateline::net
