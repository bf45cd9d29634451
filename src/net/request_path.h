#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline::net {

/// What a request asks for.
struct RequestTarget {
  std::string path;   ///< Decoded once and normalised: starts with "/", no "." or ".." segments, no "//".
  std::string query;  ///< As it came, without "?".
};

/// Reads the request target of RFC 9112 section 3.2, in origin form ("/a?b") or absolute form ("http://host/a?b", whose
/// host is not looked at: one site lives here). Absent when there is no such path: a climb above the root, a broken
/// percent sign, a control character (also encoded), a fragment, text that is not UTF-8.
std::optional<RequestTarget> parse_request_target(std::string_view target);

}  // namespace dateline::net
