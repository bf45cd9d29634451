#include "text/url.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <unicode/idna.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

#include "base/result.h"

namespace dateline::text {
namespace {

/// Longer URLs are refused by most servers anyway, and nothing that we store or print need be longer.
constexpr std::size_t kLongestUrl = 8000;

struct Cleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};

/// A part of a parsed URL; absent when it has none.
std::optional<std::string> part(CURLU* url, CURLUPart what, unsigned flags = 0) {
  char* raw = nullptr;
  if (curl_url_get(url, what, &raw, flags) != CURLUE_OK) return std::nullopt;
  const std::unique_ptr<char, Cleanup> text(raw);
  return std::string(text.get());
}

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}
bool is_alpha(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

/// What browsers do before they parse (WHATWG URL section 4.4): no space around, no tabs and line ends anywhere.
std::string strip(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  std::string out(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

/// Browsers take a backslash before the query for a slash; so must we, or a reader's browser opens another host than
/// the one that we checked.
void turn_backslashes(std::string& text) {
  const std::size_t end = std::min(text.find_first_of("?#"), text.size());
  std::replace(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\\', '/');
}

constexpr auto kToEscape = [] {
  std::array<bool, 256> bytes{};
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) bytes[byte] = byte <= ' ' || byte >= 0x7F;
  for (const char c : std::string_view("\"<>`{}|^'\\")) bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}();

/// Percent-encodes what the URL standard's path, query and fragment sets name; existing escapes stay.
std::string escape(std::string_view tail) {
  std::string out;
  out.reserve(tail.size());
  for (const char c : tail) {
    if (kToEscape[static_cast<unsigned char>(c)]) {
      append_escaped(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

/// The host in ASCII (UTS #46, non-transitional as in all browsers since 2023); absent when it is no domain name.
std::optional<std::string> to_ascii(std::string_view host) {
  static const std::unique_ptr<const icu::IDNA> idna = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<const icu::IDNA> made(
        icu::IDNA::createUTS46Instance(UIDNA_CHECK_BIDI | UIDNA_NONTRANSITIONAL_TO_ASCII, status));
    DATELINE_CHECK(U_SUCCESS(status));
    return made;
  }();
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::IDNAInfo info;
  UErrorCode status = U_ZERO_ERROR;
  idna->nameToASCII_UTF8(icu::StringPiece(host.data(), static_cast<std::int32_t>(host.size())), sink, info, status);
  if (U_FAILURE(status) || info.hasErrors() || out.empty()) return std::nullopt;
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

/// Whether it is a domain name that needs no reading: most are, and curl, of which a page's links ask a hundred times,
/// would say the same. Its last label begins with a letter, so that it is no address in numbers.
bool is_plain_name(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  return dot != std::string_view::npos && dot + 1 < host.size() && is_alpha(host[dot + 1]) && host.front() != '.' &&
         host.find("..") == std::string_view::npos &&
         std::ranges::all_of(host, [](char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '.'; });
}

/// Lower case and one spelling for an IPv6 address (curl keeps the written one where it is shorter); absent for
/// characters that no host name has, such as those that were escaped in it.
std::optional<std::string> normalize_host(std::string_view host) {
  std::string out = lower(host);
  if (out.starts_with('[') && out.ends_with(']')) {
    in6_addr address;
    std::array<char, INET6_ADDRSTRLEN> text;
    if (inet_pton(AF_INET6, out.substr(1, out.size() - 2).c_str(), &address) != 1) return std::nullopt;
    inet_ntop(AF_INET6, &address, text.data(), text.size());
    return "[" + std::string(text.data()) + "]";
  }
  const bool plain =
      std::ranges::all_of(out, [](char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; });
  if (!plain || out.starts_with('.') || out.find("..") != std::string::npos) return std::nullopt;
  // A name whose last label is a number is an address or nothing (WHATWG URL section 3.5); curl has read the odd forms.
  const std::string_view name = std::string_view(out).substr(0, out.size() - (out.ends_with('.') ? 1 : 0));
  const std::string_view last = name.substr(name.rfind('.') + 1);
  const bool number =
      std::ranges::all_of(last, is_digit) || (last.starts_with("0x") && std::ranges::all_of(last.substr(2), is_hex));
  in_addr address;
  if (number && inet_pton(AF_INET, out.c_str(), &address) != 1) return std::nullopt;
  return out;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Length of "scheme:" at the start, RFC 3986 section 3.1; 0 when there is none.
std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_alpha(text.front())) return 0;
  const auto end = std::ranges::find_if_not(
      text, [](char c) { return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  return end != text.end() && *end == ':' ? static_cast<std::size_t>(end - text.begin()) + 1 : 0;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b,
                            [](char x, char y) { return (is_alpha(x) ? x | 32 : x) == (is_alpha(y) ? y | 32 : y); });
}

/// Parameters that name the reader's way to a page, not the page. Only such whose meaning is fixed by the service that
/// adds them: "ref" or "source" may as well choose the content.
bool is_tracking(std::string_view parameter) {
  constexpr std::array<std::string_view, 30> kNames = {
      "fbclid",  "gclid",  "gclsrc", "dclid",  "gbraid",     "wbraid",        "msclkid",
      "yclid",   "twclid", "ttclid", "igshid", "igsh",       "mc_cid",        "mc_eid",
      "mkt_tok", "_ga",    "_gl",    "_hsenc", "_hsmi",      "ref_src",       "ref_url",
      "cmpid",   "ncid",   "smid",   "s_cid",  "guccounter", "guce_referrer", "guce_referrer_sig",
      "ito",     "xtor"};
  std::string name(parameter.substr(0, parameter.find('=')));
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return name.starts_with("utm_") || std::ranges::find(kNames, name) != kNames.end();
}

/// Escapes made uniform (RFC 3986 section 6.2.2): upper-case hexadecimal, unreserved characters unescaped. Dots stay
/// escaped, since unescaping them could make new "..", and a stray "%" becomes "%25", or the result would not be
/// stable.
std::string normalize_escapes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
    } else if (i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      unsigned value = 0;
      std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
      const char c = static_cast<char>(value);
      if (value < 0x80 && (is_alpha(c) || is_digit(c) || c == '-' || c == '_' || c == '~')) {
        out += c;
      } else {
        append_escaped(out, c);
      }
      i += 2;
    } else {
      out += "%25";
    }
  }
  return out;
}

std::string without_www(std::string_view host) {
  // Only where a name remains: www.com is a site.
  while (host.starts_with("www.") && host.substr(4).find('.') != std::string_view::npos) host.remove_prefix(4);
  return std::string(host);
}

}  // namespace

std::optional<Url> Url::parse(std::string_view raw) {
  // Bounded before anything is copied; white space around may be long, but not that long.
  if (raw.size() > 2 * kLongestUrl) return std::nullopt;
  std::string text = strip(raw);
  if (text.size() > kLongestUrl) return std::nullopt;
  turn_backslashes(text);
  const std::size_t scheme = scheme_length(text);
  if (scheme == 0) return std::nullopt;
  const std::string_view scheme_name = std::string_view(text).substr(0, scheme - 1);
  const bool secure = equals_ignoring_case(scheme_name, "https");
  if (!secure && !equals_ignoring_case(scheme_name, "http")) return std::nullopt;

  // As in browsers, any number of slashes may follow.
  const std::size_t authority = text.find_first_not_of('/', scheme);
  if (authority == std::string::npos) return std::nullopt;
  const std::size_t tail = std::min(text.find_first_of("/?#", authority), text.size());
  std::string plain(secure ? "https://" : "http://");
  const std::string_view written = std::string_view(text).substr(authority, tail - authority);
  // curl takes a C string: a zero would end the host early.
  if (std::ranges::any_of(written, [](char c) { return static_cast<unsigned char>(c) <= ' '; })) return std::nullopt;
  plain += written;
  if (tail == text.size() || text[tail] != '/') plain += '/';
  plain += escape(std::string_view(text).substr(tail));

  Url made;
  made.scheme_ = secure ? "https" : "http";
  const int default_port = secure ? 443 : 80;
  made.port_ = default_port;
  const std::string_view rest = std::string_view(plain).substr(made.scheme_.size() + 3 + written.size());
  std::string fragment;
  if (is_plain_name(written) && rest.find("/.") == std::string_view::npos) {
    made.host_ = lower(written);
    const std::size_t hash = std::min(rest.find('#'), rest.size());
    const std::size_t query = std::min(rest.find('?'), hash);
    made.path_ = rest.substr(0, query);
    if (query < hash) made.query_ = rest.substr(query + 1, hash - query - 1);
    if (hash < rest.size()) fragment = rest.substr(hash + 1);
  } else {
    const std::unique_ptr<CURLU, Cleanup> url(curl_url());
    DATELINE_CHECK(url != nullptr);
    if (curl_url_set(url.get(), CURLUPART_URL, plain.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) return std::nullopt;
    std::optional<std::string> host = part(url.get(), CURLUPART_HOST);
    if (!host || host->empty()) return std::nullopt;
    if (!is_ascii(*host)) {
      // Wide digits and dots become plain ones here, so the host may be a number only now: parse it again.
      std::optional<std::string> ascii = to_ascii(*host);
      if (!ascii || !is_ascii(*ascii)) return std::nullopt;
      std::string again(secure ? "https://" : "http://");
      again += *ascii;
      if (const auto port = part(url.get(), CURLUPART_PORT)) again.append(":").append(*port);
      again += plain.substr(std::min(plain.find_first_of("/?#", secure ? 8 : 7), plain.size()));
      return parse(again);
    }
    const std::optional<std::string> checked = normalize_host(*host);
    if (!checked) return std::nullopt;
    made.host_ = *checked;
    if (part(url.get(), CURLUPART_ZONEID)) return std::nullopt;  // A zone means something on this machine only.
    if (const auto port = part(url.get(), CURLUPART_PORT)) {
      std::from_chars(port->data(), port->data() + port->size(), made.port_);
      if (made.port_ < 1 || made.port_ > 65535) return std::nullopt;
    }
    made.path_ = part(url.get(), CURLUPART_PATH).value_or("/");
    if (!made.path_.starts_with('/')) made.path_.insert(0, "/");
    made.query_ = part(url.get(), CURLUPART_QUERY).value_or("");
    fragment = part(url.get(), CURLUPART_FRAGMENT).value_or("");
  }
  made.text_ = made.scheme_ + "://" + made.host_;
  if (made.port_ != default_port) made.text_.append(":").append(std::to_string(made.port_));
  made.text_ += made.path_;
  if (!made.query_.empty()) made.text_.append("?").append(made.query_);
  if (!fragment.empty()) made.text_.append("#").append(fragment);
  if (made.text_.size() > kLongestUrl) return std::nullopt;
  return made;
}

std::optional<Url> Url::resolve(std::string_view reference) const {
  if (reference.size() > 2 * kLongestUrl) return std::nullopt;
  std::string text = strip(reference);
  turn_backslashes(text);
  if (const std::size_t scheme = scheme_length(text); scheme > 0) {
    // "http:page.html" is relative to a page of the same scheme, for browsers as for RFC 3986's lenient reading.
    const bool same = equals_ignoring_case(std::string_view(text).substr(0, scheme - 1), scheme_);
    if (!same || text.substr(scheme).starts_with('/')) return parse(text);
    text.erase(0, scheme);
  }
  std::string target = scheme_ + ":";
  if (text.starts_with("//")) return parse(target + text);
  target.append("//").append(host_);
  if (port_ != (scheme_ == "https" ? 443 : 80)) target.append(":").append(std::to_string(port_));
  if (text.starts_with('/')) return parse(target + text);
  if (text.empty() || text.front() == '#' || text.front() == '?') {
    target += path_;
    if (!text.starts_with('?') && !query_.empty()) target.append("?").append(query_);
    return parse(target + text);
  }
  return parse(target + path_.substr(0, path_.rfind('/') + 1) + text);
}

std::string Url::canonical() const {
  std::string_view host = host_;
  while (host.size() > 1 && host.ends_with('.')) host.remove_suffix(1);
  std::string out = "https://" + without_www(host);
  if (port_ != 443 && !(port_ == 80 && scheme_ == "http")) out.append(":").append(std::to_string(port_));
  std::string path = normalize_escapes(path_);
  while (path.ends_with('/')) path.pop_back();
  out += path;
  std::string query;
  for (std::size_t from = 0; from < query_.size();) {
    const std::size_t to = std::min(query_.find('&', from), query_.size());
    const std::string parameter = normalize_escapes(std::string_view(query_).substr(from, to - from));
    if (!parameter.empty() && !is_tracking(parameter)) query.append(query.empty() ? "?" : "&").append(parameter);
    from = to + 1;
  }
  return out + query;
}

std::string Url::site() const {
  return without_www(host_);
}

}  // namespace dateline::text
