#pragma once

#include <string>

#include "net/address_gate.h"
#include "net/http_server.h"

namespace dateline::net {

/// Who really asks: the numeric address of the other side, or, where that is one of our own proxies, the nearest one in
/// X-Forwarded-For that is none of them. What stands further left was written by whoever asked and is not believed; a
/// header without a usable address leaves the proxy's.
std::string client_of(const Request& request, const Networks& proxies);

}  // namespace dateline::net
