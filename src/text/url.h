#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/url_standard.h"

namespace dateline::text {

/// An absolute http or https URL, read once and by the URL standard, as the reader's browser reads it. What is fetched
/// is str(), in which nothing is left to interpret: numeric hosts such as 0x7f.1 and 2130706433 come out as addresses.
class Url {
 public:
  /// Absent for anything that is not an absolute http(s) URL with a host, is longer than 8,000 bytes, or has
  /// user information (a phishing device; no feed needs it) or a name with empty parts.
  static std::optional<Url> parse(std::string_view text);
  /// `reference` as seen from this page; absent as for parse().
  std::optional<Url> resolve(std::string_view reference) const;

  const std::string& str() const { return text_; }             ///< As the standard writes it, fragment kept.
  const std::string& scheme() const { return parts_.scheme; }  ///< "http" or "https".
  const std::string& host() const { return parts_.host; }      ///< Lower case; IPv6 in brackets.
  int port() const { return parts_.port.value_or(parts_.scheme == "https" ? 443 : 80); }
  const std::string& path() const { return parts_.path; }                                         ///< At least "/".
  std::string_view query() const { return parts_.query ? std::string_view(*parts_.query) : ""; }  ///< Without "?".

  /// The form under which the same document is known: https, no "www.", no default port, no fragment, no final slash,
  /// tracking parameters (utm_*, fbclid, gclid ...) gone, the rest by name. Parameters of one name keep their order.
  std::string canonical() const;
  /// The host without "www.", for naming an outlet that does not name itself.
  std::string site() const;

  bool operator==(const Url& other) const { return text_ == other.text_; }

 private:
  static std::optional<Url> from(std::optional<UrlParts> parts);

  UrlParts parts_;
  std::string text_;
};

}  // namespace dateline::text
