#pragma once
// Inside net/: the one place where a socket is made that connects somewhere. libcurl asks for it before each
// connection, when the address is known; whoever lets libcurl connect gives it this.

#include <curl/curl.h>

#include <optional>
#include <string>

#include "base/result.h"

namespace dateline::net {

/// "93.184.216.34"; "" for what is neither IPv4 nor IPv6, which no gate lets through.
std::string numeric_address(const curl_sockaddr& address);

/// A socket for `address` if the gate's `verdict` on it is OK; else CURL_SOCKET_BAD, and why in `refused`.
curl_socket_t open_gated_socket(const Status& verdict, const curl_sockaddr& address, std::optional<Error>& refused);

}  // namespace dateline::net
