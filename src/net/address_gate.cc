#include "net/address_gate.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace dateline::net {
namespace {

constexpr int kMappedBits = 96;  // ::ffff:0:0/96, the form in which this file keeps IPv4.
using Address = std::array<unsigned char, 16>;

Address map_v4(const unsigned char* bytes) {
  Address address{};
  address[10] = address[11] = 0xff;
  std::copy_n(bytes, 4, address.begin() + 12);
  return address;
}

bool is_v4(const Address& address) {
  static constexpr std::array<unsigned char, 12> kPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(kPrefix.begin(), kPrefix.end(), address.begin());
}

bool has_prefix(const Address& address, const unsigned char* network, int prefix) {
  const auto whole = static_cast<std::size_t>(prefix / 8);
  if (!std::equal(network, network + whole, address.begin())) return false;
  const int rest = prefix % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<unsigned char>(0xff << (8 - rest));
  return (address[whole] & mask) == (network[whole] & mask);
}

/// A zone names an interface ("eth0", "2"); it does not change what an address is, and is cut off.
bool is_zone(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-").find(c) != std::string_view::npos;
  });
}

/// "1.2.3.4", "::1", "fe80::1%eth0"; nothing that needs a resolver.
std::optional<Address> parse_address(std::string_view text) {
  const std::size_t percent = text.find('%');
  if (percent != std::string_view::npos && !is_zone(text.substr(percent + 1))) return std::nullopt;
  const std::string numeric(text.substr(0, percent));
  if (numeric.find('\0') != std::string::npos) return std::nullopt;
  unsigned char v4[4];
  if (inet_pton(AF_INET, numeric.c_str(), v4) == 1) return map_v4(v4);
  Address v6;
  if (inet_pton(AF_INET6, numeric.c_str(), v6.data()) == 1) return v6;
  return std::nullopt;
}

std::string print(const Address& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (is_v4(address)) {
    inet_ntop(AF_INET, address.data() + 12, text, sizeof text);
  } else {
    inet_ntop(AF_INET6, address.data(), text, sizeof text);
  }
  return text;
}

