#include "text/url_standard.h"

#include <arpa/inet.h>
#include <unicode/idna.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "text/utf8.h"

namespace dateline::text {
namespace {

bool is_alpha(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}
bool is_slash(char c) {
  return c == '/' || c == '\\';
}
bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 32) : c; });
  return out;
}

/// Section 1.3, percent-encode sets: the C0 controls, everything above "~", and what is named.
using ByteSet = std::array<bool, 256>;
constexpr ByteSet percent_encode_set(std::string_view named) {
  ByteSet set{};
  for (std::size_t byte = 0; byte < set.size(); ++byte) set[byte] = byte <= 0x1F || byte >= 0x7F;
  for (const char c : named) set[static_cast<unsigned char>(c)] = true;
  return set;
}
constexpr ByteSet kFragmentSet = percent_encode_set(" \"<>`");
constexpr ByteSet kSpecialQuerySet = percent_encode_set(" \"#<>'");
constexpr ByteSet kPathSet = percent_encode_set(" \"#<>?^`{}");
constexpr ByteSet kUserinfoSet = percent_encode_set(" \"#<>?^`{}/:;=@[\\]|");

void append_encoded(std::string& out, std::string_view text, const ByteSet& set) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (set[byte]) {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      unsigned value = 0;
      std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// --- Hosts (section 3) ---

/// Domain to ASCII, UTS #46 non-transitional, without the checks that the standard leaves out (beStrict is false).
std::optional<std::string> to_ascii(const std::string& domain) {
  if (is_ascii(domain)) return lower(domain);  // Also "xn--" labels that encode nothing: names, if odd ones.
  static const std::unique_ptr<const icu::IDNA> idna = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<const icu::IDNA> made(icu::IDNA::createUTS46Instance(
        UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE,
        status));
    DATELINE_CHECK(U_SUCCESS(status));
    return made;
  }();
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  idna->nameToASCII_UTF8(icu::StringPiece(domain.data(), static_cast<std::int32_t>(domain.size())), sink, info, status);
  constexpr std::uint32_t kUnchecked = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                       UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                       UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
  if (U_FAILURE(status) || (info.getErrors() & ~kUnchecked) != 0) return std::nullopt;
  return out;
}

/// Section 3.2.
bool is_forbidden_in_domains(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= ' ' || byte == 0x7F || std::string_view("#/:<>?@[\\]^|%").find(c) != std::string_view::npos;
}

/// A number of an IPv4 address: decimal, octal after "0", hexadecimal after "0x". Absent when it is none; what does not
/// fit is merely very large.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int radix = 10;
  if (text.size() >= 2 && text[0] == '0') {
    radix = (text[1] | 32) == 'x' ? 16 : 8;
    text.remove_prefix(radix == 16 ? 2 : 1);
  }
  std::uint64_t number = 0;
  for (const char c : text) {
    const int digit = is_digit(c) ? c - '0' : is_hex(c) ? (c | 32) - 'a' + 10 : radix;
    if (digit >= radix) return std::nullopt;
    number = std::min<std::uint64_t>(number * static_cast<unsigned>(radix) + static_cast<unsigned>(digit),
                                     std::uint64_t{1} << 40);
  }
  return number;
}

std::vector<std::string_view> labels_of(std::string_view host) {
  std::vector<std::string_view> labels;
  for (std::size_t from = 0;;) {
    const std::size_t dot = host.find('.', from);
    labels.push_back(host.substr(from, dot - from));
    if (dot == std::string_view::npos) break;
    from = dot + 1;
  }
  if (labels.size() > 1 && labels.back().empty()) labels.pop_back();
  return labels;
}

bool ends_in_a_number(std::string_view last_label) {
  return !last_label.empty() && (std::ranges::all_of(last_label, is_digit) || ipv4_number(last_label));
}

std::optional<std::string> ipv4(const std::vector<std::string_view>& labels) {
  if (labels.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto number = ipv4_number(labels[i]);
    const bool last = i + 1 == labels.size();
    // The last stands for all bytes that are left.
    const std::uint64_t limit = std::uint64_t{1} << (last ? 8 * (5 - labels.size()) : 8);
    if (!number || *number >= limit) return std::nullopt;
    address += last ? *number : *number << (8 * (3 - i));
  }
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += std::to_string(address >> shift & 255);
    if (shift > 0) out += '.';
  }
  return out;
}

/// Pieces in hexadecimal, the first of the longest runs of zeros as "::", never with an IPv4 address in it.
std::optional<std::string> ipv6(const std::string& text) {
  in6_addr address;
  if (text.find('\0') != std::string::npos || inet_pton(AF_INET6, text.c_str(), &address) != 1) return std::nullopt;
  std::array<unsigned, 8> pieces;
  for (std::size_t i = 0; i < 8; ++i) pieces[i] = address.s6_addr[2 * i] * 256u + address.s6_addr[2 * i + 1];
  std::size_t zeros = 8, longest = 1;  // Where the run begins; a single zero is written.
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t run = 0;
    while (i + run < 8 && pieces[i + run] == 0) ++run;
    if (run > longest) zeros = i, longest = run;
  }
  std::string out = "[";
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == zeros) {
      out += i == 0 ? "::" : ":";
      i += longest - 1;
      continue;
    }
    std::array<char, 4> digits;
    out.append(digits.data(), std::to_chars(digits.begin(), digits.end(), pieces[i], 16).ptr);
    if (i < 7) out += ':';
  }
  return out + "]";
}

