#include "text/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace dateline::text {
namespace {

/// Longer URLs are refused by most servers anyway, and nothing that we store or print need be longer.
constexpr std::size_t kLongestUrl = 8000;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}
/// RFC 3986 section 2.3, but the dot: unescaping it could make new "..".
bool is_unreserved(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '~';
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
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
      if (is_unreserved(c)) {
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

std::optional<Url> Url::from(std::optional<UrlParts> parts) {
  if (!parts || !parts->username.empty() || !parts->password.empty()) return std::nullopt;
  // The standard allows names with empty parts; no resolver knows one.
  if (parts->host.starts_with('.') || parts->host.find("..") != std::string::npos) return std::nullopt;
  // The standard lets a quotation mark stand in a host; no name in the DNS has one, and pages hold URLs in quotes.
  if (parts->host.find('"') != std::string::npos) return std::nullopt;
  Url url;
  url.text_ = parts->href();
  if (url.text_.size() > kLongestUrl) return std::nullopt;
  url.parts_ = std::move(*parts);
  return url;
}

std::optional<Url> Url::parse(std::string_view text) {
  // Bounded before anything is copied; white space around may be long, but not that long.
  if (text.size() > 2 * kLongestUrl) return std::nullopt;
  return from(parse_url(text));
}

std::optional<Url> Url::resolve(std::string_view reference) const {
  if (reference.size() > 2 * kLongestUrl) return std::nullopt;
  return from(parse_url(reference, &parts_));
}

std::string Url::canonical() const {
  std::string_view host = parts_.host;
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string out = "https://" + without_www(host);
  // 443 of http is https's own, and as https would lose it.
  if (port() != 443 && parts_.port) out.append(":").append(std::to_string(*parts_.port));
  std::string path = normalize_escapes(parts_.path);
  while (path.ends_with('/')) path.pop_back();
  out += path;
  std::multimap<std::string, std::string, std::less<>> parameters;  // By name; those of one name in their order.
  const std::string_view query = this->query();
  for (std::size_t from = 0; from < query.size();) {
    const std::size_t to = std::min(query.find('&', from), query.size());
    std::string parameter = normalize_escapes(query.substr(from, to - from));
    if (!parameter.empty() && !is_tracking(parameter)) {
      parameters.emplace(parameter.substr(0, parameter.find('=')), parameter);
    }
    from = to + 1;
  }
  char mark = '?';
  for (const auto& [name, parameter] : parameters) {
    out.append(1, mark).append(parameter);
    mark = '&';
  }
  return out;
}

std::string Url::site() const {
  return without_www(parts_.host);
}

}  // namespace dateline::text