struct Special {
  const char* network;
  int prefix;
  const char* what;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry (2024-08), every row that is not globally reachable;
// AS112 and AMT (192.31.196.0/24, 192.52.193.0/24, 192.175.48.0/24) are, and stay out. Multicast has a registry of
// its own. The first row that fits gives the reason, so the narrower rows stand first.
constexpr Special kSpecialV4[] = {
    {"169.254.169.254", 32, "a cloud metadata address"},
    {"168.63.129.16", 32, "a cloud metadata address"},  // Azure's; public by number, answered by the hypervisor.
    {"100.100.100.200", 32, "a cloud metadata address"},
    {"192.0.0.192", 32, "a cloud metadata address"},
    {"0.0.0.0", 32, "the unspecified address"},
    {"0.0.0.0", 8, "an address of this network"},
    {"10.0.0.0", 8, "a private address"},
    {"100.64.0.0", 10, "a carrier-grade NAT address"},
    {"127.0.0.0", 8, "a loopback address"},
    {"169.254.0.0", 16, "a link-local address"},
    {"172.16.0.0", 12, "a private address"},
    {"192.0.0.0", 24, "an address for protocol use"},
    {"192.0.2.0", 24, "a documentation address"},
    {"192.88.99.0", 24, "a 6to4 relay address"},
    {"192.168.0.0", 16, "a private address"},
    {"198.18.0.0", 15, "a benchmarking address"},
    {"198.51.100.0", 24, "a documentation address"},
    {"203.0.113.0", 24, "a documentation address"},
    {"224.0.0.0", 4, "a multicast address"},
    {"255.255.255.255", 32, "the broadcast address"},
    {"240.0.0.0", 4, "a reserved address"},
};

// https://www.iana.org/assignments/iana-ipv6-special-registry (2024-08). 2001::/23 as a whole: what is global in it
// (anycast, AS112, drone identifiers) serves no news.
constexpr Special kSpecialV6[] = {
    {"::", 128, "the unspecified address"},
    {"::1", 128, "a loopback address"},
    {"fd00:ec2::254", 128, "a cloud metadata address"},
    {"fd20:ce::254", 128, "a cloud metadata address"},
    {"::", 96, "an IPv4 address in a withdrawn IPv6 form"},
    {"::ffff:0:0:0", 96, "an IPv4 address in a withdrawn IPv6 form"},
    {"64:ff9b:1::", 48, "a local NAT64 address"},
    {"100::", 64, "a discard-only address"},
    {"100:0:0:1::", 64, "a dummy address"},
    {"2001::", 32, "a Teredo address"},
    {"2001:2::", 48, "a benchmarking address"},
    {"2001::", 23, "an address for protocol use"},
    {"2001:db8::", 32, "a documentation address"},
    {"2002::", 16, "a 6to4 address"},
    {"3fff::", 20, "a documentation address"},
    {"5f00::", 16, "a segment-routing address"},
    {"fc00::", 7, "a private address"},
    {"fe80::", 10, "a link-local address"},
    {"fec0::", 10, "a site-local address"},
    {"ff00::", 8, "a multicast address"},
};
constexpr Special kNat64 = {"64:ff9b::", 96, ""};
constexpr Special kGlobalUnicast = {"2000::", 3, ""};

struct Row {
  Address network;
  int prefix;
  const char* what;
};

Row row_of(const Special& special) {
  const auto network = parse_address(special.network);
  DATELINE_CHECK(network.has_value());
  return {*network, special.prefix + (is_v4(*network) ? kMappedBits : 0), special.what};
}

template <std::size_t N>
std::vector<Row> rows_of(const Special (&specials)[N]) {
  std::vector<Row> rows;
  for (const Special& special : specials) rows.push_back(row_of(special));
  return rows;
}

const char* find_in(const std::vector<Row>& rows, const Address& address) {
  for (const Row& row : rows) {
    if (has_prefix(address, row.network.data(), row.prefix)) return row.what;
  }
  return nullptr;
}

/// What is special about `address`, or nullptr if it is an ordinary public one.
const char* special_about(const Address& address) {
  static const std::vector<Row> v4 = rows_of(kSpecialV4);
  static const std::vector<Row> v6 = rows_of(kSpecialV6);
  static const Row nat64 = row_of(kNat64);
  static const Row global = row_of(kGlobalUnicast);

  if (is_v4(address)) return find_in(v4, address);
  // On a network without IPv4, NAT64 is the way to the whole IPv4 world, so the address inside decides.
  if (has_prefix(address, nat64.network.data(), nat64.prefix)) return find_in(v4, map_v4(address.data() + 12));
  if (const char* what = find_in(v6, address)) return what;
  return has_prefix(address, global.network.data(), global.prefix) ? nullptr : "not a global unicast address";
}

/// RFC 6761 and its registry (localhost, local, onion, home.arpa, invalid), ICANN's reservation (internal), and what
/// networks call their own without asking.
constexpr std::string_view kLocalNames[] = {"localhost", "local",       "internal", "home.arpa", "onion", "invalid",
                                            "lan",       "localdomain", "intranet", "corp",      "home",  "svc"};

bool is_local_name(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || parse_address(host) || host.starts_with('[')) return false;
  if (host.find('.') == std::string_view::npos) return true;
  return std::ranges::any_of(kLocalNames, [&](std::string_view name) {
    return host.ends_with(name) && (host.size() == name.size() || host[host.size() - name.size() - 1] == '.');
  });
}

