#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct sockaddr;

namespace dateline::net {

/// CIDR blocks. Immutable; any thread.
class Networks {
 public:
  Networks() = default;
  /// "192.168.0.0/16", "fd00::/8", "10.1.2.3". kInvalid names the block that is wrong.
  static Result<Networks> parse(std::span<const std::string> blocks);
  /// False for what is no numeric address.
  bool contains(std::string_view numeric_address) const;
  bool empty() const { return networks_.empty(); }

 private:
  struct Network {
    unsigned char bytes[16];  ///< IPv4 as ::ffff:a.b.c.d.
    int prefix;
  };
  std::vector<Network> networks_;
};

/// The one gate under every outgoing connection. Refuses loopback, private, link-local, carrier-grade (RFC 6598),
/// multicast, documentation, benchmarking, metadata and unspecified addresses, IPv4 mapped or embedded in IPv6
/// (::ffff:, 64:ff9b::, 2002::, ::/96), and everything else that the IANA special-purpose registries do not call
/// global. Asked with the address that a socket is about to connect to, after resolution, so names and redirects cannot
/// go around it. Immutable; any thread.
class AddressGate {
 public:
  AddressGate() = default;
  /// `allowed`: CIDR blocks let through all the same ("127.0.0.0/8" in tests). kInvalid names the block that is wrong.
  static Result<AddressGate> with_allowed(std::span<const std::string> allowed);

  /// OK, or kDenied with the address and why: "127.0.0.1 is a loopback address; see [wire] allowed_networks".
  Status check(const sockaddr& address) const;
  Status check(std::string_view numeric_address) const;

  /// The address, and what was asked for there: also refuses names that mean something on this network only
  /// ("intranet", "x.local", "metadata.google.internal") and ports where other services than the web's listen. Neither
  /// matters at an address that the operator allowed.
  /// Before the host was resolved, `numeric_address` is "": then only what no address could mend is refused.
  Status check(std::string_view host, int port, std::string_view numeric_address) const;

 private:
  Networks allowed_;
};

}  // namespace dateline::net