std::optional<std::string> parse_host(std::string_view written) {
  if (written.starts_with('[')) {
    if (!written.ends_with(']')) return std::nullopt;
    return ipv6(std::string(written.substr(1, written.size() - 2)));
  }
  const auto domain = to_ascii(repair_utf8(percent_decode(written)));
  if (!domain || domain->empty() || std::ranges::any_of(*domain, is_forbidden_in_domains)) return std::nullopt;
  const std::vector<std::string_view> labels = labels_of(*domain);
  return ends_in_a_number(labels.back()) ? ipv4(labels) : domain;
}

// --- The parts (section 4.4) ---

int own_port(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

/// "user:password@host:port".
bool read_authority(std::string_view text, UrlParts& url) {
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    const std::string_view user = text.substr(0, at);
    const std::size_t colon = std::min(user.find(':'), user.size());
    append_encoded(url.username, user.substr(0, colon), kUserinfoSet);
    if (colon < user.size()) append_encoded(url.password, user.substr(colon + 1), kUserinfoSet);
    text.remove_prefix(at + 1);
  }
  std::size_t colon = text.find(']') == std::string_view::npos || !text.starts_with('[')
                          ? text.find(':')
                          : text.find(':', text.find(']'));
  colon = std::min(colon, text.size());
  const auto host = parse_host(text.substr(0, colon));
  if (!host) return false;
  url.host = *host;
  const std::string_view digits = text.substr(std::min(colon + 1, text.size()));
  if (digits.empty()) return true;
  unsigned port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port > 65'535) return false;
  if (static_cast<int>(port) != own_port(url.scheme)) url.port = static_cast<int>(port);
  return true;
}

void shorten(std::string& path) {
  path.erase(std::min(path.rfind('/'), path.size()));
}

/// The segments of `text`, which stands before any "?" and "#", added to what of the base's path is there.
void read_path(std::string_view text, std::string& path) {
  if (!text.empty() && is_slash(text.front())) text.remove_prefix(1);
  while (true) {
    const std::size_t end = std::min(text.find_first_of("/\\"), text.size());
    const bool last = end == text.size();
    std::string segment;
    append_encoded(segment, text.substr(0, end), kPathSet);
    // A dot may be escaped.
    std::string dots = segment.size() <= 6 ? lower(segment) : "";
    for (std::size_t at = dots.find("%2e"); at != std::string::npos; at = dots.find("%2e")) dots.replace(at, 3, ".");
    if (dots == "..") {
      shorten(path);
      if (last) path += '/';
    } else if (dots == ".") {
      if (last) path += '/';
    } else {
      path.append("/").append(segment);
    }
    if (last) return;
    text.remove_prefix(end + 1);
  }
}

/// "scheme" of "scheme:...", in lower case; absent when it has none.
std::optional<std::string> scheme_of(std::string_view text) {
  if (text.empty() || !is_alpha(text.front())) return std::nullopt;
  const auto end = std::ranges::find_if_not(
      text, [](char c) { return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  if (end == text.end() || *end != ':') return std::nullopt;
  return lower(text.substr(0, static_cast<std::size_t>(end - text.begin())));
}

/// No controls and spaces around, no tabs and line ends anywhere.
std::string cleaned(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  std::string out = is_ascii(text) ? std::string(text) : repair_utf8(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

}  // namespace

std::optional<UrlParts> parse_url(std::string_view input, const UrlParts* base) {
  const std::string text = cleaned(input);
  std::string_view rest = text;
  UrlParts url;
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    append_encoded(url.fragment.emplace(), rest.substr(hash + 1), kFragmentSet);
    rest = rest.substr(0, hash);
  }

  const std::optional<std::string> scheme = scheme_of(rest);
  if (scheme) {
    if (*scheme != "http" && *scheme != "https") return std::nullopt;
    rest.remove_prefix(scheme->size() + 1);
    // "http:page" is relative to a page of http, and "https:page" is a host.
    if (!base || base->scheme != *scheme || rest.starts_with("//")) base = nullptr;
  } else if (!base) {
    return std::nullopt;
  }
  url.scheme = base ? base->scheme : *scheme;

  const std::size_t question = std::min(rest.find('?'), rest.size());
  std::string_view before = rest.substr(0, question);
  if (question < rest.size()) append_encoded(url.query.emplace(), rest.substr(question + 1), kSpecialQuerySet);

  const bool names_a_host = !base || (before.size() >= 2 && is_slash(before[0]) && is_slash(before[1]));
  if (names_a_host) {
    before.remove_prefix(std::min(before.find_first_not_of("/\\"), before.size()));
    const std::size_t end = std::min(before.find_first_of("/\\"), before.size());
    if (!read_authority(before.substr(0, end), url)) return std::nullopt;
    read_path(before.substr(end), url.path);
    return url;
  }
  url.username = base->username;
  url.password = base->password;
  url.host = base->host;
  url.port = base->port;
  if (before.empty()) {
    url.path = base->path;
    if (!url.query) url.query = base->query;
    return url;
  }
  if (!is_slash(before.front())) {
    url.path = base->path;
    shorten(url.path);
  }
  read_path(before, url.path);
  return url;
}

std::string UrlParts::href() const {
  std::string out = scheme + "://";
  if (!username.empty() || !password.empty()) {
    out += username;
    if (!password.empty()) out.append(":").append(password);
    out += '@';
  }
  out += host;
  if (port) out.append(":").append(std::to_string(*port));
  out += path;
  if (query) out.append("?").append(*query);
  if (fragment) out.append("#").append(*fragment);
  return out;
}

}  // namespace dateline::text
