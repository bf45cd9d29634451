#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace dateline::text {

/// An absolute http or https URL. Parsed by libcurl's parser, the one that the fetcher connects with, so that what is
/// checked is what is fetched (numeric hosts such as 0x7f.1 and 2130706433 come out as addresses). Plain domain names
/// are read without it, faster and to the same result.
class Url {
 public:
  /// Absent for anything that is not an absolute http(s) URL with a host, is longer than 8,000 bytes, or has
  /// user information (a phishing device; no feed needs it).
  static std::optional<Url> parse(std::string_view text);
  /// RFC 3986 section 5.2: `reference` as seen from this page.
  std::optional<Url> resolve(std::string_view reference) const;

  const std::string& str() const { return text_; }       ///< Normalised, fragment kept.
  const std::string& scheme() const { return scheme_; }  ///< "http" or "https".
  const std::string& host() const { return host_; }      ///< Lower case; IPv6 in brackets.
  int port() const { return port_; }
  const std::string& path() const { return path_; }    ///< At least "/".
  const std::string& query() const { return query_; }  ///< Without "?"; may be empty.

  /// The form under which the same document is known: https, no "www.", no default port, no fragment, no final slash,
  /// tracking parameters (utm_*, fbclid, gclid ...) gone, the rest in order.
  std::string canonical() const;
  /// The host without "www.", for naming an outlet that does not name itself.
  std::string site() const;

  bool operator==(const Url& other) const { return text_ == other.text_; }

 private:
  std::string text_, scheme_, host_, path_, query_;
  int port_ = 0;
};

}  // namespace dateline::text
