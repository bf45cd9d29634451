#pragma once
// Inside text/: the URL standard (https://url.spec.whatwg.org), which browsers follow, for http and https. Whoever
// reads a URL in another way than the reader's browser checks one host and sends the reader to another.

#include <optional>
#include <string>
#include <string_view>

namespace dateline::text {

/// The parts of an http or https URL, each in the form that the standard serializes: ASCII, percent-encoded.
struct UrlParts {
  std::string scheme;  ///< "http" or "https".
  std::string username, password;
  std::string host;         ///< A name in ASCII, an IPv4 address, or an IPv6 address in brackets; never empty.
  std::optional<int> port;  ///< Absent when it is the scheme's own.
  std::string path;         ///< Begins with "/".
  /// Without "?" and "#". Empty is not absent: "http://a/?" stays as it is.
  std::optional<std::string> query, fragment;

  std::string href() const;
};

/// Section 4.4, the basic URL parser, without an encoding of its own (UTF-8). Absent where the standard says failure,
/// and for every other scheme. `input` is UTF-8, wrong bytes are read as U+FFFD. Linear; any thread.
std::optional<UrlParts> parse_url(std::string_view input, const UrlParts* base = nullptr);

}  // namespace dateline::text
