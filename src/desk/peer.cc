// Cuts network addresses. The only file of this module that knows the system's address functions.
#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "desk/reply.h"

namespace dateline::desk {
namespace {

constexpr std::size_t kMaxAddressText = 64;  // INET6_ADDRSTRLEN is 46, and a zone may follow.
constexpr std::string_view kPrefix4 = "/24";
constexpr std::string_view kPrefix6 = "/48";

using Address6 = std::array<unsigned char, 16>;

std::optional<std::array<unsigned char, 4>> parse_address4(const std::string& text) {
  std::array<unsigned char, 4> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

std::optional<Address6> parse_address6(const std::string& text) {
  Address6 bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

std::string cut4(unsigned char a, unsigned char b, unsigned char c) {
  return std::to_string(a) + "." + std::to_string(b) + "." + std::to_string(c) + ".0" + std::string(kPrefix4);
}

/// ::ffff:203.0.113.7, the form in which a dual-stack socket shows an IPv4 peer.
bool is_mapped(const Address6& bytes) {
  static constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::memcmp(bytes.data(), kMapped.data(), kMapped.size()) == 0;
}

std::string cut6(Address6 bytes) {
  if (is_mapped(bytes)) return cut4(bytes[12], bytes[13], bytes[14]);
  std::fill(bytes.begin() + 6, bytes.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (!inet_ntop(AF_INET6, bytes.data(), text.data(), text.size())) return "";
  return text.data() + std::string(kPrefix6);
}

}  // namespace

std::uint64_t origin_of(std::string_view address) {
  if (address.size() > kMaxAddressText || address.find('\0') != std::string_view::npos) return 0;
  const std::string text(address.substr(0, address.find('%')));
  const auto digest = [](std::string_view kind, const unsigned char* bytes, std::size_t size) {
    return digest64(std::string(kind) + std::string(reinterpret_cast<const char*>(bytes), size));
  };
  if (const auto four = parse_address4(text)) return digest("origin 4:", four->data(), 4);
  const auto six = parse_address6(text);
  if (!six) return 0;
  if (is_mapped(*six)) return digest("origin 4:", six->data() + 12, 4);
  return digest("origin 6:", six->data(), 8);  // A household is given a /64 or more (RFC 6177).
}

std::string truncate_peer(std::string_view address) {
  if (address.size() > kMaxAddressText || address.find('\0') != std::string_view::npos) return "";
  // What was cut before is cut to the same, so that a store may cut again to be sure.
  const bool cut_before = address.ends_with(kPrefix4) || address.ends_with(kPrefix6);
  if (cut_before) address.remove_suffix(kPrefix4.size());
  const std::string text(address.substr(0, address.find('%')));  // Without the zone: "fe80::1%eth0".
  if (const auto four = parse_address4(text)) return cut4((*four)[0], (*four)[1], (*four)[2]);
  if (const auto six = parse_address6(text)) return cut6(*six);
  return "";
}

}  // namespace dateline::desk