/// Below 1,024 the web has 80 and 443. Above: the "bad ports" of the Fetch standard (section 2.9), and databases,
/// caches and container engines, whose line protocols take a request for commands.
bool is_port_of_others(int port) {
  constexpr std::array kOthers = {1719, 1720, 1723, 2049, 3659, 4045, 4190,  5060,  5061,  6000,
                                  6566, 6665, 6666, 6667, 6668, 6669, 6679,  6697,  10080, 1433,
                                  1521, 2375, 2376, 2379, 2380, 3306, 3389,  5432,  5672,  5984,
                                  6379, 6380, 8086, 9042, 9200, 9300, 10250, 10255, 11211, 27017};
  return port < 1024 ? port != 80 && port != 443 : std::ranges::find(kOthers, port) != kOthers.end();
}

std::optional<Address> address_of(const sockaddr& socket_address) {
  // Copied, since what a resolver hands over need not be aligned for the larger types.
  if (socket_address.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &socket_address, sizeof v4);
    unsigned char bytes[4];
    std::memcpy(bytes, &v4.sin_addr, sizeof bytes);
    return map_v4(bytes);
  }
  if (socket_address.sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &socket_address, sizeof v6);
    Address address;
    std::memcpy(address.data(), &v6.sin6_addr, address.size());
    return address;
  }
  return std::nullopt;
}

}  // namespace

Result<Networks> Networks::parse(std::span<const std::string> blocks) {
  Networks networks;
  for (const std::string& block : blocks) {
    const std::size_t slash = block.find('/');
    const auto address = parse_address(std::string_view(block).substr(0, slash));
    const std::string wanted = "'" + block + "' is no CIDR block; write it like \"192.168.0.0/16\" or \"fd00::/8\"";
    if (!address || block.find('%') != std::string::npos) return fail(Code::kInvalid, wanted);
    const int most = is_v4(*address) ? 32 : 128;
    int prefix = most;
    if (slash != std::string::npos) {
      const std::string_view digits = std::string_view(block).substr(slash + 1);
      if (digits.empty() || digits.size() > 3) return fail(Code::kInvalid, wanted);
      prefix = 0;
      for (const char c : digits) {
        if (c < '0' || c > '9') return fail(Code::kInvalid, wanted);
        prefix = prefix * 10 + (c - '0');
      }
      if (prefix > most) return fail(Code::kInvalid, wanted);
    }
    Network network{};
    std::copy(address->begin(), address->end(), network.bytes);
    network.prefix = prefix + (most == 32 ? kMappedBits : 0);
    networks.networks_.push_back(network);
  }
  return networks;
}

bool Networks::contains(std::string_view numeric_address) const {
  const auto address = parse_address(numeric_address);
  return address && std::ranges::any_of(networks_, [&](const Network& network) {
           return has_prefix(*address, network.bytes, network.prefix);
         });
}

Result<AddressGate> AddressGate::with_allowed(std::span<const std::string> allowed) {
  AddressGate gate;
  DATELINE_TRY(gate.allowed_, Networks::parse(allowed));
  return gate;
}

Status AddressGate::check(const sockaddr& address) const {
  const auto parsed = address_of(address);
  if (!parsed) return fail(Code::kDenied, "the address is neither IPv4 nor IPv6");
  return check(print(*parsed));
}

Status AddressGate::check(std::string_view numeric_address) const {
  const auto address = parse_address(numeric_address);
  if (!address) return fail(Code::kDenied, "'" + std::string(numeric_address) + "' is not a numeric address");
  if (allowed_.contains(numeric_address)) return {};
  const char* what = special_about(*address);
  if (!what) return {};
  return fail(Code::kDenied, print(*address) + " is " + what + "; see [wire] allowed_networks");
}

Status AddressGate::check(std::string_view host, int port, std::string_view numeric_address) const {
  if (numeric_address.empty() ? !allowed_.empty() : allowed_.contains(numeric_address)) return {};
  if (is_local_name(host)) {
    return fail(Code::kDenied, std::string(host) + " is a name of this network; see [wire] allowed_networks");
  }
  if (is_port_of_others(port)) {
    return fail(Code::kDenied, "port " + std::to_string(port) + " is not one of the web; see [wire] allowed_networks");
  }
  return numeric_address.empty() ? Status{} : check(numeric_address);
}

}  // namespace dateline::net
